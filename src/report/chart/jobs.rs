//! Chart: in which kinds of work people are, year by year, as areas on top of each other.

use super::canvas::{CONTENT_TOP, Caption, Chart, ChartError, Pen, Point, chart};
use super::data::{FigureData, Marks, drawn_rows};
use super::frame::{EndLabel, Frame, Mark, Swatch};
use super::source;
use super::style::{AXIS, SERIES};
use crate::report::figures::plain;
use crate::report::language::Language;
use crate::report::metric_names::capitalised;
use crate::run::results::RunResults;
use crate::store::interval::level;
use crate::store::summary::Summary;
use plotters::style::RGBColor;

/// Korean names of the classes of the shipped scenarios.
const KOREAN: [(&str, &str); 7] = [
    ("managers", "관리자"),
    ("professionals", "전문가"),
    ("technicians", "기술직·준전문가"),
    ("clerical", "사무직"),
    ("service_and_sales", "서비스·판매직"),
    ("craft_and_machine", "기능·조작직"),
    ("elementary_and_farm", "단순노무·농업"),
];

/// Names at the end of the areas are cut to this many letters.
const LONGEST_NAME: usize = 22;

/// Classes that never hold this share of people, percent, are left out.
const SMALLEST: f64 = 0.1;

/// One class: its share of people in each year, percent.
struct Layer {
    name: String,
    shares: Vec<f64>,
    color: RGBColor,
}

/// Draws the chart; `None` in a run without classes or of fewer than two years.
///
/// # Errors
/// The drawing could not be made.
pub fn jobs(
    results: &RunResults,
    summary: &Summary,
    language: Language,
) -> Result<Option<Chart>, ChartError> {
    let Some(layers) = layers(results, language) else { return Ok(None) };
    let years: Vec<f64> = results.years.iter().map(|&year| f64::from(year)).collect();
    let (Some(&first), Some(&last)) = (years.first(), years.last()) else { return Ok(None) };
    let title = title(&layers, (first as i32, last as i32), language);
    let caption = Caption {
        description: description(&title, &layers, language),
        title,
        subtitle: language
            .say(
                "Share of all people of working age in each class of work, percent, by year; in the scenario's order, its first class at the bottom.",
                "연도별로 일할 나이(20~64세) 인구 가운데 각 직업군에 속한 사람의 비율(%). 시나리오의 차례대로, 첫 직업군이 맨 아래에 있다.",
            )
            .to_owned(),
        source: source(summary, language),
    };
    let top = layers.iter().map(|layer| layer.shares.iter().copied().fold(0.0, f64::max)).sum::<f64>();
    let made = chart("jobs", &caption, |pen| {
        let range = (CONTENT_TOP + 12.0, pen.sheet.pick(652.0, 480.0));
        let frame = Frame::new(pen.sheet.plot(), range, (first, last), (0.0, top.clamp(1.0, 100.0)));
        frame.draw_y_axis(pen)?;
        let labels = draw_layers(pen, &frame, &years, &layers, language)?;
        frame.draw_x_axis(pen, &frame.whole_x_ticks())?;
        frame.draw_end_labels(pen, &labels)
    })?;
    let rows = layers.iter().flat_map(|layer| {
        let marks: Vec<Mark> = years
            .iter()
            .zip(&layer.shares)
            .map(|(year, share)| Mark::new(*year, Some(*share), None))
            .collect();
        drawn_rows("", &layer.name, &marks)
    });
    Ok(Some(made.with_data(FigureData {
        marks: Marks::Stacked,
        x_title: language.say("Year", "연도").to_owned(),
        value_title: language.say("Percent of people", "사람의 비율(%)").to_owned(),
        rows: rows.collect(),
    })))
}

/// The classes in the order of the scenario, then people without a place.
fn layers(results: &RunResults, language: Language) -> Option<Vec<Layer>> {
    if results.years.len() < 2 {
        return None;
    }
    let classes = results.job_names.iter().map(|job| (format!("share_{job}"), named(job, language)));
    let without = language.say("Without a place", "일자리 없음").to_owned();
    let mut layers = Vec::new();
    let mut colors = SERIES.iter().cycle();
    for (metric, name) in classes.chain([("without_place_share".to_owned(), without)]) {
        let index = results.metric(&metric)?;
        let share = |year: usize| level(results, year, index).value.map(|share| 100.0 * share);
        let shares: Option<Vec<f64>> = (0..results.years.len()).map(share).collect();
        let color = if metric == "without_place_share" { AXIS } else { *colors.next().unwrap_or(&AXIS) };
        let shares = shares?;
        // An area that nobody could see has no label either.
        if shares.iter().any(|share| *share >= SMALLEST) {
            layers.push(Layer { name, shares, color });
        }
    }
    Some(layers).filter(|layers| !layers.is_empty())
}

/// A class in words.
pub(super) fn named(job: &str, language: Language) -> String {
    let korean = KOREAN.iter().find(|(name, _)| *name == job).filter(|_| language == Language::Korean);
    match korean {
        Some((_, korean)) => (*korean).to_owned(),
        None => capitalised(&job.replace('_', " ")),
    }
}

/// Draws the areas from below, and gives a label for each.
fn draw_layers(
    pen: &Pen,
    frame: &Frame,
    years: &[f64],
    layers: &[Layer],
    language: Language,
) -> Result<Vec<EndLabel>, ChartError> {
    let mut below = vec![0.0; years.len()];
    let mut labels = Vec::new();
    for layer in layers {
        let above: Vec<f64> = below.iter().zip(&layer.shares).map(|(below, share)| below + share).collect();
        let points = |heights: &[f64]| -> Vec<Point> {
            years.iter().zip(heights).map(|(&year, &height)| frame.point(year, height)).collect()
        };
        let (upper, lower) = (points(&above), points(&below));
        let outline: Vec<Point> = upper.iter().copied().chain(lower.into_iter().rev()).collect();
        pen.fill(&outline, layer.color, 0.85)?;
        // A light line keeps neighbours apart in black and white too.
        pen.line(&upper, RGBColor(255, 255, 255), 1.6)?;
        let (Some(low), Some(high), Some(share)) = (below.last(), above.last(), layer.shares.last()) else {
            continue;
        };
        let name = crate::scenario::notation::excerpt(&layer.name, LONGEST_NAME);
        let name = vec![language.percents(&format!("{name} {} %", plain(*share, 0)))];
        let swatch = Swatch::Area(layer.color);
        labels.push(EndLabel { value: (low + high) / 2.0, name, color: super::style::INK, swatch });
        below = above;
    }
    Ok(labels)
}

/// The finding: the class that grew most, and the one that shrank most.
fn title(layers: &[Layer], (from, to): (i32, i32), language: Language) -> String {
    let ends = |layer: &Layer| (*layer.shares.first().unwrap_or(&0.0), *layer.shares.last().unwrap_or(&0.0));
    let change = |layer: &&Layer| ends(layer).1 - ends(layer).0;
    let grown = layers.iter().max_by(|a, b| change(a).total_cmp(&change(b)));
    let shrunk = layers.iter().min_by(|a, b| change(a).total_cmp(&change(b)));
    let years = language.years(from, to);
    let (Some(grown), Some(shrunk)) = (grown, shrunk) else { return String::new() };
    if change(&grown) < 0.5 && change(&shrunk) > -0.5 {
        if let Some(there_and_back) = there_and_back(layers, (from, to), language) {
            return there_and_back;
        }
        return match language {
            Language::English => format!("The structure of jobs hardly changes, {years}"),
            Language::Korean => format!("직업 구조는 거의 변하지 않는다, {years}"),
        };
    }
    let course = |layer: &Layer| {
        let (before, after) = ends(layer);
        format!("{} → {} %", plain(before, 0), plain(after, 0))
    };
    match language {
        Language::English => format!(
            "{} gain most ({}), {} lose most ({}), {years}",
            grown.name,
            course(grown),
            shrunk.name.to_lowercase(),
            course(shrunk)
        ),
        Language::Korean => language.percents(&format!(
            "가장 늘어난 것은 {}({}), 가장 줄어든 것은 {}({}), {years}",
            grown.name,
            course(grown),
            shrunk.name,
            course(shrunk)
        )),
    }
}

/// The class that went farthest from where it began, and came back to it; `None` where none went two points.
fn there_and_back(layers: &[Layer], (from, to): (i32, i32), language: Language) -> Option<String> {
    let farthest = |layer: &'_ Layer| {
        let first = *layer.shares.first()?;
        let away = |share: &f64| (share - first).abs();
        let (place, share) =
            layer.shares.iter().enumerate().max_by(|(_, a), (_, b)| away(a).total_cmp(&away(b)))?;
        Some((layer.name.clone(), from + place as i32, first, *share))
    };
    let all = layers.iter().filter_map(farthest);
    let (name, year, first, share) = all.max_by(|a, b| (a.3 - a.2).abs().total_cmp(&(b.3 - b.2).abs()))?;
    let (before, there, years) = (plain(first, 0), plain(share, 0), language.years(from, to));
    ((share - first).abs() >= 2.0).then(|| match language {
        Language::English => format!("{name} go from {before} to {there} % in {year} and back, {years}"),
        Language::Korean => format!("{name}: {before}%에서 {year}년 {there}%가 되었다가 돌아온다, {years}"),
    })
}

fn description(title: &str, layers: &[Layer], language: Language) -> String {
    let each = layers.iter().map(|layer| {
        let (first, last) = (layer.shares.first().unwrap_or(&0.0), layer.shares.last().unwrap_or(&0.0));
        format!("{} {} → {} %", layer.name, plain(*first, 1), plain(*last, 1))
    });
    language.percents(&format!("{title}. {}.", each.collect::<Vec<_>>().join("; ")))
}
