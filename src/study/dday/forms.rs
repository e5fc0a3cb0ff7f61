//! Four forms that a trend may have: straight line, exponential, exponential with a floor, logistic; by least squares.
//!
//! | form | value at time t | errors |
//! |---|---|---|
//! | line | a + b·t | of the value |
//! | exponential | e^(a + b·t) | in proportion to the value |
//! | floor | F + e^(a + b·t), F ≥ 0 | in proportion |
//! | logistic | 1/(1/C + e^(a + b·t)), ceiling C | in proportion |
//!
//! The logistic is the floored exponential of the reciprocal values, so both are found in one way.

use super::calendar::DAYS_PER_YEAR;
use super::least_squares::{Floored, Logs, line, lowest};
use super::series::Series;
use crate::math::double::{exp, ln};
use statrs::distribution::{ContinuousCDF, StudentsT};

/// The form of a trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Line,
    Exponential,
    Floor,
    Logistic,
}

/// All forms, from the most to the least hopeful for a value that falls.
pub const FORMS: [Form; 4] = [Form::Line, Form::Exponential, Form::Floor, Form::Logistic];

/// What is known about a trend beforehand; what is not is fitted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bounds {
    /// F of the exponential with a floor.
    pub floor: Option<f64>,
    /// C of the logistic.
    pub ceiling: Option<f64>,
}

/// Why a form cannot be fitted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FitError {
    /// Fewer points than the form has numbers to find.
    TooFewPoints { needed: usize, found: usize },
    /// A logarithm is needed of a value that is zero or negative.
    NotPositive { index: usize, value: f64 },
    /// The floor is not below every value, or below zero.
    Floor { floor: f64, lowest: f64 },
    /// The ceiling is not above every value.
    Ceiling { ceiling: f64, highest: f64 },
}

/// A fitted form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    pub form: Form,
    /// Fractional year from which the form counts its time.
    pub origin: f64,
    /// a and b, b per year.
    pub level: f64,
    pub rate: f64,
    /// Floor of the values, for the form with a floor; ceiling of the values for the logistic, `None` where there is none.
    pub bound: Option<f64>,
    /// Sum of squared errors, of values (line) or of their natural logarithms.
    pub squares: f64,
    pub points: usize,
    /// Numbers that were found from the points.
    pub parameters: usize,
}

/// In how many days a value doubles (or halves), with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Doubling {
    /// Negative where the value halves.
    pub days: f64,
    /// Student's interval of the rate, turned into days; `None` where the rate may be zero, or without spare points.
    pub interval: Option<(f64, f64)>,
}

impl Form {
    /// Numbers to be found from the points.
    pub fn parameters(self, bounds: Bounds) -> usize {
        match self {
            Self::Line | Self::Exponential => 2,
            Self::Floor => 2 + usize::from(bounds.floor.is_none()),
            Self::Logistic => 2 + usize::from(bounds.ceiling.is_none()),
        }
    }

    /// The word for it on the command line and in tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Exponential => "exponential",
            Self::Floor => "floor",
            Self::Logistic => "logistic",
        }
    }
}

/// Fits a form to a series.
///
/// # Errors
/// [`FitError`].
pub fn fit(series: &Series, form: Form, bounds: Bounds) -> Result<Fit, FitError> {
    let sample = Sample::new(series, form, bounds)?;
    let (level, rate, bound, squares) = match &sample.scale {
        Scale::Straight { times, values } => {
            let (level, rate) = line(times, values, &vec![1.0; times.len()]);
            (level, rate, None, sample.straight_squares(level, rate))
        }
        Scale::Floored { logs, fixed } => {
            let best = best_floor(logs, *fixed);
            let ceiling = (best.floor > 0.0).then(|| 1.0 / best.floor);
            let bound = if form == Form::Logistic { ceiling } else { Some(best.floor) };
            (best.level, best.rate, bound, best.squares)
        }
    };
    let (points, parameters) = (series.points.len(), form.parameters(bounds));
    Ok(Fit { form, origin: sample.origin, level, rate, bound, squares, points, parameters })
}

impl Fit {
    /// Value of the form at a date.
    pub fn value(&self, date: f64) -> f64 {
        let linear = self.level + self.rate * (date - self.origin);
        match self.form {
            Form::Line => linear,
            Form::Exponential => exp(linear),
            Form::Floor => self.bound.unwrap_or(0.0) + exp(linear),
            Form::Logistic => 1.0 / (self.bound.map_or(0.0, |ceiling| 1.0 / ceiling) + exp(linear)),
        }
    }

    /// Points beyond those that the form needs.
    pub fn spare_points(&self) -> usize {
        self.points - self.parameters
    }

    /// Typical error: standard deviation of the points around the form, of values (line) or of their logarithms.
    pub fn residual_sd(&self) -> Option<f64> {
        (self.spare_points() > 0).then(|| (self.squares / self.spare_points() as f64).sqrt())
    }

    /// Time in which an exponential doubles: ln 2/b. `None` for other forms and a rate of zero.
    pub fn doubling(&self, series: &Series) -> Option<Doubling> {
        if self.form != Form::Exponential || self.rate == 0.0 {
            return None;
        }
        let days = |rate: f64| std::f64::consts::LN_2 / rate * DAYS_PER_YEAR;
        let spread: f64 = series.points.iter().map(|point| (point.date - self.origin).powi(2)).sum();
        let half =
            self.residual_sd().zip(student_95(self.spare_points())).map(|(sd, t)| t * sd / spread.sqrt());
        let interval = half.filter(|half| self.rate.abs() > *half).map(|half| {
            let ends = [days(self.rate - half), days(self.rate + half)];
            (ends[0].min(ends[1]), ends[0].max(ends[1]))
        });
        Some(Doubling { days: days(self.rate), interval })
    }
}

/// 97.5 % point of Student's distribution; `None` without degrees of freedom.
pub fn student_95(degrees_of_freedom: usize) -> Option<f64> {
    let distribution = StudentsT::new(0.0, 1.0, degrees_of_freedom as f64).ok()?;
    Some(distribution.inverse_cdf(0.975))
}

/// The points of a series on the scale of a form.
pub(super) struct Sample {
    /// Fractional year; times count from here.
    pub origin: f64,
    pub scale: Scale,
    form: Form,
}

pub(super) enum Scale {
    Straight { times: Vec<f64>, values: Vec<f64> },
    Floored { logs: Logs, fixed: Option<f64> },
}

impl Sample {
    pub fn new(series: &Series, form: Form, bounds: Bounds) -> Result<Self, FitError> {
        let (needed, found) = (form.parameters(bounds), series.points.len());
        if found < needed {
            return Err(FitError::TooFewPoints { needed, found });
        }
        let origin = series.points.iter().map(|point| point.date).sum::<f64>() / found as f64;
        let times = series.points.iter().map(|point| point.date - origin).collect();
        let values: Vec<f64> = series.points.iter().map(|point| point.value).collect();
        if form == Form::Line {
            return Ok(Self { origin, scale: Scale::Straight { times, values }, form });
        }
        if let Some(index) = values.iter().position(|value| *value <= 0.0) {
            return Err(FitError::NotPositive { index, value: values[index] });
        }
        let sign = if form == Form::Logistic { -1.0 } else { 1.0 };
        let logs = values.iter().map(|&value| sign * ln(value)).collect();
        let scale = match form {
            Form::Exponential => Scale::Straight { times, values: logs },
            Form::Logistic => {
                let highest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let fixed = match bounds.ceiling {
                    Some(ceiling) if ceiling <= highest => {
                        return Err(FitError::Ceiling { ceiling, highest });
                    }
                    ceiling => ceiling.map(|ceiling| 1.0 / ceiling),
                };
                Scale::Floored { logs: Logs { times, logs }, fixed }
            }
            _ => {
                let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
                if let Some(floor) = bounds.floor.filter(|floor| *floor >= lowest || *floor < 0.0) {
                    return Err(FitError::Floor { floor, lowest });
                }
                Scale::Floored { logs: Logs { times, logs }, fixed: bounds.floor }
            }
        };
        Ok(Self { origin, scale, form })
    }

    /// A value on the scale of the form; `None` where no curve of the form can reach it.
    pub fn target(&self, value: f64) -> Option<f64> {
        match self.form {
            Form::Line => Some(value),
            Form::Exponential => (value > 0.0).then(|| ln(value)),
            Form::Floor => (value > 0.0).then_some(value),
            Form::Logistic => (value > 0.0).then(|| 1.0 / value),
        }
    }

    pub fn straight_squares(&self, level: f64, rate: f64) -> f64 {
        match &self.scale {
            Scale::Straight { times, values } => {
                times.iter().zip(values).map(|(t, x)| (x - level - rate * t).powi(2)).sum()
            }
            Scale::Floored { .. } => f64::INFINITY,
        }
    }
}

/// Floors to try between zero and the largest value, in ascending order.
pub(super) fn floors(logs: &Logs) -> Vec<f64> {
    let (least, most) = logs.range();
    let below = (0..10).map(|tenth| least * f64::from(tenth) / 10.0);
    let near = [0.95, 0.98, 0.995].map(|share| least * share);
    let ratio = most / least;
    let above = (0..8).map(|step| least * 0.999 * ratio.powf(f64::from(step) / 7.0));
    below.chain(near).chain(above).collect()
}

/// The best floored exponential, over all floors or over a given one.
fn best_floor(logs: &Logs, fixed: Option<f64>) -> Floored {
    let floor = fixed.unwrap_or_else(|| lowest(&floors(logs), |floor| logs.at_floor(floor).squares).0);
    logs.at_floor(floor)
}

#[cfg(test)]
pub(super) mod made {
    use super::super::series::{About, Point, Series};

    /// A series of yearly values from 2000 on.
    pub fn yearly(values: &[f64]) -> Series {
        let point = |(year, &value): (usize, &f64)| Point { date: 2000.0 + year as f64, value };
        let points = values.iter().enumerate().map(point).collect();
        Series { name: "made".into(), about: About::default(), points, places: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::made::yearly;
    use super::*;

    fn values(of: impl Fn(f64) -> f64) -> Vec<f64> {
        (0..15).map(|year| of(f64::from(year))).collect()
    }

    #[test]
    fn each_form_finds_itself_again() {
        let bounds = Bounds::default();
        let falling = |t: f64| (1.5 - 0.2 * t).exp();
        for (form, series, bound) in [
            (Form::Line, values(|t| 3.0 - 0.4 * t), None),
            (Form::Exponential, values(falling), None),
            (Form::Floor, values(|t| 0.3 + falling(t)), Some(0.3)),
            (Form::Logistic, values(|t| 1.0 / (1.0 / 0.8 + (0.4 * t - 3.0).exp())), Some(0.8)),
        ] {
            let fit = fit(&yearly(&series), form, bounds).expect("enough points");
            assert!(fit.squares < 1e-12, "{fit:?}");
            assert_eq!(fit.bound.is_some(), bound.is_some());
            assert!((fit.bound.unwrap_or(0.0) - bound.unwrap_or(0.0)).abs() < 1e-5, "{fit:?}");
            let middle = yearly(&series).points[7];
            assert!((fit.value(middle.date) - middle.value).abs() < 1e-6);
        }
    }

    #[test]
    fn a_given_floor_or_ceiling_leaves_two_numbers_to_find() {
        let bounds = Bounds { floor: Some(1.0), ceiling: Some(9.0) };
        let two = yearly(&[3.5, 2.0]);
        for form in FORMS {
            let fit = fit(&two, form, bounds).expect("two points are enough");
            assert_eq!((fit.parameters, fit.spare_points(), fit.residual_sd()), (2, 0, None));
            assert!((fit.value(2000.0) - 3.5).abs() < 1e-9 && (fit.value(2001.0) - 2.0).abs() < 1e-9);
        }
    }

    #[test]
    fn more_freedom_never_fits_worse() {
        let wavy = yearly(&values(|t| (1.0 - 0.15 * t).exp() * (1.0 + 0.1 * (3.0 * t).sin()) + 0.05));
        let squares = |form| fit(&wavy, form, Bounds::default()).expect("fits").squares;
        let exponential = squares(Form::Exponential);
        assert!(squares(Form::Floor) <= exponential && squares(Form::Logistic) <= exponential + 1e-12);
    }

    #[test]
    fn what_cannot_be_fitted_is_told_apart() {
        let bounds = |floor, ceiling| Bounds { floor, ceiling };
        let error = |values: &[f64], form, bounds| fit(&yearly(values), form, bounds).expect_err("no fit");
        let few = FitError::TooFewPoints { needed: 3, found: 2 };
        assert_eq!(error(&[2.0, 1.0], Form::Floor, bounds(None, None)), few);
        assert_eq!(error(&[2.0, 1.0], Form::Logistic, bounds(None, None)), few);
        assert_eq!(
            error(&[], Form::Line, bounds(None, None)),
            FitError::TooFewPoints { needed: 2, found: 0 }
        );
        let negative = FitError::NotPositive { index: 1, value: 0.0 };
        assert_eq!(error(&[2.0, 0.0, -1.0], Form::Exponential, bounds(None, None)), negative);
        let floor = FitError::Floor { floor: 1.0, lowest: 1.0 };
        assert_eq!(error(&[2.0, 1.0], Form::Floor, bounds(Some(1.0), None)), floor);
        let ceiling = FitError::Ceiling { ceiling: 2.0, highest: 2.0 };
        assert_eq!(error(&[2.0, 1.0], Form::Logistic, bounds(None, Some(2.0))), ceiling);
    }

    #[test]
    fn a_doubling_time_has_the_interval_of_its_rate() {
        // ln 2 a year, with errors +e, −e, −e, +e that leave the slope alone.
        let e = 0.1_f64;
        let values: Vec<f64> =
            [e, -e, -e, e].iter().enumerate().map(|(t, e)| 2_f64.powi(t as i32) * e.exp()).collect();
        let series = yearly(&values);
        let found = fit(&series, Form::Exponential, Bounds::default())
            .expect("fits")
            .doubling(&series)
            .expect("b ≠ 0");
        assert!((found.days - DAYS_PER_YEAR).abs() < 1e-6);
        // sd = √(4e²/2), Σ(t − t̄)² = 5, Student's 97.5 % point with 2 degrees of freedom 4.302653.
        let half = 4.302_653 * (2.0 * e * e).sqrt() / 5_f64.sqrt();
        let high = std::f64::consts::LN_2 / (std::f64::consts::LN_2 - half) * DAYS_PER_YEAR;
        assert!((found.interval.expect("clear").1 - high).abs() < 1e-3);
    }
}
