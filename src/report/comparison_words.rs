//! A few sentences about what separates two worlds; none claims more than its interval.

use super::figures::Scale;
use super::language::Language;
use super::metric_names::{capitalised, in_words, signed_interval, values_of};
use super::sentence::particle::{Particle, with};
use super::verdict::Verdict;
use crate::store::interval::Interval;
use crate::study::comparison::{Comparison, Row};
use crate::study::flows::Flows;

/// Metrics that are told besides the first.
const FURTHER: usize = 2;

/// Two to six sentences about some metrics in one year, the first metric first.
pub fn sentences(comparison: &Comparison, metrics: &[String], year: i32, language: Language) -> Vec<String> {
    let rows = comparison.rows(metrics, &[year]);
    let Some((first, others)) = rows.split_first() else { return Vec::new() };
    let told = Told { comparison, language };
    let mut list = vec![told.main(first)];
    list.extend(told.opposite(first, year));
    list.extend(told.others(others));
    if let Some(flows) = comparison.flows.as_ref().filter(|_| comparison.last_year() == Some(year)) {
        list.extend(told.flows(flows));
    }
    list.extend(told.matching(first));
    list.push(told.limits());
    list.iter().map(|sentence| language.percents(sentence)).collect()
}

/// How a difference is judged: exactly none, or by its interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// The same in every replicate.
    Equal,
    By(Verdict),
}

/// Judges the difference of a row.
pub fn judge(row: &Row) -> Judged {
    let difference = &row.difference.difference;
    if difference.value == Some(0.0) && difference.half_width() == Some(0.0) {
        return Judged::Equal;
    }
    Judged::By(Verdict::of(difference, &Scale::of_difference(&row.unit)))
}

struct Told<'a> {
    comparison: &'a Comparison,
    language: Language,
}

impl Told<'_> {
    fn main(&self, row: &Row) -> String {
        let (base, other) = (&self.comparison.base, &self.comparison.other);
        let base_and = with(base, Particle::And);
        let name = in_words(&row.metric, self.language);
        let Some(difference) = signed_interval(&row.difference.difference, &row.unit, self.language) else {
            return match self.language {
                Language::English => format!("{} is undefined in {}.", capitalised(&name), row.year),
                Language::Korean => format!("{}년에 {name} 값은 정의되지 않는다.", row.year),
            };
        };
        let values = values_of(&row.difference.base, &row.difference.other, &row.unit);
        let count = row.difference.difference.replicates;
        let year = row.year;
        match (self.language, judge(row)) {
            (Language::English, Judged::Equal) => {
                format!(
                    "In {year} {name} is exactly the same in {base} and {other}, {}, in each of {count} replicates.",
                    values.0
                )
            }
            (Language::English, Judged::By(Verdict::CannotTell)) => format!(
                "Whether {name} differs between {base} and {other} in {year} these runs cannot tell: the difference is {difference} over {count} replicates with the same people and luck."
            ),
            (Language::English, Judged::By(Verdict::Unknown)) => format!(
                "In {year} {name} is {} in {base} and {} in {other}, a difference of {difference}. One replicate gives no interval, so how much of this is chance is not known: at least 2 replicates are needed (--reps), and 10 or more for an interval that is not very wide.",
                values.0, values.1
            ),
            (Language::English, Judged::By(_)) => format!(
                "In {year} {name} is {} in {base} and {} in {other}: a difference of {difference}, more than chance explains over {count} replicates with the same people and luck.",
                values.0, values.1
            ),
            (Language::Korean, Judged::Equal) => format!(
                "{year}년 {name}: {base_and} {other}에서 {count}회의 반복 모두 정확히 같다({}).",
                values.0
            ),
            (Language::Korean, Judged::By(Verdict::CannotTell)) => format!(
                "{year}년 {name}: {base_and} {other}에서 다른지는 이 결과로 알 수 없다. 같은 사람, 같은 운으로 {count}회 반복한 차이는 {difference}이다."
            ),
            (Language::Korean, Judged::By(Verdict::Unknown)) => format!(
                "{year}년 {name}: {base}에서 {}, {other}에서 {}이고 차이는 {difference}이다. 반복이 한 번뿐이라 신뢰구간이 없으므로 이 가운데 얼마가 우연인지 알 수 없다. 적어도 2회, 쓸 만한 신뢰구간을 얻으려면 10회 이상 반복(--reps)해야 한다.",
                values.0, values.1
            ),
            (Language::Korean, Judged::By(_)) => format!(
                "{year}년 {name}: {base}에서 {}, {other}에서 {}이다. 차이는 {difference}이며, 같은 사람들이 같은 운을 겪게 하여 {count}회 반복한 결과 우연으로 설명할 수 있는 정도를 넘는다.",
                values.0, values.1
            ),
        }
    }

    /// That income and earnings move apart, where one correlation rises and the other falls.
    fn opposite(&self, first: &Row, year: i32) -> Option<String> {
        let other = match first.metric.as_str() {
            "iq_income_rank_r" => "iq_record_rank_r",
            "iq_record_rank_r" => "iq_income_rank_r",
            _ => return None,
        };
        let row = self.comparison.rows(&[other.to_owned()], &[year]).into_iter().next()?;
        let name = in_words(&row.metric, self.language);
        let difference = signed_interval(&row.difference.difference, &row.unit, self.language)?;
        let named = with(&name, Particle::Topic);
        let world = &self.comparison.other;
        match (judge(first), judge(&row), self.language) {
            (Judged::By(Verdict::Rises), Judged::By(Verdict::Falls), Language::English) => Some(format!(
                "But {name} is lower in {world}, {difference}: income, which includes income from wealth, and long-run earnings move apart."
            )),
            (Judged::By(Verdict::Falls), Judged::By(Verdict::Rises), Language::English) => Some(format!(
                "But {name} is higher in {world}, {difference}: income, which includes income from wealth, and long-run earnings move apart."
            )),
            (Judged::By(Verdict::Rises), Judged::By(Verdict::Falls), Language::Korean) => Some(format!(
                "그러나 {named} {world}에서 더 낮다: {difference}. 자본소득을 포함한 소득과 장기 근로소득이 서로 다른 방향으로 움직인다."
            )),
            (Judged::By(Verdict::Falls), Judged::By(Verdict::Rises), Language::Korean) => Some(format!(
                "그러나 {named} {world}에서 더 높다: {difference}. 자본소득을 포함한 소득과 장기 근로소득이 서로 다른 방향으로 움직인다."
            )),
            _ => None,
        }
    }

    /// The next metrics in one sentence.
    fn others(&self, rows: &[Row]) -> Option<String> {
        let part = |row: &Row| {
            let name = in_words(&row.metric, self.language);
            let difference = signed_interval(&row.difference.difference, &row.unit, self.language)?;
            Some(match (self.language, judge(row)) {
                (Language::English, Judged::Equal) => format!("{name} is exactly the same"),
                (Language::English, Judged::By(Verdict::CannotTell)) => {
                    format!("whether {name} differs cannot be told, {difference}")
                }
                (Language::English, Judged::By(Verdict::Rises)) => format!("{name} is higher, {difference}"),
                (Language::English, Judged::By(Verdict::Falls)) => format!("{name} is lower, {difference}"),
                (Language::English, Judged::By(Verdict::Unknown)) => {
                    format!("{name} differs by {difference}, without an interval")
                }
                (Language::Korean, Judged::Equal) => format!("{name}: 정확히 같다"),
                (Language::Korean, Judged::By(Verdict::CannotTell)) => {
                    format!("{name}: 다른지 알 수 없다, {difference}")
                }
                (Language::Korean, Judged::By(Verdict::Rises)) => {
                    format!("{name}: 더 높다, {difference}")
                }
                (Language::Korean, Judged::By(Verdict::Falls)) => {
                    format!("{name}: 더 낮다, {difference}")
                }
                (Language::Korean, Judged::By(Verdict::Unknown)) => {
                    format!("{name}: 차이 {difference}, 신뢰구간 없음")
                }
            })
        };
        let parts: Vec<String> = rows.iter().filter_map(part).take(FURTHER).collect();
        let other = &self.comparison.other;
        match (parts.is_empty(), self.language) {
            (true, _) => None,
            (false, Language::English) => Some(format!("In {other}, {}.", parts.join("; "))),
            (false, Language::Korean) => Some(format!("{other}의 다른 지표. {}.", parts.join(". "))),
        }
    }

    fn flows(&self, flows: &Flows) -> Option<String> {
        let (base, other) = (&self.comparison.base, &self.comparison.other);
        if flows.unchanged.value == Some(1.0) {
            return Some(match self.language {
                Language::English => {
                    format!("Every single person has the same income in {base} and in {other}.")
                }
                Language::Korean => {
                    format!("{} {other}에서 모든 사람의 소득이 똑같다.", with(base, Particle::And))
                }
            });
        }
        let scale = Scale::of_unit("share");
        let share = |interval: &Interval| scale.with_error(interval);
        flows.larger_share.value?;
        let (larger, smaller) = (share(&flows.larger_share), share(&flows.smaller_share));
        let moved = share(&flows.moved);
        Some(match self.language {
            Language::English => format!(
                "Of the same persons {larger} have a larger share of all income in {other} than in {base} and {smaller} a smaller one; {moved} stand more than ten income percentiles higher or lower."
            ),
            Language::Korean => format!(
                "같은 사람들 가운데 전체 소득에서 차지하는 몫이 {base}보다 {other}에서 큰 사람은 {larger}, 작은 사람은 {smaller}이다. 소득 순위가 10백분위 넘게 오르내린 사람은 {moved}이다."
            ),
        })
    }

    /// What matching was worth.
    fn matching(&self, row: &Row) -> Option<String> {
        let scale = Scale::of_difference(&row.unit);
        let found = &row.difference;
        let matched = found.difference.half_width().filter(|half| *half > 0.0)?;
        let decimals = scale.decimals(&found.difference);
        let half = |half: f64| scale.number(half, decimals);
        let (matched, unmatched) = (half(matched), half(found.unmatched.half_width()?));
        let needed = about(found.unmatched_replicates? as f64);
        let count = found.difference.replicates;
        Some(match self.language {
            Language::English => format!(
                "Because the worlds share people and luck the interval is ± {matched}; {count} unmatched replicates would have given ± {unmatched}, and about {needed} would be needed for the same width."
            ),
            Language::Korean => format!(
                "두 세계의 사람과 운이 같으므로 신뢰구간은 ± {matched}이다. 짝짓지 않고 {count}회 반복했다면 ± {unmatched} 정도였을 것이고, 같은 폭을 얻으려면 약 {needed}회를 반복해야 한다."
            ),
        })
    }

    fn limits(&self) -> String {
        match self.language {
            Language::English => "The intervals cover chance in people, luck and AI progress; whether the assumptions of the scenarios hold is not in them.".to_owned(),
            Language::Korean => "신뢰구간은 사람, 운, 인공지능 발전의 우연만 담는다. 시나리오의 가정이 맞는지는 담지 않는다.".to_owned(),
        }
    }
}

/// A number with two digits that count, for numbers that are themselves estimates.
pub fn about(number: f64) -> String {
    if !(number.is_finite() && number >= 1.0) {
        return super::figures::plain(number, 1);
    }
    let unit = 10_f64.powf((number.log10().floor() - 1.0).max(0.0));
    super::figures::grouped(((number / unit).round() * unit) as u64)
}

#[cfg(test)]
mod tests {
    use super::super::figures::made::interval;
    use super::*;
    use crate::run::results::Metric;
    use crate::study::matched::Difference;
    use ndarray::Array2;

    fn found(value: f64, half: f64) -> Comparison {
        let metric = |name: &str, unit: &str| Metric {
            name: name.to_owned(),
            meaning: String::new(),
            unit: unit.to_owned(),
            observation: String::new(),
        };
        let difference = Difference {
            base: interval(0.23, 0.004),
            other: interval(0.23 + value, 0.006),
            difference: interval(value, half),
            unmatched: interval(value, 3.0 * half),
            variance_ratio: (half > 0.0).then_some(9.0),
            unmatched_replicates: (half > 0.0).then_some(358),
        };
        let share = |value| interval(value, 0.01);
        Comparison {
            base: "calm".to_owned(),
            other: "storm".to_owned(),
            years: vec![2025, 2125],
            metrics: vec![metric("iq_income_rank_r", "correlation"), metric("labour_share", "share")],
            replicates: 40,
            differences: Array2::from_elem((2, 2), difference),
            flows: Some(Flows {
                people: 100,
                gained: share(0.9),
                lost: share(0.05),
                unchanged: share(0.05),
                larger_share: share(0.6),
                smaller_share: share(0.35),
                rose: share(0.12),
                fell: share(0.13),
                moved: share(0.25),
            }),
        }
    }

    fn told(comparison: &Comparison, language: Language) -> Vec<String> {
        let metrics = ["iq_income_rank_r", "labour_share"].map(str::to_owned);
        let list = sentences(comparison, &metrics, 2125, language);
        assert!((2..=6).contains(&list.len()), "{list:#?}");
        assert!(
            list.iter().all(|sentence| sentence.ends_with('.') && !sentence.contains("NaN")),
            "{list:#?}"
        );
        list
    }

    #[test]
    fn a_clear_difference_is_told_with_its_interval() {
        let text = told(&found(0.052, 0.011), Language::English).join(" ");
        assert!(
            text.contains(
                "is 0.230 in calm and 0.282 in storm: a difference of +0.052 (95 % interval 0.041 to 0.063)"
            ),
            "{text}"
        );
        assert!(text.contains("labour's share of income is higher, +5.2 percentage points"), "{text}");
        assert!(
            text.contains("60.0 ± 1.0 % have a larger share of all income")
                && text.contains("about 360 would be needed"),
            "{text}"
        );
    }

    #[test]
    fn what_the_interval_does_not_show_is_not_claimed() {
        for value in [-0.01, 0.0, 0.01] {
            for (language, unknown) in [(Language::English, "cannot tell"), (Language::Korean, "알 수 없다")]
            {
                let list = told(&found(value, 0.011), language);
                assert!(list[0].contains(unknown), "{list:#?}");
                let text = list.join(" ");
                assert!(
                    !text.contains("more than chance") && !text.contains("우연으로 설명할 수 있는 정도를"),
                    "{text}"
                );
                assert!(!text.contains("is higher") && !text.contains("is lower"), "{text}");
                assert!(!text.contains("더 높음") && !text.contains("더 낮음"), "{text}");
            }
        }
    }

    #[test]
    fn without_an_interval_the_sentence_says_what_is_needed() {
        let text = told(&found(0.05, 0.0), Language::English).join(" ");
        assert!(text.contains("no interval") && text.contains("at least 2 replicates"), "{text}");
        assert!(!text.contains("more than chance") && !text.contains("unmatched"), "{text}");
        assert!(told(&found(0.05, 0.0), Language::Korean).join(" ").contains("적어도 2회"));
    }

    #[test]
    fn exactly_equal_worlds_are_called_so() {
        let mut same = found(0.0, 0.0);
        for difference in &mut same.differences {
            let zero = Interval { low: Some(0.0), high: Some(0.0), ..difference.difference };
            difference.difference = zero;
        }
        assert!(told(&same, Language::English)[0].contains("exactly the same"));
        assert!(told(&same, Language::Korean)[0].contains("정확히 같다"));
    }

    #[test]
    fn moves_are_told_of_the_last_year_only() {
        let found = found(0.05, 0.01);
        let list = sentences(&found, &["iq_income_rank_r".to_owned()], 2025, Language::English);
        assert!(!list.join(" ").contains("Of the same persons"));
        assert!(sentences(&found, &["nothing".to_owned()], 2125, Language::English).is_empty());
    }

    #[test]
    fn estimated_numbers_have_two_digits() {
        assert_eq!([7.4, 358.0, 12_345.0, 99.6].map(about), ["7", "360", "12,000", "100"]);
        assert_eq!(about(0.64), "0.6");
    }
}
