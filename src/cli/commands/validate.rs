//! `simulate validate`: what research has published beside what the model gives.

use super::pictures::{Look, pictures};
use super::run::width;
use super::studies::{Clock, Size, files_are, results_folder, save, source, tell};
use crate::cli::arguments::ValidateArguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::progress_bar::{Display, stop_on_interrupt};
use iqsim::report::chart::dots::dots;
use iqsim::report::korean_targets::in_language;
use iqsim::report::language::Language;
use iqsim::report::scoreboard::{ScoreboardFile, findings, table};
use iqsim::report::study_json::Frame;
use iqsim::scenario::Scenario;
use iqsim::scenario::diagnostic::Diagnostics;
use iqsim::store::json;
use iqsim::store::save::ExtraFile;
use iqsim::study::validate::score::{Row, count};
use iqsim::study::validate::shipped::TARGETS;
use iqsim::study::validate::target::Targets;
use iqsim::study::validate::worlds::{Setting, Worlds};
use iqsim::study::validate::{read, tables, validate};
use std::fs;
use std::path::{Path, PathBuf};

/// Size without `--agents` and `--reps`.
const SIZE: Size = Size { agents: 60_000, replicates: 8 };

/// Observes every target, stores and prints the scoreboard. With `--strict` a miss is a failure.
pub fn run(arguments: &ValidateArguments, look: Look) -> Result<(), Failure> {
    let language = look.language;
    let files = read_all(&arguments.targets)?;
    let setting = Setting {
        scenario: arguments.scenario.clone(),
        set: arguments.study.overrides(SIZE, None),
        threads: arguments.study.threads,
    };
    let base = Scenario::load(&setting.scenario, &setting.set)?;
    let all: Vec<_> = files.iter().flat_map(|file| file.targets.clone()).collect();
    let worlds = Worlds::load(&all, &setting)?;
    let folder = results_folder(&arguments.out, &format!("validate_{}", base.name))?;
    stop_on_interrupt();
    let display = Display::new(arguments.study.quiet, language);
    let clock = Clock::start();
    let rows = validate(&files, &worlds, &display);
    display.finish();
    let rows = rows?;
    let timings = clock.timings(worlds.agent_years());
    let file = scoreboard(&base, rows, language);
    let replicates = base.settings.run.replicates;
    let chart =
        dots(&file.targets, &source(std::slice::from_ref(&base.name), &base, replicates, language), language);
    let mut extra = vec![ExtraFile { name: "scoreboard.json".into(), bytes: json::bytes(&file)? }];
    extra.extend(pictures(chart, "scoreboard", look)?);
    extra.extend(own_files(&arguments.targets)?);
    let saved = [tables::scoreboard(&file.targets)];
    save(
        &folder,
        &[(base.name.clone(), &base)],
        (&saved, extra),
        (&clock, &timings),
        (&arguments.study, language),
    )?;
    tell(arguments.study.json, &file, &page(&files, &file, (&folder, language)))?;
    judge(arguments.strict, &file.targets)
}

/// The files named, or all that come with the program.
pub fn read_all(paths: &[PathBuf]) -> Result<Vec<Targets>, Failure> {
    let shipped: Vec<PathBuf> = TARGETS.iter().map(|(name, _)| PathBuf::from(name)).collect();
    let paths = if paths.is_empty() { &shipped } else { paths };
    let (mut files, mut wrong) = (Vec::new(), Vec::new());
    for path in paths {
        match read::read(path) {
            Ok(targets) => files.push(targets),
            Err(refused) => wrong.extend(refused.0),
        }
    }
    if wrong.is_empty() { Ok(files) } else { Err(Diagnostics(wrong).into()) }
}

/// The files of targets that do not come with the program, to be kept with the results.
pub fn own_files(paths: &[PathBuf]) -> Result<Vec<ExtraFile>, Failure> {
    let own = paths.iter().filter(|path| path.is_file());
    own.map(|path| {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let bytes = fs::read(path).map_err(|error| {
            Failure::Message(Exit::Failed, format!("cannot read {}: {error}", path.display()))
        })?;
        Ok(ExtraFile { name, bytes })
    })
    .collect()
}

fn scoreboard(base: &Scenario, rows: Vec<Row>, language: Language) -> ScoreboardFile {
    let run = &base.settings.run;
    ScoreboardFile {
        scenario: base.name.clone(),
        count: count(&rows),
        findings: findings(&rows, run.replicates, language),
        targets: rows,
        frame: Frame::new(run.agents, run.seed, run.replicates, language),
    }
}

/// One table for each targets file, then the findings.
fn page(files: &[Targets], board: &ScoreboardFile, (folder, language): (&Path, Language)) -> String {
    let mut parts = Vec::new();
    for file in files {
        let rows: Vec<Row> = board.targets.iter().filter(|row| row.file == file.name).cloned().collect();
        parts.push(format!("{}\n{}", in_language(&file.title, language), table(&rows, width(), language)));
    }
    parts.push(board.findings.join("\n"));
    parts.push(files_are(folder, language));
    parts.join("\n\n")
}

fn judge(strict: bool, rows: &[Row]) -> Result<(), Failure> {
    let found = count(rows);
    if strict && found.inside < found.targets {
        let missed = found.targets - found.inside;
        return Err(Failure::Message(
            Exit::Negative,
            format!("{missed} of {} targets are missed", found.targets),
        ));
    }
    Ok(())
}
