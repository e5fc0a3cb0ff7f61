//! The worlds that targets need, each lived through once.

use super::observe::Lived;
use super::target::{Measure, Point, Target};
use super::trend;
use crate::run::progress::Progress;
use crate::run::results::RunResults;
use crate::run::{Options, RunError, run};
use crate::scenario::Scenario;
use crate::scenario::diagnostic::{Diagnostic, Diagnostics};
use crate::scenario::notation::nearest;
use crate::store::interval::Interval;
use crate::study::worlds::metrics_of;
use std::path::PathBuf;

/// How the worlds of targets are simulated.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Scenario of the targets that name none.
    pub scenario: PathBuf,
    /// Values set in every world, sizes among them.
    pub set: Vec<String>,
    pub threads: Option<usize>,
}

/// What the model gives for one figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observed {
    pub interval: Interval,
    /// A date that never comes.
    pub never: bool,
}

/// Why targets could not be observed.
#[derive(Clone, Debug, PartialEq)]
pub enum ObserveError {
    Scenario(Diagnostics),
    Run(RunError),
}

impl From<Diagnostics> for ObserveError {
    fn from(diagnostics: Diagnostics) -> Self {
        Self::Scenario(diagnostics)
    }
}

impl From<RunError> for ObserveError {
    fn from(error: RunError) -> Self {
        Self::Run(error)
    }
}

/// A world to live through: a scenario until a year.
struct Plan {
    scenario: Scenario,
    /// Scenario and values as the targets name them.
    named: (Option<String>, Vec<String>),
    people: bool,
}

/// Which worlds a set of targets needs, loaded and checked.
pub struct Worlds {
    plans: Vec<Plan>,
    threads: Option<usize>,
}

impl Worlds {
    /// Loads the scenarios and looks whether every target can be observed in its own.
    ///
    /// # Errors
    /// A scenario that is refused, a year that is not simulated, a metric or job class that is not known.
    pub fn load(targets: &[Target], setting: &Setting) -> Result<Self, Diagnostics> {
        let mut plans: Vec<Plan> = Vec::new();
        let mut wrong = Vec::new();
        let mut points: Vec<&Point> = targets.iter().flat_map(|target| &target.points).collect();
        points.retain(|point| point.measure.of_world());
        // Those that need people fix the last year of their world; the others may look into any that is long enough.
        points.sort_by_key(|point| !point.measure.of_people());
        for point in points {
            match Plan::of(point, setting) {
                Ok(plan) => {
                    wrong.extend(unobservable(point, &plan.scenario));
                    if !plans.iter().any(|known| known.serves(&plan)) {
                        plans.push(plan);
                    }
                }
                Err(refused) => wrong.extend(refused.0),
            }
        }
        wrong.dedup();
        if wrong.is_empty() { Ok(Self { plans, threads: setting.threads }) } else { Err(Diagnostics(wrong)) }
    }

    /// People times years of everything that will be simulated.
    pub fn agent_years(&self) -> u64 {
        self.plans.iter().map(|plan| crate::run::agent_years(&plan.scenario)).sum()
    }

    /// The first scenario, which tells the sizes.
    pub fn first_scenario(&self) -> Option<&Scenario> {
        self.plans.first().map(|plan| &plan.scenario)
    }

    /// Lives through the worlds and observes every figure, by target and point.
    ///
    /// # Errors
    /// [`RunError`].
    pub fn observe(
        &self,
        targets: &[Target],
        progress: &dyn Progress,
    ) -> Result<Vec<Vec<Observed>>, RunError> {
        let mut found: Vec<Vec<Option<Observed>>> =
            targets.iter().map(|target| target.points.iter().map(trend::observed).collect()).collect();
        progress.begin(self.agent_years());
        let progress = Begun(progress);
        for plan in &self.plans {
            let results = plan.live(self.threads, &progress)?;
            let lived = Lived { scenario: &plan.scenario, results: &results };
            for (target, found) in targets.iter().zip(&mut found) {
                for (point, found) in target.points.iter().zip(found) {
                    if found.is_none() && plan.is_for(point) {
                        *found = Some(Observed::over(&lived.observe(point)));
                    }
                }
            }
        }
        let undefined = Observed::over(&[]);
        Ok(found
            .into_iter()
            .map(|row| row.into_iter().map(|one| one.unwrap_or(undefined)).collect())
            .collect())
    }
}

impl Observed {
    /// From the values of the replicates.
    pub fn over(values: &[Option<f64>]) -> Self {
        let defined: Vec<f64> = values.iter().copied().flatten().collect();
        Self { interval: Interval::over_replicates(&defined), never: false }
    }

    /// A quantity without chance.
    pub fn exact(value: Option<f64>) -> Self {
        let values: Vec<f64> = value.into_iter().collect();
        Self { interval: Interval::over_replicates(&values), never: false }
    }
}

impl Plan {
    fn of(point: &Point, setting: &Setting) -> Result<Self, Diagnostics> {
        let named = (point.world.scenario.clone(), point.world.set.clone());
        let path = named.0.as_ref().map_or_else(|| setting.scenario.clone(), PathBuf::from);
        let set: Vec<String> = named.1.iter().chain(&setting.set).cloned().collect();
        let mut scenario = Scenario::load(&path, &set)?;
        if let Some(year) = point.world.year {
            let (first, last) = (scenario.settings.run.start_year, scenario.last_year());
            if !(first..=last).contains(&year) {
                let wrong = Diagnostic::new(format!("{} does not simulate this year", scenario.name));
                let wrong = wrong.path("year").at(point.place.clone()).found(year.to_string());
                return Err(wrong.allowed(format!("{first} to {last}")).into());
            }
            scenario.settings.run.years = u32::try_from(year - first).unwrap_or(0);
        }
        Ok(Self { scenario, named, people: point.measure.of_people() })
    }

    /// Whether what the other world is wanted for can be observed in this one.
    fn serves(&self, other: &Self) -> bool {
        let (last, wanted) = (self.scenario.last_year(), other.scenario.last_year());
        let enough = if other.people { self.people && last == wanted } else { last >= wanted };
        self.named == other.named && enough
    }

    fn is_for(&self, point: &Point) -> bool {
        let same = self.named.0 == point.world.scenario && self.named.1 == point.world.set;
        let last = self.scenario.last_year();
        let year = match point.world.year {
            Some(year) if point.measure.of_people() => year == last,
            Some(year) => year <= last,
            None => true,
        };
        same && year && point.measure.of_world() && (self.people || !point.measure.of_people())
    }

    fn live(&self, threads: Option<usize>, progress: &dyn Progress) -> Result<RunResults, RunError> {
        let agents = u32::try_from(self.scenario.settings.run.agents).unwrap_or(u32::MAX);
        let save_people = if self.people { agents } else { 0 };
        run(&self.scenario, Options { threads, save_people, ..Options::default() }, progress)
    }
}

/// Progress over several runs: the work ahead is told once for all.
struct Begun<'a>(&'a dyn Progress);

impl Progress for Begun<'_> {
    fn begin(&self, _: u64) {}

    fn advance(&self, agent_years: u64) {
        self.0.advance(agent_years);
    }

    fn should_stop(&self) -> bool {
        self.0.should_stop()
    }
}

/// What keeps a figure from being observed in a scenario.
fn unobservable(point: &Point, scenario: &Scenario) -> Option<Diagnostic> {
    let (word, key, known) = match &point.measure {
        Measure::Metric(names) => {
            let known: Vec<String> =
                metrics_of(scenario).unwrap_or_default().into_iter().map(|metric| metric.name).collect();
            (names.iter().find(|name| !known.contains(name))?, "metric", known)
        }
        Measure::AssistanceGain { job, .. } => (job, "assistance_gain", job_names(scenario)),
        _ => (point.sample.jobs.first()?, "jobs", job_names(scenario)),
    };
    if known.contains(word) {
        return None;
    }
    let unknown = Diagnostic::new(format!("{} has no such observation", scenario.name)).path(key);
    let near = nearest(word, known.iter().map(String::as_str));
    let allowed =
        if key == "metric" { "the metrics of docs/columns.md".to_owned() } else { known.join(", ") };
    Some(unknown.at(point.place.clone()).found(format!("`{word}`")).nearest(near).allowed(allowed))
}

fn job_names(scenario: &Scenario) -> Vec<String> {
    scenario.settings.jobs.iter().map(|job| job.name.clone()).collect()
}
