//! `simulate SCENARIO`: run, store, report.

use crate::cli::arguments::{RunArguments, VERSION};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::{error_line, print, with_prefix};
use crate::cli::progress_bar::{Display, stop_on_interrupt};
use iqsim::run::{Options, run as simulate};
use iqsim::scenario::Scenario;
use iqsim::{report, store};
use std::path::{Path, PathBuf};

/// Runs a scenario and leaves its results in a folder.
pub fn run(path: &Path, arguments: &RunArguments) -> Result<(), Failure> {
    let scenario = Scenario::load(path, &arguments.overrides())?;
    let folder = arguments.out.clone().unwrap_or_else(|| Path::new("output").join(&scenario.name));
    store::folder::check_writable(&folder)?;
    stop_on_interrupt();
    let display = Display::new(arguments.quiet);
    let started = store::manifest::now();
    let options = Options { threads: arguments.threads, save_people: people(arguments.save_agents)? };
    let results = simulate(&scenario, options, &display);
    display.finish();
    let results = results?;
    let summary = store::summary::summarise(&scenario, &results);
    let mut files = store::files(&scenario, &results, &summary)?;
    files.extend(report::chart::files(&scenario, &results, env!("CARGO_PKG_VERSION")).map_err(drawing)?);
    let record = store::manifest::Record { command: command_line(), version: VERSION, started };
    store::folder::write(&folder, files, |files| store::manifest::text(&scenario, &results, &record, files))?;
    if arguments.json {
        return print(&store::summary::json(&summary));
    }
    if !arguments.quiet {
        tell_speed(&results.timings);
    }
    print(&report::text::summary(&scenario, &summary, &shown(&folder)))
}

fn people(number: u64) -> Result<u32, Failure> {
    u32::try_from(number).map_err(|_| {
        Failure::Message(Exit::Refused, format!("--save-agents {number}: allowed: at most {}", u32::MAX))
    })
}

fn drawing(error: report::chart::ChartError) -> Failure {
    Failure::Message(Exit::Failed, format!("cannot draw a chart: {error}"))
}

fn tell_speed(timings: &iqsim::run::results::Timings) {
    let rate = with_prefix(timings.agent_years as f64 / timings.wall_seconds.max(1e-9));
    error_line(&format!("{:.1} s, {rate}agent-years/s", timings.wall_seconds));
}

fn command_line() -> String {
    let words: Vec<String> =
        std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    format!("simulate {}", words.join(" "))
}

fn shown(folder: &Path) -> String {
    PathBuf::from(folder).display().to_string()
}
