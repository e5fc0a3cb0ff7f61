//! The metrics that sentences speak of, by the words for them; others go by their column name.

use super::figures::Scale;
use super::language::Language;
use crate::store::interval::Interval;

/// Column, English and Korean words, to stand inside a sentence.
const NAMES: [(&str, &str, &str); 15] = [
    ("iq_income_rank_r", "the correlation of IQ with income rank", "IQ와 소득 순위의 상관계수"),
    ("iq_income_r", "the correlation of IQ with income", "IQ와 소득의 상관계수"),
    ("iq_log_income_r", "the correlation of IQ with the logarithm of income", "IQ와 로그 소득의 상관계수"),
    (
        "iq_record_rank_r",
        "the correlation of IQ with the rank of 11-year earnings",
        "IQ와 11년 평균 근로소득 순위의 상관계수",
    ),
    (
        "mean_iq_percentile_75",
        "the mean IQ at the 75th percentile of 11-year earnings",
        "11년 평균 근로소득 75백분위의 평균 IQ",
    ),
    (
        "mean_iq_top1",
        "the mean IQ of the top 1 % of 11-year earnings",
        "11년 평균 근로소득 상위 1%의 평균 IQ",
    ),
    ("iq_schooling_r", "the correlation of IQ with years of schooling", "IQ와 교육 연수의 상관계수"),
    ("iq_job_rank_r", "the correlation of IQ with the rank of the job class", "IQ와 직업 순위의 상관계수"),
    ("iq_family_status_r", "the correlation of IQ with family status", "IQ와 가정 배경의 상관계수"),
    ("gini", "the Gini coefficient of income", "소득의 지니계수"),
    ("top1_share", "the income share of the top 1 %", "상위 1%의 소득 점유율"),
    (
        "parent_child_rank_slope",
        "the slope of a child's earnings rank on the parent's",
        "부모의 근로소득 순위에 대한 자녀 순위의 기울기",
    ),
    ("human_involvement", "the human share in making AI", "인공지능을 만드는 일에서 사람의 몫"),
    ("automated_share", "the automated share of work", "자동화된 일의 비중"),
    ("labour_share", "labour's share of income", "노동소득분배율"),
];

/// A metric in words.
pub fn in_words(metric: &str, language: Language) -> String {
    match NAMES.iter().find(|(name, ..)| *name == metric) {
        Some((_, english, korean)) => match language {
            Language::English => (*english).to_owned(),
            Language::Korean => (*korean).to_owned(),
        },
        None => metric.to_owned(),
    }
}

/// A text that begins with a capital letter, unless it begins with the name of a column.
pub fn capitalised(text: &str) -> String {
    if text.split(' ').next().is_some_and(|word| word.contains('_')) {
        return text.to_owned();
    }
    let mut characters = text.chars();
    let first = characters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(characters).collect()
}

/// A difference with its sign and its interval, written out: `+0.021 (95 % interval 0.015 to 0.027)`.
pub fn signed_interval(difference: &Interval, unit: &str, language: Language) -> Option<String> {
    let scale = Scale::of_difference(unit);
    let value = difference.value?;
    let decimals = digits(difference, &scale);
    let number = scale.number(value, decimals);
    let positive = value > 0.0 && number.contains(|digit: char| ('1'..='9').contains(&digit));
    let signed = format!("{}{number}{}", if positive { "+" } else { "" }, points(scale.suffix, language));
    let wide = |(low, high): &(f64, f64)| (high - low) / 2.0 * scale.factor >= AS_GOOD_AS_EXACT;
    let ends = difference.low.zip(difference.high).filter(wide);
    Some(match (ends, language) {
        (None, _) => signed,
        (Some((low, high)), Language::English) => {
            let (low, high) = (scale.number(low, decimals), scale.number(high, decimals));
            format!("{signed} (95 % interval {low} to {high})")
        }
        (Some((low, high)), Language::Korean) => {
            let (low, high) = (scale.number(low, decimals), scale.number(high, decimals));
            format!("{signed}(95% 신뢰구간 {low}~{high})")
        }
    })
}

/// Intervals narrower than this, in the units shown, are as good as exact.
const AS_GOOD_AS_EXACT: f64 = 1e-5;

/// A value of a metric with as many digits as its interval allows.
pub fn value_of(interval: &Interval, unit: &str) -> String {
    let scale = Scale::of_unit(unit);
    shown(interval, &scale, digits(interval, &scale))
}

/// Two values of a metric with as many digits as both intervals allow.
pub fn values_of(one: &Interval, other: &Interval, unit: &str) -> (String, String) {
    let scale = Scale::of_unit(unit);
    let decimals = digits(one, &scale).min(digits(other, &scale));
    (shown(one, &scale, decimals), shown(other, &scale, decimals))
}

/// Two values that differ by more than chance, with as many digits as show it.
pub fn different_values_of(one: &Interval, other: &Interval, unit: &str) -> (String, String) {
    const MOST: usize = 6;
    let scale = Scale::of_unit(unit);
    let fewest = digits(one, &scale).min(digits(other, &scale));
    let pair = |decimals| (shown(one, &scale, decimals), shown(other, &scale, decimals));
    let apart = (fewest..MOST).map(pair).find(|(one, other)| one != other);
    apart.unwrap_or_else(|| pair(fewest))
}

fn shown(interval: &Interval, scale: &Scale, decimals: usize) -> String {
    match interval.value {
        Some(value) => format!("{}{}", scale.number(value, decimals), scale.suffix),
        None => "–".to_owned(),
    }
}

fn digits(interval: &Interval, scale: &Scale) -> usize {
    let exact = interval.half_width().is_some_and(|half| half * scale.factor < AS_GOOD_AS_EXACT);
    scale.decimals(&Interval { low: interval.low.filter(|_| !exact), ..*interval })
}

/// The unit of a difference of shares, in full.
fn points(suffix: &str, language: Language) -> &'static str {
    match (suffix, language) {
        (" pp", Language::English) => " percentage points",
        (" pp", Language::Korean) => " %p",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::super::figures::made::interval;
    use super::*;
    use crate::store::summary::KEY_METRICS;

    #[test]
    fn every_key_metric_has_words_and_others_their_name() {
        for metric in KEY_METRICS {
            assert!(in_words(metric, Language::English).contains(' '), "{metric}");
            assert_ne!(in_words(metric, Language::Korean), in_words(metric, Language::English));
        }
        assert_eq!(in_words("tail_exponent", Language::Korean), "tail_exponent");
        assert_eq!(capitalised("the end"), "The end");
        assert_eq!(capitalised("tail_exponent in 2125"), "tail_exponent in 2125");
    }

    #[test]
    fn differences_of_shares_are_percentage_points() {
        let text = signed_interval(&interval(-0.0312, 0.002), "share", Language::English);
        assert_eq!(text.as_deref(), Some("−3.1 percentage points (95 % interval −3.3 to −2.9)"));
        let text = signed_interval(&interval(0.0312, 0.002), "correlation", Language::Korean);
        assert_eq!(text.as_deref(), Some("+0.031(95% 신뢰구간 0.029~0.033)"));
        assert_eq!(value_of(&interval(1e-9, 1e-9), "share"), "0.0 %");
        let both = values_of(&interval(0.2086, 0.0012), &interval(0.2344, 0.004), "correlation");
        assert_eq!(both, ("0.209".to_owned(), "0.234".to_owned()));
        assert_eq!(
            signed_interval(&interval(0.0, 0.0), "correlation", Language::English).as_deref(),
            Some("0.000")
        );
    }
}
