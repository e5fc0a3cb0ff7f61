//! What `simulate calibrate` found: the values that bring a scenario nearest to published figures.

use super::validation::tables;
use super::{Told, quoted, size};
use crate::report::calibration::{CalibrationFile, cells, findings};
use crate::report::language::Language;
use crate::report::page::Block;
use crate::scenario::Scenario;

/// Puts the fit into words.
pub fn told(file: &CalibrationFile, scenario: &Scenario, language: Language) -> Told {
    let (seed, title) = (file.frame.seed, quoted(scenario, language));
    let caption = language.say("Fitted parameters", "맞춘 매개변수");
    let mut blocks = vec![Block::Table(cells(&file.parameters, language).block(caption, 1, language))];
    let fresh = language.say(
        "The targets at the fitted values, with luck that the search has not seen.",
        "탐색에 쓰지 않은 새로운 우연으로 확인한, 맞춘 값에서의 목표.",
    );
    blocks.push(Block::Text(fresh.to_owned()));
    blocks.extend(tables(&file.residuals, language));
    Told {
        title: match language {
            Language::English => format!("Calibration of {title}"),
            Language::Korean => format!("{title}의 보정"),
        },
        line: language
            .say(
                "The values of free parameters that bring the scenario nearest to published figures.",
                "시나리오를 발표된 연구 결과에 가장 가깝게 하는 자유 매개변수의 값이다.",
            )
            .to_owned(),
        findings: findings(file, language),
        size: size(&file.frame, language),
        tables: blocks,
        differences: Vec::new(),
        reading: vec![
            language
                .say(
                    "The interval of a fitted value is an approximate posterior inside the bounds of the search; weakly identified means \
                     that other values would do as well.",
                    "맞춘 값의 구간은 탐색 범위 안에서 구한 근사 사후분포다. ‘약함’은 다른 값도 자료에 똑같이 잘 맞을 수 있다는 뜻이다.",
                )
                .to_owned(),
            language
                .say(
                    "The calibrated scenario names its base: by its name where the base comes with the program, else by its place on \
                     the computer where the search was made.",
                    "보정한 시나리오 파일은 바탕이 된 시나리오를 적어 둔다. 프로그램에 들어 있는 시나리오는 이름으로, 그 밖의 시나리오는 탐색한 \
                     컴퓨터에서의 위치로 적는다.",
                )
                .to_owned(),
        ],
        what: match language {
            Language::English => format!("calibration of the scenario {title} ({}), seed {seed}", file.scenario),
            Language::Korean => format!("시나리오 {title}({})의 보정, 시드 {seed}", file.scenario),
        },
    }
}
