//! Chart: a measure over the values of two parameters, a coloured cell with its number for each pair.

use super::{axis_label, subtitle, title};
use crate::report::chart::canvas::{Anchor, CONTENT_TOP, Caption, Chart, ChartError, Lettering, Pen, chart};
use crate::report::chart::data::{Drawn, FigureData, Marks};
use crate::report::chart::lines::wrap;
use crate::report::chart::style::{GRID, INK, SOFT_INK, TICK, letters_on, shade};
use crate::report::figures::Scale;
use crate::report::language::Language;
use crate::report::metric_names::{capitalised, in_words};
use crate::store::interval::Interval;
use crate::study::sweep::axis::Axis;
use crate::study::sweep::domain::AxisValue;
use crate::study::sweep::summary::{Finished, Spread};

const LEFT: f64 = 150.0;
const RIGHT: f64 = 1150.0;

/// Cells narrower or lower than this have no number in them.
const LEGIBLE: (f64, f64) = (46.0, 20.0);

/// Draws a measure over two axes; the first one runs upwards.
///
/// # Errors
/// The drawing or the picture could not be made.
pub fn heat_map(
    finished: Finished,
    measure: usize,
    (down, across): (&Axis, &Axis),
    (spread, source): (&Spread, &str),
    language: Language,
) -> Result<Chart, ChartError> {
    let empty: &[AxisValue] = &[];
    let rows = down.domain.values().unwrap_or(empty);
    let columns = across.domain.values().unwrap_or(empty);
    let caption = Caption {
        title: title(spread, language),
        subtitle: subtitle(spread, finished.plan.replicates, ["Means", "평균"], language),
        source: source.to_owned(),
        description: title(spread, language),
    };
    let scale = Scale::of_unit(&spread.unit);
    let ends = (spread.lowest.interval.value.unwrap_or(0.0), spread.highest.interval.value.unwrap_or(1.0));
    let intervals = (0..finished.plan.configurations()).map(|number| finished.interval(number, measure));
    let decimals = intervals.map(|interval| scale.decimals(&interval)).min().unwrap_or(2);
    let made = chart("heat_map", &caption, |pen| {
        let (left, right, bottom) = pen.sheet.pick((LEFT, RIGHT, 640.0), (70.0, 422.0, 480.0));
        let top = CONTENT_TOP + pen.sheet.pick(26.0, 76.0);
        let size = ((right - left) / columns.len().max(1) as f64, (bottom - top) / rows.len().max(1) as f64);
        for (row, value) in rows.iter().enumerate() {
            let y = bottom - size.1 * (row as f64 + 1.0);
            for column in 0..columns.len() {
                let interval = finished.interval((row * columns.len() + column) as u64, measure);
                let corner = (left + size.0 * column as f64, y);
                cell(pen, (corner, size), (&interval, ends), (&scale, decimals))?;
            }
            if shown(row, rows.len(), size.1, 18.0) {
                let lettering = Lettering::new(TICK, SOFT_INK).anchored(Anchor::End);
                pen.text(&value.plain(), (left - 10.0, y + size.1 / 2.0 + 0.36 * TICK), &lettering)?;
            }
        }
        let lettering = Lettering::new(TICK, SOFT_INK).anchored(Anchor::Middle);
        for (column, value) in columns.iter().enumerate() {
            if shown(column, columns.len(), size.0, 60.0) {
                let x = left + size.0 * (column as f64 + 0.5);
                pen.text(&value.plain(), (x, bottom + 23.0), &lettering)?;
            }
        }
        let label = Lettering::new(TICK, INK);
        let (name_left, most) = pen.sheet.pick((left, 1), (pen.sheet.margin(), 3));
        let name = |arrow: &str, axis: &Axis| {
            let words = format!("{arrow} {}", axis_label(axis, finished.plan, language));
            wrap(&words, pen.sheet.pick(right - left, pen.sheet.room()), TICK, (false, most))
        };
        pen.lines(&name("→", across), (name_left, bottom + 50.0), &label)?;
        let above = name("↑", down);
        let first = top - 12.0 - 1.3 * TICK * (above.len() - 1) as f64;
        pen.lines(&above, (name_left, first), &label)
    })?;
    Ok(made.with_data(FigureData {
        marks: Marks::Cells { rows: down.name.clone() },
        x_title: across.name.clone(),
        value_title: capitalised(&in_words(&spread.metric, language)),
        rows: cells((rows, columns), scale.factor, |number| finished.interval(number, measure)),
    }))
}

/// What is drawn, from the highest row to the lowest.
fn cells(
    (rows, columns): (&[AxisValue], &[AxisValue]),
    factor: f64,
    interval: impl Fn(u64) -> Interval,
) -> Vec<Drawn> {
    let places = (0..rows.len()).rev().flat_map(|row| (0..columns.len()).map(move |column| (row, column)));
    let drawn = places.map(|(row, column)| {
        let found = interval((row * columns.len() + column) as u64);
        let scaled = |value: f64| value * factor;
        let ends = found.low.map(scaled).zip(found.high.map(scaled));
        let value = (found.value.map(scaled), ends);
        Drawn::named(&rows[row].plain(), &columns[column].plain(), None, value)
    });
    drawn.collect()
}

/// Whether the name of a row or column has room: every one, or every second, third and so on.
fn shown(index: usize, count: usize, size: f64, room: f64) -> bool {
    let every = (room / size).ceil().max(1.0) as usize;
    count > 0 && index.is_multiple_of(every)
}

fn cell(
    pen: &Pen,
    ((x, y), (width, height)): ((f64, f64), (f64, f64)),
    (interval, ends): (&Interval, (f64, f64)),
    (scale, decimals): (&Scale, usize),
) -> Result<(), ChartError> {
    let corners = [(x, y), (x + width - 1.5, y), (x + width - 1.5, y + height - 1.5), (x, y + height - 1.5)];
    let Some(value) = interval.value else { return pen.fill(&corners, GRID, 1.0) };
    let share = if ends.1 > ends.0 { ((value - ends.0) / (ends.1 - ends.0)).clamp(0.0, 1.0) } else { 0.5 };
    pen.fill(&corners, shade(share), 1.0)?;
    if width < LEGIBLE.0 || height < LEGIBLE.1 {
        return Ok(());
    }
    let text = format!("{}{}", scale.number(value, decimals), scale.suffix.trim_start());
    let lettering = Lettering::new(TICK, letters_on(share)).anchored(Anchor::Middle);
    pen.text(&text, (x + width / 2.0, y + height / 2.0 + 0.36 * TICK), &lettering)
}
