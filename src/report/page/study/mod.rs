//! The report of a study: findings, figures, tables, scenarios in words, rules, limits, how to get the same again.

pub mod attribution;
pub mod calibration;
pub mod comparison;
pub mod dday;
pub mod discovery;
pub mod ensemble;
pub mod sweep;
pub mod validation;

use super::odd::rules;
use super::origin::Origin;
use super::scenario::{differences, title};
use super::{Block, FigureBlock, Page, Section, StoredFigure};
use crate::report::figures::grouped;
use crate::report::language::Language;
use crate::report::limits::limits;
use crate::report::study_json::Frame;
use crate::scenario::Scenario;

/// What a kind of study has to tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub title: String,
    pub line: String,
    pub findings: Vec<String>,
    /// How much was simulated.
    pub size: String,
    pub tables: Vec<Block>,
    /// What differs between the worlds, or what was varied; may be empty.
    pub differences: Vec<Block>,
    /// How its own numbers are read.
    pub reading: Vec<String>,
    /// For the citation: `comparison of the scenarios …, seed 1`.
    pub what: String,
}

/// A study that was read back.
#[derive(Clone, Copy, Debug)]
pub struct StudyReport<'a> {
    pub told: &'a Told,
    /// Figures by name, as SVG.
    pub figures: &'a [StoredFigure],
    /// Its worlds, the base first; none for a series.
    pub scenarios: &'a [Scenario],
    pub origin: &'a Origin,
}

/// The report in one language.
pub fn page(report: &StudyReport, language: Language) -> Page {
    let told = report.told;
    let section = |anchor: &'static str, [english, korean]: [&str; 2], blocks: Vec<Block>| Section {
        anchor,
        heading: language.say(english, korean).to_owned(),
        blocks,
    };
    let mut findings =
        vec![Block::List(told.findings.iter().map(|words| language.percents(words)).collect())];
    findings.extend(Some(told.size.clone()).filter(|size| !size.is_empty()).map(Block::Text));
    let mut sections = vec![section("findings", ["What comes out", "결과"], findings)];
    if !report.figures.is_empty() {
        sections.push(section("figures", ["Figures", "그림"], figures(report, language)));
    }
    sections.push(section("numbers", ["Tables", "표"], told.tables.clone()));
    if !report.scenarios.is_empty() {
        sections.push(section("scenario", ["The scenarios", "시나리오"], scenarios(report, language)));
        sections.push(section(
            "rules",
            ["The rules that ran", "적용된 규칙"],
            model(report.scenarios, language),
        ));
    }
    let mut reading: Vec<String> =
        READING.map(|[english, korean]| language.say(english, korean).to_owned()).to_vec();
    reading.extend(told.reading.iter().cloned());
    sections.push(section("limits", ["Limits", "한계"], vec![Block::List(limits(language))]));
    sections.push(section("reading", ["How to read this", "읽는 법"], vec![Block::List(reading)]));
    sections.extend(report.origin.sections(&told.what, language));
    Page { language, title: told.title.clone(), line: told.line.clone(), sections }
}

/// The stored figures, and where they are of another language than the page, that they are.
fn figures(report: &StudyReport, language: Language) -> Vec<Block> {
    let blocks: Vec<FigureBlock> =
        report.figures.iter().map(|figure| FigureBlock::stored(figure, report.origin)).collect();
    let is_korean = |text: &str| text.chars().any(|letter| ('가'..='힣').contains(&letter));
    let korean = blocks.iter().any(|figure| is_korean(&figure.title) || is_korean(&figure.description));
    let note = match (language, korean) {
        (Language::English, true) => Some("The words in the figures are Korean, as the study stored them."),
        (Language::Korean, false) => Some("그림 안의 글은 연구를 실행할 때 저장된 그대로 영어로 되어 있다."),
        _ => None,
    };
    note.map(|note| Block::Text(note.to_owned()))
        .into_iter()
        .chain(blocks.into_iter().map(Block::Figure))
        .collect()
}

/// What was varied, then each scenario with what it differs by from the shipped one it is nearest to.
fn scenarios(report: &StudyReport, language: Language) -> Vec<Block> {
    let mut blocks = report.told.differences.clone();
    for scenario in report.scenarios {
        let (title, description) = title(scenario, language);
        let mut inside = vec![Block::Text(description)];
        inside.extend(differences(scenario, language));
        blocks.push(Block::Folded(format!("`{}`: {title}", scenario.name), inside));
    }
    blocks
}

/// The model with the values of the first scenario.
fn model(scenarios: &[Scenario], language: Language) -> Vec<Block> {
    let Some(first) = scenarios.first() else { return Vec::new() };
    let name = &first.name;
    let mut blocks = rules(first, language);
    let words = match language {
        Language::English => {
            format!("The values in its tables are those of `{name}` before anything is varied.")
        }
        Language::Korean => format!("표의 값은 아무것도 바꾸기 전 시나리오 `{name}`의 값이다."),
    };
    blocks.insert(3.min(blocks.len()), Block::Text(words));
    blocks
}

const READING: [[&str; 2]; 3] = [
    [
        "± is half of a 95 % interval: of the intervals of 100 studies like this one, about 95 hold the true number, if the model's rules hold.",
        "±는 95% 신뢰구간의 절반이다. 모형의 규칙이 맞는다면, 이런 연구 100번의 신뢰구간 가운데 95개쯤에 참값이 들어 있다.",
    ],
    [
        "An interval that contains zero means that these runs cannot tell whether there is a difference.",
        "신뢰구간에 0이 들어 있으면 이 실행만으로는 차이가 있는지 알 수 없다.",
    ],
    [
        "The interval holds chance only. Whether the rules are right is another question: see the limits.",
        "신뢰구간은 우연만 나타낸다. 규칙이 옳은지는 다른 문제이므로 한계를 함께 읽어야 한다.",
    ],
];

/// How much was simulated, in one sentence.
fn size(frame: &Frame, language: Language) -> String {
    let (people, replicates, seed) = (grouped(frame.people), frame.replicates, frame.seed);
    match language {
        Language::English => {
            let many = if replicates == 1 { "replicate" } else { "replicates" };
            format!("{people} people in each of {replicates} {many} of each world, seed {seed}.")
        }
        Language::Korean => format!("세계마다 {people}명, 반복 {replicates}회, 시드 {seed}."),
    }
}

/// Title of a scenario in quotation marks.
fn quoted(scenario: &Scenario, language: Language) -> String {
    format!("“{}”", title(scenario, language).0)
}
