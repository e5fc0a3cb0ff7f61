//! `simulate compare`: worlds with the same people and luck against a base world.

use super::pictures::{Look, pictures};
use super::run::width;
use super::studies::{Clock, Size, distinct, files_are, known_metrics, results_folder, save, source, tell};
use crate::cli::arguments::{CompareArguments, Moment};
use crate::cli::exit::{Exit, Failure};
use crate::cli::progress_bar::{Display, stop_on_interrupt};
use iqsim::report::chart::worlds::worlds as draw;
use iqsim::report::language::Language;
use iqsim::report::study_json::{Compared, ComparisonFile, Frame};
use iqsim::report::{comparison_words, precision_words, study_table};
use iqsim::scenario::Scenario;
use iqsim::store::json;
use iqsim::store::save::ExtraFile;
use iqsim::store::summary::KEY_METRICS;
use iqsim::study::comparison::Comparison;
use iqsim::study::precision::{FIRST_LOOK, Reached, judge};
use iqsim::study::tables;
use iqsim::study::worlds::{Plan, Worlds, common_years, live};
use std::path::{Path, PathBuf};

/// Size without `--agents` and `--reps`: many replicates, because chance in AI progress differs between them.
const SIZE: Size = Size { agents: 20_000, replicates: 40 };

/// Years shown with `--at all`, at most.
const SHOWN: usize = 11;

/// Lives through all worlds, compares each with the first, stores and prints.
pub fn run(arguments: &CompareArguments, look: Look) -> Result<(), Failure> {
    let language = look.language;
    let (scenarios, names) = load(arguments)?;
    let metrics = metrics(&scenarios, arguments)?;
    let folder = results_folder(&arguments.out, &format!("compare_{}", names.join("_")))?;
    stop_on_interrupt();
    let display = Display::new(arguments.study.quiet, language);
    let clock = Clock::start();
    let plan = Plan {
        scenarios: &scenarios,
        replicates: first_replicates(arguments),
        goal: arguments.precision.precision.as_ref(),
        most_replicates: arguments.precision.max_reps,
        persons: true,
        threads: arguments.study.threads,
    };
    let worlds = live(plan, &display);
    display.finish();
    let worlds = worlds?;
    let scenarios = with_replicates(scenarios, arguments, worlds.replicates())?;
    let study = Study::of(&worlds, names, metrics, arguments);
    let timings = clock.timings(worlds.agent_years);
    let loaded: Vec<(String, &Scenario)> = study.names.iter().cloned().zip(&scenarios).collect();
    let mut tables = vec![tables::comparison(&study.comparisons)];
    tables.extend(tables::flows(&study.comparisons));
    let file = study.file(&scenarios[0], language);
    let mut files = study.charts(&scenarios[0], look)?;
    files.push(ExtraFile { name: "comparison.json".into(), bytes: json::bytes(&file)? });
    save(&folder, &loaded, (&tables, files), (&clock, &timings), (&arguments.study, language))?;
    let page = format!("{}\n\n{}", study.page(language), files_are(&folder, language));
    tell(arguments.study.json, &file, &page)
}

/// Replicates before any are added: with a wished-for precision no more than a first look needs.
fn first_replicates(arguments: &CompareArguments) -> u32 {
    let wish = &arguments.precision;
    let default = if wish.precision.is_some() { FIRST_LOOK.min(wish.max_reps) } else { SIZE.replicates };
    arguments.study.reps.unwrap_or(default)
}

/// The worlds with one seed and one last year, and a name for each.
fn load(arguments: &CompareArguments) -> Result<(Vec<Scenario>, Vec<String>), Failure> {
    let paths: Vec<&PathBuf> = std::iter::once(&arguments.base).chain(&arguments.others).collect();
    let overrides = arguments.study.overrides(SIZE, arguments.years);
    let base = Scenario::load(&arguments.base, &overrides)?;
    let seed = format!("run.seed={}", base.settings.run.seed);
    let with = |path: &Path, more: &[String]| {
        let all: Vec<String> = overrides.iter().chain([&seed]).chain(more).cloned().collect();
        Scenario::load(path, &all)
    };
    let whole = paths.iter().map(|path| with(path, &[])).collect::<Result<Vec<_>, _>>()?;
    let Some(years) = common_years(&whole) else { return Err(apart(&whole)) };
    let last = match arguments.at {
        Some(Moment::Year(year)) if years.contains(&year) => year,
        Some(Moment::Year(year)) => {
            let allowed = format!("allowed: {} to {}, or all", years.start(), years.end());
            return Err(Failure::Message(
                Exit::Refused,
                format!("--at {year}: not all worlds have this year\n   = {allowed}"),
            ));
        }
        _ => *years.end(),
    };
    let until = |(path, scenario): (&&PathBuf, &Scenario)| {
        with(path, &[format!("run.years={}", last - scenario.settings.run.start_year)])
    };
    let scenarios = paths.iter().zip(&whole).map(until).collect::<Result<Vec<_>, _>>()?;
    let names = numbered(scenarios.iter().map(|scenario| scenario.name.clone()).collect());
    Ok((scenarios, names))
}

/// The worlds as they would have asked for this many replicates at once, for the files that give the study again.
fn with_replicates(
    scenarios: Vec<Scenario>,
    arguments: &CompareArguments,
    replicates: u32,
) -> Result<Vec<Scenario>, Failure> {
    let paths = std::iter::once(&arguments.base).chain(&arguments.others);
    let again = |(path, scenario): (&PathBuf, &Scenario)| {
        let run = &scenario.settings.run;
        let mut overrides = arguments.study.overrides(SIZE, None);
        overrides.push(format!("run.seed={}", run.seed));
        overrides.push(format!("run.years={}", run.years));
        overrides.push(format!("run.replicates={replicates}"));
        Scenario::load(path, &overrides)
    };
    Ok(paths.zip(&scenarios).map(again).collect::<Result<Vec<_>, _>>()?)
}

/// Worlds without a common year.
fn apart(scenarios: &[Scenario]) -> Failure {
    let years = scenarios.iter().map(|scenario| {
        format!("{} {}–{}", scenario.name, scenario.settings.run.start_year, scenario.last_year())
    });
    let years: Vec<String> = years.collect();
    let allowed = "allowed: worlds with a common year; see run.start_year and run.years (--set, --years)";
    Failure::Message(Exit::Refused, format!("the years do not overlap: {}\n   = {allowed}", years.join(", ")))
}

/// Names that differ: a name that comes again is numbered.
fn numbered(names: Vec<String>) -> Vec<String> {
    let mut given: Vec<String> = Vec::new();
    for name in names {
        let mut candidate = name.clone();
        let mut number = 2;
        while given.contains(&candidate) {
            candidate = format!("{name}_{number}");
            number += 1;
        }
        given.push(candidate);
    }
    given
}

/// Metrics to show, all of them in every world.
fn metrics(scenarios: &[Scenario], arguments: &CompareArguments) -> Result<Vec<String>, Failure> {
    let goal = arguments.precision.precision.iter().map(|goal| goal.metric.clone());
    let wanted: Vec<String> = arguments.metric.iter().cloned().chain(goal).collect();
    for scenario in scenarios {
        known_metrics(scenario, &wanted)?;
    }
    if !arguments.metric.is_empty() {
        return Ok(distinct(&arguments.metric));
    }
    let first = arguments.precision.precision.as_ref().map(|goal| goal.metric.clone());
    let others = KEY_METRICS.iter().map(|&name| name.to_owned()).filter(|name| Some(name) != first.as_ref());
    let ordered = ["gini", "top1_share"].map(str::to_owned);
    let mut list: Vec<String> = first.iter().cloned().collect();
    list.extend(others);
    // The sentences are about the first three: how income follows IQ, and how unequal incomes are.
    list.sort_by_key(|name| match name {
        name if Some(name) == first.as_ref() => 0,
        name if name == "iq_income_rank_r" => 1,
        name if ordered.contains(name) => 2,
        _ => 3,
    });
    Ok(list)
}

/// The comparisons with what is to be shown of them.
struct Study {
    names: Vec<String>,
    comparisons: Vec<Comparison>,
    metrics: Vec<String>,
    /// Years of the table.
    years: Vec<i32>,
    last: i32,
    precision: Vec<Reached>,
}

impl Study {
    fn of(worlds: &Worlds, names: Vec<String>, metrics: Vec<String>, arguments: &CompareArguments) -> Self {
        let last = worlds.years.last().copied().unwrap_or_default();
        let comparisons: Vec<Comparison> =
            (1..names.len()).map(|other| Comparison::of(worlds, &names, other)).collect();
        let all = arguments.at == Some(Moment::All);
        let precision = match &arguments.precision.precision {
            Some(goal) => (1..names.len())
                .map(|other| {
                    judge(goal, last, &worlds.last_differences(other, &goal.metric), worlds.replicates())
                })
                .collect(),
            None => Vec::new(),
        };
        Self {
            names,
            comparisons,
            metrics,
            years: if all { worlds.years.clone() } else { vec![last] },
            last,
            precision,
        }
    }

    fn page(&self, language: Language) -> String {
        let mut parts = Vec::new();
        for comparison in &self.comparisons {
            let words = comparison_words::sentences(comparison, &self.metrics, self.last, language);
            let (metrics, years) = self.shown();
            let table = study_table::comparison(comparison, metrics, &years, width(), language);
            parts.push(format!("{}\n\n{}", table.trim_end(), words.join("\n")));
        }
        parts.extend(self.precision.iter().map(|reached| precision_words::sentence(reached, language)));
        parts.join("\n\n")
    }

    /// Metrics and years of the terminal's table: one metric over the years, or all in one year.
    fn shown(&self) -> (&[String], Vec<i32>) {
        if self.years.len() < 2 {
            return (&self.metrics, self.years.clone());
        }
        let last = self.years.len() - 1;
        let mut places: Vec<usize> = (0..SHOWN).map(|step| last * step / (SHOWN - 1)).collect();
        places.dedup();
        (&self.metrics[..1], places.into_iter().map(|place| self.years[place]).collect())
    }

    fn file(&self, base: &Scenario, language: Language) -> ComparisonFile {
        let compared =
            |comparison: &Comparison| Compared::new(comparison, &self.metrics, &self.years, language);
        let replicates = self.comparisons.first().map_or(0, |comparison| comparison.replicates);
        ComparisonFile {
            comparisons: self.comparisons.iter().map(compared).collect(),
            precision: self.precision.clone(),
            frame: Frame::new(base.settings.run.agents, base.settings.run.seed, replicates, language),
        }
    }

    fn charts(&self, base: &Scenario, look: Look) -> Result<Vec<ExtraFile>, Failure> {
        let language = look.language;
        let mut files = Vec::new();
        let Some(metric) = self.metrics.first() else { return Ok(files) };
        for comparison in &self.comparisons {
            let names = [comparison.base.clone(), comparison.other.clone()];
            let source = source(&names, base, comparison.replicates, language);
            let name = match self.comparisons.len() {
                1 => "difference".to_owned(),
                _ => format!("difference_{}", comparison.other),
            };
            files.extend(pictures(draw(comparison, metric, (&source, language)), &name, look)?);
        }
        Ok(files)
    }
}
