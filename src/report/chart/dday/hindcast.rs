//! Chart: which date each form would have given at earlier times.

use super::super::canvas::{Anchor, CONTENT_TOP, Caption, Chart, ChartError, Lettering, Pen, Point, chart};
use super::super::frame::{EndLabel, Frame, rounded_out};
use super::super::style::{AXIS, HAIRLINE, SOFT_INK, TICK, WIDTH};
use super::{color, name, short};
use crate::study::dday::Findings;
use crate::study::dday::date::{Dated, When};
use crate::study::dday::forms::Form;

/// One form at one time: when it was asked, and what it said.
type Said = (f64, Dated);

/// Draws the chart.
pub fn hindcast(findings: &Findings) -> Result<Chart, ChartError> {
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
    let frame = Frame::new((96.0, 930.0), (CONTENT_TOP + 22.0, 640.0), (first, last), y);
    let caption = caption(findings, &forms, last);
    chart("hindcast", &caption, |pen| {
        frame.draw_y_axis(pen)?;
        frame.draw_x_axis(pen, &frame.whole_x_ticks())?;
        let axis = Lettering::new(TICK, SOFT_INK).anchored(Anchor::Middle);
        let below = ((frame.left + frame.right) / 2.0, frame.bottom + 50.0);
        pen.text("Last date of the points that were known", below, &axis)?;
        let today = last.min(y.1);
        pen.line(&[frame.point(first, first), frame.point(today, today)], AXIS, 1.4)?;
        for (form, said) in &forms {
            draw_form(pen, &frame, (*form, said), y.1)?;
        }
        let labels: Vec<EndLabel> =
            forms.iter().filter_map(|(form, said)| label(*form, said, last)).collect();
        frame.draw_end_labels(pen, &labels)?;
        let upper = (WIDTH - 44.0, frame.top - 14.0);
        let beyond = Lettering::new(TICK - 1.0, SOFT_INK).anchored(Anchor::End);
        pen.text("Triangle: later than shown, or never. Grey line: the day of asking.", upper, &beyond)
    })
}

/// What a form said earlier, and says now.
fn said(findings: &Findings, form: Form, last: f64) -> Vec<Said> {
    let earlier =
        findings.hindcast.iter().filter(|said| said.form == form).map(|said| (said.date, said.dated));
    let now = findings.answers.iter().filter(|answer| answer.form == form);
    earlier.chain(now.filter_map(|answer| Some((last, answer.dated.ok()?)))).collect()
}

fn draw_form(pen: &Pen, frame: &Frame, (form, said): (Form, &[Said]), most: f64) -> Result<(), ChartError> {
    let color = color(form);
    let inside = |when: When| when.date().filter(|date| *date <= most);
    let place = |said: &Said| -> Option<Point> { Some(frame.point(said.0, inside(said.1.when)?)) };
    let places: Vec<Option<Point>> = said.iter().map(place).collect();
    for part in places.split(Option::is_none) {
        let line: Vec<Point> = part.iter().flatten().copied().collect();
        pen.line(&line, color, 2.0)?;
    }
    for (said, place) in said.iter().zip(places) {
        if let Some((low, high)) = said.1.interval.and_then(|(low, high)| Some((inside(low)?, high))) {
            let high = inside(high).unwrap_or(most);
            pen.line(&[frame.point(said.0, low), frame.point(said.0, high)], color, HAIRLINE)?;
        }
        match place {
            Some(place) => pen.dot(place, 4.5, color)?,
            None => {
                let (x, y) = frame.point(said.0, most);
                pen.fill(&[(x - 6.0, y + 8.0), (x + 6.0, y + 8.0), (x, y - 3.0)], color, 0.6)?;
            }
        }
    }
    Ok(())
}

fn label(form: Form, said: &[Said], last: f64) -> Option<EndLabel> {
    let (_, now) = said.last()?;
    let date = now.when.date();
    let name = vec![name(form).to_owned(), format!("now: {}", short(date, last))];
    Some(EndLabel { value: date.unwrap_or(f64::INFINITY).min(1e6), name, color: color(form) })
}

fn caption(findings: &Findings, forms: &[(Form, Vec<Said>)], last: f64) -> Caption {
    let told = forms.iter().find(|(form, said)| *form == Form::Exponential && said.len() > 1);
    let told = told.or_else(|| forms.iter().find(|(_, said)| said.len() > 1));
    let title = match told.map(|(form, said)| (form, said.as_slice())) {
        Some((form, [(asked, then), .., (_, now)])) => format!(
            "What was said earlier: the {} gave {} when asked in {asked:.0}, and gives {} now",
            name(*form).to_lowercase(),
            short(then.when.date(), last),
            short(now.when.date(), last)
        ),
        _ => "What would have been said earlier".to_owned(),
    };
    let about = &findings.series.about;
    let what = about.title.as_ref().unwrap_or(&findings.series.name);
    let subtitle = format!(
        "{what}: date at which each form reaches the target, fitted to the points known at each time. Vertical lines: 95 % intervals."
    );
    let source =
        format!("Source: series {}; fits: iqsim {}.", findings.series.name, env!("CARGO_PKG_VERSION"));
    let description = format!("{title}. One line for each of {} forms.", forms.len());
    Caption { title, subtitle, source, description }
}
