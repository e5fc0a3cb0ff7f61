//! `simulate SCENARIO --draws N`: many draws of the uncertain assumptions, and what they leave open.

use super::pictures::{Look, pictures};
use super::run::with_command;
use super::studies::{Clock, files_are, known_metrics, tell};
use super::sweep::verdict;
use super::sweep_run::{TROUBLES, Undertaking, read_study};
use crate::cli::arguments::{RunArguments, StudyArguments, VaryArguments};
use crate::cli::exit::{Exit, Failure};
use iqsim::report::chart::fan::fan;
use iqsim::report::ensemble_words::{self as words, EnsembleFile};
use iqsim::report::page::scenario::title;
use iqsim::report::study_json::Frame;
use iqsim::scenario::diagnostic::{Diagnostic, Diagnostics};
use iqsim::store::json;
use iqsim::store::save::ExtraFile;
use iqsim::study::ensemble::{Ensemble, FEWEST_DRAWS, ensemble};
use iqsim::study::sweep::axis::AxisRole;
use iqsim::study::sweep::design::Sample;
use iqsim::study::sweep::measure;
use iqsim::study::sweep::plan::{Plan, Study};
use iqsim::study::sweep::read;
use iqsim::study::sweep::shipped::STUDIES;
use iqsim::study::sweep::summary::Finished;
use iqsim::study::sweep::tables::series_of;
use std::path::{Path, PathBuf};

/// Replicates of each draw where neither a study nor the command line says how many: two are needed to tell chance from assumptions.
const REPLICATES: u32 = 4;

/// Draws, runs what is missing, stores, draws fans and prints.
pub fn run(path: &Path, draws: u32, arguments: &RunArguments, look: Look) -> Result<(), Failure> {
    let told = |failure| match failure {
        Failure::Scenario(errors) => Failure::Scenario(with_command(errors, path)),
        other => other,
    };
    let vary = vary(path, arguments).map_err(told)?;
    let plan = plan(&vary, draws, arguments).map_err(told)?;
    let undertaking = Undertaking::new(plan, &vary, "draws");
    undertaking.check(&vary)?;
    let clock = Clock::start();
    let (rows, keys) = undertaking.carry_out(&vary, look.language)?;
    let finished = Finished { plan: &undertaking.plan, rows: &rows, keys: &keys };
    conclude(&undertaking, finished, &clock, &vary, look)
}

/// The options of a sweep that say the same.
fn vary(path: &Path, arguments: &RunArguments) -> Result<VaryArguments, Failure> {
    let is_study = !read::read(path, &arguments.set)?.axes.is_empty();
    let reps = arguments.reps.map(|reps| u32::try_from(reps).unwrap_or(u32::MAX));
    Ok(VaryArguments {
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
            reps: reps.or((!is_study).then_some(REPLICATES)),
            set: arguments.set.clone(),
            threads: arguments.threads,
            quiet: arguments.quiet,
            json: arguments.json,
        },
    })
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
    look: Look,
) -> Result<(), Failure> {
    let language = look.language;
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
        findings: words::findings(plan, &counts, &ensembles, language),
        frame: Frame::new(run.agents, run.seed, plan.replicates, language),
        ensembles,
    };
    let mut files = vec![ExtraFile { name: "ensemble.json".into(), bytes: json::bytes(&file)? }];
    for one in &file.ensembles {
        let chart = fan(one, &undertaking.source(language), language);
        files.extend(pictures(chart, &format!("fan_{}", one.metric), look)?);
    }
    undertaking.save_with(finished, (&[], files), clock, (Some(&vary.study), language))?;
    let title = format!("{}: {}", plan.base.name, title(&plan.base, language).0);
    let (findings, place) = (file.findings.join("\n"), files_are(&undertaking.folder, language));
    tell(vary.study.json, &file, &format!("{title}\n\n{findings}\n\n{place}"))?;
    verdict(&counts, None, &troubles)?;
    if file.ensembles.is_empty() {
        let text = format!("fewer than {FEWEST_DRAWS} draws ended well with every year defined: no bands");
        return Err(Failure::Message(Exit::Negative, text));
    }
    Ok(())
}
