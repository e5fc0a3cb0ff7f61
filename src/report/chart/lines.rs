//! Breaking a text into lines: names stay with their numbers, and lines come out about equally long.

use super::style::text_width;

/// Breaks a text into at most `most` lines of a width; what does not fit ends in an ellipsis.
pub fn wrap(text: &str, width: f64, size: f64, (bold, most): (bool, usize)) -> Vec<String> {
    let mut lines = vec![String::new()];
    for unit in units(text, (width, size, bold)) {
        let Some(line) = lines.last_mut() else { break };
        let longer = if line.is_empty() { unit.clone() } else { format!("{line} {unit}") };
        if text_width(&longer, size, bold) <= width {
            *line = longer;
        } else {
            lines.push(unit);
        }
    }
    lines.retain(|line| !line.is_empty());
    if lines.is_empty() {
        lines.push(String::new());
    }
    let too_long = lines.len() > most;
    lines.truncate(most);
    if let Some(last) = lines.last_mut().filter(|_| too_long) {
        while !last.is_empty() && text_width(&format!("{last}…"), size, bold) > width {
            last.pop();
        }
        last.push('…');
    }
    lines
}

/// Breaks a text as [`wrap`] does, into lines of about the same length.
pub fn wrap_evenly(text: &str, width: f64, size: f64, (bold, most): (bool, usize)) -> Vec<String> {
    let lines = wrap(text, width, size, (bold, usize::MAX));
    if lines.len() == 1 || lines.len() > most {
        return wrap(text, width, size, (bold, most));
    }
    evenly(&units(text, (width, size, bold)), lines.len(), (width, size, bold)).unwrap_or(lines)
}

/// What a break behind a comma or a full stop is worth, in squares of the part of a line that stays empty.
const BEHIND_A_SIGN: f64 = 0.03;

/// So many lines of units with the least sum of squares of their empty parts; `None` where they do not fit.
fn evenly(units: &[String], lines: usize, (width, size, bold): (f64, f64, bool)) -> Option<Vec<String>> {
    let cost = |from: usize, to: usize| {
        let room = 1.0 - text_width(&units[from..to].join(" "), size, bold) / width;
        let ends = to < units.len() && units[to - 1].ends_with([',', ';', ':', '.', '—']);
        (room >= 0.0).then_some(room * room - if ends { BEHIND_A_SIGN } else { 0.0 })
    };
    // best[end]: the cheapest lines so far that hold the units before `end`, and where each begins.
    let mut best: Vec<Option<(f64, Vec<usize>)>> = vec![None; units.len() + 1];
    best[0] = Some((0.0, Vec::new()));
    for _ in 0..lines {
        best = (0..best.len())
            .map(|end| {
                let longer = (0..end).filter_map(|from| {
                    let (before, starts) = best[from].as_ref()?;
                    Some((before + cost(from, end)?, starts, from))
                });
                let (sum, starts, from) = longer.min_by(|a, b| a.0.total_cmp(&b.0))?;
                Some((sum, starts.iter().copied().chain([from]).collect()))
            })
            .collect();
    }
    let (_, starts) = best.pop()??;
    let ends = starts.iter().skip(1).copied().chain([units.len()]);
    Some(starts.iter().zip(ends).map(|(&from, to)| units[from..to].join(" ")).collect())
}

/// What a line may not break inside of: words that belong together, as far as they fit on one line.
fn units(text: &str, (width, size, bold): (f64, f64, bool)) -> Vec<String> {
    let parts = |unit: String| {
        if text_width(&unit, size, bold) <= width {
            return vec![unit];
        }
        let mut parts: Vec<String> = Vec::new();
        for word in unit.split(' ').flat_map(|word| pieces(word, width, size, bold)) {
            match parts.last_mut() {
                Some(last) if text_width(&format!("{last} {word}"), size, bold) <= width => {
                    *last = format!("{last} {word}");
                }
                _ => parts.push(word),
            }
        }
        parts
    };
    unbroken(text).into_iter().flat_map(parts).collect()
}

/// Signs that stay with what follows them.
const SIGNS: [&str; 7] = ["→", "±", "≤", "≥", "<", ">", "="];

/// Words that stay with the number before them.
const COUNTED: [&str; 6] = ["times", "people", "replicate", "replicates", "draws", "years"];

/// The words of a text; numbers stay with their names, signs and units.
fn unbroken(text: &str) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    let mut before = "";
    for word in text.split_whitespace() {
        match units.last_mut() {
            Some(last) if belongs(word, before) => *last = format!("{last} {word}"),
            _ => units.push(word.to_owned()),
        }
        before = word;
    }
    units
}

/// Whether a word stands on the line of the word before it.
fn belongs(word: &str, before: &str) -> bool {
    let number = |word: &str| {
        word.trim_start_matches(['(', '<', '−', '+']).starts_with(|sign: char| sign.is_ascii_digit())
    };
    let bare = word.trim_end_matches([',', '.', ';', ':']);
    SIGNS.contains(&before)
        || ["→", "±", "—"].contains(&word)
        || word.starts_with('%')
        || (number(word) && before.ends_with(char::is_alphanumeric))
        || (number(before) && COUNTED.contains(&bare))
}

/// A word, cut where it alone is wider than a line: behind an underscore if it has one.
fn pieces(word: &str, width: f64, size: f64, bold: bool) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while text_width(rest, size, bold) > width && rest.chars().nth(1).is_some() {
        let ends = rest.char_indices().map(|(at, letter)| at + letter.len_utf8());
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let fits =
            ends.take_while(|&end| text_width(&rest[..end], size, bold) <= width).last().unwrap_or(first);
        let (piece, after) = rest.split_at(rest[..fits].rfind('_').map_or(fits, |at| at + 1));
        pieces.push(piece.to_owned());
        rest = after;
    }
    pieces.push(rest.to_owned());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_the_width() {
        for text in
            ["", "one", "some words that need more than one line of text", "아주긴단어".repeat(20).as_str()]
        {
            for wrap in [wrap, wrap_evenly] {
                let lines = wrap(text, 200.0, 20.0, (true, 3));
                assert!((1..=3).contains(&lines.len()), "{text}");
                assert!(lines.iter().all(|line| text_width(line, 20.0, true) <= 200.0), "{lines:?}");
            }
        }
        let cut = wrap_evenly(&"word ".repeat(50), 100.0, 20.0, (false, 2));
        assert!(cut.len() == 2 && cut[1].ends_with('…'), "{cut:?}");
    }

    #[test]
    fn numbers_stay_with_their_names_signs_and_units() {
        assert_eq!(unbroken("from 97 → <1 %, or 5 ± 2"), ["from 97 → <1 %,", "or 5 ± 2"]);
        assert_eq!(unbroken("0.27 (2025), earn 1.9 times it"), ["0.27 (2025),", "earn 1.9 times", "it"]);
        assert_eq!(unbroken("하위 절반의 몫 21 → 26%, 시드 1"), ["하위", "절반의", "몫 21 → 26%,", "시드 1"]);
        assert_eq!(unbroken("이르는 때 — skill ≤ 0.7인"), ["이르는", "때 —", "skill", "≤ 0.7인"]);
        // What is too long for one line breaks after all, as late as it can, a name behind an underscore.
        let lines = wrap("0.1 (a_name 0)에서 0.42 (2)까지", 110.0, 12.0, (false, 9));
        assert_eq!(lines, ["0.1 (a_name 0)에서", "0.42 (2)까지"]);
        let lines = wrap("a_parameter_with_a_long_name 0.25", 130.0, 12.0, (false, 9));
        assert_eq!(lines, ["a_parameter_with_a_", "long_name 0.25"]);
    }

    #[test]
    fn no_word_stands_alone() {
        let even = |text: &str, width: f64| wrap_evenly(text, width, 10.0, (false, 9));
        let text = "aaaa bbbb cccc dddd eeee";
        assert_eq!(wrap(text, 125.0, 10.0, (false, 9))[1], "eeee");
        assert_eq!(even(text, 125.0), ["aaaa bbbb cccc", "dddd eeee"]);
        // A break behind a sign is worth a little unevenness.
        assert_eq!(
            even("one two three four, five six seven", 110.0),
            ["one two three four,", "five six seven"]
        );
    }
}
