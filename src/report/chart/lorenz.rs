//! Chart: which share of all income the poorest part of the people have (Lorenz curves), first and last year.

use super::canvas::{Anchor, CONTENT_TOP, Caption, Chart, ChartError, Lettering, chart};
use super::data::{FigureData, Marks, drawn_rows};
use super::frame::{EndLabel, Frame, Mark};
use super::source;
use super::style::{AXIS, BLUE, HAIRLINE, LINE, SOFT_INK, TICK, VERMILLION};
use crate::report::figures::plain;
use crate::report::language::Language;
use crate::run::results::RunResults;
use crate::store::summary::Summary;

/// Draws the chart; `None` where no income is defined.
///
/// # Errors
/// The drawing could not be made.
pub fn lorenz(
    results: &RunResults,
    summary: &Summary,
    language: Language,
) -> Result<Option<Chart>, ChartError> {
    let mut years: Vec<i32> =
        results.years.first().into_iter().chain(results.years.last()).copied().collect();
    years.dedup();
    let curves: Option<Vec<(i32, Vec<Mark>)>> =
        years.iter().map(|&year| Some((year, curve(results, year)?))).collect();
    let Some(curves) = curves.filter(|curves| !curves.is_empty()) else { return Ok(None) };
    let title = title(&curves, language);
    let caption = Caption {
        description: format!("{title}."),
        title,
        subtitle: language
            .say(
                "Share of all income (percent) that the poorest part of the people of working age have together; the straight \
                 line is equal income for everybody.",
                "생산 연령 인구 가운데 소득이 낮은 쪽부터 더한 사람들이 전체 소득에서 차지하는 비율(%). 직선은 모두의 소득이 같은 경우다.",
            )
            .to_owned(),
        source: source(summary, language),
    };
    let x_title = language.say("Poorest part of the people, percent", "소득이 낮은 쪽부터 센 사람의 비율(%)");
    let frame = Frame::new((96.0, 930.0), (CONTENT_TOP + 12.0, 640.0), (0.0, 100.0), (0.0, 100.0));
    let colors = if curves.len() == 2 { vec![VERMILLION, BLUE] } else { vec![BLUE] };
    let made = chart("lorenz", &caption, |pen| {
        frame.draw_y_axis(pen)?;
        frame.draw_x_axis(pen, &frame.whole_x_ticks())?;
        let axis = Lettering::new(TICK, SOFT_INK).anchored(Anchor::Middle);
        pen.text(x_title, ((frame.left + frame.right) / 2.0, frame.bottom + 50.0), &axis)?;
        pen.line(&[frame.point(0.0, 0.0), frame.point(100.0, 100.0)], AXIS, HAIRLINE)?;
        let mut labels = Vec::new();
        for ((year, marks), &color) in curves.iter().zip(&colors) {
            frame.draw_series(pen, marks, color, LINE)?;
            // The label stands where the richest tenth begins.
            let name = vec![year_in_words(*year, language), tenth(marks, language)];
            labels.push(EndLabel { value: at(marks, 90.0), name, color });
        }
        frame.draw_end_labels_from(pen, &labels, 90.0)
    })?;
    let rows = curves.iter().flat_map(|(year, marks)| drawn_rows("", &year.to_string(), marks)).collect();
    Ok(Some(made.with_data(FigureData {
        marks: Marks::Lines,
        x_title: x_title.to_owned(),
        value_title: language.say("Percent of all income", "전체 소득에서 차지하는 비율(%)").to_owned(),
        rows,
    })))
}

/// Cumulated income by cumulated people, percent; negative means of a hundredth count as they are.
fn curve(results: &RunResults, year: i32) -> Option<Vec<Mark>> {
    let rows = results
        .percentiles
        .iter()
        .filter(|row| row.year == year && row.observation == "income" && row.percentile <= 100.0);
    let groups: Option<Vec<(f64, f64)>> =
        rows.filter(|row| row.people > 0).map(|row| Some((row.people as f64, row.mean_income?))).collect();
    let groups = groups?;
    let people: f64 = groups.iter().map(|(people, _)| people).sum();
    let income: f64 = groups.iter().map(|(people, mean)| people * mean).sum();
    if people <= 0.0 || income <= 0.0 {
        return None;
    }
    let (mut so_many, mut so_much) = (0.0, 0.0);
    let mut marks = vec![Mark::new(0.0, Some(0.0), None)];
    for (count, mean) in groups {
        so_many += count;
        so_much += count * mean;
        marks.push(Mark::new(100.0 * so_many / people, Some(100.0 * so_much / income), None));
    }
    Some(marks)
}

/// Height of a curve at a share of the people, with straight lines between the points.
fn at(marks: &[Mark], x: f64) -> f64 {
    let pair = marks.windows(2).find(|pair| pair[0].x <= x && x <= pair[1].x);
    pair.map_or(0.0, |pair| {
        let width = (pair[1].x - pair[0].x).max(f64::MIN_POSITIVE);
        pair[0].value + (pair[1].value - pair[0].value) * (x - pair[0].x) / width
    })
}

fn year_in_words(year: i32, language: Language) -> String {
    match language {
        Language::English => year.to_string(),
        Language::Korean => format!("{year}년"),
    }
}

fn tenth(marks: &[Mark], language: Language) -> String {
    let share = plain(100.0 - at(marks, 90.0), 0);
    match language {
        Language::English => format!("top tenth: {share} %"),
        Language::Korean => format!("상위 10%: {share}%"),
    }
}

/// The finding: the share of the richest tenth and of the poorer half.
fn title(curves: &[(i32, Vec<Mark>)], language: Language) -> String {
    let shares = |marks: &[Mark]| (plain(100.0 - at(marks, 90.0), 0), plain(at(marks, 50.0), 0));
    let said = |marks: &[Mark], year: i32| {
        let (top, half) = shares(marks);
        match language {
            Language::English => {
                format!("the richest tenth have {top} % of income, the poorer half {half} % ({year})")
            }
            Language::Korean => format!("상위 10%가 소득의 {top}%를, 하위 절반이 {half}%를 갖는다({year}년)"),
        }
    };
    match curves {
        [(from, before), (to, after)] => {
            let ((top_before, half_before), (top_after, half_after)) = (shares(before), shares(after));
            let years = language.years(*from, *to);
            match language {
                Language::English => format!(
                    "Income share of the richest tenth {top_before} → {top_after} %, of the poorer half {half_before} → \
                     {half_after} %, {years}"
                ),
                Language::Korean => format!(
                    "소득 비중: 상위 10% {top_before} → {top_after}%, 하위 절반 {half_before} → {half_after}%, {years}"
                ),
            }
        }
        [(year, marks)] => crate::report::metric_names::capitalised(&said(marks, *year)),
        _ => String::new(),
    }
}
