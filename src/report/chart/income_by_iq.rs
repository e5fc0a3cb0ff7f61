//! Chart: the two conditionals side by side, income by band of IQ and IQ along income.

use super::canvas::{CONTENT_TOP, Caption, Chart, ChartError, Lettering, Pen, chart};
use super::data::{FigureData, Marks, drawn_rows};
use super::frame::{EndLabel, Frame, Mark, Swatch, extent, rounded_out};
use super::hundredths::{Group, groups, part, pool, sampled};
use super::lines::wrap;
use super::source;
use super::style::{BLUE, INK, LINE, TICK, VERMILLION};
use crate::report::figures::Scale;
use crate::report::language::Language;
use crate::report::metric_names::value_of;
use crate::run::results::{IqBandRow, RunResults};
use crate::store::interval::Interval;
use crate::store::summary::Summary;
use plotters::style::RGBColor;

const TOP: f64 = CONTENT_TOP + 74.0;
const BOTTOM: f64 = 622.0;
const PANELS: [(f64, f64); 2] = [(84.0, 440.0), (664.0, 1020.0)];

/// One year: mean income of each IQ band as multiples of the mean of all, and mean IQ along income.
struct Year {
    year: i32,
    color: RGBColor,
    income: Vec<Mark>,
    highest_band: Interval,
    iq: Vec<Mark>,
    /// The highest group of hundredths that is drawn, and which percent of all it is.
    highest_group: Interval,
    highest_percent: f64,
}

/// Draws the chart; `None` where income or IQ is defined nowhere.
///
/// # Errors
/// The drawing could not be made.
pub fn income_by_iq(
    results: &RunResults,
    summary: &Summary,
    language: Language,
) -> Result<Option<Chart>, ChartError> {
    let mut years: Vec<i32> =
        results.years.first().into_iter().chain(results.years.last()).copied().collect();
    years.dedup();
    let colors = if years.len() == 2 { [VERMILLION, BLUE] } else { [BLUE, BLUE] };
    let pool = pool(results, &years);
    let years: Vec<Year> =
        years.iter().zip(colors).filter_map(|(&at, color)| year(results, (at, pool), color)).collect();
    let Some(last) = years.last() else { return Ok(None) };
    let title = title(last, summary, language);
    let caption = Caption {
        description: description(&title, &years, language),
        title,
        subtitle: subtitle(pool, language),
        source: source(summary, language),
    };
    let income = extent(years.iter().flat_map(|year| &year.income)).unwrap_or((0.0, 1.0));
    let iq = extent(years.iter().flat_map(|year| &year.iq)).unwrap_or((85.0, 115.0));
    let bands = extent_x(years.iter().flat_map(|year| &year.income));
    let headings = HEADINGS.map(|[english, korean]| language.say(english, korean));
    let axes = AXES.map(|[english, korean]| language.say(english, korean));
    let made = chart("income_by_iq", &caption, |pen| {
        let ranges = [(bands, rounded_out((income.0.min(0.0), income.1))), ((0.0, 100.0), rounded_out(iq))];
        for (panel, (x, y)) in ranges.into_iter().enumerate() {
            let frame = draw_panel(pen, panel, (headings[panel], axes[panel]), (x, y))?;
            let mut labels = Vec::new();
            for year in &years {
                let (marks, highest, unit, width) = match panel {
                    0 => (&year.income, &year.highest_band, "", LINE),
                    _ => (&year.iq, &year.highest_group, "IQ points", 2.0),
                };
                frame.draw_series(pen, marks, year.color, width)?;
                // Bands and groups of hundredths are points.
                for mark in marks.iter().filter(|mark| (panel == 0 || pool > 1) && mark.defined) {
                    pen.dot(frame.point(mark.x, mark.value), 1.3 + width, year.color)?;
                }
                let Some(end) = marks.iter().rev().find(|mark| mark.defined) else { continue };
                let name = vec![language.year(year.year), Scale::of_unit(unit).with_error(highest)];
                labels.push(EndLabel { value: end.value, name, color: year.color, swatch: Swatch::Line });
            }
            frame.draw_end_labels(pen, &labels)?;
        }
        Ok(())
    })?;
    let rows = years.iter().flat_map(|year| {
        let name = year.year.to_string();
        let mut rows = drawn_rows(headings[0], &name, &year.income);
        rows.extend(drawn_rows(headings[1], &name, &year.iq));
        rows
    });
    Ok(Some(made.with_data(FigureData {
        marks: Marks::Lines,
        x_title: language.say("IQ, or percentile of earnings", "IQ 또는 근로소득 백분위").to_owned(),
        value_title: language.say("Income (times the mean), or IQ", "소득(평균의 배수) 또는 IQ").to_owned(),
        rows: rows.collect(),
    })))
}

fn subtitle(pool: usize, language: Language) -> String {
    let part = part(pool, language);
    match language {
        Language::English => format!(
            "Mean earnings over ages 35 to 45 of people in each of the nine bands of IQ, as multiples of the mean of all; and mean IQ \
             in each {part} of the same earnings. Bands and ±: 95 % intervals of sampling."
        ),
        Language::Korean => format!(
            "IQ의 아홉 등급별 35~45세 평균 근로소득(전체 평균의 배수)과, 같은 근로소득의 {part} 평균 IQ. \
             띠와 ±: 표본의 95% 신뢰구간."
        ),
    }
}

const HEADINGS: [[&str; 2]; 2] = [
    ["Income of people with a given IQ", "IQ가 주어졌을 때의 소득"],
    ["IQ of people with a given income", "소득이 주어졌을 때의 IQ"],
];

const AXES: [[&str; 2]; 2] =
    [["Mean IQ of the band", "등급의 평균 IQ"], ["Percentile of earnings", "근로소득의 백분위"]];

/// Frame, heading and axes of a panel; the second stands right of the first, or below it.
fn draw_panel(
    pen: &Pen,
    panel: usize,
    (heading, axis): (&str, &str),
    (x, y): ((f64, f64), (f64, f64)),
) -> Result<Frame, ChartError> {
    let lettering = Lettering::new(TICK + 2.0, INK).bold();
    let below = pen.lowest() + if panel == 0 { 44.0 } else { 72.0 };
    let (edges, ends) =
        pen.sheet.pick((PANELS[panel], (TOP, BOTTOM)), (pen.sheet.plot(), (below, below + 220.0)));
    let frame = Frame::new(edges, ends, x, y);
    let room = pen.sheet.pick(frame.right - frame.left + 120.0, pen.sheet.room());
    let lines = wrap(heading, room, lettering.size, (true, 1));
    let left = pen.sheet.pick(frame.left - 40.0, pen.sheet.margin());
    pen.lines(&lines, (left, frame.top - 24.0), &lettering)?;
    frame.draw_y_axis(pen)?;
    frame.draw_x_axis(pen, &frame.whole_x_ticks())?;
    frame.draw_x_title(pen, axis)?;
    Ok(frame)
}

/// Lowest and highest place along the horizontal axis.
fn extent_x<'a>(marks: impl Iterator<Item = &'a Mark>) -> (f64, f64) {
    let ends = marks.filter(|mark| mark.defined).fold(None, |ends: Option<(f64, f64)>, mark| {
        let (low, high) = ends.unwrap_or((mark.x, mark.x));
        Some((low.min(mark.x), high.max(mark.x)))
    });
    ends.map_or((55.0, 145.0), |(low, high)| (low - 3.0, high + 3.0))
}

fn year(results: &RunResults, (year, pool): (i32, usize), color: RGBColor) -> Option<Year> {
    let bands: Vec<&IqBandRow> = results
        .iq_bands
        .iter()
        .filter(|row| row.year == year && row.observation == "record" && row.people > 0)
        .collect();
    let people: f64 = bands.iter().map(|row| row.people as f64).sum();
    let mean =
        bands.iter().filter_map(|row| Some(row.people as f64 * row.mean_income?)).sum::<f64>() / people;
    if !(mean.is_finite() && mean > 0.0) {
        return None;
    }
    let relative = |row: &IqBandRow| {
        sampled(row.mean_income.map(|income| income / mean), row.mean_income_error.map(|error| error / mean))
    };
    let income = bands.iter().filter_map(|row| Some(mark(row.mean_iq?, &relative(row))));
    let iq = groups(results, year, pool);
    Some(Year {
        year,
        color,
        income: income.collect(),
        highest_band: bands.last().map(|row| relative(row))?,
        iq: iq.iter().map(Group::mark).collect(),
        highest_group: iq.last()?.iq,
        highest_percent: 101.0 - iq.last()?.ends.0,
    })
}

fn mark(x: f64, interval: &Interval) -> Mark {
    Mark::new(x, interval.value, interval.low.zip(interval.high))
}

/// The finding in the last year, with digits that chance between replicates leaves too.
fn title(year: &Year, summary: &Summary, language: Language) -> String {
    let percent = year.highest_percent;
    let last = summary.metric("mean_iq_top1").and_then(|metric| metric.years.last());
    let top =
        last.filter(|value| value.year == year.year && value.interval.value.is_some() && percent == 1.0);
    let top = top.map_or(&year.highest_group, |value| &value.interval);
    if top.value.is_none() || year.highest_band.half_width().is_none() {
        return language
            .say("Income by band of IQ, and IQ along income", "IQ 등급별 소득과 소득에 따른 IQ")
            .to_owned();
    }
    let (income, iq) = (value_of(&year.highest_band, ""), value_of(top, "IQ points"));
    match language {
        Language::English => format!(
            "The highest band of IQ earns {income} times the mean; the top {percent} % of earners have a mean IQ of {iq} ({})",
            year.year
        ),
        Language::Korean => {
            format!(
                "IQ 최고 등급의 소득은 평균의 {income}배, 소득 상위 {percent}%의 평균 IQ는 {iq}({}년)",
                year.year
            )
        }
    }
}

/// A value with the digits that its band allows.
fn shown(mark: &Mark) -> String {
    let interval = Interval {
        value: Some(mark.value),
        low: Some(mark.low),
        high: Some(mark.high),
        ..sampled(None, None)
    };
    value_of(&interval, "")
}

fn description(title: &str, years: &[Year], language: Language) -> String {
    let mut text = title.to_owned();
    for year in years {
        let ends = |marks: &[Mark]| {
            let shown = |mark: Option<&Mark>| mark.map_or("–".to_owned(), shown);
            (shown(marks.first()), shown(marks.last()))
        };
        let ((poor, rich), (low, high)) = (ends(&year.income), ends(&year.iq));
        text.push_str(&match language {
            Language::English => format!(
                ". {}: income from {poor} times the mean in the lowest band of IQ to {rich} in the highest; mean IQ from {low} at the \
                 lowest earnings to {high} at the highest",
                year.year
            ),
            Language::Korean => format!(
                ". {}년: 소득은 IQ 최저 등급에서 평균의 {poor}배, 최고 등급에서 {rich}배. 평균 IQ는 소득이 가장 낮은 쪽에서 {low}, \
                 가장 높은 쪽에서 {high}",
                year.year
            ),
        });
    }
    text.push('.');
    text
}
