//! What the chart of a trend says: title, measure and the date of each form.

use super::super::canvas::{Caption, Point};
use super::{name, series_source, short, what};
use crate::report::language::Language;
use crate::report::sentence::{DateInterval, FormDate, form_date, target};
use crate::study::dday::Findings;
use crate::study::dday::date::When;
use crate::study::dday::forecaster::Forecasts;

/// The worlds around an example, where it comes from a scenario.
pub struct World<'a> {
    pub forecasts: &'a Forecasts,
    pub source: String,
}

/// First and last date of the points.
pub fn ends(findings: &Findings) -> Point {
    let points = &findings.series.points;
    (points.first().map_or(0.0, |point| point.date), points.last().map_or(0.0, |point| point.date))
}

/// Title, subtitle and source, and each form with its date.
pub fn caption(findings: &Findings, world: Option<&World>, language: Language) -> Caption {
    let (_, last) = ends(findings);
    let says = dates_in_words(findings, language);
    let (title, subtitle, source) = match world {
        Some(world) => of_world(findings, world, (&says, language)),
        None => of_series(findings, (&says, language)),
    };
    let rows = findings.answers.iter().filter_map(|answer| Some((answer.form, form_date(answer, last)?)));
    let rows: Vec<String> =
        rows.map(|(form, date)| format!("{}: {}", name(form, language), told(&date, language))).collect();
    let description = format!("{title}. {}.", rows.join(". "));
    Caption { title, subtitle, source, description }
}

/// The dates of all forms, from the earliest to the latest.
fn dates_in_words(findings: &Findings, language: Language) -> String {
    let (_, last) = ends(findings);
    let dates: Vec<Option<f64>> =
        findings.answers.iter().filter_map(|answer| Some(answer.dated.ok()?.when.date())).collect();
    let earliest = dates.iter().flatten().copied().fold(f64::INFINITY, f64::min);
    let never = dates.iter().any(Option::is_none);
    let latest = dates.iter().flatten().copied().reduce(f64::max);
    if !earliest.is_finite() {
        let words =
            language.say("never, by every form that can be fitted", "맞출 수 있는 모든 형태에서 오지 않는다");
        return words.to_owned();
    }
    let (first, final_date) = (short(Some(earliest), last, language), short(latest, last, language));
    let one_date = first == final_date;
    match (language, dates.len()) {
        (Language::English, 1) => format!("in {first} by this form"),
        (Language::English, _) if never && one_date => format!("in {first} or never, depending on the form"),
        (Language::English, _) if never => {
            format!("between {first} and {final_date} or never, depending on the form")
        }
        (Language::English, _) => format!("between {first} and {final_date}, depending on the form"),
        (Language::Korean, 1) => format!("이 형태로는 {first}년"),
        (Language::Korean, _) if never && one_date => format!("형태에 따라 {first}년이거나 오지 않는다"),
        (Language::Korean, _) if never => format!("형태에 따라 {first}~{final_date}년이거나 오지 않는다"),
        (Language::Korean, _) => format!("형태에 따라 {first}~{final_date}년"),
    }
}

/// Title, subtitle and source of a forecast in a simulated world.
fn of_world(
    findings: &Findings,
    world: &World,
    (says, language): (&str, Language),
) -> (String, String, String) {
    let year = world.forecasts.year;
    let comes = world.forecasts.worlds.d_days[world.forecasts.example];
    let threshold = target(findings.question.target);
    let (title, subtitle) = match language {
        Language::English => (
            format!(
                "A forecaster in {year} says that D-day comes {says}; {}",
                comes.map_or("it comes later than all years shown".to_owned(), |year| format!(
                    "it comes in {year}"
                ))
            ),
            format!(
                "Human share in making AI by year. Dots: known to the forecaster; black line: what comes; band: 5th to 95th \
                 percentile of all draws. D-day: share at or below {threshold}. Bars: 95 % intervals."
            ),
        ),
        Language::Korean => (
            format!(
                "{year}년의 예측 — {says}. 실제 디데이: {}",
                comes.map_or("그림의 모든 해보다 뒤".to_owned(), |year| format!("{year}년"))
            ),
            format!(
                "인공지능을 만드는 일에서 사람의 몫, 연도별. 점: 예측자가 아는 값, 검은 선: 실제, 띠: 모든 추출의 5~95백분위. \
                 디데이: 몫이 {threshold} 이하가 되는 해. 막대: 95% 신뢰구간."
            ),
        ),
    };
    (title, subtitle, world.source.clone())
}

/// A number with its Korean unit, which stands in brackets where it is more than a word.
fn in_unit(number: &str, unit: Option<&str>) -> String {
    match unit {
        None => number.to_owned(),
        Some(unit) if unit.contains(' ') => format!("{number}({unit})"),
        Some(unit) => format!("{number}{unit}"),
    }
}

/// The same of a series.
fn of_series(findings: &Findings, (says, language): (&str, Language)) -> (String, String, String) {
    let about = &findings.series.about;
    let what = what(about, &findings.series.name, language);
    let unit = match language {
        Language::English => about.unit.as_ref(),
        Language::Korean => about.unit_ko.as_ref().or(about.unit.as_ref()),
    };
    let unit = unit.map_or(String::new(), |unit| format!(", {unit}"));
    let goal = target(findings.question.target);
    let with_bars = findings
        .answers
        .iter()
        .any(|answer| answer.dated.is_ok_and(|dated| matches!(dated.interval, Some((When::At(_), _)))));
    let bars = match with_bars {
        true => language.say(
            " Bars: 95 % interval of the date, taking the form as true.",
            " 막대: 그 형태가 맞다고 볼 때 날짜의 95% 신뢰구간.",
        ),
        false => "",
    };
    let (title, subtitle) = match language {
        Language::English => (
            format!("{what}: {goal} comes {says}"),
            format!(
                "{what}{unit}. Dots: measured; curves: forms fitted by least squares and continued to the target.{bars}"
            ),
        ),
        Language::Korean => (
            format!("{what}: {}에 이르는 때 — {says}", in_unit(&goal, about.unit_ko.as_deref())),
            format!("{what}{unit}. 점: 측정값, 곡선: 최소제곱으로 맞추어 목표까지 이은 형태.{bars}"),
        ),
    };
    (title, subtitle, series_source(&findings.series.name, language))
}

/// Date and interval in a few words.
pub fn told(date: &FormDate, language: Language) -> String {
    let when = date.date.clone().unwrap_or_else(|| language.say("never", "오지 않음").to_owned());
    if language == Language::Korean {
        return match &date.interval {
            DateInterval::None => format!("{when}, 구간 없음"),
            DateInterval::Never => when,
            DateInterval::Between(low, high) => format!("{when}({low}~{high})"),
            DateInterval::From(low) if date.date.is_some() => format!("{when}({low}~오지 않음)"),
            DateInterval::From(low) => format!("{when}(또는 {low}부터)"),
        };
    }
    match &date.interval {
        DateInterval::None => format!("{when}, no interval"),
        DateInterval::Never => when,
        DateInterval::Between(low, high) => format!("{when} ({low} to {high})"),
        DateInterval::From(low) if date.date.is_some() => format!("{when} ({low} to never)"),
        DateInterval::From(low) => format!("{when} (or from {low} on)"),
    }
}
