//! iqsim simulates how income follows cognitive ability, and what would change it.
//!
//! A scenario is read and checked, founders are drawn, years pass, people are counted, and the counts become estimates with
//! standard errors. The modules in reading order:
//!
//! * [`model`] – the equations, one file for each section of `docs/model.md`;
//! * [`scenario`] – from files to the rules of a year;
//! * [`population`], [`year`] – who the people are, and what happens to them in a year;
//! * [`run`] – burn-in, years, replicates, results;
//! * [`stats`] – from counts to estimates;
//! * [`store`], [`report`] – results on disk, in words, tables and charts; [`study`] – many runs and what they say together;
//! * [`engine`], [`math`] – blocks, random numbers, quotas; exp, ln and the normal distribution with the same bits everywhere.
//!
//! What AI that levels skill does to the correlation of IQ with income, in a small population:
//!
//! ```
//! use iqsim::run::{Options, progress::Silent, run};
//! use iqsim::scenario::Scenario;
//!
//! let correlation_in_2125 = |name: &str| {
//!     let sizes = ["run.agents=4000", "run.burn_in_years=60"].map(String::from);
//!     let scenario = Scenario::load(name.as_ref(), &sizes).expect("a shipped scenario");
//!     let results = run(&scenario, Options::default(), &Silent).expect("small enough");
//!     let metric = results.metric("iq_income_rank_r").expect("always measured");
//!     results.estimates[[0, results.years.len() - 1, metric]].value.expect("people differ")
//! };
//! assert!(correlation_in_2125("ai_century_leveller") < correlation_in_2125("no_ai_century"));
//! ```

pub mod engine;
pub mod math;
pub mod model;
pub mod population;
pub mod report;
pub mod run;
pub mod scenario;
pub mod stats;
pub mod store;
pub mod study;
pub mod year;
