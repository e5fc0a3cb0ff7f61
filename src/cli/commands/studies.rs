//! What the commands that run many worlds have in common: loading, checking metric names, saving.

use super::run::{command_line, tell_speed};
use crate::cli::arguments::StudyArguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::print;
use iqsim::report::changes::with_changes;
use iqsim::report::figures::grouped;
use iqsim::report::language::{Heading, Language};
use iqsim::run::results::Timings;
use iqsim::scenario::Scenario;
use iqsim::scenario::diagnostic::{Diagnostic, Diagnostics};
use iqsim::scenario::overrides::path_of;
use iqsim::store::columns::Table;
use iqsim::store::folder::{check_writable, not_ours};
use iqsim::store::json;
use iqsim::store::manifest::{Moment, RunRecord};
use iqsim::store::save::ExtraFile;
use iqsim::store::study::{Origin, SavedStudy, save_study};
use iqsim::study::sweep::measure::no_metric;
use iqsim::study::worlds::metrics_of;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Size of a study where the command line does not say it.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub agents: u64,
    pub replicates: u32,
}

impl StudyArguments {
    /// Overrides of a scenario, after those of `--set`.
    pub fn overrides(&self, size: Size, years: Option<u64>) -> Vec<String> {
        let mut overrides = self.set.clone();
        let unsaid = |path: &str| !self.set.iter().any(|text| path_of(text) == path);
        let agents = self.agents.or(unsaid("run.agents").then_some(size.agents));
        let replicates = self.reps.or(unsaid("run.replicates").then_some(size.replicates));
        overrides.extend(agents.map(|agents| format!("run.agents={agents}")));
        overrides.extend(replicates.map(|replicates| format!("run.replicates={replicates}")));
        overrides.extend(self.seed.map(|seed| format!("run.seed={seed}")));
        overrides.extend(years.map(|years| format!("run.years={years}")));
        overrides
    }
}

/// Refuses metrics that the scenario's results do not have, each with the nearest name.
pub fn known_metrics(scenario: &Scenario, wanted: &[String]) -> Result<(), Failure> {
    let known: Vec<String> = metrics_of(scenario)?.into_iter().map(|metric| metric.name).collect();
    let unknown = wanted.iter().filter(|metric| !known.contains(metric));
    let unknown: Vec<Diagnostic> =
        unknown.map(|metric| no_metric(metric, known.iter().map(String::as_str))).collect();
    if unknown.is_empty() { Ok(()) } else { Err(Diagnostics(unknown).into()) }
}

/// Names without those that come again.
pub fn distinct(names: &[String]) -> Vec<String> {
    let again = |position: usize| names[..position].contains(&names[position]);
    (0..names.len()).filter(|&position| !again(position)).map(|position| names[position].clone()).collect()
}

/// The line at the bottom of a chart.
pub fn source(names: &[String], scenario: &Scenario, replicates: u32, language: Language) -> String {
    let many = if replicates == 1 { "1 replicate".to_owned() } else { format!("{replicates} replicates") };
    let (people, seed) = (grouped(scenario.settings.run.agents), scenario.settings.run.seed);
    let version = env!("CARGO_PKG_VERSION");
    match language {
        Language::English => {
            let each = if names.len() > 1 { ", each" } else { "" };
            let names = with_changes(&format!("{}{each}", names.join(" and ")), &scenario.set, language);
            let names = names.strip_suffix(", each").unwrap_or(&names);
            format!("Source: simulation, {names}, {people} people, {many}, seed {seed}, iqsim {version}.")
        }
        Language::Korean => {
            let names = with_changes(&names.join(", "), &scenario.set, language);
            format!(
                "출처: 시뮬레이션, {names}, {people}명, 반복 {replicates}회, 시드 {seed}, iqsim {version}."
            )
        }
    }
}

/// When a study began, and how much it simulated.
pub struct Clock {
    started: Moment,
    since: Instant,
}

impl Clock {
    pub fn start() -> Self {
        Self { started: Moment::now(), since: Instant::now() }
    }

    pub fn started(&self) -> Moment {
        self.started
    }

    pub fn timings(&self, agent_years: u64) -> Timings {
        Timings { wall_seconds: self.since.elapsed().as_secs_f64(), phases: Vec::new(), agent_years }
    }
}

/// Folder for the results: the one that was asked for, else one below `output`; refused where nothing can be written.
pub fn results_folder(out: &Option<PathBuf>, usual: &str) -> Result<PathBuf, Failure> {
    let folder = out.clone().unwrap_or_else(|| Path::new("output").join(usual));
    check_writable(&folder)?;
    spare(&folder)?;
    Ok(folder)
}

/// Refuses a folder in which results might replace what the program has not written.
pub fn spare(folder: &Path) -> Result<(), Failure> {
    let Some(file) = not_ours(folder) else { return Ok(()) };
    Err(Failure::Message(
        Exit::Refused,
        format!(
            "{} is not what the program wrote there, and results in {} might replace it\n   = choose another folder with --out, \
             or put the file elsewhere",
            file.display(),
            folder.display()
        ),
    ))
}

/// Threads that are used: as many as were asked for, else one for each core.
pub fn threads(wanted: Option<usize>) -> usize {
    wanted.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
}

/// The last line of what is printed: where the files are.
pub fn files_are(folder: &Path, language: Language) -> String {
    format!("{}: {}", Heading::Files.words(language), folder.display())
}

/// Prints the findings: the page, or with `--json` the file of findings.
pub fn tell(as_json: bool, file: &impl Serialize, page: &str) -> Result<(), Failure> {
    if as_json {
        return Ok(print(&String::from_utf8_lossy(&json::bytes(file)?))?);
    }
    Ok(print(page)?)
}

/// Saves a study beside the scenarios that give it again, and says how fast it was.
pub fn save(
    folder: &Path,
    scenarios: &[(String, &Scenario)],
    (tables, mut files): (&[Table], Vec<ExtraFile>),
    (clock, timings): (&Clock, &Timings),
    (study, language): (&StudyArguments, Language),
) -> Result<(), Failure> {
    files.extend(scenarios.iter().map(|(name, scenario)| ExtraFile {
        name: format!("{name}.toml"),
        bytes: scenario.to_toml(true).into_bytes(),
    }));
    let Some((_, first)) = scenarios.first() else { return Ok(()) };
    let run = &first.settings.run;
    let fingerprints: Vec<String> = scenarios.iter().map(|(_, scenario)| scenario.fingerprint()).collect();
    let record = RunRecord {
        scenario: first.to_toml(false),
        fingerprint: fingerprints.join(" "),
        seed: run.seed,
        agents: run.agents,
        years: run.years,
        replicates: run.replicates,
        command_line: command_line(),
        threads: threads(study.threads),
        started: clock.started,
    };
    save_study(
        folder,
        SavedStudy { tables, files: &files, origin: Origin::Runs { record: &record, timings } },
    )?;
    if !study.quiet {
        tell_speed(timings, language);
    }
    Ok(())
}
