//! Many runs and what they say together: data in, findings out; no text, no files.

pub mod attribution;
pub mod calibrate;
pub mod comparison;
pub mod conditions;
pub mod dday;
pub mod discover;
pub mod ensemble;
pub mod flows;
pub mod matched;
pub mod mechanisms;
pub mod null;
pub mod precision;
pub mod sensitivity;
pub mod separator;
pub mod shapley;
pub mod speed;
pub mod sweep;
pub mod tables;
pub mod validate;
pub mod worlds;
