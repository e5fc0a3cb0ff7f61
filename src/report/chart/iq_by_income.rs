//! Chart: mean IQ in each hundredth of 11-year earnings, first and last year, beside the published Finnish points.

use super::canvas::{Anchor, CONTENT_TOP, Caption, Chart, ChartError, Lettering, chart};
use super::correlation::nothing_defined;
use super::frame::{EndLabel, Frame, Mark, extent, rounded_out};
use super::source;
use super::style::{BLUE, INK, SOFT_INK, TICK, VERMILLION};
use crate::report::figures::Scale;
use crate::report::verdict::Verdict;
use crate::run::results::RunResults;
use crate::store::summary::Summary;

/// Percentile of 11-year earnings and mean IQ of Finnish men (Bratsberg, Rogeberg and Terviö 2024).
const FINNISH: [(f64, f64); 12] = [
    (1.0, 90.9),
    (10.0, 93.6),
    (25.0, 96.0),
    (40.0, 96.0),
    (50.0, 97.4),
    (60.0, 99.7),
    (75.0, 103.3),
    (90.0, 108.5),
    (95.0, 111.4),
    (97.0, 112.8),
    (99.0, 114.0),
    (100.0, 115.4),
];

/// Draws the chart.
///
/// # Errors
/// The drawing or the picture could not be made.
pub fn iq_by_income(results: &RunResults, summary: &Summary) -> Result<Chart, ChartError> {
    let years = [results.years.first(), results.years.last()].map(Option::<&i32>::copied);
    let last = years[1].map(|year| (year, marks(results, year)));
    let first = years[0].filter(|_| years[0] != years[1]).map(|year| (year, marks(results, year)));
    let published = FINNISH.map(|(percentile, iq)| Mark::new(percentile, Some(iq), None));
    let drawn: Vec<&(i32, Vec<Mark>)> = first.iter().chain(&last).collect();
    let shown = drawn.iter().flat_map(|(_, marks)| marks);
    let simulated = extent(shown.clone());
    let y = rounded_out(extent(shown.chain(&published)).unwrap_or((85.0, 120.0)));
    let frame = Frame::new((96.0, 930.0), (CONTENT_TOP + 22.0, 640.0), (0.0, 100.0), y);
    let caption = Caption {
        title: title(summary),
        subtitle:
            "Mean IQ of the people in each hundredth of mean earnings over ages 35 to 45. Band: ± 1 standard \
                   error. Circles: published figures for Finnish men, not simulated."
                .to_owned(),
        source: format!("{} Circles: Bratsberg, Rogeberg & Terviö 2024.", source(summary)),
        description: description(summary, &drawn),
    };
    chart("iq_by_income", &caption, |pen| {
        if simulated.is_none() {
            return nothing_defined(pen, &frame);
        }
        frame.draw_y_axis(pen)?;
        frame.draw_x_axis(pen, &[1.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0])?;
        let below = ((frame.left + frame.right) / 2.0, frame.bottom + 50.0);
        let axis = Lettering::new(TICK, SOFT_INK).anchored(Anchor::Middle);
        pen.text("Percentile of mean earnings over ages 35 to 45 (100: the top 1 %)", below, &axis)?;
        let mut labels = Vec::new();
        for ((year, marks), color) in
            first.iter().map(|s| (s, VERMILLION)).chain(last.iter().map(|s| (s, BLUE)))
        {
            frame.draw_series(pen, marks, color, 2.0)?;
            labels.extend(label(*year, marks, color));
        }
        for mark in published {
            pen.ring(frame.point(mark.x, mark.value), 5.0, INK)?;
        }
        let words = ["Finnish men", "born 1950–1979, published"].map(str::to_owned).to_vec();
        labels.push(EndLabel { value: published[11].value, name: words, color: INK });
        frame.draw_end_labels(pen, &labels)
    })
}

/// The hundredths of the 11-year record in one year; the top thousandth, which lies inside the last, is left out.
fn marks(results: &RunResults, year: i32) -> Vec<Mark> {
    let rows = results.percentiles.iter().filter(|row| row.year == year && row.observation == "record");
    let hundredths = rows.filter(|row| row.percentile <= 100.0);
    hundredths
        .map(|row| {
            let range = row.mean_iq.zip(row.mean_iq_error).map(|(iq, error)| (iq - error, iq + error));
            Mark::new(row.percentile, row.mean_iq, range)
        })
        .collect()
}

fn label(year: i32, marks: &[Mark], color: plotters::style::RGBColor) -> Option<EndLabel> {
    let last = marks.iter().rev().find(|mark| mark.defined)?;
    let name = vec![format!("{year}, simulated"), format!("top 1 %: {:.1}", last.value)];
    Some(EndLabel { value: last.value, name, color })
}

/// The finding: mean IQ of the top 1 %, and whether it changes.
fn title(summary: &Summary) -> String {
    let plain_title = "Mean IQ by percentile of earnings".to_owned();
    let Some(metric) = summary.metric("mean_iq_top1") else { return plain_title };
    let (Some(first), Some(last)) = (metric.years.first(), metric.years.last()) else { return plain_title };
    let (Some(before), Some(after)) = (first.interval.value, last.interval.value) else { return plain_title };
    let (from, to) = (format!("{before:.0}"), format!("{after:.0}"));
    if first.year == last.year {
        return format!("The top 1 % of earners have a mean IQ of {to} in {}", last.year);
    }
    let years = format!("{}–{}", first.year, last.year);
    match Verdict::of(&metric.change, &Scale::of_unit(&metric.unit)) {
        Verdict::Rises => {
            format!("Mean IQ of the top 1 % of earners rises from {before:.1} to {after:.1}, {years}")
        }
        Verdict::Falls => {
            format!("Mean IQ of the top 1 % of earners falls from {before:.1} to {after:.1}, {years}")
        }
        Verdict::CannotTell => {
            format!("No clear change in the mean IQ of the top 1 % of earners: {from} and {to}, {years}")
        }
        Verdict::Unknown => format!("Mean IQ of the top 1 % of earners: {from} to {to}, {years}"),
    }
}

fn description(summary: &Summary, series: &[&(i32, Vec<Mark>)]) -> String {
    let mut text = title(summary);
    for (year, marks) in series {
        let at = |percentile: f64| {
            let mark = marks.iter().find(|mark| mark.defined && mark.x == percentile);
            mark.map_or("undefined".to_owned(), |mark| format!("{:.1}", mark.value))
        };
        text.push_str(&format!(
            ". {year}: mean IQ {} in the lowest hundredth, {} at the 50th, {} at the 75th, {} in the highest",
            at(1.0),
            at(50.0),
            at(75.0),
            at(100.0)
        ));
    }
    text.push_str(". Published for Finnish men: 90.9, 97.4, 103.3 and 115.4.");
    text
}
