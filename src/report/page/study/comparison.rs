//! What `simulate compare` found: each world against the base world.

use super::{Told, quoted, size};
use crate::report::comparison_words::sentences;
use crate::report::language::Language;
use crate::report::page::Block;
use crate::report::page::scenario::between;
use crate::report::precision_words::sentence;
use crate::report::study_json::{Compared, ComparisonFile};
use crate::report::study_table::comparison_cells;
use crate::scenario::Scenario;
use crate::study::comparison::Comparison;

/// Puts the findings into words; `None` where the file does not hold whole comparisons. The base world comes first.
pub fn told(file: &ComparisonFile, scenarios: &[Scenario], language: Language) -> Option<Told> {
    let (base, others) = scenarios.split_first()?;
    let (mut findings, mut tables, mut differences) = (Vec::new(), Vec::new(), Vec::new());
    for (compared, other) in file.comparisons.iter().zip(others) {
        let (comparison, metrics) = whole(compared, file.frame.replicates)?;
        let last = comparison.last_year()?;
        findings.extend(sentences(&comparison, &metrics, last, language));
        let (one, two) = (&compared.base, &compared.other);
        let caption = match language {
            Language::English => format!("{two} against {one} in {last}"),
            Language::Korean => format!("{last}년, {one}에 견준 {two}"),
        };
        let mut cells = comparison_cells(&comparison, &metrics, &[last], language);
        for row in &mut cells.rows {
            if let Some((words, name)) = row[0].split_once("\n  ") {
                row[0] = format!("{words} (`{name}`)");
            }
        }
        tables.push(Block::Table(cells.block(&caption, 1, language)));
        differences.extend(between(base, other, language));
    }
    findings.dedup();
    findings.extend(file.precision.iter().map(|reached| sentence(reached, language)));
    let titles: Vec<String> = others.iter().map(|other| quoted(other, language)).collect();
    let titles = titles.join(", ");
    let (title, line) = match language {
        Language::English => (
            format!("{titles} against {}", quoted(base, language)),
            "Worlds with the same people and the same luck: what differs between them comes from the rules that differ.".to_owned(),
        ),
        Language::Korean => (
            format!("{}에 견준 {titles}", quoted(base, language)),
            "사람도 운도 같은 세계들이다. 세계 사이의 차이는 서로 다른 규칙에서 나온다.".to_owned(),
        ),
    };
    let names: Vec<&str> = scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
    let seed = file.frame.seed;
    Some(Told {
        title,
        line,
        findings,
        size: size(&file.frame, language),
        tables,
        differences,
        reading: reading(language),
        what: match language {
            Language::English => format!("comparison of the scenarios {}, seed {seed}", names.join(", ")),
            Language::Korean => format!("시나리오 {} 비교, 시드 {seed}", names.join(", ")),
        },
    })
}

/// The comparison as it was, with its metrics in their order.
fn whole(compared: &Compared, replicates: u32) -> Option<(Comparison, Vec<String>)> {
    let names = (compared.base.clone(), compared.other.clone());
    let comparison = Comparison::of_rows(names, &compared.differences, compared.flows, replicates)?;
    let metrics = comparison.metrics.iter().map(|metric| metric.name.clone()).collect();
    Some((comparison, metrics))
}

fn reading(language: Language) -> Vec<String> {
    let words = language.say(
        "Unmatched: the interval that as many replicates would give if each world had its own people and luck, and in brackets how \
         many would be needed for an interval as narrow as the one shown.",
        "‘짝짓지 않으면’은 세계마다 사람과 운이 다를 때 같은 반복 수로 얻을 신뢰구간이다. 괄호 안은 표에 나온 만큼 좁은 신뢰구간을 얻는 데 \
         필요한 반복 수다.",
    );
    vec![words.to_owned()]
}
