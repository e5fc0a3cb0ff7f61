//! Colours, sizes and margins that all charts share.

use plotters::style::RGBColor;

/// Colours that stay apart for colour-blind readers (Okabe and Ito 2008).
pub const BLUE: RGBColor = RGBColor(0, 114, 178);
pub const VERMILLION: RGBColor = RGBColor(213, 94, 0);
pub const GREEN: RGBColor = RGBColor(0, 158, 115);
pub const PURPLE: RGBColor = RGBColor(204, 121, 167);
pub const ORANGE: RGBColor = RGBColor(230, 159, 0);
pub const SKY: RGBColor = RGBColor(86, 180, 233);
pub const BROWN: RGBColor = RGBColor(140, 109, 49);
pub const YELLOW: RGBColor = RGBColor(240, 228, 66);

/// The colours of many series, in the order in which they are used.
pub const SERIES: [RGBColor; 8] = [BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILLION, YELLOW, BROWN];

pub const INK: RGBColor = RGBColor(34, 34, 34);
pub const SOFT_INK: RGBColor = RGBColor(90, 90, 90);
pub const GRID: RGBColor = RGBColor(225, 225, 225);
pub const AXIS: RGBColor = RGBColor(130, 130, 130);

/// Opacity of bands under a line.
pub const BAND: f64 = 0.18;

/// Sizes of text and lines in SVG units.
pub const TITLE: f64 = 25.0;
pub const SUBTITLE: f64 = 15.5;
pub const LABEL: f64 = 15.0;
pub const TICK: f64 = 14.0;
pub const SOURCE: f64 = 12.5;
pub const LINE: f64 = 2.6;
pub const HAIRLINE: f64 = 1.0;

/// The first family that has a character draws it: Latin first, then Korean.
pub const FONTS: &str = "'DejaVu Sans', 'Noto Sans', 'Noto Sans CJK KR', 'Nanum Gothic', sans-serif";

/// Advance widths of the printable ASCII characters of DejaVu Sans, thousandths of the font size.
const ADVANCES: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636,
    636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295,
    295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838,
    500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521,
    392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/// Bold text is wider by about this factor.
const BOLD: f64 = 1.13;

/// Width of a text in SVG units. Beyond ASCII an estimate: wide scripts take a square, others a broad letter.
pub fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    let advance = |character: char| {
        let known = (character as usize).checked_sub(32).and_then(|place| ADVANCES.get(place));
        match known {
            Some(&thousandths) => f64::from(thousandths) / 1000.0,
            None if character as u32 >= 0x1100 => 1.0,
            None => 0.7,
        }
    };
    text.chars().map(advance).sum::<f64>() * size * if bold { BOLD } else { 1.0 }
}

/// The ends of the scale of heat maps. They are no tones of a theme: a scale is the same on every page.
const PALE: RGBColor = RGBColor(247, 244, 233);
const DEEP: RGBColor = RGBColor(1, 113, 177);

/// A colour of a heat map, 0 pale to 1 dark.
pub fn shade(share: f64) -> RGBColor {
    let share = share.clamp(0.0, 1.0);
    let part =
        |light: u8, dark: u8| (f64::from(light) + share * (f64::from(dark) - f64::from(light))).round() as u8;
    RGBColor(part(PALE.0, DEEP.0), part(PALE.1, DEEP.1), part(PALE.2, DEEP.2))
}

/// Breaks a text into at most `most` lines of a width; what does not fit ends in an ellipsis.
pub fn wrap(text: &str, width: f64, size: f64, (bold, most): (bool, usize)) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in unbroken(text) {
        for piece in pieces(&word, width, size, bold) {
            let Some(line) = lines.last_mut() else { break };
            let longer = if line.is_empty() { piece.clone() } else { format!("{line} {piece}") };
            if text_width(&longer, size, bold) <= width {
                *line = longer;
            } else {
                lines.push(piece);
            }
        }
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
    let widest = wrap(text, width, size, (bold, most));
    let narrower = (1..10).map(|step| width * (1.0 - 0.05 * f64::from(step)));
    let even = narrower.map(|width| wrap(text, width, size, (bold, most + 1)));
    even.take_while(|lines| lines.len() == widest.len()).last().unwrap_or(widest)
}

/// The words of a text; signs and units stay with their numbers.
fn unbroken(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut joins = false;
    for word in text.split_whitespace() {
        let sign = ["→", "±"].contains(&word);
        match words.last_mut() {
            Some(last) if joins || sign || word.starts_with('%') => *last = format!("{last} {word}"),
            _ => words.push(word.to_owned()),
        }
        joins = sign;
    }
    words
}

/// A word, cut where it alone is wider than a line.
fn pieces(word: &str, width: f64, size: f64, bold: bool) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for character in word.chars() {
        if let Some(piece) = pieces.last_mut() {
            piece.push(character);
            if text_width(piece, size, bold) > width && piece.chars().count() > 1 {
                piece.pop();
                pieces.push(character.to_string());
            }
        }
    }
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
            let lines = wrap(text, 200.0, 20.0, (true, 3));
            assert!((1..=3).contains(&lines.len()), "{text}");
            assert!(lines.iter().all(|line| text_width(line, 20.0, true) <= 200.0), "{lines:?}");
        }
        assert_eq!(unbroken("from 97 → <1 %, or 5 ± 2"), ["from", "97 → <1 %,", "or", "5 ± 2"]);
        let cut = wrap(&"word ".repeat(50), 100.0, 20.0, (false, 2));
        assert!(cut.last().is_some_and(|line| line.ends_with('…')));
    }
}
