//! Chart: how far forecasters in the worlds of a scenario are off, by year of forecast and form.

use super::super::canvas::{Caption, Chart, ChartError, Pen, chart};
use super::super::data::{Drawn, FigureData, Marks};
use super::super::frame::{EndLabel, Frame, Swatch, rounded_out};
use super::super::style::AXIS;
use super::{color, frame_ends, name};
use crate::report::figures::plain;
use crate::report::language::Language;
use crate::study::dday::forecaster::{Forecasts, Record};
use crate::study::dday::forms::Form;

/// Errors beyond this many years are triangles at the edge.
const MOST_YEARS: f64 = 150.0;

/// Room that the number of a year takes on the axis, in SVG units.
const YEAR_WIDTH: f64 = 50.0;

/// Distance between the forms of one year, in SVG units.
const APART: f64 = 11.0;

/// Draws the chart.
pub fn record(forecasts: &Forecasts, source: String, language: Language) -> Result<Chart, ChartError> {
    let records: Vec<&Record> =
        forecasts.records.iter().filter(|record| record.failed < record.draws).collect();
    let errors = || records.iter().flat_map(|record| record.error).flatten();
    let low = errors().fold(0.0, f64::min).max(-MOST_YEARS);
    let high = errors().fold(10.0, f64::max).min(MOST_YEARS);
    // Tens below zero are enough: forecasts are hardly ever too early by much.
    let y = ((low / 10.0).floor() * 10.0, rounded_out((0.0, high)).1);
    let mut years: Vec<i32> = records.iter().map(|record| record.year).collect();
    years.dedup();
    let ends = (years.first().copied().unwrap_or(0), years.last().copied().unwrap_or(0));
    let x = (f64::from(ends.0) - 4.0, f64::from(ends.1) + 4.0);
    let caption = caption(forecasts, source, language);
    let drawn = records.iter().map(|record| {
        let [low, median, high] = record.error;
        let value = (median, low.zip(high));
        let series = name(record.form, language);
        Drawn { x: Some(f64::from(record.year)), ..Drawn::named("", series, None, value) }
    });
    let data = FigureData {
        marks: Marks::Points,
        x_title: language.say("Year of the forecast", "예측한 해").to_owned(),
        value_title: language.say("Said minus true date, years", "예측에서 실제를 뺀 햇수").to_owned(),
        rows: drawn.collect(),
    };
    let beyond = language.say("Triangle: more than shown, or never.", "세모: 그림 밖이거나 오지 않음.");
    let made = chart("forecasts", &caption, |pen| {
        let frame = Frame::new(pen.sheet.plot(), frame_ends(pen, beyond)?, x, y);
        frame.draw_y_axis(pen)?;
        frame.draw_x_axis(pen, &numbered(&years, forecasts.year, &frame))?;
        let zero = frame.y(0.0);
        pen.line(&[(frame.left, zero), (frame.right, zero)], AXIS, 1.6)?;
        frame.draw_x_title(pen, language.say("Year of the forecast", "예측한 해"))?;
        for record in &records {
            let place = forecasts.forms.iter().position(|form| *form == record.form).unwrap_or(0);
            let middle = (forecasts.forms.len() as f64 - 1.0) / 2.0;
            draw_record(
                pen,
                &frame,
                record,
                (pen.sheet.pick(APART, 0.5 * APART) * (place as f64 - middle), y.1),
            )?;
        }
        frame.draw_end_labels(pen, &labels(forecasts, &records, language))
    })?;
    Ok(made.with_data(data))
}

/// Years whose numbers have room on the axis; the one that was asked about always stands there.
fn numbered(years: &[i32], asked: i32, frame: &Frame) -> Vec<f64> {
    let asked = f64::from(asked);
    let mut taken = vec![asked];
    for year in years.iter().map(|year| f64::from(*year)) {
        if taken.iter().all(|other| (frame.x(year) - frame.x(*other)).abs() > YEAR_WIDTH) {
            taken.push(year);
        }
    }
    taken
}

fn draw_record(
    pen: &Pen,
    frame: &Frame,
    record: &Record,
    (shift, most): (f64, f64),
) -> Result<(), ChartError> {
    let x = frame.x(f64::from(record.year)) + shift;
    let color = color(record.form);
    let [low, median, high] = record.error.map(|years| years.filter(|years| *years <= most));
    if let Some(low) = low {
        pen.line(&[(x, frame.y(low)), (x, high.map_or(frame.top, |high| frame.y(high)))], color, 3.0)?;
    }
    if let Some(median) = median {
        pen.dot((x, frame.y(median)), 4.5, color)?;
    } else {
        let y = frame.top;
        pen.fill(&[(x - 5.0, y + 7.0), (x + 5.0, y + 7.0), (x, y - 3.0)], color, 0.8)?;
    }
    Ok(())
}

/// Each form at its last median.
fn labels(forecasts: &Forecasts, records: &[&Record], language: Language) -> Vec<EndLabel> {
    let label = |form: &Form| {
        let last = records.iter().rev().find(|record| record.form == *form)?;
        let unit = language.say(" years", "년");
        let never = language.say("never", "오지 않음").to_owned();
        let years = last.error[1].map_or(never, |years| format!("{}{unit}", signed(years)));
        let name = vec![name(*form, language).to_owned(), format!("{}: {years}", last.year)];
        let value = last.error[1].unwrap_or(MOST_YEARS);
        Some(EndLabel { value, name, color: color(*form), swatch: Swatch::Line })
    };
    forecasts.forms.iter().filter_map(label).collect()
}

fn signed(years: f64) -> String {
    if years > 0.0 { format!("+{}", plain(years, 0)) } else { plain(years, 0) }
}

fn caption(forecasts: &Forecasts, source: String, language: Language) -> Caption {
    let year = forecasts.year;
    let medians = forecasts.forms.iter().filter_map(|form| Some((form, forecasts.record(*form)?.error[1]?)));
    let best = medians.min_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
    let title = match best {
        Some((form, years)) => best_form(year, *form, years, language),
        None => match language {
            Language::English => format!("Asked in {year}, every form says never in the median draw"),
            Language::Korean => {
                format!("{year}년에 물으면 추출의 중앙값에서 모든 형태가 오지 않는다고 답한다")
            }
        },
    };
    let subtitle = language
        .say(
            "Said minus true date of D-day, years, by year of the forecast. Dots: median over the draws in which D-day \
             still lies ahead; lines: 5th to 95th percentile.",
            "예측한 해에 따른, 디데이의 예측 날짜에서 실제 날짜를 뺀 햇수. 점: 디데이가 아직 오지 않은 추출의 중앙값, 선: 5~95백분위.",
        )
        .to_owned();
    let rows: Vec<String> = labels(forecasts, &forecasts.records.iter().collect::<Vec<_>>(), language)
        .iter()
        .map(|label| label.name.join(", "))
        .collect();
    let description = format!("{title}. {}.", rows.join(". "));
    Caption { title, subtitle, source, description }
}

/// The form whose median error is smallest.
fn best_form(year: i32, form: Form, years: f64, language: Language) -> String {
    let size = plain(years.abs(), 0);
    let form = name(form, language).to_lowercase();
    let way = match (language, years.total_cmp(&0.0)) {
        (_, std::cmp::Ordering::Equal) => "",
        (Language::English, std::cmp::Ordering::Greater) => " too late",
        (Language::English, std::cmp::Ordering::Less) => " too early",
        (Language::Korean, std::cmp::Ordering::Greater) => " 늦게",
        (Language::Korean, std::cmp::Ordering::Less) => " 이르게",
    };
    match language {
        Language::English => {
            format!(
                "Asked in {year}, the best form ({form}) dates D-day {size} years{way} in the median draw"
            )
        }
        Language::Korean => {
            format!("{year}년에 물으면 가장 나은 형태({form})가 디데이를 중앙값으로 {size}년{way} 잡는다")
        }
    }
}
