//! The keys of a scenario as a document, generated from their declarations.

use super::korean_errors::message;
use super::korean_keys::{allowed, meaning, role, source, unit};
use super::language::Language;
use crate::scenario::notation;
use crate::scenario::record::{Group, Kind, Records};

/// A Markdown page of all keys, one table for each section, from the records of a reader that was documenting.
pub fn keys_document(records: &Records, language: Language) -> String {
    let mut page = language.say("# Keys of a scenario\n", "# 시나리오의 매개변수\n").to_owned();
    write_section(&records.tree(), &mut page, language);
    page
}

const HEADER: [&str; 2] = [
    "| Key | Meaning | Unit | Range | Default | Role | Source |",
    "| 매개변수 | 뜻 | 단위 | 범위 | 기본값 | 구분 | 출처 |",
];

fn write_section(group: &Group<'_>, page: &mut String, language: Language) {
    if let Some(record) = group.record {
        page.push_str(&format!("\n## `{}`\n", record.pattern));
        if !record.meaning.is_empty() {
            page.push_str(&format!("\n{}.\n", meaning(record, language)));
        }
        if let Kind::Named { at_least, at_most } = record.kind {
            let most = if at_most == usize::MAX { f64::INFINITY } else { at_most as f64 };
            let count = message(&notation::range(at_least as f64, most), language);
            page.push_str(&match language {
                Language::English => format!("\nNamed tables; their number: {count}.\n"),
                Language::Korean => format!("\n이름을 정해서 쓰는 표. 개수: {count}.\n"),
            });
        }
    }
    if !group.keys.is_empty() {
        let header = language.say(HEADER[0], HEADER[1]);
        page.push_str(&format!("\n{header}\n|---|---|---|---|---|---|---|\n"));
    }
    for record in &group.keys {
        let cells = [
            format!("`{}`", record.pattern),
            meaning(record, language).to_owned(),
            unit(record.unit, language).to_owned(),
            allowed(record, language),
            record.default.to_string(),
            role(record.role, language),
            source(record.source, language).to_owned(),
        ];
        let cells = cells.map(|cell| cell.replace('|', "\\|").replace('\n', " "));
        page.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    group.groups.iter().for_each(|inner| write_section(inner, page, language));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::declarations;

    #[test]
    fn every_key_has_a_row_in_both_languages() {
        let declared = declarations();
        let keys = declared.iter().filter(|record| !record.kind.is_group()).count();
        for language in [Language::English, Language::Korean] {
            let page = keys_document(&declared, language);
            assert_eq!(page.matches("\n| `").count(), keys, "{page}");
        }
        let row = "| `jobs.*.share` | 인공지능이 없애기 전";
        let page = keys_document(&declared, Language::Korean);
        assert!(page.contains(row) && !page.contains("assumed"), "{page}");
    }
}
