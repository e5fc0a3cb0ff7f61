//! A scenario's name or title with the values that were set over its file, so that no result passes for that of the file.

use super::language::Language;
use crate::scenario::notation::excerpt;

/// So many values are named; more would hide the rest of a line.
const MOST_NAMED: usize = 3;

/// Characters of a value; a table of years would hide the rest too.
const LONGEST: usize = 60;

/// `name with path=value, …`; the name alone where nothing was set.
pub fn with_changes(name: &str, set: &[String], language: Language) -> String {
    if set.is_empty() {
        return name.to_owned();
    }
    let one_line = |text: &String| excerpt(&text.split_whitespace().collect::<Vec<_>>().join(" "), LONGEST);
    let mut values: Vec<String> = set.iter().take(MOST_NAMED).map(one_line).collect();
    let more = set.len() - values.len();
    if more > 0 {
        values.push(match language {
            Language::English => format!("{more} more"),
            Language::Korean => format!("그 밖의 값 {more}개"),
        });
    }
    let values = values.join(", ");
    match language {
        Language::English => format!("{name} with {values}"),
        Language::Korean => format!("{name}(바꾼 값: {values})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_named_and_many_are_counted() {
        let set = |count: usize| (0..count).map(|number| format!("luck.merit={number}")).collect::<Vec<_>>();
        let told = |count, language| with_changes("ai_century", &set(count), language);
        assert_eq!(told(0, Language::English), "ai_century");
        assert_eq!(told(1, Language::English), "ai_century with luck.merit=0");
        assert!(told(5, Language::English).ends_with("luck.merit=2, 2 more"));
        let broken = with_changes("x", &["a=1\n b".to_owned()], Language::English);
        assert_eq!(broken, "x with a=1 b");
        assert_eq!(told(1, Language::Korean), "ai_century(바꾼 값: luck.merit=0)");
    }
}
