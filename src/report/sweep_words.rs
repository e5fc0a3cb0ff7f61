//! A few sentences about a sweep: how the runs ended, and where a measure is lowest and highest.

use super::language::Language;
use super::metric_names::{capitalised, different_values_of, in_words, values_of};
use crate::study::sweep::summary::{Counts, Differ, Spread};
use serde::{Deserialize, Serialize};

/// Measures that are told in sentences.
const TOLD: usize = 3;

/// The content of `sweep.json`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct SweepFile {
    pub study: String,
    pub scenario: String,
    pub axes: Vec<String>,
    pub sample: String,
    pub configurations: u64,
    pub runs: Counts,
    /// The first runs that did not end well.
    pub troubles: Vec<String>,
    pub findings: Vec<String>,
    pub measures: Vec<Spread>,
    #[serde(flatten)]
    pub frame: super::study_json::Frame,
}

/// How the runs ended, then a sentence or two for each of the first measures.
pub fn sentences(
    configurations: u64,
    replicates: u32,
    counts: &Counts,
    spreads: &[Spread],
    language: Language,
) -> Vec<String> {
    let mut list = vec![ended(configurations, replicates, counts, language)];
    list.extend(spreads.iter().take(TOLD).map(|spread| range(spread, language)));
    list
}

/// How the runs ended, in one sentence.
pub fn ended(configurations: u64, replicates: u32, counts: &Counts, language: Language) -> String {
    let all = counts.ended() + counts.missing;
    let mut bad = Vec::new();
    let kinds = [
        (counts.failed, "failed", "실패"),
        (counts.timed_out, "took too long", "시간 초과"),
        (counts.non_finite, "left a measure undefined", "정의되지 않은 값"),
        (counts.missing, "not done yet", "아직 하지 않음"),
    ];
    for (count, english, korean) in kinds {
        match language {
            _ if count == 0 => {}
            Language::English => bad.push(format!("{count} {english}")),
            Language::Korean => bad.push(format!("{korean} {count}번")),
        }
    }
    match (language, bad.is_empty()) {
        (Language::English, true) => {
            format!(
                "All {all} runs ended well: {}, {}.",
                many(configurations, "configuration"),
                each(replicates)
            )
        }
        (Language::English, false) => format!(
            "Of {all} runs ({}, {}) {} ended well; {}.",
            many(configurations, "configuration"),
            each(replicates),
            counts.ok,
            bad.join(", ")
        ),
        (Language::Korean, true) => {
            format!(
                "설정 {configurations}개를 각각 {replicates}회 반복해 모두 {all}번 실행했고 전부 정상적으로 끝났다."
            )
        }
        (Language::Korean, false) => format!(
            "설정 {configurations}개를 각각 {replicates}회 반복하는 {all}번의 실행 가운데 {}번이 정상적으로 끝났다({}).",
            counts.ok,
            bad.join(", ")
        ),
    }
}

fn many(count: u64, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

fn each(replicates: u32) -> String {
    if replicates == 1 { "1 replicate each".to_owned() } else { format!("{replicates} replicates each") }
}

/// Where a measure is lowest and highest; nothing is claimed that chance could explain.
fn range(spread: &Spread, language: Language) -> String {
    let name = in_words(&spread.metric, language);
    let values = if spread.differ == Differ::Yes { different_values_of } else { values_of };
    let (low, high) = values(&spread.lowest.interval, &spread.highest.interval, &spread.unit);
    let (at_low, at_high) = (spread.lowest.values.join(", "), spread.highest.values.join(", "));
    let year = spread.year;
    match (language, spread.differ) {
        (Language::English, Differ::Yes) => format!(
            "{} in {year} goes from {low} (at {at_low}) to {high} (at {at_high}); the configurations differ by more than chance.",
            capitalised(&name)
        ),
        (Language::English, Differ::CannotTell) if low == high => format!(
            "Whether {name} in {year} depends on what is varied these runs cannot tell: the mean is {low} in every configuration."
        ),
        (Language::English, Differ::CannotTell) => format!(
            "Whether {name} in {year} depends on what is varied these runs cannot tell: the means lie between {low} and {high}."
        ),
        (Language::English, Differ::Unknown) => format!(
            "{} in {year} lies between {low} (at {at_low}) and {high} (at {at_high}). {}",
            capitalised(&name),
            why_unknown(spread, language)
        ),
        (Language::Korean, Differ::Yes) => format!(
            "{year}년 {name} 값은 {low}({at_low})에서 {high}({at_high})까지 달라진다. 설정에 따른 차이는 우연으로 설명되는 것보다 크다."
        ),
        (Language::Korean, Differ::CannotTell) if low == high => format!(
            "{year}년 {name} 값이 바꾼 설정에 따라 달라지는지는 이 결과로 알 수 없다. 평균은 모든 설정에서 {low}이다."
        ),
        (Language::Korean, Differ::CannotTell) => format!(
            "{year}년 {name} 값이 바꾼 설정에 따라 달라지는지는 이 결과로 알 수 없다. 평균은 {low}에서 {high} 사이다."
        ),
        (Language::Korean, Differ::Unknown) => format!(
            "{year}년 {name} 값은 {low}({at_low})에서 {high}({at_high}) 사이다. {}",
            why_unknown(spread, language)
        ),
    }
}

/// Why the differences between configurations cannot be held against chance.
fn why_unknown(spread: &Spread, language: Language) -> &'static str {
    let replicates = spread.lowest.interval.replicates.max(spread.highest.interval.replicates);
    if spread.configurations < 2 {
        language.say("One configuration has nothing to differ from.", "설정이 하나뿐이어서 비교할 것이 없다.")
    } else if replicates < 2 {
        language.say(
            "One finished replicate each does not tell differences from chance.",
            "설정마다 끝난 반복이 하나뿐이어서 차이와 우연을 구별할 수 없다.",
        )
    } else {
        language.say(
            "Too few configurations have all their replicates to tell differences from chance.",
            "모든 반복이 끝난 설정이 너무 적어 차이와 우연을 구별할 수 없다.",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figures::made::interval;
    use crate::study::sweep::summary::Point;

    fn spread(differ: Differ) -> Spread {
        let point = |value: f64, at: &str| Point {
            configuration: 0,
            values: vec![format!("schooling.openness = {at}")],
            interval: interval(value, 0.012),
        };
        Spread {
            measure: "gini@2125".to_owned(),
            metric: "gini".to_owned(),
            year: 2125,
            unit: "coefficient".to_owned(),
            configurations: 5,
            lowest: point(0.31, "0"),
            highest: point(0.45, "1"),
            differ,
        }
    }

    #[test]
    fn nothing_is_claimed_that_chance_could_explain() {
        let counts = Counts { ok: 38, failed: 2, ..Counts::default() };
        let told = sentences(5, 8, &counts, &[spread(Differ::Yes)], Language::English);
        assert_eq!(told[0], "Of 40 runs (5 configurations, 8 replicates each) 38 ended well; 2 failed.");
        assert_eq!(
            told[1],
            "The Gini coefficient of income in 2125 goes from 0.310 (at schooling.openness = 0) to 0.450 (at \
             schooling.openness = 1); the configurations differ by more than chance."
        );
        let unclear = sentences(5, 8, &counts, &[spread(Differ::CannotTell)], Language::English);
        assert!(unclear[1].contains("cannot tell") && !unclear[1].contains("at schooling"), "{}", unclear[1]);
        let korean = sentences(5, 8, &counts, &[spread(Differ::Yes)], Language::Korean);
        assert!(
            korean[0].contains("40번의 실행 가운데 38번") && korean[1].contains("소득의 지니계수"),
            "{korean:?}"
        );
    }

    #[test]
    fn why_differences_are_unknown_is_said_as_it_is() {
        let mut one = spread(Differ::Unknown);
        for point in [&mut one.lowest, &mut one.highest] {
            point.interval.replicates = 1;
        }
        assert!(range(&one, Language::English).contains("One finished replicate each"));
        assert!(range(&one, Language::Korean).contains("설정마다 끝난 반복이 하나뿐"));
        one.configurations = 1;
        assert!(range(&one, Language::Korean).contains("설정이 하나뿐"));
    }

    #[test]
    fn a_whole_sweep_is_told_in_one_sentence() {
        let counts = Counts { ok: 40, ..Counts::default() };
        let told = ended(5, 8, &counts, Language::English);
        assert_eq!(told, "All 40 runs ended well: 5 configurations, 8 replicates each.");
    }
}
