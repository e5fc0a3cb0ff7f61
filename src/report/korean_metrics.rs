//! What the metrics mean in Korean: a translation of the words in `run::metrics`.

use super::korean_errors::{Template, by_template};
use super::korean_keys::unit_in_korean;
use super::language::Language;
use super::metric_names;
use crate::run::results::Metric;

/// What a metric says.
pub fn meaning(metric: &Metric, language: Language) -> String {
    let named = metric_names::in_words(&metric.name, language);
    if language == Language::Korean && named != metric.name {
        return named;
    }
    told(&MEANINGS, &metric.meaning, language)
}

/// The unit of a metric.
pub fn unit(metric: &Metric, language: Language) -> String {
    let of_parameters = unit_in_korean(&metric.unit).filter(|_| language == Language::Korean);
    of_parameters.map_or_else(|| told(&UNITS, &metric.unit, language), str::to_owned)
}

/// Whom or what a metric observes.
pub fn observation(metric: &Metric, language: Language) -> String {
    told(&OBSERVATIONS, &metric.observation, language)
}

/// A text as it is, or in Korean where a template fits.
fn told(templates: &[Template], english: &str, language: Language) -> String {
    let korean = (language == Language::Korean).then(|| by_template(templates, english));
    korean.flatten().unwrap_or_else(|| english.to_owned())
}

const MEANINGS: [Template; 29] = [
    ("Spearman's correlation: rank of IQ with rank of income.", "스피어만 상관계수: IQ의 순위와 소득의 순위"),
    (
        "Correlation of IQ with the rank of income among people of the same family status.",
        "가정 배경이 같은 사람들 사이에서 IQ와 소득 순위의 상관계수",
    ),
    ("Correlation of IQ with the rank of earnings.", "IQ와 근로소득 순위의 상관계수"),
    ("Correlation of IQ with non-cognitive skill.", "IQ와 비인지 역량의 상관계수"),
    ("Mean IQ at the {}th percentile of 11-year earnings.", "11년 평균 근로소득 {0}백분위의 평균 IQ"),
    ("Mean IQ of the top {} % of 11-year earnings.", "11년 평균 근로소득 상위 {0}%의 평균 IQ"),
    ("Share of people whose schooling is {}.", "학교 교육이 {0}인 사람의 비율"),
    ("Mean years of schooling.", "평균 교육 연수"),
    ("Mean IQ; 100 by construction, within chance.", "평균 IQ. 정의에 따라 우연을 빼면 100이다"),
    ("People without a place in any class.", "어느 직업군에도 자리가 없는 사람"),
    ("People with a place who did not work all year.", "자리가 있으나 한 해 내내 일하지 않은 사람"),
    ("Gini coefficient of earnings.", "근로소득의 지니계수"),
    ("Gini coefficient of 11-year mean earnings.", "11년 평균 근로소득의 지니계수"),
    ("Share of income of the top {} %.", "상위 {0}%의 소득 점유율"),
    ("Share of 11-year earnings of the top 1 %.", "11년 평균 근로소득 상위 1%의 점유율"),
    ("{}th over {}th percentile of income.", "소득의 {0}백분위를 {1}백분위로 나눈 것"),
    (
        "{}th over {}th percentile of 11-year earnings.",
        "11년 평균 근로소득의 {0}백분위를 {1}백분위로 나눈 것",
    ),
    ("Pareto exponent of the top 1 % of income (Hill).", "소득 상위 1%의 파레토 지수(힐 추정량)"),
    (
        "Pareto exponent of the top 1 % of 11-year earnings (Hill).",
        "11년 평균 근로소득 상위 1%의 파레토 지수(힐 추정량)",
    ),
    (
        "Wage return to one standard deviation of skill, given experience and its square.",
        "경력과 그 제곱을 통제한, 숙련 1 표준편차의 임금 수익률",
    ),
    (
        "Wage return to one year of schooling, given experience and its square (Mincer).",
        "경력과 그 제곱을 통제한, 교육 한 해의 임금 수익률(민서)",
    ),
    ("Capability of AI; empty before there is any.", "인공지능의 능력. 인공지능이 있기 전에는 비어 있다"),
    (
        "Price of a fixed AI ability, relative to AI's start year.",
        "같은 능력의 인공지능 가격. 시작하는 해가 1이다",
    ),
    ("Human share in the research part of making AI.", "인공지능 연구에서 사람의 몫"),
    ("Human share in the feedback part of making AI.", "인공지능을 평가하고 가르치는 일에서 사람의 몫"),
    ("Human share in the operation part of making AI.", "인공지능을 운영하는 일에서 사람의 몫"),
    ("Speed of AI research relative to people alone.", "인공지능 연구의 속도. 사람만 할 때가 1이다"),
    ("Automated share of the work of {}.", "{0}의 일 가운데 자동화된 비율"),
    ("Share of people in the class {}.", "직업군 {0}에 속한 사람의 비율"),
];

const UNITS: [Template; 5] = [
    ("IQ points", "IQ 점"),
    ("ranks per rank", "순위당 순위"),
    ("0 to 1", "0~1"),
    ("ratio", "배"),
    ("exponent", "지수"),
];

const OBSERVATIONS: [Template; 7] = [
    (
        "all income of the year, working age 20 to 64, zeros in",
        "20~64세의 한 해 소득 전체, 소득이 없는 사람도 넣음",
    ),
    (
        "all income of the year where positive, working age 20 to 64",
        "20~64세의 한 해 소득 전체, 소득이 있는 사람만",
    ),
    (
        "labour income of the year, working age 20 to 64, zeros in",
        "20~64세의 한 해 근로소득, 근로소득이 없는 사람도 넣음",
    ),
    (
        "mean labour income over ages 35 to 45, zeros in, people from 45 to observation.record_oldest_age",
        "35~45세의 평균 근로소득, 근로소득이 없는 해도 넣음, 45세부터 observation.record_oldest_age까지의 사람",
    ),
    ("all people of working age", "일할 나이(20~64세)의 모든 사람"),
    ("a quantity of the scenario, no people observed", "시나리오의 양이며 사람을 관측하지 않음"),
    ("full-year log wage of those who worked in the year", "그해에 일한 사람의 온전한 한 해 로그 임금"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::study::worlds::metrics_of;

    #[test]
    fn every_metric_is_told_in_korean() {
        let scenario = Scenario::shipped("ai_century").expect("shipped");
        for metric in metrics_of(&scenario).expect("small enough") {
            let korean = [meaning, unit, observation].map(|words| words(&metric, Language::Korean));
            let english = [&metric.meaning, &metric.unit, &metric.observation];
            for (korean, english) in korean.iter().zip(english) {
                assert_ne!(korean, english, "{}", metric.name);
            }
            assert_eq!(meaning(&metric, Language::English), metric.meaning);
        }
    }
}
