//! Chart: a metric in two worlds year by year, and their difference with its band below.

use super::canvas::{CONTENT_TOP, Caption, Chart, ChartError, Lettering, chart};
use super::correlation::nothing_defined;
use super::data::{Drawn, FigureData, Marks, drawn_rows};
use super::frame::{EndLabel, Frame, Mark, Swatch, extent, rounded_out};
use super::lines::wrap;
use super::style::{BLUE, INK, LINE, PURPLE, SOFT_INK, TICK, VERMILLION};
use crate::report::comparison_words::{Judged, judge};
use crate::report::figures::Scale;
use crate::report::language::Language;
use crate::report::metric_names::{capitalised, in_words, values_of};
use crate::report::sentence::particle::{Particle, with};
use crate::report::verdict::Verdict;
use crate::store::interval::Interval;
use crate::study::comparison::{Comparison, Row};
use plotters::style::RGBColor;

/// Where the worlds end and their difference begins; on a phone it begins below their names.
const WORLDS_BOTTOM: f64 = 440.0;
const DIFFERENCE_TOP: f64 = 510.0;
const BOTTOM: f64 = 660.0;

/// Draws one metric of a comparison. `source`: the line at the bottom.
///
/// # Errors
/// The drawing or the picture could not be made.
pub fn worlds(
    comparison: &Comparison,
    metric: &str,
    (source, language): (&str, Language),
) -> Result<Chart, ChartError> {
    let rows = comparison.rows(&[metric.to_owned()], &comparison.years);
    let unit = rows.first().map_or(String::new(), |row| row.unit.clone());
    let (scale, change) = (Scale::of_unit(&unit), Scale::of_difference(&unit));
    let marks = |of: fn(&Row) -> &Interval| -> Vec<Mark> {
        rows.iter().map(|row| mark(row.year, of(row), scale.factor)).collect()
    };
    let base = marks(|row| &row.difference.base);
    let other = marks(|row| &row.difference.other);
    let difference = marks(|row| &row.difference.difference);
    let years = (
        f64::from(*comparison.years.first().unwrap_or(&0)),
        f64::from(*comparison.years.last().unwrap_or(&0)),
    );
    let caption = Caption {
        title: title(comparison, metric, rows.last(), language),
        subtitle: subtitle(comparison, metric, &scale, language),
        source: source.to_owned(),
        description: title(comparison, metric, rows.last(), language),
    };
    let heading = heading(comparison, &change, language);
    let lines = [(&comparison.base, &base), (&comparison.other, &other)];
    let data = data(metric, lines, (&heading, &difference), language);
    let made = chart("difference", &caption, |pen| {
        let levels = extent(base.iter().chain(&other));
        let upper = levels.map(|range| {
            Frame::new(pen.sheet.plot(), (CONTENT_TOP + 12.0, WORLDS_BOTTOM), years, rounded_out(range))
        });
        let empty = Frame::new(pen.sheet.plot(), (CONTENT_TOP + 12.0, WORLDS_BOTTOM), years, (0.0, 1.0));
        let Some(upper) = upper else { return nothing_defined(pen, &empty, language) };
        upper.draw_y_axis(pen)?;
        upper.draw_x_axis(pen, &upper.whole_x_ticks())?;
        upper.draw_series(pen, &base, BLUE, LINE)?;
        upper.draw_series(pen, &other, VERMILLION, LINE)?;
        let labels = [
            label(&comparison.base, &rows, |row| &row.difference.base, (&scale, language), BLUE),
            label(&comparison.other, &rows, |row| &row.difference.other, (&scale, language), VERMILLION),
        ];
        upper.draw_end_labels(pen, &labels.into_iter().flatten().collect::<Vec<_>>())?;
        let Some((low, high)) = extent(&difference) else { return Ok(()) };
        let range = rounded_out((low.min(0.0), high.max(0.0)));
        let bold = Lettering::new(TICK, SOFT_INK).bold();
        let (left, above) =
            pen.sheet.pick((96.0, DIFFERENCE_TOP - 18.0), (pen.sheet.margin(), pen.lowest() + 38.0));
        let heading = wrap(&heading, pen.sheet.room(), TICK, (true, 3));
        pen.lines(&heading, (left, above), &bold)?;
        let top = pen.sheet.pick(DIFFERENCE_TOP, pen.lowest() + 18.0);
        let lower = Frame::new(pen.sheet.plot(), (top, pen.sheet.pick(BOTTOM, top + 150.0)), years, range);
        lower.draw_y_axis_in(pen, 5.0)?;
        lower.draw_x_axis(pen, &lower.whole_x_ticks())?;
        pen.line(&[lower.point(years.0, 0.0), lower.point(years.1, 0.0)], INK, 1.4)?;
        lower.draw_series(pen, &difference, PURPLE, LINE)?;
        let name = language.say("difference", "차이");
        let labels = label(name, &rows, |row| &row.difference.difference, (&change, language), PURPLE);
        lower.draw_end_labels(pen, &labels.into_iter().collect::<Vec<_>>())
    })?;
    Ok(made.with_data(data))
}

/// What stands above the lower frame.
fn heading(comparison: &Comparison, change: &Scale, language: Language) -> String {
    let points = language.say(", percentage points", ", 퍼센트포인트");
    let unit = if change.suffix.is_empty() { "" } else { points };
    match language {
        Language::English => format!("Difference: {} less {}{unit}", comparison.other, comparison.base),
        Language::Korean => format!("차이: {} − {}{unit}", comparison.other, comparison.base),
    }
}

fn data(
    metric: &str,
    worlds: [(&String, &Vec<Mark>); 2],
    (heading, difference): (&str, &[Mark]),
    language: Language,
) -> FigureData {
    let levels = capitalised(&in_words(metric, language));
    let mut rows: Vec<Drawn> =
        worlds.iter().flat_map(|(name, marks)| drawn_rows(&levels, name, marks)).collect();
    rows.extend(drawn_rows(heading, language.say("difference", "차이"), difference));
    let x_title = language.say("Year", "연도").to_owned();
    FigureData { marks: Marks::Lines, x_title, value_title: String::new(), rows }
}

fn mark(year: i32, interval: &Interval, factor: f64) -> Mark {
    let range = interval.low.zip(interval.high).map(|(low, high)| (factor * low, factor * high));
    Mark::new(f64::from(year), interval.value.map(|value| factor * value), range)
}

/// Name and last value at the end of a line.
fn label(
    name: &str,
    rows: &[Row],
    of: fn(&Row) -> &Interval,
    (scale, language): (&Scale, Language),
    color: RGBColor,
) -> Option<EndLabel> {
    let last = rows.iter().rev().map(of).find(|interval| interval.value.is_some())?;
    let text = language.percents(&scale.with_error(last));
    let name = vec![shortened(name), text];
    Some(EndLabel { value: last.value? * scale.factor, name, color, swatch: Swatch::Line })
}

/// A name that fits beside the frame.
fn shortened(name: &str) -> String {
    crate::scenario::notation::excerpt(name, 22)
}

/// The finding in the last year.
fn title(comparison: &Comparison, metric: &str, last: Option<&Row>, language: Language) -> String {
    let name = capitalised(&in_words(metric, language));
    let (base, other) = (shortened(&comparison.base), shortened(&comparison.other));
    let Some(row) = last.filter(|row| row.difference.difference.value.is_some()) else {
        return match language {
            Language::English => format!("{name} in {base} and {other}"),
            Language::Korean => format!("{name}: {base}, {other}"),
        };
    };
    let year = row.year;
    let (of_base, of_other) = values_of(&row.difference.base, &row.difference.other, &row.unit);
    let values = (language.percents(&of_base), language.percents(&of_other));
    if let (true, Judged::By(verdict @ (Verdict::Rises | Verdict::Falls))) =
        (values.0 == values.1, judge(row))
    {
        return by_little((&name, verdict), (&other, &base), row, language);
    }
    if language == Language::Korean {
        let compared = format!("{year}년 {name}: {other} {}, {base} {}", values.1, values.0);
        return match judge(row) {
            Judged::Equal => {
                format!("{year}년 {name}: {} {other}에서 완전히 같다", with(&base, Particle::And))
            }
            Judged::By(Verdict::Rises) => format!("{compared} — {other} 쪽이 더 높다"),
            Judged::By(Verdict::Falls) => format!("{compared} — {other} 쪽이 더 낮다"),
            Judged::By(Verdict::CannotTell) => format!("{compared} — 뚜렷한 차이가 없다"),
            Judged::By(Verdict::Unknown) => compared,
        };
    }
    match judge(row) {
        Judged::Equal => format!("{name} is exactly the same in {base} and {other} ({year})"),
        Judged::By(Verdict::Rises) => {
            format!("{name} is higher in {other} than in {base}: {} against {} in {year}", values.1, values.0)
        }
        Judged::By(Verdict::Falls) => {
            format!("{name} is lower in {other} than in {base}: {} against {} in {year}", values.1, values.0)
        }
        Judged::By(Verdict::CannotTell) => {
            let name = in_words(metric, language);
            format!("No clear difference between {base} and {other} in {year}: {name}")
        }
        Judged::By(Verdict::Unknown) => {
            format!("{name} in {base} and {other}: {} and {} in {year}", values.0, values.1)
        }
    }
}

/// A clear difference of two values that look the same as they are shown.
fn by_little(
    (name, verdict): (&str, Verdict),
    (other, base): (&str, &str),
    row: &Row,
    language: Language,
) -> String {
    let scale = Scale::of_difference(&row.unit);
    let difference = &row.difference.difference;
    let size = scale.number(difference.value.unwrap_or(0.0).abs(), scale.decimals(difference));
    let (size, year) = (language.percents(&format!("{size}{}", scale.suffix)), row.year);
    match (language, verdict == Verdict::Rises) {
        (Language::English, higher) => {
            let way = if higher { "higher" } else { "lower" };
            format!("{name} is {way} in {other} than in {base}, by {size} in {year}")
        }
        (Language::Korean, true) => format!("{year}년 {name}: {other} 쪽이 {base} 쪽보다 {size} 높다"),
        (Language::Korean, false) => format!("{year}년 {name}: {other} 쪽이 {base} 쪽보다 {size} 낮다"),
    }
}

fn subtitle(comparison: &Comparison, metric: &str, scale: &Scale, language: Language) -> String {
    let name = capitalised(&in_words(metric, language));
    let unit = if scale.suffix.is_empty() { "" } else { language.say(", percent", ", 퍼센트") };
    let many = comparison.replicates;
    match (language, many < 2) {
        (Language::English, true) => format!("{name}{unit}, by year. One replicate: no interval."),
        (Language::English, false) => format!(
            "{name}{unit}, by year. Bands: 95 % intervals of the means and of the difference over {many} replicates with the \
             same people and luck."
        ),
        (Language::Korean, true) => format!("{name}{unit}, 연도별. 반복이 한 번뿐이라 신뢰구간이 없다."),
        (Language::Korean, false) => format!(
            "{name}{unit}, 연도별. 띠: 같은 사람과 같은 운으로 {many}회 반복해 구한 평균과 차이의 95% 신뢰구간."
        ),
    }
}
