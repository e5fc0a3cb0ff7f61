//! Chart: a measure over the values of one parameter, with its band.

use super::{axis_label, subtitle, title};
use crate::report::chart::canvas::{Anchor, CONTENT_TOP, Caption, Chart, ChartError, Lettering, chart};
use crate::report::chart::correlation::nothing_defined;
use crate::report::chart::data::{FigureData, Marks, drawn_rows};
use crate::report::chart::frame::{Frame, Mark, decimals, extent, nice_step, rounded_out, ticks};
use crate::report::chart::style::{AXIS, BLUE, HAIRLINE, LINE, SOFT_INK, TICK};
use crate::report::figures::{Scale, plain};
use crate::report::language::Language;
use crate::report::metric_names::{capitalised, in_words};
use crate::study::sweep::axis::Axis;
use crate::study::sweep::summary::{Finished, Spread};

const WHAT: [&str; 2] = ["Band: 95 % interval of the mean", "띠: 평균의 95% 신뢰구간"];

/// Draws a measure over one axis.
///
/// # Errors
/// The drawing or the picture could not be made.
pub fn response(
    finished: Finished,
    (measure, axis): (usize, &Axis),
    spread: &Spread,
    (source, language): (&str, Language),
) -> Result<Chart, ChartError> {
    let scale = Scale::of_unit(&spread.unit);
    let mut marks: Vec<Mark> = (0..finished.plan.configurations())
        .filter_map(|configuration| {
            let x = finished.plan.values(configuration)[0].number()?;
            let interval = finished.interval(configuration, measure);
            let range =
                interval.low.zip(interval.high).map(|(low, high)| (scale.factor * low, scale.factor * high));
            Some(Mark::new(x, interval.value.map(|value| value * scale.factor), range))
        })
        .collect();
    marks.sort_by(|a, b| a.x.total_cmp(&b.x));
    let caption = Caption {
        title: title(spread, language),
        subtitle: subtitle(spread, finished.plan.replicates, WHAT, language),
        source: source.to_owned(),
        description: title(spread, language),
    };
    let ends = (marks.first().map_or(0.0, |mark| mark.x), marks.last().map_or(1.0, |mark| mark.x));
    let x_title = axis_label(axis, finished.plan, language);
    let made = chart("response", &caption, |pen| {
        let range = extent(&marks).map(rounded_out);
        let edges = pen.sheet.pick((96.0, 1140.0), pen.sheet.plot());
        let down = (CONTENT_TOP + 12.0, pen.sheet.pick(640.0, 450.0));
        let frame = Frame::new(edges, down, ends, range.unwrap_or((0.0, 1.0)));
        if range.is_none() {
            return nothing_defined(pen, &frame, language);
        }
        frame.draw_y_axis(pen)?;
        pen.line(&[(frame.left, frame.bottom), (frame.right, frame.bottom)], AXIS, HAIRLINE)?;
        let step = nice_step(ends.1 - ends.0, pen.sheet.pick(10.0, 5.0));
        let lettering = Lettering::new(TICK, SOFT_INK).anchored(Anchor::Middle);
        for value in ticks(ends, step) {
            let x = frame.x(value);
            pen.line(&[(x, frame.bottom), (x, frame.bottom + 6.0)], AXIS, HAIRLINE)?;
            pen.text(&plain(value, decimals(step)), (x, frame.bottom + 23.0), &lettering)?;
        }
        frame.draw_x_title(pen, &x_title)?;
        frame.draw_series(pen, &marks, BLUE, LINE)?;
        for mark in marks.iter().filter(|mark| mark.defined && marks.len() <= 60) {
            pen.dot(frame.point(mark.x, mark.value), 3.5, BLUE)?;
        }
        Ok(())
    })?;
    let name = capitalised(&in_words(&spread.metric, language));
    let rows = drawn_rows("", &name, &marks);
    Ok(made.with_data(FigureData { marks: Marks::Lines, x_title, value_title: name, rows }))
}
