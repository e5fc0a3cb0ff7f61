//! A few sentences about a run that a person can quote; none claims more than its interval.

use super::figures::{Scale, plain};
use super::verdict::Verdict;
use crate::store::interval::{Interval, IntervalFrom};
use crate::store::summary::{DDaySummary, KeyMetric, Summary};

/// Two to six sentences, fewer where the run lacks the metrics.
pub fn sentences(summary: &Summary) -> Vec<String> {
    let mut list = Vec::new();
    if let Some(metric) = summary.metric("iq_income_rank_r") {
        list.push(correlation(metric));
        list.extend(change(metric, summary.d_day.is_some()));
        list.extend(turning_point(metric));
    }
    list.extend(record(summary));
    if let (Some(d_day), Some(last_year)) = (&summary.d_day, summary.last_year) {
        list.extend(draws(d_day, last_year));
        list.extend(this_run(d_day, last_year));
    }
    list
}

/// The correlation of IQ with income rank at the start and at the end.
fn correlation(metric: &KeyMetric) -> String {
    let scale = Scale::of_unit(&metric.unit);
    let (Some(first), Some(last)) = (metric.years.first(), metric.years.last()) else {
        return "The run has no years.".to_owned();
    };
    let at = |year: i32, interval: &Interval| match scale.with_interval(interval) {
        Some(text) => format!("{text} in {year}"),
        None => format!("undefined in {year}"),
    };
    let start = at(first.year, &first.interval);
    let what = "In this simulation the correlation of IQ with income rank is";
    if first.year == last.year {
        return format!("{what} {start}.");
    }
    format!("{what} {start} and {}.", at(last.year, &last.interval))
}

/// Whether the correlation changes by more than chance explains, and which chance is meant.
fn change(metric: &KeyMetric, has_ai: bool) -> Option<String> {
    let scale = Scale::of_unit(&metric.unit);
    let (first, last) = (metric.years.first()?.year, metric.years.last()?.year);
    if first == last {
        return None;
    }
    let difference = scale.with_interval(&metric.change)?;
    let basis = basis(&metric.change, has_ai);
    Some(match Verdict::of(&metric.change, &scale) {
        Verdict::Rises => {
            format!("From {first} to {last} it rises by {difference}, more than chance explains{basis}.")
        }
        Verdict::Falls => {
            let size = scale.with_interval(&negated(&metric.change))?;
            format!("From {first} to {last} it falls by {size}, more than chance explains{basis}.")
        }
        Verdict::CannotTell => format!(
            "Whether it changes from {first} to {last} this run cannot tell: the difference is {difference}{basis}."
        ),
        Verdict::Unknown => format!(
            "From {first} to {last} the difference is {difference}; how much of it is chance is not known."
        ),
    })
}

/// The year between that is clearly above or below both ends.
fn turning_point(metric: &KeyMetric) -> Option<String> {
    let turn = metric.turning_point?;
    let value = Scale::of_unit(&metric.unit).with_interval(&turn.at.interval)?;
    let (side, extreme) = if turn.highest { ("higher", "highest") } else { ("lower", "lowest") };
    Some(format!(
        "In between it is clearly {side} than at both ends, {extreme} in {} at {value}.",
        turn.at.year
    ))
}

/// The change with its sign turned, for sentences with "falls by".
fn negated(change: &Interval) -> Interval {
    Interval {
        value: change.value.map(|value| -value),
        low: change.high.map(|high| -high),
        high: change.low.map(|low| -low),
        ..*change
    }
}

fn basis(change: &Interval, has_ai: bool) -> String {
    match (change.interval_from, has_ai) {
        (IntervalFrom::Replicates, _) => format!(" ({} replicates)", change.replicates),
        (IntervalFrom::Sampling, true) => {
            " (one run: the sampling errors of the two years taken as independent, chance in AI progress not included)"
                .to_owned()
        }
        (IntervalFrom::Sampling, false) => {
            " (one run: the sampling errors of the two years taken as independent)".to_owned()
        }
        (IntervalFrom::Nothing, _) => String::new(),
    }
}

/// Mean IQ at the 75th percentile and of the top 1 % in the 11-year record.
fn record(summary: &Summary) -> Option<String> {
    let upper = summary.metric("mean_iq_percentile_75")?;
    let top = summary.metric("mean_iq_top1")?;
    let scale = Scale::of_unit(&upper.unit);
    let at = |metric: &KeyMetric, position: usize| {
        let value = metric.years.get(position)?;
        value.interval.value.map(|_| scale.with_error(&value.interval))
    };
    let last = upper.years.len().checked_sub(1)?;
    let (first_year, last_year) = (upper.years.first()?.year, upper.years.get(last)?.year);
    let who = "Ranked by mean earnings over ages 35 to 45";
    let end = (at(upper, last)?, at(top, last)?);
    let start = at(upper, 0).zip(at(top, 0)).filter(|_| last > 0);
    let Some(start) = start else {
        return Some(format!(
            "{who}, people at the 75th percentile have a mean IQ of {} in {last_year} and the top 1 % of {} (± half of a 95 % interval).",
            end.0, end.1
        ));
    };
    Some(format!(
        "{who}, people at the 75th percentile have a mean IQ of {} in {first_year} and {} in {last_year}, the top 1 % of {} and {} (± half of a 95 % interval).",
        start.0, end.0, start.1, end.1
    ))
}

/// D-day over the draws of AI progress.
fn draws(d_day: &DDaySummary, last_year: i32) -> Option<String> {
    let share = d_day.reached_share?;
    let threshold = percent(d_day.threshold);
    let when = |year: Option<i32>| year.map_or(format!("after {last_year}"), |year| year.to_string());
    let what = format!("D-day, when the human share in making AI is down to {threshold}");
    if share == 0.0 {
        return Some(format!(
            "{what}, comes by {last_year} in none of {} draws of AI progress under these assumptions.",
            d_day.draws
        ));
    }
    Some(format!(
        "{what}, comes by {last_year} in {} draws of AI progress under these assumptions; the median is {}, the 5th to 95th percentile {} to {}.",
        if share < 1.0 {
            format!("{} of {}", percent(share), d_day.draws)
        } else {
            format!("all {}", d_day.draws)
        },
        when(d_day.median),
        when(d_day.p05),
        when(d_day.p95)
    ))
}

/// D-day in the run itself, where it is one replicate.
fn this_run(d_day: &DDaySummary, last_year: i32) -> Option<String> {
    match d_day.replicates.as_slice() {
        [Some(year)] => Some(format!("In this one run D-day is {year}, one draw among many possible ones.")),
        [None] => Some(format!("In this one run D-day does not come by {last_year}.")),
        _ => None,
    }
}

/// A share in percent with at most one digit after the point, never rounded up to all or down to none.
fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    let whole = (percent - percent.round()).abs() < 1e-9;
    let decimals = usize::from(!whole);
    let bounded = if whole { percent } else { percent.clamp(0.1, 99.9) };
    format!("{} %", plain(bounded, decimals))
}

#[cfg(test)]
mod tests {
    use super::super::figures::made::interval;
    use super::*;
    use crate::stats::estimate::Estimate;
    use crate::store::summary::example::{about, results};
    use crate::store::summary::{Summary, YearValue};

    fn metric(first: Interval, last: Interval, change: Interval) -> KeyMetric {
        let years = vec![YearValue { year: 2025, interval: first }, YearValue { year: 2125, interval: last }];
        KeyMetric {
            name: "iq_income_rank_r".into(),
            meaning: String::new(),
            unit: "correlation".into(),
            observation: String::new(),
            years,
            change,
            turning_point: None,
        }
    }

    fn undefined() -> Interval {
        Interval { value: None, ..interval(0.0, 0.0) }
    }

    #[test]
    fn a_clear_hump_is_told_and_its_absence_is_not() {
        let plain = Summary::new(&results(1, 41), about(), Vec::new());
        assert!(!sentences(&plain).join(" ").contains("In between"));
        let mut results = results(1, 41);
        let index = results.metric("iq_income_rank_r").expect("a metric");
        for year in 0..41 {
            let hump = 0.1 * (1.0 - ((year as f64 - 20.0) / 20.0).powi(2));
            results.estimates[[0, year, index]] = Estimate::sampled(0.2 + hump, 0.003, 1_000);
        }
        let year = results.years[20];
        let text = sentences(&Summary::new(&results, about(), Vec::new())).join(" ");
        assert!(
            text.contains(&format!("clearly higher than at both ends, highest in {year} at 0.300")),
            "{text}"
        );
    }

    #[test]
    fn a_clear_fall_is_called_one() {
        let metric = metric(interval(0.4, 0.02), interval(0.25, 0.02), interval(-0.15, 0.03));
        let text = correlation(&metric);
        assert!(text.contains("0.40 (95 % interval 0.38 to 0.42) in 2025 and 0.25 (95 %"), "{text}");
        let text = change(&metric, true).expect("two years");
        assert!(text.contains("falls by 0.15 (95 % interval 0.12 to 0.18), more than chance"), "{text}");
        assert!(text.contains("chance in AI progress not included"), "{text}");
        assert!(!change(&metric, false).expect("two years").contains("AI"));
    }

    #[test]
    fn a_difference_within_its_interval_cannot_be_told() {
        for value in [-0.03, 0.0, 0.03] {
            let text =
                change(&metric(interval(0.4, 0.02), interval(0.4, 0.02), interval(value, 0.03)), false)
                    .expect("two years");
            assert!(text.contains("cannot tell") && !text.contains("more than chance"), "{text}");
        }
    }

    #[test]
    fn without_an_interval_chance_is_not_judged() {
        let text = change(&metric(interval(0.4, 0.0), interval(0.3, 0.0), interval(-0.1, 0.0)), false);
        assert!(text.expect("two years").contains("not known"));
    }

    #[test]
    fn undefined_values_make_no_claim() {
        let metric = metric(undefined(), interval(0.3, 0.02), undefined());
        assert!(correlation(&metric).contains("undefined in 2025"));
        assert_eq!(change(&metric, true), None);
    }

    #[test]
    fn replicates_are_named_as_the_basis() {
        let summary = Summary::new(&results(4, 101), about(), Vec::new());
        let text = sentences(&summary);
        assert!((2..=5).contains(&text.len()), "{text:#?}");
        assert!(text[1].contains("falls by") && text[1].contains("(4 replicates)"), "{text:#?}");
        assert!(text.iter().all(|sentence| sentence.ends_with('.') && !sentence.contains("NaN")));
        let one = sentences(&Summary::new(&results(1, 101), about(), Vec::new()));
        assert_eq!(one.len(), 5, "{one:#?}");
        let year = sentences(&Summary::new(&results(1, 1), about(), Vec::new()));
        assert!(year[0].ends_with("in 2025."), "{year:#?}");
    }

    #[test]
    fn d_day_beyond_the_years_has_no_date() {
        let mut d_day = DDaySummary {
            threshold: 0.1,
            replicates: vec![None],
            draws: 1000,
            reached_share: Some(0.0),
            p05: None,
            median: None,
            p95: None,
        };
        assert!(draws(&d_day, 2125).expect("draws").contains("in none of 1000 draws"));
        assert!(this_run(&d_day, 2125).expect("one run").contains("does not come by 2125"));
        d_day = DDaySummary { reached_share: Some(0.9996), p05: Some(2040), median: Some(2060), ..d_day };
        let text = draws(&d_day, 2125).expect("draws");
        assert!(text.contains("99.9 % of 1000") && text.contains("2040 to after 2125"), "{text}");
    }
}
