//! Chart: which share of all income the poorest part of the people have (Lorenz curves), first and last year.

use super::canvas::{CONTENT_TOP, Caption, Chart, ChartError, chart};
use super::data::{FigureData, Marks, drawn_rows};
use super::frame::{EndLabel, Frame, Mark, Swatch};
use super::source;
use super::style::{AXIS, BLUE, HAIRLINE, LINE, VERMILLION};
use crate::report::figures::{Scale, plain};
use crate::report::language::Language;
use crate::report::verdict::Verdict;
use crate::run::results::RunResults;
use crate::store::summary::Summary;

/// Draws the chart; `None` where no income is defined.
///
/// # Errors
/// The drawing could not be made.
pub fn lorenz(
    results: &RunResults,
    summary: &Summary,
    language: Language,
) -> Result<Option<Chart>, ChartError> {
    let mut years: Vec<i32> =
        results.years.first().into_iter().chain(results.years.last()).copied().collect();
    years.dedup();
    let curves: Option<Vec<(i32, Vec<Mark>)>> =
        years.iter().map(|&year| Some((year, curve(results, year)?))).collect();
    let Some(curves) = curves.filter(|curves| !curves.is_empty()) else { return Ok(None) };
    let title = title(&curves, summary, language);
    let caption = Caption {
        description: format!("{title}."),
        title,
        subtitle: language
            .say(
                "Share of all income (percent) that the poorest part of the people of working age have together; the straight \
                 line is equal income for everybody.",
                "일할 나이(20~64세) 인구 가운데 소득이 낮은 쪽부터 더한 사람들이 전체 소득에서 차지하는 비율(%). 직선은 모두의 소득이 같은 경우다.",
            )
            .to_owned(),
        source: source(summary, language),
    };
    let x_title = language.say("Poorest part of the people, percent", "소득이 낮은 쪽부터 센 사람의 비율(%)");
    let colors = if curves.len() == 2 { vec![VERMILLION, BLUE] } else { vec![BLUE] };
    let made = chart("lorenz", &caption, |pen| {
        let bottom = pen.sheet.pick(640.0, 490.0);
        let frame = Frame::new(pen.sheet.plot(), (CONTENT_TOP + 12.0, bottom), (0.0, 100.0), (0.0, 100.0));
        frame.draw_y_axis(pen)?;
        frame.draw_x_axis(pen, &frame.whole_x_ticks())?;
        frame.draw_x_title(pen, x_title)?;
        pen.line(&[frame.point(0.0, 0.0), frame.point(100.0, 100.0)], AXIS, HAIRLINE)?;
        let mut labels = Vec::new();
        for ((year, marks), &color) in curves.iter().zip(&colors) {
            frame.draw_series(pen, marks, color, LINE)?;
            // The label stands where the richest tenth begins.
            let name = vec![language.year(*year), tenth(marks, language)];
            labels.push(EndLabel { value: at(marks, 90.0), name, color, swatch: Swatch::Line });
        }
        frame.draw_end_labels_from(pen, &labels, 90.0)
    })?;
    let rows = curves.iter().flat_map(|(year, marks)| drawn_rows("", &year.to_string(), marks)).collect();
    Ok(Some(made.with_data(FigureData {
        marks: Marks::Lines,
        x_title: x_title.to_owned(),
        value_title: language.say("Percent of all income", "전체 소득에서 차지하는 비율(%)").to_owned(),
        rows,
    })))
}

/// Cumulated income by cumulated people, percent; negative means of a hundredth count as they are.
fn curve(results: &RunResults, year: i32) -> Option<Vec<Mark>> {
    let rows = results
        .percentiles
        .iter()
        .filter(|row| row.year == year && row.observation == "income" && row.percentile <= 100.0);
    let groups: Option<Vec<(f64, f64)>> =
        rows.filter(|row| row.people > 0).map(|row| Some((row.people as f64, row.mean_income?))).collect();
    let groups = groups?;
    let people: f64 = groups.iter().map(|(people, _)| people).sum();
    let income: f64 = groups.iter().map(|(people, mean)| people * mean).sum();
    if people <= 0.0 || income <= 0.0 {
        return None;
    }
    let (mut so_many, mut so_much) = (0.0, 0.0);
    let mut marks = vec![Mark::new(0.0, Some(0.0), None)];
    for (count, mean) in groups {
        so_many += count;
        so_much += count * mean;
        marks.push(Mark::new(100.0 * so_many / people, Some(100.0 * so_much / income), None));
    }
    Some(marks)
}

/// Height of a curve at a share of the people, with straight lines between the points.
fn at(marks: &[Mark], x: f64) -> f64 {
    let pair = marks.windows(2).find(|pair| pair[0].x <= x && x <= pair[1].x);
    pair.map_or(0.0, |pair| {
        let width = (pair[1].x - pair[0].x).max(f64::MIN_POSITIVE);
        pair[0].value + (pair[1].value - pair[0].value) * (x - pair[0].x) / width
    })
}

fn tenth(marks: &[Mark], language: Language) -> String {
    let share = plain(100.0 - at(marks, 90.0), 0);
    match language {
        Language::English => format!("top tenth: {share} %"),
        Language::Korean => format!("상위 10%: {share}%"),
    }
}

/// The finding: whether incomes have become more equal, and the shares of the poorer half and the richest tenth.
fn title(curves: &[(i32, Vec<Mark>)], summary: &Summary, language: Language) -> String {
    let shares = |marks: &[Mark]| (plain(at(marks, 50.0), 0), plain(100.0 - at(marks, 90.0), 0));
    match (curves, language) {
        ([(from, before), (to, after)], _) => {
            let ((half, top), (half_after, top_after)) = (shares(before), shares(after));
            let years = language.years(*from, *to);
            let course = if half == half_after && top == top_after {
                language.say("Shares of income hardly change", "소득의 몫은 거의 변하지 않는다")
            } else {
                course(summary, language)
            };
            let (half, top) = (moved(&half, &half_after), moved(&top, &top_after));
            match language {
                Language::English => {
                    let have = if half.contains('→') { "have" } else { "still have" };
                    format!("{course}: the poorer half {have} {half} %, the richest tenth {top} %, {years}")
                }
                Language::Korean => {
                    format!("{course}: 하위 절반의 몫 {half}%, 상위 10%의 몫 {top}%, {years}")
                }
            }
        }
        ([(year, marks)], Language::English) => {
            let (half, top) = shares(marks);
            format!("The richest tenth have {top} % of income, the poorer half {half} % ({year})")
        }
        ([(year, marks)], Language::Korean) => {
            let (half, top) = shares(marks);
            format!("상위 10%가 소득의 {top}%를, 하위 절반이 {half}%를 갖는다({year}년)")
        }
        _ => String::new(),
    }
}

/// A share in both years, or once where it stays the same as it is shown.
fn moved(before: &str, after: &str) -> String {
    if before == after { after.to_owned() } else { format!("{before} → {after}") }
}

/// What happens to inequality, by the Gini coefficient and the share of the top 1 %, each with its interval: where one
/// clearly rises and the other clearly falls, no single word says it.
fn course(summary: &Summary, language: Language) -> &'static str {
    let verdict = |name| {
        let metric = summary.metric(name);
        metric.map_or(Verdict::Unknown, |metric| Verdict::of(&metric.change, &Scale::of_unit(&metric.unit)))
    };
    let gini = verdict("gini");
    match (gini, verdict("top1_share")) {
        (Verdict::Falls, Verdict::Rises) => {
            return language.say(
                "Incomes move closer at the bottom, apart at the top",
                "아래쪽 격차는 줄고 위쪽 격차는 벌어진다",
            );
        }
        (Verdict::Rises, Verdict::Falls) => {
            return language.say(
                "Incomes move apart at the bottom, closer at the top",
                "아래쪽 격차는 벌어지고 위쪽 격차는 줄어든다",
            );
        }
        _ => {}
    }
    match gini {
        Verdict::Rises => language.say("Incomes become less equal", "소득 격차가 벌어진다"),
        Verdict::Falls => language.say("Incomes become more equal", "소득 격차가 줄어든다"),
        Verdict::CannotTell => {
            language.say("No clear change in income inequality", "소득 격차에 뚜렷한 변화가 없다")
        }
        Verdict::Unknown => language.say("Shares of all income", "전체 소득의 몫"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figures::made::interval;
    use crate::store::summary::KeyMetric;
    use crate::store::summary::example::{about, results};

    #[test]
    fn what_stays_the_same_as_shown_is_not_said_to_change() {
        let results = results(1, 101);
        let summary = Summary::new(&results, about(), Vec::new());
        let curve = |half: f64, top: f64| {
            [(0.0, 0.0), (50.0, half), (90.0, 100.0 - top), (100.0, 100.0)]
                .map(|(x, value)| Mark::new(x, Some(value), None))
                .to_vec()
        };
        let titled = |after: Vec<Mark>, language| {
            title(&[(2025, curve(21.0, 25.0)), (2125, after)], &summary, language)
        };
        let same = titled(curve(21.2, 24.9), Language::English);
        assert_eq!(
            same,
            "Shares of income hardly change: the poorer half still have 21 %, the richest tenth 25 %, 2025–2125"
        );
        let one = titled(curve(26.0, 25.3), Language::English);
        assert!(one.ends_with("the poorer half have 21 → 26 %, the richest tenth 25 %, 2025–2125"), "{one}");
        assert!(one.starts_with("Incomes become less equal: "), "{one}");
        let korean = titled(curve(26.0, 25.3), Language::Korean);
        assert!(korean.ends_with("하위 절반의 몫 21 → 26%, 상위 10%의 몫 25%, 2025~2125년"), "{korean}");
    }

    #[test]
    fn opposite_changes_are_told_only_where_both_are_clear() {
        let results = results(1, 101);
        let mut summary = Summary::new(&results, about(), Vec::new());
        let gini = summary.metric("gini").expect("a metric").clone();
        let mut top = KeyMetric { name: "top1_share".into(), ..gini.clone() };
        for (half, expected) in [
            (0.01, "Incomes move apart at the bottom, closer at the top"),
            (0.1, "Incomes become less equal"),
        ] {
            top.change = interval(-0.05, half);
            summary.metrics = vec![gini.clone(), top.clone()];
            assert_eq!(course(&summary, Language::English), expected);
        }
    }
}
