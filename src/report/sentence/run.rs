//! What a run allows to be said.

use super::{Chance, Claim, Measured, Reached, percent};
use crate::report::figures::Scale;
use crate::report::verdict::Verdict;
use crate::store::interval::{Interval, IntervalFrom};
use crate::store::summary::{DDaySummary, KeyMetric, Summary};

/// Two to six claims, fewer where the run lacks the metrics.
pub fn of_run(summary: &Summary) -> Vec<Claim> {
    let mut claims = Vec::new();
    if let Some(metric) = summary.metric("iq_income_rank_r") {
        claims.push(correlation(metric));
        claims.extend(change(metric, summary.d_day.is_some()));
        claims.extend(turning_point(metric));
        claims.extend(summary.metric("iq_record_rank_r").and_then(|record| apart(metric, record)));
    }
    claims.extend(record(summary));
    if let (Some(d_day), Some(last_year)) = (&summary.d_day, summary.last_year) {
        claims.extend(draws(d_day, last_year));
        claims.extend(this_run(d_day, last_year));
    }
    claims
}

/// The correlation of IQ with income rank at the start and at the end.
fn correlation(metric: &KeyMetric) -> Claim {
    let scale = Scale::of_unit(&metric.unit);
    let (Some(first), Some(last)) = (metric.years.first(), metric.years.last()) else {
        return Claim::NoYears;
    };
    let mut years = vec![first, last];
    years.dedup_by_key(|value| value.year);
    Claim::Correlation(
        years.iter().map(|value| (value.year, Measured::of(&value.interval, &scale))).collect(),
    )
}

/// Whether the correlation changes by more than chance explains, and which chance is meant.
fn change(metric: &KeyMetric, has_ai: bool) -> Option<Claim> {
    let scale = Scale::of_unit(&metric.unit);
    let (from, to) = (metric.years.first()?.year, metric.years.last()?.year);
    if from == to {
        return None;
    }
    let verdict = Verdict::of(&metric.change, &scale);
    let shown = if verdict == Verdict::Falls { negated(&metric.change) } else { metric.change };
    let size = Measured::of(&shown, &scale)?;
    Some(Claim::Change { from, to, verdict, size, chance: chance(&metric.change, has_ai) })
}

/// That income and long-run earnings move apart, where one correlation clearly rises and the other clearly falls.
fn apart(income: &KeyMetric, record: &KeyMetric) -> Option<Claim> {
    let scale = Scale::of_unit(&record.unit);
    let shown = match (Verdict::of(&income.change, &scale), Verdict::of(&record.change, &scale)) {
        (Verdict::Rises, Verdict::Falls) => negated(&record.change),
        (Verdict::Falls, Verdict::Rises) => record.change,
        _ => return None,
    };
    let rises = record.change.value.is_some_and(|change| change > 0.0);
    Some(Claim::Apart { rises, size: Measured::of(&shown, &scale)? })
}

/// The year between that is clearly above or below both ends.
fn turning_point(metric: &KeyMetric) -> Option<Claim> {
    let turn = metric.turning_point?;
    let value = Measured::of(&turn.at.interval, &Scale::of_unit(&metric.unit))?;
    Some(Claim::TurningPoint { highest: turn.highest, year: turn.at.year, value })
}

/// The change with its sign turned, for sentences that name the direction.
fn negated(change: &Interval) -> Interval {
    Interval {
        value: change.value.map(|value| -value),
        low: change.high.map(|high| -high),
        high: change.low.map(|low| -low),
        ..*change
    }
}

fn chance(change: &Interval, has_ai: bool) -> Chance {
    match change.interval_from {
        IntervalFrom::Replicates => Chance::Replicates(change.replicates),
        IntervalFrom::Sampling => Chance::Sampling { has_ai },
        IntervalFrom::Nothing => Chance::Nothing,
    }
}

/// Mean IQ at the 75th percentile and of the top 1 % in the 11-year record; nothing where people are too few for an interval.
fn record(summary: &Summary) -> Option<Claim> {
    let upper = summary.metric("mean_iq_percentile_75")?;
    let top = summary.metric("mean_iq_top1")?;
    let scale = Scale::of_unit(&upper.unit);
    let at = |position: usize| {
        let (upper, top) = (upper.years.get(position)?, top.years.get(position)?);
        upper.interval.half_width().and(top.interval.half_width())?;
        Some((upper.year, Measured::of(&upper.interval, &scale)?, Measured::of(&top.interval, &scale)?))
    };
    let last = upper.years.len().checked_sub(1)?;
    let first = at(0).filter(|_| last > 0);
    Some(Claim::Record(first.into_iter().chain([at(last)?]).collect()))
}

/// D-day over the draws of AI progress.
fn draws(d_day: &DDaySummary, last_year: i32) -> Option<Claim> {
    let share = d_day.reached_share?;
    let quantiles = [d_day.p05, d_day.median, d_day.p95];
    let reached = if share == 0.0 {
        Reached::None
    } else {
        Reached::Some { percent: (share < 1.0).then(|| percent(share)), quantiles }
    };
    Some(Claim::Draws { threshold: percent(d_day.threshold), last_year, draws: d_day.draws, reached })
}

/// D-day in the run itself, where it is one replicate.
fn this_run(d_day: &DDaySummary, last_year: i32) -> Option<Claim> {
    match d_day.replicates.as_slice() {
        [year] => Some(Claim::ThisRun { year: *year, last_year }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::render;
    use super::*;
    use crate::report::figures::made::interval;
    use crate::report::language::Language;
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

    fn told(claim: Claim) -> String {
        claim.render(Language::English)
    }

    fn sentences(summary: &Summary) -> Vec<String> {
        render(&of_run(summary), Language::English)
    }

    fn undefined() -> Interval {
        Interval { value: None, ..interval(0.0, 0.0) }
    }

    #[test]
    fn income_and_earnings_that_move_apart_are_told() {
        let moved = |change: f64, half: f64| {
            metric(interval(0.3, 0.01), interval(0.3 + change, 0.01), interval(change, half))
        };
        let words = told(apart(&moved(0.02, 0.01), &moved(-0.03, 0.01)).expect("a claim"));
        assert!(words.contains("earnings falls by 0.030 (95 % interval 0.020 to 0.040): income"), "{words}");
        let korean =
            apart(&moved(-0.02, 0.01), &moved(0.03, 0.01)).expect("a claim").render(Language::Korean);
        assert!(korean.contains("0.030(95% 신뢰구간 0.020~0.040)만큼 커진다"), "{korean}");
        assert_eq!(apart(&moved(0.02, 0.01), &moved(0.03, 0.01)), None);
        assert_eq!(apart(&moved(0.02, 0.03), &moved(-0.03, 0.01)), None, "within chance");
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
        let text = told(correlation(&metric));
        assert!(text.contains("0.40 (95 % interval 0.38 to 0.42) in 2025 and 0.25 (95 %"), "{text}");
        let text = told(change(&metric, true).expect("two years"));
        assert!(text.contains("falls by 0.15 (95 % interval 0.12 to 0.18), more than chance"), "{text}");
        assert!(text.contains("chance in AI progress not included"), "{text}");
        assert!(!told(change(&metric, false).expect("two years")).contains("AI"));
    }

    #[test]
    fn a_difference_within_its_interval_cannot_be_told() {
        for value in [-0.03, 0.0, 0.03] {
            let metric = metric(interval(0.4, 0.02), interval(0.4, 0.02), interval(value, 0.03));
            let text = told(change(&metric, false).expect("two years"));
            assert!(text.contains("cannot tell") && !text.contains("more than chance"), "{text}");
        }
    }

    #[test]
    fn without_an_interval_chance_is_not_judged() {
        let text = change(&metric(interval(0.4, 0.0), interval(0.3, 0.0), interval(-0.1, 0.0)), false);
        assert!(told(text.expect("two years")).contains("not known"));
    }

    #[test]
    fn undefined_values_make_no_claim() {
        let metric = metric(undefined(), interval(0.3, 0.02), undefined());
        assert!(told(correlation(&metric)).contains("undefined in 2025"));
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
        assert!(told(draws(&d_day, 2125).expect("draws")).contains("in none of 1,000 draws"));
        assert!(told(this_run(&d_day, 2125).expect("one run")).contains("does not come by 2125"));
        d_day = DDaySummary { reached_share: Some(0.9996), p05: Some(2040), median: Some(2060), ..d_day };
        let text = told(draws(&d_day, 2125).expect("draws"));
        assert!(text.contains("99.9 % of 1,000") && text.contains("2040 to after 2125"), "{text}");
    }
}
