//! A sweep that can be carried out: every configuration with its scenario, and every run with its key.

use super::axis::{self, Axis, AxisRole, WantedAxis};
use super::design::{Design, MOST_SOBOL_DIMENSIONS, Sample};
use super::domain::AxisValue;
use super::measure::{self, Measure};
use crate::scenario::Scenario;
use crate::scenario::diagnostic::{Diagnostic, Diagnostics};
use crate::scenario::draft::Draft;
use crate::scenario::overrides;
use crate::store::runs::RunKey;
use std::time::Duration;

/// Replicates of one row of a design whose rows have chance of their own; also the distance of their numbers.
pub const MOST_ROW_REPLICATES: u32 = 1000;

/// Most configurations of a sweep.
const MOST_CONFIGURATIONS: u64 = 100_000_000;

/// What is wanted, as a study file or a command line says it.
#[derive(Clone, Debug)]
pub struct Study {
    pub name: String,
    pub title: String,
    pub description: String,
    /// The scenario as written, with the fixed values of the study.
    pub draft: Draft,
    /// Name of the scenario.
    pub scenario: String,
    /// Values that were set over the study and its scenario, as in [`Scenario::set`].
    pub set: Vec<String>,
    pub axes: Vec<WantedAxis>,
    /// `None`: every combination.
    pub sample: Option<Sample>,
    pub seed: Option<u64>,
    pub replicates: u32,
    pub measures: Vec<String>,
    /// Seconds that one run may take.
    pub time_limit: Option<f64>,
    /// Whether measured metrics are kept in every year.
    pub series: bool,
}

/// A sweep that can be carried out.
#[derive(Clone, Debug)]
pub struct Plan {
    pub name: String,
    pub title: String,
    pub description: String,
    /// The scenario before anything is varied.
    pub base: Scenario,
    pub axes: Vec<Axis>,
    pub design: Design,
    pub replicates: u32,
    pub measures: Vec<Measure>,
    pub time_limit: Option<Duration>,
    pub series: bool,
    configurations: u64,
    draft: Draft,
    fingerprint: String,
}

impl Plan {
    /// Finds the parameters, checks everything, and fixes the points.
    ///
    /// # Errors
    /// Everything that is wrong with the scenario, the axes, the sample and the measures.
    pub fn new(study: Study) -> Result<Self, Diagnostics> {
        let mut draft = study.draft;
        overrides::set(&mut draft, "run.replicates=1")?;
        if let Some(seed) = study.seed {
            overrides::set(&mut draft, &format!("run.seed={seed}"))?;
        }
        let base = Scenario { set: study.set, ..Scenario::of_draft(study.scenario, draft.clone())? };
        let mut refused = Vec::new();
        let mut axes = Vec::new();
        for wanted in &study.axes {
            match axis::resolve(wanted, &base.records) {
                Ok(axis) => axes.push(axis),
                Err(wrong) => refused.extend(wrong.0),
            }
        }
        let known = known_metrics(&base)?;
        let wanted = if study.measures.is_empty() {
            super::measure::USUAL.map(str::to_owned).to_vec()
        } else {
            study.measures
        };
        let mut measures: Vec<Measure> = Vec::new();
        for text in wanted {
            match Measure::parse(&text, &base, &known) {
                Ok(measure) if measures.contains(&measure) => {}
                Ok(measure) => measures.push(measure),
                Err(wrong) => refused.push(wrong),
            }
        }
        refused.extend(clashes(&study.axes));
        if !refused.is_empty() {
            return Err(Diagnostics(refused));
        }
        let sample = study.sample.unwrap_or(Sample::Grid);
        suits(&sample, &axes, study.replicates)?;
        let group: Vec<bool> = axes.iter().map(|axis| axis.role == AxisRole::Uncertainty).collect();
        let design = Design::new(sample, axes.len(), base.settings.run.seed, Some(group));
        let configurations = counted(&design, &axes)?;
        let fingerprint = base.fingerprint();
        Ok(Self {
            name: study.name,
            title: study.title,
            description: study.description,
            base,
            axes,
            design,
            replicates: study.replicates,
            measures,
            time_limit: study.time_limit.map(Duration::from_secs_f64),
            series: study.series,
            configurations,
            draft,
            fingerprint,
        })
    }

    /// Number of configurations.
    pub fn configurations(&self) -> u64 {
        self.configurations
    }

    /// Number of runs: each configuration in each replicate.
    pub fn runs(&self) -> u64 {
        self.configurations.saturating_mul(u64::from(self.replicates))
    }

    /// People times simulated years of all runs, as far as the base scenario tells.
    pub fn agent_years(&self) -> u64 {
        crate::run::agent_years(&self.base).saturating_mul(self.runs())
    }

    /// Names of the measures: the columns of their values.
    pub fn measure_names(&self) -> Vec<String> {
        self.measures.iter().map(Measure::name).collect()
    }

    /// Metrics whose series are kept.
    pub fn series_metrics(&self) -> Vec<String> {
        if self.series { measure::metrics(&self.measures) } else { Vec::new() }
    }

    /// Fingerprint of the scenario before anything is varied.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The values of all axes in a configuration.
    pub fn values(&self, configuration: u64) -> Vec<AxisValue> {
        self.design.values(&self.axes, configuration)
    }

    /// Number of the first replicate of a configuration.
    ///
    /// Configurations have the same people and luck, but for draws, of which each has its own. In designs of rows every row has chance of its own, so that rows
    /// are independent and only the configurations inside one share their luck.
    pub fn first_replicate(&self, configuration: u64) -> u32 {
        let row = match self.design.sample() {
            Sample::Saltelli { .. } => configuration / self.design.saltelli_block(self.axes.len()) as u64,
            Sample::Morris(_) => configuration / (self.axes.len() as u64 + 1),
            Sample::Draws(_) => configuration,
            _ => return 0,
        };
        row as u32 * MOST_ROW_REPLICATES
    }

    /// The scenario of a configuration with its key. The key of an impossible one stands for what was asked for.
    pub fn prepare(&self, configuration: u64) -> (RunKey, Result<Scenario, Diagnostics>) {
        let overrides: Vec<String> = self
            .axes
            .iter()
            .zip(self.values(configuration))
            .flat_map(|(axis, value)| axis.overrides(&value))
            .collect();
        let mut draft = self.draft.clone();
        let set = overrides.iter().try_for_each(|text| overrides::set(&mut draft, text));
        let scenario = set.and_then(|()| Scenario::of_draft(self.base.name.clone(), draft));
        let key = match &scenario {
            Ok(scenario) => RunKey::of(&scenario.fingerprint()),
            Err(_) => RunKey::of(&format!("impossible {} {}", self.fingerprint, overrides.join("\n"))),
        };
        (key, scenario)
    }

    /// The key of a configuration.
    pub fn key(&self, configuration: u64) -> RunKey {
        self.prepare(configuration).0
    }
}

/// Names and units of the metrics of a scenario.
fn known_metrics(base: &Scenario) -> Result<Vec<(String, String)>, Diagnostics> {
    let metrics = crate::study::worlds::metrics_of(base)
        .map_err(|error| Diagnostics::from(Diagnostic::io(format!("cannot try the scenario: {error:?}"))))?;
    Ok(metrics.into_iter().map(|metric| (metric.name, metric.unit)).collect())
}

/// Axes that would set the same key.
fn clashes(axes: &[WantedAxis]) -> Vec<Diagnostic> {
    let mut list = Vec::new();
    for (position, axis) in axes.iter().enumerate() {
        let earlier = &axes[..position];
        let same = |path: &String| earlier.iter().any(|other| other.paths.contains(path));
        if earlier.iter().any(|other| other.name == axis.name) || axis.paths.iter().any(same) {
            let twice = Diagnostic::new("varied twice").path(&axis.name).at(axis.place.clone());
            list.push(twice.advice("each key may belong to one axis"));
        }
    }
    list
}

/// Whether a sample can be drawn from these axes.
fn suits(sample: &Sample, axes: &[Axis], replicates: u32) -> Result<(), Diagnostics> {
    if axes.is_empty() {
        let nothing = Diagnostic::new("nothing is varied");
        return Err(nothing
            .advice("vary a key: --vary schooling.openness=0:1:0.25, or [vary] in a study file")
            .into());
    }
    let lists = matches!(sample, Sample::Grid | Sample::Zip);
    if let Some(axis) = axes.iter().find(|axis| lists && axis.domain.values().is_none()) {
        return Err(Diagnostic::new("a grid needs single values")
            .path(&axis.name)
            .found("a range without a step, or a distribution")
            .allowed("min:max:step, or a,b,c; or a sample such as --sample lhs:100")
            .into());
    }
    let length = |axis: &Axis| axis.domain.values().map_or(1, <[AxisValue]>::len);
    if let (Sample::Zip, Some(first)) = (sample, axes.first())
        && let Some(other) = axes.iter().find(|axis| length(axis) != length(first))
    {
        return Err(Diagnostic::new("axes that advance together need as many values each")
            .path(&other.name)
            .found(length(other).to_string())
            .allowed(format!("{}, as {} has", length(first), first.name))
            .into());
    }
    let dimensions = match sample {
        Sample::Sobol(_) => axes.len(),
        Sample::Saltelli { .. } => 2 * axes.len(),
        _ => 0,
    };
    if dimensions > MOST_SOBOL_DIMENSIONS {
        return Err(Diagnostic::new("too many axes for a Sobol sequence")
            .found(axes.len().to_string())
            .allowed(format!("at most {}", MOST_SOBOL_DIMENSIONS * axes.len() / dimensions))
            .into());
    }
    let rows = matches!(sample, Sample::Saltelli { .. } | Sample::Morris(_) | Sample::Draws(_));
    if rows && replicates > MOST_ROW_REPLICATES {
        let many = Diagnostic::new("too many replicates for this design").found(replicates.to_string());
        return Err(many.allowed(format!("at most {MOST_ROW_REPLICATES}")).into());
    }
    Ok(())
}

fn counted(design: &Design, axes: &[Axis]) -> Result<u64, Diagnostics> {
    let count = design.points(axes);
    match count.filter(|count| (1..=MOST_CONFIGURATIONS).contains(count)) {
        Some(count) => Ok(count),
        None => Err(Diagnostic::new("too many configurations")
            .found(count.map_or("more than can be counted".to_owned(), |count| count.to_string()))
            .allowed(format!("at most {MOST_CONFIGURATIONS}"))
            .advice("fewer values, or a sample such as --sample lhs:1000")
            .into()),
    }
}
