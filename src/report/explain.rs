//! What a name means, from the declarations that the engine itself uses: a parameter, a table of them, a metric or a scenario.

use super::korean_keys::{allowed, meaning, role, source, unit};
use super::korean_metrics::{meaning as metric_meaning, observation, unit as metric_unit};
use super::language::Language;
use super::page::scenario::{in_words, title};
use super::pairs::lines;
use crate::run::results::Metric;
use crate::scenario::Scenario;
use crate::scenario::notation::nearest;
use crate::scenario::record::{Record, Records};
use crate::scenario::shipped::SCENARIOS;

/// A name that nothing has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    pub nearest: Option<String>,
}

/// Explains a name. `metrics`: the columns of the results.
///
/// # Errors
/// Nothing has this name; the nearest name that something has.
pub fn explain(
    name: &str,
    declared: &Records,
    metrics: &[Metric],
    language: Language,
) -> Result<String, Unknown> {
    let name = name.trim().trim_end_matches(".toml");
    let exact: Vec<&Record> = declared.iter().filter(|record| fits(&record.pattern, name)).collect();
    if let Some(record) = exact.first() {
        return Ok(if record.kind.is_group() {
            group(record, declared, language)
        } else {
            parameter(record, declared, language)
        });
    }
    if let Some(metric) = metrics.iter().find(|metric| metric.name == name) {
        return Ok(of_metric(metric, language));
    }
    if let Some((name, text)) = SCENARIOS.iter().find(|(scenario, _)| *scenario == name) {
        return Ok(scenario(name, text, language));
    }
    // The end of a path is enough: `mobility` is `hiring.mobility`.
    let ends: Vec<&Record> = declared.iter().filter(|record| fits_end(&record.pattern, name)).collect();
    if !ends.is_empty() {
        let parts: Vec<String> = ends.iter().map(|record| parameter(record, declared, language)).collect();
        return Ok(parts.join("\n\n"));
    }
    Err(Unknown { nearest: nearest_name(name, declared, metrics) })
}

/// Whether a path is one of a pattern, where `*` is any name.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<&str>, Vec<&str>) = (pattern.split('.').collect(), path.split('.').collect());
    pattern.len() == path.len() && pattern.iter().zip(path).all(|(part, name)| *part == "*" || *part == name)
}

fn fits_end(pattern: &str, end: &str) -> bool {
    let parts: Vec<&str> = pattern.split('.').collect();
    let count = end.split('.').count();
    let start = parts.len().checked_sub(count);
    start.is_some_and(|start| parts[parts.len() - 1] != "*" && fits(&parts[start..].join("."), end))
}

fn nearest_name(name: &str, declared: &Records, metrics: &[Metric]) -> Option<String> {
    let patterns = declared.iter().map(|record| record.pattern.as_str());
    let last = declared.iter().map(Record::name).filter(|last| *last != "*");
    let metrics = metrics.iter().map(|metric| metric.name.as_str());
    let scenarios = SCENARIOS.iter().map(|(name, _)| *name);
    let all: Vec<&str> = patterns.chain(metrics).chain(scenarios).chain(last).collect();
    nearest(name, all)
}

fn parameter(record: &Record, declared: &Records, language: Language) -> String {
    let path: Vec<&str> = record.pattern.split('.').collect();
    let tables = (1..path.len()).filter_map(|depth| {
        let pattern = path[..depth].join(".");
        declared.iter().find(|table| table.pattern == pattern).filter(|table| !table.meaning.is_empty())
    });
    let blank = language.say(" ", "");
    let place: Vec<String> =
        tables.map(|table| format!("{}{blank}({})", meaning(table, language), table.pattern)).collect();
    let rows = [
        (language.say("unit", "단위"), unit(record.unit, language).to_owned()),
        (language.say("allowed", "범위"), allowed(record, language)),
        (language.say("default", "기본값"), in_words(&record.default, language)),
        (language.say("source", "출처"), source(record.source, language).to_owned()),
        (language.say("role", "역할"), role(record.role, language)),
        (language.say("acts in", "쓰이는 곳"), place.join(" › ")),
        (
            language.say("try", "써 보기"),
            format!("simulate SCENARIO --set {}=VALUE", record.pattern.replace('*', "NAME")),
        ),
    ];
    format!("{}: {}\n\n{}", record.pattern, meaning(record, language), lines(&rows))
}

fn group(record: &Record, declared: &Records, language: Language) -> String {
    let prefix = format!("{}.", record.pattern);
    let inside = declared.iter().filter(|inner| inner.pattern.starts_with(&prefix) && !inner.kind.is_group());
    let rows: Vec<(&str, String)> =
        inside.map(|inner| (inner.pattern.as_str(), meaning(inner, language).to_owned())).collect();
    let heading = language.say("holds", "들어 있는 매개변수");
    format!("{}: {}\n\n{heading}:\n{}", record.pattern, meaning(record, language), lines(&rows))
}

fn of_metric(metric: &Metric, language: Language) -> String {
    let rows = [
        (language.say("unit", "단위"), metric_unit(metric, language)),
        (language.say("observed", "관측"), observation(metric, language)),
        (
            language.say("found in", "있는 곳"),
            format!("yearly.csv ({}, {}_se), yearly_summary.csv, docs/columns.md", metric.name, metric.name),
        ),
    ];
    format!("{}: {}\n\n{}", metric.name, metric_meaning(metric, language), lines(&rows))
}

fn scenario(name: &str, text: &str, language: Language) -> String {
    let value = |key: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(&format!("{key} = \"")));
        line.and_then(|rest| rest.strip_suffix('"')).unwrap_or("").replace("\\\"", "\"")
    };
    let head: Vec<&str> = text
        .lines()
        .take_while(|line| line.starts_with('#'))
        .map(|line| line.trim_start_matches('#').trim())
        .skip(1)
        .filter(|line| !line.is_empty())
        .collect();
    let rows = [
        (language.say("base", "바탕"), value("base").trim_end_matches(".toml").to_owned()),
        (language.say("run it", "실행"), format!("simulate {name}")),
        (language.say("all values", "모든 값"), format!("simulate check {name}")),
    ];
    let (title, description) = match Scenario::shipped(name) {
        Some(scenario) => title(&scenario, language),
        None => (value("title"), value("description")),
    };
    let original = language.say("", "(원문 영어)\n");
    format!("{name}: {title}\n{description}\n\n{original}{}\n\n{}", head.join("\n"), lines(&rows))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::declarations;

    fn told(name: &str) -> Result<String, Unknown> {
        let metric = Metric {
            name: "gini".into(),
            meaning: "Gini coefficient of income.".into(),
            unit: "0 to 1".into(),
            observation: "all income".into(),
        };
        explain(name, &declarations(), &[metric], Language::English)
    }

    #[test]
    fn every_parameter_table_and_scenario_is_explained() {
        for record in declarations().iter() {
            let text = told(&record.pattern).expect("declared");
            assert!(text.starts_with(&record.pattern) && text.contains(record.meaning), "{text}");
        }
        for (name, _) in SCENARIOS {
            let text = told(name).expect("shipped");
            assert!(text.contains("Claim tested:"), "{text}");
        }
    }

    #[test]
    fn a_name_within_a_named_table_and_the_end_of_a_path_are_enough() {
        for name in ["jobs.professionals.share", "jobs.*.share"] {
            assert!(told(name).expect("a parameter").starts_with("jobs.*.share: "), "{name}");
        }
        let text = told("skill_pass_through").expect("a parameter");
        assert!(text.starts_with("ai.work.skill_pass_through: ") && text.contains("allowed"), "{text}");
        assert!(told("gini").expect("a metric").contains("observed"));
        assert!(told("ai.work").expect("a table").contains("ai.work.skill_pass_through"));
    }

    #[test]
    fn a_misspelt_name_is_answered_with_the_nearest() {
        let meant = |name: &str| told(name).map_err(|unknown| unknown.nearest);
        assert_eq!(meant("ginni"), Err(Some("gini".to_owned())));
        assert_eq!(meant("ai.work.skill_pas_through"), Err(Some("ai.work.skill_pass_through".to_owned())));
        assert_eq!(meant("two_century"), Err(Some("two_centuries".to_owned())));
        assert_eq!(meant(""), Err(None));
        assert_eq!(meant("…"), Err(None));
    }
}
