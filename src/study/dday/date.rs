//! The date at which a fitted form reaches the target, with a 95 % interval.
//!
//! The interval holds every date D for which the best curve of the form that reaches the target at D fits the points nearly as
//! well as the best of all: SSE(D) ≤ SSE·(1 + t²/(n − p)), t the 97.5 % point of Student's distribution with n − p degrees
//! of freedom. For the line and the exponential this is Fieller's (1954) exact interval; for the other two it is the usual
//! likelihood interval. It takes the form as true and the errors as independent.

use super::forms::{Bounds, Fit, FitError, Form, Sample, Scale, fit, floors, student_95};
use super::least_squares::{Logs, lowest};
use super::series::{Course, Series};
use crate::math::double::ln;

/// A date that may not come; `Never` is later than every date.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub enum When {
    /// Fractional year.
    At(f64),
    Never,
}

/// The date that one form gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dated {
    pub fit: Fit,
    pub when: When,
    /// 95 % interval; `None` without spare points.
    pub interval: Option<(When, When)>,
}

/// Dates later than this many years after the last point count as never.
pub const FARTHEST: f64 = 10_000.0;

impl When {
    /// The date, if it comes.
    pub fn date(self) -> Option<f64> {
        match self {
            Self::At(date) => Some(date),
            Self::Never => None,
        }
    }
}

/// Fits a form and gives the date at which it reaches the target, which must lie ahead of all points.
///
/// # Errors
/// [`FitError`].
pub fn date(series: &Series, form: Form, bounds: Bounds, target: f64) -> Result<Dated, FitError> {
    let (fit, when) = date_only(series, form, bounds, target)?;
    let sample = Sample::new(series, form, bounds)?;
    let interval = student_95(fit.spare_points()).map(|t| {
        let limit = fit.squares * (1.0 + t * t / fit.spare_points() as f64);
        match sample.target(target) {
            Some(scaled) => Search::new(series, &sample, scaled, limit).interval(when),
            None => (When::Never, When::Never),
        }
    });
    Ok(Dated { fit, when, interval })
}

/// The same without the interval, which takes most of the time.
///
/// # Errors
/// [`FitError`].
pub fn date_only(series: &Series, form: Form, bounds: Bounds, target: f64) -> Result<(Fit, When), FitError> {
    let fit = fit(series, form, bounds)?;
    let up = series.points.first().is_none_or(|point| point.value < target);
    let course = if up { Course::Up } else { Course::Down };
    let last = series.points.last().map_or(fit.origin, |point| point.date);
    let when =
        reach(&fit, target, course).filter(|date| date - last <= FARTHEST).map_or(When::Never, When::At);
    Ok((fit, when))
}

/// Where a curve that moves towards the target meets it.
fn reach(fit: &Fit, target: f64, course: Course) -> Option<f64> {
    // The logistic counts in reciprocals: it rises where its exponential falls.
    let logistic = fit.form == Form::Logistic;
    let towards = if (course == Course::Up) == logistic { fit.rate < 0.0 } else { fit.rate > 0.0 };
    let above = match fit.form {
        Form::Line => target,
        Form::Exponential => ln(target.max(0.0)),
        Form::Floor => ln((target - fit.bound.unwrap_or(0.0)).max(0.0)),
        Form::Logistic => ln((1.0 / target - fit.bound.map_or(0.0, |ceiling| 1.0 / ceiling)).max(0.0)),
    };
    let date = fit.origin + (above - fit.level) / fit.rate;
    (towards && above.is_finite() && date.is_finite() && (target > 0.0 || fit.form == Form::Line))
        .then_some(date)
}

/// Looks for the dates whose curves fit nearly as well as the best.
struct Search<'a> {
    sample: &'a Sample,
    /// Target on the scale of the form.
    target: f64,
    limit: f64,
    first: f64,
    last: f64,
    /// Smallest step, years.
    step: f64,
}

impl<'a> Search<'a> {
    fn new(series: &Series, sample: &'a Sample, target: f64, limit: f64) -> Self {
        let first = series.points.first().map_or(sample.origin, |point| point.date);
        let last = series.points.last().map_or(sample.origin, |point| point.date);
        Self { sample, target, limit, first, last, step: (last - first).max(1e-3) / 64.0 }
    }

    fn interval(&self, when: When) -> (When, When) {
        let high = if self.never() <= self.limit { When::Never } else { self.latest(when) };
        (self.earliest(when), high)
    }

    /// Dates at growing distances from a start, forwards or backwards.
    fn steps(&self, sign: f64) -> impl Iterator<Item = f64> {
        (0..60).map(move |step| sign * self.step * 2_f64.powi(step)).take_while(|step| step.abs() <= FARTHEST)
    }

    fn earliest(&self, when: When) -> When {
        match when {
            When::At(date) => {
                let mut inside = date;
                for earlier in self.steps(-1.0).map(|step| date + step) {
                    if earlier <= self.first {
                        break;
                    }
                    if self.squares(earlier) > self.limit {
                        return When::At(self.border(earlier, inside));
                    }
                    inside = earlier;
                }
                When::At(inside)
            }
            When::Never => {
                let mut outside = self.first;
                for later in self.steps(1.0).map(|step| self.first + step) {
                    if self.squares(later) <= self.limit {
                        return When::At(self.border(outside, later));
                    }
                    outside = later;
                }
                When::Never
            }
        }
    }

    fn latest(&self, when: When) -> When {
        let When::At(date) = when else { return When::Never };
        let mut inside = date;
        for later in self.steps(1.0).map(|step| date + step) {
            if later - self.last > FARTHEST {
                break;
            }
            if self.squares(later) > self.limit {
                return When::At(self.border(later, inside));
            }
            inside = later;
        }
        When::Never
    }

    /// The border between a date outside and one inside.
    fn border(&self, mut outside: f64, mut inside: f64) -> f64 {
        for _ in 0..50 {
            let middle = (outside + inside) / 2.0;
            if (outside - inside).abs() < 1e-6 {
                break;
            }
            if self.squares(middle) > self.limit { outside = middle } else { inside = middle }
        }
        inside
    }

    /// Whether the values must fall to the target on the scale of the form.
    fn falls(logs: &Logs, target: f64) -> bool {
        target < logs.range().0
    }

    /// Least sum of squares of a curve of the form that reaches the target at a date.
    fn squares(&self, date: f64) -> f64 {
        let time = date - self.sample.origin;
        match &self.sample.scale {
            Scale::Straight { times, values } => {
                let products: f64 =
                    times.iter().zip(values).map(|(t, x)| (t - time) * (x - self.target)).sum();
                let squares: f64 = times.iter().map(|t| (t - time) * (t - time)).sum();
                let rate = products / squares;
                self.sample.straight_squares(self.target - rate * time, rate)
            }
            Scale::Floored { logs, fixed: Some(floor) } if *floor < self.target => {
                logs.through(*floor, time, self.target)
            }
            Scale::Floored { fixed: Some(_), .. } => f64::INFINITY,
            Scale::Floored { logs, fixed: None } if Self::falls(logs, self.target) => {
                // Floors below the target, ever closer to it.
                let floor = |digits: f64| self.target * (1.0 - 10_f64.powf(-digits));
                let tenths = (0..12).map(|tenth| f64::from(tenth) / 10.0);
                let grid: Vec<f64> = tenths.chain((3..19).map(|half| f64::from(half) / 2.0)).collect();
                lowest(&grid, |digits| logs.through(floor(digits), time, self.target)).1
            }
            Scale::Floored { logs, fixed: None } => {
                lowest(&floors(logs), |floor| logs.through(floor, time, self.target)).1
            }
        }
    }

    /// Least sum of squares of a curve that does not reach the target: a flat one, or one with a floor at or above it.
    fn never(&self) -> f64 {
        let flat = |values: &[f64]| {
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>()
        };
        match &self.sample.scale {
            Scale::Straight { values, .. } => flat(values),
            Scale::Floored { logs, fixed } => {
                let flat = flat(&logs.logs);
                match fixed {
                    _ if !Self::falls(logs, self.target) => flat,
                    Some(floor) if *floor >= self.target => logs.at_floor(*floor).squares,
                    Some(_) => flat,
                    None => {
                        let above = floors(logs).into_iter().filter(|floor| *floor > self.target);
                        let grid: Vec<f64> = std::iter::once(self.target).chain(above).collect();
                        flat.min(lowest(&grid, |floor| logs.at_floor(floor).squares).1)
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::forms::FORMS;
    use super::super::forms::made::yearly;
    use super::*;

    fn when(values: &[f64], form: Form, target: f64) -> Dated {
        date(&yearly(values), form, Bounds::default(), target).expect("fits")
    }

    /// Errors that look like chance: a fixed sequence of whole numbers, spread over −1 to 1.
    fn noise(count: usize) -> Vec<f64> {
        (0..count).map(|n| ((n * 7919 + 13) % 101) as f64 / 50.0 - 1.0).collect()
    }

    /// Fieller's interval in closed form: (x̄ + b·u − T)² ≤ t²·s²·(1/n + u²/S), u = D − t̄.
    fn fieller(values: &[f64], target: f64) -> (f64, f64) {
        let n = values.len() as f64;
        let (middle, mean) = ((n - 1.0) / 2.0, values.iter().sum::<f64>() / n);
        let spread: f64 = (0..values.len()).map(|t| (t as f64 - middle).powi(2)).sum();
        let rate = values.iter().enumerate().map(|(t, x)| (t as f64 - middle) * x).sum::<f64>() / spread;
        let squares: f64 =
            values.iter().enumerate().map(|(t, x)| (x - mean - rate * (t as f64 - middle)).powi(2)).sum();
        let g = student_95(values.len() - 2).expect("spare").powi(2) * squares / (n - 2.0);
        let (a, b, c) =
            (rate * rate - g / spread, -2.0 * rate * (target - mean), (target - mean).powi(2) - g / n);
        let root = (b * b - 4.0 * a * c).sqrt();
        let ends = [(-b - root) / (2.0 * a), (-b + root) / (2.0 * a)];
        (2000.0 + middle + ends[0].min(ends[1]), 2000.0 + middle + ends[0].max(ends[1]))
    }

    #[test]
    fn the_interval_of_a_line_is_fiellers() {
        let values: Vec<f64> =
            noise(12).iter().enumerate().map(|(t, e)| 9.0 - 0.5 * t as f64 + 0.4 * e).collect();
        let found = when(&values, Form::Line, 1.0);
        let (low, high) = fieller(&values, 1.0);
        let Some((When::At(from), When::At(to))) = found.interval else { panic!("{found:?}") };
        assert!((from - low).abs() < 1e-5 && (to - high).abs() < 1e-5, "{from} {low} {to} {high}");
        let logs: Vec<f64> = values.iter().map(|x| x.ln()).collect();
        let (low, high) = fieller(&logs, 0.0);
        let Some((When::At(from), When::At(to))) = when(&values, Form::Exponential, 1.0).interval else {
            panic!()
        };
        assert!((from - low).abs() < 1e-5 && (to - high).abs() < 1e-5, "{from} {low} {to} {high}");
    }

    #[test]
    fn exact_series_give_their_own_date_in_both_directions() {
        for (rate, target) in [(-0.2_f64, 0.5), (0.2, 400.0)] {
            let value = |t: f64| 0.3 + (1.5 + rate * t).exp();
            let values: Vec<f64> = (0..12).map(|t| value(f64::from(t))).collect();
            let truth = 2000.0 + ((target - 0.3_f64).ln() - 1.5) / rate;
            let found = when(&values, Form::Floor, target);
            assert!((found.when.date().expect("reached") - truth).abs() < 1e-3, "{found:?} {truth}");
            let reciprocal: Vec<f64> = values.iter().map(|value| 1.0 / value).collect();
            let found = when(&reciprocal, Form::Logistic, 1.0 / target);
            assert!((found.when.date().expect("reached") - truth).abs() < 1e-3, "{found:?} {truth}");
        }
    }

    #[test]
    fn a_floor_at_the_target_or_a_trend_away_from_it_never_arrives() {
        let levelling: Vec<f64> = (0..15).map(|t| 1.0 + (1.0 - 0.4 * f64::from(t)).exp()).collect();
        let noisy: Vec<f64> = levelling.iter().zip(noise(15)).map(|(x, e)| x * (1.0 + 0.01 * e)).collect();
        let found = when(&noisy, Form::Floor, 0.9);
        assert_eq!((found.when, found.interval), (When::Never, Some((When::Never, When::Never))));
        let bounds = Bounds { floor: Some(1.0), ceiling: None };
        let given = date(&yearly(&levelling), Form::Floor, bounds, 1.0).expect("fits");
        assert_eq!(given.when, When::Never);
        let away = when(&[3.0, 3.2, 3.1, 3.5, 3.6, 3.4], Form::Line, 1.0);
        assert_eq!(away.when, When::Never);
        assert_eq!(away.interval.map(|ends| ends.1), Some(When::Never));
        assert_eq!(when(&[3.0, 2.0, 1.5], Form::Exponential, 0.0).when, When::Never);
    }

    #[test]
    fn a_trend_that_may_be_flat_has_no_latest_date() {
        let unclear: Vec<f64> = noise(8).iter().enumerate().map(|(t, e)| 5.0 - 0.05 * t as f64 + e).collect();
        let found = when(&unclear, Form::Line, 1.0);
        assert_eq!(found.interval.map(|ends| ends.1), Some(When::Never), "{found:?}");
    }

    #[test]
    fn the_date_lies_in_its_interval_and_without_spare_points_there_is_none() {
        let values: Vec<f64> =
            noise(14).iter().enumerate().map(|(t, e)| (2.0 - 0.15 * t as f64 + 0.05 * e).exp()).collect();
        for form in FORMS {
            let found = when(&values, form, 0.2);
            let (low, high) = found.interval.expect("spare points");
            assert!(low <= found.when && found.when <= high, "{found:?}");
        }
        assert_eq!(when(&[3.5, 2.0], Form::Line, 1.0).interval, None);
    }

    /// About 95 % of the series around a known curve must have its date in their interval, within four standard errors
    /// of that share.
    #[test]
    fn intervals_hold_the_true_date_as_often_as_they_say() {
        use crate::engine::random::Random;
        use rand_distr::{Distribution, StandardNormal};
        for (form, series, value) in [
            (Form::Line, 1000_u32, (|t: f64| 8.0 - 0.4 * t) as fn(f64) -> f64),
            (Form::Exponential, 1000, |t: f64| (2.0 - 0.15 * t).exp()),
            (Form::Floor, 60, |t: f64| 0.5 + (2.0 - 0.25 * t).exp()),
        ] {
            let truth = (0..200_000).map(|n| f64::from(n) / 1e4).find(|&t| value(t) <= 0.7).expect("reached");
            let mut held = 0_usize;
            for replicate in 0..series {
                let mut chance = Random::new(5, replicate).sequence(1, 0, 0);
                let mut draw = || Distribution::<f64>::sample(&StandardNormal, &mut chance);
                let measured = |year: i32, e: f64| match form {
                    Form::Line => value(f64::from(year)) + 0.3 * e,
                    _ => value(f64::from(year)) * (0.05 * e).exp(),
                };
                let values: Vec<f64> = (0..14).map(|year| measured(year, draw())).collect();
                let (low, high) = when(&values, form, 0.7).interval.expect("spare points");
                held += usize::from(low <= When::At(2000.0 + truth) && When::At(2000.0 + truth) <= high);
            }
            let share = held as f64 / f64::from(series);
            let error = (0.95 * 0.05 / f64::from(series)).sqrt();
            assert!((share - 0.95).abs() < 4.0 * error, "{form:?}: {held} of {series}");
        }
    }
}
