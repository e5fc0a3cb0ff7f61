//! The model's description in two languages: one that is changed without the other is found out.

use super::read;
use std::collections::{BTreeMap, BTreeSet};

/// How often each thing stands in a section.
type Counts = BTreeMap<String, usize>;

struct Section {
    heading: String,
    /// Without the rows of the tables of parameters, which are generated.
    text: String,
}

fn sections(document: &str) -> Vec<Section> {
    let mut found: Vec<Section> = Vec::new();
    let mut generated = false;
    for line in read(document).lines() {
        generated &= !line.starts_with("<!-- end of keys");
        if line.starts_with("# ") || line.starts_with("## ") {
            found.push(Section { heading: line.to_owned(), text: String::new() });
        } else if !generated {
            let section = found.last_mut().expect("a document begins with a heading");
            section.text.push_str(&format!("{line}\n"));
        }
        generated |= line.starts_with("<!-- keys: ");
    }
    found
}

/// Paragraphs, entries of lists, rows of tables and marks, in their order.
fn shape(text: &str) -> Vec<&str> {
    let mut blocks = Vec::new();
    let mut inside_paragraph = false;
    for line in text.lines() {
        let entry = line.split_once(' ').map_or("", |(mark, _)| mark);
        let is_entry = entry == "*" || entry == "|" || entry.trim_end_matches('.').parse::<u32>().is_ok();
        match line {
            "" => {}
            mark if mark.starts_with("<!--") => blocks.push(mark),
            _ if is_entry => blocks.push(entry),
            _ if !inside_paragraph => blocks.push("paragraph"),
            _ => {}
        }
        inside_paragraph = !line.is_empty();
    }
    blocks
}

fn counted(things: impl IntoIterator<Item = String>) -> Counts {
    let mut counts = Counts::new();
    things.into_iter().for_each(|thing| *counts.entry(thing).or_default() += 1);
    counts
}

fn numbers(text: &str) -> Counts {
    let parts = text.split(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ',');
    let numbers = parts.map(|part| part.trim_matches(['.', ','])).filter(|part| !part.is_empty());
    counted(numbers.map(str::to_owned))
}

fn is_korean(letter: char) -> bool {
    ('가'..='힣').contains(&letter)
}

/// Code with its words left out: an equation whose words are translated keeps the rest.
fn skeleton(code: &str) -> String {
    let mut kept = String::new();
    let mut word = String::new();
    for letter in code.chars().chain(['\n']) {
        if letter.is_ascii_alphabetic() || is_korean(letter) || (letter == ' ' && !word.is_empty()) {
            word.push(letter);
            continue;
        }
        let (name, blanks) = (word.trim_end(), word.len() - word.trim_end().len());
        let is_symbol = name.len() == 1;
        kept.push_str(if is_symbol || name.is_empty() { name } else { "…" });
        kept.push_str(&" ".repeat(blanks));
        word.clear();
        kept.push(letter);
    }
    kept
}

/// Words in code, the equations that are translated by what is left of them in both languages.
fn codes(english: &str, korean: &str) -> [Counts; 2] {
    let spans =
        |text: &str| -> Vec<String> { text.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    let (english, korean) = (spans(english), spans(korean));
    let translated: BTreeSet<String> =
        korean.iter().filter(|code| code.contains(is_korean)).map(|code| skeleton(code)).collect();
    [english, korean].map(|codes| {
        let known =
            |code: String| Some(skeleton(&code)).filter(|rest| translated.contains(rest)).unwrap_or(code);
        counted(codes.into_iter().map(known))
    })
}

/// Signs of mathematics, references to sections, and letters that stand alone, outside code.
fn symbols(text: &str) -> Counts {
    let outside: String = text.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let outside = ["(a)", "(b)", "(가)", "(나)"].iter().fold(outside, |text, name| text.replace(name, ""));
    let letters: Vec<char> = outside.chars().collect();
    let at = |place: usize| letters.get(place).copied().unwrap_or(' ');
    let alone = |place: usize| {
        let (before, after) = (at(place.wrapping_sub(1)), at(place + 1));
        // `a` and `A` are also an English article, `'s` a genitive, and D-day is a word.
        !['a', 'A'].contains(&at(place))
            && at(place).is_ascii_alphabetic()
            && !(before.is_ascii_alphanumeric() || after.is_ascii_alphanumeric())
            && before != '\''
            && after != '-'
    };
    let is_sign =
        |letter: char| matches!(letter, 'α'..='ω' | 'Α'..='Ω') || "√∈≤≥→§²⁻¹₀₁₂^=<>+|".contains(letter);
    let found = (0..letters.len()).filter(|&place| is_sign(at(place)) || alone(place));
    counted(found.map(|place| at(place).to_string()))
}

fn names<'a>(text: &'a str, known: &BTreeSet<&str>) -> impl Iterator<Item = &'a str> {
    let words = text.split(|letter: char| !letter.is_alphabetic() || is_korean(letter));
    words.filter(|word| known.contains(word)).collect::<Vec<_>>().into_iter()
}

#[test]
fn the_korean_description_of_the_model_says_what_the_english_one_says() {
    let (english, korean) = (sections("docs/model.md"), sections("docs/model.ko.md"));
    assert_eq!(english.len(), korean.len(), "sections");
    let sources = &english.last().expect("sources").text;
    let authors: BTreeSet<&str> = sources
        .split(|letter: char| !letter.is_alphabetic())
        .filter(|word| word.chars().count() > 2 && word.starts_with(char::is_uppercase))
        .collect();
    let mut differences = Vec::new();
    for (english, korean) in english.iter().zip(&korean) {
        let (one, other) = (english.heading.as_str(), korean.heading.as_str());
        assert_eq!(shape(&english.text), shape(&korean.text), "{one}: paragraphs, lists and tables");
        assert!(korean.heading.contains(is_korean), "{other}");
        let [one, other] = [english, korean].map(|section| format!("{}\n{}", section.heading, section.text));
        let [english_codes, korean_codes] = codes(&one, &other);
        let cited = |text: &str| counted(names(text, &authors).map(str::to_owned));
        for (what, in_english, in_korean) in [
            ("number", numbers(&one), numbers(&other)),
            ("code", english_codes, korean_codes),
            ("symbol", symbols(&one), symbols(&other)),
            ("name", cited(&one), cited(&other)),
        ] {
            let all: BTreeSet<&String> = in_english.keys().chain(in_korean.keys()).collect();
            differences.extend(all.into_iter().filter_map(|thing| {
                let [english_times, korean_times] =
                    [&in_english, &in_korean].map(|counts| counts.get(thing).copied().unwrap_or(0));
                let words =
                    format!("{}: {what} {thing}: {english_times} and {korean_times}", english.heading);
                (english_times != korean_times).then_some(words)
            }));
        }
    }
    assert!(differences.is_empty(), "docs/model.md and docs/model.ko.md differ:\n{}", differences.join("\n"));
}
