//! The equations: pure functions of plain numbers, one file for each section of `docs/model.md`.
//!
//! Nothing here knows files, threads, columns or random number generators. A rule takes what was drawn as an argument.

pub mod ability;
pub mod ai;
pub mod capital;
pub mod decision;
pub mod family;
pub mod jobs;
pub mod learning;
pub mod luck;
pub mod observation;
pub mod parameters;
pub mod pay;
pub mod schooling;
