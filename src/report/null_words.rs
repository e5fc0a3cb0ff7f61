//! What came of changes that must not matter, in words.

use super::figures::plain;
use super::language::Language;
use crate::study::null::Outcome;

/// One line for each change.
pub fn lines(outcomes: &[Outcome], language: Language) -> Vec<String> {
    let line = |outcome: &Outcome| match (&outcome.difference, language) {
        (None, Language::English) => format!("equal      {}", outcome.change),
        (None, Language::Korean) => format!("같음   {}", outcome.change),
        (Some(_), Language::English) => {
            format!("DIFFERENT  {}: {}", outcome.change, place(outcome, language))
        }
        (Some(_), Language::Korean) => format!("다름   {}: {}", outcome.change, place(outcome, language)),
    };
    outcomes.iter().map(line).collect()
}

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
            format!("결과에 영향을 주어서는 안 되는 변경 {count}가지 모두에서 모든 바이트가 그대로다 ({megabytes} MB 비교)."),
            "따라서 이 시나리오와 다른 시나리오의 차이는 바꾼 내용에서 오며 계산 방식에서 오지 않는다.".to_owned(),
        ],
        (Language::Korean, _) => vec![
            format!("영향을 주어서는 안 되는 변경 {count}가지 가운데 {failed}가지가 결과를 바꾼다."),
            "원인이 밝혀질 때까지 이 시나리오와 다른 시나리오의 차이를 믿을 수 없다.".to_owned(),
        ],
    }
}

/// The first place that differs.
pub fn place(outcome: &Outcome, language: Language) -> String {
    let Some(found) = &outcome.difference else { return String::new() };
    let (file, line, column) = (&found.file, found.line, &found.column);
    match (language, line, column.is_empty()) {
        (Language::English, 0, _) | (Language::English, _, true) => {
            format!("{file}: {} became {}", found.reference, found.changed)
        }
        (Language::English, _, false) => {
            format!("{file}, line {line}, column {column}: {} became {}", found.reference, found.changed)
        }
        (Language::Korean, 0, _) | (Language::Korean, _, true) => {
            format!("{file}: {} → {}", found.reference, found.changed)
        }
        (Language::Korean, _, false) => {
            format!("{file} {line}행 {column} 열: {} → {}", found.reference, found.changed)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::null::Difference;

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
