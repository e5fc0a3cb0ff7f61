//! Chart: how the parts of a change lead from the first value to the last.

use super::canvas::{CONTENT_TOP, Caption, Chart, ChartError, Lettering, Pen, chart};
use super::data::{Drawn, FigureData, Marks};
use super::frame::{Frame, rounded_out};
use super::rows::Rows;
use super::sheet::Sheet;
use super::style::{AXIS, BLUE, GREEN, HAIRLINE, INK, LABEL, VERMILLION};
use crate::report::attribution_words::{is_clear, mechanism_words};
use crate::report::figures::Scale;
use crate::report::language::Language;
use crate::report::metric_names::{capitalised, in_words, value_of};
use crate::report::verdict::Verdict;
use crate::store::interval::Interval;
use crate::study::attribution::{Attribution, Split};
use plotters::style::RGBColor;

const LEFT: f64 = 290.0;
const RIGHT: f64 = 960.0;
const BOTTOM: f64 = 660.0;

/// One row: from where to where its bar reaches, in the units of the axis.
struct Bar {
    name: String,
    from: f64,
    to: f64,
    /// Ends of the interval around `to`.
    ends: Option<(f64, f64)>,
    value: String,
    color: RGBColor,
}

/// Draws the parts of the change of one metric, the largest first. `source`: the line at the bottom.
///
/// # Errors
/// The drawing or the picture could not be made.
pub fn waterfall(
    found: &Attribution,
    split: &Split,
    (source, language): (&str, Language),
) -> Result<Chart, ChartError> {
    let bars = bars(found, split, language);
    let caption = Caption {
        title: title(found, split, language),
        subtitle: subtitle(found, split, language),
        source: source.to_owned(),
        description: title(found, split, language),
    };
    let spread = bars.iter().flat_map(|bar| {
        let (low, high) = bar.ends.unwrap_or((bar.to, bar.to));
        [bar.from, bar.to, low, high]
    });
    let range = spread.filter(|end| end.is_finite()).fold(None, |range: Option<(f64, f64)>, end| {
        let (low, high) = range.unwrap_or((end, end));
        Some((low.min(end), high.max(end)))
    });
    let x = rounded_out(range.unwrap_or((0.0, 1.0)));
    let rows = bars.iter().map(|bar| Drawn::named("", &bar.name, Some(bar.from), (Some(bar.to), bar.ends)));
    let data = FigureData {
        marks: Marks::Bars,
        x_title: String::new(),
        value_title: capitalised(&in_words(&split.metric, language)),
        rows: rows.collect(),
    };
    let made = chart("waterfall", &caption, |pen| {
        let place = ((LEFT, RIGHT), (CONTENT_TOP + 8.0, BOTTOM));
        let rows = Rows::new(pen.sheet, place, bars.len(), x);
        rows.draw_axis(pen, x)?;
        for (row, bar) in bars.iter().enumerate() {
            rows.draw_name(pen, row, (&bar.name, &bar.value), (LABEL, INK))?;
            draw_bar(pen, &rows.frame, bar, (rows.middle(row), 0.32 * rows.room().min(56.0)))?;
            // A thread from the end of each bar to the beginning of the next.
            if row + 1 < bars.len() {
                rows.draw_thread(pen, row, bar.to, (AXIS, HAIRLINE))?;
            }
        }
        Ok(())
    })?;
    Ok(made.with_data(data))
}

/// First value, inertia, parts from the largest to the smallest, last value.
fn bars(found: &Attribution, split: &Split, language: Language) -> Vec<Bar> {
    let (scale, change) = (Scale::of_unit(&split.unit), Scale::of_difference(&split.unit));
    let (Some(before), Some(after)) = (split.before.value, split.after.value) else { return Vec::new() };
    let level = |year: i32, interval: &Interval, value: f64| Bar {
        name: language.year(year),
        from: value * scale.factor,
        to: value * scale.factor,
        ends: interval.low.zip(interval.high).map(|(low, high)| (low * scale.factor, high * scale.factor)),
        value: language.percents(&scale.with_error(interval)),
        color: BLUE,
    };
    let mut parts: Vec<(String, Interval, bool)> = split
        .parts
        .iter()
        .map(|part| {
            let name = mechanism_words(part.mechanism, language).to_owned();
            (name, part.interval, is_clear(part, &split.unit))
        })
        .collect();
    parts.sort_by(|a, b| b.1.value.map_or(0.0, f64::abs).total_cmp(&a.1.value.map_or(0.0, f64::abs)));
    let inertia_clear = matches!(Verdict::of(&split.inertia, &change), Verdict::Rises | Verdict::Falls);
    parts.insert(
        0,
        (
            language.say("if nothing went on", "메커니즘이 모두 멈추었을 때").to_owned(),
            split.inertia,
            inertia_clear,
        ),
    );
    let mut bars = vec![level(found.from, &split.before, before)];
    let mut reached = before;
    for (name, interval, clear) in parts {
        let start = reached;
        reached += interval.value.unwrap_or(0.0);
        let half = interval.half_width().unwrap_or(0.0);
        bars.push(Bar {
            name,
            from: start * scale.factor,
            to: reached * scale.factor,
            ends: (half > 0.0).then_some(((reached - half) * scale.factor, (reached + half) * scale.factor)),
            value: language.percents(&change.change_with_error(&interval)),
            color: match (clear, reached > start) {
                (false, _) => AXIS,
                (true, true) => GREEN,
                (true, false) => VERMILLION,
            },
        });
    }
    bars.push(level(found.to, &split.after, after));
    bars
}

fn draw_bar(pen: &Pen, frame: &Frame, bar: &Bar, (middle, half): (f64, f64)) -> Result<(), ChartError> {
    let (from, to) = (frame.x(bar.from), frame.x(bar.to));
    if bar.from == bar.to {
        pen.diamond((to, middle), 8.0, bar.color, 1.0)?;
    } else {
        let corners =
            [(from, middle - half), (to, middle - half), (to, middle + half), (from, middle + half)];
        pen.fill(&corners, bar.color, 0.75)?;
    }
    if let Some((low, high)) = bar.ends {
        pen.line(&[(frame.x(low), middle), (frame.x(high), middle)], INK, 1.6)?;
        for end in [low, high] {
            let x = frame.x(end);
            pen.line(&[(x, middle - 4.0), (x, middle + 4.0)], INK, 1.6)?;
        }
    }
    if pen.sheet == Sheet::Phone {
        return Ok(());
    }
    pen.text(&bar.value, (frame.right + 18.0, middle + 0.36 * LABEL), &Lettering::new(LABEL, INK))
}

/// The finding: how much changes, and the largest clear part of it.
fn title(found: &Attribution, split: &Split, language: Language) -> String {
    let name = capitalised(&in_words(&split.metric, language));
    let shown = |interval: &Interval| language.percents(&value_of(interval, &split.unit));
    let (before, after) = (shown(&split.before), shown(&split.after));
    let (from, to) = (found.from, found.to);
    if split.before.value.or(split.after.value).is_none() {
        return match language {
            Language::English => format!("{name} is undefined, {}", language.years(from, to)),
            Language::Korean => format!("{name}, 정의되지 않음, {}", language.years(from, to)),
        };
    }
    let told = Verdict::of(&split.change, &Scale::of_difference(&split.unit)) != Verdict::CannotTell;
    let plain_name = in_words(&split.metric, language);
    let course = match (language, told) {
        (Language::English, _) if before == after => {
            format!("{name} hardly changes: {after}, {}", language.years(from, to))
        }
        (Language::Korean, _) if before == after => {
            format!("{name}, 거의 변하지 않음: {after}, {}", language.years(from, to))
        }
        (Language::English, true) => format!("{name} goes from {before} ({from}) to {after} ({to})"),
        (Language::Korean, true) => format!("{name}: {from}년 {before} → {to}년 {after}"),
        (Language::English, false) => {
            format!("No clear change: {plain_name} {before} ({from}), {after} ({to})")
        }
        (Language::Korean, false) => {
            format!("{name}, 뚜렷한 변화 없음: {from}년 {before}, {to}년 {after}")
        }
    };
    let clear = split.parts.iter().filter(|part| is_clear(part, &split.unit));
    let size = |interval: &Interval| interval.value.map_or(0.0, f64::abs);
    let Some(part) = clear.max_by(|a, b| size(&a.interval).total_cmp(&size(&b.interval))) else {
        let nothing = language.say("; no part can be told from zero", ", 0과 구별되는 부분이 없다");
        return format!("{course}{nothing}");
    };
    // Its size stands beside its bar; here it would have no room.
    let largest = mechanism_words(part.mechanism, language);
    match language {
        Language::English => format!("{course}; largest clear part: {largest}"),
        Language::Korean => format!("{course}, 뚜렷한 것 가운데 가장 큰 몫은 {largest}"),
    }
}

fn subtitle(found: &Attribution, split: &Split, language: Language) -> String {
    let percent = !Scale::of_unit(&split.unit).suffix.is_empty();
    let unit = if percent { language.say(" Percent.", " 단위: 퍼센트.") } else { "" };
    let many = found.replicates;
    let band = match (language, many < 2) {
        (_, true) => {
            language.say("One replicate: no intervals.", "반복이 한 번뿐이라 신뢰구간이 없다.").to_owned()
        }
        (Language::English, false) => format!(
            "Whiskers: 95 % intervals of the parts over {many} replicates; grey: cannot be told from zero."
        ),
        (Language::Korean, false) => {
            format!("가로 막대: 반복 {many}회에서 구한 각 부분의 95% 신뢰구간. 회색: 0과 구별되지 않는다.")
        }
    };
    let method = language.say(
        "Shapley values: the mean effect of each mechanism over all orders in which they can set in.",
        "섀플리 값: 메커니즘이 시작되는 모든 순서에 걸친 평균 효과.",
    );
    format!("{method}{unit} {band}")
}
