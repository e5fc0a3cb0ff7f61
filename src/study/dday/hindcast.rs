//! Hindcast: what would have been said in each earlier year with only the data then, and how wrong it was.

use super::date::{Dated, When, date, date_only};
use super::forms::{Bounds, Form};
use super::series::Series;
use crate::engine::blocks;

/// What one form said at one time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said {
    /// Fractional year of the last point that was known.
    pub date: f64,
    /// Points that were known.
    pub points: usize,
    pub form: Form,
    /// When the target would be reached, as said then.
    pub dated: Dated,
    /// When the value of the last point of the whole series would be reached, as said then: the truth is its date.
    /// `None` where that value had been reached or passed already.
    pub last_value: Option<When>,
}

impl Said {
    /// Years by which the last value of the series came earlier (positive) than was said; `None`: said never, or not asked.
    pub fn years_late(&self, series: &Series) -> Option<f64> {
        Some(self.last_value?.date()? - series.points.last()?.date)
    }
}

/// Series over fewer years than this are taken apart point by point, others year by year.
const FEW_YEARS: usize = 4;

/// Times in the past at most; where there are more, they are thinned out evenly.
const MOST_TIMES: usize = 24;

/// What each form would have said at each earlier time, in the order of time and forms. Forms that could not be
/// fitted then are left out.
pub fn hindcast(series: &Series, forms: &[Form], bounds: Bounds, target: f64) -> Vec<Said> {
    let times = times(series);
    let rows = blocks::map_indices(times.len() * forms.len(), |index| {
        let (points, form) = (times[index / forms.len()], forms[index % forms.len()]);
        said(series, points, form, bounds, target)
    });
    rows.into_iter().flatten().collect()
}

fn said(series: &Series, points: usize, form: Form, bounds: Bounds, target: f64) -> Option<Said> {
    let known = series.first(points);
    let dated = date(&known, form, bounds, target).ok()?;
    let last_known = known.points.last()?;
    let last = series.points.last()?;
    let ahead =
        known.course(last.value).is_ok() && (last.value < last_known.value) == (target < last_known.value);
    let last_value = if ahead { Some(date_only(&known, form, bounds, last.value).ok()?.1) } else { None };
    Some(Said { date: last_known.date, points, form, dated, last_value })
}

/// Numbers of points known at the end of each earlier year in which there were new ones.
fn times(series: &Series) -> Vec<usize> {
    let count = series.points.len();
    let ends_year = |points: &usize| {
        let year = |index: usize| series.points[index].date.floor();
        year(points - 1) < year(*points)
    };
    let yearly: Vec<usize> = (2..count).filter(ends_year).collect();
    let times: Vec<usize> = if yearly.len() < FEW_YEARS { (2..count).collect() } else { yearly };
    let step = times.len().div_ceil(MOST_TIMES).max(1);
    // Counted from the end, so that the latest time stays.
    let mut thinned: Vec<usize> = times.into_iter().rev().step_by(step).collect();
    thinned.reverse();
    thinned
}

#[cfg(test)]
mod tests {
    use super::super::forms::made::yearly;
    use super::*;

    #[test]
    fn a_form_that_is_true_was_right_all_along() {
        let values: Vec<f64> = (0..12).map(|t| (2.0 - 0.2 * f64::from(t)).exp()).collect();
        let series = yearly(&values);
        let rows = hindcast(&series, &[Form::Exponential, Form::Line], Bounds::default(), 0.1);
        let (right, wrong): (Vec<Said>, Vec<Said>) =
            rows.iter().partition(|said| said.form == Form::Exponential);
        assert_eq!(right.len(), 10);
        assert!(right.iter().all(|said| said.years_late(&series).is_some_and(|late| late.abs() < 1e-6)));
        assert!(wrong[..6].iter().all(|said| said.years_late(&series).is_some_and(|late| late < -0.5)));
        assert!(right.iter().all(|said| said.date < 2011.0));
    }

    #[test]
    fn a_last_value_that_was_passed_before_is_not_asked_for() {
        let rows = hindcast(&yearly(&[5.0, 4.0, 2.0, 3.0, 2.5]), &[Form::Line], Bounds::default(), 1.0);
        let asked: Vec<bool> = rows.iter().map(|said| said.last_value.is_some()).collect();
        assert_eq!(asked, [true, false, false]);
    }

    #[test]
    fn long_series_are_thinned_and_short_ones_taken_apart() {
        let long = yearly(&(0..200).map(|t| 500.0 - f64::from(t)).collect::<Vec<_>>());
        let known = times(&long);
        assert!(known.len() <= MOST_TIMES && known.last() == Some(&199), "{known:?}");
        assert_eq!(times(&yearly(&[3.0, 2.0])), Vec::<usize>::new());
        assert_eq!(times(&yearly(&[4.0, 3.0, 2.0])), [2]);
    }
}
