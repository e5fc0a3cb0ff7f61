//! Chart: capability of AI, the human share in making it, and when that share falls to the threshold (D-day).

use super::canvas::{CONTENT_TOP, Caption, Chart, ChartError, Lettering, Pen, chart};
use super::correlation::band;
use super::data::{FigureData, Marks, drawn_rows};
use super::frame::{EndLabel, Frame, Mark, Swatch, extent, rounded_out};
use super::lines::wrap;
use super::sheet::Sheet;
use super::source;
use super::style::{AXIS, BLUE, GREEN, HAIRLINE, INK, LINE, PURPLE, SOFT_INK, TICK};
use crate::report::figures::{grouped, plain};
use crate::report::language::Language;
use crate::report::sentence::percent;
use crate::run::results::RunResults;
use crate::store::interval::level;
use crate::store::summary::{DDaySummary, Summary};
use plotters::style::RGBColor;
use std::collections::BTreeMap;

/// Top and bottom of the three parts on the wide sheet, and their heights on the narrow one.
const PARTS: [(f64, f64); 3] = [(CONTENT_TOP + 36.0, 316.0), (376.0, 490.0), (550.0, 652.0)];
const HEIGHTS: [f64; 3] = [130.0, 120.0, 110.0];

const HEADINGS: [[&str; 2]; 3] = [
    ["Capability of AI, standard deviations of human skill", "인공지능의 능력(사람 숙련의 표준편차)"],
    ["Human share in making AI, percent", "인공지능을 만드는 일에서 사람의 몫(%)"],
    ["D-day, percent of draws in each year", "디데이, 연도별 추출 비율(%)"],
];

/// Draws the chart; `None` in a world without AI.
///
/// # Errors
/// The drawing could not be made.
pub fn ai(results: &RunResults, summary: &Summary, language: Language) -> Result<Option<Chart>, ChartError> {
    let (Some(d_day), Some(&last)) = (&summary.d_day, results.years.last()) else { return Ok(None) };
    let (Some(capability), Some(human)) =
        (marks(results, "ai_capability", 1.0), marks(results, "human_involvement", 100.0))
    else {
        return Ok(None);
    };
    let Some(first) = capability.iter().find(|mark| mark.defined).map(|mark| mark.x) else { return Ok(None) };
    let since = |marks: Vec<Mark>| marks.into_iter().filter(|mark| mark.x >= first).collect::<Vec<_>>();
    let (capability, human) = (since(capability), since(human));
    if capability.len() < 2 {
        return Ok(None);
    }
    let dates = dates(results);
    let title = title(&human, d_day, language);
    let caption = Caption {
        description: description(&title, &capability, d_day, language),
        title,
        subtitle: subtitle(results, summary, d_day, language),
        source: source(summary, language),
    };
    let x = (first, f64::from(last));
    let heights = [
        rounded_out(extent(&capability).map_or((0.0, 1.0), |(low, high)| (low.min(0.0), high))),
        (0.0, 100.0),
        rounded_out((0.0, dates.iter().map(|mark| mark.value).fold(0.0, f64::max).max(1.0))),
    ];
    let headings = HEADINGS.map(|[english, korean]| language.say(english, korean));
    let made = chart("ai", &caption, |pen| {
        let frame = |part: usize| part_of(pen, (part, headings[part]), (x, heights[part]));
        draw_line(pen, &frame(0)?, &capability, (BLUE, ""), language)?;
        let share = frame(1)?;
        let threshold = 100.0 * d_day.threshold;
        pen.line(&[share.point(x.0, threshold), share.point(x.1, threshold)], AXIS, HAIRLINE)?;
        draw_line(pen, &share, &human, (GREEN, language.say(" %", "%")), language)?;
        draw_dates(pen, &frame(2)?, &dates, d_day, (last, language))
    })?;
    let name = language.say("run", "실행");
    let mut rows = drawn_rows(headings[0], name, &capability);
    rows.extend(drawn_rows(headings[1], name, &human));
    rows.extend(drawn_rows(headings[2], name, &dates));
    Ok(Some(made.with_data(FigureData {
        marks: Marks::Lines,
        x_title: language.say("Year", "연도").to_owned(),
        value_title: String::new(),
        rows,
    })))
}

/// Heading and vertical axis of one part, on the narrow sheet below all that is drawn.
fn part_of(
    pen: &Pen,
    (part, heading): (usize, &str),
    (x, y): ((f64, f64), (f64, f64)),
) -> Result<Frame, ChartError> {
    let lettering = Lettering::new(TICK, INK).bold();
    let lines = wrap(heading, pen.sheet.room(), TICK, (true, 2));
    let above = pen.lowest() + if part == 0 { 16.0 } else { 44.0 };
    let above = pen.sheet.pick(PARTS[part].0 - 20.0, above);
    pen.lines(&lines, (pen.sheet.margin(), above), &lettering)?;
    let top = pen.lowest() + 18.0;
    let ends = pen.sheet.pick(PARTS[part], (top, top + HEIGHTS[part]));
    let frame = Frame::new(pen.sheet.plot(), ends, x, y);
    frame.draw_y_axis_in(pen, 4.0)?;
    // Parts that lie close together share the years of the last one.
    let years = if part == 2 || pen.sheet == Sheet::Phone { frame.whole_x_ticks() } else { Vec::new() };
    frame.draw_x_axis(pen, &years)?;
    Ok(frame)
}

fn marks(results: &RunResults, metric: &str, factor: f64) -> Option<Vec<Mark>> {
    let index = results.metric(metric)?;
    let mark = |(position, year): (usize, &i32)| {
        let interval = level(results, position, index);
        let range = interval.low.zip(interval.high).map(|(low, high)| (factor * low, factor * high));
        Mark::new(f64::from(*year), interval.value.map(|value| factor * value), range)
    };
    Some(results.years.iter().enumerate().map(mark).collect())
}

/// Percent of all draws whose D-day is in each year that has any.
fn dates(results: &RunResults) -> Vec<Mark> {
    let draws = &results.d_day.draws;
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for year in draws.iter().flatten() {
        *counts.entry(*year).or_insert(0) += 1;
    }
    let share = |count: usize| 100.0 * count as f64 / draws.len().max(1) as f64;
    counts.into_iter().map(|(year, count)| Mark::new(f64::from(year), Some(share(count)), None)).collect()
}

fn draw_line(
    pen: &Pen,
    frame: &Frame,
    marks: &[Mark],
    (color, suffix): (RGBColor, &str),
    language: Language,
) -> Result<(), ChartError> {
    frame.draw_series(pen, marks, color, LINE)?;
    let Some(end) = marks.iter().rev().find(|mark| mark.defined) else { return Ok(()) };
    let half = (end.high - end.low) / 2.0;
    let decimals = if half > 0.0 { (-half.log10().floor()).clamp(0.0, 2.0) as usize } else { 1 };
    let number = format!("{}{}", few(end.value, decimals), suffix);
    let name = if half > 0.0 {
        format!("{} ± {}{}", plain(end.value, decimals), plain(half, decimals), suffix)
    } else {
        number
    };
    let name = vec![format!("{}: {name}", language.year(end.x as i32))];
    let label = EndLabel { value: end.value, name, color, swatch: Swatch::Line };
    frame.draw_end_labels(pen, &[label])
}

/// A number that is never rounded down to nothing.
fn few(value: f64, decimals: usize) -> String {
    let least = 10_f64.powi(-(decimals as i32));
    if value > 0.0 && value < 0.5 * least {
        format!("<{}", plain(least, decimals))
    } else {
        plain(value, decimals)
    }
}

/// Bars for the draws, a dot at the median, a mark for each replicate, and words beside them.
fn draw_dates(
    pen: &Pen,
    frame: &Frame,
    dates: &[Mark],
    d_day: &DDaySummary,
    (last, language): (i32, Language),
) -> Result<(), ChartError> {
    for bar in dates {
        let (left, right) = (frame.x(bar.x - 0.42), frame.x(bar.x + 0.42));
        let (top, bottom) = (frame.y(bar.value), frame.bottom);
        pen.fill(&[(left, top), (right, top), (right, bottom), (left, bottom)], PURPLE, 0.7)?;
    }
    if let Some(median) = d_day.median {
        let x = frame.x(f64::from(median));
        pen.line(&[(x, frame.top), (x, frame.bottom)], INK, 1.6)?;
    }
    let after = || match language {
        Language::English => format!("after {last}"),
        Language::Korean => format!("{last}년 이후"),
    };
    let later = 1.0 - d_day.reached_share.unwrap_or(0.0);
    if later > 0.0 {
        let (x, y) = (frame.right, frame.bottom);
        pen.fill(&[(x + 3.0, y - 14.0), (x + 13.0, y - 7.0), (x + 3.0, y)], PURPLE, 0.7)?;
    }
    let when = |year: Option<i32>| year.map_or_else(after, |year| year.to_string());
    let reached = percent(d_day.reached_share.unwrap_or(0.0));
    let lines = match language {
        Language::English => [
            format!("Median: {}", when(d_day.median)),
            format!("5–95 %: {}–{}", when(d_day.p05), when(d_day.p95)),
            format!("by {last}: {reached} % of draws"),
            format!("after {last}: {} %", percent(later)),
        ],
        Language::Korean => [
            format!("중앙값: {}", when(d_day.median)),
            format!("5~95백분위: {}~{}", when(d_day.p05), when(d_day.p95)),
            format!("{last}년까지: 추출의 {reached}%"),
            format!("{last}년 이후: {}%", percent(later)),
        ],
    };
    let shown = if later > 0.0 { &lines[..] } else { &lines[..3] };
    let below = (pen.sheet.margin(), frame.bottom + 50.0);
    let place = pen.sheet.pick((frame.right + 26.0, frame.top + 18.0), below);
    pen.lines(shown, place, &Lettering::new(TICK, SOFT_INK))
}

fn subtitle(results: &RunResults, summary: &Summary, d_day: &DDaySummary, language: Language) -> String {
    let threshold = plain(100.0 * d_day.threshold, 0);
    let draws = grouped(results.d_day.draws.len() as u64);
    let many = if summary.replicates > 1 { band(summary, language) } else { String::new() };
    match language {
        Language::English => format!(
            "D-day is the first year in which people's share in making AI is at or below {threshold} % (thin line); {draws} draws of \
             AI progress under the scenario's assumptions.{many}"
        ),
        Language::Korean => format!(
            "디데이는 인공지능을 만드는 일에서 사람의 몫이 {threshold}%(가는 선) 이하가 되는 첫해다. 시나리오의 가정에 따라 \
             인공지능의 발전을 {draws}회 추출했다.{many}"
        ),
    }
}

/// The finding: the human share at the end, and how many draws reach D-day.
fn title(human: &[Mark], d_day: &DDaySummary, language: Language) -> String {
    let defined = || human.iter().filter(|mark| mark.defined);
    let (Some(first), Some(last)) = (defined().next(), defined().next_back()) else { return String::new() };
    let years = language.years(first.x as i32, last.x as i32);
    let course = course((&plain(first.value, 0), &few(last.value, 0)), first.value < last.value, language);
    match (language, d_day.median) {
        (Language::English, Some(median)) => {
            format!("{course}, {years}; half of all draws reach D-day by {median}")
        }
        (Language::English, None) => {
            format!("{course}, {years}; most draws do not reach D-day")
        }
        (Language::Korean, Some(median)) => {
            format!("{course}, {years}. 추출의 절반이 {median}년까지 디데이에 이른다")
        }
        (Language::Korean, None) => {
            format!("{course}, {years}. 대부분의 추출은 디데이에 이르지 않는다")
        }
    }
}

/// What happens to the human share, in the digits shown.
fn course((from, to): (&str, &str), rises: bool, language: Language) -> String {
    // A share that is rounded away is below the least that can be shown.
    let to = match (to.strip_prefix('<'), language) {
        (Some(least), Language::English) => format!("below {least} %"),
        (Some(least), Language::Korean) => format!("{least}% 미만으로"),
        (None, Language::English) => format!("{to} %"),
        (None, Language::Korean) => format!("{to}%로"),
    };
    match (language, rises) {
        (Language::English, _) if to == format!("{from} %") => {
            format!("People's share in making AI hardly changes: {to}")
        }
        (Language::Korean, _) if to == format!("{from}%로") => {
            format!("인공지능을 만드는 일에서 사람의 몫은 거의 변하지 않는다: {from}%")
        }
        (Language::English, false) => format!("People's share in making AI falls from {from} % to {to}"),
        (Language::English, true) => format!("People's share in making AI rises from {from} % to {to}"),
        (Language::Korean, false) => format!("인공지능을 만드는 일에서 사람의 몫이 {from}%에서 {to} 준다"),
        (Language::Korean, true) => format!("인공지능을 만드는 일에서 사람의 몫이 {from}%에서 {to} 는다"),
    }
}

fn description(title: &str, capability: &[Mark], d_day: &DDaySummary, language: Language) -> String {
    let ends = capability.first().zip(capability.last());
    let (low, high) = ends.map_or((0.0, 0.0), |(first, last)| (first.value, last.value));
    let threshold = plain(100.0 * d_day.threshold, 0);
    match language {
        Language::English => format!(
            "{title}. Capability of AI goes from {low:.1} to {high:.1} standard deviations of human skill. D-day: human share at or \
             below {threshold} %."
        ),
        Language::Korean => format!(
            "{title}. 인공지능의 능력은 사람 숙련의 표준편차로 {low:.1}에서 {high:.1}까지 변한다. 디데이: 사람의 몫이 {threshold}% 이하."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::summary::example::{about, results};

    #[test]
    fn draws_beyond_the_last_year_are_told() {
        let mut results = results(1, 61);
        // The example has no AI: another metric stands for its capability.
        let index = results.metric("gini").expect("a metric");
        "ai_capability".clone_into(&mut results.metrics[index].name);
        let words = |results: &RunResults| {
            let summary = Summary::new(results, about(), Vec::new());
            let chart = ai(results, &summary, Language::English).expect("drawn").expect("a chart");
            let last = *results.years.last().expect("years");
            chart.svg.contains(&format!("after {last}: 25 %"))
        };
        results.d_day.draws = vec![Some(2040), Some(2050), Some(2060), None];
        assert!(words(&results));
        results.d_day.draws = vec![Some(2040); 4];
        assert!(!words(&results));
    }

    #[test]
    fn a_share_that_looks_the_same_hardly_changes() {
        let said = |from, to, rises| course((from, to), rises, Language::English);
        assert_eq!(said("97", "97", false), "People's share in making AI hardly changes: 97 %");
        assert_eq!(said("97", "<1", false), "People's share in making AI falls from 97 % to below 1 %");
        assert_eq!(
            course(("97", "<1"), false, Language::Korean),
            "인공지능을 만드는 일에서 사람의 몫이 97%에서 1% 미만으로 준다"
        );
    }
}
