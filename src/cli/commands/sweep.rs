//! `simulate sweep`: a scenario over a grid or sample of its parameters, run by run into a store.

use super::dry_run::dry_run;
use super::pictures::{Look, pictures};
use super::run::width;
use super::studies::{Clock, files_are, tell};
use super::sweep_run::{TROUBLES, Undertaking, read_study};
use crate::cli::arguments::SweepArguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::print;
use iqsim::report::chart::sweep as charts;
use iqsim::report::language::Language;
use iqsim::report::study_json::Frame;
use iqsim::report::sweep_table;
use iqsim::report::sweep_words::{SweepFile, sentences};
use iqsim::scenario::diagnostic::Diagnostics;
use iqsim::store::json;
use iqsim::store::save::ExtraFile;
use iqsim::study::sweep::execute::Shard;
use iqsim::study::sweep::plan::Plan;
use iqsim::study::sweep::summary::{Counts, Finished};
use iqsim::study::sweep::{notation, read, record};
use std::fmt::Write;

/// Measures for which charts are drawn.
const CHARTS: usize = 3;

/// Plans the sweep, does the runs that are missing, stores and prints.
pub fn run(arguments: &SweepArguments, look: Look) -> Result<(), Failure> {
    let undertaking = undertaking(arguments)?;
    undertaking.check(&arguments.vary)?;
    if arguments.vary.dry_run {
        return Ok(print(&dry_run(&undertaking, &arguments.vary, look.language)?)?);
    }
    let clock = Clock::start();
    let (rows, keys) = undertaking.carry_out(&arguments.vary, look.language)?;
    let finished = Finished { plan: &undertaking.plan, rows: &rows, keys: &keys };
    conclude(&undertaking, finished, &clock, Some(arguments), arguments.vary.study.json, look)
}

fn undertaking(arguments: &SweepArguments) -> Result<Undertaking, Failure> {
    let mut study = read_study(&arguments.vary)?;
    study.series |= arguments.series;
    if let Some(text) = &arguments.sample {
        let named =
            |wrong: iqsim::scenario::diagnostic::Diagnostic| Diagnostics::from(wrong.path("--sample"));
        study.sample = Some(notation::sample(text).map_err(named)?);
    } else if arguments.zip {
        study.sample = Some(iqsim::study::sweep::design::Sample::Zip);
    } else if let Some(path) = &arguments.design {
        study.sample = Some(read::read_design(path, &mut study.axes)?);
    }
    Ok(Undertaking::new(Plan::new(study)?, &arguments.vary, "sweep"))
}

/// Tables, findings, charts and words from what the store knows.
pub fn conclude(
    undertaking: &Undertaking,
    finished: Finished,
    clock: &Clock,
    arguments: Option<&SweepArguments>,
    as_json: bool,
    look: Look,
) -> Result<(), Failure> {
    let language = look.language;
    let plan = &undertaking.plan;
    let counts = finished.counts();
    let spreads: Vec<_> = (0..plan.measures.len()).filter_map(|measure| finished.spread(measure)).collect();
    let run = &plan.base.settings.run;
    let file = SweepFile {
        study: plan.name.clone(),
        scenario: plan.base.name.clone(),
        axes: plan.axes.iter().map(|axis| axis.name.clone()).collect(),
        sample: record::sample_word(plan.design.sample()),
        configurations: plan.configurations(),
        runs: counts,
        troubles: finished.troubles(TROUBLES),
        findings: sentences(plan.configurations(), plan.replicates, &counts, &spreads, language),
        measures: spreads,
        frame: Frame::new(run.agents, run.seed, plan.replicates, language),
    };
    let mut files = vec![ExtraFile { name: "sweep.json".into(), bytes: json::bytes(&file)? }];
    for measure in 0..plan.measures.len().min(CHARTS) {
        let name = plan.measures[measure].name();
        for chart in charts::all(finished, measure, &undertaking.source(language), language) {
            let kind = chart.as_ref().map_or("chart", |chart| chart.name);
            files.extend(pictures(chart.clone(), &format!("{kind}_{name}"), look)?);
        }
    }
    let study = arguments.map(|arguments| &arguments.vary.study);
    undertaking.save(finished, files, clock, (study, language))?;
    tell(as_json, &file, &page(undertaking, finished, &file, language))?;
    verdict(&counts, arguments.and_then(|arguments| arguments.vary.shard), &file.troubles)
}

/// Runs that failed are the verdict of a sweep; those of other shards are not.
pub fn verdict(counts: &Counts, shard: Option<Shard>, troubles: &[String]) -> Result<(), Failure> {
    let left_out = if shard.is_some() { 0 } else { counts.missing };
    if counts.bad() + left_out == 0 {
        return Ok(());
    }
    let all = counts.ended() + left_out;
    let mut text = match (counts.bad(), left_out) {
        (0, missing) => format!("{missing} of {all} runs are not done yet"),
        (bad, 0) => format!("{bad} of {all} runs did not end well"),
        (bad, missing) => format!("{bad} of {all} runs did not end well, {missing} are not done yet"),
    };
    for trouble in troubles {
        let _ = write!(text, "\n   = {trouble}");
    }
    Err(Failure::Message(Exit::Negative, text))
}

fn page(undertaking: &Undertaking, finished: Finished, file: &SweepFile, language: Language) -> String {
    format!(
        "{}\n\n{}\n\n{}\n\n{}",
        undertaking.title(language),
        file.findings.join("\n"),
        sweep_table::table(finished, 0, width(), language).trim_end(),
        files_are(&undertaking.folder, language)
    )
}
