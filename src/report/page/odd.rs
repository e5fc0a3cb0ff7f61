//! The rules in full: the model document, which follows the ODD protocol, with the parameters as they ran.

use super::Block;
use super::scenario::parameter_table;
use crate::report::language::Language;
use crate::scenario::Scenario;

/// The model document in both languages; its tables of parameters are made from the declarations that the engine reads.
const MODEL: [&str; 2] = [include_str!("../../../docs/model.md"), include_str!("../../../docs/model.ko.md")];

/// What begins and ends a table of parameters in the document.
const KEYS: &str = "<!-- keys: ";
const END_OF_KEYS: &str = "<!-- end of keys -->";

/// The order of a year, then every section of the document, folded away; the scenario's values stand beside the defaults.
pub fn rules(scenario: &Scenario, language: Language) -> Vec<Block> {
    let order = language.say(
        "Each year goes in this order; §2 is section 2 of the description below.",
        "한 해는 다음 순서로 진행된다. §2는 아래 설명의 2절이다.",
    );
    let form = language.say(
        "The whole description follows: the ODD protocol for agent-based models (overview, design concepts, details; Grimm et al. \
         2020), with every equation, and every parameter with meaning, value, default, allowed range and source as the program \
         declares them. Open what you want to read, or to print.",
        "다음은 모형의 전체 설명이다. 행위자 기반 모형을 기술하는 ODD 양식(개요, 설계 개념, 세부 사항, Grimm 외 2020)을 따르며, 모든 식과 \
         모든 매개변수의 뜻, 값, 기본값, 허용 범위, 출처를 프로그램이 선언한 그대로 담았다. 읽거나 인쇄할 절을 펼치면 된다.",
    );
    let mut blocks = vec![
        Block::Text(order.to_owned()),
        Block::Steps(order_of_a_year(language)),
        Block::Text(form.to_owned()),
    ];
    let folded = |section: DocumentSection| {
        Block::Folded(section.heading.to_owned(), contents(section.text, scenario, language))
    };
    blocks.extend(sections(language).into_iter().map(folded));
    blocks
}

/// A section of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct DocumentSection {
    heading: &'static str,
    text: &'static str,
}

/// The sections in their order; a heading with nothing below it is left out.
fn sections(language: Language) -> Vec<DocumentSection> {
    let mut found = Vec::new();
    let mut rest = language.say(MODEL[0], MODEL[1]);
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
fn contents(text: &str, scenario: &Scenario, language: Language) -> Vec<Block> {
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

/// The steps of a year, from the document.
fn order_of_a_year(language: Language) -> Vec<String> {
    let section = sections(language).into_iter().find(|section| section.heading.starts_with("0. "));
    let lines = section.map_or("", |section| section.text).lines();
    lines
        .filter(|line| line.starts_with(|first: char| first.is_ascii_digit()) && line.contains(". **"))
        .filter_map(|line| Some(line.split_once(". ")?.1.replace("**", "").replace('*', "")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::page::{Page, Section, html};
    use crate::scenario::shipped::SCENARIOS;

    const LANGUAGES: [Language; 2] = [Language::English, Language::Korean];

    #[test]
    fn every_section_of_the_document_is_there() {
        for (language, document) in LANGUAGES.into_iter().zip(MODEL) {
            let kept: usize = sections(language).iter().map(|section| section.text.lines().count()).sum();
            let lines =
                document.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).count();
            assert!(kept >= lines, "{kept} of {lines} lines");
        }
        assert_eq!(sections(Language::English).len(), sections(Language::Korean).len());
    }

    #[test]
    fn the_order_of_a_year_is_told_in_both_languages() {
        let [english, korean] = LANGUAGES.map(order_of_a_year);
        assert!(english[0].starts_with("Retire.") && korean[0].starts_with("은퇴."));
        let sections_named =
            |steps: &[String]| -> Vec<bool> { steps.iter().map(|step| step.contains('§')).collect() };
        assert_eq!(sections_named(&english), sections_named(&korean));
    }

    /// A Korean particle right after a bracket in bold type leaves the stars on the page.
    #[test]
    fn no_sign_of_markdown_is_left_on_the_page() {
        let scenario = Scenario::shipped("nordic_baseline").expect("shipped");
        for language in LANGUAGES {
            let blocks = rules(&scenario, language);
            let section = Section { anchor: "rules", heading: String::new(), blocks };
            let (title, line, sections) = (String::new(), String::new(), vec![section]);
            let text = html::html(&Page { language, title, line, sections });
            let body = text.split("<main>").nth(1).expect("a body");
            let at = body.find(['*', '`']).map(|at| body[at..].chars().take(80).collect::<String>());
            assert_eq!(at, None);
            assert!(!body.contains("lang="));
        }
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
            cells(&rules(&scenario, Language::English), &mut found);
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
