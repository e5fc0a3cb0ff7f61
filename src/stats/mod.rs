//! Counting people and turning counts into estimates. Knows numbers and tables, not persons.
//!
//! Everything counted is a whole number, so tables can be merged in any order and give the same bits.

pub mod by_row;
pub mod correlation;
pub mod crosstab;
pub mod estimate;
pub mod income_bins;
pub mod inequality;
pub mod percentiles;
pub mod ranks;
pub mod regression;
