//! What `simulate validate` found: published figures beside simulated ones.

use super::{Told, quoted, size};
use crate::report::korean_targets::in_language;
use crate::report::language::Language;
use crate::report::page::Block;
use crate::report::scoreboard::{ScoreboardFile, cells, findings};
use crate::scenario::Scenario;
use crate::study::validate::score::Row;

/// Puts the scoreboard into words.
pub fn told(file: &ScoreboardFile, scenario: &Scenario, language: Language) -> Told {
    let (seed, title) = (file.frame.seed, quoted(scenario, language));
    Told {
        title: language
            .say("The model beside what was published", "모형과 발표된 연구 결과의 대조")
            .to_owned(),
        line: match language {
            Language::English => {
                format!("Targets that name no scenario of their own are held against {title}.")
            }
            Language::Korean => format!("시나리오를 따로 정하지 않은 목표는 {title}에 견준다."),
        },
        findings: findings(&file.targets, file.frame.replicates, language),
        size: size(&file.frame, language),
        tables: tables(&file.targets, language),
        differences: Vec::new(),
        reading: Some(language.say("", "목표의 출처는 원문 그대로다."))
            .filter(|words| !words.is_empty())
            .map(str::to_owned)
            .into_iter()
            .collect(),
        what: match language {
            Language::English => {
                format!("validation against published figures, scenario {}, seed {seed}", file.scenario)
            }
            Language::Korean => format!("발표된 연구 결과와의 대조, 시나리오 {}, 시드 {seed}", file.scenario),
        },
    }
}

/// A table for each file of targets, then the sources.
pub fn tables(rows: &[Row], language: Language) -> Vec<Block> {
    let mut files: Vec<&str> = rows.iter().map(|row| row.file.as_str()).collect();
    files.dedup();
    let mut blocks = Vec::new();
    for name in files {
        let of_file: Vec<Row> = rows.iter().filter(|row| row.file == name).cloned().collect();
        let caption = match language {
            Language::English => format!("Targets of {name}"),
            Language::Korean => format!("{name}의 목표"),
        };
        blocks.push(Block::Table(cells(&of_file, language).block(&caption, 1, language)));
    }
    let source = |row: &Row| {
        let note =
            row.note.as_ref().map_or(String::new(), |note| format!(" {}", in_language(note, language)));
        format!("{}: {}.{note}", in_language(&row.title, language), row.source.trim_end_matches('.'))
    };
    let heading = language.say("Sources and notes", "출처(원문)와 설명");
    blocks.push(Block::Folded(heading.to_owned(), vec![Block::List(rows.iter().map(source).collect())]));
    blocks
}
