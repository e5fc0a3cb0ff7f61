//! The findings about D-day as tables and as one object for `summary.json`.

use super::date::When;
use super::forecaster::Forecasts;
use super::hindcast::Said;
use super::{Answer, Findings};
use crate::store::columns::{Column, ColumnValues, Table};
use serde::Serialize;

/// One form of a series, or of the example in a scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FormRow {
    pub form: &'static str,
    /// False where the form could not be fitted.
    pub fitted: bool,
    /// Fractional year; null: never.
    pub date: Option<f64>,
    /// Whether there is a 95 % interval.
    pub has_interval: bool,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub level: Option<f64>,
    pub rate: Option<f64>,
    pub origin: Option<f64>,
    pub bound: Option<f64>,
    pub residual_sd: Option<f64>,
    pub points: Option<usize>,
    pub parameters: Option<usize>,
    pub doubling_days: Option<f64>,
    pub doubling_low: Option<f64>,
    pub doubling_high: Option<f64>,
}

/// One form at one earlier time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SaidRow {
    pub known_to: f64,
    pub points: usize,
    pub form: &'static str,
    pub date: Option<f64>,
    pub has_interval: bool,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub last_value_date: Option<f64>,
    pub years_late: Option<f64>,
}

/// The content of `summary.json` for a series.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SeriesSummary {
    pub series: String,
    pub title: Option<String>,
    pub unit: Option<String>,
    pub target: f64,
    pub points: usize,
    pub first_date: Option<f64>,
    pub last_date: Option<f64>,
    pub forms: Vec<FormRow>,
    pub hindcast: Vec<SaidRow>,
    /// The findings in words.
    pub sentences: Vec<String>,
    pub program_version: &'static str,
}

/// The content of `summary.json` for a scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScenarioSummary {
    pub scenario: String,
    pub threshold: f64,
    pub seed: u64,
    pub draws: usize,
    /// D-day of each draw; null: not by the last year.
    pub d_days: Vec<Option<i32>>,
    pub known_to: i32,
    pub forecasts: Vec<RecordRow>,
    /// The forms in one draw, by its number.
    pub example: usize,
    pub forms: Vec<FormRow>,
    pub sentences: Vec<String>,
    pub program_version: &'static str,
}

/// How right one form was in one year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordRow {
    pub year: i32,
    pub form: &'static str,
    pub draws: usize,
    pub failed: usize,
    pub never: usize,
    pub error_p05: Option<f64>,
    pub error_median: Option<f64>,
    pub error_p95: Option<f64>,
    pub within_5_years: usize,
    pub intervals: usize,
    pub intervals_right: usize,
}

impl SeriesSummary {
    /// Puts the findings about a series together.
    pub fn new(findings: &Findings, sentences: Vec<String>) -> Self {
        let series = &findings.series;
        let date = |point: Option<&super::series::Point>| point.map(|point| point.date);
        Self {
            series: series.name.clone(),
            title: series.about.title.clone(),
            unit: series.about.unit.clone(),
            target: findings.question.target,
            points: series.points.len(),
            first_date: date(series.points.first()),
            last_date: date(series.points.last()),
            forms: findings.answers.iter().map(form_row).collect(),
            hindcast: findings.hindcast.iter().map(|said| said_row(said, findings)).collect(),
            sentences,
            program_version: env!("CARGO_PKG_VERSION"),
        }
    }
}

impl ScenarioSummary {
    /// Puts the findings about a scenario together; `example`: the forms in the example draw.
    pub fn new(
        (scenario, seed): (&str, u64),
        forecasts: &Forecasts,
        example: &Findings,
        sentences: Vec<String>,
    ) -> Self {
        Self {
            scenario: scenario.to_owned(),
            threshold: forecasts.worlds.threshold,
            seed,
            draws: forecasts.worlds.paths.len(),
            d_days: forecasts.worlds.d_days.clone(),
            known_to: forecasts.year,
            forecasts: record_rows(forecasts),
            example: forecasts.example,
            forms: example.answers.iter().map(form_row).collect(),
            sentences,
            program_version: env!("CARGO_PKG_VERSION"),
        }
    }
}

fn ends(interval: Option<(When, When)>) -> (Option<f64>, Option<f64>) {
    (interval.and_then(|(low, _)| low.date()), interval.and_then(|(_, high)| high.date()))
}

fn form_row(answer: &Answer) -> FormRow {
    let dated = answer.dated.ok();
    let fit = dated.map(|dated| dated.fit);
    let interval = dated.and_then(|dated| dated.interval);
    let (low, high) = ends(interval);
    let doubling = answer.doubling.and_then(|doubling| doubling.interval);
    FormRow {
        form: answer.form.word(),
        fitted: dated.is_some(),
        date: dated.and_then(|dated| dated.when.date()),
        has_interval: interval.is_some(),
        low,
        high,
        level: fit.map(|fit| fit.level),
        rate: fit.map(|fit| fit.rate),
        origin: fit.map(|fit| fit.origin),
        bound: fit.and_then(|fit| fit.bound),
        residual_sd: fit.and_then(|fit| fit.residual_sd()),
        points: fit.map(|fit| fit.points),
        parameters: fit.map(|fit| fit.parameters),
        doubling_days: answer.doubling.map(|doubling| doubling.days),
        doubling_low: doubling.map(|ends| ends.0),
        doubling_high: doubling.map(|ends| ends.1),
    }
}

fn said_row(said: &Said, findings: &Findings) -> SaidRow {
    let (low, high) = ends(said.dated.interval);
    SaidRow {
        known_to: said.date,
        points: said.points,
        form: said.form.word(),
        date: said.dated.when.date(),
        has_interval: said.dated.interval.is_some(),
        low,
        high,
        last_value_date: said.last_value.and_then(When::date),
        years_late: said.years_late(&findings.series),
    }
}

fn record_rows(forecasts: &Forecasts) -> Vec<RecordRow> {
    let row = |record: &super::forecaster::Record| RecordRow {
        year: record.year,
        form: record.form.word(),
        draws: record.draws,
        failed: record.failed,
        never: record.never,
        error_p05: record.error[0],
        error_median: record.error[1],
        error_p95: record.error[2],
        within_5_years: record.near,
        intervals: record.held.1,
        intervals_right: record.held.0,
    };
    forecasts.records.iter().map(row).collect()
}

/// A column of numbers taken from rows.
fn number<Row>(
    rows: &[Row],
    (name, meaning, unit): (&str, &str, &str),
    get: impl Fn(&Row) -> Option<f64>,
) -> Column {
    Column::new(name, meaning, unit, ColumnValues::Number(rows.iter().map(get).collect()))
}

fn whole<Row>(
    rows: &[Row],
    (name, meaning, unit): (&str, &str, &str),
    get: impl Fn(&Row) -> Option<usize>,
) -> Column {
    let values = rows.iter().map(|row| get(row).map(|value| value as i64)).collect();
    Column::new(name, meaning, unit, ColumnValues::Integer(values))
}

fn form_column<Row>(rows: &[Row], get: impl Fn(&Row) -> &'static str) -> Column {
    let values = rows.iter().map(|row| get(row).to_owned()).collect();
    Column::new(
        "form",
        "Form of the trend: line, exponential, floor or logistic",
        "",
        ColumnValues::Text(values),
    )
}

const DATE: (&str, &str, &str) = ("date", "Date at which the form reaches the target; empty: never", "year");
const HAS: (&str, &str, &str) = ("has_interval", "1 where there is a 95 % interval", "");
const LOW: (&str, &str, &str) = ("low", "Earliest date of the 95 % interval; empty: never", "year");
const HIGH: (&str, &str, &str) = ("high", "Latest date of the 95 % interval; empty: never", "year");

/// What each form says.
pub fn forms_table(rows: &[FormRow]) -> Table {
    let columns = vec![
        form_column(rows, |row| row.form),
        whole(rows, ("fitted", "0 where the form could not be fitted", ""), |row| {
            Some(usize::from(row.fitted))
        }),
        number(rows, DATE, |row| row.date),
        whole(rows, HAS, |row| Some(usize::from(row.has_interval))),
        number(rows, LOW, |row| row.low),
        number(rows, HIGH, |row| row.high),
        number(rows, ("level", "a of the form", ""), |row| row.level),
        number(rows, ("rate", "b of the form", "per year"), |row| row.rate),
        number(rows, ("origin", "Date from which the form counts its time", "year"), |row| row.origin),
        number(rows, ("bound", "Floor, or ceiling of the logistic; empty: none", "of the series"), |row| {
            row.bound
        }),
        number(
            rows,
            (
                "residual_sd",
                "Spread of the points around the form: of values (line) or of their logarithms",
                "",
            ),
            |row| row.residual_sd,
        ),
        whole(rows, ("points", "Points that the form was fitted to", ""), |row| row.points),
        whole(rows, ("parameters", "Numbers found from the points", ""), |row| row.parameters),
        number(rows, ("doubling_days", "Doubling time; negative: halving", "days"), |row| row.doubling_days),
        number(rows, ("doubling_low", "Lower end of its 95 % interval", "days"), |row| row.doubling_low),
        number(rows, ("doubling_high", "Upper end of its 95 % interval", "days"), |row| row.doubling_high),
    ];
    Table { name: "forms", row: "one form of the trend", columns }
}

/// What would have been said earlier.
pub fn hindcast_table(rows: &[SaidRow]) -> Table {
    let columns = vec![
        number(rows, ("known_to", "Date of the last point that was known", "year"), |row| Some(row.known_to)),
        whole(rows, ("points", "Points that were known", ""), |row| Some(row.points)),
        form_column(rows, |row| row.form),
        number(rows, DATE, |row| row.date),
        whole(rows, HAS, |row| Some(usize::from(row.has_interval))),
        number(rows, LOW, |row| row.low),
        number(rows, HIGH, |row| row.high),
        number(
            rows,
            (
                "last_value_date",
                "Date that was said for the value of the last point; empty: never, or not ahead",
                "year",
            ),
            |row| row.last_value_date,
        ),
        number(rows, ("years_late", "The same minus the true date", "years"), |row| row.years_late),
    ];
    Table { name: "hindcast", row: "one form, fitted to the points known at one earlier time", columns }
}

/// How right a forecaster was in the worlds of a scenario.
pub fn forecasts_table(rows: &[RecordRow]) -> Table {
    let year = rows.iter().map(|row| Some(i64::from(row.year))).collect();
    let columns = vec![
        Column::new("year", "Year of the forecast, its data included", "year", ColumnValues::Integer(year)),
        form_column(rows, |row| row.form),
        whole(rows, ("draws", "Draws whose D-day lay ahead and comes within the scenario", ""), |row| {
            Some(row.draws)
        }),
        whole(rows, ("failed", "Draws in which the form could not be fitted", ""), |row| Some(row.failed)),
        whole(rows, ("never", "Draws in which the form said never", ""), |row| Some(row.never)),
        number(rows, ("error_p05", "Said minus true date, 5th percentile; empty: never", "years"), |row| {
            row.error_p05
        }),
        number(rows, ("error_median", "The same, median", "years"), |row| row.error_median),
        number(rows, ("error_p95", "The same, 95th percentile", "years"), |row| row.error_p95),
        whole(rows, ("within_5_years", "Draws in which the date was at most 5 years off", ""), |row| {
            Some(row.within_5_years)
        }),
        whole(rows, ("intervals", "Draws whose 95 % interval was compared with the truth", ""), |row| {
            Some(row.intervals)
        }),
        whole(rows, ("intervals_right", "Of these, draws whose interval held the true year", ""), |row| {
            Some(row.intervals_right)
        }),
    ];
    Table {
        name: "forecasts",
        row: "one form in one year of forecast, over the draws of AI progress",
        columns,
    }
}

/// The human share in making AI over the draws.
pub fn paths_table(forecasts: &Forecasts) -> Table {
    let bands = forecasts.worlds.bands();
    let years =
        (0..bands.len()).map(|year| Some(i64::from(forecasts.worlds.first_year) + year as i64)).collect();
    let column = |place: usize, name: &str, meaning: &str| {
        number(&bands, (name, meaning, "share"), |band| Some(band[place]))
    };
    let columns = vec![
        Column::new("year", "Year", "year", ColumnValues::Integer(years)),
        column(0, "human_p05", "Human share in making AI, 5th percentile of the draws"),
        column(1, "human_median", "The same, median"),
        column(2, "human_p95", "The same, 95th percentile"),
    ];
    Table { name: "paths", row: "one year, over the draws of AI progress", columns }
}
