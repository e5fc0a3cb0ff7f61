//! The rules in full: the model document, which follows the ODD protocol, with the parameters as they ran.

use super::Block;
use super::scenario::parameter_table;
use crate::report::language::Language;
use crate::scenario::Scenario;

/// The model document; its tables of parameters are made from the declarations that the engine reads.
const MODEL: &str = include_str!("../../../docs/model.md");

/// What begins and ends a table of parameters in the document.
const KEYS: &str = "<!-- keys: ";
const END_OF_KEYS: &str = "<!-- end of keys -->";

/// The order of a year, then every section of the document, folded away.
///
/// With a scenario its values stand beside the defaults; without one the tables of the document stand as they are.
pub fn rules(scenario: Option<&Scenario>, language: Language) -> Vec<Block> {
    let order = language.say(
        "Each year goes in this order; §2 is section 2 of the description below.",
        "한 해는 다음 순서로 진행된다. §2는 아래 설명의 2절이다.",
    );
    let form = language.say(
        "The whole description follows: the ODD protocol for agent-based models (overview, design concepts, details; Grimm et al. \
         2020), with every equation, and every parameter with meaning, value, default, allowed range and source as the program \
         declares them. Open what you want to read, or to print.",
        "다음은 모형의 전체 설명이다. 행위자 기반 모형을 기술하는 ODD 양식(개요, 설계 개념, 세부 사항, Grimm 외 2020)을 따르며, 모든 식과 \
         모든 매개변수의 뜻, 값, 기본값, 허용 범위, 출처를 프로그램이 선언한 그대로 담았다. 본문은 영어 원문이고 매개변수 표의 \
         뜻은 우리말로 옮겼다. 읽거나 인쇄할 절을 펼치면 된다.",
    );
    let mut blocks = vec![
        Block::Text(order.to_owned()),
        Block::Steps(order_of_a_year(language)),
        Block::Text(form.to_owned()),
    ];
    for section in sections() {
        let (heading, introduction) = told(section.heading, language);
        let mut inside: Vec<Block> =
            introduction.map(|words| Block::Text(words.to_owned())).into_iter().collect();
        inside.extend(contents(section.text, scenario, language));
        blocks.push(Block::Folded(heading.to_owned(), inside));
    }
    blocks
}

/// A section of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct DocumentSection {
    heading: &'static str,
    text: &'static str,
}

/// The sections in their order; a heading with nothing below it is left out.
fn sections() -> Vec<DocumentSection> {
    let mut found = Vec::new();
    let mut rest = MODEL;
    while let Some((heading, after)) = next_heading(rest) {
        let end = next_heading_at(after).unwrap_or(after.len());
        let text = after[..end].trim();
        if !text.is_empty() {
            found.push(DocumentSection { heading, text });
        }
        rest = &after[end..];
    }
    found
}

fn next_heading_at(text: &str) -> Option<usize> {
    let mut places = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("# ") || line.starts_with("## ") {
            return Some(places);
        }
        places += line.len();
    }
    None
}

fn next_heading(text: &'static str) -> Option<(&'static str, &'static str)> {
    let line = &text[next_heading_at(text)?..];
    let (heading, after) = line.split_once('\n').unwrap_or((line, ""));
    Some((heading.trim_start_matches('#').trim(), after))
}

/// Text of the document, each table of parameters replaced by one that holds the scenario's values.
fn contents(text: &str, scenario: Option<&Scenario>, language: Language) -> Vec<Block> {
    let Some(scenario) = scenario else { return vec![Block::Markdown(text.to_owned())] };
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(KEYS) {
        let (names, after) = after.split_once(" -->").unwrap_or((after, ""));
        blocks.push(Block::Markdown(before.trim().to_owned()));
        blocks.extend(
            names
                .split_whitespace()
                .filter_map(|name| parameter_table(scenario, name, language))
                .map(Block::Table),
        );
        rest = after.split_once(END_OF_KEYS).map_or("", |(_, after)| after);
    }
    blocks.push(Block::Markdown(rest.trim().to_owned()));
    blocks.retain(|block| *block != Block::Markdown(String::new()));
    blocks
}

/// The steps of a year: in English from the document.
fn order_of_a_year(language: Language) -> Vec<String> {
    if language == Language::Korean {
        return YEAR_IN_KOREAN.map(str::to_owned).to_vec();
    }
    let section = sections().into_iter().find(|section| section.heading.starts_with("0. "));
    let lines = section.map_or("", |section| section.text).lines();
    lines
        .filter(|line| line.starts_with(|first: char| first.is_ascii_digit()) && line.contains(". **"))
        .filter_map(|line| Some(line.split_once(". ")?.1.replace("**", "").replace('*', "")))
        .collect()
}

const YEAR_IN_KOREAN: [&str; 8] = [
    "은퇴: 모두 한 살을 더 먹는다. 65세가 된 사람의 자리에는 스무 살이 들어온다(§2).",
    "학교: 들어온 이들이 학교 단계의 자리를 정확히 채우고(§2) 첫 숙련을 얻는다(§3).",
    "배움: 지난해에 일해서 번 사람은 한 해의 경력과 일에서 배운 것을 얻는다(§3).",
    "이동: 정해진 확률로 직업을 그만둔다. 새로 들어온 이들은 아직 직업이 없다.",
    "자리: 빈자리는 채용 점수가 높은 사람부터 채운다(§4).",
    "보수: 운이 바뀌고(§6), 일을 쉬거나 하며, 보수를 받는다(§5).",
    "자본: 재산에서 소득이 나오고 재산이 늘어난다(§6). 35~45세의 소득 기록이 한 해 길어진다.",
    "관측: 사람을 센다(§9, §10).",
];

/// A heading in a language, and in Korean a sentence on what the section holds.
fn told(heading: &'static str, language: Language) -> (&'static str, Option<&'static str>) {
    let known =
        KOREAN.iter().filter(|_| language == Language::Korean).find(|(english, ..)| *english == heading);
    known.map_or((heading, None), |(_, korean, introduction)| (korean, Some(introduction)))
}

/// Headings of the document in Korean, each with what its section holds.
const KOREAN: [(&str, &str, &str); 20] = [
    ("The model", "이 설명에 대하여", "ODD 양식과 기호, 매개변수 표가 어디에서 나왔는지."),
    (
        "Purpose and patterns",
        "목적과 견주는 대상",
        "소득이 측정된 지능지수(IQ)를 얼마나 따르는지, 왜 그런지, 무엇이 그것을 바꾸는지 묻는다. 모형의 출발점이 된 주장과, 결과를 견주는 연구 결과를 적는다.",
    ),
    (
        "Entities, state variables and scales",
        "구성 요소, 상태 변수, 규모",
        "20~64세의 사람, 직업 등급, 학교 단계, 하나의 인공지능, 그리고 이들을 재는 기준.",
    ),
    (
        "0. The order of a year (`year`)",
        "0. 한 해의 순서 (`year`)",
        "한 해의 여덟 단계, 첫해 이전의 준비 기간, 숙련과 교육을 재는 기준.",
    ),
    (
        "Design concepts",
        "설계 개념",
        "무엇을 가정하고 무엇이 저절로 나타나는지, 사람이 무엇을 알고 어떻게 영향을 주고받는지, 우연이 어디에 들어가는지.",
    ),
    ("Details", "세부 사항: 초기화와 입력 자료", "초기 상태는 §0에 있으며, 실행 중에는 자료를 읽지 않는다."),
    (
        "1. People (`model::ability`)",
        "1. 사람 (`model::ability`)",
        "사람의 상태 변수와, 능력에서 검사 점수와 지능지수가 나오는 식.",
    ),
    (
        "2. Families and access to education (`model::family`, `model::schooling`)",
        "2. 가족과 교육 기회 (`model::family`, `model::schooling`)",
        "부모와 유전, 가정 배경, 조건 (가)인 학교의 개방성.",
    ),
    (
        "3. Learning (`model::learning`)",
        "3. 배움 (`model::learning`)",
        "학습 속도, 학교와 일터에서 얻는 숙련.",
    ),
    ("4. Jobs (`model::jobs`)", "4. 일자리 (`model::jobs`)", "직업 등급의 자리 수와, 누가 그 자리를 얻는지."),
    (
        "5. Pay (`model::pay`)",
        "5. 보수 (`model::pay`)",
        "보수의 식, 조건 (나)인 배움에 대한 보수, 실직과 일부만 일한 해.",
    ),
    (
        "6. Luck and capital (`model::luck`, `model::capital`)",
        "6. 운과 자본 (`model::luck`, `model::capital`)",
        "보수를 크게 뛰게 하는 운과, 재산과 자본소득.",
    ),
    (
        "7. AI (`model::ai`)",
        "7. 인공지능 (`model::ai`)",
        "능력과 가격의 진보, 사람의 몫과 디데이, 일에 미치는 다섯 경로.",
    ),
    (
        "8. Chance and order (`engine`)",
        "8. 우연과 순서 (`engine`)",
        "난수를 뽑는 법과, 스레드 수와 관계없이 같은 결과가 나오는 까닭.",
    ),
    (
        "9. Observation (`model::observation`)",
        "9. 관측 (`model::observation`)",
        "결과를 연구 자료와 같은 방식으로 재는 법.",
    ),
    ("10. What is measured", "10. 무엇을 재는가", "지표와 표준오차를 계산하는 법."),
    (
        "11. Closed forms that the code reproduces (`tests/closed_forms`)",
        "11. 코드가 재현하는 정확한 해 (`tests/closed_forms`)",
        "답이 식으로 알려진 단순한 세계. 프로그램은 이를 시험으로 확인한다.",
    ),
    ("12. Limits", "12. 한계", "모형이 말할 수 없는 것."),
    (
        "13. Calibration and what it does not decide (`study::validate`, `study::calibrate`)",
        "13. 보정과 그것이 정하지 못하는 것 (`study::validate`, `study::calibrate`)",
        "연구 결과에 맞춘 열세 수와, 자료가 정하지 못하는 수, 맞지 않는 곳.",
    ),
    ("Sources", "출처", "식과 수가 나온 문헌."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::shipped::SCENARIOS;

    #[test]
    fn every_section_of_the_document_is_there_and_has_a_korean_heading() {
        let headings: Vec<&str> = sections().iter().map(|section| section.heading).collect();
        let korean: Vec<&str> = KOREAN.iter().map(|(heading, ..)| *heading).collect();
        assert_eq!(headings, korean);
        let kept: usize = sections().iter().map(|section| section.text.lines().count()).sum();
        let lines = MODEL.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).count();
        assert!(kept >= lines, "{kept} of {lines} lines");
    }

    #[test]
    fn the_order_of_a_year_is_told_in_both_languages() {
        let english = order_of_a_year(Language::English);
        assert!(english[0].starts_with("Retire."));
        let sections_named =
            |steps: &[String]| -> Vec<bool> { steps.iter().map(|step| step.contains('§')).collect() };
        assert_eq!(sections_named(&english), sections_named(&order_of_a_year(Language::Korean)));
    }

    #[test]
    fn every_parameter_of_every_scenario_stands_in_the_description() {
        fn cells(blocks: &[Block], found: &mut Vec<String>) {
            for block in blocks {
                match block {
                    Block::Folded(_, inside) => cells(inside, found),
                    Block::Table(table) => found.extend(table.rows.iter().map(|row| row[0].clone())),
                    _ => {}
                }
            }
        }
        for (name, _) in SCENARIOS {
            let scenario = Scenario::shipped(name).expect("shipped");
            let mut found = Vec::new();
            cells(&rules(Some(&scenario), Language::English), &mut found);
            let all =
                scenario.records.iter().filter(|record| !record.kind.is_group() && record.segments.len() > 1);
            let missing: Vec<&str> = all
                .map(|record| record.path.as_str())
                .filter(|path| !found.contains(&format!("`{path}`")))
                .collect();
            assert_eq!(missing, Vec::<&str>::new(), "{name}");
        }
    }
}
