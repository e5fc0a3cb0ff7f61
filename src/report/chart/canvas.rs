//! Draws in SVG units with floating point, and turns the drawing into SVG with real text and into PNG.

use super::data::FigureData;
use super::fonts::is_korean;
use super::lines;
use super::sheet::Sheet;
use super::style::{self, FONTS, KOREAN_FONTS};
use super::theme::Theme;
use plotters::coord::Shift;
use plotters::prelude::{
    Circle, Color, DrawingArea, IntoDrawingArea, IntoFont, PathElement, Polygon, RGBColor, SVGBackend, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontStyle, FontTransform, ShapeStyle, TextStyle};
use std::cell::Cell;
use std::fmt;

/// The backend knows whole units only, so it draws this many times larger.
const FINE: f64 = 20.0;

/// The backend divides font sizes by this (plotters-svg 0.3, `draw_text`).
const FONT_DIVISOR: f64 = 1.24;

/// A finished chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Name of its files without the ending.
    pub name: &'static str,
    /// The wide drawing.
    pub svg: String,
    /// The narrow drawing of the same.
    pub phone_svg: String,
    /// Title, and the chart in words for those who do not see it.
    pub caption: Caption,
    /// What is drawn, where the chart gives it away.
    pub data: Option<FigureData>,
}

impl Chart {
    /// The chart with what it draws.
    #[must_use]
    pub fn with_data(self, data: FigureData) -> Self {
        Self { data: Some(data), ..self }
    }

    /// The chart in the colours of a theme.
    #[must_use]
    pub fn themed(self, theme: Theme) -> Self {
        Self { svg: theme.recolour(&self.svg), phone_svg: theme.recolour(&self.phone_svg), ..self }
    }

    /// The drawing for a sheet.
    pub fn on(&self, sheet: Sheet) -> &str {
        sheet.pick(&self.svg, &self.phone_svg)
    }

    /// The chart as PNG, at print resolution or at that of a phone.
    ///
    /// # Errors
    /// No installed font has one of its letters, or the SVG cannot be turned into pixels.
    pub fn png(&self, sheet: Sheet) -> Result<Vec<u8>, ChartError> {
        super::pixels::png(self.on(sheet), sheet.pixels())
    }

    /// The wide chart as a page of PDF.
    ///
    /// # Errors
    /// No installed font has one of its letters, or the SVG cannot be turned into a page.
    pub fn pdf(&self) -> Result<Vec<u8>, ChartError> {
        super::paper::pdf(self.on(Sheet::Wide), &self.caption)
    }
}

/// A chart could not be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartError {
    /// The drawing library refused.
    Drawing(String),
    /// The SVG could not be turned into pixels.
    Pixels(String),
    /// No installed font has these letters.
    NoFont(Vec<char>),
}

impl fmt::Display for ChartError {
    fn fmt(&self, output: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Drawing(cause) => write!(output, "cannot draw the chart: {cause}"),
            Self::Pixels(cause) => write!(output, "cannot turn the chart into pixels: {cause}"),
            Self::NoFont(letters) => output.write_str(&super::fonts::no_font(letters)),
        }
    }
}

impl std::error::Error for ChartError {}

/// A point in SVG units, from the upper left corner.
pub type Point = (f64, f64);

/// Which side of a text its point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lettering {
    pub size: f64,
    pub color: RGBColor,
    pub anchor: Anchor,
    pub bold: bool,
}

impl Lettering {
    /// Plain text that begins at its point.
    pub const fn new(size: f64, color: RGBColor) -> Self {
        Self { size, color, anchor: Anchor::Start, bold: false }
    }

    pub const fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }
}

/// Draws shapes and text.
pub struct Pen<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
    /// What it draws on.
    pub sheet: Sheet,
    /// How far below its place everything is drawn: long captions push the content of a narrow sheet down.
    shift: f64,
    /// Lower end of all that is drawn, before the shift.
    lowest: Cell<f64>,
    /// Whether everything has Korean families, lines without a Korean letter too.
    korean: bool,
}

/// The name under which the backend keeps the families of Korean texts.
const KOREAN: &str = "korean";

impl Pen<'_> {
    /// Lower end of all that is drawn so far.
    pub fn lowest(&self) -> f64 {
        self.lowest.get()
    }

    /// A point in the backend's whole units. Anything far outside the picture stays far outside.
    fn fine(&self, &(x, y): &Point) -> (i32, i32) {
        self.lowest.set(self.lowest.get().max(y));
        ((x * FINE).round() as i32, ((y + self.shift) * FINE).round() as i32)
    }

    /// A line through points; nothing for fewer than two.
    pub fn line(&self, points: &[Point], color: RGBColor, width: f64) -> Result<(), ChartError> {
        if points.len() < 2 {
            return Ok(());
        }
        let style = ShapeStyle::from(&color).stroke_width((width * FINE).round() as u32);
        self.area
            .draw(&PathElement::new(points.iter().map(|point| self.fine(point)).collect::<Vec<_>>(), style))
            .map_err(drawing)
    }

    /// A filled shape.
    pub fn fill(&self, points: &[Point], color: RGBColor, opacity: f64) -> Result<(), ChartError> {
        let corners = points.iter().map(|point| self.fine(point)).collect::<Vec<_>>();
        self.area.draw(&Polygon::new(corners, color.mix(opacity))).map_err(drawing)
    }

    /// A filled circle.
    pub fn dot(&self, center: Point, radius: f64, color: RGBColor) -> Result<(), ChartError> {
        self.area.draw(&Circle::new(self.fine(&center), radius * FINE, color.filled())).map_err(drawing)
    }

    /// An open circle.
    pub fn ring(&self, center: Point, radius: f64, color: RGBColor) -> Result<(), ChartError> {
        let style = color.stroke_width((1.8 * FINE) as u32);
        self.area.draw(&Circle::new(self.fine(&center), radius * FINE, style)).map_err(drawing)
    }

    /// A filled diamond.
    pub fn diamond(
        &self,
        (x, y): Point,
        radius: f64,
        color: RGBColor,
        opacity: f64,
    ) -> Result<(), ChartError> {
        let corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)];
        self.fill(&corners, color, opacity)
    }

    /// One line of text with its baseline at the point, in a colour that can be read.
    pub fn text(&self, text: &str, point: Point, lettering: &Lettering) -> Result<(), ChartError> {
        let side = match lettering.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let style = if lettering.bold { FontStyle::Bold } else { FontStyle::Normal };
        let size = lettering.size * FINE * FONT_DIVISOR;
        let family = if self.korean || text.chars().any(is_korean) { KOREAN } else { "sans-serif" };
        let font = (family, size).into_font().style(style).transform(FontTransform::None);
        let color = style::letters(lettering.color);
        let style = TextStyle::from(font).color(&color).pos(Pos::new(side, VPos::Bottom));
        self.area.draw(&Text::new(printable(text), self.fine(&point), style)).map_err(drawing)
    }

    /// Several lines of text, the first baseline at the point.
    pub fn lines(&self, lines: &[String], (x, y): Point, lettering: &Lettering) -> Result<(), ChartError> {
        for (index, line) in lines.iter().enumerate() {
            self.text(line, (x, y + 1.3 * lettering.size * index as f64), lettering)?;
        }
        Ok(())
    }
}

/// What a chart says besides its drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// The finding in words.
    pub title: String,
    /// Measure and unit.
    pub subtitle: String,
    /// Where the numbers come from.
    pub source: String,
    /// The chart for those who do not see it.
    pub description: String,
}

/// Draws a chart under its caption, on both sheets. `content` draws below [`CONTENT_TOP`].
pub fn chart(
    name: &'static str,
    caption: &Caption,
    content: impl Fn(&Pen) -> Result<(), ChartError>,
) -> Result<Chart, ChartError> {
    let svg = draw_on(Sheet::Wide, caption, &content)?;
    let phone_svg = draw_on(Sheet::Phone, caption, &content)?;
    Ok(Chart { name, svg, phone_svg, caption: caption.clone(), data: None })
}

/// Where the content of a chart begins.
pub const CONTENT_TOP: f64 = 148.0;

/// Distance from the content to the source on a sheet that is as long as it takes.
const ABOVE_SOURCE: f64 = 32.0;

/// No sheet is longer.
const LONGEST: f64 = 10_000.0;

fn draw_on(
    sheet: Sheet,
    caption: &Caption,
    content: impl Fn(&Pen) -> Result<(), ChartError>,
) -> Result<String, ChartError> {
    let mut drawing_text = String::new();
    let height = {
        // The backend moves points that lie outside of its picture to the edge.
        let size = ((sheet.width() * FINE) as u32, (sheet.height(LONGEST) * FINE) as u32);
        let area = SVGBackend::with_string(&mut drawing_text, size).into_drawing_area();
        let mut pen = Pen { area, sheet, shift: 0.0, lowest: Cell::new(0.0), korean: false };
        let korean = caption.title.chars().any(is_korean);
        pen.korean = korean;
        let below = write_caption(&pen, caption)?;
        pen.korean = false;
        pen.shift = sheet.pick(0.0, below + 10.0 - CONTENT_TOP);
        pen.lowest.set(CONTENT_TOP);
        content(&pen)?;
        let source = sheet.pick(sheet.height(0.0) - 18.0, pen.lowest() + pen.shift + ABOVE_SOURCE);
        (pen.shift, pen.korean) = (0.0, korean);
        let last = write_source(&pen, &caption.source, source)?;
        pen.area.present().map_err(drawing)?;
        sheet.height(last)
    };
    Ok(document(&drawing_text, caption, (sheet.width(), height)))
}

/// Title and subtitle; gives the last baseline.
fn write_caption(pen: &Pen, caption: &Caption) -> Result<f64, ChartError> {
    use style::{INK, SOFT_INK, SUBTITLE, TITLE};
    let (room, margin) = (pen.sheet.room(), pen.sheet.margin());
    let (size, top, below) = pen.sheet.pick((TITLE, 50.0, 29.0), (0.84 * TITLE, 36.0, 28.0));
    let (small, most) = pen.sheet.pick((SUBTITLE, (2, 2)), (0.9 * SUBTITLE, (6, 9)));
    let title = lines::wrap_evenly(&caption.title, room, size, (true, most.0));
    let subtitle = lines::wrap_evenly(&caption.subtitle, room, small, (false, most.1));
    pen.lines(&title, (margin, top), &Lettering::new(size, INK).bold())?;
    let first = top + 1.3 * size * (title.len() - 1) as f64 + below;
    pen.lines(&subtitle, (margin, first), &Lettering::new(small, SOFT_INK))?;
    Ok(first + 1.3 * small * (subtitle.len() - 1) as f64)
}

/// Where the numbers come from, from a first baseline on; gives the last one.
fn write_source(pen: &Pen, source: &str, y: f64) -> Result<f64, ChartError> {
    use style::{SOFT_INK, SOURCE};
    let most = pen.sheet.pick(2, 5);
    let lines = lines::wrap_evenly(source, pen.sheet.room(), SOURCE, (false, most));
    let height = 1.3 * SOURCE * (lines.len() - 1) as f64;
    // A wide sheet ends where it ends, so that a second line takes its room above.
    let first = pen.sheet.pick(y - height, y);
    pen.lines(&lines, (pen.sheet.margin(), first), &Lettering::new(SOURCE, SOFT_INK))?;
    Ok(first + height)
}

/// The backend's drawing as a document with title, description, fonts and its own units.
fn document(drawing_text: &str, caption: &Caption, (width, height): (f64, f64)) -> String {
    let inner = drawing_text.split_once('\n').map_or("", |(_, rest)| rest).trim_end();
    let inner = inner.strip_suffix("</svg>").unwrap_or(inner);
    // The backend shifts every baseline and repeats the family; both are set once for all here.
    let inner = inner
        .replace(" dy=\"-0.5ex\"", "")
        .replace(" font-family=\"sans-serif\"", "")
        .replace(&format!(" font-family=\"{KOREAN}\""), &format!(" font-family=\"{KOREAN_FONTS}\""))
        .replace("\n</text>", "</text>");
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title description\" \
         font-family=\"{FONTS}\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"description\">{}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#FFFFFF\"/>\n\
         <g transform=\"scale({})\" stroke-linejoin=\"round\" stroke-linecap=\"round\">\n{inner}</g>\n</svg>\n",
        escaped(&caption.title),
        escaped(&caption.description),
        1.0 / FINE
    )
}

/// Text without the characters that XML forbids.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

/// Text as XML holds it.
fn escaped(text: &str) -> String {
    printable(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn drawing(error: impl fmt::Display) -> ChartError {
    ChartError::Drawing(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caption(title: &str) -> Caption {
        let text = title.to_owned();
        Caption { title: text.clone(), subtitle: text.clone(), source: text.clone(), description: text }
    }

    #[test]
    fn text_stays_text_and_any_title_is_valid() {
        for title in [
            "",
            "a < b & \"c\" 'd' > e",
            "제목 제목 제목",
            "\u{0}\u{b}\u{ffff}x",
            "]]></svg>",
            &"long ".repeat(200),
        ] {
            let made = chart("trial", &caption(title), |_| Ok(())).expect("drawn");
            match made.png(Sheet::Wide) {
                Ok(png) => assert!(png.starts_with(b"\x89PNG"), "{title}"),
                Err(error) => {
                    assert!(matches!(error, ChartError::NoFont(_)) && title.contains('제'), "{error}")
                }
            }
            assert!(made.svg.contains("<title id=\"title\">") && made.svg.contains("<desc"), "{title}");
        }
        let korean = chart("trial", &caption("소득 1234"), |pen| {
            pen.text("56", (50.0, 200.0), &Lettering::new(style::TICK, style::INK))
        });
        let korean = korean.expect("drawn").svg;
        // Title, subtitle and source have Korean families, a number of an axis those of all charts.
        assert_eq!(korean.matches(KOREAN_FONTS).count(), 3, "{korean}");
        let made = chart("trial", &caption("Plain words"), |_| Ok(())).expect("drawn");
        assert!(made.svg.contains(">\nPlain words</text>"), "{}", made.svg);
        assert!(made.svg.contains("DejaVu Sans") && !made.svg.contains("dy="));
    }
}
