//! The forms and their dates as a table for the terminal, and a forecaster's record.

use super::cells::Cells;
use super::figures::plain;
use super::language::Language;
use super::sentence::{DateInterval, form_date};
use crate::study::dday::Findings;
use crate::study::dday::forecaster::Forecasts;
use crate::study::dday::forms::{FitError, Form};

/// The name of a form.
pub fn form_name(form: Form, language: Language) -> &'static str {
    match (form, language) {
        (Form::Line, Language::English) => "Straight line",
        (Form::Exponential, Language::English) => "Exponential",
        (Form::Floor, Language::English) => "Exponential with a floor",
        (Form::Logistic, Language::English) => "Logistic curve",
        (Form::Line, Language::Korean) => "직선",
        (Form::Exponential, Language::Korean) => "지수 곡선",
        (Form::Floor, Language::Korean) => "하한 있는 지수 곡선",
        (Form::Logistic, Language::Korean) => "로지스틱 곡선",
    }
}

/// Date and interval of each form.
pub fn forms_table(findings: &Findings, width: Option<u16>, language: Language) -> String {
    forms_cells(findings, language).drawn((width, language), &[])
}

/// The same as cells.
pub fn forms_cells(findings: &Findings, language: Language) -> Cells {
    let last = findings.series.points.last().map_or(0.0, |point| point.date);
    let mut rows = Vec::new();
    let headings = match language {
        Language::English => ["Form", "Date", "95 % interval", "Points", "Typical error"],
        Language::Korean => ["형태", "날짜", "95% 신뢰구간", "점 수", "전형적 오차"],
    };
    for answer in &findings.answers {
        let name = form_name(answer.form, language).to_owned();
        let cells = match (form_date(answer, last), answer.dated) {
            (Some(date), Ok(dated)) => {
                let never = never(language);
                let bound = dated.fit.bound.map_or(String::new(), |bound| {
                    let word = match (answer.form, language) {
                        (Form::Logistic, Language::English) => "ceiling",
                        (Form::Logistic, Language::Korean) => "상한",
                        (_, Language::English) => "floor",
                        (_, Language::Korean) => "하한",
                    };
                    format!("\n  {word} {}", significant(bound))
                });
                vec![
                    format!("{name}{bound}"),
                    date.date.unwrap_or_else(|| never.to_owned()),
                    interval(&date.interval, language),
                    dated.fit.points.to_string(),
                    typical_error(dated.fit.residual_sd(), answer.form),
                ]
            }
            (_, Err(error)) => {
                vec![name, "–".to_owned(), reason(error, language), String::new(), String::new()]
            }
            _ => continue,
        };
        rows.push(cells);
    }
    Cells { header: headings.map(str::to_owned).to_vec(), rows, note: String::new() }
}

/// For each year of forecast and each form: how far off, how often near.
pub fn forecasts_table(forecasts: &Forecasts, width: Option<u16>, language: Language) -> String {
    let cells = forecasts_cells(forecasts, language);
    let note = cells.note.clone();
    format!("{}\n{note}", cells.drawn((width, language), &[]))
}

/// The same as cells.
pub fn forecasts_cells(forecasts: &Forecasts, language: Language) -> Cells {
    let mut rows = Vec::new();
    let mut header = vec![match language {
        Language::English => "Known to".to_owned(),
        Language::Korean => "자료의 끝".to_owned(),
    }];
    header.push(if language == Language::Korean { "추출" } else { "Draws" }.to_owned());
    header.extend(forecasts.forms.iter().map(|form| form_name(*form, language).to_owned()));
    let mut years: Vec<i32> = forecasts.records.iter().map(|record| record.year).collect();
    years.dedup();
    for year in years {
        let records: Vec<_> = forecasts.records.iter().filter(|record| record.year == year).collect();
        let draws = records.first().map_or(0, |record| record.draws);
        let mut row = vec![year.to_string(), draws.to_string()];
        for form in &forecasts.forms {
            let error = records.iter().find(|record| record.form == *form && record.failed < record.draws);
            row.push(error.map_or("–".to_owned(), |record| {
                let [low, median, high] = record.error.map(|years| signed(years, language));
                match language {
                    Language::English => format!("{median} ({low} … {high})"),
                    Language::Korean => format!("{median}({low}~{high})"),
                }
            }));
        }
        rows.push(row);
    }
    let note = match language {
        Language::English => "Said minus true date in years: median (5th … 95th percentile over the draws).",
        Language::Korean => "예측한 날짜에서 실제 날짜를 뺀 햇수: 중앙값(추출의 5~95백분위).",
    };
    Cells { header, rows, note: note.to_owned() }
}

fn signed(years: Option<f64>, language: Language) -> String {
    match years {
        None => never(language).to_owned(),
        Some(years) if years > 0.0 => format!("+{}", plain(years, 0)),
        Some(years) => plain(years, 0),
    }
}

fn never(language: Language) -> &'static str {
    match language {
        Language::English => "never",
        Language::Korean => "오지 않음",
    }
}

fn interval(interval: &DateInterval, language: Language) -> String {
    match (interval, language) {
        (DateInterval::None, _) => "–".to_owned(),
        (DateInterval::Between(low, high), Language::English) => format!("{low} to {high}"),
        (DateInterval::Between(low, high), Language::Korean) => format!("{low}~{high}"),
        (DateInterval::From(low), Language::English) => format!("{low} to never"),
        (DateInterval::From(low), Language::Korean) => format!("{low} 이후 또는 오지 않음"),
        (DateInterval::Never, _) => never(language).to_owned(),
    }
}

fn reason(error: FitError, language: Language) -> String {
    match (error, language) {
        (FitError::TooFewPoints { needed, .. }, Language::English) => format!("needs {needed} points"),
        (FitError::TooFewPoints { needed, .. }, Language::Korean) => format!("점이 {needed}개 필요"),
        (FitError::NotPositive { .. }, Language::English) => "needs positive values".to_owned(),
        (FitError::NotPositive { .. }, Language::Korean) => "양수 값이 필요".to_owned(),
        (FitError::Floor { floor, .. }, Language::English) => {
            format!("floor {floor} is not below all values")
        }
        (FitError::Floor { floor, .. }, Language::Korean) => {
            format!("하한 {floor}보다 낮거나 같은 값이 있음")
        }
        (FitError::Ceiling { ceiling, .. }, Language::English) => {
            format!("ceiling {ceiling} is not above all values")
        }
        (FitError::Ceiling { ceiling, .. }, Language::Korean) => {
            format!("상한 {ceiling}보다 높거나 같은 값이 있음")
        }
    }
}

/// Spread of the points around the form: in units of the series, or as a percentage of the value.
fn typical_error(sd: Option<f64>, form: Form) -> String {
    match (sd, form) {
        (None, _) => "–".to_owned(),
        (Some(sd), Form::Line) => significant(sd),
        (Some(sd), _) => format!("{}%", significant(100.0 * (sd.exp() - 1.0))),
    }
}

/// A number with two digits that count, more before the point.
fn significant(number: f64) -> String {
    if number == 0.0 || !number.is_finite() {
        return plain(number, 0);
    }
    let decimals = (1.0 - number.abs().log10().floor()).clamp(0.0, 9.0) as usize;
    plain(number, decimals)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::dday::forms::{Bounds, FORMS};
    use crate::study::dday::{Question, shipped, study};

    #[test]
    fn every_form_has_a_row_in_both_languages() {
        let series = shipped::find("time_to_edit").expect("shipped").expect("sound");
        let question = Question { forms: FORMS.to_vec(), bounds: Bounds::default(), target: 1.0 };
        let findings = study(series, question).expect("a line");
        let text = forms_table(&findings, None, Language::English);
        for part in ["Straight line", "2026.7", "2030.7", "needs 3 points", "–"] {
            assert!(text.contains(part), "no {part} in\n{text}");
        }
        assert!(forms_table(&findings, None, Language::Korean).contains("점이 3개 필요"));
    }

    #[test]
    fn numbers_have_two_digits_that_count() {
        assert_eq!([0.012_34, 1.234, 123.4, 0.0].map(significant), ["0.012", "1.2", "123", "0"]);
    }
}
