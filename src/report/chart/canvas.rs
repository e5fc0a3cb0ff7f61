//! Draws in SVG units with floating point, and turns the drawing into SVG with real text and into PNG.

use super::data::FigureData;
use super::style::{self, FONTS, HEIGHT, WIDTH};
use super::theme::Theme;
use plotters::coord::Shift;
use plotters::prelude::{
    Circle, Color, DrawingArea, IntoDrawingArea, IntoFont, PathElement, Polygon, RGBColor, SVGBackend, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontStyle, FontTransform, ShapeStyle, TextStyle};
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
    pub svg: String,
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
        Self { svg: theme.recolour(&self.svg), ..self }
    }

    /// The chart as PNG at print resolution.
    ///
    /// # Errors
    /// No installed font has one of its letters, or the SVG cannot be turned into pixels.
    pub fn png(&self) -> Result<Vec<u8>, ChartError> {
        super::pixels::png(&self.svg)
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
            Self::NoFont(letters) => output.write_str(&super::pixels::no_font(letters)),
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
}

impl Pen<'_> {
    /// A line through points; nothing for fewer than two.
    pub fn line(&self, points: &[Point], color: RGBColor, width: f64) -> Result<(), ChartError> {
        if points.len() < 2 {
            return Ok(());
        }
        let style = ShapeStyle::from(&color).stroke_width((width * FINE).round() as u32);
        self.area.draw(&PathElement::new(points.iter().map(fine).collect::<Vec<_>>(), style)).map_err(drawing)
    }

    /// A filled shape.
    pub fn fill(&self, points: &[Point], color: RGBColor, opacity: f64) -> Result<(), ChartError> {
        let corners = points.iter().map(fine).collect::<Vec<_>>();
        self.area.draw(&Polygon::new(corners, color.mix(opacity))).map_err(drawing)
    }

    /// A filled circle.
    pub fn dot(&self, center: Point, radius: f64, color: RGBColor) -> Result<(), ChartError> {
        self.area.draw(&Circle::new(fine(&center), radius * FINE, color.filled())).map_err(drawing)
    }

    /// An open circle.
    pub fn ring(&self, center: Point, radius: f64, color: RGBColor) -> Result<(), ChartError> {
        let style = color.stroke_width((1.8 * FINE) as u32);
        self.area.draw(&Circle::new(fine(&center), radius * FINE, style)).map_err(drawing)
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

    /// One line of text with its baseline at the point.
    pub fn text(&self, text: &str, point: Point, lettering: &Lettering) -> Result<(), ChartError> {
        let side = match lettering.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let style = if lettering.bold { FontStyle::Bold } else { FontStyle::Normal };
        let size = lettering.size * FINE * FONT_DIVISOR;
        let font = ("sans-serif", size).into_font().style(style).transform(FontTransform::None);
        let style = TextStyle::from(font).color(&lettering.color).pos(Pos::new(side, VPos::Bottom));
        self.area.draw(&Text::new(printable(text), fine(&point), style)).map_err(drawing)
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

/// Draws a chart under its caption. `content` draws between [`CONTENT_TOP`] and [`CONTENT_BOTTOM`].
pub fn chart(
    name: &'static str,
    caption: &Caption,
    content: impl FnOnce(&Pen) -> Result<(), ChartError>,
) -> Result<Chart, ChartError> {
    let mut drawing_text = String::new();
    {
        let size = ((WIDTH * FINE) as u32, (HEIGHT * FINE) as u32);
        let pen = Pen { area: SVGBackend::with_string(&mut drawing_text, size).into_drawing_area() };
        write_caption(&pen, caption)?;
        content(&pen)?;
        pen.area.present().map_err(drawing)?;
    }
    let svg = document(&drawing_text, caption);
    Ok(Chart { name, svg, caption: caption.clone(), data: None })
}

/// Where the content of a chart begins and ends.
pub const CONTENT_TOP: f64 = 148.0;
pub const CONTENT_BOTTOM: f64 = 708.0;

fn write_caption(pen: &Pen, caption: &Caption) -> Result<(), ChartError> {
    use style::{INK, MARGIN, SOFT_INK, SOURCE, SUBTITLE, TITLE};
    let width = WIDTH - 2.0 * MARGIN;
    let title = style::wrap_evenly(&caption.title, width, TITLE, (true, 2));
    let subtitle = style::wrap_evenly(&caption.subtitle, width, SUBTITLE, (false, 2));
    pen.lines(&title, (MARGIN, 50.0), &Lettering::new(TITLE, INK).bold())?;
    let below = 50.0 + 1.3 * TITLE * (title.len() - 1) as f64 + 29.0;
    pen.lines(&subtitle, (MARGIN, below), &Lettering::new(SUBTITLE, SOFT_INK))?;
    let source = style::wrap(&caption.source, width, SOURCE, (false, 1));
    pen.lines(&source, (MARGIN, HEIGHT - 18.0), &Lettering::new(SOURCE, SOFT_INK))
}

/// The backend's drawing as a document with title, description, fonts and its own units.
fn document(drawing_text: &str, caption: &Caption) -> String {
    let inner = drawing_text.split_once('\n').map_or("", |(_, rest)| rest).trim_end();
    let inner = inner.strip_suffix("</svg>").unwrap_or(inner);
    // The backend shifts every baseline and repeats the family; both are set once for all here.
    let inner = inner
        .replace(" dy=\"-0.5ex\"", "")
        .replace(" font-family=\"sans-serif\"", "")
        .replace("\n</text>", "</text>");
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
         viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"title description\" \
         font-family=\"{FONTS}\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"description\">{}</desc>\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#FFFFFF\"/>\n\
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

/// A point in the backend's whole units. Anything far outside the picture stays far outside.
fn fine((x, y): &Point) -> (i32, i32) {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
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
            match made.png() {
                Ok(png) => assert!(png.starts_with(b"\x89PNG"), "{title}"),
                Err(error) => {
                    assert!(matches!(error, ChartError::NoFont(_)) && title.contains('제'), "{error}")
                }
            }
            assert!(made.svg.contains("<title id=\"title\">") && made.svg.contains("<desc"), "{title}");
        }
        let made = chart("trial", &caption("Plain words"), |_| Ok(())).expect("drawn");
        assert!(made.svg.contains(">\nPlain words</text>"), "{}", made.svg);
        assert!(made.svg.contains("DejaVu Sans") && !made.svg.contains("dy="));
    }
}
