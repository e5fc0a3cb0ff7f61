//! Chart: where worlds lie year by year, once by what assumptions leave open and once by what chance adds.

use super::canvas::{CONTENT_TOP, Caption, Chart, ChartError, Lettering, Pen, chart};
use super::data::{Drawn, FigureData, Marks, drawn_rows};
use super::frame::{Frame, Mark, rounded_out};
use super::lines::wrap;
use super::style::{BLUE, INK, LINE, SOFT_INK, TICK, VERMILLION};
use crate::report::figures::Scale;
use crate::report::language::Language;
use crate::report::metric_names::{capitalised, in_words};
use crate::report::sensitivity_words::percent;
use crate::study::ensemble::{Bands, Ensemble};
use plotters::style::RGBColor;

const TOP: f64 = CONTENT_TOP + 44.0;
const BOTTOM: f64 = 650.0;

/// Left and right edge of the two panels.
const PANELS: [(f64, f64); 2] = [(96.0, 600.0), (680.0, 1150.0)];

const OPACITY: f64 = 0.22;

/// One half of the chart.
struct Panel {
    name: &'static str,
    of: fn(&Bands) -> [f64; 4],
    color: RGBColor,
}

/// Draws one metric of an ensemble. `source`: the line at the bottom.
///
/// # Errors
/// The drawing or the picture could not be made.
pub fn fan(found: &Ensemble, source: &str, language: Language) -> Result<Chart, ChartError> {
    let scale = Scale::of_unit(&found.unit);
    let years = (
        found.years.first().map_or(0.0, |bands| f64::from(bands.year)),
        found.years.last().map_or(1.0, |bands| f64::from(bands.year)),
    );
    let ends = found.years.iter().flat_map(|bands| {
        [bands.assumptions, bands.chance, bands.worlds]
            .into_iter()
            .flatten()
            .map(|value| scale.factor * value)
    });
    let range =
        ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| (low.min(end), high.max(end)));
    let range = rounded_out(if range.0 <= range.1 { range } else { (0.0, 1.0) });
    let panels = [
        Panel {
            name: language.say("What assumptions leave open", "가정에 따라 달라지는 폭"),
            of: |bands| bands.assumptions,
            color: BLUE,
        },
        Panel {
            name: language.say("What chance alone adds", "우연만으로 생기는 폭"),
            of: |bands| bands.chance,
            color: VERMILLION,
        },
    ];
    let caption = caption(found, &scale, source, language);
    let made = chart("fan", &caption, |pen| {
        for (panel, edges) in panels.iter().zip(PANELS) {
            let top = pen.lowest() + 44.0;
            let (edges, ends) =
                pen.sheet.pick((edges, (TOP, BOTTOM)), (pen.sheet.plot(), (top, top + 230.0)));
            let frame = Frame::new(edges, ends, years, range);
            let left = pen.sheet.pick(frame.left, pen.sheet.margin());
            pen.text(panel.name, (left, frame.top - 18.0), &Lettering::new(TICK + 1.0, panel.color).bold())?;
            frame.draw_y_axis(pen)?;
            draw_bands(pen, &frame, found, (panel, scale.factor))?;
            let every = pen.sheet.pick(2, 1);
            frame.draw_x_axis(pen, &frame.whole_x_ticks().into_iter().step_by(every).collect::<Vec<_>>())?;
        }
        let note = language.say(
            "Line: the middle world. Dark: half of the worlds. Pale: nine tenths.",
            "선: 중앙값. 진한 띠: 세계의 절반. 연한 띠: 열에 아홉.",
        );
        let closed = language.say(
            " Where a band closes, its part cannot be told from zero.",
            " 띠가 닫힌 해에는 그 몫이 0과 구별되지 않는다.",
        );
        let closes =
            |panel: &Panel| found.years.iter().any(|bands| (panel.of)(bands)[0] == (panel.of)(bands)[3]);
        let note = format!("{note}{}", if panels.iter().any(closes) { closed } else { "" });
        let place = pen.sheet.pick((96.0, BOTTOM + 50.0), (pen.sheet.margin(), pen.lowest() + 30.0));
        pen.lines(&wrap(&note, pen.sheet.room(), TICK, (false, 3)), place, &Lettering::new(TICK, SOFT_INK))
    })?;
    Ok(made.with_data(data(found, &scale, &panels, language)))
}

fn draw_bands(
    pen: &Pen,
    frame: &Frame,
    found: &Ensemble,
    (panel, factor): (&Panel, f64),
) -> Result<(), ChartError> {
    let place = |bands: &Bands, value: f64| frame.point(f64::from(bands.year), factor * value);
    for (low, high) in [(0, 3), (1, 2)] {
        let upper = found.years.iter().map(|bands| place(bands, (panel.of)(bands)[high]));
        let lower = found.years.iter().rev().map(|bands| place(bands, (panel.of)(bands)[low]));
        pen.fill(&upper.chain(lower).collect::<Vec<_>>(), panel.color, OPACITY)?;
    }
    let line: Vec<_> = found.years.iter().map(|bands| place(bands, bands.middle)).collect();
    pen.line(&line, INK, LINE)
}

fn caption(found: &Ensemble, scale: &Scale, source: &str, language: Language) -> Caption {
    let name = in_words(&found.metric, language);
    let year = found.years.last().map_or(0, |bands| bands.year);
    let share = found.split.assumptions;
    let title = match (language, share.low.zip(share.high)) {
        (Language::English, Some((low, _))) if low > 0.5 => {
            format!("Assumptions more than chance decide {name}")
        }
        (Language::English, Some((_, high))) if high < 0.5 => {
            format!("Chance more than assumptions decides {name}")
        }
        (Language::English, _) => format!("What assumptions and chance leave open: {name}"),
        (Language::Korean, Some((low, _))) if low > 0.5 => {
            format!("{name}: 우연보다 가정이 더 많이 결정한다")
        }
        (Language::Korean, Some((_, high))) if high < 0.5 => {
            format!("{name}: 가정보다 우연이 더 많이 결정한다")
        }
        (Language::Korean, _) => format!("{name}: 가정과 우연이 남기는 폭"),
    };
    let percents = if scale.suffix.is_empty() { "" } else { language.say(", percent", ", 퍼센트") };
    let subtitle = match (language, share.value) {
        (Language::English, Some(_)) => format!(
            "{}{percents}. Assumptions have {} of the variance between worlds in {year}.",
            capitalised(&name),
            percent(&share, language)
        ),
        (Language::Korean, Some(_)) => {
            format!(
                "{name}{percents}. {year}년에 세계 사이의 분산 가운데 가정의 몫은 {}이다.",
                percent(&share, language)
            )
        }
        _ => format!("{}{percents}.", capitalised(&name)),
    };
    Caption { title: title.clone(), subtitle, source: source.to_owned(), description: title }
}

/// The lines and bands of both panels.
fn data(found: &Ensemble, scale: &Scale, panels: &[Panel], language: Language) -> FigureData {
    let half = language.say("half of the worlds", "세계의 절반");
    let most = language.say("nine tenths of the worlds", "세계의 열에 아홉");
    let mut rows: Vec<Drawn> = Vec::new();
    for panel in panels {
        for (name, (low, high)) in [(most, (0, 3)), (half, (1, 2))] {
            let mark = |bands: &Bands| {
                let limits = (panel.of)(bands).map(|value| scale.factor * value);
                let middle = Some(scale.factor * bands.middle);
                Mark::new(f64::from(bands.year), middle, Some((limits[low], limits[high])))
            };
            rows.extend(drawn_rows(panel.name, name, &found.years.iter().map(mark).collect::<Vec<_>>()));
        }
    }
    let value = capitalised(&in_words(&found.metric, language));
    let x_title = language.say("Year", "연도").to_owned();
    FigureData { marks: Marks::Lines, x_title, value_title: value, rows }
}
