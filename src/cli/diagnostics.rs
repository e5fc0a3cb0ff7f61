//! Shows errors of a scenario in the terminal, each with the line it is about.

use std::fmt::Write as _;

use iqsim::report::korean_errors::message;
use iqsim::report::language::Language;
use iqsim::scenario::diagnostic::{Diagnostic, Diagnostics, Place};

/// Columns of source text shown at most; longer lines are cut around the error.
const WIDEST: usize = 100;

/// Columns shown before the error in a line that is cut.
const LEAD: usize = 30;

const TAB: &str = "    ";

/// All errors as text, one after the other, with colours if asked for.
pub fn render(diagnostics: &Diagnostics, colour: bool, language: Language) -> String {
    let style = Style { colour };
    let told = diagnostics.0.iter().map(|diagnostic| in_language(diagnostic, language));
    let shown: Vec<String> = told.map(|diagnostic| render_one(&diagnostic, style, language)).collect();
    shown.join("\n")
}

/// The same error with its words in a language.
fn in_language(diagnostic: &Diagnostic, language: Language) -> Diagnostic {
    let say = |text: &String| message(text, language);
    Diagnostic {
        problem: say(&diagnostic.problem),
        // What somebody wrote stays, though it be the name of a unit.
        found: diagnostic
            .found
            .as_ref()
            .map(|found| if found.contains(' ') { say(found) } else { found.clone() }),
        allowed: diagnostic.allowed.as_ref().map(say),
        advice: diagnostic.advice.as_ref().map(say),
        ..diagnostic.clone()
    }
}

#[derive(Clone, Copy)]
struct Style {
    colour: bool,
}

impl Style {
    fn error(self, text: &str) -> String {
        self.paint("1;31", text)
    }

    fn frame(self, text: &str) -> String {
        self.paint("1;34", text)
    }

    fn strong(self, text: &str) -> String {
        self.paint("1", text)
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

fn render_one(diagnostic: &Diagnostic, style: Style, language: Language) -> String {
    let subject = if diagnostic.path.is_empty() { String::new() } else { format!("{}: ", diagnostic.path) };
    let headline = visible(&format!(": {subject}{}", diagnostic.problem));
    let mut page = format!("{}{}\n", style.error(language.say("error", "오류")), style.strong(&headline));
    let margin = match &diagnostic.place {
        Some(place) => {
            let number = place.line().to_string();
            let margin = " ".repeat(number.len());
            write_source(&mut page, place, &label(diagnostic, place, language), &number, style);
            margin
        }
        None => String::new(),
    };
    for (title, text) in notes(diagnostic, language) {
        let _ = writeln!(page, "{margin} {} {}", style.frame("="), visible(&format!("{title}{text}")));
    }
    page
}

/// What stands right beside the mark under the source line.
fn label(diagnostic: &Diagnostic, place: &Place, language: Language) -> String {
    match (&diagnostic.nearest, &diagnostic.found) {
        (Some(nearest), _) => format!("{} `{nearest}`?", language.say("did you mean", "혹시")),
        (None, Some(found)) if found != place.text() => {
            format!("{} {found}", language.say("found", "여기 있는 것:"))
        }
        _ => String::new(),
    }
}

fn notes(diagnostic: &Diagnostic, language: Language) -> Vec<(&'static str, &str)> {
    let Diagnostic { found, nearest, allowed, advice, .. } = diagnostic;
    let only_without_place = |text| Some(text).filter(|_| diagnostic.place.is_none());
    let notes = [
        (language.say("found: ", "있는 것: "), only_without_place(found)),
        (language.say("did you mean: ", "혹시: "), only_without_place(nearest)),
        (language.say("allowed: ", "허용: "), Some(allowed)),
        (language.say("advice: ", "도움말: "), Some(advice)),
    ];
    notes.into_iter().filter_map(|(title, text)| Some((title, text?.as_deref()?))).collect()
}

fn write_source(page: &mut String, place: &Place, label: &str, number: &str, style: Style) {
    let margin = " ".repeat(number.len());
    let bar = style.frame("|");
    let Excerpt { text, offset, width } = excerpt(place);
    let place = visible(&place.to_string());
    let mark = format!("{} {}", "^".repeat(width), visible(label));
    let marked = format!("{}{}", " ".repeat(offset), style.error(mark.trim_end()));
    let _ = writeln!(page, "{margin}{} {place}", style.frame("-->"));
    let _ = writeln!(page, "{margin} {bar}");
    let line = format!("{} {text}", style.frame(&format!("{number} |")));
    let _ = writeln!(page, "{}", line.trim_end());
    let _ = writeln!(page, "{margin} {bar} {marked}");
}

/// The part of a source line that is shown, and where in it the mark goes, in columns.
struct Excerpt {
    text: String,
    offset: usize,
    width: usize,
}

fn excerpt(place: &Place) -> Excerpt {
    let line = place.line_text();
    let span = place.span_in_line();
    let before = visible(&line[..span.start]);
    let marked = visible(&line[span.clone()]);
    let after = visible(&line[span.end..]);
    if columns(&before) + columns(&marked) + columns(&after) <= WIDEST {
        let (offset, width) = (columns(&before), columns(&marked).max(1));
        return Excerpt { text: format!("{before}{marked}{after}"), offset, width };
    }
    let before = last_columns(&before, LEAD);
    let marked = first_columns(&marked, WIDEST - LEAD);
    let after = first_columns(&after, WIDEST - columns(&before) - columns(&marked));
    let (offset, width) = (columns(&before), columns(&marked).max(1));
    Excerpt { text: format!("{before}{marked}{after}"), offset, width }
}

/// The text without anything that would move the cursor or change the terminal.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' => shown.push_str(TAB),
            control if control.is_control() => shown.push('\u{fffd}'),
            other if is_direction_mark(other) => shown.push('\u{fffd}'),
            other => shown.push(other),
        }
    }
    shown
}

/// Marks that turn the direction of writing would make a line look different from what it says.
fn is_direction_mark(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn first_columns(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let mut cut = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += width_of(character);
        if used > most {
            break;
        }
        cut.push(character);
    }
    cut + "…"
}

fn last_columns(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let backwards: String = text.chars().rev().collect();
    first_columns(&backwards, most).chars().rev().collect()
}

fn columns(text: &str) -> usize {
    text.chars().map(width_of).sum()
}

/// Columns a character takes in a terminal: none for marks put on other characters, two for Korean, Chinese and
/// Japanese writing and for emoji, one for the rest.
fn width_of(character: char) -> usize {
    match character {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => 0,
        // The second and third letters of Korean syllables written in parts.
        '\u{1160}'..='\u{11ff}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{303e}'
        | '\u{3041}'..='\u{a4cf}'
        | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1f64f}'
        | '\u{1f680}'..='\u{1f6ff}'
        | '\u{1f900}'..='\u{1f9ff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use iqsim::scenario::diagnostic::SourceText;
    use proptest::prelude::*;

    fn shown(text: &str, marked: &str, diagnostic: Diagnostic) -> String {
        let start = text.find(marked).unwrap_or(0);
        let place = Place::new(&SourceText::new("mine.toml", text), start..start + marked.len());
        render(&diagnostic.at(Some(place)).into(), false, Language::English)
    }

    #[test]
    fn an_unknown_key_is_shown_with_what_was_meant() {
        let unknown = Diagnostic::new("no such key")
            .path("jobs.a.shar")
            .nearest(Some("share".to_owned()))
            .allowed("share, pay");
        let expected = "\
error: jobs.a.shar: no such key
 --> mine.toml:2:1
  |
2 | shar = 0.2
  | ^^^^ did you mean `share`?
  = allowed: share, pay
";
        assert_eq!(shown("[jobs.a]\nshar = 0.2\n", "shar", unknown), expected);
    }

    #[test]
    fn carets_stand_under_wide_characters_and_tabs() {
        let page = shown("\t\"소득\" = 높음 # \u{1b}[31m\n", "높음", Diagnostic::new("wrong"));
        let lines: Vec<&str> = page.lines().collect();
        assert_eq!(lines[3], "1 |     \"소득\" = 높음 # \u{fffd}[31m");
        assert_eq!(lines[4], format!("  | {}^^^^", " ".repeat(4 + 6 + 3)));
        assert_eq!(lines[1], " --> mine.toml:1:9");
    }

    #[test]
    fn long_lines_are_cut_around_the_error_and_only_the_first_line_is_marked() {
        let text = format!("{}wrong{}", "a".repeat(500), "b".repeat(500));
        let page = shown(&text, "wrong", Diagnostic::new("x"));
        let lines: Vec<&str> = page.lines().collect();
        assert!(columns(lines[3]) <= WIDEST + 4, "{page}");
        let at = lines[4].find('^').unwrap_or(0);
        assert_eq!(lines[3].chars().skip(at).take(5).collect::<String>(), "wrong");
        let page = shown("x = [\n1,\n2]\n", "[\n1,\n2]", Diagnostic::new("x"));
        assert!(page.ends_with("1 | x = [\n  |     ^\n"), "{page}");
    }

    #[test]
    fn errors_without_a_place_have_notes_only() {
        let error = Diagnostic::new("there is no file a.toml").nearest(Some("b.toml".to_owned()));
        assert_eq!(
            render(&error.into(), false, Language::English),
            "error: there is no file a.toml\n = did you mean: b.toml\n"
        );
    }

    proptest! {
        #[test]
        fn any_text_and_any_span_can_be_shown(text in "\\PC*|(.|\n|\t|소){0,300}", start in 0..400_usize, length in 0..400_usize) {
            let place = Place::new(&SourceText::new("x", text), start..start + length);
            let page = render(&Diagnostic::new("x").at(Some(place)).into(), true, Language::English);
            prop_assert!(page.contains('^'));
        }
    }
}
