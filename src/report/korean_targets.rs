//! Titles, labels and notes of the shipped targets in Korean; those of other files stay as their authors wrote them.

use super::language::Language;

/// A text of a targets file, in a language.
pub fn in_language(text: &str, language: Language) -> String {
    if language == Language::English {
        return text.to_owned();
    }
    let known = TEXTS.iter().find(|(english, _)| *english == text);
    known.map_or_else(|| ordinal(text).unwrap_or_else(|| text.to_owned()), |(_, korean)| (*korean).to_owned())
}

/// `25th` as 25백분위: the only ordinals in the targets are percentiles.
fn ordinal(text: &str) -> Option<String> {
    let number = ["st", "nd", "rd", "th"].iter().find_map(|ending| text.strip_suffix(ending))?;
    number.parse::<u32>().ok().map(|number| format!("{number}백분위"))
}

const TEXTS: [(&str, &str); 59] = [
    ("Labour market: Nordic registers and meta-analyses", "노동시장: 북유럽 등록 자료와 메타분석"),
    ("r(IQ, years of schooling)", "r(IQ, 교육 연수)"),
    ("r(IQ, occupational status)", "r(IQ, 직업 지위)"),
    ("r(IQ, rank of 11-year earnings)", "r(IQ, 11년 평균 근로소득 순위)"),
    ("Mean IQ by percentile of 11-year earnings", "11년 평균 근로소득 백분위별 평균 IQ"),
    ("The essay's sentence about IQ and income", "IQ와 소득에 관한 에세이의 문장"),
    ("75th percentile (essay: about 100)", "75백분위(에세이: 100쯤)"),
    ("top 1 % (essay: 110 to 115)", "상위 1%(에세이: 110~115)"),
    ("Mean IQ of the best paid", "가장 많이 버는 사람들의 평균 IQ"),
    ("top 25 %", "상위 25%"),
    ("top 10 %", "상위 10%"),
    ("top 5 %", "상위 5%"),
    ("Spread of 11-year earnings", "11년 평균 근로소득의 분포"),
    ("p90/p50", "90백분위/중앙값"),
    ("p75/p50", "75백분위/중앙값"),
    ("p25/p50", "25백분위/중앙값"),
    ("Highest 11-year earnings", "가장 높은 11년 평균 근로소득"),
    ("top 1 % share", "상위 1%의 점유율"),
    ("Pareto exponent", "파레토 지수"),
    ("r(IQ, non-cognitive skill)", "r(IQ, 비인지 역량)"),
    ("r(IQ, family status)", "r(IQ, 가정 배경)"),
    ("Rank of income, child on parent", "부모 소득 순위에 대한 자녀 순위의 기울기"),
    ("Wage return to a year of schooling", "교육 한 해의 임금 수익률"),
    ("Gini of income, against disposable income", "소득의 지니계수(처분가능소득과 비교)"),
    (
        "the model has no taxes, no transfers and no households that share; with 11-year earnings as unequal as in Finland, yearly income before taxes cannot be this equal",
        "모형에는 세금도, 이전소득도, 소득을 나누는 가구도 없다. 11년 평균 근로소득이 핀란드만큼 불평등하면 세전 연간 소득은 이만큼 평등할 수 없다",
    ),
    ("Gini of income before taxes and transfers", "시장소득(세금·이전소득 반영 전)의 지니계수"),
    ("The twentieth century: schooling and jobs", "20세기의 교육과 일자리"),
    ("Mean years of schooling, Sweden", "평균 교육 연수, 스웨덴"),
    (
        "its last cohorts have the schooling of today's registers; the published figures have people from 15 years, who are still at school, and fewer with tertiary schooling than other statistics (next row)",
        "마지막 세대의 교육은 오늘날 등록 자료의 것이다. 발표된 수치에는 아직 학교에 다니는 15세 이상도 들어 있고, 고등교육을 받은 사람이 다른 통계보다 적다(다음 줄)",
    ),
    ("1900", "1900년"),
    ("1910", "1910년"),
    ("1950", "1950년"),
    ("1980", "1980년"),
    ("2000", "2000년"),
    ("2010", "2010년"),
    ("People with tertiary schooling, Sweden", "고등교육을 받은 사람, 스웨덴"),
    (
        "the published figure has people from 15 years; UNESCO's statistics have 33.8 % of people over 25 with schooling completed after upper secondary school in 2010",
        "발표된 수치는 15세 이상을 대상으로 한다. 유네스코 통계로는 2010년 25세가 넘은 사람의 33.8%가 고등학교 이후의 교육을 마쳤다",
    ),
    ("People without schooling, Sweden 1900", "학교에 다니지 않은 사람, 스웨덴 1900년"),
    ("Farm work, USA", "농업, 미국"),
    (
        "the model's lowest class holds elementary work besides farm work; the scenario's end point is Nordic",
        "모형의 가장 낮은 직업군에는 농업 말고도 단순노무가 들어 있고, 시나리오의 끝은 북유럽이다",
    ),
    ("Office, sales and service work, USA", "사무·판매·서비스직, 미국"),
    (
        "the scenario's end point is the Nordic structure of 2000, which keeps more craft and industry than the USA",
        "시나리오의 끝은 기능직과 제조업이 미국보다 많은 2000년 북유럽의 직업 구조다",
    ),
    ("AI: trials, exposure, trends", "인공지능: 실험, 노출, 추세"),
    ("Gain of call-centre workers from assistance", "콜센터 직원이 인공지능의 도움으로 얻는 이득"),
    ("least skilled fifth", "숙련이 가장 낮은 5분의 1"),
    ("most skilled fifth", "숙련이 가장 높은 5분의 1"),
    ("all", "전체"),
    ("Workers whose tasks AI could do in part", "과업의 일부를 인공지능이 할 수 있는 사람"),
    ("a tenth of the tasks or more", "과업의 10분의 1 이상"),
    ("half of the tasks or more", "과업의 절반 이상"),
    ("Price of a fixed ability after three years", "같은 능력의 가격, 3년 뒤"),
    (
        "the scenarios keep the essay's cautious guess, a fall by 50 to 100 in five years",
        "시나리오는 다섯 해에 50~100분의 1이 된다는 에세이의 조심스러운 추측을 따른다",
    ),
    ("Doubling time of the task horizon", "해낼 수 있는 과업의 길이가 두 배가 되는 시간"),
    ("2019 to 2026", "2019~2026년"),
    ("since 2023", "2023년부터"),
    ("When machine translation needs 1 s a word", "기계 번역문을 고치는 데 단어당 1초가 드는 때"),
    ("line", "직선"),
    ("exponential", "지수 곡선"),
    ("exponential with floor 1 s", "하한 1초인 지수 곡선"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::validate::shipped::{TARGETS, find};

    #[test]
    fn every_text_of_the_shipped_targets_is_told_in_korean() {
        for (name, _) in TARGETS {
            let file = find(name).expect("shipped").expect("read");
            let mut texts = vec![file.title];
            for target in file.targets {
                texts.push(target.title);
                texts.extend(target.note);
                texts.extend(target.points.into_iter().map(|point| point.label));
            }
            for text in texts.iter().filter(|text| !text.is_empty()) {
                let korean = in_language(text, Language::Korean);
                assert!(korean.chars().any(|letter| ('가'..='힣').contains(&letter)), "{text}");
                assert_eq!(&in_language(text, Language::English), text);
            }
        }
    }
}
