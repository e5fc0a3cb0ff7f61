//! What findings about D-day allow to be said.

use super::{Claim, DateInterval, FormDate, Local, Measured, Miss, Reached, Spread, percent};
use crate::report::figures::{Scale, grouped, plain};
use crate::scenario::notation;
use crate::store::interval::{Interval, IntervalFrom};
use crate::study::dday::date::When;
use crate::study::dday::forecaster::{Forecasts, Record};
use crate::study::dday::forms::{Doubling, Form};
use crate::study::dday::hindcast::Said;
use crate::study::dday::{Answer, Findings};

/// Dates this far away are told without digits after the point, years.
const FAR: f64 = 100.0;

/// Years apart from which no digits after the point are told.
const COARSE: f64 = 20.0;

/// Three to five claims about a series.
pub fn of_series(findings: &Findings) -> Vec<Claim> {
    let series = &findings.series;
    let name = || series.name.clone();
    let english = series.about.title.clone().unwrap_or_else(name);
    let korean = series.about.title_ko.clone().unwrap_or_else(|| english.clone());
    let unit = series.about.unit.clone().map(|english| {
        let korean = series.about.unit_ko.clone().unwrap_or_else(|| english.clone());
        Local { english, korean }
    });
    let last = series.points.last().map_or(0.0, |point| point.date);
    let forms = findings.answers.iter().filter_map(|answer| form_date(answer, last)).collect();
    let target = target(findings.question.target);
    let mut claims = vec![Claim::Dates { title: Local { english, korean }, unit, target, forms }];
    claims.extend(spread(findings).map(Claim::Spread));
    let fitted = || findings.answers.iter().filter_map(|answer| answer.dated.ok());
    let has_interval = fitted().any(|dated| dated.interval.is_some());
    if !has_interval {
        let needed = fitted().map(|dated| dated.fit.parameters + 1).min().unwrap_or(3);
        claims.push(Claim::NoInterval { points: series.points.len(), needed });
    }
    claims.extend(findings.answers.iter().filter_map(|answer| doubling(answer.doubling?)));
    claims.extend(missed(findings));
    if has_interval {
        claims.push(Claim::FormsAreAssumed);
    }
    claims
}

/// Three or four claims about the forecasters in a scenario.
pub fn of_forecasts(forecasts: &Forecasts) -> Vec<Claim> {
    let worlds = &forecasts.worlds;
    let records: Vec<&Record> = forecasts.forms.iter().filter_map(|form| forecasts.record(*form)).collect();
    let mut claims = vec![Claim::Draws {
        threshold: percent(worlds.threshold),
        last_year: worlds.last_year,
        draws: worlds.d_days.len(),
        reached: reached(&worlds.d_days),
    }];
    let error = |years: Option<f64>| {
        let sign = |years: f64| if years > 0.0 { "+" } else { "" };
        years.map(|years| format!("{}{}", sign(years), plain(years, 0)))
    };
    let forms: Vec<(Form, [Option<String>; 3])> = records
        .iter()
        .filter(|record| record.failed < record.draws)
        .map(|record| (record.form, record.error.map(error)))
        .collect();
    if let (Some(draws), false) = (records.iter().map(|record| record.draws).max(), forms.is_empty()) {
        claims.push(Claim::Forecast { from: worlds.first_year, to: forecasts.year, draws, forms });
    }
    claims.extend(held(&records));
    claims.push(Claim::ScenarioIsAssumed);
    claims
}

/// A target as people write it.
pub fn target(value: f64) -> String {
    if value.fract() == 0.0 && (1e4..1e15).contains(&value) {
        grouped(value as u64)
    } else {
        notation::plain(value)
    }
}

/// A date with the digits that its interval and its distance support.
pub fn form_date(answer: &Answer, last: f64) -> Option<FormDate> {
    let dated = answer.dated.ok()?;
    let width = match dated.interval {
        Some((When::At(low), When::At(high))) => high - low,
        Some(_) => f64::INFINITY,
        None => 0.0,
    };
    let far = dated.when.date().is_some_and(|date| date - last > FAR);
    let decimals = usize::from(width < 4.0 && !far);
    let shown = |date: f64| plain(date, decimals);
    let interval = match dated.interval {
        None => DateInterval::None,
        Some((When::Never, _)) => DateInterval::Never,
        Some((When::At(low), When::Never)) => DateInterval::From(shown(low)),
        Some((When::At(low), When::At(high))) => DateInterval::Between(shown(low), shown(high)),
    };
    Some(FormDate { form: answer.form, date: dated.when.date().map(shown), interval })
}

fn spread(findings: &Findings) -> Option<Spread> {
    let (low, high) = match findings.spread? {
        (When::At(low), When::At(high)) => (low, high),
        (When::At(_), When::Never) => return Some(Spread::WhetherAtAll),
        (When::Never, _) => return Some(Spread::Never),
    };
    let width = |answer: &Answer| match answer.dated.ok()?.interval {
        Some((When::At(low), When::At(high))) => Some(high - low),
        _ => None,
    };
    let fitted = findings.answers.iter().filter(|answer| answer.dated.is_ok());
    let widest = fitted.map(width).collect::<Option<Vec<f64>>>();
    let widest = widest.map(|widths| widths.into_iter().fold(0.0, f64::max));
    let years = |years: f64| plain(years, usize::from(years < COARSE));
    let exceeds = widest.is_some_and(|widest| high - low > widest && years(high - low) != years(widest));
    Some(Spread::Years { years: years(high - low), widest: widest.map(years), exceeds })
}

fn doubling(doubling: Doubling) -> Option<Claim> {
    let halves = doubling.days < 0.0;
    let ends = doubling.interval?;
    let (low, high) = if halves { (-ends.1, -ends.0) } else { ends };
    let interval = Interval {
        value: Some(doubling.days.abs()),
        standard_error: None,
        low: Some(low),
        high: Some(high),
        interval_from: IntervalFrom::Sampling,
        replicates: 1,
    };
    let days = Measured::of(&interval, &Scale::of_unit("days"))?;
    Some(Claim::Doubling { halves, days })
}

/// How far each form was off in its forecasts of the last value.
fn missed(findings: &Findings) -> Option<Claim> {
    let mut times = 0;
    let mut forms = Vec::new();
    for form in &findings.question.forms {
        let asked = findings.hindcast.iter().filter(|said| said.form == *form && said.last_value.is_some());
        let miss = |said: &Said| said.years_late(&findings.series).map_or(f64::INFINITY, f64::abs);
        let mut misses: Vec<f64> = asked.map(miss).collect();
        misses.sort_by(f64::total_cmp);
        times = times.max(misses.len());
        // The lower of the two middle ones, so that no infinite value is averaged.
        if let Some(&median) = misses.get(misses.len().saturating_sub(1) / 2) {
            let years = || plain(median, usize::from(median < COARSE));
            forms.push((*form, if median.is_finite() { Miss::Years(years()) } else { Miss::MostlyNever }));
        }
    }
    (times > 1).then_some(Claim::Missed { times, forms })
}

fn reached(d_days: &[Option<i32>]) -> Reached {
    let count = d_days.len();
    let mut years: Vec<i32> = d_days.iter().flatten().copied().collect();
    years.sort_unstable();
    if years.is_empty() {
        return Reached::None;
    }
    // A draw that never arrives counts as later than every year.
    let quantile = |share: f64| years.get(((share * count as f64).ceil() as usize).max(1) - 1).copied();
    let share = years.len() as f64 / count as f64;
    Reached::Some {
        percent: (share < 1.0).then(|| percent(share)),
        quantiles: [0.05, 0.5, 0.95].map(quantile),
    }
}

/// In how many draws the intervals were right, and whether that is too few for a 95 % interval.
fn held(records: &[&Record]) -> Option<Claim> {
    let asked = records.iter().map(|record| record.held.1).max().filter(|asked| *asked > 0)?;
    let forms: Vec<(Form, usize)> = records
        .iter()
        .filter(|record| record.held.1 == asked)
        .map(|record| (record.form, record.held.0))
        .collect();
    // Four standard errors below the promised share.
    let least = 0.95 * asked as f64 - 4.0 * (0.95 * 0.05 * asked as f64).sqrt();
    let too_narrow = forms.iter().all(|(_, held)| (*held as f64) < least);
    Some(Claim::Held { asked, forms, too_narrow })
}

#[cfg(test)]
mod tests {
    use super::super::render;
    use super::*;
    use crate::report::language::Language;
    use crate::study::dday::forms::{Bounds, FORMS};
    use crate::study::dday::{Question, shipped, study};

    fn findings(name: &str) -> Findings {
        let series = shipped::find(name).expect("shipped").expect("sound");
        let target = series.about.target.expect("a target");
        let bounds = Bounds { floor: series.about.floor, ceiling: None };
        study(series, Question { forms: FORMS.to_vec(), bounds, target }).expect("fits")
    }

    #[test]
    fn two_points_give_dates_and_no_interval() {
        let text = render(&of_series(&findings("time_to_edit")), Language::English).join(" ");
        assert!(
            text.contains("reaches 1 in 2026.7 as a straight line, in 2030.7 as an exponential"),
            "{text}"
        );
        assert!(text.contains("never as an exponential with a floor"), "{text}");
        assert!(text.contains("decides whether the date comes at all"), "{text}");
        assert!(text.contains("With 2 points no interval"), "{text}");
        assert!(!text.contains("95 %") && !text.contains("doubles"), "{text}");
        let text = render(&of_series(&findings("time_to_edit")), Language::Korean).join(" ");
        assert!(text.contains("시간’(단어당 초)이 1에 이르는 때는 직선으로는 2026.7년"), "{text}");
    }

    #[test]
    fn every_shipped_series_is_told_in_three_to_five_sentences() {
        for (name, _) in shipped::SERIES {
            let claims = of_series(&findings(name));
            assert!((3..=5).contains(&claims.len()), "{name}: {claims:#?}");
        }
    }

    #[test]
    fn a_date_has_the_digits_of_its_interval() {
        let answers = findings("metr_task_horizon").answers;
        let exponential = form_date(&answers[1], 2026.0).expect("fitted");
        assert!(exponential.date.is_some_and(|date| date.contains('.')));
        let line = form_date(&answers[0], 2026.0).expect("fitted");
        assert!(line.date.is_some_and(|date| !date.contains('.')), "the line leaves decades open");
    }
}
