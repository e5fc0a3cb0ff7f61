//! Charts of sensitivity: bars of indices, bars of effects, a tornado.

use super::canvas::{CONTENT_TOP, Caption, Chart, ChartError, Pen, chart};
use super::data::{Drawn, FigureData, Marks};
use super::frame::{Frame, rounded_out};
use super::rows::Rows;
use super::style::{AXIS, BLUE, INK, LABEL, VERMILLION, text_width};
use crate::report::figures::Scale;
use crate::report::language::Language;
use crate::report::metric_names::capitalised;
use crate::report::sensitivity_words::{MATTERS, acts, by_size, measure_words};
use crate::scenario::notation::excerpt;
use crate::store::interval::Interval;
use crate::study::sensitivity::index::Index;
use crate::study::sensitivity::morris::Morris;
use crate::study::sensitivity::sobol::Sobol;
use crate::study::sensitivity::tornado::Tornado;
use crate::study::sweep::plan::Plan;
use plotters::style::RGBColor;

/// Parameters in a chart, the strongest ones.
const MOST: usize = 16;

const LEFT: f64 = 400.0;
const RIGHT: f64 = 1140.0;
const BOTTOM: f64 = 660.0;

/// A bar from one place to another with a whisker.
struct Bar {
    /// Which of the bars of a row.
    name: &'static str,
    from: f64,
    to: f64,
    whisker: Option<(f64, f64)>,
    color: RGBColor,
    opacity: f64,
    /// Share of the row that it fills.
    thickness: f64,
}

/// A parameter and its bars.
struct Line {
    name: String,
    bars: Vec<Bar>,
}

fn bar(name: &'static str, index: &Index, color: RGBColor, (opacity, thickness): (f64, f64)) -> Bar {
    let whisker = index.low.zip(index.high);
    Bar { name, from: 0.0, to: index.value.unwrap_or(0.0), whisker, color, opacity, thickness }
}

/// Bars of total indices with first-order indices in them.
///
/// # Errors
/// The drawing or the picture could not be made.
pub fn sobol(
    plan: &Plan,
    measure: &str,
    found: &Sobol,
    (source, language): (&str, Language),
) -> Result<Chart, ChartError> {
    let order = by_size(found.total.iter().map(|index| index.value));
    let line = |&axis: &usize| {
        let clear = found.total[axis].is_above(MATTERS);
        let color = if clear { BLUE } else { AXIS };
        let first = Index { low: None, high: None, ..found.first[axis] };
        let names = [["with interactions", "상호작용 포함"], ["alone", "단독"]];
        let [total, alone] = names.map(|[english, korean]| language.say(english, korean));
        let bars =
            vec![bar(total, &found.total[axis], color, (0.35, 0.62)), bar(alone, &first, color, (1.0, 0.3))];
        Line { name: plan.axes[axis].name.clone(), bars }
    };
    let name = measure_words(measure, language);
    let clear: Vec<&str> = order
        .iter()
        .filter(|&&axis| found.total[axis].is_above(MATTERS))
        .take(2)
        .map(|&axis| plan.axes[axis].name.as_str())
        .collect();
    let title = match (language, clear.as_slice()) {
        (Language::English, []) => format!("No parameter can be told to decide {name}"),
        (Language::English, [one]) => format!("{one} decides {name}"),
        (Language::English, [one, other, ..]) => format!("{one}, then {other} decide {name}"),
        (Language::Korean, []) => format!("{name}: 결정한다고 말할 수 있는 매개변수가 없다"),
        (Language::Korean, [one]) => format!("{name}: {one}에 달려 있다"),
        (Language::Korean, [one, other, ..]) => format!("{name}: {one}, 그다음 {other}에 달려 있다"),
    };
    let chance = match found.corrected {
        true => language.say("chance is taken out", "우연은 뺐다"),
        false => language.say("one replicate: chance is in them", "반복이 한 번뿐이라 우연이 섞여 있다"),
    };
    let subtitle = match language {
        Language::English => format!(
            "Shares of variance, percent; {chance}. Dark: the parameter alone. Pale: with its interactions, and 95 % interval. \
             Grey: a share above 1 % cannot be told."
        ),
        Language::Korean => format!(
            "분산에서 차지하는 비중(%), {chance}. 진한 막대: 매개변수 단독. 연한 막대: 상호작용 포함, 95% 신뢰구간. 회색: 1%를 넘는다고 말할 수 없다."
        ),
    };
    draw(
        "indices",
        &caption(title, subtitle, source),
        &order.iter().take(MOST).map(line).collect::<Vec<_>>(),
        100.0,
    )
}

/// Bars of mean sizes of effects.
///
/// # Errors
/// The drawing or the picture could not be made.
pub fn morris(
    plan: &Plan,
    measure: &str,
    found: &Morris,
    (source, language): (&str, Language),
) -> Result<Chart, ChartError> {
    let order = by_size(found.effects.iter().map(|effect| effect.strength.value));
    let line = |&axis: &usize| {
        let effect = &found.effects[axis];
        let color = if acts(found, axis) { BLUE } else { AXIS };
        let sigma = Index { low: None, high: None, ..effect.sigma };
        let names = [["strength", "세기"], ["spread", "산포"]];
        let [strength, spread] = names.map(|[english, korean]| language.say(english, korean));
        let bars = vec![
            bar(strength, &effect.strength, color, (0.8, 0.5)),
            bar(spread, &sigma, VERMILLION, (1.0, 0.1)),
        ];
        Line { name: plan.axes[axis].name.clone(), bars }
    };
    let name = measure_words(measure, language);
    let strongest = order.iter().find(|&&axis| acts(found, axis)).map(|&axis| &plan.axes[axis].name);
    let title = match (language, strongest) {
        (Language::English, Some(axis)) => format!("{axis} moves {name} most"),
        (Language::English, None) => format!("No parameter can be told to move {name}"),
        (Language::Korean, Some(axis)) => format!("{name}: {axis}의 영향이 가장 크다"),
        (Language::Korean, None) => format!("{name}: 영향이 있다고 말할 수 있는 매개변수가 없다"),
    };
    let subtitle = language
        .say(
            "Root mean square change over the whole range of the parameter, with 95 % interval. Thin: how much the change \
             depends on everything else. Grey: cannot be told from no influence.",
            "매개변수의 전체 범위에 걸친 변화의 제곱평균제곱근과 95% 신뢰구간. 가는 막대: 변화가 다른 모든 것에 달린 정도. 회색: 영향이 없는 것과 구별되지 않는다.",
        )
        .to_owned();
    draw(
        "screening",
        &caption(title, subtitle, source),
        &order.iter().take(MOST).map(line).collect::<Vec<_>>(),
        1.0,
    )
}

/// A tornado: what each parameter does alone.
///
/// # Errors
/// The drawing or the picture could not be made.
pub fn tornado(
    plan: &Plan,
    (measure, unit): (&str, &str),
    found: &Tornado,
    (source, language): (&str, Language),
) -> Result<Chart, ChartError> {
    let order = by_size(found.bars.iter().map(|bar| Some(bar.size())));
    let line = |&index: &usize| {
        let one = &found.bars[index];
        let half = |name: &'static str, interval: &Interval, color: RGBColor| {
            let color = if interval.excludes_zero() == Some(true) { color } else { AXIS };
            let (value, low, high) = (interval.value, interval.low, interval.high);
            bar(name, &Index { value, low, high }, color, (0.75, 0.56))
        };
        let name = format!("{}  {} … {}", plan.axes[one.axis].name, one.ends.0, one.ends.1);
        let bars = vec![
            half(language.say("low", "낮을 때"), &one.low, VERMILLION),
            half(language.say("high", "높을 때"), &one.high, BLUE),
        ];
        Line { name, bars }
    };
    let name = measure_words(measure, language);
    let clear = order.iter().map(|&index| &found.bars[index]).find(|bar| bar.is_clear());
    let warning = match found.interacts {
        true => language.say(
            " Parameters interact: together they do more or less than alone.",
            " 매개변수들이 상호작용한다: 함께 움직이면 따로 움직일 때의 합과 다르다.",
        ),
        false => "",
    };
    let title = match (language, clear.map(|bar| &plan.axes[bar.axis].name)) {
        (Language::English, Some(axis)) => {
            format!("{}: {axis} makes the largest difference alone", capitalised(&name))
        }
        (Language::English, None) => format!("No parameter alone makes a clear difference to {name}"),
        (Language::Korean, Some(axis)) => format!("{name}: 하나씩 움직일 때 {axis}에 따른 차이가 가장 크다"),
        (Language::Korean, None) => format!("{name}: 하나씩 움직일 때 뚜렷한 차이를 만드는 매개변수가 없다"),
    };
    let scale = Scale::of_difference(unit);
    let points = language.say(", percentage points", "(퍼센트포인트)");
    let unit = if scale.suffix.is_empty() { "" } else { points };
    let subtitle = match language {
        Language::English => format!(
            "Change from the middle{unit}: orange with the parameter low, blue with it high; whiskers: 95 % intervals. Grey: cannot \
             be told from zero.{warning}"
        ),
        Language::Korean => format!(
            "가운데 값에서의 변화{unit}. 주황: 매개변수가 낮을 때, 파랑: 높을 때. 가로선: 95% 신뢰구간. 회색: 0과 구별되지 않는다.{warning}"
        ),
    };
    draw(
        "tornado",
        &caption(title, subtitle, source),
        &order.iter().take(MOST).map(line).collect::<Vec<_>>(),
        scale.factor,
    )
}

fn caption(title: String, subtitle: String, source: &str) -> Caption {
    Caption { description: title.clone(), title, subtitle, source: source.to_owned() }
}

/// Draws lines of bars over a common axis; `factor` turns values into the units shown.
fn draw(name: &'static str, caption: &Caption, lines: &[Line], factor: f64) -> Result<Chart, ChartError> {
    let bars = || lines.iter().flat_map(|line| &line.bars);
    let ends = bars().flat_map(|bar| {
        [0.0, bar.to, bar.whisker.map_or(bar.to, |w| w.0), bar.whisker.map_or(bar.to, |w| w.1)]
    });
    let range = ends
        .filter(|end| end.is_finite())
        .fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end * factor), high.max(end * factor)));
    let x = rounded_out(range);
    let made = chart(name, caption, |pen| {
        let place = ((LEFT, RIGHT), (CONTENT_TOP + 16.0, BOTTOM));
        let rows = Rows::new(pen.sheet, place, lines.len(), x);
        rows.draw_axis(pen, x)?;
        for (row, line) in lines.iter().enumerate() {
            let name = fitting(&line.name, pen.sheet.pick(LEFT - 60.0, pen.sheet.room()));
            rows.draw_name(pen, row, (&name, ""), (LABEL, INK))?;
            let size = (rows.middle(row), rows.room().min(64.0), factor);
            line.bars.iter().try_for_each(|bar| draw_bar(pen, &rows.frame, bar, size))?;
            // After all bars of the row: one bar may lie over the whisker of another.
            line.bars.iter().try_for_each(|bar| draw_whisker(pen, &rows.frame, bar, size))?;
        }
        rows.draw_upright(pen, 0.0, INK, 1.4)
    })?;
    let scaled = |(low, high): (f64, f64)| (low * factor, high * factor);
    let row = |line: &Line, bar: &Bar| {
        let value = (Some(bar.to * factor), bar.whisker.map(scaled));
        Drawn::named(bar.name, &line.name, Some(bar.from * factor), value)
    };
    Ok(made.with_data(FigureData {
        marks: Marks::Bars,
        x_title: String::new(),
        value_title: caption.subtitle.clone(),
        rows: lines.iter().flat_map(|line| line.bars.iter().map(move |bar| row(line, bar))).collect(),
    }))
}

/// As much of a name as fits.
fn fitting(name: &str, room: f64) -> String {
    let mut length = name.chars().count();
    while length > 4 && text_width(&excerpt(name, length), LABEL, false) > room {
        length -= 1;
    }
    excerpt(name, length)
}

fn draw_bar(
    pen: &Pen,
    frame: &Frame,
    bar: &Bar,
    (middle, height, factor): (f64, f64, f64),
) -> Result<(), ChartError> {
    let (from, to, half) =
        (frame.x(bar.from * factor), frame.x(bar.to * factor), bar.thickness * height / 2.0);
    let corners = [(from, middle - half), (to, middle - half), (to, middle + half), (from, middle + half)];
    pen.fill(&corners, bar.color, bar.opacity)
}

/// The interval of a bar, with a light border by which it is seen on a dark bar too.
fn draw_whisker(
    pen: &Pen,
    frame: &Frame,
    bar: &Bar,
    (middle, _, factor): (f64, f64, f64),
) -> Result<(), ChartError> {
    let Some((low, high)) = bar.whisker else { return Ok(()) };
    let (low, high) = (frame.x(low * factor), frame.x(high * factor));
    for (color, width) in [(RGBColor(255, 255, 255), 4.0), (INK, 1.5)] {
        pen.line(&[(low, middle), (high, middle)], color, width)?;
        for end in [low, high] {
            pen.line(&[(end, middle - 4.0), (end, middle + 4.0)], color, width)?;
        }
    }
    Ok(())
}
