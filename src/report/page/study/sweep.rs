//! What `simulate sweep` and `simulate sensitivity` found: a scenario over its parameters.

use super::{Told, quoted, size};
use crate::report::figures::Scale;
use crate::report::korean_keys::of_axis;
use crate::report::language::Language;
use crate::report::metric_names::{capitalised, in_words};
use crate::report::page::scenario::of_study;
use crate::report::page::{Block, TableBlock};
use crate::report::sensitivity_words::{
    self as sensitivity_words, SensitivityFile, measure_words, morris_cells, sobol_cells,
};
use crate::report::sweep_words::{SweepFile, ended, sentences};
use crate::report::tornado_words;
use crate::scenario::notation::plain;
use crate::study::sweep::axis::Axis;
use crate::study::sweep::domain::{AxisValue, Domain};
use crate::study::sweep::plan::Plan;
use crate::study::sweep::summary::{Point, Spread};

/// The findings of a sweep in words.
pub fn of_a_sweep(file: &SweepFile, plan: &Plan, language: Language) -> Told {
    let findings =
        sentences(file.configurations, file.frame.replicates, &file.runs, &file.measures, language);
    let (name, title) = (&file.study, title(plan, language));
    Told {
        title: match language {
            Language::English => format!("A sweep: {title}"),
            Language::Korean => format!("매개변수 훑기: {title}"),
        },
        line: about(plan, language),
        findings: findings.into_iter().chain(file.troubles.iter().cloned()).collect(),
        size: size(&file.frame, language),
        tables: vec![Block::Table(spreads(&file.measures, language))],
        differences: vec![Block::Table(axes(plan, language))],
        reading: vec![
            language
                .say(
                    "Lowest and highest are the configurations with the lowest and highest mean; among many, the ends are partly chance. \
                     Every configuration stands in summary.csv.",
                    "최저와 최고는 평균이 가장 낮은 설정과 가장 높은 설정이다. 설정이 많으면 양 끝에는 우연도 섞인다. 모든 설정은 summary.csv에 있다.",
                )
                .to_owned(),
        ],
        what: match language {
            Language::English => format!("sweep {name} of the scenario {}, seed {}", file.scenario, file.frame.seed),
            Language::Korean => format!("시나리오 {}의 매개변수 훑기 {name}, 시드 {}", file.scenario, file.frame.seed),
        },
    }
}

/// The findings about sensitivity in words.
pub fn of_sensitivity(file: &SensitivityFile, plan: &Plan, language: Language) -> Told {
    let mut findings = vec![ended(plan.configurations(), plan.replicates, &file.runs, language)];
    let mut tables = Vec::new();
    let caption = |measure: &str| capitalised(&measure_words(measure, language));
    for (measure, found) in &file.sobol {
        findings.extend(sensitivity_words::sobol(plan, measure, found, language));
        tables.push(Block::Table(sobol_cells(plan, found, language).block(&caption(measure), 2, language)));
    }
    for (measure, found) in &file.morris {
        findings.extend(sensitivity_words::morris(plan, measure, found, language));
        tables.push(Block::Table(morris_cells(plan, found, language).block(&caption(measure), 1, language)));
    }
    for (measure, found) in &file.tornado {
        let unit =
            plan.measures.iter().find(|known| known.name() == *measure).map_or("", |m| m.unit.as_str());
        findings.extend(tornado_words::sentences(plan, (measure, unit), found, language));
        tables.push(Block::Table(tornado_words::cells(plan, unit, found, language).block(
            &caption(measure),
            1,
            language,
        )));
    }
    findings.extend(file.troubles.iter().cloned());
    let (name, scenario, seed) = (&file.study, &plan.base.name, plan.base.settings.run.seed);
    Told {
        title: match language {
            Language::English => format!("Which parameters decide the result: {}", title(plan, language)),
            Language::Korean => format!("어떤 매개변수가 결과를 정하는가: {}", title(plan, language)),
        },
        line: about(plan, language),
        findings,
        size: file.frame.as_ref().map_or(String::new(), |frame| size(frame, language)),
        tables,
        differences: vec![Block::Table(axes(plan, language))],
        reading: vec![
            language
                .say(
                    "What decides a result depends on the ranges: a parameter that is varied little decides little.",
                    "무엇이 결과를 정하는지는 바꾸는 범위에 달려 있다. 조금만 바꾼 매개변수는 조금만 정한다.",
                )
                .to_owned(),
        ],
        what: match language {
            Language::English => format!("sensitivity {name} of the scenario {scenario}, seed {seed}"),
            Language::Korean => format!("시나리오 {scenario}의 민감도 분석 {name}, 시드 {seed}"),
        },
    }
}

pub(super) fn title(plan: &Plan, language: Language) -> String {
    if plan.title.is_empty() { quoted(&plan.base, language) } else { of_study(plan, language).0 }
}

pub(super) fn about(plan: &Plan, language: Language) -> String {
    let names: Vec<&str> = plan.axes.iter().map(|axis| axis.name.as_str()).collect();
    let varied = match language {
        Language::English => format!("Varied: {}.", names.join(", ")),
        Language::Korean => format!("바꾼 것: {}.", names.join(", ")),
    };
    let description = of_study(plan, language).1;
    if description.is_empty() { varied } else { format!("{description} {varied}") }
}

/// What was varied, and how.
pub(super) fn axes(plan: &Plan, language: Language) -> TableBlock {
    let header = [
        ["Parameter", "매개변수"],
        ["What it says", "뜻"],
        ["Unit", "단위"],
        ["How it is varied", "바꾸는 방법"],
    ];
    let row = |axis: &Axis| {
        let (meaning, unit) = of_axis(axis, plan, language);
        vec![format!("`{}`", axis.name), meaning, unit, varied(&axis.domain, language)]
    };
    TableBlock {
        caption: language.say("What is varied", "무엇을 바꾸는가").to_owned(),
        header: header.map(|[english, korean]| language.say(english, korean).to_owned()).to_vec(),
        rows: plan.axes.iter().map(row).collect(),
        numbers_from: usize::MAX,
    }
}

/// Values or distribution of a parameter in words.
fn varied(domain: &Domain, language: Language) -> String {
    let say = |english: String, korean: String| match language {
        Language::English => english,
        Language::Korean => korean,
    };
    match domain {
        Domain::Values(values) => values.iter().map(AxisValue::plain).collect::<Vec<_>>().join(", "),
        Domain::Range { low, high, log } => {
            let (low, high) = (plain(*low), plain(*high));
            let scale = if *log { [", evenly in logarithms", ", 로그로 고르게"] } else { ["", ""] };
            say(format!("{low} to {high}{}", scale[0]), format!("{low}~{high}{}", scale[1]))
        }
        Domain::Points { low, best, high } => {
            let (low, best, high) = (plain(*low), plain(*best), plain(*high));
            say(
                format!("5 %, 50 % and 95 % points {low}, {best}, {high}"),
                format!("5·50·95백분위 {low}, {best}, {high}"),
            )
        }
        Domain::Normal { mean, sd } => {
            let (mean, sd) = (plain(*mean), plain(*sd));
            say(format!("normal, mean {mean}, sd {sd}"), format!("정규분포, 평균 {mean}, 표준편차 {sd}"))
        }
        Domain::Lognormal { median, spread } => {
            let (median, spread) = (plain(*median), plain(*spread));
            say(
                format!("lognormal, median {median}, spread {spread}"),
                format!("로그정규분포, 중앙값 {median}, 로그의 표준편차 {spread}"),
            )
        }
        Domain::Triangular { low, mode, high } => {
            let (low, mode, high) = (plain(*low), plain(*mode), plain(*high));
            say(
                format!("triangular, {low} to {high}, mode {mode}"),
                format!("삼각분포, {low}~{high}, 최빈값 {mode}"),
            )
        }
    }
}

/// Where each measure is lowest and highest.
fn spreads(measures: &[Spread], language: Language) -> TableBlock {
    let header =
        [["Measure", "지표"], ["Lowest", "최저"], ["where", "설정"], ["Highest", "최고"], ["where", "설정"]];
    let row = |spread: &Spread| {
        let scale = Scale::of_unit(&spread.unit);
        let value = |point: &Point| language.percents(&scale.with_error(&point.interval));
        let name = capitalised(&in_words(&spread.metric, language));
        vec![
            format!("{name} ({})", spread.year),
            value(&spread.lowest),
            spread.lowest.values.join(", "),
            value(&spread.highest),
            spread.highest.values.join(", "),
        ]
    };
    TableBlock {
        caption: language
            .say("Where each measure is lowest and highest", "지표마다 가장 낮은 설정과 가장 높은 설정")
            .to_owned(),
        header: header.map(|[english, korean]| language.say(english, korean).to_owned()).to_vec(),
        rows: measures.iter().map(row).collect(),
        numbers_from: usize::MAX,
    }
}
