//! Many scenarios that differ in chosen parameters: which ones, how they are lived through, what came of each.
//!
//! Axes say what is varied, a design says at which points, a plan turns each point into a scenario, and
//! [`execute`] lives through all of them, several at a time, handing every run on as it ends.

pub mod axis;
pub mod chance;
pub mod design;
pub mod domain;
pub mod execute;
pub mod measure;
pub mod notation;
pub mod plan;
pub mod read;
pub mod record;
pub mod shipped;
pub mod summary;
pub mod tables;
