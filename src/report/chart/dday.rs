//! Charts of D-day.

use super::canvas::{Chart, ChartError};
use crate::study::dday::Findings;
use crate::study::dday::forecaster::Forecasts;

/// All charts of a series.
pub fn of_series(_findings: &Findings) -> Result<Vec<Chart>, ChartError> {
    Ok(Vec::new())
}

/// All charts of a scenario.
pub fn of_forecasts(_f: &Forecasts, _e: &Findings, _a: (&str, u64)) -> Result<Vec<Chart>, ChartError> {
    Ok(Vec::new())
}
