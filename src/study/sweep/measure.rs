//! What is measured in a run: metrics in years.

use crate::run::replicate::Outcome;
use crate::scenario::Scenario;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::notation::nearest;
use crate::store::runs::SeriesPoint;

/// Metrics without `--measure`, in the last year.
pub const USUAL: [&str; 3] = ["iq_income_rank_r", "iq_record_rank_r", "gini"];

/// A metric in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    pub metric: String,
    pub year: i32,
    /// What the metric's values are measured in.
    pub unit: String,
}

impl Measure {
    /// The name of its column, such as `gini@2125`.
    pub fn name(&self) -> String {
        format!("{}@{}", self.metric, self.year)
    }

    /// Reads `metric@year` for a scenario; without a year, or with `last`, it is the last one.
    ///
    /// # Errors
    /// A metric that the results do not have, or a year that is not simulated.
    pub fn parse(text: &str, scenario: &Scenario, known: &[(String, String)]) -> Result<Self, Diagnostic> {
        let (metric, moment) = text.split_once('@').unwrap_or((text, "last"));
        let (metric, moment) = (metric.trim(), moment.trim());
        let Some((name, unit)) = known.iter().find(|(name, _)| name == metric) else {
            return Err(no_metric(metric, known.iter().map(|(name, _)| name.as_str())));
        };
        let (first, last) = (scenario.settings.run.start_year, scenario.last_year());
        let year = if moment == "last" { Some(last) } else { moment.parse().ok() };
        match year.filter(|year| (first..=last).contains(year)) {
            Some(year) => Ok(Self { metric: name.clone(), year, unit: unit.clone() }),
            None => Err(Diagnostic::new(format!("no such year to measure: `{moment}`"))
                .allowed(format!("{first} to {last}, or last"))),
        }
    }
}

/// That the results have no such metric, and which one may have been meant.
pub fn no_metric<'a>(metric: &str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    Diagnostic::new(format!("no metric `{metric}`"))
        .nearest(nearest(metric, known))
        .advice("docs/columns.md lists the metrics")
}

/// The measured values of a run.
pub fn values(measures: &[Measure], start_year: i32, outcome: &Outcome) -> Vec<Option<f64>> {
    measures.iter().map(|measure| value(&measure.metric, measure.year - start_year, outcome)).collect()
}

fn value(metric: &str, year: i32, outcome: &Outcome) -> Option<f64> {
    let position = outcome.metrics.iter().position(|known| known.name == metric)?;
    let estimates = outcome.estimates.get(usize::try_from(year).ok()?)?;
    estimates.get(position)?.value.filter(|value| value.is_finite())
}

/// The metrics of some measures, each once.
pub fn metrics(measures: &[Measure]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for measure in measures {
        if !names.contains(&measure.metric) {
            names.push(measure.metric.clone());
        }
    }
    names
}

/// Some metrics of a run in every year.
pub fn series(metrics: &[String], start_year: i32, outcome: &Outcome) -> Vec<SeriesPoint> {
    let years = 0..outcome.estimates.len() as i32;
    let point = |metric: usize, year: i32| SeriesPoint {
        metric: metric as u16,
        year: start_year + year,
        value: value(&metrics[metric], year, outcome),
    };
    (0..metrics.len()).flat_map(|metric| years.clone().map(move |year| point(metric, year))).collect()
}
