//! Whether the wished-for precision was reached, in words.

use super::figures::plain;
use super::language::Language;
use super::metric_names::in_words;
use crate::study::precision::Reached;

/// One sentence.
pub fn sentence(reached: &Reached, language: Language) -> String {
    let name = in_words(&reached.metric, language);
    let (year, wanted, count) = (reached.year, short(reached.wanted), reached.replicates);
    match (language, reached.half_width, reached.met) {
        (Language::English, Some(half), true) => format!(
            "The wished-for precision is reached with {count} replicates: ± {} for {name} in {year}, wished ± {wanted}.",
            short(half)
        ),
        (Language::English, Some(half), false) => format!(
            "The wished-for precision is not reached: ± {} for {name} in {year} after {count} replicates, wished ± {wanted}; more are not allowed (--max-reps).",
            short(half)
        ),
        (Language::English, None, _) => format!(
            "The wished-for precision cannot be judged: {name} has no interval in {year} after {count} replicates."
        ),
        (Language::Korean, Some(half), true) => format!(
            "{count}회 반복으로 원하는 정밀도에 이르렀다: {year}년 {name} ± {}, 목표 ± {wanted}.",
            short(half)
        ),
        (Language::Korean, Some(half), false) => format!(
            "원하는 정밀도에 이르지 못했다: {count}회 반복 뒤 {year}년 {name} ± {}, 목표 ± {wanted}. 허용된 반복 수(--max-reps)가 다했다.",
            short(half)
        ),
        (Language::Korean, None, _) => {
            format!("정밀도를 판단할 수 없다: {count}회 반복 뒤에도 {year}년 {name} 값에 신뢰구간이 없다.")
        }
    }
}

/// Two digits that count.
fn short(number: f64) -> String {
    if number <= 0.0 {
        return "0".to_owned();
    }
    let decimals = (1.0 - number.log10().floor()).clamp(0.0, 9.0) as usize;
    let text = plain(number, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reached_capped_and_undefined_are_told_apart() {
        let mut reached = Reached {
            metric: "gini".to_owned(),
            year: 2050,
            wanted: 0.002,
            half_width: Some(0.001_84),
            replicates: 23,
            met: true,
        };
        let text = sentence(&reached, Language::English);
        assert!(
            text.contains("reached with 23 replicates: ± 0.0018 for") && text.contains("wished ± 0.002."),
            "{text}"
        );
        (reached.half_width, reached.met) = (Some(0.0061), false);
        assert!(sentence(&reached, Language::English).contains("not reached: ± 0.0061"));
        assert!(sentence(&reached, Language::Korean).contains("이르지 못했다"));
        reached.half_width = None;
        assert!(sentence(&reached, Language::English).contains("cannot be judged"));
    }
}
