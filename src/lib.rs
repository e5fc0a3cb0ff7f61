//! iqsim simulates how income follows cognitive ability, and what would change it.
pub mod engine;
pub mod math;
pub mod model;
pub mod population;
pub mod report;
pub mod run;
pub mod scenario;
pub mod stats;
pub mod store;
pub mod year;
