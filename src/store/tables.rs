//! The tables of groups and of people: income percentiles, IQ bands, agents.

use super::columns::{Column, ColumnValues, Table};
use crate::run::results::{DensityRow, IqBandRow, PercentileRow, PersonRow, RunResults};

/// All tables of a run, in the order of the files. People only where some were saved.
pub fn all(results: &RunResults) -> Vec<Table> {
    let mut tables = vec![
        super::yearly::yearly(results),
        super::yearly::yearly_summary(results),
        income_percentiles(results),
        iq_bands(results),
        iq_income(results),
    ];
    if !results.d_day.draws.is_empty() {
        tables.push(d_day_draws(results));
    }
    if !results.people.is_empty() {
        tables.push(agents(results));
    }
    tables
}

const OBSERVATION: &str = "`income` (all income of the year), `earnings` (labour income) or `record` (mean earnings of ages 35 to 45).";
const MEDIANS: &str = "multiples of the base year's median earnings";

/// D-day in each draw of AI progress alone.
pub fn d_day_draws(results: &RunResults) -> Table {
    let rows: Vec<(usize, Option<i32>)> = results.d_day.draws.iter().copied().enumerate().collect();
    type Row = (usize, Option<i32>);
    let columns = vec![
        whole("draw", "Number of the draw, from 0.", "", &rows, |row: &Row| Some(row.0 as i64)),
        whole(
            "d_day",
            "First year in which people's share in making AI is at or below the threshold; empty: not within the years.",
            "year",
            &rows,
            |row: &Row| row.1.map(i64::from),
        ),
    ];
    Table { name: "d_day_draws", row: "one draw of AI progress alone", columns }
}

/// Mean IQ and income in each percentile of income.
pub fn income_percentiles(results: &RunResults) -> Table {
    type Row = PercentileRow;
    let rows = &results.percentiles;
    let columns = vec![
        whole("year", "Calendar year.", "year", rows, |row: &Row| Some(i64::from(row.year))),
        text("observation", OBSERVATION, rows, |row: &Row| row.observation.to_owned()),
        number(
            "percentile",
            "Hundredths from the lowest income, 1 to 100; 100.1 is the top 0.1 %.",
            "percentile",
            rows,
            |row: &Row| Some(row.percentile),
        ),
        whole("people", "People in it, all replicates together.", "people", rows, |row: &Row| {
            count(row.people)
        }),
        number("mean_income", "Their mean income.", MEDIANS, rows, |row: &Row| row.mean_income),
        number("mean_iq", "Their mean IQ.", "IQ points", rows, |row: &Row| row.mean_iq),
        number("mean_iq_se", "Standard error of their mean IQ.", "IQ points", rows, |row: &Row| {
            row.mean_iq_error
        }),
        number("iq_sd", "Standard deviation of their IQ.", "IQ points", rows, |row: &Row| row.iq_sd),
        number("low_stanine_share", "Share of them in stanine 1 or 2.", "share", rows, |row: &Row| {
            row.low_stanine_share
        }),
        number("high_stanine_share", "Share of them in stanine 8 or 9.", "share", rows, |row: &Row| {
            row.high_stanine_share
        }),
    ];
    Table { name: "income_percentiles", row: "one percentile of one kind of income in one year", columns }
}

/// Income in each band of IQ.
pub fn iq_bands(results: &RunResults) -> Table {
    type Row = IqBandRow;
    let rows = &results.iq_bands;
    let columns = vec![
        whole("year", "Calendar year.", "year", rows, |row: &Row| Some(i64::from(row.year))),
        text("observation", OBSERVATION, rows, |row: &Row| row.observation.to_owned()),
        whole("stanine", "Band of IQ, 1 lowest to 9 highest.", "stanine", rows, |row: &Row| {
            Some(i64::from(row.stanine))
        }),
        number("mean_iq", "Mean IQ of the band.", "IQ points", rows, |row: &Row| row.mean_iq),
        whole("people", "People in it, all replicates together.", "people", rows, |row: &Row| {
            count(row.people)
        }),
        number("mean_income", "Their mean income.", MEDIANS, rows, |row: &Row| row.mean_income),
        number("mean_income_se", "Standard error of their mean income.", MEDIANS, rows, |row: &Row| {
            row.mean_income_error
        }),
        number("median_income", "Their median income.", MEDIANS, rows, |row: &Row| row.median_income),
        number("mean_percentile", "Their mean income rank, 0 to 100.", "percentile", rows, |row: &Row| {
            row.mean_percentile
        }),
    ];
    Table { name: "iq_bands", row: "one band of IQ under one kind of income in one year", columns }
}

/// The joint distribution of IQ and income in the kept years.
pub fn iq_income(results: &RunResults) -> Table {
    type Row = DensityRow;
    let rows = &results.density;
    let columns = vec![
        whole("year", "Calendar year: the first, the last, and two between.", "year", rows, |row: &Row| {
            Some(i64::from(row.year))
        }),
        whole("stanine", "Band of IQ, 1 lowest to 9 highest.", "stanine", rows, |row: &Row| {
            Some(i64::from(row.stanine))
        }),
        number(
            "income_low",
            "Lowest income of the cell; 0 for people without income.",
            MEDIANS,
            rows,
            |row: &Row| Some(row.income_low),
        ),
        number(
            "income_high",
            "Income where the next cell begins; 0 for people without income.",
            MEDIANS,
            rows,
            |row: &Row| Some(row.income_high),
        ),
        whole("people", "People in the cell, all replicates together.", "people", rows, |row: &Row| {
            count(row.people)
        }),
    ];
    Table { name: "iq_income", row: "one cell of income in one band of IQ in one year", columns }
}

/// The saved people at the end of the run.
pub fn agents(results: &RunResults) -> Table {
    type Row = PersonRow;
    let rows = &results.people;
    let job = |row: &Row| {
        row.job.and_then(|job| results.job_names.get(usize::from(job))).cloned().unwrap_or_default()
    };
    let sd = "population sd";
    let columns = vec![
        whole("replicate", "Number of the replicate, from 0.", "", rows, |row: &Row| {
            Some(i64::from(row.replicate))
        }),
        whole(
            "slot",
            "Place in the population; the next generation takes it over.",
            "",
            rows,
            |row: &Row| Some(i64::from(row.slot)),
        ),
        whole("generation", "How many people held the place before.", "", rows, |row: &Row| {
            Some(i64::from(row.generation))
        }),
        whole("age", "Age.", "years", rows, |row: &Row| Some(i64::from(row.age))),
        single("ability", "Learning ability.", sd, rows, |row: &Row| Some(row.ability)),
        single("noncognitive", "Non-cognitive skill.", sd, rows, |row: &Row| Some(row.noncognitive)),
        single("family_status", "Status of the parent when the person began.", sd, rows, |row: &Row| {
            Some(row.family_status)
        }),
        single("iq", "Score in the cognitive test.", "IQ points", rows, |row: &Row| Some(row.iq)),
        single("schooling_years", "Years of schooling.", "years", rows, |row: &Row| {
            Some(row.schooling_years)
        }),
        single("skill", "Skill at work.", "speed-years", rows, |row: &Row| Some(row.skill)),
        text("job", "Job class; empty: without a place.", rows, job),
        whole("experience_years", "Years of work.", "years", rows, |row: &Row| {
            Some(i64::from(row.experience_years))
        }),
        single("luck", "Luck in pay.", "log points", rows, |row: &Row| Some(row.luck)),
        single("wealth", "Wealth.", MEDIANS, rows, |row: &Row| Some(row.wealth)),
        single("earnings", "Labour income of the year.", MEDIANS, rows, |row: &Row| Some(row.earnings)),
        single("income", "All income of the year.", MEDIANS, rows, |row: &Row| Some(row.income)),
        single(
            "record_earnings",
            "Mean earnings so far of ages 35 to 45; empty before 35.",
            MEDIANS,
            rows,
            |row: &Row| row.record_earnings,
        ),
    ];
    Table { name: "agents", row: "one saved person at the end of the run", columns }
}

fn count(people: u64) -> Option<i64> {
    i64::try_from(people).ok()
}

/// A column of whole numbers from rows.
pub fn whole<R>(
    name: &str,
    meaning: &str,
    unit: &str,
    rows: &[R],
    value: impl Fn(&R) -> Option<i64>,
) -> Column {
    Column::new(name, meaning, unit, ColumnValues::Integer(rows.iter().map(value).collect()))
}

/// A column of numbers from rows.
pub fn number<R>(
    name: &str,
    meaning: &str,
    unit: &str,
    rows: &[R],
    value: impl Fn(&R) -> Option<f64>,
) -> Column {
    Column::new(name, meaning, unit, ColumnValues::Number(rows.iter().map(value).collect()))
}

fn single<R>(name: &str, meaning: &str, unit: &str, rows: &[R], value: impl Fn(&R) -> Option<f32>) -> Column {
    Column::new(name, meaning, unit, ColumnValues::Single(rows.iter().map(value).collect()))
}

/// A column of texts from rows.
pub fn text<R>(name: &str, meaning: &str, rows: &[R], value: impl Fn(&R) -> String) -> Column {
    Column::new(name, meaning, "", ColumnValues::Text(rows.iter().map(value).collect()))
}

#[cfg(test)]
mod tests {
    use super::super::summary::example::results;
    use super::*;

    #[test]
    fn every_column_has_a_meaning_and_all_are_equally_long() {
        for table in all(&results(2, 3)) {
            let mut names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), table.columns.len(), "{}", table.name);
            for column in &table.columns {
                assert_eq!(column.rows(), table.rows(), "{}.{}", table.name, column.name);
                assert!(column.meaning.ends_with('.'), "{}.{}", table.name, column.name);
            }
        }
    }

    #[test]
    fn a_person_without_a_place_has_no_job_and_an_unknown_job_is_no_panic() {
        let mut odd = results(1, 1);
        let someone = odd.people[0];
        odd.people = vec![PersonRow { job: None, ..someone }, PersonRow { job: Some(250), ..someone }];
        let table = agents(&odd);
        let jobs = table.column("job").map(Column::values);
        assert_eq!(jobs, Some(&ColumnValues::Text(vec![String::new(); 2])));
    }
}
