//! Chart: every configuration as a line over its parameters, those with the outcome in colour, and the region that holds them.

use super::canvas::{Anchor, CONTENT_TOP, Caption, Chart, ChartError, Lettering, Pen, Point, chart};
use super::lines::wrap;
use super::sheet::Sheet;
use super::style::{AXIS, BLUE, GRID, HAIRLINE, INK, SOFT_INK, TICK, VERMILLION, text_width};
use crate::report::discover_words::{limits, outcome};
use crate::report::figures::plain;
use crate::report::language::Language;
use crate::scenario::notation;
use crate::study::discover::points::{Column, Limits};
use crate::study::discover::region::{Discovery, Outcomes};
use crate::study::sweep::plan::Plan;
use plotters::style::RGBColor;

/// Parameters in the chart: those of the region first, then the study's others.
const MOST_AXES: usize = 8;

/// Lines of each kind; more would only be a smear.
const MOST_LINES: usize = 300;

const TOP: f64 = CONTENT_TOP + 26.0;
const BOTTOM: f64 = 600.0;

/// On a phone axes lie, one below the other: left and right end, first axis, distance between two.
const LYING: Point = (50.0, 390.0);
const FIRST: f64 = CONTENT_TOP + 40.0;
const STEP: f64 = 74.0;

/// Half the width of the region on an axis.
const HALF: f64 = 9.0;

/// One axis: where it stands or lies and what its ends mean.
struct Line {
    axis: usize,
    place: f64,
    low: f64,
    high: f64,
    sheet: Sheet,
}

impl Line {
    /// A value on the axis, so far aside from it.
    fn at(&self, value: f64, aside: f64) -> Point {
        let share = if self.high > self.low { (value - self.low) / (self.high - self.low) } else { 0.5 };
        let share = share.clamp(0.0, 1.0);
        match self.sheet {
            Sheet::Wide => (self.place + aside, BOTTOM - share * (BOTTOM - TOP)),
            Sheet::Phone => (LYING.0 + share * (LYING.1 - LYING.0), self.place + aside),
        }
    }

    /// Place of a point.
    fn of(&self, column: &Column, point: usize) -> Point {
        match column {
            Column::Numbers(values) => self.at(values[point], 0.0),
            Column::Categories { values, .. } => self.at(values[point] as f64, 0.0),
        }
    }
}

/// Draws the configurations, and the region where one is confirmed.
///
/// # Errors
/// The drawing or the picture could not be made.
pub fn parallel(
    plan: &Plan,
    outcomes: &Outcomes,
    found: &Discovery,
    source: &str,
    language: Language,
) -> Result<Chart, ChartError> {
    let region = found.region.as_ref().filter(|region| region.holds);
    let mut axes: Vec<usize> =
        region.map_or(Vec::new(), |one| one.restrictions.iter().map(|r| r.axis).collect());
    axes.extend((0..plan.axes.len()).filter(|axis| !axes.contains(axis)).collect::<Vec<_>>());
    axes.truncate(MOST_AXES);
    let caption = caption(plan, found, (source, axes.len()), language);
    chart("parallel_coordinates", &caption, |pen| {
        let lines = places(&axes, outcomes, pen.sheet);
        draw_points(pen, &lines, outcomes, false)?;
        draw_points(pen, &lines, outcomes, true)?;
        for line in &lines {
            let about = &plan.axes[line.axis];
            draw_axis(pen, line, outcomes, (&about.name, lines.len()))?;
            if let Some(region) = region {
                draw_region(pen, line, &region.region.limits[line.axis])?;
            }
        }
        Ok(())
    })
}

fn caption(plan: &Plan, found: &Discovery, (source, shown): (&str, usize), language: Language) -> Caption {
    let what = outcome(plan, &found.conditions, language);
    let title = match (&found.region, language) {
        (Some(region), Language::English) if region.holds => format!(
            "Where {}, {} % of configurations have the outcome",
            limits(region, language),
            plain(100.0 * region.density, 0)
        ),
        (Some(region), Language::Korean) if region.holds => {
            format!(
                "{}인 설정의 {}%에서 그런 결과가 나온다",
                limits(region, language),
                plain(100.0 * region.density, 0)
            )
        }
        (_, Language::English) => "No region of the assumptions can be told to give the outcome".to_owned(),
        (_, Language::Korean) => "그런 결과를 내는 가정의 영역을 말할 수 없다".to_owned(),
    };
    let (hits, points, all) = (found.hits, found.points, plan.axes.len());
    let left_out = match language {
        _ if shown == all => String::new(),
        Language::English => {
            format!(" {shown} of the {all} parameters are shown, those of the region first.")
        }
        Language::Korean => format!(" 매개변수 {all}개 가운데 영역의 것부터 {shown}개를 보인다."),
    };
    let subtitle = match language {
        Language::English => format!(
            "Each line is a configuration. Blue: {what} ({hits} of {points}). Grey: the others. Orange: the region.{left_out}"
        ),
        Language::Korean => {
            format!(
                "선 하나가 설정 하나다. 파랑: {what} ({points}개 가운데 {hits}개). 회색: 나머지. 주황: 영역.{left_out}"
            )
        }
    };
    Caption { title: title.clone(), subtitle, source: source.to_owned(), description: title }
}

fn places(axes: &[usize], outcomes: &Outcomes, sheet: Sheet) -> Vec<Line> {
    let (left, right) = (sheet.margin() + 70.0, sheet.width() - sheet.margin() - 70.0);
    let standing = (left, (right - left) / (axes.len().max(2) - 1) as f64);
    let (first, step) = sheet.pick(standing, (FIRST, STEP));
    let place = |(place, &axis): (usize, &usize)| {
        let (low, high) = match &outcomes.points.columns[axis] {
            Column::Numbers(values) => {
                values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| {
                    (low.min(value), high.max(value))
                })
            }
            Column::Categories { count, .. } => (0.0, count.saturating_sub(1) as f64),
        };
        Line { axis, place: first + step * place as f64, low, high, sheet }
    };
    axes.iter().enumerate().map(place).collect()
}

fn draw_points(pen: &Pen, lines: &[Line], outcomes: &Outcomes, hits: bool) -> Result<(), ChartError> {
    let points = &outcomes.points;
    let (color, width) = if hits { (BLUE, 0.9) } else { (GRID, 0.8) };
    let chosen = (0..points.hits.len()).filter(|&point| points.hits[point] == hits);
    for point in chosen.take(MOST_LINES) {
        let path: Vec<Point> = lines.iter().map(|line| line.of(&points.columns[line.axis], point)).collect();
        pen.line(&path, color, width)?;
    }
    Ok(())
}

fn draw_axis(
    pen: &Pen,
    line: &Line,
    outcomes: &Outcomes,
    (name, lines): (&str, usize),
) -> Result<(), ChartError> {
    pen.line(&[line.at(line.low, 0.0), line.at(line.high, 0.0)], AXIS, HAIRLINE)?;
    let lettering = Lettering::new(TICK, SOFT_INK).anchored(Anchor::Middle);
    if line.sheet == Sheet::Phone {
        draw_plate(pen, (line.sheet.margin() - 4.0, line.place - 14.0), text_width(name, TICK, false) + 8.0)?;
    }
    let below = |value: f64, by: f64| {
        let (x, y) = line.at(value, 0.0);
        (x, y + by)
    };
    let short = |value: f64| notation::plain(format!("{value:.2e}").parse().unwrap_or(value));
    match outcomes.categories.get(line.axis).filter(|names| !names.is_empty()) {
        Some(names) => {
            for (place, name) in names.iter().enumerate() {
                pen.text(name, below(place as f64, line.sheet.pick(-6.0, 24.0)), &lettering)?;
            }
        }
        None => {
            let (at_high, at_low) = line.sheet.pick((-8.0, 20.0), (24.0, 24.0));
            for (value, by) in [(line.high, at_high), (line.low, at_low)] {
                let (words, place) = (short(value), below(value, by));
                let width = text_width(&words, TICK, false) + 8.0;
                if line.sheet == Sheet::Phone {
                    draw_plate(pen, (place.0 - width / 2.0, place.1), width)?;
                }
                pen.text(&words, place, &lettering)?;
            }
        }
    }
    if line.sheet == Sheet::Phone {
        let place = (line.sheet.margin(), line.place - 14.0);
        return pen.text(name, place, &Lettering::new(TICK, INK));
    }
    // A path may be broken behind its dots and underscores.
    let breakable = name.replace('.', ". ").replace('_', "_ ");
    let room = line.sheet.room() / lines.max(2) as f64 - 8.0;
    let label = Lettering::new(TICK, INK).anchored(Anchor::Middle);
    let rows = wrap(&breakable, room, TICK, (false, 4));
    let rows: Vec<String> = rows.iter().map(|row| row.replace(". ", ".").replace("_ ", "_")).collect();
    pen.lines(&rows, (line.place, BOTTOM + 42.0), &label)
}

/// The colour of the page behind a word, so that lines do not cross it.
fn draw_plate(pen: &Pen, (left, baseline): Point, width: f64) -> Result<(), ChartError> {
    let (top, bottom, right) = (baseline - TICK, baseline + 0.3 * TICK, left + width);
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
    pen.fill(&corners, RGBColor(255, 255, 255), 0.85)
}

fn draw_region(pen: &Pen, line: &Line, limits: &Limits) -> Result<(), ChartError> {
    match limits {
        Limits::Between(None, None) => Ok(()),
        Limits::Between(low, high) => {
            let (low, high) = (low.unwrap_or(line.low), high.unwrap_or(line.high));
            let corners =
                [line.at(low, -HALF), line.at(low, HALF), line.at(high, HALF), line.at(high, -HALF)];
            pen.fill(&corners, VERMILLION, 0.55)
        }
        Limits::Among(marked) if marked.iter().all(|&one| one) => Ok(()),
        Limits::Among(marked) => {
            for place in (0..marked.len()).filter(|&place| marked[place]) {
                pen.diamond(line.at(place as f64, 0.0), HALF, VERMILLION, 0.7)?;
            }
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_an_axis_are_its_lowest_and_highest_value() {
        let line = Line { axis: 0, place: 7.0, low: 2.0, high: 4.0, sheet: Sheet::Wide };
        let ends = [2.0, 4.0, 3.0].map(|value| line.at(value, 0.0));
        assert_eq!(ends, [(7.0, BOTTOM), (7.0, TOP), (7.0, f64::midpoint(TOP, BOTTOM))]);
        let lying = Line { sheet: Sheet::Phone, ..line };
        assert_eq!([2.0, 4.0].map(|value| lying.at(value, 1.0)), [(LYING.0, 8.0), (LYING.1, 8.0)]);
        let single = Line { high: 2.0, ..lying };
        assert_eq!(single.at(2.0, 0.0), (f64::midpoint(LYING.0, LYING.1), 7.0));
    }
}
