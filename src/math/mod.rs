//! Elementary functions with the same bits on every machine.
//!
//! Only `+`, `-`, `*`, `/`, `sqrt`, comparisons and integer operations are used: IEEE 754 fixes these bit for bit.
//! The functions of the standard library go to the system's C library, whose last digits differ between systems.
//! Single precision (`f32`) is for what is computed for every person, double precision for the whole economy.

pub mod double;
pub mod normal;
pub mod single;
