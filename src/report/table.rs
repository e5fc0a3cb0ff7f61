//! tmp
use crate::store::summary::Summary;
pub fn summary(summary: &Summary) -> String {
    format!("{:#?}", summary.metrics.first())
}
