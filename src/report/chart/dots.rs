//! Chart: how far each simulated figure is from the published one, in half-widths of the interval that agrees with it.

use super::canvas::{Anchor, CONTENT_TOP, Caption, Chart, ChartError, Lettering, Pen, chart};
use super::data::{Drawn, FigureData, Marks};
use super::frame::Frame;
use super::lines::wrap;
use super::rows::Rows;
use super::style::{AXIS, BLUE, GRID, HAIRLINE, INK, LABEL, ORANGE, SOFT_INK, TICK, VERMILLION};
use crate::report::figures::plain;
use crate::report::korean_targets::in_language;
use crate::report::language::Language;
use crate::report::scoreboard::verdict_words;
use crate::study::validate::score::{Count, Figure, Row, Verdict, count};
use plotters::style::RGBColor;

const LEFT: f64 = 470.0;
const RIGHT: f64 = 1130.0;
const BOTTOM: f64 = 655.0;

/// Figures farther off than this are drawn at the edge, with their distance beside them.
const FARTHEST: f64 = 4.0;

/// Draws one row for each target, one dot for each of its figures. `source`: the line at the bottom.
///
/// # Errors
/// The drawing or the picture could not be made.
pub fn dots(rows: &[Row], source: &str, language: Language) -> Result<Chart, ChartError> {
    let title = title(&count(rows), language);
    let subtitle = language.say(
        "Simulated less the middle of the interval that agrees with the published figure, in half-widths of that interval. \
         Between −1 and 1 is inside; amber: near, red: outside. Whiskers: 95 % intervals.",
        "시뮬레이션 값에서 일치 범위의 가운데를 뺀 값, 그 범위 절반의 배수. −1과 1 사이면 범위 안이다. 노랑: 가까움, 빨강: 벗어남. 가로선: 95% 신뢰구간.",
    );
    let caption = Caption {
        title: title.clone(),
        subtitle: subtitle.to_owned(),
        source: source.to_owned(),
        description: title,
    };
    let made = chart("scoreboard", &caption, |pen| {
        let place = ((LEFT, RIGHT), (CONTENT_TOP + pen.sheet.pick(14.0, 30.0), BOTTOM));
        let lines = Rows::new(pen.sheet, place, rows.len(), (-FARTHEST, FARTHEST));
        let frame = &lines.frame;
        let corners = [(-1.0, frame.top), (1.0, frame.top), (1.0, frame.bottom), (-1.0, frame.bottom)];
        pen.fill(&corners.map(|(x, y)| (frame.x(x), y)), BLUE, 0.10)?;
        draw_axis(pen, &lines, language)?;
        let above = (frame.x(0.0), frame.top - 7.0);
        let inside = Lettering::new(TICK, BLUE).anchored(Anchor::Middle);
        pen.text(verdict_words(Verdict::Inside, language), above, &inside)?;
        for (index, row) in rows.iter().enumerate() {
            draw_row(pen, &lines, (index, row), language)?;
        }
        Ok(())
    })?;
    Ok(made.with_data(data(rows, language)))
}

/// How many targets have which verdict; verdicts that none has are left out.
fn title(found: &Count, language: Language) -> String {
    let kinds = [
        (found.inside, Verdict::Inside),
        (found.near, Verdict::Near),
        (found.outside, Verdict::Outside),
        (found.undefined, Verdict::Undefined),
    ];
    let parts = kinds.into_iter().filter(|(count, _)| *count > 0).map(|(count, verdict)| {
        let words = verdict_words(verdict, language).to_lowercase();
        language.say(&format!("{count} {words}"), &format!("{words} {count}개")).to_owned()
    });
    let (parts, targets) = (parts.collect::<Vec<_>>().join(", "), found.targets);
    match language {
        Language::English => format!("Of {targets} published findings: {parts}"),
        Language::Korean => format!("발표된 결과 {targets}개 가운데 {parts}"),
    }
}

fn data(rows: &[Row], language: Language) -> FigureData {
    let drawn = |row: &Row, figure: &Figure| {
        let of = |value| distance(figure, value);
        let ends = of(figure.simulated.low).zip(of(figure.simulated.high));
        Drawn::named(
            &in_language(&figure.label, language),
            &in_language(&row.title, language),
            None,
            (of(figure.simulated.value), ends),
        )
    };
    FigureData {
        marks: Marks::Dots,
        x_title: String::new(),
        value_title: half_widths(language).to_owned(),
        rows: rows.iter().flat_map(|row| row.figures.iter().map(move |figure| drawn(row, figure))).collect(),
    }
}

fn half_widths(language: Language) -> &'static str {
    language.say("half-widths of the interval that agrees", "일치 범위 절반의 배수")
}

fn draw_axis(pen: &Pen, lines: &Rows, language: Language) -> Result<(), ChartError> {
    let lettering = Lettering::new(TICK, SOFT_INK).anchored(Anchor::Middle);
    let frame = &lines.frame;
    let mut value = -FARTHEST;
    while value <= FARTHEST {
        lines.draw_upright(pen, value, if value == 0.0 { AXIS } else { GRID }, HAIRLINE)?;
        pen.text(&plain(value, 0), (frame.x(value), frame.bottom + 21.0), &lettering)?;
        value += 1.0;
    }
    let below = ((frame.left + frame.right) / 2.0, frame.bottom + 41.0);
    pen.text(half_widths(language), below, &lettering)
}

fn draw_row(
    pen: &Pen,
    lines: &Rows,
    (index, row): (usize, &Row),
    language: Language,
) -> Result<(), ChartError> {
    let frame = &lines.frame;
    let middle = lines.middle(index);
    let size = LABEL.min(0.72 * lines.room());
    let room = pen.sheet.pick(frame.left - 60.0, pen.sheet.room());
    let title = wrap(&in_language(&row.title, language), room, size, (false, 1)).concat();
    lines.draw_name(pen, index, (&title, ""), (size, color(row.verdict, INK)))?;
    pen.line(&[(frame.left, middle), (frame.right, middle)], GRID, HAIRLINE)?;
    for figure in &row.figures {
        draw_figure(pen, frame, figure, middle)?;
    }
    Ok(())
}

fn draw_figure(pen: &Pen, frame: &Frame, figure: &Figure, middle: f64) -> Result<(), ChartError> {
    let color = color(figure.verdict, BLUE);
    if figure.published.is_none() || figure.never {
        // A date that never comes: met or missed, there is no distance.
        let place = if figure.verdict == Verdict::Inside { 0.0 } else { FARTHEST };
        return pen.diamond((frame.x(place), middle), 6.0, color, 0.85);
    }
    let Some(distance) = distance(figure, figure.simulated.value) else { return Ok(()) };
    if distance.abs() > FARTHEST {
        let (edge, inward) = if distance > 0.0 { (FARTHEST, -1.0) } else { (-FARTHEST, 1.0) };
        let tip = frame.x(edge);
        let corners =
            [(tip, middle), (tip + inward * 11.0, middle - 6.0), (tip + inward * 11.0, middle + 6.0)];
        pen.fill(&corners, color, 1.0)?;
        let text = plain(distance, 1);
        let anchor = if distance > 0.0 { Anchor::End } else { Anchor::Start };
        let lettering = Lettering::new(TICK - 1.0, color).anchored(anchor);
        return pen.text(&text, (tip + 16.0 * inward, middle + 0.36 * TICK), &lettering);
    }
    if let Some((low, high)) =
        self::distance(figure, figure.simulated.low).zip(self::distance(figure, figure.simulated.high))
    {
        pen.line(&[(frame.x(low), middle), (frame.x(high), middle)], color, 2.0)?;
    }
    pen.dot((frame.x(distance), middle), 4.2, color)
}

/// A value as a distance from the middle of the interval that agrees, in its half-widths.
fn distance(figure: &Figure, value: Option<f64>) -> Option<f64> {
    let [low, high] = figure.accept?;
    let distance = (value? - (low + high) / 2.0) / ((high - low) / 2.0);
    distance.is_finite().then_some(distance)
}

fn color(verdict: Verdict, inside: RGBColor) -> RGBColor {
    match verdict {
        Verdict::Inside => inside,
        Verdict::Near => ORANGE,
        Verdict::Outside | Verdict::Undefined => VERMILLION,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::scoreboard::made::{figure, row};

    #[test]
    fn the_title_counts_and_every_target_is_named() {
        let rows = [
            row("Schooling", vec![figure("", 0.56, 0.06, 0.57, Verdict::Inside)]),
            row("Gini", vec![figure("", 0.27, 0.04, 0.9, Verdict::Outside)]),
        ];
        let chart = dots(&rows, "Source: made.", Language::English).expect("drawn");
        for text in ["Of 2 published findings: 1 inside, 1 outside", ">\nSchooling", ">\nGini", "15.8"] {
            assert!(chart.svg.contains(text), "{text}");
        }
        assert!(dots(&[], "", Language::Korean).is_ok());
    }
}
