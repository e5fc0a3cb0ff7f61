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

/// Letters in the colour of a series: dark enough to be read on white, where the colour itself is not.
pub const VERMILLION_LETTERS: RGBColor = RGBColor(175, 74, 0);
pub const GREEN_LETTERS: RGBColor = RGBColor(0, 118, 90);
pub const PURPLE_LETTERS: RGBColor = RGBColor(161, 69, 120);
pub const ORANGE_LETTERS: RGBColor = RGBColor(138, 95, 0);

/// The colour of letters that belong to what has this colour.
pub fn letters(color: RGBColor) -> RGBColor {
    match color {
        VERMILLION => VERMILLION_LETTERS,
        GREEN => GREEN_LETTERS,
        PURPLE => PURPLE_LETTERS,
        ORANGE => ORANGE_LETTERS,
        SKY | YELLOW | BROWN => INK,
        other => other,
    }
}

/// The first family that has a character draws it: Latin first, then Korean.
pub const FONTS: &str = "'DejaVu Sans', 'Noto Sans', 'Noto Sans CJK KR', 'Nanum Gothic', sans-serif";

/// Families of Korean texts: one draws their Latin letters and digits too, so that no line looks unlike the next.
pub const KOREAN_FONTS: &str = "'Noto Sans CJK KR', 'Noto Sans KR', 'Apple SD Gothic Neo', 'Malgun Gothic', 'Nanum Gothic', \
                                NanumGothic, 'DejaVu Sans', sans-serif";

/// Advance widths of the printable ASCII characters of DejaVu Sans, thousandths of the font size.
const ADVANCES: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636,
    636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295,
    295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838,
    500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521,
    392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/// Bold text is wider by about this factor; that of wide scripts is not.
const BOLD: f64 = 1.13;

/// Width of a letter of a wide script, in font sizes, and how much narrower the Latin letters of its fonts are.
const WIDE: f64 = 0.93;
const NARROWER: f64 = 0.92;

/// Width of a text in SVG units. Beyond ASCII an estimate: wide scripts take nearly a square, others a broad letter.
pub fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    let latin = if text.chars().any(super::fonts::is_korean) { NARROWER } else { 1.0 };
    let bold = latin * if bold { BOLD } else { 1.0 };
    let advance = |character: char| {
        let known = (character as usize).checked_sub(32).and_then(|place| ADVANCES.get(place));
        match known {
            Some(&thousandths) => bold * f64::from(thousandths) / 1000.0,
            None if character as u32 >= 0x3000 => WIDE,
            None => 0.7 * bold,
        }
    };
    text.chars().map(advance).sum::<f64>() * size
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

/// Letters on a colour of a heat map; nearly white and black, because they are no tones of a theme either.
pub fn letters_on(share: f64) -> RGBColor {
    if share > 0.92 { RGBColor(254, 254, 254) } else { RGBColor(1, 1, 1) }
}
