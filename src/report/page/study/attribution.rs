//! What `simulate attribute` found: the change of a metric split over mechanisms, and the two conditions.

use super::{Told, quoted, size};
use crate::report::attribution_words::sentences;
use crate::report::language::Language;
use crate::report::metric_names::{capitalised, in_words};
use crate::report::page::Block;
use crate::report::study_json::AttributionFile;
use crate::report::study_table::{attribution_cells, conditions_cells};
use crate::scenario::Scenario;
use crate::study::attribution::Attribution;
use crate::study::conditions::TwoWay;

/// Puts the findings into words.
pub fn told(file: &AttributionFile, scenario: &Scenario, language: Language) -> Told {
    let found = Attribution {
        from: file.from,
        to: file.to,
        replicates: file.frame.replicates,
        mechanisms: file.mechanisms.clone(),
        coalitions: file.coalitions,
        exact: file.exact,
        splits: file.splits.clone(),
    };
    let (mut findings, mut tables) = (Vec::new(), Vec::new());
    let years = language.years(file.from, file.to);
    for split in &file.splits {
        let name = capitalised(&in_words(&split.metric, language));
        let worlds: Vec<TwoWay> =
            file.conditions.iter().filter(|table| table.metric == split.metric).cloned().collect();
        if findings.is_empty() {
            findings = sentences(&found, split, worlds.first(), language);
        }
        let caption = match language {
            Language::English => format!("{name}, {years}: what brings the change about"),
            Language::Korean => format!("{name}, {years}: 변화에 대한 메커니즘별 기여"),
        };
        tables.push(Block::Table(attribution_cells(&found, split, language).block(&caption, 1, language)));
        if !worlds.is_empty() {
            let caption = match language {
                Language::English => format!("{name}: the two conditions, each kept and broken"),
                Language::Korean => format!("{name}: 두 조건을 각각 지키고 깬 네 세계"),
            };
            tables.push(Block::Table(conditions_cells(&worlds, language).block(&caption, 1, language)));
        }
    }
    let (title, seed) = (quoted(scenario, language), file.frame.seed);
    Told {
        title: match language {
            Language::English => format!("What brings the change about, {years}: {title}"),
            Language::Korean => format!("{years}의 변화는 무엇에서 오는가: {title}"),
        },
        line: language
            .say(
                "The change of each metric, split over the mechanisms through which the scenario changes.",
                "시나리오에서 변하는 여러 메커니즘이 지표의 변화에 저마다 얼마나 기여하는지 보여 준다.",
            )
            .to_owned(),
        findings,
        size: size(&file.frame, language),
        tables,
        differences: Vec::new(),
        reading: reading(language),
        what: match language {
            Language::English => {
                format!("attribution in the scenario {title} ({}), seed {seed}", file.scenario)
            }
            Language::Korean => format!("시나리오 {title}({})의 기여도 분석, 시드 {seed}", file.scenario),
        },
    }
}

fn reading(language: Language) -> Vec<String> {
    let words = language.say(
        "The part of a mechanism is its Shapley value: the mean of what it adds, over all orders in which the mechanisms could set in. \
         The parts, with what would change if nothing went on, add up to the whole change.",
        "한 메커니즘의 몫은 섀플리 값이다. 메커니즘들이 시작되는 모든 순서에 걸쳐 그것이 더하는 변화를 평균한 것이다. 몫들과 ‘아무것도 \
         진행되지 않을 때’의 변화를 더하면 전체 변화가 된다.",
    );
    vec![words.to_owned()]
}
