//! The report of one run: findings, figures, table, scenario, rules, limits, how to get the same again.

use super::odd::rules;
use super::origin::Origin;
use super::scenario::{differences, title};
use super::{Block, FigureBlock, Page, Section, TableBlock};
use crate::report::chart;
use crate::report::chart::canvas::{Chart, ChartError};
use crate::report::figures::{Scale, grouped};
use crate::report::language::Language;
use crate::report::table::{note, short_words};
use crate::report::words::sentences;
use crate::run::results::RunResults;
use crate::scenario::Scenario;
use crate::store::summary::{KeyMetric, Summary};

/// Everything a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct RunReport<'a> {
    pub scenario: &'a Scenario,
    pub results: &'a RunResults,
    pub summary: &'a Summary,
    pub origin: &'a Origin,
}

/// The report in one language.
///
/// # Errors
/// A figure could not be drawn.
pub fn page(report: &RunReport, language: Language) -> Result<Page, ChartError> {
    let charts = chart::all(report.results, report.summary, language)?;
    let section = |anchor: &'static str, [english, korean]: [&str; 2], blocks: Vec<Block>| Section {
        anchor,
        heading: language.say(english, korean).to_owned(),
        blocks,
    };
    let mut sections = vec![
        section("findings", ["What comes out", "결과"], findings(report, language)),
        section("figures", ["Figures", "그림"], figures(charts, report.origin)),
        section("numbers", ["Key numbers", "주요 수치"], key_table(report.summary, language)),
        section("scenario", ["The scenario", "시나리오"], scenario(report, language)),
        section("rules", ["The rules that ran", "적용된 규칙"], rules(report.scenario, language)),
        section("limits", ["Limits", "한계"], vec![Block::List(report.summary.limits.clone())]),
        section("reading", ["How to read this", "읽는 법"], reading(language)),
    ];
    let (name, seed) = (&report.summary.about.scenario, report.summary.about.seed);
    let (title, line) = title(report.scenario, language);
    let what = match language {
        Language::English => format!("simulation of the scenario “{title}” ({name}), seed {seed}"),
        Language::Korean => format!("시나리오 “{title}”({name})의 시뮬레이션, 시드 {seed}"),
    };
    sections.extend(report.origin.sections(&what, language));
    Ok(Page { language, title, line, sections })
}

fn findings(report: &RunReport, language: Language) -> Vec<Block> {
    let about = &report.summary.about;
    let replicates = report.summary.replicates;
    let (people, seed, scenario) = (grouped(about.people), about.seed, &about.scenario);
    let years = match (report.summary.first_year, report.summary.last_year) {
        (Some(first), Some(last)) => language.years(first, last),
        _ => "–".to_owned(),
    };
    let size = match language {
        Language::English => format!(
            "Scenario `{scenario}`, {years}, {people} people, {replicates} {}, seed {seed}.",
            if replicates == 1 { "replicate" } else { "replicates" }
        ),
        Language::Korean => {
            format!("시나리오 `{scenario}`, {years}, {people}명, 반복 {replicates}회, 시드 {seed}.")
        }
    };
    vec![Block::List(sentences(report.summary, language)), Block::Text(size)]
}

fn figures(charts: Vec<Chart>, origin: &Origin) -> Vec<Block> {
    charts.into_iter().map(|chart| Block::Figure(FigureBlock::of(chart, origin))).collect()
}

fn key_table(summary: &Summary, language: Language) -> Vec<Block> {
    let Some(first) = summary.metrics.first() else {
        let words = language.say("This run has no key numbers.", "이 실행에는 주요 수치가 없다.");
        return vec![Block::Text(words.to_owned())];
    };
    let with_change = first.years.len() > 1;
    let mut header = vec![language.say("Metric", "지표").to_owned()];
    header.extend(first.years.iter().map(|value| value.year.to_string()));
    if with_change {
        header.push(language.say("Change", "변화").to_owned());
    }
    let row = |metric: &KeyMetric| {
        let scale = Scale::of_unit(&metric.unit);
        let mut cells = vec![format!("{} (`{}`)", short_words(metric, language), metric.name)];
        cells.extend(metric.years.iter().map(|value| language.percents(&scale.with_error(&value.interval))));
        if with_change {
            let change = Scale::of_difference(&metric.unit).change_with_error(&metric.change);
            cells.push(language.percents(&change).replace(" pp", language.say(" pp", "%p")));
        }
        cells
    };
    vec![Block::Table(TableBlock {
        caption: note(summary, language),
        header,
        rows: summary.metrics.iter().map(row).collect(),
        numbers_from: 1,
    })]
}

fn scenario(report: &RunReport, language: Language) -> Vec<Block> {
    let run = &report.scenario.settings.run;
    let (from, to, burn_in) = (run.start_year, report.scenario.last_year(), run.burn_in_years);
    let (_, description) = title(report.scenario, language);
    let words = match language {
        Language::English => format!(
            "{description} The years {from} to {to} are simulated, after {burn_in} years under the first year's rules in which families, jobs and \
             wealth settle."
        ),
        Language::Korean => format!(
            "{description} {from}년부터 {to}년까지 시뮬레이션한다. 그에 앞서 가족과 일자리, 재산이 자리를 잡도록 첫해의 규칙 그대로 {burn_in}년을 먼저 돌린다."
        ),
    };
    let mut blocks = vec![Block::Text(words)];
    blocks.extend(differences(report.scenario, language));
    blocks
}

fn reading(language: Language) -> Vec<Block> {
    let lines = READING.map(|[english, korean]| language.say(english, korean).to_owned());
    vec![Block::List(lines.to_vec())]
}

const READING: [[&str; 2]; 5] = [
    [
        "± is half of a 95 % interval: of the intervals of 100 runs like this one, about 95 hold the true number, if the model's rules hold.",
        "±는 95% 신뢰구간의 절반이다. 모형의 규칙이 맞는다면, 이런 실행 100번의 신뢰구간 가운데 95개쯤에 참값이 들어 있다.",
    ],
    [
        "An interval that contains zero means that this run cannot tell whether there is a change.",
        "신뢰구간에 0이 들어 있으면 이 실행만으로는 변화가 있는지 알 수 없다.",
    ],
    [
        "The interval holds chance only. Whether the rules are right is another question: see the limits.",
        "신뢰구간은 우연만 나타낸다. 규칙이 옳은지는 다른 문제이므로 한계를 함께 읽어야 한다.",
    ],
    [
        "A correlation of 0.3 explains 0.3 × 0.3 = 9 % of the variance; 0 means no linear relation, 1 a perfect one.",
        "상관계수 0.3은 분산의 0.3 × 0.3 = 9%를 설명한다. 0은 선형 관계가 없음을, 1은 완전한 상관을 뜻한다.",
    ],
    [
        "The mean IQ at an income is not the mean income at an IQ; the figures show both.",
        "소득이 같은 사람들의 평균 IQ와 IQ가 같은 사람들의 평균 소득은 서로 다른 것이다. 그림은 둘 다 보여 준다.",
    ],
];
