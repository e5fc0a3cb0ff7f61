//! A forecaster in a simulated world: sees the first years of human involvement, fits the forms, and is compared with the truth.

use super::date::{When, date, date_only};
use super::forms::{Bounds, Form};
use super::series::{About, Point, Series};
use crate::engine::blocks;
use crate::run::ai_path::involvement;
use crate::scenario::Scenario;

/// The human share in making AI, year by year, in some draws of AI progress.
#[derive(Clone, Debug, PartialEq)]
pub struct Worlds {
    /// AI's start year.
    pub first_year: i32,
    /// Last year of the scenario.
    pub last_year: i32,
    /// Share at or below which it is D-day.
    pub threshold: f64,
    /// Each draw from the first to the last year; draw i has the luck of replicate i.
    pub paths: Vec<Vec<f64>>,
    /// D-day of each draw; `None`: not by the last year.
    pub d_days: Vec<Option<i32>>,
}

/// How right one form was, over the draws in which D-day had not come when the forecast was made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    /// Year in which the forecast is made, its data included.
    pub year: i32,
    pub form: Form,
    /// Draws whose D-day lay ahead and comes within the scenario.
    pub draws: usize,
    /// Draws in which the form could not be fitted.
    pub failed: usize,
    /// Draws in which the form said never.
    pub never: usize,
    /// Said minus true date, years: 5th percentile, median, 95th percentile. `None`: never.
    pub error: [Option<f64>; 3],
    /// Draws in which the said date is at most this far from the truth.
    pub near: usize,
    /// Of some draws, in how many the 95 % interval held the true year; (held, asked).
    pub held: (usize, usize),
}

/// A forecast this near counts as right, years.
pub const NEAR_YEARS: f64 = 5.0;

/// Draws of which the intervals are compared with the truth; an interval takes a hundred times as long as a date.
pub const INTERVAL_DRAWS: usize = 100;

/// A forecaster's whole record in the worlds of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecasts {
    pub worlds: Worlds,
    pub forms: Vec<Form>,
    /// Last year of the data in the forecast that is looked at closely.
    pub year: i32,
    /// The draw in which it is shown.
    pub example: usize,
    /// For each year in which a forecast is made, and each form.
    pub records: Vec<Record>,
}

/// Years between the forecasts of the record.
const EVERY_YEARS: i32 = 10;

/// Makes forecasts every ten years, and one from the years `first_year ..= year` with intervals.
///
/// # Errors
/// `None` where D-day lies ahead in no draw.
pub fn forecasts(worlds: Worlds, year: i32, forms: &[Form], bounds: Bounds) -> Option<Forecasts> {
    let example = (0..worlds.paths.len()).find(|draw| worlds.ahead(*draw, year))?;
    let steps = (1..).map(|step| worlds.first_year + step * EVERY_YEARS);
    let mut years: Vec<i32> = steps.take_while(|step| *step < worlds.last_year).chain([year]).collect();
    years.sort_unstable();
    years.dedup();
    let record = |asked: i32, form: Form| {
        let intervals = if asked == year { INTERVAL_DRAWS } else { 0 };
        worlds.record(asked, form, bounds, intervals)
    };
    let records = years.iter().flat_map(|asked| forms.iter().map(move |form| (*asked, *form)));
    let records: Vec<Record> =
        records.map(|(asked, form)| record(asked, form)).filter(|r| r.draws > 0).collect();
    Some(Forecasts { worlds, forms: forms.to_vec(), year, example, records })
}

impl Forecasts {
    /// The record of a form in the forecast that is looked at closely.
    pub fn record(&self, form: Form) -> Option<&Record> {
        self.records.iter().find(|record| record.year == self.year && record.form == form)
    }
}

impl Worlds {
    /// Draws the paths. A scenario without AI has none.
    pub fn draw(scenario: &Scenario, draws: u32) -> Self {
        let ai = &scenario.settings.ai;
        let paths = blocks::map_indices(draws as usize, |draw| involvement(scenario, draw as u32));
        let (first_year, threshold) = (ai.progress.start_year, ai.involvement.d_day_threshold);
        let start = scenario.settings.run.start_year;
        let d_day = |path: &Vec<f64>| {
            let mut years = (first_year..).zip(path);
            years.find(|(year, human)| *year >= start && **human <= threshold).map(|(year, _)| year)
        };
        let d_days = paths.iter().map(d_day).collect();
        Self { first_year, last_year: scenario.last_year(), threshold, paths, d_days }
    }

    /// What a forecaster knows at the end of a year in a draw.
    pub fn known(&self, draw: usize, year: i32) -> Series {
        let count = usize::try_from(year - self.first_year + 1).unwrap_or(0);
        let path = self.paths.get(draw).map_or(&[][..], |path| &path[..count.min(path.len())]);
        let point = |(year, &value): (i32, &f64)| Point { date: f64::from(year), value };
        let points = (self.first_year..).zip(path).map(point).collect();
        Series { name: format!("draw {draw}"), about: About::default(), points, places: Vec::new() }
    }

    /// Whether D-day still lies ahead at the end of a year.
    pub fn ahead(&self, draw: usize, year: i32) -> bool {
        let known = self.known(draw, year);
        self.d_days[draw].is_none_or(|d_day| d_day > year)
            && known.points.iter().all(|point| point.value > self.threshold)
    }

    /// 5th percentile, median and 95th percentile of the human share in each year.
    pub fn bands(&self) -> Vec<[f64; 3]> {
        let years = self.paths.first().map_or(0, Vec::len);
        let band = |year: usize| {
            let mut shares: Vec<f64> = self.paths.iter().map(|path| path[year]).collect();
            shares.sort_by(f64::total_cmp);
            [0.05, 0.5, 0.95].map(|share| shares[rank(shares.len(), share)])
        };
        (0..years).map(band).collect()
    }

    /// How right a form was when it was asked in a year; also its intervals, for so many draws.
    pub fn record(&self, year: i32, form: Form, bounds: Bounds, interval_draws: usize) -> Record {
        let asked: Vec<(usize, i32)> = (0..self.paths.len())
            .filter(|draw| self.ahead(*draw, year))
            .filter_map(|draw| Some((draw, self.d_days[draw]?)))
            .collect();
        let said = blocks::map_indices(asked.len(), |index| {
            let known = self.known(asked[index].0, year);
            if index >= interval_draws {
                let when = date_only(&known, form, bounds, self.threshold).ok()?.1;
                return Some((when, None));
            }
            let dated = date(&known, form, bounds, self.threshold).ok()?;
            Some((dated.when, dated.interval))
        });
        let mut errors: Vec<f64> = Vec::new();
        let mut held = (0, 0);
        for ((_, d_day), (when, interval)) in
            asked.iter().zip(&said).filter_map(|(ask, said)| Some((ask, (*said)?)))
        {
            // The share is known at the end of years: a curve that crosses within a year makes it that year's D-day.
            let truth = f64::from(*d_day);
            errors.push(when.date().map_or(f64::INFINITY, |date| date.ceil() - truth));
            if let Some((low, high)) = interval {
                held.1 += 1;
                held.0 += usize::from(low <= When::At(truth) && When::At(truth - 1.0) <= high);
            }
        }
        errors.sort_by(f64::total_cmp);
        let quantile =
            |share: f64| errors.get(rank(errors.len(), share)).copied().filter(|error| error.is_finite());
        Record {
            year,
            form,
            draws: asked.len(),
            failed: asked.len() - errors.len(),
            never: errors.iter().filter(|error| error.is_infinite()).count(),
            error: [0.05, 0.5, 0.95].map(quantile),
            near: errors.iter().filter(|error| error.abs() <= NEAR_YEARS).count(),
            held,
        }
    }
}

/// Place of a quantile among ordered values.
fn rank(count: usize, share: f64) -> usize {
    ((share * count as f64).ceil() as usize).max(1) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A world whose human share is a known curve of the draw.
    fn worlds(share: impl Fn(usize, f64) -> f64) -> Worlds {
        let paths: Vec<Vec<f64>> =
            (0..40).map(|draw| (0..=100).map(|year| share(draw, f64::from(year))).collect()).collect();
        let arrival =
            |path: &Vec<f64>| path.iter().position(|share| *share <= 0.01).map(|year| 2000 + year as i32);
        let d_days = paths.iter().map(arrival).collect();
        Worlds { first_year: 2000, last_year: 2100, threshold: 0.01, paths, d_days }
    }

    #[test]
    fn a_forecaster_with_the_true_form_is_right() {
        let worlds = worlds(|draw, year| 1.0 / (1.0 + (0.2 * year - 8.0 - 0.1 * draw as f64).exp()));
        let bounds = Bounds { floor: None, ceiling: Some(1.0) };
        let record = worlds.record(2020, Form::Logistic, bounds, 100);
        assert_eq!((record.draws, record.never, record.near), (40, 0, 40));
        assert_eq!(record.error, [Some(0.0); 3]);
        assert_eq!(record.held, (40, 40));
        let line = worlds.record(2070, Form::Line, Bounds::default(), 0);
        assert!(line.draws < 40 && line.draws > 0);
        assert!(line.near < line.draws, "{line:?}");
    }

    #[test]
    fn worlds_that_never_arrive_are_not_asked() {
        let worlds = worlds(
            |draw, year| if draw < 10 { (-0.1 * year).exp() } else { 0.5 + 0.5 * (-0.1 * year).exp() },
        );
        let record = worlds.record(2010, Form::Floor, Bounds::default(), 0);
        assert_eq!(record.draws, 10);
        assert!(worlds.ahead(39, 2100) && !worlds.ahead(0, 2050) && worlds.ahead(0, 2046));
        assert_eq!(worlds.bands()[100][2], worlds.paths[39][100]);
    }
}
