//! The strip below a chart by year: breakthroughs in making AI, and D-day over the draws.

use super::canvas::{Anchor, ChartError, Lettering, Pen};
use super::frame::Frame;
use super::style::{AXIS, GRID, HAIRLINE, INK, PURPLE, SOFT_INK, text_width};
use crate::run::results::RunResults;
use crate::store::summary::{DDaySummary, Summary};

/// Room that the strip takes below the axis.
pub const STRIP_HEIGHT: f64 = 92.0;

/// Size of the strip's text.
const SIZE: f64 = 12.5;

/// What happens to AI over the years.
pub struct Events<'a> {
    /// Years of breakthroughs in all replicates, in order.
    breakthroughs: Vec<i32>,
    replicates: usize,
    d_day: &'a DDaySummary,
    last_year: i32,
}

impl<'a> Events<'a> {
    /// `None` in a scenario without AI.
    pub fn of(results: &RunResults, summary: &'a Summary) -> Option<Self> {
        let d_day = summary.d_day.as_ref()?;
        let mut breakthroughs: Vec<i32> = results.breakthroughs.iter().map(|jump| jump.year).collect();
        breakthroughs.sort_unstable();
        Some(Self { breakthroughs, replicates: results.replicates(), d_day, last_year: summary.last_year? })
    }

    /// Draws two rows below the axis, and a thin line through the frame at D-day.
    pub fn draw(&self, pen: &Pen, frame: &Frame) -> Result<(), ChartError> {
        let line_at = match self.d_day.replicates.as_slice() {
            [only] => *only,
            _ => self.d_day.median,
        };
        if let Some(year) = line_at {
            let x = frame.x(f64::from(year));
            pen.line(&[(x, frame.top), (x, frame.bottom)], AXIS, HAIRLINE)?;
            pen.text("D-day", (x, frame.top - 6.0), &small(Anchor::Middle))?;
        }
        self.draw_breakthroughs(pen, frame, frame.bottom + 52.0)?;
        self.draw_d_day(pen, frame, frame.bottom + 100.0)
    }

    fn draw_breakthroughs(&self, pen: &Pen, frame: &Frame, y: f64) -> Result<(), ChartError> {
        pen.line(&[(frame.left, y), (frame.right, y)], GRID, HAIRLINE)?;
        let opacity = if self.replicates > 1 { 0.5 } else { 1.0 };
        let mut free_from = f64::NEG_INFINITY;
        for year in &self.breakthroughs {
            let x = frame.x(f64::from(*year));
            pen.diamond((x, y), 6.0, PURPLE, opacity)?;
            let half = text_width(&year.to_string(), SIZE, false) / 2.0;
            if self.replicates == 1 && x - half > free_from {
                pen.text(&year.to_string(), (x, y + 20.0), &small(Anchor::Middle))?;
                free_from = x + half + 6.0;
            }
        }
        let who = match (self.breakthroughs.len(), self.replicates) {
            (0, _) => "none in these years".to_owned(),
            (count, 1) => format!("{count} in this run"),
            (count, replicates) => format!("{count} in {replicates} replicates"),
        };
        side_text(pen, frame, y, ["Breakthroughs in AI", &who])
    }

    fn draw_d_day(&self, pen: &Pen, frame: &Frame, y: f64) -> Result<(), ChartError> {
        pen.line(&[(frame.left, y), (frame.right, y)], GRID, HAIRLINE)?;
        let d_day = self.d_day;
        if let Some(from) = d_day.p05 {
            let to = d_day.p95.map_or(frame.right, |year| frame.x(f64::from(year)));
            let from = frame.x(f64::from(from));
            let bar = [(from, y - 4.0), (to, y - 4.0), (to, y + 4.0), (from, y + 4.0)];
            pen.fill(&bar, INK, 0.25)?;
            if d_day.p95.is_none() {
                let tip = [(to, y - 8.0), (to + 9.0, y), (to, y + 8.0)];
                pen.fill(&tip, INK, 0.25)?;
            }
        }
        if let Some(year) = d_day.median {
            pen.dot((frame.x(f64::from(year)), y), 5.5, INK)?;
        }
        for year in d_day.replicates.iter().flatten() {
            let x = frame.x(f64::from(*year));
            pen.line(&[(x, y - 9.0), (x, y + 9.0)], PURPLE, 2.0)?;
        }
        let when =
            |year: Option<i32>| year.map_or(format!("after {}", self.last_year), |year| year.to_string());
        let words = match d_day.reached_share {
            Some(0.0) => format!("not by {} in any draw", self.last_year),
            Some(_) => format!("{} ({}–{})", when(d_day.median), when(d_day.p05), when(d_day.p95)),
            None => "no draws".to_owned(),
        };
        side_text(pen, frame, y, ["D-day: median, 5–95 % of draws", &words])
    }
}

fn small(anchor: Anchor) -> Lettering {
    Lettering::new(SIZE, SOFT_INK).anchored(anchor)
}

/// Two lines right of the frame.
fn side_text(pen: &Pen, frame: &Frame, y: f64, lines: [&str; 2]) -> Result<(), ChartError> {
    let x = frame.right + 26.0;
    pen.text(lines[0], (x, y - 2.0), &Lettering::new(SIZE, INK))?;
    pen.text(lines[1], (x, y + 15.0), &small(Anchor::Start))
}
