//! Chart: how much worse the fit becomes as each free parameter leaves its best value, the others following.

use super::canvas::{Anchor, CONTENT_TOP, Caption, Chart, ChartError, Lettering, Pen, chart};
use super::data::{Drawn, FigureData, Marks};
use super::frame::Frame;
use super::lines::wrap;
use super::style::{AXIS, BLUE, GRID, HAIRLINE, INK, LINE, ORANGE, SOFT_INK, TICK, text_width};
use crate::report::figures::plain;
use crate::report::language::Language;
use crate::study::calibrate::{Calibration, Fitted};

const BOTTOM: f64 = 700.0;

/// Height of a panel on a phone.
const PHONE_HEIGHT: f64 = 150.0;

/// Misfits above this are not drawn: 3.84 is the 95 % point of χ² with one degree of freedom.
const HIGHEST: f64 = 10.0;
const POINT_95: f64 = 3.84;

/// Draws one panel for each parameter. `source`: the line at the bottom.
///
/// # Errors
/// The drawing or the picture could not be made.
pub fn profiles(found: &Calibration, source: &str, language: Language) -> Result<Chart, ChartError> {
    let weak = found.fitted.iter().filter(|one| one.weak).count();
    let (all, told) = (found.fitted.len(), found.fitted.len() - weak);
    let title = match (language, weak) {
        (Language::English, 0) => format!("The targets tell all {all} free parameters"),
        (Language::English, _) => format!("The targets tell {told} of {all} free parameters"),
        (Language::Korean, 0) => format!("목표가 자유 매개변수 {all}개를 모두 정한다"),
        (Language::Korean, _) => format!("목표가 자유 매개변수 {all}개 가운데 {told}개를 정한다"),
    };
    let subtitle = language.say(
        "Misfit (minus twice the log-likelihood, less its lowest) along each parameter, the others free to follow. \
         Values below the dashed line are in the 95 % interval; a flat curve is a weakly identified parameter. \
         Dot: fitted; grey: before.",
        "다른 매개변수를 함께 움직이며 각 매개변수를 따라 잰 어긋남(로그우도의 −2배에서 최솟값을 뺀 것). 점선 아래의 값이 95% 구간에 들고, 평평한 곡선은 잘 정해지지 않는 매개변수다. 점: 맞춘 값, 회색: 이전 값.",
    );
    let caption = Caption {
        title: title.clone(),
        subtitle: subtitle.to_owned(),
        source: source.to_owned(),
        description: title,
    };
    let made = chart("profiles", &caption, |pen| {
        let count = found.fitted.len().max(1);
        let columns = pen.sheet.pick((count as f64).sqrt().ceil().clamp(2.0, 5.0) as usize, 2);
        let rows = count.div_ceil(columns);
        let width = pen.sheet.room() / columns as f64;
        let height = pen.sheet.pick((BOTTOM - CONTENT_TOP) / rows as f64, PHONE_HEIGHT);
        for (index, one) in found.fitted.iter().enumerate() {
            let left = pen.sheet.margin() + width * (index % columns) as f64;
            let top = CONTENT_TOP + height * (index / columns) as f64;
            panel(pen, one, ((left, left + width), (top, top + height)))?;
        }
        Ok(())
    })?;
    let rows = found.fitted.iter().flat_map(|one| {
        one.profile.iter().map(|&(value, misfit)| Drawn {
            x: Some(value),
            ..Drawn::named(&one.free.path, "", None, (Some(misfit), None))
        })
    });
    Ok(made.with_data(FigureData {
        marks: Marks::Lines,
        x_title: language.say("Value of the parameter", "매개변수의 값").to_owned(),
        value_title: language.say("Misfit", "어긋남").to_owned(),
        rows: rows.collect(),
    }))
}

fn panel(
    pen: &Pen,
    one: &Fitted,
    ((left, right), (top, bottom)): ((f64, f64), (f64, f64)),
) -> Result<(), ChartError> {
    let size = TICK - 1.0;
    let color = if one.weak { ORANGE } else { BLUE };
    let frame = Frame::new(
        (left + 16.0, right - 16.0),
        (top + 26.0, bottom - 34.0),
        (one.free.low, one.free.high),
        (0.0, HIGHEST),
    );
    let name = wrap(&one.free.path, right - left - 20.0, size, (true, 1)).concat();
    pen.text(&name, (frame.left, top + 16.0), &Lettering::new(size, INK).bold())?;
    pen.line(&[(frame.left, frame.bottom), (frame.right, frame.bottom)], AXIS, HAIRLINE)?;
    let mut x = frame.left;
    let dashes = frame.y(POINT_95);
    while x < frame.right {
        pen.line(&[(x, dashes), ((x + 5.0).min(frame.right), dashes)], SOFT_INK, HAIRLINE)?;
        x += 10.0;
    }
    let start = frame.x(one.free.start);
    pen.line(&[(start, frame.top), (start, frame.bottom)], GRID, 3.0)?;
    let drawn: Vec<(f64, f64)> =
        one.profile.iter().map(|&(value, misfit)| frame.point(value, misfit.min(HIGHEST))).collect();
    pen.line(&drawn, color, LINE)?;
    pen.dot((frame.x(one.value), frame.bottom), 4.5, color)?;
    let fitted = plain(one.value, 3);
    let half = text_width(&fitted, size, true) / 2.0;
    let middle = frame.x(one.value).clamp(frame.left + half, (frame.right - half).max(frame.left + half));
    for (value, anchor, place) in
        [(one.free.low, Anchor::Start, frame.left), (one.free.high, Anchor::End, frame.right)]
    {
        // A bound that would touch the fitted value is left out.
        if (place - middle).abs() < half + 52.0 {
            continue;
        }
        let digits = if (one.free.high - one.free.low) < 0.5 { 2 } else { 1 };
        let tick = Lettering::new(size - 1.0, SOFT_INK).anchored(anchor);
        pen.text(
            &plain(value, digits + usize::from(one.free.high < 0.1)),
            (place, frame.bottom + 18.0),
            &tick,
        )?;
    }
    pen.text(
        &fitted,
        (middle, frame.bottom + 18.0),
        &Lettering::new(size, color).anchored(Anchor::Middle).bold(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::calibrate::free::Free;
    use crate::study::calibrate::objective::Evaluation;

    #[test]
    fn every_parameter_has_a_panel_and_the_title_counts_the_weak() {
        let one = |path: &str, weak| Fitted {
            free: Free { path: path.to_owned(), low: 0.0, high: 1.0, start: 0.5 },
            value: 0.4,
            posterior: None,
            weak,
            profile: vec![(0.2, 5.0), (0.4, 0.0), (0.6, 20.0)],
        };
        let nothing =
            Evaluation { places: Vec::new(), figures: Vec::new(), errors: Vec::new(), distance: 1.0 };
        let found = Calibration {
            fitted: vec![one("luck.merit", false), one("hiring.mobility", true)],
            start: nothing.clone(),
            best: nothing,
            goals: Vec::new(),
            evaluations: 1,
            emulated: 0,
            improved: false,
        };
        let chart = profiles(&found, "Source: made.", Language::English).expect("drawn");
        for text in ["The targets tell 1 of 2 free parameters", "luck.merit", "hiring.mobility", "0.400"] {
            assert!(chart.svg.contains(text), "{text}");
        }
    }
}
