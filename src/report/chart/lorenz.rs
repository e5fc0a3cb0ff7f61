//! Chart: which share of all income the poorest part of the people have (Lorenz curves), first and last year.

use super::canvas::{CONTENT_TOP, Caption, Chart, ChartError, chart};
use super::data::{FigureData, Marks, drawn_rows};
use super::frame::{EndLabel, Frame, Mark, Swatch};
use super::source;
use super::style::{AXIS, BLUE, HAIRLINE, LINE, VERMILLION};
use crate::report::figures::{Scale, plain};
use crate::report::language::Language;
use crate::report::verdict::Verdict;
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
    let title = title(&curves, summary, language);
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
    let colors = if curves.len() == 2 { vec![VERMILLION, BLUE] } else { vec![BLUE] };
    let made = chart("lorenz", &caption, |pen| {
        let bottom = pen.sheet.pick(640.0, 490.0);
        let frame = Frame::new(pen.sheet.plot(), (CONTENT_TOP + 12.0, bottom), (0.0, 100.0), (0.0, 100.0));
        frame.draw_y_axis(pen)?;
        frame.draw_x_axis(pen, &frame.whole_x_ticks())?;
        frame.draw_x_title(pen, x_title)?;
        pen.line(&[frame.point(0.0, 0.0), frame.point(100.0, 100.0)], AXIS, HAIRLINE)?;
        let mut labels = Vec::new();
        for ((year, marks), &color) in curves.iter().zip(&colors) {
            frame.draw_series(pen, marks, color, LINE)?;
            // The label stands where the richest tenth begins.
            let name = vec![year_in_words(*year, language), tenth(marks, language)];
            labels.push(EndLabel { value: at(marks, 90.0), name, color, swatch: Swatch::Line });
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

/// The finding: whether incomes have become more equal, and the shares of the poorer half and the richest tenth.
fn title(curves: &[(i32, Vec<Mark>)], summary: &Summary, language: Language) -> String {
    let shares = |marks: &[Mark]| (plain(at(marks, 50.0), 0), plain(100.0 - at(marks, 90.0), 0));
    match (curves, language) {
        ([(from, before), (to, after)], _) => {
            let ((half, top), (half_after, top_after)) = (shares(before), shares(after));
            let (course, years) = (course(summary, language), language.years(*from, *to));
            match language {
                Language::English => format!(
                    "{course}: the poorer half have {half} → {half_after} %, the richest tenth {top} → {top_after} %, {years}"
                ),
                Language::Korean => format!(
                    "{course}: 하위 절반의 몫 {half} → {half_after}%, 상위 10%의 몫 {top} → {top_after}%, {years}"
                ),
            }
        }
        ([(year, marks)], Language::English) => {
            let (half, top) = shares(marks);
            format!("The richest tenth have {top} % of income, the poorer half {half} % ({year})")
        }
        ([(year, marks)], Language::Korean) => {
            let (half, top) = shares(marks);
            format!("상위 10%가 소득의 {top}%를, 하위 절반이 {half}%를 갖는다({year}년)")
        }
        _ => String::new(),
    }
}

/// What happens to inequality as a whole, by the Gini coefficient and its interval.
fn course(summary: &Summary, language: Language) -> &'static str {
    let gini = summary.metric("gini");
    match gini.map_or(Verdict::Unknown, |gini| Verdict::of(&gini.change, &Scale::of_unit(&gini.unit))) {
        Verdict::Rises => language.say("Incomes become less equal", "소득 격차가 벌어진다"),
        Verdict::Falls => language.say("Incomes become more equal", "소득 격차가 줄어든다"),
        Verdict::CannotTell => {
            language.say("No clear change in income inequality", "소득 격차에 뚜렷한 변화가 없다")
        }
        Verdict::Unknown => language.say("Shares of all income", "전체 소득의 몫"),
    }
}
