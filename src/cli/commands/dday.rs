//! `simulate dday`: when a trend reaches its target, by form; from a series, or from the worlds of a scenario.

use super::pictures::{Look, drawing_failed, pictures};
use super::run::{command_line, width, with_command};
use super::studies::{files_are, results_folder, tell};
use crate::cli::arguments::DDayArguments;
use crate::cli::exit::Failure;
use iqsim::report::chart::canvas::Chart;
use iqsim::report::dday_table::{forecasts_table, forms_table};
use iqsim::report::language::Language;
use iqsim::report::page::scenario::title;
use iqsim::report::{chart, sentence};
use iqsim::run::ai_path::D_DAY_DRAWS;
use iqsim::scenario::Scenario;
use iqsim::scenario::diagnostic::{Diagnostic, Diagnostics};
use iqsim::store::columns::Table;
use iqsim::store::json;
use iqsim::store::manifest::Moment;
use iqsim::store::save::ExtraFile;
use iqsim::store::study::{Origin, SavedStudy, SeriesRecord, save_study};
use iqsim::study::dday::forecaster::{Forecasts, Worlds, forecasts};
use iqsim::study::dday::forms::Bounds;
use iqsim::study::dday::read::{is_series, read, text};
use iqsim::study::dday::tables::{self, ScenarioSummary, SeriesSummary};
use iqsim::study::dday::{Findings, Question, study};
use serde::Serialize;
use std::path::Path;

/// Years of AI that a forecaster has seen, where nothing else is said.
const OBSERVED_YEARS: u64 = 20;

/// Reads a series or a scenario, asks for the date, leaves tables and charts in a folder and prints the findings.
pub fn run(arguments: &DDayArguments, look: Look) -> Result<(), Failure> {
    let started = Moment::now();
    let record = SeriesRecord { command_line: command_line(), started };
    if is_series(&arguments.source) {
        from_series(arguments, look, &record)
    } else {
        from_scenario(arguments, look, &record)
    }
}

/// Options that have no meaning for what was asked are refused.
fn refuse_options(present: &[(&str, bool)], reason: &str) -> Result<(), Failure> {
    let wrong = present.iter().filter(|(_, present)| *present);
    let wrong: Vec<Diagnostic> =
        wrong.map(|(option, _)| Diagnostic::new(reason.to_owned()).path(*option)).collect();
    if wrong.is_empty() { Ok(()) } else { Err(Diagnostics(wrong).into()) }
}

fn from_series(arguments: &DDayArguments, look: Look, record: &SeriesRecord) -> Result<(), Failure> {
    let language = look.language;
    let for_scenarios = [
        ("--set", !arguments.set.is_empty()),
        ("--seed", arguments.seed.is_some()),
        ("--observed", arguments.observed.is_some()),
    ];
    refuse_options(&for_scenarios, "has a meaning only for a scenario, and this is a series")?;
    let name = read(&arguments.source)?.name;
    let folder = results_folder(&arguments.out, &format!("dday_{name}"))?;
    let findings = of_series(arguments)?;
    let claims = sentence::of_series(&findings);
    let sentences = sentence::render(&claims, language);
    let summary = SeriesSummary::new(&findings, sentences.clone());
    let files = [tables::forms_table(&summary.forms), tables::hindcast_table(&summary.hindcast)];
    let charts = chart::dday::of_series(&findings, language).map_err(drawing_failed)?;
    // A series may have the name of a table.
    let taken = files.iter().any(|table| table.name == name);
    let own = ExtraFile {
        name: format!("{}{name}.csv", if taken { "series_" } else { "" }),
        bytes: text(&arguments.source)?.into_bytes(),
    };
    keep(&folder, record, &files, (&summary, own), (charts, look))?;
    let title = findings.series.about.title.as_ref().unwrap_or(&findings.series.name);
    let title = match (language, &findings.series.about.title_ko) {
        (Language::Korean, Some(title)) => title,
        _ => title,
    };
    let table = forms_table(&findings, width(), language);
    let page = page(&format!("{}: {title}", findings.series.name), &sentences, &[table], (&folder, language));
    tell(arguments.json, &summary, &page)
}

/// What a series says about the date.
pub fn of_series(arguments: &DDayArguments) -> Result<Findings, Failure> {
    let whole = read(&arguments.source)?;
    let series = arguments.since.map_or(whole.clone(), |date| whole.since(date));
    if series.points.is_empty() {
        let last = whole.points.last().map_or(0.0, |point| point.date);
        let empty = Diagnostic::new("the series has no points from this date on").path("--since");
        return Err(Diagnostics::from(empty.allowed(format!("a date up to {last:.1}"))).into());
    }
    let Some(target) = arguments.target.or(series.about.target) else {
        let missing = Diagnostic::new("no target is given").path("--target");
        let advice = "say --target VALUE, or write `# target: VALUE` into the file";
        return Err(Diagnostics::from(missing.advice(advice)).into());
    };
    let bounds = Bounds {
        floor: arguments.floor.or(series.about.floor),
        ceiling: arguments.ceiling.or(series.about.ceiling),
    };
    Ok(study(series, Question { forms: arguments.form.forms(), bounds, target })?)
}

fn from_scenario(arguments: &DDayArguments, look: Look, record: &SeriesRecord) -> Result<(), Failure> {
    let language = look.language;
    let for_series = [("--since", arguments.since.is_some())];
    refuse_options(&for_series, "has a meaning only for a series, and this is a scenario")?;
    let scenario = load(arguments)?;
    let folder = results_folder(&arguments.out, &format!("dday_{}", scenario.name))?;
    let (scenario, forecasts, example) = of_scenario(arguments)?;
    let sentences = sentence::render(&sentence::of_forecasts(&forecasts), language);
    let about = (scenario.name.as_str(), scenario.settings.run.seed);
    let summary = ScenarioSummary::new(about, &forecasts, &example, sentences.clone());
    let files = [
        tables::forms_table(&summary.forms),
        tables::forecasts_table(&summary.forecasts),
        tables::paths_table(&forecasts),
    ];
    let charts = chart::dday::of_forecasts(&forecasts, &example, about, language).map_err(drawing_failed)?;
    let own =
        ExtraFile { name: format!("{}.toml", scenario.name), bytes: scenario.to_toml(true).into_bytes() };
    keep(&folder, record, &files, (&summary, own), (charts, look))?;
    let title = format!("{}: {}", scenario.name, title(&scenario, language).0);
    let table = forecasts_table(&forecasts, width(), language);
    tell(arguments.json, &summary, &page(&title, &sentences, &[table], (&folder, language)))
}

/// The worlds of a scenario, how right forecasters are in them, and the forms in one of them.
pub fn of_scenario(arguments: &DDayArguments) -> Result<(Scenario, Forecasts, Findings), Failure> {
    let scenario = load(arguments)?;
    let bounds = Bounds { floor: arguments.floor, ceiling: arguments.ceiling.or(Some(1.0)) };
    let forecasts = forecasts_of(&scenario, arguments, bounds)?;
    let example = example(&forecasts, arguments, bounds)?;
    Ok((scenario, forecasts, example))
}

fn load(arguments: &DDayArguments) -> Result<Scenario, Failure> {
    let mut overrides = arguments.set.clone();
    overrides.extend(arguments.seed.map(|seed| format!("run.seed={seed}")));
    overrides.extend(arguments.target.map(|target| format!("ai.involvement.d_day_threshold={target:?}")));
    let scenario = Scenario::load(&arguments.source, &overrides)
        .map_err(|errors| with_command(errors, &arguments.source))?;
    if !scenario.settings.ai.enabled {
        let without = Diagnostic::new("the scenario has no AI, so there is no D-day").path("ai.enabled");
        return Err(Diagnostics::from(without.advice("name a scenario with AI, such as ai_century")).into());
    }
    Ok(scenario)
}

/// Draws the worlds, and lets forecasters try in them.
fn forecasts_of(
    scenario: &Scenario,
    arguments: &DDayArguments,
    bounds: Bounds,
) -> Result<Forecasts, Failure> {
    let worlds = Worlds::draw(scenario, D_DAY_DRAWS);
    let observed = arguments.observed.unwrap_or(OBSERVED_YEARS);
    let years = u64::try_from(worlds.last_year - worlds.first_year).unwrap_or(0);
    if observed < 2 || observed >= years {
        let wrong = Diagnostic::new("not so many years of AI can be looked back upon").path("--observed");
        let allowed = format!("2 to {} years: AI begins in {}", years.saturating_sub(1), worlds.first_year);
        return Err(Diagnostics::from(wrong.found(observed.to_string()).allowed(allowed)).into());
    }
    let year = worlds.first_year + observed as i32;
    forecasts(worlds, year, &arguments.form.forms(), bounds).ok_or_else(|| {
        let over = Diagnostic::new(format!(
            "by {year} D-day has come in every draw, so nothing is left to forecast"
        ));
        Diagnostics::from(over.path("--observed").allowed("fewer years, or a lower --target")).into()
    })
}

/// The forms in one draw, as a forecaster there sees them.
fn example(forecasts: &Forecasts, arguments: &DDayArguments, bounds: Bounds) -> Result<Findings, Failure> {
    let known = forecasts.worlds.known(forecasts.example, forecasts.year);
    let question = Question { forms: arguments.form.forms(), bounds, target: forecasts.worlds.threshold };
    Ok(study(known, question)?)
}

fn keep(
    folder: &Path,
    record: &SeriesRecord,
    tables: &[Table],
    (summary, own): (&impl Serialize, ExtraFile),
    (charts, look): (Vec<Chart>, Look),
) -> Result<(), Failure> {
    let mut files = vec![ExtraFile { name: "summary.json".to_owned(), bytes: json::bytes(summary)? }, own];
    for chart in charts {
        let name = chart.name;
        files.extend(pictures(Ok(chart), name, look)?);
    }
    save_study(folder, SavedStudy { tables, files: &files, origin: Origin::Series(record) })?;
    Ok(())
}

/// What is printed: findings in words, tables, and where the files are.
fn page(
    title: &str,
    sentences: &[String],
    tables: &[String],
    (folder, language): (&Path, Language),
) -> String {
    let (words, tables) = (sentences.join("\n"), tables.join("\n\n"));
    format!("{title}\n\n{words}\n\n{tables}\n\n{}", files_are(folder, language))
}
