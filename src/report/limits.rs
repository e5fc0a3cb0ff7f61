//! What the model cannot say, as sentences for every summary.

use super::language::Language;

/// The model's limits, one sentence each, in English and Korean.
pub const LIMITS: [(&str, &str); 12] = [
    (
        "IQ is measured as in the registers, by a test with nine classes and a ceiling; the test cannot tell apart people above it.",
        "지능지수(IQ)는 행정 등록 자료에서처럼 아홉 등급에 상한이 있는 검사로 재며, 상한을 넘는 사람들은 서로 구별하지 못한다.",
    ),
    (
        "The model is oriented on Nordic men born between 1950 and 1979; other people and times are extrapolation.",
        "모형은 1950~1979년에 태어난 북유럽 남성을 기준으로 삼았으며, 다른 사람과 다른 시대는 그 연장선에서 미루어 본 것이다.",
    ),
    (
        "The mean IQ at an income, E[IQ | income], is not the mean income at an IQ, E[income | IQ].",
        "어떤 소득에서의 평균 IQ, 곧 E[IQ | 소득]은 어떤 IQ에서의 평균 소득 E[소득 | IQ]와 다르다.",
    ),
    ("A correlation is not a cause.", "상관관계는 인과관계가 아니다."),
    (
        "Schooling itself raises test scores, so a score is not the ability that people started with.",
        "학교 교육 자체가 검사 점수를 높이므로, 점수는 타고난 능력과 같지 않다.",
    ),
    ("Earnings are not wealth.", "근로소득은 재산이 아니다."),
    (
        "There are no taxes, no transfers and no households that share: income is what one person has before taxes.",
        "세금도 이전소득도, 소득을 나누어 쓰는 가구도 없다. 소득은 한 사람의 세전 소득이다.",
    ),
    (
        "The two register studies (Keuschnigg, van de Rijt and Bol 2023; Bratsberg, Rogeberg and Terviö 2024) disagree about the highest earners.",
        "등록 자료를 쓴 두 연구(Keuschnigg, van de Rijt, Bol 2023; Bratsberg, Rogeberg, Terviö 2024)는 최상위 소득자에 관해 결론이 엇갈린다.",
    ),
    ("The next century is a scenario, not a forecast.", "다음 세기는 시나리오일 뿐 예측이 아니다."),
    (
        "D-day dates are fits to assumptions about AI, not measurements.",
        "디데이(D-day) 날짜는 인공지능에 관한 가정에 맞춘 결과이지 측정값이 아니다.",
    ),
    (
        "What AI can do grows without a ceiling; once it is far beyond people, its value says only that.",
        "인공지능이 할 수 있는 일은 한없이 늘어나며, 나중의 값은 사람을 크게 넘어섰다는 뜻일 뿐이다.",
    ),
    (
        "A score says nothing about a person's worth, and the simulator carries no group labels.",
        "점수는 사람의 가치에 관해 아무것도 말하지 않으며, 이 시뮬레이터에는 집단을 나누는 표지가 없다.",
    ),
];

/// The limits as owned text, as a summary holds them.
pub fn limits(language: Language) -> Vec<String> {
    let pick = |&(english, korean): &(&str, &str)| match language {
        Language::English => english.to_owned(),
        Language::Korean => korean.to_owned(),
    };
    LIMITS.iter().map(pick).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_is_a_sentence() {
        for sentence in limits(Language::English) {
            assert!(sentence.ends_with('.') && sentence.starts_with(char::is_uppercase), "{sentence}");
        }
        for sentence in limits(Language::Korean) {
            assert!(sentence.ends_with("다."), "{sentence}");
        }
    }
}
