//! A scenario in plain words: how it differs from the shipped one it is nearest to, and all its parameters.

use super::{Block, TableBlock};
use crate::report::language::Language;
use crate::scenario::Scenario;
use crate::scenario::notation::number;
use crate::scenario::record::{Record, Records, Value};
use crate::scenario::schedule::Schedule;
use crate::scenario::schema::allowed;
use crate::scenario::shipped::SCENARIOS;

/// Keys that say how much is computed or how it is called, and nothing about the world.
const NOT_OF_THE_WORLD: [&str; 5] = ["title", "description", "run.agents", "run.replicates", "run.seed"];

/// The scenario from which all others come.
const ROOT: &str = "nordic_baseline";

/// What differs from the base, as blocks.
pub fn differences(scenario: &Scenario, language: Language) -> Vec<Block> {
    let Some((base, found)) = base(scenario) else { return Vec::new() };
    if found.is_empty() {
        let words = match language {
            Language::English => format!("Every rule is as in the shipped scenario `{base}`."),
            Language::Korean => format!("모든 규칙이 프로그램에 들어 있는 시나리오 `{base}`와 같다."),
        };
        return vec![Block::Text(words)];
    }
    let count = found.len();
    let words = match language {
        Language::English => format!(
            "The scenario differs from the shipped scenario `{base}` in {count} {}; everything else is as there.",
            if count == 1 { "value" } else { "values" }
        ),
        Language::Korean => format!(
            "이 시나리오는 프로그램에 들어 있는 시나리오 `{base}`와 {count}개 값이 다르며, 나머지는 모두 같다."
        ),
    };
    let header = [["Parameter", "매개변수"], ["What it says", "뜻"], ["Here", "여기"], ["There", "저기"]];
    let table = TableBlock {
        caption: match language {
            Language::English => format!("What differs from {base}"),
            Language::Korean => format!("{base}와 다른 점"),
        },
        header: header.map(|[english, korean]| language.say(english, korean).to_owned()).to_vec(),
        rows: found
            .into_iter()
            .map(|difference| {
                vec![
                    format!("`{}`", difference.path),
                    difference.meaning.to_owned(),
                    difference.here.map_or("–".to_owned(), |value| in_words(&value, language)),
                    difference.there.map_or("–".to_owned(), |value| in_words(&value, language)),
                ]
            })
            .collect(),
        numbers_from: usize::MAX,
    };
    vec![Block::Text(words), Block::Table(table)]
}

struct Difference {
    path: String,
    meaning: &'static str,
    here: Option<Value>,
    there: Option<Value>,
}

/// The base that a shipped scenario names; for any other the shipped scenario with the fewest differences.
fn base(scenario: &Scenario) -> Option<(String, Vec<Difference>)> {
    let text = SCENARIOS.iter().find(|(name, _)| *name == scenario.name).map(|(_, text)| *text);
    let named = text.and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("base = \""))?;
        line.split('"').next()?.strip_suffix(".toml").map(str::to_owned)
    });
    if let Some(name) = named.or_else(|| (scenario.name == ROOT).then(|| ROOT.to_owned())) {
        let found = different(&scenario.records, &Scenario::shipped(&name)?.records);
        return Some((name, found));
    }
    let all = SCENARIOS.iter().filter_map(|(name, _)| {
        let found = different(&scenario.records, &Scenario::shipped(name)?.records);
        Some(((*name).to_owned(), found))
    });
    all.min_by_key(|(_, found)| found.len())
}

fn different(here: &Records, there: &Records) -> Vec<Difference> {
    let counts =
        |record: &&Record| !record.kind.is_group() && !NOT_OF_THE_WORLD.contains(&record.path.as_str());
    let mut found: Vec<Difference> = here
        .iter()
        .filter(counts)
        .filter_map(|record| {
            let other = there.get(&record.path).map(|other| other.value.clone());
            (other.as_ref() != Some(&record.value)).then(|| Difference {
                path: record.path.clone(),
                meaning: record.meaning,
                here: Some(record.value.clone()),
                there: other,
            })
        })
        .collect();
    let gone = there.iter().filter(counts).filter(|record| here.get(&record.path).is_none());
    found.extend(gone.map(|record| Difference {
        path: record.path.clone(),
        meaning: record.meaning,
        here: None,
        there: Some(record.value.clone()),
    }));
    found
}

/// A value as people say it.
pub fn in_words(value: &Value, language: Language) -> String {
    let Value::Schedule(schedule) = value else { return short(value) };
    match (schedule, language) {
        (Schedule::Constant(constant), _) => short_number(*constant),
        (Schedule::Table(points), _) => {
            let points = points.iter().map(|(year, value)| format!("{} ({year})", short_number(*value)));
            points.collect::<Vec<_>>().join(", ")
        }
        (Schedule::Logistic { from, to, midpoint, width }, Language::English) => format!(
            "from {} to {}, half of it by {}, most of it between {} and {}",
            short_number(*from),
            short_number(*to),
            midpoint.round(),
            (midpoint - 2.0 * width).round(),
            (midpoint + 2.0 * width).round()
        ),
        (Schedule::Logistic { from, to, midpoint, width }, Language::Korean) => format!(
            "{}에서 {}까지, 절반은 {}년까지, 대부분은 {}~{}년 사이",
            short_number(*from),
            short_number(*to),
            midpoint.round(),
            (midpoint - 2.0 * width).round(),
            (midpoint + 2.0 * width).round()
        ),
    }
}

fn short(value: &Value) -> String {
    match value {
        Value::Number(value) => short_number(*value),
        other => other.to_string(),
    }
}

/// A number as it was written, without `.0`.
fn short_number(value: f64) -> String {
    let text = number(value);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// All parameters by section, folded away, each with value, default, range and source.
pub fn parameters(scenario: &Scenario, language: Language) -> Vec<Block> {
    let header = [
        ["Parameter", "매개변수"],
        ["What it says", "뜻"],
        ["Unit", "단위"],
        ["Value", "값"],
        ["Default", "기본값"],
        ["Range", "범위"],
        ["Source", "출처"],
    ];
    let mut blocks: Vec<Block> = Vec::new();
    let mut sections: Vec<(String, Vec<&Record>)> = Vec::new();
    for record in scenario.records.iter().filter(|record| !record.kind.is_group()) {
        let section = match record.segments.as_slice() {
            [only] => only.clone(),
            [first, ..] => first.clone(),
            [] => continue,
        };
        match sections.iter_mut().find(|(name, _)| *name == section) {
            Some((_, records)) => records.push(record),
            None => sections.push((section, vec![record])),
        }
    }
    for (section, records) in sections {
        let meaning = scenario.records.get(&section).map_or("", |record| record.meaning);
        let rows = records.iter().map(|record| {
            vec![
                format!("`{}`", record.path),
                record.meaning.to_owned(),
                record.unit.to_owned(),
                in_words(&record.value, language),
                in_words(&record.default, language),
                allowed(record),
                record.source.to_owned(),
            ]
        });
        let caption = if meaning.is_empty() { section.clone() } else { format!("{section}: {meaning}") };
        let table = TableBlock {
            caption: caption.clone(),
            header: header.map(|[english, korean]| language.say(english, korean).to_owned()).to_vec(),
            rows: rows.collect(),
            numbers_from: usize::MAX,
        };
        blocks.push(Block::Folded(
            format!("`{section}` {meaning} ({})", records.len()),
            vec![Block::Table(table)],
        ));
    }
    blocks
}
