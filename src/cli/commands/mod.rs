//! One file a command: read, call the library, print.

pub mod check;
pub mod dday;
pub mod describe;
pub mod new;
pub mod run;
