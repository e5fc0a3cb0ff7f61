//! How names, numbers and texts are written, in TOML and in messages.

/// A number as TOML writes it: the shortest text that reads back as the same number.
pub fn number(value: f64) -> String {
    format!("{value:?}")
}

/// A number for people: without a needless `.0`.
pub fn plain(value: f64) -> String {
    let written = number(value);
    written.strip_suffix(".0").map_or(written.clone(), str::to_owned)
}

/// A range for people, such as `0 to 1` or `at least 0`.
pub fn range(low: f64, high: f64) -> String {
    // The largest number there is stands for an open end.
    match (low > f64::MIN && low.is_finite(), high < f64::MAX) {
        (true, true) => format!("{} to {}", plain(low), plain(high)),
        (true, false) => format!("at least {}", plain(low)),
        (false, true) => format!("at most {}", plain(high)),
        (false, false) => "any number".to_owned(),
    }
}

/// A text as TOML writes it, on one line.
pub fn text(value: &str) -> String {
    let mut written = String::with_capacity(value.len() + 2);
    written.push('"');
    for character in value.chars() {
        match character {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            '\r' => written.push_str("\\r"),
            control if control.is_control() => {
                written.push_str(&format!("\\u{:04X}", u32::from(control)));
            }
            other => written.push(other),
        }
    }
    written.push('"');
    written
}

/// A key as TOML writes it: bare where that is allowed, quoted otherwise.
pub fn key(name: &str) -> String {
    let bare = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-');
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { text(name) }
}

/// The dotted path of a key.
pub fn path<Name: AsRef<str>>(segments: &[Name]) -> String {
    let keys: Vec<String> = segments.iter().map(|segment| key(segment.as_ref())).collect();
    keys.join(".")
}

/// The first characters of a text, with `…` where something was left off.
pub fn excerpt(value: &str, longest: usize) -> String {
    match value.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

/// The candidate that was probably meant by a mistyped word.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    // Comparing takes time and memory in proportion to the length; nobody mistypes a word this long.
    const LONGEST: usize = 64;
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    let allowed_slips = (word.chars().count() / 3).max(1);
    let mut best: Option<(bool, usize, f64, &str)> = None;
    for candidate in candidates.into_iter().filter(|candidate| candidate.len() <= LONGEST) {
        let slips = strsim::damerau_levenshtein(&word, &candidate.to_lowercase());
        let likeness = strsim::jaro_winkler(&word, &candidate.to_lowercase());
        // Whoever wrote a part of a name has not mistyped it.
        let other = !(word.chars().count() >= 4 && candidate.to_lowercase().starts_with(&word));
        let near = !other || slips <= allowed_slips || likeness >= 0.9;
        let better = best.is_none_or(|(unlike, fewest, most, _)| {
            (other, slips) < (unlike, fewest) || ((other, slips) == (unlike, fewest) && likeness > most)
        });
        if near && better {
            best = Some((other, slips, likeness, candidate));
        }
    }
    best.map(|(.., candidate)| candidate.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_understood() {
        let keys = ["share", "learning_return", "iq_demand"];
        assert_eq!(nearest("shar", keys).as_deref(), Some("share"));
        assert_eq!(nearest("learning", keys).as_deref(), Some("learning_return"));
        assert_eq!(nearest("IQ_demnad", keys).as_deref(), Some("iq_demand"));
        assert_eq!(nearest("wealth", keys), None);
        assert_eq!(
            nearest("skill_pass", ["skill_sd", "skill_pass_through"]).as_deref(),
            Some("skill_pass_through")
        );
        assert_eq!(nearest(&"s".repeat(100_000), keys), None);
    }

    #[test]
    fn ranges_and_paths_read_well() {
        assert_eq!(range(0.0, 1.0), "0 to 1");
        assert_eq!(range(0.0, f64::INFINITY), "at least 0");
        assert_eq!(range(0.0, f64::MAX), "at least 0");
        assert_eq!(path(&["jobs", "의사", "share"]), "jobs.\"의사\".share");
    }
}
