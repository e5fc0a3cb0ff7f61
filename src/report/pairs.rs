//! Names and what follows them, one pair a line, for the terminal.

/// Lines of a name and what follows it, the empty ones left out.
pub fn lines(rows: &[(&str, String)]) -> String {
    let filled = || rows.iter().filter(|(_, text)| !text.is_empty());
    let width = filled().map(|(name, _)| columns(name)).max().unwrap_or(0);
    let line =
        |(name, text): &(&str, String)| format!("  {name}{}  {text}", " ".repeat(width - columns(name)));
    filled().map(line).collect::<Vec<_>>().join("\n")
}

/// Columns that a text takes on a terminal, where Korean letters take two.
fn columns(text: &str) -> usize {
    text.chars().map(|letter| if letter as u32 >= 0x1100 { 2 } else { 1 }).sum()
}
