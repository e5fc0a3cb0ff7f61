//! Errors in Korean: one template for each message of the program, with what fills its gaps.
//!
//! The English message is the key, as in catalogues of other programs. `{}` is a gap that holds anything, `{#}` one that
//! holds a number. In the Korean words `{0}` stands for what filled the first gap, and `{0!}` for that in Korean.
//! What has no template stays as it is: names, keys and values that the user wrote, and the operating system's words.

mod program;
mod scenario;
mod studies;

use super::korean_keys::unit_in_korean;
use super::language::Language;

/// An English message with gaps, and the same in Korean.
pub(super) type Template = (&'static str, &'static str);

/// A message, or a part of one, in a language.
pub fn message(english: &str, language: Language) -> String {
    match language {
        Language::English => english.to_owned(),
        Language::Korean => in_korean(english).unwrap_or_else(|| english.to_owned()),
    }
}

fn templates() -> impl Iterator<Item = &'static Template> {
    [scenario::TEMPLATES, studies::TEMPLATES, program::TEMPLATES].into_iter().flatten()
}

fn in_korean(english: &str) -> Option<String> {
    by_template(templates(), english).or_else(|| unit_in_korean(english).map(str::to_owned))
}

/// A text in Korean by the template that says most of it by itself: others may fit by chance.
pub(super) fn by_template<'a>(
    templates: impl IntoIterator<Item = &'a Template>,
    english: &str,
) -> Option<String> {
    let fits = |&(template, korean): &Template| Some((own_words(template), korean, fill(template, english)?));
    let best = templates.into_iter().filter_map(fits).max_by_key(|(own, ..)| *own);
    best.map(|(_, korean, gaps)| put_into(korean, &gaps))
}

/// Bytes of a template outside its gaps.
fn own_words(template: &str) -> usize {
    pieces(template).iter().map(|(words, _)| words.len()).sum()
}

/// The words of a template, each with whether a number is wanted in the gap before it.
fn pieces(template: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    let (mut rest, mut number) = (template, false);
    loop {
        let gap = [("{}", false), ("{#}", true)];
        let next =
            gap.iter().filter_map(|(mark, number)| Some((rest.find(mark)?, mark.len(), *number))).min();
        let Some((position, length, number_next)) = next else {
            pieces.push((rest, number));
            return pieces;
        };
        pieces.push((&rest[..position], number));
        (rest, number) = (&rest[position + length..], number_next);
    }
}

/// What fills the gaps of a template in a message; `None` where they do not fit together.
fn fill<'a>(template: &str, message: &'a str) -> Option<Vec<&'a str>> {
    let pieces = pieces(template);
    let (first, others) = pieces.split_first()?;
    let mut rest = message.strip_prefix(first.0)?;
    let Some((last, middle)) = others.split_last() else {
        return rest.is_empty().then(Vec::new);
    };
    let mut gaps = Vec::new();
    for &(words, number) in middle {
        let (gap, after) = rest.split_once(words)?;
        gaps.push((gap, number));
        rest = after;
    }
    gaps.push((rest.strip_suffix(last.0)?, last.1));
    let is_number = |gap: &str| gap.replace(',', "").parse::<f64>().is_ok();
    gaps.iter()
        .all(|(gap, number)| !number || is_number(gap))
        .then(|| gaps.iter().map(|(gap, _)| *gap).collect())
}

/// The Korean words with their gaps filled, in one pass: what fills a gap may itself look like one.
fn put_into(korean: &str, gaps: &[&str]) -> String {
    let mut text = String::new();
    let mut rest = korean;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let mark = after.split_once('}').and_then(|(mark, behind)| {
            let number: usize = mark.trim_end_matches('!').parse().ok()?;
            Some((*gaps.get(number)?, mark.ends_with('!'), behind))
        });
        // Any other brace stands for itself, as in a table of years.
        let Some((gap, translated, behind)) = mark else {
            text.push('{');
            rest = after;
            continue;
        };
        let korean = if translated { in_korean(gap) } else { None };
        text.push_str(&korean.unwrap_or_else(|| gap.to_owned()));
        rest = behind;
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn korean(english: &str) -> String {
        message(english, Language::Korean)
    }

    #[test]
    fn gaps_are_filled_and_the_rest_is_translated() {
        assert_eq!(korean("there is no file `a b.toml`"), "`a b.toml` 파일이 없다");
        assert_eq!(korean("1 to 4000000000 (people)"), "1~4000000000 (명)");
        assert_eq!(
            korean("1 to 8, each written as [jobs.some_name]"),
            "1~8, 각각 [jobs.some_name]처럼 적는다"
        );
        assert_eq!(korean("at least 0"), "0 이상");
        assert_eq!(
            korean("cannot read `{1}`: {0}"),
            "`{1}` 파일을 읽을 수 없다: {0}",
            "as the user wrote it"
        );
        let years = "a number, a table of years such as { 1900 = 0.1, 1950 = 0.2 }, or { from = 0.1, to = 0.2, midpoint = 1970, width = 8 }";
        assert!(korean(years).contains("{ 1900 = 0.1, 1950 = 0.2 } 같은 연도의 표"), "{}", korean(years));
        assert_eq!(korean("share, pay_by"), "share, pay_by", "keys stay");
        assert_eq!(korean("at most nothing"), "at most nothing", "a gap for a number holds nothing else");
        assert_eq!(message("no such key", Language::English), "no such key");
    }

    #[test]
    fn templates_are_told_apart_and_use_all_their_gaps() {
        let mut seen = BTreeSet::new();
        for (english, korean) in templates() {
            assert!(seen.insert(english), "{english} stands there twice");
            let gaps = pieces(english).len() - 1;
            for gap in 0..gaps {
                let used = korean.contains(&format!("{{{gap}}}")) || korean.contains(&format!("{{{gap}!}}"));
                assert!(used, "{korean} leaves out gap {gap}");
            }
            assert!(!korean.contains(&format!("{{{gaps}")), "{korean} has a gap too many");
            let example = english.replace("{#}", "7").replace("{}", "x");
            assert_ne!(in_korean(&example), None, "{example}");
        }
    }
}
