//! `simulate discover`: which region of assumptions gives an outcome.

use super::dry_run::dry_run;
use super::pictures::{Look, pictures};
use super::run::width;
use super::studies::{Clock, files_are, tell};
use super::sweep::verdict;
use super::sweep_run::{TROUBLES, Undertaking, read_study};
use crate::cli::arguments::DiscoverArguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::print;
use iqsim::report::chart::parallel::parallel;
use iqsim::report::discover_words::{self as words, DiscoverFile};
use iqsim::report::study_json::Frame;
use iqsim::report::sweep_words::ended;
use iqsim::scenario::diagnostic::{Diagnostic, Diagnostics};
use iqsim::store::json;
use iqsim::store::save::ExtraFile;
use iqsim::study::discover::condition::{self, Condition};
use iqsim::study::discover::region::{Question, discover, outcomes};
use iqsim::study::discover::tables;
use iqsim::study::sweep::design::Sample;
use iqsim::study::sweep::notation;
use iqsim::study::sweep::plan::{Plan, Study};
use iqsim::study::sweep::summary::Finished;

/// Points of a study that does not say how to sample.
const POINTS: u32 = 256;

/// Does the runs that are missing, looks for the region, stores and prints.
pub fn run(arguments: &DiscoverArguments, look: Look) -> Result<(), Failure> {
    let conditions = condition::parse(&arguments.condition).map_err(Diagnostics::from)?;
    let mut study = read_study(&arguments.vary)?;
    study.measures.extend(conditions.iter().map(|condition| condition.measure.clone()));
    study.sample = Some(sample(arguments, &study)?);
    let undertaking = Undertaking::new(Plan::new(study)?, &arguments.vary, "discover");
    undertaking.check(&arguments.vary)?;
    if arguments.vary.dry_run {
        return Ok(print(&dry_run(&undertaking, &arguments.vary, look.language)?)?);
    }
    let clock = Clock::start();
    let (rows, keys) = undertaking.carry_out(&arguments.vary, look.language)?;
    let finished = Finished { plan: &undertaking.plan, rows: &rows, keys: &keys };
    conclude(&undertaking, finished, &conditions, (&clock, arguments), look)
}

/// How the points are chosen; designs that do not fill the space evenly are refused.
fn sample(arguments: &DiscoverArguments, study: &Study) -> Result<Sample, Failure> {
    let sample = match &arguments.sample {
        Some(text) => notation::sample(text).map_err(|wrong| Diagnostics::from(wrong.path("--sample")))?,
        None => match &study.sample {
            Some(sample) => sample.clone(),
            None if study.axes.iter().all(|axis| axis.domain.values().is_some()) => Sample::Grid,
            None => Sample::LatinHypercube(POINTS),
        },
    };
    if matches!(sample, Sample::Zip | Sample::Morris(_) | Sample::Saltelli { .. } | Sample::OneAtATime) {
        let uneven = Diagnostic::new("a region is looked for among points that fill the ranges evenly");
        let allowed =
            uneven.path("--sample").allowed("grid, lhs:N, sobol:N, random:N, or a study with a design file");
        return Err(Diagnostics::from(allowed).into());
    }
    Ok(sample)
}

fn conclude(
    undertaking: &Undertaking,
    finished: Finished,
    conditions: &[Condition],
    (clock, arguments): (&Clock, &DiscoverArguments),
    look: Look,
) -> Result<(), Failure> {
    let language = look.language;
    let plan = &undertaking.plan;
    let run = &plan.base.settings.run;
    let measures: Vec<usize> = conditions.iter().filter_map(|condition| condition.place(plan)).collect();
    let names: Vec<String> = plan.axes.iter().map(|axis| axis.name.clone()).collect();
    let points = outcomes(finished, conditions, &measures);
    let question = Question { conditions, names: &names, density: arguments.density, seed: run.seed };
    let found = discover(&points, &question);
    let (counts, troubles) = (finished.counts(), finished.troubles(TROUBLES));
    let mut findings = vec![ended(plan.configurations(), plan.replicates, &counts, language)];
    findings.extend(words::sentences(plan, &found, language));
    let file = DiscoverFile {
        study: plan.name.clone(),
        runs: counts,
        troubles: troubles.clone(),
        findings,
        discovery: found.clone(),
        frame: Frame::new(run.agents, run.seed, plan.replicates, language),
    };
    let chart = parallel(plan, &points, &found, &undertaking.source(language), language);
    let mut files = pictures(chart, "parallel_coordinates", look)?;
    files.push(ExtraFile { name: "discover.json".into(), bytes: json::bytes(&file)? });
    let mut list = vec![tables::points(plan, &points, &found)];
    list.extend(tables::peeling(&found));
    undertaking.save_with(finished, (&list, files), clock, (Some(&arguments.vary.study), language))?;
    let region = found.region.as_ref().filter(|region| region.holds);
    let table = region.map(|region| format!("{}\n\n", words::table(region, width(), language)));
    let (findings, table) = (file.findings.join("\n"), table.unwrap_or_default());
    let (title, place) = (undertaking.title(language), files_are(&undertaking.folder, language));
    tell(arguments.vary.study.json, &file, &format!("{title}\n\n{findings}\n\n{table}{place}"))?;
    verdict(&counts, arguments.vary.shard, &troubles)?;
    match region {
        Some(_) => Ok(()),
        None => Err(Failure::Message(Exit::Negative, "no region was found".to_owned())),
    }
}
