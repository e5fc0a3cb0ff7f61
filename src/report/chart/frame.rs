//! The plot area: from values to places, grid lines, ticks, and labels at the ends of lines that keep apart.

use super::canvas::{Anchor, ChartError, Lettering, Pen, Point};
use super::lines::{wrap, wrap_evenly};
use super::sheet::Sheet;
use super::style::{AXIS, GRID, HAIRLINE, LABEL, SOFT_INK, TICK, text_width};
use crate::report::figures::plain;
use plotters::style::RGBColor;
use std::ops::RangeInclusive;

/// A plot area with linear axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    x: (f64, f64),
    y: (f64, f64),
}

impl Frame {
    /// `x` and `y`: lowest and highest value of each axis; empty ranges are widened.
    pub fn new((left, right): Point, (top, bottom): Point, x: Point, y: Point) -> Self {
        Self { left, right, top, bottom, x: widened(x), y: widened(y) }
    }

    /// Place of a value along the horizontal axis, inside the frame.
    pub fn x(&self, value: f64) -> f64 {
        let share = ((value - self.x.0) / (self.x.1 - self.x.0)).clamp(0.0, 1.0);
        self.left + share * (self.right - self.left)
    }

    /// Place of a value along the vertical axis, inside the frame.
    pub fn y(&self, value: f64) -> f64 {
        let share = ((value - self.y.0) / (self.y.1 - self.y.0)).clamp(0.0, 1.0);
        self.bottom - share * (self.bottom - self.top)
    }

    /// Highest value of the horizontal axis.
    pub fn x_end(&self) -> f64 {
        self.x.1
    }

    pub fn point(&self, x: f64, y: f64) -> Point {
        (self.x(x), self.y(y))
    }

    /// Horizontal grid lines with their values.
    pub fn draw_y_axis(&self, pen: &Pen) -> Result<(), ChartError> {
        self.draw_y_axis_in(pen, 7.0)
    }

    /// The same with about so many parts.
    pub fn draw_y_axis_in(&self, pen: &Pen, parts: f64) -> Result<(), ChartError> {
        let lettering = Lettering::new(TICK, SOFT_INK).anchored(Anchor::End);
        let step = nice_step(self.y.1 - self.y.0, parts);
        for value in ticks(self.y, step) {
            let y = self.y(value);
            pen.line(&[(self.left, y), (self.right, y)], GRID, HAIRLINE)?;
            pen.text(&plain(value, decimals(step)), (self.left - 10.0, y + 0.36 * TICK), &lettering)?;
        }
        Ok(())
    }

    /// The horizontal axis with whole numbers.
    pub fn draw_x_axis(&self, pen: &Pen, values: &[f64]) -> Result<(), ChartError> {
        let lettering = Lettering::new(TICK, SOFT_INK).anchored(Anchor::Middle);
        pen.line(&[(self.left, self.bottom), (self.right, self.bottom)], AXIS, HAIRLINE)?;
        for &value in values {
            let x = self.x(value);
            pen.line(&[(x, self.bottom), (x, self.bottom + 6.0)], AXIS, HAIRLINE)?;
            pen.text(&plain(value, 0), (x, self.bottom + 23.0), &lettering)?;
        }
        Ok(())
    }

    /// Whole ticks of the horizontal axis, about ten of them or as many as have room for their numbers.
    pub fn whole_x_ticks(&self) -> Vec<f64> {
        let widest = text_width(&plain(self.x.1, 0), TICK, false) + 9.0;
        let parts = ((self.right - self.left) / widest).clamp(1.0, 10.0);
        ticks(self.x, nice_step(self.x.1 - self.x.0, parts).max(1.0).round())
    }

    /// What the horizontal axis means, below its numbers.
    pub fn draw_x_title(&self, pen: &Pen, words: &str) -> Result<(), ChartError> {
        let middle = f64::midpoint(self.left, self.right);
        let room = 2.0 * (middle - pen.sheet.margin()).min(pen.sheet.width() - pen.sheet.margin() - middle);
        let lines = wrap_evenly(words, room, TICK, (false, pen.sheet.pick(2, 4)));
        let below = self.bottom + pen.sheet.pick(50.0, 46.0);
        pen.lines(&lines, (middle, below), &Lettering::new(TICK, SOFT_INK).anchored(Anchor::Middle))
    }

    /// A line with its band. Undefined values leave gaps; a value alone becomes a dot with its range.
    pub fn draw_series(
        &self,
        pen: &Pen,
        series: &[Mark],
        color: RGBColor,
        width: f64,
    ) -> Result<(), ChartError> {
        for part in defined_parts(series) {
            let upper = part.iter().map(|mark| self.point(mark.x, mark.high));
            let lower = part.iter().rev().map(|mark| self.point(mark.x, mark.low));
            let outline: Vec<Point> = upper.chain(lower).collect();
            if let [only] = part {
                pen.line(&outline, color, width / 2.0)?;
                pen.dot(self.point(only.x, only.value), 4.5, color)?;
            } else {
                pen.fill(&outline, color, super::style::BAND)?;
                let line: Vec<Point> = part.iter().map(|mark| self.point(mark.x, mark.value)).collect();
                pen.line(&line, color, width)?;
            }
        }
        Ok(())
    }

    /// Labels right of the frame, each as near to its value as the others allow; on a phone below all that is drawn.
    pub fn draw_end_labels(&self, pen: &Pen, labels: &[EndLabel]) -> Result<(), ChartError> {
        self.draw_end_labels_from(pen, labels, self.x.1)
    }

    /// The same with lines that begin at a value of the horizontal axis.
    pub fn draw_end_labels_from(&self, pen: &Pen, labels: &[EndLabel], x: f64) -> Result<(), ChartError> {
        if pen.sheet == Sheet::Phone {
            return draw_key(pen, labels);
        }
        let start = self.x(x) + 5.0;
        let heights: Vec<f64> = labels.iter().map(EndLabel::height).collect();
        let wanted: Vec<f64> = labels.iter().map(|label| self.y(label.value)).collect();
        let places = spread(&wanted, &heights, self.top - 10.0..=self.bottom + 10.0);
        for ((label, place), (wanted, height)) in labels.iter().zip(places).zip(wanted.iter().zip(&heights)) {
            let text_left = self.right + 26.0;
            pen.line(&[(start, *wanted), (text_left - 6.0, place)], label.color, HAIRLINE)?;
            let baseline = place - height / 2.0 + 0.95 * LABEL;
            let bold = Lettering::new(LABEL, label.color).bold();
            pen.lines(label.name.get(..1).unwrap_or(&[]), (text_left, baseline), &bold)?;
            let rest = label.name.get(1..).unwrap_or(&[]);
            pen.lines(rest, (text_left, baseline + LINE_HEIGHT), &Lettering::new(LABEL - 1.5, label.color))?;
        }
        Ok(())
    }
}

const LINE_HEIGHT: f64 = 1.3 * LABEL;

/// Labels below all that is drawn, in the order of their values, each with a sample of what it names.
fn draw_key(pen: &Pen, labels: &[EndLabel]) -> Result<(), ChartError> {
    let (left, text_left) = (pen.sheet.margin(), pen.sheet.margin() + 28.0);
    let right = pen.sheet.width() - pen.sheet.margin();
    let mut order: Vec<&EndLabel> = labels.iter().collect();
    order.sort_by(|a, b| b.value.total_cmp(&a.value));
    let mut y = pen.lowest() + 1.6 * LINE_HEIGHT;
    for label in order {
        let bold = Lettering::new(LABEL, label.color).bold();
        let rest = Lettering::new(LABEL - 1.5, label.color);
        label.swatch.draw(pen, (left, left + 18.0), y - 0.36 * LABEL, label.color)?;
        let name = wrap(label.name.first().map_or("", String::as_str), right - text_left, LABEL, (true, 2));
        pen.lines(&name, (text_left, y), &bold)?;
        y += LINE_HEIGHT * (name.len() - 1) as f64;
        let mut x = text_left + text_width(name.last().map_or("", String::as_str), LABEL, true) + 10.0;
        for line in label.name.get(1..).unwrap_or(&[]) {
            let width = text_width(line, rest.size, false);
            if x + width > right {
                (x, y) = (text_left, y + LINE_HEIGHT);
            }
            pen.text(line, (x, y), &rest)?;
            x += width + 10.0;
        }
        y += 1.15 * LINE_HEIGHT;
    }
    Ok(())
}

/// One value of a series with its range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    pub x: f64,
    pub value: f64,
    pub low: f64,
    pub high: f64,
    pub defined: bool,
}

impl Mark {
    /// A value with its range where it has one.
    pub fn new(x: f64, value: Option<f64>, range: Option<(f64, f64)>) -> Self {
        let value = value.filter(|value| value.is_finite());
        let shown = value.unwrap_or(0.0);
        let (low, high) =
            range.filter(|range| range.0.is_finite() && range.1.is_finite()).unwrap_or((shown, shown));
        Self { x, value: shown, low, high, defined: value.is_some() }
    }
}

/// What stands at the end of a line: a name, and lines below it.
#[derive(Clone, Debug, PartialEq)]
pub struct EndLabel {
    pub value: f64,
    pub name: Vec<String>,
    pub color: RGBColor,
    /// What stands for it where names are listed.
    pub swatch: Swatch,
}

/// How that is drawn which a label names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Swatch {
    Line,
    /// An area, in a colour other than that of its name.
    Area(RGBColor),
    /// Open circles.
    Ring,
}

impl Swatch {
    /// A small sample between two places at a height.
    fn draw(self, pen: &Pen, (left, right): Point, y: f64, color: RGBColor) -> Result<(), ChartError> {
        match self {
            Self::Line => pen.line(&[(left, y), (right, y)], color, 4.0),
            Self::Area(color) => {
                let (top, bottom) = (y - 6.0, y + 6.0);
                pen.fill(&[(left, top), (right, top), (right, bottom), (left, bottom)], color, 0.85)
            }
            Self::Ring => pen.ring((f64::midpoint(left, right), y), 5.0, color),
        }
    }
}

impl EndLabel {
    fn height(&self) -> f64 {
        LINE_HEIGHT * self.name.len() as f64 + 7.0
    }
}

/// Lowest and highest of what is to be seen; `None` where nothing is defined.
pub fn extent<'a>(marks: impl IntoIterator<Item = &'a Mark>) -> Option<Point> {
    let defined = marks.into_iter().filter(|mark| mark.defined);
    defined.fold(None, |range: Option<Point>, mark| {
        let (low, high) = range.unwrap_or((mark.low, mark.high));
        Some((low.min(mark.low), high.max(mark.high)))
    })
}

/// A range whose ends are round numbers.
pub fn rounded_out((low, high): Point) -> Point {
    let (low, high) = widened((low, high));
    let step = nice_step(high - low, 7.0);
    ((low / step + 1e-9).floor() * step, (high / step - 1e-9).ceil() * step)
}

fn widened((low, high): Point) -> Point {
    if high - low > 1e-9 { (low, high) } else { (low - 0.5, high + 0.5) }
}

/// A step of 1, 2 or 5 times a power of ten that divides a range into about `parts`.
pub(super) fn nice_step(range: f64, parts: f64) -> f64 {
    let raw = (range / parts).max(1e-9);
    let power = 10_f64.powf(raw.log10().floor());
    let factor = [1.0, 2.0, 5.0].into_iter().find(|factor| factor * power >= raw * 0.999).unwrap_or(10.0);
    factor * power
}

pub(super) fn ticks((low, high): Point, step: f64) -> Vec<f64> {
    let first = (low / step - 1e-6).ceil();
    let count = ((high / step + 1e-6).floor() - first).clamp(-1.0, 50.0);
    (0..=count as i64).take((count + 1.0) as usize).map(|tick| (first + tick as f64) * step).collect()
}

/// Digits after the point that a step needs.
pub(super) fn decimals(step: f64) -> usize {
    (-step.log10().floor()).clamp(0.0, 6.0) as usize
}

fn defined_parts(series: &[Mark]) -> impl Iterator<Item = &[Mark]> {
    series.split(|mark| !mark.defined).filter(|part| !part.is_empty())
}

/// Middles of labels of some heights, near the wanted ones, without overlap and inside the limits if there is room.
fn spread(wanted: &[f64], heights: &[f64], limits: RangeInclusive<f64>) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]));
    let mut places = wanted.to_vec();
    let mut free_from = *limits.start();
    for &label in &order {
        places[label] = places[label].max(free_from + heights[label] / 2.0);
        free_from = places[label] + heights[label] / 2.0;
    }
    let mut free_to = *limits.end();
    for &label in order.iter().rev() {
        places[label] = places[label].min(free_to - heights[label] / 2.0);
        free_to = places[label] - heights[label] / 2.0;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_apart_and_inside() {
        let heights = [40.0; 4];
        let places = spread(&[100.0, 101.0, 99.0, 395.0], &heights, 90.0..=400.0);
        let mut sorted = places.clone();
        sorted.sort_by(f64::total_cmp);
        assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= 40.0 - 1e-9), "{places:?}");
        assert!(places.iter().all(|place| (110.0..=380.0).contains(place)), "{places:?}");
        assert!(places[2] < places[0] && places[0] < places[1]);
    }

    #[test]
    fn axes_end_on_round_numbers() {
        assert_eq!(rounded_out((91.2, 115.4)), (90.0, 120.0));
        let (low, high) = rounded_out((0.0, 0.43));
        assert!(low.abs() < 1e-9 && (high - 0.5).abs() < 1e-9);
        let (low, high) = rounded_out((0.3, 0.3));
        assert!(low < 0.3 && high > 0.3);
        assert_eq!(ticks((2025.0, 2125.0), 20.0), [2040.0, 2060.0, 2080.0, 2100.0, 2120.0]);
        assert!(ticks((2025.2, 2025.4), 1.0).is_empty());
    }

    #[test]
    fn undefined_values_leave_gaps() {
        let series: Vec<Mark> =
            [Some(1.0), None, Some(f64::NAN), Some(2.0), Some(3.0)].map(|v| Mark::new(0.0, v, None)).to_vec();
        assert_eq!(defined_parts(&series).map(<[Mark]>::len).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(extent(&series), Some((1.0, 3.0)));
        assert_eq!(extent(&[Mark::new(0.0, None, Some((0.0, 1.0)))]), None);
    }
}
