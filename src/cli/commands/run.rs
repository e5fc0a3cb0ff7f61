//! `simulate SCENARIO`: run, store, report.

use super::pictures::{Look, drawing_failed, pictures};
use super::studies::{files_are, known_metrics, results_folder, tell, threads};
use crate::cli::arguments::{Arguments, PrecisionArguments, RunArguments};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::error_line;
use crate::cli::progress_bar::{Display, stop_on_interrupt};
use clap::CommandFactory;
use iqsim::engine::lanes;
use iqsim::report;
use iqsim::report::language::{Heading, Language};
use iqsim::report::plan_words;
use iqsim::run::ai_path::D_DAY_DRAWS;
use iqsim::run::replicate::Outcome;
use iqsim::run::results::{RunResults, Timings};
use iqsim::run::{Options, run_until};
use iqsim::scenario::Scenario;
use iqsim::scenario::diagnostic::Diagnostics;
use iqsim::scenario::notation::nearest;
use iqsim::store::manifest::{Moment, RunRecord};
use iqsim::store::save::{ExtraFile, Formats, Saved, save};
use iqsim::store::summary::{About, Summary};
use iqsim::study::precision::{self, Reached};
use std::path::Path;

/// Runs a scenario, leaves its results in a folder and prints the summary.
pub fn run(path: &Path, arguments: &RunArguments, look: Look) -> Result<(), Failure> {
    let language = look.language;
    let scenario =
        Scenario::load(path, &arguments.overrides()).map_err(|errors| with_command(errors, path))?;
    let folder = results_folder(&arguments.out, &scenario.name)?;
    arguments.instructions.into_iter().for_each(lanes::limit);
    stop_on_interrupt();
    let display = Display::new(arguments.quiet, language);
    let record = record(&scenario, arguments);
    let save_people = people(arguments.save_agents)?;
    let options =
        Options { threads: arguments.threads, save_people, d_day_draws: D_DAY_DRAWS, ..Options::default() };
    let results = with_precision(&scenario, options, &arguments.precision, &display);
    display.finish();
    let (results, reached) = results?;
    let scenario = with_replicates(scenario, path, arguments, results.replicates())?;
    let record = RunRecord { replicates: results.replicates() as u32, ..record };
    let summary = Summary::new(&results, about(&scenario), report::limits::limits(language));
    let extra_files = extra_files(&scenario, &results, &summary, look)?;
    let formats = Formats { csv: true, parquet: true };
    save(
        &folder,
        Saved { results: &results, summary: &summary, record: &record, formats, extra_files: &extra_files },
    )?;
    if !arguments.quiet {
        tell_speed(&results.timings, language);
    }
    let precision = reached.map(|reached| report::precision_words::sentence(&reached, language));
    if arguments.json {
        precision.iter().for_each(|sentence| error_line(sentence));
    }
    let end = precision.map_or(String::new(), |sentence| format!("\n\n{sentence}"));
    tell(arguments.json, &summary, &format!("{}{end}", page(&scenario, &summary, (&folder, language))))
}

/// Runs the scenario, and further replicates until the wished-for precision is reached.
fn with_precision(
    scenario: &Scenario,
    options: Options,
    wish: &PrecisionArguments,
    display: &Display,
) -> Result<(RunResults, Option<Reached>), Failure> {
    let Some(goal) = &wish.precision else {
        return Ok((run_until(scenario, options, display, &mut |_| 0)?, None));
    };
    known_metrics(scenario, std::slice::from_ref(&goal.metric))?;
    let last = scenario.settings.run.years as usize;
    let mut more = |outcomes: &[Outcome]| {
        let found = precision::values(outcomes, last, &goal.metric);
        precision::further(goal, &found, outcomes.len() as u32, wish.max_reps)
    };
    let results = run_until(scenario, options, display, &mut more)?;
    let found: Vec<f64> = match results.metric(&goal.metric) {
        Some(metric) => results
            .estimates
            .slice(ndarray::s![.., last, metric])
            .iter()
            .filter_map(|cell| cell.value)
            .collect(),
        None => Vec::new(),
    };
    let reached = precision::judge(goal, scenario.last_year(), &found, results.replicates() as u32);
    Ok((results, Some(reached)))
}

/// The scenario as it would have asked for this many replicates at once.
fn with_replicates(
    scenario: Scenario,
    path: &Path,
    arguments: &RunArguments,
    replicates: usize,
) -> Result<Scenario, Failure> {
    if scenario.settings.run.replicates as usize == replicates {
        return Ok(scenario);
    }
    let mut overrides = arguments.overrides();
    overrides.push(format!("run.replicates={replicates}"));
    Ok(Scenario::load(path, &overrides)?)
}

/// A word that is no scenario but almost a command: says which.
pub fn with_command(mut errors: Diagnostics, path: &Path) -> Diagnostics {
    let commands: Vec<String> =
        Arguments::command().get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let nearest = path.to_str().and_then(|word| nearest(word, commands.iter().map(String::as_str)));
    if let (Some(command), [error]) = (nearest, errors.0.as_mut_slice())
        && error.place.is_none()
        && error.nearest.is_none()
    {
        error.advice = Some(format!("there is a command `simulate {command}`"));
    }
    errors
}

/// Charts, and the scenario that gives these results again.
fn extra_files(
    scenario: &Scenario,
    results: &RunResults,
    summary: &Summary,
    look: Look,
) -> Result<Vec<ExtraFile>, Failure> {
    let mut files =
        vec![ExtraFile { name: "scenario.toml".into(), bytes: scenario.to_toml(true).into_bytes() }];
    for chart in report::chart::all(results, summary, look.language).map_err(drawing_failed)? {
        let name = chart.name;
        files.extend(pictures(Ok(chart), name, look)?);
    }
    Ok(files)
}

/// What is printed: findings in words, the table, limits, and where the files are.
fn page(scenario: &Scenario, summary: &Summary, (folder, language): (&Path, Language)) -> String {
    let title = format!("{}: {}", scenario.name, report::page::scenario::title(scenario, language).0);
    let words = report::words::sentences(summary, language).join("\n");
    let limits: Vec<String> = summary.limits.iter().map(|limit| format!("  - {limit}")).collect();
    format!(
        "{title}\n\n{words}\n\n{}\n\n{}\n{}\n\n{}",
        report::table::summary_table(summary, width(), language).trim_end(),
        Heading::Limits.words(language),
        limits.join("\n"),
        files_are(folder, language)
    )
}

/// Columns of the terminal, when there is one.
pub fn width() -> Option<u16> {
    let (_, columns) = console::Term::stdout().size_checked()?;
    Some(columns)
}

fn about(scenario: &Scenario) -> About {
    About {
        scenario: scenario.name.clone(),
        title: scenario.title(),
        description: scenario.settings.description.clone(),
        set: scenario.set.clone(),
        people: scenario.settings.run.agents,
        seed: scenario.settings.run.seed,
    }
}

fn record(scenario: &Scenario, arguments: &RunArguments) -> RunRecord {
    let run = &scenario.settings.run;
    RunRecord {
        scenario: scenario.to_toml(false),
        fingerprint: scenario.fingerprint(),
        seed: run.seed,
        agents: run.agents,
        years: run.years,
        replicates: run.replicates,
        command_line: command_line(),
        threads: threads(arguments.threads),
        started: Moment::now(),
    }
}

fn people(number: u64) -> Result<u32, Failure> {
    u32::try_from(number).map_err(|_| {
        Failure::Message(Exit::Refused, format!("--save-agents {number}: allowed: at most {}", u32::MAX))
    })
}

pub(super) fn tell_speed(timings: &Timings, language: Language) {
    error_line(&plan_words::speed(timings.agent_years, timings.wall_seconds, language));
}

/// The command as it can be typed again, wherever the program lies.
pub fn command_line() -> Vec<String> {
    let words = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    std::iter::once("simulate".to_owned()).chain(words).collect()
}
