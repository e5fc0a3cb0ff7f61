//! Rows over one horizontal axis: their names stand left of the plot, on a phone above each row.

use super::canvas::{Anchor, ChartError, Lettering, Pen, Point};
use super::frame::{Frame, decimals, nice_step, ticks};
use super::lines::wrap;
use super::sheet::Sheet;
use super::style::{GRID, HAIRLINE, SOFT_INK, TICK};
use crate::report::figures::plain;
use plotters::style::RGBColor;

/// On a phone: edges of the plot, height of a row, where its marks stand in it, and their room.
const EDGES: Point = (40.0, 400.0);
const HEIGHT: f64 = 48.0;
const PLACE: f64 = 0.70;
const ROOM: f64 = 34.0;

/// Where the rows of a chart stand.
#[derive(Clone, Copy, Debug)]
pub struct Rows {
    pub frame: Frame,
    height: f64,
    count: usize,
    sheet: Sheet,
}

impl Rows {
    /// So many rows. `edges`: left and right edge of the plot on the wide sheet, `ends`: top and bottom there; `x`: range of the axis.
    pub fn new(sheet: Sheet, (edges, (top, bottom)): (Point, Point), count: usize, x: Point) -> Self {
        let parts = count.max(1) as f64;
        let (edges, bottom) = sheet.pick((edges, bottom), (EDGES, top + parts * HEIGHT));
        let frame = Frame::new(edges, (top, bottom), x, (0.0, 1.0));
        Self { frame, height: (bottom - top) / parts, count, sheet }
    }

    /// Height at which the marks of a row stand.
    pub fn middle(&self, row: usize) -> f64 {
        self.frame.top + self.height * (row as f64 + self.sheet.pick(0.5, PLACE))
    }

    /// Room for the marks of a row.
    pub fn room(&self) -> f64 {
        self.sheet.pick(self.height, ROOM)
    }

    /// Vertical lines with their values.
    pub fn draw_axis(&self, pen: &Pen, (low, high): Point) -> Result<(), ChartError> {
        let step = nice_step(high - low, self.sheet.pick(7.0, 5.0));
        let lettering = Lettering::new(TICK, SOFT_INK).anchored(Anchor::Middle);
        for value in ticks((low, high), step) {
            let x = self.frame.x(value);
            self.draw_upright(pen, value, GRID, HAIRLINE)?;
            pen.text(&plain(value, decimals(step)), (x, self.frame.bottom + 23.0), &lettering)?;
        }
        Ok(())
    }

    /// A vertical line at a value, interrupted where the names of rows stand.
    pub fn draw_upright(&self, pen: &Pen, value: f64, color: RGBColor, width: f64) -> Result<(), ChartError> {
        let x = self.frame.x(value);
        if self.sheet == Sheet::Wide {
            return pen.line(&[(x, self.frame.top), (x, self.frame.bottom)], color, width);
        }
        let half = 0.36 * ROOM;
        for middle in (0..self.count).map(|row| self.middle(row)) {
            pen.line(&[(x, middle - half), (x, middle + half)], color, width)?;
        }
        Ok(())
    }

    /// A thread at a value from one row to the next, interrupted where the name of that row stands.
    pub fn draw_thread(
        &self,
        pen: &Pen,
        row: usize,
        value: f64,
        (color, width): (RGBColor, f64),
    ) -> Result<(), ChartError> {
        let (x, from, to) = (self.frame.x(value), self.middle(row), self.middle(row + 1));
        if self.sheet == Sheet::Wide {
            return pen.line(&[(x, from), (x, to)], color, width);
        }
        let half = 0.36 * ROOM;
        pen.line(&[(x, from), (x, from + half)], color, width)?;
        pen.line(&[(x, to - half), (x, to)], color, width)
    }

    /// The name of a row, and on a phone at the other end of its line what the wide sheet has room for elsewhere.
    pub fn draw_name(
        &self,
        pen: &Pen,
        row: usize,
        (name, value): (&str, &str),
        (size, color): (f64, RGBColor),
    ) -> Result<(), ChartError> {
        let lettering = Lettering::new(size, color);
        match self.sheet {
            Sheet::Wide => {
                let place = (self.frame.left - 14.0, self.middle(row) + 0.36 * size);
                pen.text(name, place, &lettering.anchored(Anchor::End))
            }
            Sheet::Phone => {
                let (left, baseline) = (self.sheet.margin(), self.middle(row) - 0.36 * HEIGHT);
                let room = self.sheet.room() - super::style::text_width(value, size, false) - 12.0;
                pen.text(&wrap(name, room, size, (false, 1)).concat(), (left, baseline), &lettering)?;
                let end = (left + self.sheet.room(), baseline);
                if value.is_empty() { Ok(()) } else { pen.text(value, end, &lettering.anchored(Anchor::End)) }
            }
        }
    }
}
