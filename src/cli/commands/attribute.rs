//! `simulate attribute`: the change of a metric, split over the mechanisms that bring it about.

use super::pictures::{Look, pictures};
use super::run::width;
use super::studies::{Clock, Size, distinct, files_are, known_metrics, results_folder, save, source, tell};
use crate::cli::arguments::AttributeArguments;
use crate::cli::exit::{Exit, Failure};
use crate::cli::progress_bar::{Display, stop_on_interrupt};
use iqsim::report::chart::waterfall::waterfall;
use iqsim::report::language::Language;
use iqsim::report::study_json::{AttributionFile, Frame};
use iqsim::report::study_table;
use iqsim::run::progress::Progress;
use iqsim::scenario::Scenario;
use iqsim::store::json;
use iqsim::store::save::ExtraFile;
use iqsim::study::attribution::{Attribution, Question, attribute, work};
use iqsim::study::conditions::{self, TwoWay, four_worlds, two_way};
use iqsim::study::tables;

/// Size without `--agents` and `--reps`: two blocks of people, because every combination of mechanisms is a world.
const SIZE: Size = Size { agents: 8_192, replicates: 16 };

/// Metrics without `--metric`.
const METRICS: [&str; 2] = ["iq_income_rank_r", "iq_record_rank_r"];

/// Simulates all combinations of mechanisms and the four worlds of the essay's conditions, stores and prints.
pub fn run(arguments: &AttributeArguments, look: Look) -> Result<(), Failure> {
    let language = look.language;
    let scenario = load(arguments)?;
    let metrics: Vec<String> = match arguments.metric.as_slice() {
        [] => METRICS.map(str::to_owned).to_vec(),
        chosen => distinct(chosen),
    };
    known_metrics(&scenario, &metrics)?;
    let folder = results_folder(&arguments.out, &format!("attribute_{}", scenario.name))?;
    stop_on_interrupt();
    let display = Display::new(arguments.study.quiet, language);
    let clock = Clock::start();
    let replicates = scenario.settings.run.replicates;
    let threads = arguments.study.threads;
    let question =
        Question { scenario: &scenario, from: arguments.from, to: arguments.to, replicates, threads };
    let work = work(&question).saturating_add(conditions::work(&scenario, replicates));
    display.begin(work);
    let found = attribute(question, &display);
    let worlds = found.and_then(|found| Ok((found, four_worlds(&scenario, replicates, threads, &display)?)));
    display.finish();
    let (found, worlds) = worlds?;
    let years = [arguments.from, arguments.to];
    let two_ways: Vec<TwoWay> = metrics
        .iter()
        .flat_map(|metric| {
            years.iter().filter_map(|&year| two_way(&worlds, metric, year)).collect::<Vec<_>>()
        })
        .collect();
    let timings = clock.timings(work);
    let frame = Frame::new(scenario.settings.run.agents, scenario.settings.run.seed, replicates, language);
    let file = AttributionFile::new(&scenario.name, &found, &metrics, two_ways, (frame, language));
    let mut files = vec![ExtraFile { name: "attribution.json".into(), bytes: json::bytes(&file)? }];
    let source = source(std::slice::from_ref(&scenario.name), &scenario, replicates, language);
    for split in &file.splits {
        let name =
            if metrics.len() == 1 { "waterfall".to_owned() } else { format!("waterfall_{}", split.metric) };
        files.extend(pictures(waterfall(&found, split, (&source, language)), &name, look)?);
    }
    let tables = [tables::attribution(&found), tables::conditions(&file.conditions)];
    let loaded = [(scenario.name.clone(), &scenario)];
    save(&folder, &loaded, (&tables, files), (&clock, &timings), (&arguments.study, language))?;
    let page = format!("{}\n\n{}", page(&file, &found, language), files_are(&folder, language));
    tell(arguments.study.json, &file, &page)
}

/// The scenario up to the last year in question.
fn load(arguments: &AttributeArguments) -> Result<Scenario, Failure> {
    let (from, to) = (arguments.from, arguments.to);
    let overrides = arguments.study.overrides(SIZE, None);
    let scenario = Scenario::load(&arguments.scenario, &overrides)?;
    let (first, last) = (scenario.settings.run.start_year, scenario.last_year());
    if from < first || to > last || from >= to {
        let allowed =
            format!("allowed: {first} to {last}, the years of {}, and --from before --to", scenario.name);
        return Err(Failure::Message(
            Exit::Refused,
            format!("--from {from} --to {to}: not two years of the scenario in order\n   = {allowed}"),
        ));
    }
    let until: Vec<String> = overrides.into_iter().chain([format!("run.years={}", to - first)]).collect();
    Ok(Scenario::load(&arguments.scenario, &until)?)
}

/// For each metric the split and the two conditions, then the sentences.
fn page(file: &AttributionFile, found: &Attribution, language: Language) -> String {
    let mut parts = Vec::new();
    for split in &file.splits {
        parts.push(study_table::attribution(found, split, width(), language));
        let tables: Vec<TwoWay> =
            file.conditions.iter().filter(|table| table.metric == split.metric).cloned().collect();
        parts.push(study_table::conditions(&tables, width(), language));
    }
    parts.push(file.findings.join("\n"));
    parts.join("\n\n")
}
