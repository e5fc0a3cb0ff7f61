//! `simulate SCENARIO --draws N`: many draws of the uncertain assumptions, and what they leave open.

use super::run::with_command;
use super::studies::{Clock, chart_files, drawing_failed, files_are, known_metrics, tell};
use super::sweep::verdict;
use super::sweep_run::{TROUBLES, Undertaking, read_study};
use crate::cli::arguments::{RunArguments, StudyArguments, VaryArguments};
use crate::cli::exit::{Exit, Failure};
use iqsim::report::chart::fan::fan;
use iqsim::report::ensemble_words::{self as words, EnsembleFile};
use iqsim::report::language::Language;
use iqsim::report::study_json::Frame;
use iqsim::report::sweep_words::ended;
use iqsim::scenario::diagnostic::{Diagnostic, Diagnostics};
use iqsim::store::json;
use iqsim::store::save::ExtraFile;
use iqsim::study::ensemble::{Ensemble, FEWEST_DRAWS, ensemble};
use iqsim::study::sweep::axis::AxisRole;
use iqsim::study::sweep::design::Sample;
use iqsim::study::sweep::measure;
use iqsim::study::sweep::plan::{Plan, Study};
use iqsim::study::sweep::shipped::STUDIES;
use iqsim::study::sweep::summary::Finished;
use iqsim::study::sweep::tables::series_of;
use std::path::{Path, PathBuf};

/// Replicates of each draw where the command line does not say how many: two are needed to tell chance from assumptions.
const REPLICATES: u32 = 4;

/// Draws, runs what is missing, stores, draws fans and prints.
pub fn run(path: &Path, draws: u32, arguments: &RunArguments, language: Language) -> Result<(), Failure> {
    let vary = vary(path, arguments);
    let plan = plan(&vary, draws, arguments).map_err(|failure| match failure {
        Failure::Scenario(errors) => Failure::Scenario(with_command(errors, path)),
        other => other,
    })?;
    let undertaking = Undertaking::new(plan, &vary, "draws");
    undertaking.check(&vary)?;
    let clock = Clock::start();
    let (rows, keys) = undertaking.carry_out(&vary)?;
    let finished = Finished { plan: &undertaking.plan, rows: &rows, keys: &keys };
    conclude(&undertaking, finished, &clock, &vary, language)
}

/// The options of a sweep that say the same.
fn vary(path: &Path, arguments: &RunArguments) -> VaryArguments {
    VaryArguments {
        source: path.to_owned(),
        vary: arguments.vary.clone(),
        measure: Vec::new(),
        time_limit: None,
        years: arguments.years,
        out: arguments.out.clone(),
        store: None,
        resume: arguments.resume,
        retry_failed: arguments.resume,
        shard: None,
        dry_run: false,
        yes: true,
        study: StudyArguments {
            agents: arguments.agents,
            seed: arguments.seed,
            reps: Some(arguments.reps.map_or(REPLICATES, |reps| u32::try_from(reps).unwrap_or(u32::MAX))),
            set: arguments.set.clone(),
            threads: arguments.threads,
            quiet: arguments.quiet,
            json: arguments.json,
        },
    }
}

/// The uncertain parameters with as many draws; levers stay where the scenario has them.
fn plan(vary: &VaryArguments, draws: u32, arguments: &RunArguments) -> Result<Plan, Failure> {
    let mut study = read_study(vary)?;
    if study.axes.is_empty() {
        let Some(shipped) = shipped_study(&study) else {
            let nothing = Diagnostic::new("nothing is uncertain, so there is nothing to draw");
            let advice =
                "say --vary path=low:high, or name a study with distributions, such as sweeps/ai_century";
            return Err(Diagnostics::from(nothing.path("--draws").advice(advice)).into());
        };
        let of_study = read_study(&VaryArguments { source: shipped, ..vary.clone() })?;
        (study.axes, study.measures) = (of_study.axes, of_study.measures);
    }
    if !arguments.metric.is_empty() {
        study.measures.clone_from(&arguments.metric);
    }
    // Fans end in the last year, whatever year a study asks about.
    for measure in &mut study.measures {
        let metric = measure.split('@').next().unwrap_or_default().trim().to_owned();
        *measure = metric;
    }
    study.series = true;
    study.sample = Some(Sample::Draws(draws));
    let whole = Plan::new(study.clone())?;
    known_metrics(&whole.base, &measure::metrics(&whole.measures))?;
    let levers: Vec<&str> = whole
        .axes
        .iter()
        .filter(|axis| axis.role == AxisRole::Lever)
        .map(|axis| axis.name.as_str())
        .collect();
    let all = study.axes.len();
    study.axes.retain(|axis| {
        arguments.vary.iter().any(|text| named(text, &axis.name)) || !levers.contains(&axis.name.as_str())
    });
    if study.axes.len() == all {
        return Ok(whole);
    }
    Ok(Plan::new(study)?)
}

/// Whether a `--vary` speaks of this axis: what is asked for is drawn, whatever its role.
fn named(text: &str, axis: &str) -> bool {
    text.split_once('=').is_some_and(|(path, _)| path.trim().trim_end_matches('*').trim() == axis)
}

/// The shipped study on a scenario that is shipped too.
fn shipped_study(study: &Study) -> Option<PathBuf> {
    let name = format!("sweeps/{}", study.scenario);
    STUDIES.iter().any(|(known, _)| *known == name).then(|| PathBuf::from(name))
}

fn conclude(
    undertaking: &Undertaking,
    finished: Finished,
    clock: &Clock,
    vary: &VaryArguments,
    language: Language,
) -> Result<(), Failure> {
    let plan = &undertaking.plan;
    let run = &plan.base.settings.run;
    let mut ensembles: Vec<Ensemble> = Vec::new();
    for metric in plan.series_metrics() {
        let series = series_of(finished, &undertaking.store, &metric, 0..plan.configurations())?;
        ensembles.extend(ensemble(finished, &series, &metric));
    }
    let (counts, troubles) = (finished.counts(), finished.troubles(TROUBLES));
    let file = EnsembleFile {
        scenario: plan.base.name.clone(),
        study: plan.name.clone(),
        drawn: plan.axes.iter().map(|axis| axis.name.clone()).collect(),
        runs: counts,
        troubles: troubles.clone(),
        findings: findings(plan, finished, &ensembles, language),
        frame: Frame::new(run.agents, run.seed, plan.replicates, language),
        ensembles,
    };
    let mut files = vec![ExtraFile { name: "ensemble.json".into(), bytes: json::bytes(&file)? }];
    for one in &file.ensembles {
        let made = fan(one, &undertaking.source(language), language).map_err(drawing_failed)?;
        for drawn in chart_files(&made)? {
            let name = drawn.name.replacen("fan", &format!("fan_{}", one.metric), 1);
            files.push(ExtraFile { name, ..drawn });
        }
    }
    undertaking.save_with(finished, (&[], files), clock, Some(&vary.study))?;
    let title = format!("{}: {}", plan.base.name, plan.base.settings.title);
    let (findings, place) = (file.findings.join("\n"), files_are(&undertaking.folder, language));
    tell(vary.study.json, &file, &format!("{title}\n\n{findings}\n\n{place}"))?;
    verdict(&counts, None, &troubles)?;
    if file.ensembles.is_empty() {
        let text = format!("fewer than {FEWEST_DRAWS} draws ended well with every year defined: no bands");
        return Err(Failure::Message(Exit::Negative, text));
    }
    Ok(())
}

fn findings(plan: &Plan, finished: Finished, ensembles: &[Ensemble], language: Language) -> Vec<String> {
    let mut list = match ensembles.first() {
        Some(first) => vec![words::about(first, plan.axes.len(), language)],
        None => Vec::new(),
    };
    let counts = finished.counts();
    if counts.bad() + counts.missing > 0 || list.is_empty() {
        list.push(ended(plan.configurations(), plan.replicates, &counts, language));
    }
    list.extend(ensembles.iter().flat_map(|one| words::sentences(one, language)));
    list.push(words::caution(plan.base.settings.run.agents, language));
    list
}
