//! Korean errors: is there a template for every message that stands in the source?

use iqsim::report::korean_errors::message;
use iqsim::report::language::Language;
use std::fs;
use std::path::{Path, PathBuf};

/// What a message is given to, right before its quotation mark.
const GIVEN_TO: [&str; 12] = [
    "Diagnostic::new(",
    "Diagnostic::io(",
    ".allowed(",
    ".advice(",
    "wrong(",
    "refuse(",
    "blame(",
    "Err((",
    "let problem = ",
    "let advice = ",
    "let allowed = ",
    "let problem = if count < at_least { ",
];

/// What has no words of its own, or is put together of parts that have.
fn is_no_message(text: &str) -> bool {
    let words: String = text.split(['{', '}']).step_by(2).collect();
    !words.chars().any(char::is_alphabetic) || !text.contains(' ') || text.contains(" = \"")
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("readable folder").map(|entry| entry.expect("entry").path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// The text of a literal that begins after its quotation mark, as the program prints it.
fn literal(source: &str) -> String {
    let mut text = String::new();
    let mut characters = source.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => match characters.next() {
                Some('n') => text.push('\n'),
                Some('\n') => characters = characters.as_str().trim_start().chars(),
                other => text.extend(other),
            },
            other => text.push(other),
        }
    }
    text
}

/// A message with something in its gaps: a number or a word.
fn filled(text: &str, gap: &str) -> String {
    let mut parts = text.split(['{', '}']);
    let mut all = parts.next().unwrap_or("").to_owned();
    while let (Some(_), Some(words)) = (parts.next(), parts.next()) {
        all = all + gap + words;
    }
    all
}

#[test]
fn every_message_in_the_source_has_korean_words() {
    let mut missing = Vec::new();
    let mut seen = 0;
    for module in ["scenario", "study", "cli/commands"] {
        let test_only = |path: &PathBuf| path.ends_with("sample.rs");
        for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(module))
            .into_iter()
            .filter(|path| !test_only(path))
        {
            let source = fs::read_to_string(&path).expect("readable source");
            let code = source.split("#[cfg(test)]").next().unwrap_or("");
            let code: String =
                code.lines().filter(|line| !line.starts_with("//")).flat_map(|line| [line, "\n"]).collect();
            for (position, _) in code.match_indices('"') {
                let before = code[..position].trim_end();
                let before =
                    before.strip_suffix("format!(").unwrap_or(before).trim_end_matches(['&', ' ', '\n']);
                if !GIVEN_TO.iter().any(|call| before.ends_with(call.trim_end())) {
                    continue;
                }
                let text = literal(&code[position + 1..]);
                let parts = ["\n   = ", "; allowed: ", "allowed: "]
                    .into_iter()
                    .fold(vec![text.as_str()], |parts, mark| {
                        parts.into_iter().flat_map(|part| part.split(mark)).collect()
                    });
                for part in parts.into_iter().filter(|part| !is_no_message(part)) {
                    seen += 1;
                    let known = ["7", "x"]
                        .map(|gap| filled(part, gap))
                        .iter()
                        .any(|example| message(example, Language::Korean) != *example);
                    if !known {
                        missing.push(format!("{}: {part:?}", path.display()));
                    }
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    assert!(seen > 150, "only {seen} messages found: does the search still fit the source?");
}
