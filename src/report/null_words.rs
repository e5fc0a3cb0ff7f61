//! What came of changes that must not matter, in words.

use super::figures::plain;
use super::korean_errors::{Template, by_template};
use super::language::Language;
use crate::study::null::Outcome;

/// One line for each change.
pub fn lines(outcomes: &[Outcome], language: Language) -> Vec<String> {
    let line = |outcome: &Outcome| {
        let change = words(&outcome.change, language);
        match (&outcome.difference, language) {
            (None, Language::English) => format!("equal      {change}"),
            (None, Language::Korean) => format!("같음   {change}"),
            (Some(_), Language::English) => format!("DIFFERENT  {}", first_difference(outcome, language)),
            (Some(_), Language::Korean) => format!("다름   {}", first_difference(outcome, language)),
        }
    };
    outcomes.iter().map(line).collect()
}

/// A change, or what stands in a cell, in a language; what the user wrote stays.
fn words(english: &str, language: Language) -> String {
    let korean = (language == Language::Korean).then(|| by_template(&WORDS, english));
    korean.flatten().unwrap_or_else(|| english.to_owned())
}

/// The words of `study::null`.
const WORDS: [Template; 14] = [
    ("another file name, title and description", "다른 파일 이름, 제목, 설명"),
    ("one thread", "스레드 1개"),
    ("three threads", "스레드 3개"),
    ("replicates one after the other", "반복을 하나씩 차례로"),
    (
        "the channel assistance of AI on with zero strength instead of off",
        "인공지능의 업무 보조 경로를 끄지 않고 세기 0으로 켬",
    ),
    (
        "the channel displacement of AI on with zero strength instead of off",
        "인공지능의 일자리 대체 경로를 끄지 않고 세기 0으로 켬",
    ),
    (
        "the channel access of AI on with zero strength instead of off",
        "인공지능의 학습 기회 경로를 끄지 않고 세기 0으로 켬",
    ),
    (
        "the channel ownership of AI on with zero strength instead of off",
        "인공지능의 소유 경로를 끄지 않고 세기 0으로 켬",
    ),
    (
        "the channel luck of AI on with zero strength instead of off",
        "인공지능의 운 경로를 끄지 않고 세기 0으로 켬",
    ),
    (
        "AI with every channel off instead of no AI (everything but AI itself)",
        "모든 경로를 끈 인공지능(인공지능 자체의 값은 뺌)",
    ),
    ("the number of files", "파일의 수"),
    ("{#} bytes", "{0}바이트"),
    ("{#} lines", "{0}행"),
    ("nothing", "없음"),
];

/// Two sentences: how it went, and what that means.
pub fn sentences(outcomes: &[Outcome], language: Language) -> Vec<String> {
    let failed = outcomes.iter().filter(|outcome| outcome.difference.is_some()).count();
    let megabytes = plain(outcomes.iter().map(|outcome| outcome.bytes).sum::<u64>() as f64 / 1e6, 0);
    let count = outcomes.len();
    match (language, failed) {
        (Language::English, 0) => vec![
            format!("All {count} changes that must not matter leave every byte as it was ({megabytes} MB compared)."),
            "So where this scenario differs from another, the difference comes from what was changed and not from the machinery.".to_owned(),
        ],
        (Language::English, _) => vec![
            format!("Of {count} changes that must not matter, {failed} matter{}.", if failed == 1 { "s" } else { "" }),
            "Until that is explained, no difference between this scenario and another can be trusted.".to_owned(),
        ],
        (Language::Korean, 0) => vec![
            format!("결과에 영향을 주어서는 안 되는 변경 {count}가지 모두에서 모든 바이트가 그대로다({megabytes} MB 비교)."),
            "따라서 이 시나리오와 다른 시나리오의 차이는 바꾼 내용에서 오며 계산 방식에서 오지 않는다.".to_owned(),
        ],
        (Language::Korean, _) => vec![
            format!("영향을 주어서는 안 되는 변경 {count}가지 가운데 {failed}가지가 결과를 바꾼다."),
            "원인이 밝혀질 때까지 이 시나리오와 다른 시나리오의 차이를 믿을 수 없다.".to_owned(),
        ],
    }
}

/// The change with the first place that differs.
pub fn first_difference(outcome: &Outcome, language: Language) -> String {
    format!("{}: {}", words(&outcome.change, language), place(outcome, language))
}

/// The first place that differs.
fn place(outcome: &Outcome, language: Language) -> String {
    let Some(found) = &outcome.difference else { return String::new() };
    let (file, line, column) = (&found.file, found.line, &found.column);
    let [reference, changed] = [&found.reference, &found.changed].map(|value| words(value, language));
    match (language, line, column.is_empty()) {
        (Language::English, 0, _) | (Language::English, _, true) => {
            format!("{file}: {reference} became {changed}")
        }
        (Language::English, _, false) => {
            format!("{file}, line {line}, column {column}: {reference} became {changed}")
        }
        (Language::Korean, 0, _) | (Language::Korean, _, true) => {
            format!("{}: {reference} → {changed}", words(file, language))
        }
        (Language::Korean, _, false) => {
            format!("{file} {line}행 {column} 열: {reference} → {changed}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::study::null::{Difference, trials};

    #[test]
    fn every_change_is_told_in_korean() {
        for trial in trials(&Scenario::shipped("ai_century").expect("shipped")) {
            let korean = words(&trial.change, Language::Korean);
            assert!(!korean.contains(|letter: char| letter.is_ascii_alphabetic()), "{korean}");
            assert_eq!(words(&trial.change, Language::English), trial.change);
        }
        assert_eq!(words("ai.work.boost=0.6", Language::Korean), "ai.work.boost=0.6");
    }

    #[test]
    fn a_difference_is_named_with_file_line_and_column() {
        let difference = Difference {
            file: "yearly.csv".to_owned(),
            line: 12,
            column: "gini".to_owned(),
            reference: "0.51".to_owned(),
            changed: "0.52".to_owned(),
        };
        let bad = Outcome { change: "one thread".to_owned(), bytes: 5_000_000, difference: Some(difference) };
        let good = Outcome { difference: None, ..bad.clone() };
        let text = lines(&[bad.clone(), good.clone()], Language::English).join("\n");
        assert!(text.contains("one thread: yearly.csv, line 12, column gini: 0.51 became 0.52"), "{text}");
        assert!(
            sentences(&[bad.clone(), good.clone()], Language::English)[0]
                .starts_with("Of 2 changes that must not matter, 1 matters.")
        );
        assert!(sentences(&[good], Language::English)[0].contains("every byte as it was (5 MB"));
        assert!(lines(&[bad], Language::Korean)[0].contains("yearly.csv 12행 gini 열"));
    }
}
