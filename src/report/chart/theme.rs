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
const TONES: [Tone; 17] = [
    tone("#FFFFFF", "#14171A", "#FFFFFF"),
    tone("#222222", "#ECECEC", "#000000"),
    tone("#5A5A5A", "#B4B8BC", "#333333"),
    tone("#E1E1E1", "#33383D", "#D0D0D0"),
    tone("#828282", "#8C9196", "#6E6E6E"),
    tone("#0072B2", "#3E9BEA", "#033759"),
    tone("#D55E00", "#EB5F28", "#B04D02"),
    tone("#009E73", "#1FC08F", "#02966D"),
    tone("#CC79A7", "#E29BCB", "#D481AF"),
    tone("#E69F00", "#F7C24E", "#FEBE56"),
    tone("#56B4E9", "#B4E2FF", "#60BDF2"),
    tone("#8C6D31", "#A07C42", "#61470A"),
    tone("#F0E442", "#FBF5A5", "#F9EC4B"),
    tone("#AF4A00", "#F58055", "#8F3D00"),
    tone("#00765A", "#3CD3A5", "#00664C"),
    tone("#A14578", "#EBB0D8", "#8E3367"),
    tone("#8A5F00", "#FBD27A", "#704C00"),
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
        let letters = style::SERIES.map(style::letters);
        for color in style::SERIES.into_iter().chain(colors).chain(letters) {
            let light = hex(color);
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
        let [red, green, blue] = linear(color);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Shares of red, green and blue light.
    fn linear(color: &str) -> [f64; 3] {
        [1, 3, 5].map(|at| {
            let share = f64::from(u8::from_str_radix(&color[at..at + 2], 16).expect("a colour")) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// How eyes without one kind of cone see light (Machado, Oliveira and Fernandes 2009, severity 1), and eyes with all.
    const EYES: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ];

    /// Lightness and the two colour axes of CIELAB under daylight (D65).
    fn lab(color: &str, eyes: &[[f64; 3]; 3]) -> [f64; 3] {
        let light = linear(color);
        let seen = eyes.map(|row| (0..3).map(|at| row[at] * light[at]).sum::<f64>().clamp(0.0, 1.0));
        let mix = |weights: [f64; 3]| (0..3).map(|at| weights[at] * seen[at]).sum::<f64>();
        let x = mix([0.4124, 0.3576, 0.1805]) / 0.950_47;
        let y = mix([0.2126, 0.7152, 0.0722]);
        let z = mix([0.0193, 0.1192, 0.9505]) / 1.088_83;
        let bent = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        [116.0 * bent(y) - 16.0, 500.0 * (bent(x) - bent(y)), 200.0 * (bent(y) - bent(z))]
    }

    fn apart(a: [f64; 3], b: [f64; 3]) -> f64 {
        (0..3).map(|at| (a[at] - b[at]).powi(2)).sum::<f64>().sqrt()
    }

    /// Colours that mean different things on one chart.
    const TOGETHER: [&[RGBColor]; 2] = [
        &[style::BLUE, style::VERMILLION, style::GREEN, style::PURPLE],
        &[style::BLUE, style::ORANGE, style::VERMILLION],
    ];

    fn seen(theme: Theme, color: RGBColor, eyes: &[[f64; 3]; 3]) -> [f64; 3] {
        let light = hex(color);
        lab(theme.of(TONES.iter().find(|tone| tone.light == light).expect("a tone")), eyes)
    }

    /// A difference of 2.3 can just be noticed.
    #[test]
    fn colours_of_one_chart_are_told_apart_by_all_eyes() {
        for theme in [Theme::Light, Theme::Dark, Theme::Print] {
            for eyes in &EYES {
                for colors in TOGETHER.into_iter().chain(style::SERIES.windows(2)) {
                    for (place, one) in colors.iter().enumerate() {
                        for other in &colors[..place] {
                            let distance = apart(seen(theme, *one, eyes), seen(theme, *other, eyes));
                            assert!(distance > 15.0, "{theme:?} {eyes:?} {one:?} {other:?}: {distance}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn in_print_all_colours_are_told_apart_in_grey() {
        let mut lightness = style::SERIES.map(|color| seen(Theme::Print, color, &EYES[0])[0]);
        lightness.sort_by(f64::total_cmp);
        assert!(lightness.windows(2).all(|pair| pair[1] - pair[0] > 7.0), "{lightness:?}");
    }

    fn hex(RGBColor(r, g, b): RGBColor) -> String {
        format!("#{r:02X}{g:02X}{b:02X}")
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// WCAG 2.1 asks for 4.5 between letters and the page.
    #[test]
    fn text_can_be_read_in_every_theme() {
        for theme in [Theme::Light, Theme::Dark, Theme::Print] {
            for color in [style::INK, style::SOFT_INK].into_iter().chain(style::SERIES) {
                let light = hex(style::letters(color));
                let tone = TONES.iter().find(|tone| tone.light == light).expect("a tone");
                let contrast = contrast(theme.of(tone), theme.of(&TONES[0]));
                assert!(contrast >= 4.5, "{theme:?} {light}: {contrast}");
            }
        }
    }

    /// Cells have the same colours in every theme.
    #[test]
    fn numbers_in_cells_can_be_read() {
        for step in 0..=100 {
            let share = f64::from(step) / 100.0;
            let contrast = contrast(&hex(style::shade(share)), &hex(style::letters_on(share)));
            assert!(contrast >= 4.5, "{step}: {contrast}");
        }
    }
}
