//! Chart: mean IQ along 11-year earnings, first and last year, beside the published Finnish points.

use super::canvas::{CONTENT_TOP, Caption, Chart, ChartError, chart};
use super::correlation::nothing_defined;
use super::data::{Drawn, FigureData, Marks, drawn_rows};
use super::frame::{EndLabel, Frame, Mark, Swatch, extent, rounded_out};
use super::hundredths::{Group, groups, part, pool};
use super::source;
use super::style::{BLUE, INK, VERMILLION};
use crate::report::figures::Scale;
use crate::report::language::Language;
use crate::report::metric_names::{value_of, values_of};
use crate::report::verdict::Verdict;
use crate::run::results::RunResults;
use crate::store::summary::Summary;
use plotters::style::RGBColor;

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
pub fn iq_by_income(
    results: &RunResults,
    summary: &Summary,
    language: Language,
) -> Result<Chart, ChartError> {
    let (pool, series) = simulated(results);
    let published = FINNISH.map(|(percentile, iq)| Mark::new(percentile, Some(iq), None));
    let shown = series.iter().flat_map(|series| &series.marks);
    let defined = extent(shown.clone()).is_some();
    let y = rounded_out(extent(shown.chain(&published)).unwrap_or((85.0, 120.0)));
    let caption = Caption {
        title: title(pool, &series, summary, language),
        subtitle: subtitle(pool, language),
        source: format!(
            "{} {}: Bratsberg, Rogeberg & Terviö 2024.",
            source(summary, language),
            language.say("Circles", "동그라미")
        ),
        description: description(&title(pool, &series, summary, language), &series, language),
    };
    let words = PUBLISHED.map(|[english, korean]| language.say(english, korean).to_owned()).to_vec();
    let mut rows: Vec<Drawn> =
        series.iter().flat_map(|series| drawn_rows("", &series.year.to_string(), &series.marks)).collect();
    rows.extend(drawn_rows("", &words.join(", "), &published));
    let below = language.say(BELOW[0], BELOW[1]);
    let made = chart("iq_by_income", &caption, |pen| {
        let bottom = pen.sheet.pick(640.0, 450.0);
        let frame = Frame::new(pen.sheet.plot(), (CONTENT_TOP + 22.0, bottom), (0.0, 100.0), y);
        if !defined {
            return nothing_defined(pen, &frame, language);
        }
        frame.draw_y_axis(pen)?;
        let every_other = [1.0, 20.0, 40.0, 60.0, 80.0, 100.0];
        let every = [1.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0];
        frame.draw_x_axis(pen, pen.sheet.pick(&every, &every_other))?;
        frame.draw_x_title(pen, below)?;
        let mut labels = Vec::new();
        for series in &series {
            frame.draw_series(pen, &series.marks, series.color, 2.0)?;
            // A group of hundredths is one point.
            for mark in series.marks.iter().filter(|mark| pool > 1 && mark.defined) {
                pen.dot(frame.point(mark.x, mark.value), 3.0, series.color)?;
            }
            labels.extend(label(series, language));
        }
        for mark in published {
            pen.ring(frame.point(mark.x, mark.value), 5.0, INK)?;
        }
        let (value, swatch) = (published[11].value, Swatch::Ring);
        labels.push(EndLabel { value, name: words.clone(), color: INK, swatch });
        frame.draw_end_labels(pen, &labels)
    })?;
    Ok(made.with_data(FigureData {
        marks: Marks::Lines,
        x_title: below.to_owned(),
        value_title: language.say("Mean IQ", "평균 IQ").to_owned(),
        rows,
    }))
}

/// One simulated year.
struct Series {
    year: i32,
    color: RGBColor,
    groups: Vec<Group>,
    marks: Vec<Mark>,
}

/// The first and the last year, and how many hundredths are pooled in both.
fn simulated(results: &RunResults) -> (usize, Vec<Series>) {
    let mut years: Vec<i32> =
        results.years.first().into_iter().chain(results.years.last()).copied().collect();
    years.dedup();
    let colors = if years.len() == 2 { [VERMILLION, BLUE] } else { [BLUE, BLUE] };
    let pool = pool(results, &years);
    let series = years
        .iter()
        .zip(colors)
        .map(|(&year, color)| {
            let groups = groups(results, year, pool);
            Series { year, color, marks: groups.iter().map(Group::mark).collect(), groups }
        })
        .collect();
    (pool, series)
}

fn subtitle(pool: usize, language: Language) -> String {
    let part = part(pool, language);
    match language {
        Language::English => format!(
            "Mean IQ of the people in each {part} of mean earnings over ages 35 to 45. Band: 95 % interval of sampling. \
             Circles: published figures for Finnish men, not simulated."
        ),
        Language::Korean => format!(
            "35~45세 평균 근로소득의 {part} 평균 IQ. 띠: 표본의 95% 신뢰구간. \
             동그라미: 핀란드 남성에 관해 발표된 값으로, 시뮬레이션 결과가 아니다."
        ),
    }
}

const BELOW: [&str; 2] = [
    "Percentile of mean earnings over ages 35 to 45 (100: the top 1 %)",
    "35~45세 평균 근로소득의 백분위(100: 상위 1%)",
];

const PUBLISHED: [[&str; 2]; 2] =
    [["Finnish men", "핀란드 남성"], ["born 1950–1979, published", "1950~1979년생, 발표된 값"]];

/// Year and mean IQ of the best paid group at the end of its line.
fn label(series: &Series, language: Language) -> Option<EndLabel> {
    let last = series.groups.iter().rev().find(|group| group.iq.value.is_some())?;
    let (top, best) = (value_of(&last.iq, "IQ points"), 101.0 - last.ends.0);
    let year = series.year;
    let name = match language {
        Language::English => vec![format!("{year}, simulated"), format!("top {best} %: {top}")],
        Language::Korean => vec![format!("{year}년, 시뮬레이션"), format!("상위 {best}%: {top}")],
    };
    Some(EndLabel { value: last.iq.value?, name, color: series.color, swatch: Swatch::Line })
}

/// The finding: mean IQ of the top 1 %, and whether it changes; of the highest group where hundredths are pooled.
fn title(pool: usize, series: &[Series], summary: &Summary, language: Language) -> String {
    let plain_title =
        language.say("Mean IQ by percentile of earnings", "근로소득 백분위별 평균 IQ").to_owned();
    if pool > 1 {
        return highest_groups(series, language).unwrap_or(plain_title);
    }
    let Some(metric) = summary.metric("mean_iq_top1") else { return plain_title };
    let (Some(first), Some(last)) = (metric.years.first(), metric.years.last()) else { return plain_title };
    if first.interval.value.is_none() || last.interval.value.is_none() {
        return plain_title;
    }
    let (from, to) = values_of(&first.interval, &last.interval, &metric.unit);
    if first.year == last.year {
        return match language {
            Language::English => format!("The top 1 % of earners have a mean IQ of {to} in {}", last.year),
            Language::Korean => format!("{}년 근로소득 상위 1%의 평균 IQ는 {to}", last.year),
        };
    }
    let years = language.years(first.year, last.year);
    let verdict = Verdict::of(&metric.change, &Scale::of_unit(&metric.unit));
    if from == to && verdict != Verdict::CannotTell {
        return match language {
            Language::English => format!("Mean IQ of the top 1 % of earners hardly changes: {to}, {years}"),
            Language::Korean => format!("근로소득 상위 1%의 평균 IQ는 거의 변하지 않는다: {to}, {years}"),
        };
    }
    if language == Language::Korean {
        return match verdict {
            Verdict::Rises => {
                format!("근로소득 상위 1%의 평균 IQ가 올라간다: {from} → {to}, {years}")
            }
            Verdict::Falls => {
                format!("근로소득 상위 1%의 평균 IQ가 내려간다: {from} → {to}, {years}")
            }
            Verdict::CannotTell => {
                format!("근로소득 상위 1%의 평균 IQ에 뚜렷한 변화가 없다: {from} → {to}, {years}")
            }
            Verdict::Unknown => format!("근로소득 상위 1%의 평균 IQ: {from} → {to}, {years}"),
        };
    }
    match verdict {
        Verdict::Rises => {
            format!("Mean IQ of the top 1 % of earners rises from {from} to {to}, {years}")
        }
        Verdict::Falls => {
            format!("Mean IQ of the top 1 % of earners falls from {from} to {to}, {years}")
        }
        Verdict::CannotTell => {
            format!("No clear change in the mean IQ of the top 1 % of earners: {from} and {to}, {years}")
        }
        Verdict::Unknown => format!("Mean IQ of the top 1 % of earners: {from} to {to}, {years}"),
    }
}

/// Mean IQ of the highest group that is drawn, with its interval, in each year: so few people allow no verdict.
fn highest_groups(series: &[Series], language: Language) -> Option<String> {
    let scale = Scale::of_unit("IQ points");
    let highest = |series: &Series| {
        Some((series.year, *series.groups.last().filter(|group| group.iq.value.is_some())?))
    };
    let groups: Vec<(i32, Group)> = series.iter().map(highest).collect::<Option<_>>()?;
    let share = 101.0 - groups.first()?.1.ends.0;
    let values: Vec<String> = groups
        .iter()
        .map(|(year, group)| match language {
            Language::English => format!("{} in {year}", scale.with_error(&group.iq)),
            Language::Korean => format!("{year}년 {}", scale.with_error(&group.iq)),
        })
        .collect();
    Some(match language {
        Language::English => format!("Mean IQ of the top {share} % of earners: {}", values.join(", ")),
        Language::Korean => format!("근로소득 상위 {share}%의 평균 IQ: {}", values.join(", ")),
    })
}

fn description(title: &str, series: &[Series], language: Language) -> String {
    let mut text = title.to_owned();
    for series in series {
        let at = |percentile: f64| {
            let group =
                series.groups.iter().find(|group| group.ends.0 <= percentile && percentile <= group.ends.1);
            let unknown = language.say("undefined", "정의되지 않음").to_owned();
            group
                .filter(|group| group.iq.value.is_some())
                .map_or(unknown, |group| value_of(&group.iq, "IQ points"))
        };
        let (lowest, middle, upper, highest) = (at(1.0), at(50.0), at(75.0), at(100.0));
        let part = series.groups.last().map_or(1.0, |group| 101.0 - group.ends.0);
        let year = series.year;
        text.push_str(&match language {
            Language::English => format!(
                ". {year}: mean IQ {lowest} in the lowest {part} %, {middle} at the 50th percentile, {upper} at the 75th, {highest} in \
                 the highest {part} %"
            ),
            Language::Korean => format!(
                ". {year}년: 평균 IQ는 최하위 {part}%에서 {lowest}, 50백분위에서 {middle}, 75백분위에서 {upper}, \
                 최상위 {part}%에서 {highest}"
            ),
        });
    }
    text.push_str(language.say(
        ". Published for Finnish men: 90.9, 97.4, 103.3 and 115.4.",
        ". 핀란드 남성에 관해 발표된 값: 90.9, 97.4, 103.3, 115.4.",
    ));
    text
}
