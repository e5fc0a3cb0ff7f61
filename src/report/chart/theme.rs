//! The colours of a chart for a white page, a dark screen and a printer: a theme is a recolouring of the drawn chart.

use std::fmt::Write as _;

/// Which colours a chart has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// On white.
    #[default]
    Light,
    /// On a dark page.
    Dark,
    /// On paper, black and white included: colours differ in lightness.
    Print,
}

/// A colour of the house style in the three themes.
struct Tone {
    light: &'static str,
    dark: &'static str,
    print: &'static str,
}

const fn tone(light: &'static str, dark: &'static str, print: &'static str) -> Tone {
    Tone { light, dark, print }
}

/// Every colour of `style`. In print the lightness of the series falls in even steps.
const TONES: [Tone; 13] = [
    tone("#FFFFFF", "#14171A", "#FFFFFF"),
    tone("#222222", "#ECECEC", "#000000"),
    tone("#5A5A5A", "#B4B8BC", "#333333"),
    tone("#E1E1E1", "#33383D", "#D0D0D0"),
    tone("#828282", "#8C9196", "#6E6E6E"),
    tone("#0072B2", "#56B4E9", "#00466E"),
    tone("#D55E00", "#FF8F45", "#B84F00"),
    tone("#009E73", "#2CCB9C", "#0B8F6A"),
    tone("#CC79A7", "#E59CC5", "#A9598A"),
    tone("#E69F00", "#F5BE4B", "#D99A1C"),
    tone("#56B4E9", "#9AD7FF", "#7DB9DC"),
    tone("#8C6D31", "#C9A864", "#6B4F1A"),
    tone("#F0E442", "#F7EE7F", "#E6DC6A"),
];

impl Theme {
    fn of(self, tone: &Tone) -> &'static str {
        match self {
            Self::Light => tone.light,
            Self::Dark => tone.dark,
            Self::Print => tone.print,
        }
    }

    /// A drawing in this theme's colours, with a mark that says so. Only attributes change, never words.
    pub(super) fn recolour(self, svg: &str) -> String {
        match self.mark() {
            Some(mark) => exchanged(svg, |tone| (tone.light, self.of(tone))).replacen(
                "<svg ",
                &format!("<svg {mark} "),
                1,
            ),
            None => svg.to_owned(),
        }
    }

    /// A stored drawing in the colours in which it was drawn.
    pub fn restored(svg: &str) -> String {
        for theme in [Self::Dark, Self::Print] {
            let Some(mark) = theme.mark() else { continue };
            let marked = format!("<svg {mark} ");
            if svg.starts_with(&marked) {
                return exchanged(&svg.replacen(&marked, "<svg ", 1), |tone| (theme.of(tone), tone.light));
            }
        }
        svg.to_owned()
    }

    /// The attribute that tells a recoloured drawing.
    fn mark(self) -> Option<&'static str> {
        match self {
            Self::Light => None,
            Self::Dark => Some("data-theme=\"dark\""),
            Self::Print => Some("data-theme=\"print\""),
        }
    }
    /// Style rules that give inline light charts this theme's colours.
    pub fn style_rules(self) -> String {
        let mut rules = String::new();
        for tone in TONES.iter().filter(|tone| self.of(tone) != tone.light) {
            for what in ["fill", "stroke"] {
                let _ = write!(rules, "svg [{what}=\"{}\"]{{{what}:{}}}", tone.light, self.of(tone));
            }
        }
        rules
    }
}

/// A drawing with colours put in the place of others, both by tone.
fn exchanged(svg: &str, colors: impl Fn(&'static Tone) -> (&'static str, &'static str)) -> String {
    let mut exchanged = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some(at) = rest.find("=\"#") {
        let (before, color) = rest.split_at(at + 2);
        exchanged.push_str(before);
        let here = color.get(..7).unwrap_or(color);
        let ends = color.as_bytes().get(7) == Some(&b'"');
        let tone = TONES.iter().map(&colors).find(|(old, _)| *old == here && ends);
        exchanged.push_str(tone.map_or(here, |(_, new)| new));
        rest = color.get(here.len()..).unwrap_or("");
    }
    exchanged.push_str(rest);
    exchanged
}

#[cfg(test)]
mod tests {
    use super::super::style;
    use super::*;
    use plotters::style::RGBColor;

    #[test]
    fn every_colour_of_the_style_has_its_tones() {
        let colors = [style::INK, style::SOFT_INK, style::GRID, style::AXIS];
        for RGBColor(r, g, b) in style::SERIES.into_iter().chain(colors) {
            let light = format!("#{r:02X}{g:02X}{b:02X}");
            assert!(TONES.iter().any(|tone| tone.light == light), "{light}");
        }
    }

    #[test]
    fn colours_change_and_words_stay() {
        let svg = "<svg ><rect fill=\"#FFFFFF\"/><text fill=\"#222222\">#222222 =\"#222</text></svg>";
        let dark = Theme::Dark.recolour(svg);
        let expected = "<svg data-theme=\"dark\" ><rect fill=\"#14171A\"/><text fill=\"#ECECEC\">#222222 =\"#222</text></svg>";
        assert_eq!(dark, expected);
        assert_eq!(Theme::Light.recolour(svg), svg);
        assert!(Theme::Dark.style_rules().contains("svg [fill=\"#FFFFFF\"]{fill:#14171A}"));
        assert!(Theme::Light.style_rules().is_empty());
    }

    #[test]
    fn what_was_recoloured_is_restored() {
        let all: String = TONES.iter().map(|tone| format!("<rect fill=\"{}\"/>", tone.light)).collect();
        let svg = format!("<svg width=\"1\">{all}</svg>");
        for theme in [Theme::Light, Theme::Dark, Theme::Print] {
            assert_eq!(Theme::restored(&theme.recolour(&svg)), svg, "{theme:?}");
        }
    }

    /// Relative luminance of a colour (WCAG 2.1).
    fn luminance(color: &str) -> f64 {
        let channel = |at: usize| {
            let share = f64::from(u8::from_str_radix(&color[at..at + 2], 16).expect("a colour")) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    #[test]
    fn text_can_be_read_in_every_theme() {
        for theme in [Theme::Light, Theme::Dark, Theme::Print] {
            let page = luminance(theme.of(&TONES[0]));
            for ink in &TONES[1..3] {
                let ink = luminance(theme.of(ink));
                let contrast = (page.max(ink) + 0.05) / (page.min(ink) + 0.05);
                assert!(contrast >= 4.5, "{theme:?}: {contrast}");
            }
        }
    }
}
