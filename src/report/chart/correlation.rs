//! Chart: how closely income follows IQ, year by year, with breakthroughs and D-day below where there is AI.

use super::canvas::{CONTENT_TOP, Caption, Chart, ChartError, Pen, chart};
use super::data::{FigureData, Marks, drawn_rows};
use super::events::{Events, STRIP_HEIGHT};
use super::frame::{EndLabel, Frame, Mark, Swatch, extent, rounded_out};
use super::source;
use super::style::{BLUE, GREEN, LINE, SOFT_INK, TICK, VERMILLION};
use crate::report::figures::{Scale, plain};
use crate::report::language::Language;
use crate::report::verdict::Verdict;
use crate::run::results::RunResults;
use crate::store::interval::{IntervalFrom, level};
use crate::store::summary::Summary;
use plotters::style::RGBColor;

/// The lines: metric, name at the end of the line in English and Korean, colour.
const LINES: [(&str, [&str; 2], RGBColor); 3] = [
    ("iq_record_rank_r", ["11-year earnings rank", "11년 평균 근로소득 순위"], VERMILLION),
    ("iq_income_rank_r", ["income rank", "소득 순위"], BLUE),
    ("iq_log_income_r", ["log of income", "로그 소득"], GREEN),
];

struct Series {
    name: String,
    marks: Vec<Mark>,
    label: Option<EndLabel>,
    color: RGBColor,
}

/// Draws the chart.
///
/// # Errors
/// The drawing or the picture could not be made.
pub fn correlation(results: &RunResults, summary: &Summary, language: Language) -> Result<Chart, ChartError> {
    let lines = LINES.iter();
    let series: Vec<Series> = lines
        .filter_map(|(metric, [english, korean], color)| {
            series(results, (metric, language.say(english, korean), *color))
        })
        .collect();
    let range = extent(series.iter().flat_map(|series| &series.marks));
    let (low, high) = range.unwrap_or((0.0, 1.0));
    let y = rounded_out((low.clamp(-1.0, 0.0), high.clamp(0.05, 1.0)));
    let years = (results.years.first(), results.years.last());
    let (first, last) = (f64::from(*years.0.unwrap_or(&0)), f64::from(*years.1.unwrap_or(&0)));
    let events = Events::of(results, summary, language);
    let below = if events.is_some() { STRIP_HEIGHT } else { 0.0 };
    let caption = Caption {
        title: title(summary, language),
        subtitle: subtitle(summary, language),
        source: source(summary, language),
        description: description(&series, summary, language),
    };
    let drawn = chart("correlation", &caption, |pen| {
        let bottom = pen.sheet.pick(652.0 - below, 450.0);
        let frame = Frame::new(pen.sheet.plot(), (CONTENT_TOP + 22.0, bottom), (first, last), y);
        if range.is_none() {
            return nothing_defined(pen, &frame, language);
        }
        frame.draw_y_axis(pen)?;
        frame.draw_x_axis(pen, &frame.whole_x_ticks())?;
        if let Some(events) = &events {
            events.draw_line(pen, &frame)?;
        }
        for line in &series {
            frame.draw_series(pen, &line.marks, line.color, LINE)?;
        }
        let labels: Vec<EndLabel> = series.iter().filter_map(|series| series.label.clone()).collect();
        frame.draw_end_labels(pen, &labels)?;
        events.as_ref().map_or(Ok(()), |events| events.draw_rows(pen, &frame))
    })?;
    let rows = series.iter().flat_map(|series| drawn_rows("", &series.name, &series.marks)).collect();
    Ok(drawn.with_data(FigureData {
        marks: Marks::Lines,
        x_title: language.say("Year", "연도").to_owned(),
        value_title: language.say("Correlation with IQ", "IQ와의 상관계수").to_owned(),
        rows,
    }))
}

/// Says in an empty frame why it is empty.
pub(super) fn nothing_defined(pen: &Pen, frame: &Frame, language: Language) -> Result<(), ChartError> {
    let place = ((frame.left + frame.right) / 2.0, (frame.top + frame.bottom) / 2.0);
    let lettering = super::canvas::Lettering::new(TICK, SOFT_INK).anchored(super::canvas::Anchor::Middle);
    let words =
        language.say("Undefined in every year of this run.", "이 실행에서는 어느 해에도 정의되지 않는다.");
    pen.text(words, place, &lettering)
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
        swatch: Swatch::Line,
    });
    Some(Series { name: name.to_owned(), marks, label, color })
}

/// The finding: where the correlation with income rank begins and ends, and whether that is a change.
fn title(summary: &Summary, language: Language) -> String {
    let plain_title = language.say("How closely income follows IQ", "소득은 IQ를 얼마나 따르는가").to_owned();
    let Some(metric) = summary.metric("iq_income_rank_r") else { return plain_title };
    let (Some(first), Some(last)) = (metric.years.first(), metric.years.last()) else { return plain_title };
    let (Some(before), Some(after)) = (first.interval.value, last.interval.value) else { return plain_title };
    let scale = Scale::of_unit(&metric.unit);
    let number = |value| plain(value, scale.decimals(&last.interval).min(2));
    let (from, to) = (number(before), number(after));
    let korean = language == Language::Korean;
    if first.year == last.year {
        return match language {
            Language::English => format!("The correlation of IQ with income rank is {to} in {}", last.year),
            Language::Korean => format!("{}년 IQ와 소득 순위의 상관계수는 {to}", last.year),
        };
    }
    let years = language.years(first.year, last.year);
    if let Some((turn, value)) = metric.turning_point.and_then(|turn| Some((turn, turn.at.interval.value?))) {
        let course = match (turn.highest, korean) {
            (true, false) => "Income follows IQ more closely, then less",
            (false, false) => "Income follows IQ less closely, then more",
            (true, true) => "소득이 IQ를 따르는 정도는 커졌다가 작아진다",
            (false, true) => "소득이 IQ를 따르는 정도는 작아졌다가 커진다",
        };
        let at = |value: &str, year: i32| {
            if korean { format!("{value}({year}년)") } else { format!("{value} ({year})") }
        };
        let (start, end) = (at(&from, first.year), at(&to, last.year));
        return format!("{course}: {start}, {}, {end}", at(&number(value), turn.at.year));
    }
    let verdict = Verdict::of(&metric.change, &scale);
    if from == to && verdict != Verdict::CannotTell {
        return match language {
            Language::English => {
                format!("How closely income follows IQ hardly changes: correlation {to}, {years}")
            }
            Language::Korean => {
                format!("소득이 IQ를 따르는 정도는 거의 변하지 않는다: 상관계수 {to}, {years}")
            }
        };
    }
    if korean {
        return match verdict {
            Verdict::Rises => format!("소득이 IQ를 더 밀접하게 따르게 된다: 상관계수 {from} → {to}, {years}"),
            Verdict::Falls => format!("소득이 IQ를 덜 따르게 된다: 상관계수 {from} → {to}, {years}"),
            Verdict::CannotTell => {
                format!("소득이 IQ를 따르는 정도에 뚜렷한 변화가 없다: 상관계수 {from} → {to}, {years}")
            }
            Verdict::Unknown => format!("IQ와 소득 순위의 상관계수: {from} → {to}, {years}"),
        };
    }
    match verdict {
        Verdict::Rises => format!("Income follows IQ more closely: correlation {from} to {to}, {years}"),
        Verdict::Falls => format!("Income follows IQ less closely: correlation {from} to {to}, {years}"),
        Verdict::CannotTell => {
            format!("No clear change in how closely income follows IQ: correlation {from} and {to}, {years}")
        }
        Verdict::Unknown => format!("Correlation of IQ with income rank: {from} to {to}, {years}"),
    }
}

/// What the bands around the lines are.
pub(super) fn band(summary: &Summary, language: Language) -> String {
    let sources = summary
        .metrics
        .iter()
        .flat_map(|metric| metric.years.iter().map(|value| value.interval.interval_from));
    let replicates = summary.replicates;
    match sources.min_by_key(|from| match from {
        IntervalFrom::Replicates => 0,
        IntervalFrom::Sampling => 1,
        IntervalFrom::Nothing => 2,
    }) {
        Some(IntervalFrom::Replicates) => match language {
            Language::English => format!(" Band: 95 % interval of the mean of {replicates} replicates."),
            Language::Korean => format!(" 띠: 반복 {replicates}회 평균의 95% 신뢰구간."),
        },
        Some(IntervalFrom::Sampling) => language
            .say(" Band: 95 % sampling interval of this one run.", " 띠: 한 번 실행한 표본의 95% 신뢰구간.")
            .to_owned(),
        _ => String::new(),
    }
}

fn subtitle(summary: &Summary, language: Language) -> String {
    let measure = language.say(
        "Correlation of IQ with rank and logarithm of income (working age) and with the rank of mean earnings over ages 35 \
         to 45 (people from 45 on), by year; 0: no linear relation, 1: a perfect one.",
        "연도별 IQ와의 상관계수: 소득의 순위와 로그(20~64세), 35~45세 평균 근로소득의 순위(45세 이상). \
         0은 선형 관계가 없음, 1은 완전한 상관.",
    );
    format!("{measure}{}", band(summary, language))
}

fn description(series: &[Series], summary: &Summary, language: Language) -> String {
    let mut text = title(summary, language);
    for label in series.iter().filter_map(|series| series.label.as_ref()) {
        let words = label.name.join(": ");
        text.push_str(&match language {
            Language::English => format!(". Correlation of IQ with {words} at the end"),
            Language::Korean => format!(". 마지막 해 IQ와의 상관계수, {words}"),
        });
    }
    text.push('.');
    text
}
