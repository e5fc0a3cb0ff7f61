//! Chart: which date each form would have given at earlier times.

use super::super::canvas::{Caption, Chart, ChartError, Pen, Point, chart};
use super::super::data::{Drawn, FigureData, Marks};
use super::super::frame::{EndLabel, Frame, Swatch, rounded_out};
use super::super::style::AXIS;
use super::{color, frame_ends, name, series_source, short, what};
use crate::report::language::Language;
use crate::report::sentence::form_date;
use crate::report::sentence::particle::{Particle, with};
use crate::study::dday::Findings;
use crate::study::dday::date::{Dated, When};
use crate::study::dday::forms::Form;

/// Distance between the forms at one time, in SVG units.
const APART: f64 = 6.0;

/// One form at one time: when it was asked, and what it said.
type Said = (f64, Dated);

/// Draws the chart.
pub fn hindcast(findings: &Findings, language: Language) -> Result<Chart, ChartError> {
    let last = findings.series.points.last().map_or(0.0, |point| point.date);
    let forms: Vec<(Form, Vec<Said>)> =
        findings.question.forms.iter().map(|form| (*form, said(findings, *form, last))).collect();
    let asked = || forms.iter().flat_map(|(_, said)| said.iter());
    let first = asked().map(|said| said.0).fold(last, f64::min);
    let span = (last - findings.series.points.first().map_or(last, |point| point.date)).max(1.0);
    let farthest = last + (2.0 * span).max(5.0);
    let dates = asked().filter_map(|(_, dated)| dated.when.date()).filter(|date| *date < farthest);
    let latest = dates.fold(last + 1.0, f64::max);
    let y = rounded_out((first, latest + 0.08 * (latest - first)));
    let caption = caption(findings, &forms, last, language);
    let known = language.say("Last date of the points that were known", "알려진 마지막 점의 날짜");
    let rows = forms.iter().flat_map(|(form, said)| said.iter().map(move |said| (*form, said)));
    let drawn = rows.map(|(form, (asked, dated))| {
        let ends = dated.interval.and_then(|(low, high)| low.date().zip(high.date()));
        let value = (dated.when.date(), ends);
        Drawn { x: Some(*asked), ..Drawn::named("", name(form, language), None, value) }
    });
    let data = FigureData {
        marks: Marks::Points,
        x_title: known.to_owned(),
        value_title: language.say("Date that was said", "예측한 날짜").to_owned(),
        rows: drawn.collect(),
    };
    let note = language.say(
        "Triangle: later than shown, or never. Grey line: the day of asking.",
        "세모: 그림보다 늦거나 오지 않음. 회색 선: 물은 날.",
    );
    let made = chart("hindcast", &caption, |pen| {
        let edges = (pen.sheet.pick(96.0, 78.0), pen.sheet.plot().1);
        let frame = Frame::new(edges, frame_ends(pen, note)?, (first, last), y);
        frame.draw_y_axis(pen)?;
        frame.draw_x_axis(pen, &frame.whole_x_ticks())?;
        frame.draw_x_title(pen, known)?;
        let today = last.min(y.1);
        pen.line(&[frame.point(first, first), frame.point(today, today)], AXIS, 1.4)?;
        let middle = (forms.len() as f64 - 1.0) / 2.0;
        for (place, (form, said)) in forms.iter().enumerate() {
            draw_form(pen, &frame, (*form, said), (APART * (place as f64 - middle), y.1))?;
        }
        let labels: Vec<EndLabel> =
            forms.iter().filter_map(|(form, said)| label(findings, *form, said, (last, language))).collect();
        frame.draw_end_labels(pen, &labels)
    })?;
    Ok(made.with_data(data))
}

/// What a form said earlier, and says now.
fn said(findings: &Findings, form: Form, last: f64) -> Vec<Said> {
    let earlier =
        findings.hindcast.iter().filter(|said| said.form == form).map(|said| (said.date, said.dated));
    let now = findings.answers.iter().filter(|answer| answer.form == form);
    earlier.chain(now.filter_map(|answer| Some((last, answer.dated.ok()?)))).collect()
}

/// Forms stand beside one another, `shift` SVG units from the date, so that their intervals can be told apart.
fn draw_form(
    pen: &Pen,
    frame: &Frame,
    (form, said): (Form, &[Said]),
    (shift, most): (f64, f64),
) -> Result<(), ChartError> {
    let color = color(form);
    let inside = |when: When| when.date().filter(|date| *date <= most);
    let at = |date: f64, value: f64| -> Point { (frame.x(date) + shift, frame.y(value)) };
    let place = |said: &Said| -> Option<Point> { Some(at(said.0, inside(said.1.when)?)) };
    let places: Vec<Option<Point>> = said.iter().map(place).collect();
    for part in places.split(Option::is_none) {
        let line: Vec<Point> = part.iter().flatten().copied().collect();
        pen.line(&line, color, 2.0)?;
    }
    for (said, place) in said.iter().zip(places) {
        if let Some((low, high)) = said.1.interval.and_then(|(low, high)| Some((inside(low)?, high))) {
            let high = inside(high).unwrap_or(most);
            pen.line(&[at(said.0, low), at(said.0, high)], color, 1.6)?;
        }
        match place {
            Some(place) => pen.dot(place, 4.5, color)?,
            None => {
                let (x, y) = at(said.0, most);
                pen.fill(&[(x - 6.0, y + 8.0), (x + 6.0, y + 8.0), (x, y - 3.0)], color, 0.6)?;
            }
        }
    }
    Ok(())
}

fn label(
    findings: &Findings,
    form: Form,
    said: &[Said],
    (last, language): (f64, Language),
) -> Option<EndLabel> {
    let (_, now) = said.last()?;
    let date = now.when.date();
    let answer = findings.answers.iter().find(|answer| answer.form == form)?;
    // With the digits that the trend's chart and the sentences show.
    let shown =
        form_date(answer, last)?.date.unwrap_or_else(|| language.say("never", "오지 않음").to_owned());
    let name = vec![name(form, language).to_owned(), format!("{}: {shown}", language.say("now", "지금"))];
    let value = date.unwrap_or(f64::INFINITY).min(1e6);
    Some(EndLabel { value, name, color: color(form), swatch: Swatch::Line })
}

fn caption(findings: &Findings, forms: &[(Form, Vec<Said>)], last: f64, language: Language) -> Caption {
    let told = forms.iter().find(|(form, said)| *form == Form::Exponential && said.len() > 1);
    let told = told.or_else(|| forms.iter().find(|(_, said)| said.len() > 1));
    let date = |dated: &Dated| {
        let date = dated.when.date();
        let unit = if date.is_some() { language.say("", "년") } else { "" };
        format!("{}{unit}", short(date, last, language))
    };
    let title = match (language, told.map(|(form, said)| (form, said.as_slice()))) {
        (Language::English, Some((form, [(asked, then), .., (_, now)]))) => format!(
            "What was said earlier: the {} gave {} when asked in {asked:.0}, and gives {} now",
            name(*form, language).to_lowercase(),
            date(then),
            date(now)
        ),
        (Language::Korean, Some((form, [(asked, then), .., (_, now)]))) => format!(
            "이전의 답: {} {asked:.0}년에 물었을 때 {}, 지금은 {}",
            with(name(*form, language), Particle::Topic),
            date(then),
            date(now)
        ),
        (Language::English, _) => "What would have been said earlier".to_owned(),
        (Language::Korean, _) => "이전에 물었다면 나왔을 답".to_owned(),
    };
    let what = what(&findings.series.about, &findings.series.name, language);
    let subtitle = match language {
        Language::English => format!(
            "{what}: date at which each form reaches the target, fitted to the points known at each time. Vertical lines: 95 % intervals."
        ),
        Language::Korean => {
            format!("{what}: 그때까지 알려진 점에 맞춘 각 형태가 목표에 이르는 날짜. 세로선: 95% 신뢰구간.")
        }
    };
    let source = series_source(&findings.series.name, language);
    let description = match language {
        Language::English => format!("{title}. One line for each of {} forms.", forms.len()),
        Language::Korean => format!("{title}. 형태 {}개에 선 하나씩.", forms.len()),
    };
    Caption { title, subtitle, source, description }
}
