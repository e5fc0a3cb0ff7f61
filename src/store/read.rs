//! Reads the results of a run back from its folder.

use super::opened::{Kind, ReadError, StoredFolder};
use super::summary::About;
use crate::run::replicate::OBSERVATIONS;
use crate::run::results::{
    Breakthrough, DDay, DensityRow, IqBandRow, Metric, PercentileRow, RunResults, Timings,
};
use crate::scenario::Scenario;
use crate::stats::estimate::Estimate;
use ndarray::Array3;
use serde::Deserialize;
use std::collections::HashMap;
use std::path::PathBuf;

/// The part of `summary.json` that is nowhere else.
#[derive(Clone, Debug, Deserialize)]
struct StoredSummary {
    scenario: String,
    title: String,
    description: String,
    /// Results of before values that were set were named have none.
    #[serde(default)]
    set: Vec<String>,
    people: u64,
    seed: u64,
    replicates: usize,
    d_day: Option<StoredDDay>,
    breakthroughs: Vec<StoredBreakthrough>,
}

#[derive(Clone, Debug, Deserialize)]
struct StoredDDay {
    threshold: f64,
    replicates: Vec<Option<i32>>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct StoredBreakthrough {
    replicate: u32,
    year: i32,
    size: f64,
}

/// A folder with the results of one run of this version.
#[derive(Clone, Debug)]
pub struct StoredRun {
    pub folder: StoredFolder,
    pub about: About,
    summary: StoredSummary,
}

impl StoredRun {
    /// Takes an opened folder.
    ///
    /// # Errors
    /// Not a run, or its summary is not what it wrote.
    pub fn of(folder: StoredFolder) -> Result<Self, ReadError> {
        if folder.kind != Kind::Run {
            let command = folder.manifest.command_line.join(" ");
            return Err(ReadError::NotARun { folder: folder.folder, command });
        }
        let summary: StoredSummary = folder.json("summary.json")?;
        let about = About {
            scenario: summary.scenario.clone(),
            title: summary.title.clone(),
            description: summary.description.clone(),
            set: summary.set.clone(),
            people: summary.people,
            seed: summary.seed,
        };
        Ok(Self { folder, about, summary })
    }

    /// The scenario as it ran, under its name.
    ///
    /// # Errors
    /// The file is missing, changed or refused.
    pub fn scenario(&self) -> Result<Scenario, ReadError> {
        self.folder.file("scenario.toml")?;
        let read = Scenario::load(&self.folder.folder.join("scenario.toml"), &[]);
        read.map(|scenario| Scenario {
            name: self.about.scenario.clone(),
            set: self.about.set.clone(),
            ..scenario
        })
        .map_err(ReadError::Scenario)
    }

    /// The results. `metrics`: what the scenario's columns mean.
    ///
    /// # Errors
    /// A table that is missing, changed, or lacks columns.
    pub fn results(&self, scenario: &Scenario, metrics: Vec<Metric>) -> Result<RunResults, ReadError> {
        let yearly = self.csv("yearly.csv")?;
        let mut years: Vec<i32> = yearly.whole("year")?.iter().map(|year| *year as i32).collect();
        let replicates = self.summary.replicates;
        let expected = years.len().checked_div(replicates).unwrap_or(0);
        if expected * replicates != years.len() {
            return Err(yearly.broken(format!("{} rows for {replicates} replicates", years.len())));
        }
        years.truncate(expected);
        let mut estimates =
            Array3::from_elem((replicates, years.len(), metrics.len()), Estimate::undefined(0));
        for (index, metric) in metrics.iter().enumerate() {
            let values = yearly.number(&metric.name)?;
            let errors = yearly.number(&format!("{}_se", metric.name)).unwrap_or_default();
            for (row, value) in values.into_iter().enumerate() {
                let standard_error = errors.get(row).copied().flatten();
                let cell = [row / years.len(), row % years.len(), index];
                estimates[cell] = Estimate { value, standard_error, people: 0 };
            }
        }
        let names = |names: Vec<&String>| names.into_iter().cloned().collect();
        let settings = &scenario.settings;
        Ok(RunResults {
            metrics,
            years,
            estimates,
            percentiles: percentiles(&self.csv("income_percentiles.csv")?)?,
            iq_bands: iq_bands(&self.csv("iq_bands.csv")?)?,
            density: density(&self.csv("iq_income.csv")?)?,
            breakthroughs: self
                .summary
                .breakthroughs
                .iter()
                .map(|jump| Breakthrough { replicate: jump.replicate, year: jump.year, size: jump.size })
                .collect(),
            d_day: self.d_day()?,
            job_names: names(settings.jobs.iter().map(|job| &job.name).collect()),
            level_names: names(settings.schooling.levels.iter().map(|level| &level.name).collect()),
            people: Vec::new(),
            timings: Timings::default(),
        })
    }

    fn d_day(&self) -> Result<DDay, ReadError> {
        let Some(found) = &self.summary.d_day else {
            return Ok(DDay {
                threshold: 0.0,
                replicates: vec![None; self.summary.replicates],
                draws: Vec::new(),
            });
        };
        let listed = self.folder.has("d_day_draws.csv");
        let draws = if listed { self.csv("d_day_draws.csv")?.number("d_day")? } else { Vec::new() };
        Ok(DDay {
            threshold: found.threshold,
            replicates: found.replicates.clone(),
            draws: draws.into_iter().map(|year| year.map(|year| year as i32)).collect(),
        })
    }

    fn csv(&self, name: &str) -> Result<Cells, ReadError> {
        Cells::parse(self.folder.folder.join(name), &self.folder.file(name)?)
    }
}

fn percentiles(cells: &Cells) -> Result<Vec<PercentileRow>, ReadError> {
    let (year, observation) = (cells.whole("year")?, cells.observations()?);
    let (percentile, people) = (cells.number("percentile")?, cells.whole("people")?);
    let [income, iq, error, sd, low, high] =
        ["mean_income", "mean_iq", "mean_iq_se", "iq_sd", "low_stanine_share", "high_stanine_share"]
            .map(|name| cells.number(name));
    let (income, iq, error, sd, low, high) = (income?, iq?, error?, sd?, low?, high?);
    let row = |row: usize| PercentileRow {
        year: year[row] as i32,
        observation: observation[row],
        percentile: percentile[row].unwrap_or(0.0),
        people: people[row] as u64,
        mean_income: income[row],
        mean_iq: iq[row],
        mean_iq_error: error[row],
        iq_sd: sd[row],
        low_stanine_share: low[row],
        high_stanine_share: high[row],
    };
    Ok((0..year.len()).map(row).collect())
}

fn iq_bands(cells: &Cells) -> Result<Vec<IqBandRow>, ReadError> {
    let (year, observation) = (cells.whole("year")?, cells.observations()?);
    let (stanine, people) = (cells.whole("stanine")?, cells.whole("people")?);
    let [iq, income, error, median, percentile] =
        ["mean_iq", "mean_income", "mean_income_se", "median_income", "mean_percentile"]
            .map(|name| cells.number(name));
    let (iq, income, error, median, percentile) = (iq?, income?, error?, median?, percentile?);
    let row = |row: usize| IqBandRow {
        year: year[row] as i32,
        observation: observation[row],
        stanine: stanine[row] as u8,
        mean_iq: iq[row],
        people: people[row] as u64,
        mean_income: income[row],
        mean_income_error: error[row],
        median_income: median[row],
        mean_percentile: percentile[row],
    };
    Ok((0..year.len()).map(row).collect())
}

fn density(cells: &Cells) -> Result<Vec<DensityRow>, ReadError> {
    let (year, stanine, people) = (cells.whole("year")?, cells.whole("stanine")?, cells.whole("people")?);
    let (low, high) = (cells.number("income_low")?, cells.number("income_high")?);
    let row = |row: usize| DensityRow {
        year: year[row] as i32,
        stanine: stanine[row] as u8,
        income_low: low[row].unwrap_or(0.0),
        income_high: high[row].unwrap_or(0.0),
        people: people[row] as u64,
    };
    Ok((0..year.len()).map(row).collect())
}

/// The cells of a CSV file by column.
struct Cells {
    path: PathBuf,
    columns: HashMap<String, usize>,
    rows: Vec<csv::StringRecord>,
}

impl Cells {
    fn parse(path: PathBuf, bytes: &[u8]) -> Result<Self, ReadError> {
        let mut reader = csv::Reader::from_reader(bytes);
        let failed = |error: csv::Error| ReadError::Broken { path: path.clone(), problem: error.to_string() };
        let header = reader.headers().map_err(failed)?;
        let columns = header.iter().enumerate().map(|(place, name)| (name.to_owned(), place)).collect();
        let rows: Result<Vec<_>, _> = reader.records().collect();
        Ok(Self { columns, rows: rows.map_err(failed)?, path })
    }

    fn broken(&self, problem: String) -> ReadError {
        ReadError::Broken { path: self.path.clone(), problem }
    }

    fn text(&self, name: &str) -> Result<impl Iterator<Item = (usize, &str)>, ReadError> {
        let Some(&place) = self.columns.get(name) else {
            return Err(self.broken(format!("there is no column {name}")));
        };
        Ok(self.rows.iter().enumerate().map(move |(row, cells)| (row, cells.get(place).unwrap_or(""))))
    }

    /// Numbers; empty cells are undefined.
    fn number(&self, name: &str) -> Result<Vec<Option<f64>>, ReadError> {
        self.text(name)?
            .map(|(row, cell)| match cell {
                "" => Ok(None),
                cell => cell.parse().map(Some).map_err(|_| {
                    self.broken(format!("row {}, column {name}: {cell:?} is not a number", row + 2))
                }),
            })
            .collect()
    }

    /// Whole numbers without gaps.
    fn whole(&self, name: &str) -> Result<Vec<i64>, ReadError> {
        self.text(name)?
            .map(|(row, cell)| {
                cell.parse().map_err(|_| {
                    self.broken(format!("row {}, column {name}: {cell:?} is not a whole number", row + 2))
                })
            })
            .collect()
    }

    fn observations(&self) -> Result<Vec<&'static str>, ReadError> {
        self.text("observation")?
            .map(|(row, cell)| {
                let known = OBSERVATIONS.into_iter().find(|known| *known == cell);
                known.ok_or_else(|| {
                    self.broken(format!(
                        "row {}: {cell:?} is not one of {}",
                        row + 2,
                        OBSERVATIONS.join(", ")
                    ))
                })
            })
            .collect()
    }
}
