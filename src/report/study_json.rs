//! Findings of studies as data for programs: the numbers with their intervals, and the sentences.

use super::attribution_words;
use super::comparison_words;
use super::language::Language;
use crate::study::attribution::{Attribution, Split};
use crate::study::comparison::{Comparison, Row};
use crate::study::conditions::TwoWay;
use crate::study::flows::Flows;
use crate::study::mechanisms::Mechanism;
use crate::study::precision::Reached;
use serde::{Deserialize, Serialize};

/// What every study says about itself.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Frame {
    pub program_version: String,
    /// People in each replicate of each world.
    pub people: u64,
    pub seed: u64,
    pub replicates: u32,
    pub limits: Vec<String>,
}

impl Frame {
    pub fn new(people: u64, seed: u64, replicates: u32, language: Language) -> Self {
        let limits = super::limits::limits(language);
        Self { program_version: env!("CARGO_PKG_VERSION").to_owned(), people, seed, replicates, limits }
    }
}

/// The content of `comparison.json`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct ComparisonFile {
    pub comparisons: Vec<Compared>,
    /// Whether the wished-for precision was reached, one entry for each comparison.
    pub precision: Vec<Reached>,
    #[serde(flatten)]
    pub frame: Frame,
}

/// One world against the base world.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Compared {
    pub base: String,
    pub other: String,
    pub findings: Vec<String>,
    pub differences: Vec<Row>,
    /// Null where the worlds do not have the same people.
    pub flows: Option<Flows>,
}

impl Compared {
    /// Some metrics in some years; the sentences are about the last of them.
    pub fn new(comparison: &Comparison, metrics: &[String], years: &[i32], language: Language) -> Self {
        let last = years.last().copied().unwrap_or_default();
        Self {
            base: comparison.base.clone(),
            other: comparison.other.clone(),
            findings: comparison_words::sentences(comparison, metrics, last, language),
            differences: comparison.rows(metrics, years),
            flows: comparison.flows,
        }
    }
}

/// The content of `attribution.json`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct AttributionFile {
    pub scenario: String,
    pub from: i32,
    pub to: i32,
    pub mechanisms: Vec<Mechanism>,
    /// Worlds whose last year is compared, and whether these are all combinations.
    pub coalitions: usize,
    pub exact: bool,
    pub findings: Vec<String>,
    pub splits: Vec<Split>,
    pub conditions: Vec<TwoWay>,
    #[serde(flatten)]
    pub frame: Frame,
}

impl AttributionFile {
    /// Some metrics; the sentences are about the first. `conditions`: two-way tables, in the first year first.
    pub fn new(
        scenario: &str,
        found: &Attribution,
        metrics: &[String],
        conditions: Vec<TwoWay>,
        (frame, language): (Frame, Language),
    ) -> Self {
        let splits: Vec<Split> = metrics.iter().filter_map(|metric| found.split(metric).cloned()).collect();
        let findings = splits.first().map_or(Vec::new(), |split| {
            let table = conditions.iter().find(|table| table.metric == split.metric);
            attribution_words::sentences(found, split, table, language)
        });
        Self {
            scenario: scenario.to_owned(),
            from: found.from,
            to: found.to,
            mechanisms: found.mechanisms.clone(),
            coalitions: found.coalitions,
            exact: found.exact,
            findings,
            splits,
            conditions,
            frame,
        }
    }
}
