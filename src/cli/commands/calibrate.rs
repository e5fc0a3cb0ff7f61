//! `simulate calibrate`: the values of free parameters that bring a scenario nearest to published figures.

use super::pictures::{Look, pictures};
use super::run::width;
use super::studies::{Clock, Size, files_are, results_folder, save, source, tell};
use super::validate::{own_files, read_all};
use crate::cli::arguments::CalibrateArguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::error_line;
use crate::cli::progress_bar::stop_on_interrupt;
use iqsim::report::calibration::{CalibrationFile, Parameter, findings, scenario as written, table};
use iqsim::report::chart::dots::dots;
use iqsim::report::chart::profiles::profiles;
use iqsim::report::korean_errors::message;
use iqsim::report::language::Language;
use iqsim::report::scoreboard;
use iqsim::report::study_json::Frame;
use iqsim::run::RunError;
use iqsim::run::progress::Progress;
use iqsim::scenario::Scenario;
use iqsim::scenario::diagnostic::Diagnostics;
use iqsim::scenario::shipped::SCENARIOS;
use iqsim::store::json;
use iqsim::store::save::ExtraFile;
use iqsim::store::state::StateFile;
use iqsim::study::calibrate::free::{Free, look_up};
use iqsim::study::calibrate::objective::{Evaluation, Objective};
use iqsim::study::calibrate::read::{Head, STATE, kept};
use iqsim::study::calibrate::search::CalibrateError;
use iqsim::study::calibrate::{Budget, Calibration, calibrate, tables};
use iqsim::study::validate::score::{Row, count, row};
use iqsim::study::validate::target::Targets;
use iqsim::study::validate::worlds::{ObserveError, Setting};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Size of one simulation without `--agents` and `--reps`.
const SIZE: Size = Size { agents: 20_000, replicates: 2 };

/// Replicates with fresh luck in which the residuals are looked at.
const FRESH: u32 = 8;

/// Evaluations of the search for each free parameter.
const SEARCH_EACH: usize = 100;

/// Searches, stores and prints the fit.
pub fn run(arguments: &CalibrateArguments, look: Look) -> Result<(), Failure> {
    let language = look.language;
    let clock = Clock::start();
    let files = read_all(&arguments.targets)?;
    let set = arguments.study.overrides(SIZE, None);
    let base = Scenario::load(&arguments.scenario, &set)?;
    let objective = objective(arguments, &files, (&base, set))?;
    let folder = results_folder(&arguments.out, &format!("calibrate_{}", base.name))?;
    stop_on_interrupt();
    let budget = budget(arguments, &base);
    let head = Head::new(&objective, &base, budget);
    let earlier = if arguments.fresh { Vec::new() } else { kept(&folder, &head)? };
    let mut all = Vec::new();
    let found =
        search(&objective, budget, (&folder, &head), (earlier, &mut all), (arguments.study.quiet, language))?;
    let residuals = residuals(&objective, &files, &found)?;
    let agent_years = iqsim::run::agent_years(&base) * found.evaluations as u64;
    let timings = clock.timings(agent_years);
    let file = content(&base, &found, residuals, language);
    let source = source(std::slice::from_ref(&base.name), &base, base.settings.run.replicates, language);
    let mut extra = vec![ExtraFile { name: "calibration.json".into(), bytes: json::bytes(&file)? }];
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let title = format!("{}, calibrated", base.title());
    let text = written((&base_path(&arguments.scenario), &base.set), &title, &found, &names);
    extra.push(ExtraFile { name: format!("{}_calibrated.toml", base.name), bytes: text.into_bytes() });
    extra.extend(pictures(profiles(&found, &source, language), "profiles", look)?);
    extra.extend(pictures(dots(&file.residuals, &source, language), "residuals", look)?);
    let page = page(&file, language);
    extra.push(ExtraFile { name: "report.txt".into(), bytes: page.clone().into_bytes() });
    extra.extend(own_files(&arguments.targets)?);
    let saved = [tables::parameters(&found), tables::evaluations(&found, &all)];
    save(
        &folder,
        &[(base.name.clone(), &base)],
        (&saved, extra),
        (&clock, &timings),
        (&arguments.study, language),
    )?;
    tell(arguments.study.json, &file, &format!("{page}\n\n{}", files_are(&folder, language)))?;
    if found.improved {
        return Ok(());
    }
    Err(Failure::Message(
        Exit::Negative,
        "the search found nothing better than the scenario's own values".to_owned(),
    ))
}

fn objective(
    arguments: &CalibrateArguments,
    files: &[Targets],
    (base, set): (&Scenario, Vec<String>),
) -> Result<Objective, Failure> {
    let (mut free, mut wrong) = (Vec::new(), Vec::new());
    for text in &arguments.free {
        match Free::parse(text) {
            Ok(one) => free.push(one),
            Err(refused) => wrong.extend(refused.0),
        }
    }
    if !wrong.is_empty() {
        return Err(Diagnostics(wrong).into());
    }
    let free = look_up(&free, base)?;
    let targets: Vec<_> = files.iter().flat_map(|file| file.targets.clone()).collect();
    let setting = Setting { scenario: arguments.scenario.clone(), set, threads: arguments.study.threads };
    let objective = Objective { targets, setting, free };
    if objective.goals().is_empty() {
        let none = "no target counts: each has weight 0, or is a date or trend that no parameter moves";
        return Err(Failure::Message(Exit::Refused, none.to_owned()));
    }
    Ok(objective)
}

fn budget(arguments: &CalibrateArguments, base: &Scenario) -> Budget {
    let free = arguments.free.len();
    let terms = 1 + 2 * free + free * free.saturating_sub(1) / 2;
    Budget {
        search: arguments.search.map_or(SEARCH_EACH * free, |number| number as usize),
        design: arguments.design.map_or(20 + 3 * terms, |number| number as usize),
        seed: base.settings.run.seed,
    }
}

/// Simulates until the budget is used up; every simulation is on the disk before the next begins.
fn search(
    objective: &Objective,
    budget: Budget,
    (folder, head): (&Path, &Head),
    (earlier, all): (Vec<Evaluation>, &mut Vec<Evaluation>),
    (quiet, language): (bool, Language),
) -> Result<Calibration, Failure> {
    let line = |value: Result<String, serde_json::Error>| value.map_err(|error| error.to_string());
    let mut lines = vec![line(serde_json::to_string(head)).map_err(failed)?];
    for evaluation in &earlier {
        lines.push(line(serde_json::to_string(evaluation)).map_err(failed)?);
    }
    if !quiet && !earlier.is_empty() {
        let told = format!("going on after {} simulations of an earlier session", earlier.len());
        error_line(&message(&told, language));
    }
    let mut state = StateFile::begin(folder, STATE, &lines)?;
    let expected = 1 + objective.free.len() + budget.search + budget.design;
    let (mut done, mut best) = (earlier.len(), f64::INFINITY);
    let (began, mut told) = (Instant::now(), Instant::now());
    all.clone_from(&earlier);
    let mut keep = |one: &Evaluation| {
        state.add(&line(serde_json::to_string(one))?).map_err(|error| error.to_string())?;
        all.push(one.clone());
        (done, best) = (done + 1, best.min(one.distance));
        if !quiet && told.elapsed() > Duration::from_secs(5) {
            told = Instant::now();
            let seconds = began.elapsed().as_secs();
            let told = format!("{done} of at most {expected} simulations, {seconds} s, nearest {best:.4}");
            error_line(&message(&told, language));
        }
        Ok(())
    };
    calibrate(objective, budget, earlier, &Interruptible, &mut keep).map_err(|error| match error {
        CalibrateError::Observe(ObserveError::Scenario(diagnostics)) => Failure::Scenario(diagnostics),
        CalibrateError::Observe(ObserveError::Run(RunError::Interrupted)) => Failure::Message(
            Exit::Interrupted,
            format!("interrupted: the same command goes on from {}", folder.join(STATE).display()),
        ),
        CalibrateError::Observe(ObserveError::Run(error)) => Failure::Run(error),
        CalibrateError::Keep(reason) => failed(reason),
    })
}

fn failed(reason: String) -> Failure {
    Failure::Message(Exit::Failed, reason)
}

/// The targets at the fitted values, with luck that the search has not seen.
fn residuals(objective: &Objective, files: &[Targets], found: &Calibration) -> Result<Vec<Row>, Failure> {
    let mut setting = objective.setting.clone();
    let seed = Scenario::load(&setting.scenario, &setting.set)?.settings.run.seed;
    setting.set.push(format!("run.seed={}", seed + 1));
    setting.set.push(format!("run.replicates={FRESH}"));
    let observed =
        objective.observe(&setting, &found.best.places, &Interruptible).map_err(|error| match error {
            ObserveError::Scenario(diagnostics) => Failure::Scenario(diagnostics),
            ObserveError::Run(error) => Failure::Run(error),
        })?;
    let names = files.iter().flat_map(|file| file.targets.iter().map(|_| file.name.as_str()));
    let rows = names.zip(&objective.targets).zip(&observed);
    Ok(rows.map(|((name, target), observed)| row(name, target, observed)).collect())
}

fn content(base: &Scenario, found: &Calibration, residuals: Vec<Row>, language: Language) -> CalibrationFile {
    let run = &base.settings.run;
    let file = CalibrationFile {
        scenario: base.name.clone(),
        parameters: found.fitted.iter().map(Parameter::of).collect(),
        distance_before: found.start.distance,
        distance_after: found.best.distance,
        evaluations: found.evaluations,
        emulated: found.emulated,
        improved: found.improved,
        findings: Vec::new(),
        count: count(&residuals),
        residuals,
        frame: Frame::new(run.agents, run.seed, run.replicates, language),
    };
    CalibrationFile { findings: findings(&file, language), ..file }
}

fn page(file: &CalibrationFile, language: Language) -> String {
    let fresh = match language {
        Language::English => "At the fitted values, with luck that the search has not seen:",
        Language::Korean => "탐색에 쓰지 않은 새로운 우연으로 맞춘 값을 확인하면:",
    };
    [
        file.findings.join("\n"),
        table(&file.parameters, width(), language),
        fresh.to_owned(),
        scoreboard::table(&file.residuals, width(), language),
        scoreboard::findings(&file.residuals, FRESH, language).join("\n"),
    ]
    .join("\n\n")
}

/// What the new scenario names as its base: a shipped one by name, a file by its whole path.
fn base_path(scenario: &Path) -> String {
    let name = scenario.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    if !scenario.exists() && SCENARIOS.iter().any(|(known, _)| *known == name) {
        return format!("{name}.toml");
    }
    let whole: PathBuf = scenario.canonicalize().unwrap_or_else(|_| scenario.to_owned());
    whole.to_string_lossy().into_owned()
}

/// Says nothing; stops on Ctrl-C.
struct Interruptible;

impl Progress for Interruptible {
    fn begin(&self, _: u64) {}
    fn advance(&self, _: u64) {}
    fn should_stop(&self) -> bool {
        crate::cli::progress_bar::stopped()
    }
}
