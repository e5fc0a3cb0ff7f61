//! Which region of assumptions gives an outcome: the patient rule induction method, tested on points it has not seen.
//!
//! Friedman and Fisher 1999, Statistics and Computing 9, 123–143; as scenario discovery: Bryant and Lempert 2010,
//! Technological Forecasting and Social Change 77, 34–49.

pub mod condition;
pub mod points;
pub mod prim;
pub mod region;
pub mod tables;
