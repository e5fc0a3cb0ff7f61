//! Chart: how closely income follows IQ, year by year, with breakthroughs and D-day below where there is AI.

use super::canvas::{CONTENT_TOP, Caption, Chart, ChartError, Pen, chart};
use super::events::{Events, STRIP_HEIGHT};
use super::frame::{EndLabel, Frame, Mark, extent, rounded_out};
use super::source;
use super::style::{BLUE, GREEN, LINE, SOFT_INK, TICK, VERMILLION};
use crate::report::figures::{Scale, plain};
use crate::report::verdict::Verdict;
use crate::run::results::RunResults;
use crate::store::interval::{IntervalFrom, level};
use crate::store::summary::Summary;
use plotters::style::RGBColor;

/// The lines: metric, name at the end of the line, colour.
const LINES: [(&str, &str, RGBColor); 3] = [
    ("iq_record_rank_r", "11-year earnings rank", VERMILLION),
    ("iq_income_rank_r", "income rank", BLUE),
    ("iq_log_income_r", "log of income", GREEN),
];

struct Series {
    marks: Vec<Mark>,
    label: Option<EndLabel>,
    color: RGBColor,
}

/// Draws the chart.
///
/// # Errors
/// The drawing or the picture could not be made.
pub fn correlation(results: &RunResults, summary: &Summary) -> Result<Chart, ChartError> {
    let series: Vec<Series> = LINES.iter().filter_map(|line| series(results, *line)).collect();
    let range = extent(series.iter().flat_map(|series| &series.marks));
    let (low, high) = range.unwrap_or((0.0, 1.0));
    let y = rounded_out((low.clamp(-1.0, 0.0), high.clamp(0.05, 1.0)));
    let years = (results.years.first(), results.years.last());
    let (first, last) = (f64::from(*years.0.unwrap_or(&0)), f64::from(*years.1.unwrap_or(&0)));
    let events = Events::of(results, summary);
    let bottom = 652.0 - if events.is_some() { STRIP_HEIGHT } else { 0.0 };
    let frame = Frame::new((96.0, 930.0), (CONTENT_TOP + 22.0, bottom), (first, last), y);
    let caption = Caption {
        title: title(summary),
        subtitle: subtitle(summary),
        source: source(summary),
        description: description(&series, summary),
    };
    chart("correlation", &caption, |pen| {
        if range.is_none() {
            return nothing_defined(pen, &frame);
        }
        frame.draw_y_axis(pen)?;
        frame.draw_x_axis(pen, &frame.whole_x_ticks())?;
        if let Some(events) = &events {
            events.draw(pen, &frame)?;
        }
        for line in &series {
            frame.draw_series(pen, &line.marks, line.color, LINE)?;
        }
        let labels: Vec<EndLabel> = series.iter().filter_map(|series| series.label.clone()).collect();
        frame.draw_end_labels(pen, &labels)
    })
}

/// Says in an empty frame why it is empty.
pub(super) fn nothing_defined(pen: &Pen, frame: &Frame) -> Result<(), ChartError> {
    let place = ((frame.left + frame.right) / 2.0, (frame.top + frame.bottom) / 2.0);
    let lettering = super::canvas::Lettering::new(TICK, SOFT_INK).anchored(super::canvas::Anchor::Middle);
    pen.text("Undefined in every year of this run.", place, &lettering)
}

fn series(results: &RunResults, (metric, name, color): (&str, &str, RGBColor)) -> Option<Series> {
    let index = results.metric(metric)?;
    let intervals = (0..results.years.len()).map(|year| level(results, year, index));
    let mut last = None;
    let mut marks = Vec::new();
    for (year, interval) in results.years.iter().zip(intervals) {
        marks.push(Mark::new(f64::from(*year), interval.value, interval.low.zip(interval.high)));
        last = interval.value.map(|value| (value, interval)).or(last);
    }
    let scale = Scale::of_unit("correlation");
    let label = last.map(|(value, interval)| EndLabel {
        value,
        name: vec![name.to_owned(), scale.with_error(&interval)],
        color,
    });
    Some(Series { marks, label, color })
}

/// The finding: where the correlation with income rank begins and ends, and whether that is a change.
fn title(summary: &Summary) -> String {
    let plain_title = "How closely income follows IQ".to_owned();
    let Some(metric) = summary.metric("iq_income_rank_r") else { return plain_title };
    let (Some(first), Some(last)) = (metric.years.first(), metric.years.last()) else { return plain_title };
    let (Some(before), Some(after)) = (first.interval.value, last.interval.value) else { return plain_title };
    let scale = Scale::of_unit(&metric.unit);
    let number = |value| plain(value, scale.decimals(&last.interval).min(2));
    let (from, to) = (number(before), number(after));
    if first.year == last.year {
        return format!("The correlation of IQ with income rank is {to} in {}", last.year);
    }
    let years = format!("{}–{}", first.year, last.year);
    if let Some((turn, value)) = metric.turning_point.and_then(|turn| Some((turn, turn.at.interval.value?))) {
        let course = if turn.highest { "more closely, then less" } else { "less closely, then more" };
        let middle = format!("{} ({})", number(value), turn.at.year);
        return format!(
            "Income follows IQ {course}: {from} ({}), {middle}, {to} ({})",
            first.year, last.year
        );
    }
    match Verdict::of(&metric.change, &scale) {
        Verdict::Rises => format!("Income follows IQ more closely: correlation {from} to {to}, {years}"),
        Verdict::Falls => format!("Income follows IQ less closely: correlation {from} to {to}, {years}"),
        Verdict::CannotTell => {
            format!("No clear change in how closely income follows IQ: correlation {from} and {to}, {years}")
        }
        Verdict::Unknown => format!("Correlation of IQ with income rank: {from} to {to}, {years}"),
    }
}

fn subtitle(summary: &Summary) -> String {
    let sources = summary
        .metrics
        .iter()
        .flat_map(|metric| metric.years.iter().map(|value| value.interval.interval_from));
    let band = match sources.min_by_key(|from| match from {
        IntervalFrom::Replicates => 0,
        IntervalFrom::Sampling => 1,
        IntervalFrom::Nothing => 2,
    }) {
        Some(IntervalFrom::Replicates) => {
            format!(" Band: 95 % interval of the mean of {} replicates.", summary.replicates)
        }
        Some(IntervalFrom::Sampling) => " Band: 95 % sampling interval of this one run.".to_owned(),
        _ => String::new(),
    };
    format!(
        "Correlation of IQ with rank and logarithm of income (working age) and with the rank of mean earnings over ages 35 \
         to 45 (people from 45 on), by year; 0 is none, 1 perfect.{band}"
    )
}

fn description(series: &[Series], summary: &Summary) -> String {
    let mut text = title(summary);
    for label in series.iter().filter_map(|series| series.label.as_ref()) {
        text.push_str(&format!(". Correlation of IQ with {} at the end", label.name.join(": ")));
    }
    text.push('.');
    text
}
