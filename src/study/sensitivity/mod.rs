//! Which parameters decide a result: screening, shares of variance, one at a time; replicate noise is taken out.

#[cfg(test)]
mod agreement;
pub mod index;
pub mod morris;
pub mod sobol;
pub mod tables;
pub mod tornado;

use crate::study::sweep::summary::Finished;

/// The values of a measure in all replicates of a configuration; `None` unless every one of them is there.
fn complete(finished: Finished, configuration: u64, measure: usize) -> Option<Vec<f64>> {
    let values = finished.values(configuration, measure);
    (values.len() == finished.plan.replicates as usize).then_some(values)
}
