//! `simulate sensitivity`: which parameters decide a result, and how much of it is chance.

use super::dry_run::dry_run;
use super::pictures::{Look, pictures};
use super::run::width;
use super::studies::{Clock, files_are, tell};
use super::sweep::verdict;
use super::sweep_run::{TROUBLES, Undertaking, read_study};
use crate::cli::arguments::{Method, SensitivityArguments};
use crate::cli::exit::Failure;
use crate::cli::output::print;
use iqsim::report::chart::sensitivity as charts;
use iqsim::report::sensitivity_words::{self as words, SensitivityFile};
use iqsim::report::study_json::Frame;
use iqsim::report::sweep_words::ended;
use iqsim::report::tornado_words;
use iqsim::store::columns::Table;
use iqsim::store::json;
use iqsim::store::save::ExtraFile;
use iqsim::study::sensitivity::{morris, sobol, tables, tornado};
use iqsim::study::sweep::design::Sample;
use iqsim::study::sweep::plan::Plan;
use iqsim::study::sweep::summary::Finished;

/// Rows and trajectories where the command line does not say how many.
const ROWS: u32 = 256;
const TRAJECTORIES: u32 = 40;

/// Does the runs of the design, analyses every measure, stores and prints.
pub fn run(arguments: &SensitivityArguments, look: Look) -> Result<(), Failure> {
    let mut study = read_study(&arguments.vary)?;
    let samples = |usual: u32| arguments.samples.unwrap_or(usual);
    study.sample = Some(match arguments.method {
        Method::Sobol => Sample::Saltelli { points: samples(ROWS), second_order: arguments.second_order },
        Method::Morris => Sample::Morris(samples(TRAJECTORIES)),
        Method::OneAtATime => Sample::OneAtATime,
    });
    let undertaking = Undertaking::new(Plan::new(study)?, &arguments.vary, "sensitivity");
    undertaking.check(&arguments.vary)?;
    if arguments.vary.dry_run {
        return Ok(print(&dry_run(&undertaking, &arguments.vary, look.language)?)?);
    }
    let clock = Clock::start();
    let (rows, keys) = undertaking.carry_out(&arguments.vary, look.language)?;
    let finished = Finished { plan: &undertaking.plan, rows: &rows, keys: &keys };
    conclude(&undertaking, finished, &clock, arguments, look)
}

/// What was found out about one measure.
struct Found {
    table: Vec<Table>,
    file: SensitivityFile,
    page: String,
    files: Vec<ExtraFile>,
}

fn conclude(
    undertaking: &Undertaking,
    finished: Finished,
    clock: &Clock,
    arguments: &SensitivityArguments,
    look: Look,
) -> Result<(), Failure> {
    let language = look.language;
    let plan = &undertaking.plan;
    let counts = finished.counts();
    let source = undertaking.source(language);
    let found = match arguments.method {
        Method::Sobol => of_sobol(finished, &source, look)?,
        Method::Morris => of_morris(finished, &source, look)?,
        Method::OneAtATime => of_tornado(finished, &source, look)?,
    };
    let run = &plan.base.settings.run;
    let ended = ended(plan.configurations(), plan.replicates, &counts, language);
    let troubles = finished.troubles(TROUBLES);
    let file = SensitivityFile {
        study: plan.name.clone(),
        runs: counts,
        troubles: troubles.clone(),
        findings: std::iter::once(ended).chain(found.file.findings.clone()).collect(),
        frame: Some(Frame::new(run.agents, run.seed, plan.replicates, language)),
        ..found.file
    };
    let mut files = found.files;
    files.push(ExtraFile { name: "sensitivity.json".into(), bytes: json::bytes(&file)? });
    undertaking.save_with(finished, (&found.table, files), clock, (Some(&arguments.vary.study), language))?;
    let place = files_are(&undertaking.folder, language);
    let (title, findings) = (undertaking.title(language), file.findings.join("\n"));
    tell(arguments.vary.study.json, &file, &format!("{title}\n\n{findings}\n\n{}\n\n{place}", found.page))?;
    verdict(&counts, arguments.vary.shard, &troubles)
}

fn of_sobol(finished: Finished, source: &str, look: Look) -> Result<Found, Failure> {
    let language = look.language;
    let plan = finished.plan;
    let list: Vec<(String, sobol::Sobol)> = (0..plan.measures.len())
        .filter_map(|measure| Some((plan.measures[measure].name(), sobol::analyse(finished, measure)?)))
        .collect();
    let mut found = Found {
        table: vec![tables::sobol(plan, &list)],
        file: SensitivityFile::default(),
        page: String::new(),
        files: Vec::new(),
    };
    for (position, (name, one)) in list.iter().enumerate() {
        found.file.findings.extend(words::sobol(plan, name, one, language));
        found.files.extend(pictures(
            charts::sobol(plan, name, one, (source, language)),
            &format!("sensitivity_{name}"),
            look,
        )?);
        if position == 0 {
            found.page = words::sobol_table(plan, one, width(), language);
        }
    }
    found.file.sobol = list;
    Ok(found)
}

fn of_morris(finished: Finished, source: &str, look: Look) -> Result<Found, Failure> {
    let language = look.language;
    let plan = finished.plan;
    let list: Vec<(String, morris::Morris)> = (0..plan.measures.len())
        .filter_map(|measure| Some((plan.measures[measure].name(), morris::analyse(finished, measure)?)))
        .collect();
    let mut found = Found {
        table: vec![tables::morris(plan, &list)],
        file: SensitivityFile::default(),
        page: String::new(),
        files: Vec::new(),
    };
    for (position, (name, one)) in list.iter().enumerate() {
        found.file.findings.extend(words::morris(plan, name, one, language));
        found.files.extend(pictures(
            charts::morris(plan, name, one, (source, language)),
            &format!("screening_{name}"),
            look,
        )?);
        if position == 0 {
            found.page = words::morris_table(plan, one, width(), language);
        }
    }
    found.file.morris = list;
    Ok(found)
}

fn of_tornado(finished: Finished, source: &str, look: Look) -> Result<Found, Failure> {
    let language = look.language;
    let plan = finished.plan;
    let list: Vec<(String, tornado::Tornado)> = (0..plan.measures.len())
        .filter_map(|measure| Some((plan.measures[measure].name(), tornado::analyse(finished, measure)?)))
        .collect();
    let mut found = Found {
        table: vec![tables::tornado(plan, &list)],
        file: SensitivityFile::default(),
        page: String::new(),
        files: Vec::new(),
    };
    for (position, (name, one)) in list.iter().enumerate() {
        let unit =
            plan.measures.iter().find(|measure| measure.name() == *name).map_or("", |m| m.unit.as_str());
        found.file.findings.extend(tornado_words::sentences(plan, (name, unit), one, language));
        let chart = charts::tornado(plan, (name, unit), one, (source, language));
        found.files.extend(pictures(chart, &format!("tornado_{name}"), look)?);
        if position == 0 {
            found.page = tornado_words::table(plan, unit, one, (width(), language));
        }
    }
    found.file.tornado = list;
    Ok(found)
}
