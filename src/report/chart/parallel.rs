//! Chart: every configuration as a line over its parameters, those with the outcome in colour, and the region that holds them.

use super::canvas::{Anchor, CONTENT_TOP, Caption, Chart, ChartError, Lettering, Pen, chart};
use super::style::{AXIS, BLUE, GRID, HAIRLINE, INK, MARGIN, SOFT_INK, TICK, VERMILLION, WIDTH, wrap};
use crate::report::discover_words::{limits, outcome};
use crate::report::figures::plain;
use crate::report::language::Language;
use crate::scenario::notation;
use crate::study::discover::points::{Column, Limits};
use crate::study::discover::region::{Discovery, Outcomes};
use crate::study::sweep::plan::Plan;

/// Parameters in the chart: those of the region first, then the study's others.
const MOST_AXES: usize = 8;

/// Lines of each kind; more would only be a smear.
const MOST_LINES: usize = 300;

const TOP: f64 = CONTENT_TOP + 26.0;
const BOTTOM: f64 = 600.0;

/// Half the width of the region on an axis.
const HALF: f64 = 9.0;

/// One axis: where it stands and what its ends mean.
struct Line {
    axis: usize,
    x: f64,
    low: f64,
    high: f64,
}

impl Line {
    fn y(&self, value: f64) -> f64 {
        let share = if self.high > self.low { (value - self.low) / (self.high - self.low) } else { 0.5 };
        BOTTOM - share.clamp(0.0, 1.0) * (BOTTOM - TOP)
    }

    /// Height of a point.
    fn of(&self, column: &Column, point: usize) -> f64 {
        match column {
            Column::Numbers(values) => self.y(values[point]),
            Column::Categories { values, .. } => self.y(values[point] as f64),
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
    let lines = places(&axes, outcomes);
    let caption = caption(plan, found, source, language);
    chart("parallel_coordinates", &caption, |pen| {
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

fn caption(plan: &Plan, found: &Discovery, source: &str, language: Language) -> Caption {
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
    let (hits, points) = (found.hits, found.points);
    let subtitle = match language {
        Language::English => format!(
            "Each line is a configuration. Blue: {} ({hits} of {points}). Grey: the others. Red: the region.",
            what
        ),
        Language::Korean => {
            format!(
                "선 하나가 설정 하나다. 파랑: {what} ({points}개 가운데 {hits}개). 회색: 나머지. 빨강: 영역."
            )
        }
    };
    Caption { title: title.clone(), subtitle, source: source.to_owned(), description: title }
}

fn places(axes: &[usize], outcomes: &Outcomes) -> Vec<Line> {
    let (left, right) = (MARGIN + 70.0, WIDTH - MARGIN - 70.0);
    let step = (right - left) / (axes.len().max(2) - 1) as f64;
    let place = |(place, &axis): (usize, &usize)| {
        let (low, high) = match &outcomes.points.columns[axis] {
            Column::Numbers(values) => {
                values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| {
                    (low.min(value), high.max(value))
                })
            }
            Column::Categories { count, .. } => (0.0, count.saturating_sub(1) as f64),
        };
        Line { axis, x: left + step * place as f64, low, high }
    };
    axes.iter().enumerate().map(place).collect()
}

fn draw_points(pen: &Pen, lines: &[Line], outcomes: &Outcomes, hits: bool) -> Result<(), ChartError> {
    let points = &outcomes.points;
    let (color, width) = if hits { (BLUE, 0.9) } else { (GRID, 0.8) };
    let chosen = (0..points.hits.len()).filter(|&point| points.hits[point] == hits);
    for point in chosen.take(MOST_LINES) {
        let path: Vec<(f64, f64)> =
            lines.iter().map(|line| (line.x, line.of(&points.columns[line.axis], point))).collect();
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
    pen.line(&[(line.x, TOP), (line.x, BOTTOM)], AXIS, HAIRLINE)?;
    let lettering = Lettering::new(TICK, SOFT_INK).anchored(Anchor::Middle);
    let short = |value: f64| notation::plain(format!("{value:.2e}").parse().unwrap_or(value));
    match outcomes.categories.get(line.axis).filter(|names| !names.is_empty()) {
        Some(names) => {
            for (place, name) in names.iter().enumerate() {
                pen.text(name, (line.x, line.y(place as f64) - 6.0), &lettering)?;
            }
        }
        None => {
            pen.text(&short(line.high), (line.x, TOP - 8.0), &lettering)?;
            pen.text(&short(line.low), (line.x, BOTTOM + 20.0), &lettering)?;
        }
    }
    // A path may be broken behind its dots and underscores.
    let breakable = name.replace('.', ". ").replace('_', "_ ");
    let room = (WIDTH - 2.0 * MARGIN) / lines.max(2) as f64 - 8.0;
    let label = Lettering::new(TICK, INK).anchored(Anchor::Middle);
    let rows = wrap(&breakable, room, TICK, (false, 4));
    let rows: Vec<String> = rows.iter().map(|row| row.replace(". ", ".").replace("_ ", "_")).collect();
    pen.lines(&rows, (line.x, BOTTOM + 42.0), &label)
}

fn draw_region(pen: &Pen, line: &Line, limits: &Limits) -> Result<(), ChartError> {
    let rectangle = |low: f64, high: f64| {
        let (top, bottom) = (line.y(high), line.y(low));
        [(line.x - HALF, top), (line.x + HALF, top), (line.x + HALF, bottom), (line.x - HALF, bottom)]
    };
    match limits {
        Limits::Between(None, None) => Ok(()),
        Limits::Between(low, high) => {
            let corners = rectangle(low.unwrap_or(line.low), high.unwrap_or(line.high));
            pen.fill(&corners, VERMILLION, 0.55)
        }
        Limits::Among(marked) if marked.iter().all(|&one| one) => Ok(()),
        Limits::Among(marked) => {
            for place in (0..marked.len()).filter(|&place| marked[place]) {
                pen.diamond((line.x, line.y(place as f64)), HALF, VERMILLION, 0.7)?;
            }
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_an_axis_are_top_and_bottom() {
        let line = Line { axis: 0, x: 0.0, low: 2.0, high: 4.0 };
        assert_eq!((line.y(2.0), line.y(4.0), line.y(3.0)), (BOTTOM, TOP, (TOP + BOTTOM) / 2.0));
        assert_eq!(Line { high: 2.0, ..line }.y(2.0), (TOP + BOTTOM) / 2.0);
    }
}
