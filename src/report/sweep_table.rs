//! A sweep as a table for the terminal.

use super::figures::Scale;
use super::language::Language;
use super::metric_names::{capitalised, in_words};
use super::study_table::drawn;
use crate::study::sweep::axis::Axis;
use crate::study::sweep::design::Sample;
use crate::study::sweep::domain::AxisValue;
use crate::study::sweep::summary::Finished;

/// Configurations that are listed one by one; of more the extreme ones are.
const MOST_ROWS: u64 = 24;
const EXTREMES: usize = 6;

/// Columns of a two-way table.
const MOST_COLUMNS: usize = 9;

/// One measure: a two-way table of a grid over two axes, else one row a configuration.
pub fn table(finished: Finished, measure: usize, width: Option<u16>, language: Language) -> String {
    let plan = finished.plan;
    let Some(of) = plan.measures.get(measure) else { return String::new() };
    let name = capitalised(&in_words(&of.metric, language));
    let heading = match language {
        Language::English => format!("{name}, {}", of.year),
        Language::Korean => format!("{name}, {}년", of.year),
    };
    let note = note(most_finished(finished, measure), language);
    if let (Sample::Grid, [down, across]) = (plan.design.sample(), plan.axes.as_slice())
        && let (Some(rows), Some(columns)) = (down.domain.values(), across.domain.values())
        && columns.len() <= MOST_COLUMNS
        && columns.len() > 1
        && rows.len() > 1
    {
        let names = (down.name.as_str(), across.name.as_str());
        let order = match language {
            Language::English => format!("rows: {}, columns: {}", names.0, names.1),
            Language::Korean => format!("행: {}, 열: {}", names.0, names.1),
        };
        let table = two_way(finished, measure, (rows, columns), (width, language));
        return format!("{heading}; {order}\n{table}\n{note}");
    }
    let (list, extremes) = listed(finished, measure);
    let mut header: Vec<&str> = vec!["#"];
    header.extend(plan.axes.iter().map(|axis: &Axis| axis.name.as_str()));
    header.push(of.metric.as_str());
    let scale = Scale::of_unit(&of.unit);
    let rows: Vec<Vec<String>> = list
        .iter()
        .map(|&configuration| {
            let mut row = vec![configuration.to_string()];
            row.extend(plan.values(configuration).iter().map(AxisValue::plain));
            row.push(language.percents(&scale.with_error(&finished.interval(configuration, measure))));
            row
        })
        .collect();
    let extremes = match (extremes, language) {
        (false, _) => String::new(),
        (true, Language::English) => {
            format!(" The {EXTREMES} lowest and the {EXTREMES} highest of {}.", plan.configurations())
        }
        (true, Language::Korean) => format!(
            " 설정 {}개 가운데 가장 낮은 {EXTREMES}개와 가장 높은 {EXTREMES}개다.",
            plan.configurations()
        ),
    };
    format!("{heading}\n{}\n{note}{extremes}", drawn(&header, rows, width, &[]))
}

/// The most replicates of any configuration that are finished; a shard has only some of them.
fn most_finished(finished: Finished, measure: usize) -> usize {
    let counts = (0..finished.plan.configurations()).map(|number| finished.values(number, measure).len());
    counts.max().unwrap_or(0)
}

fn note(replicates: usize, language: Language) -> String {
    match (language, replicates) {
        (Language::English, 0 | 1) => "One finished replicate each: no interval is possible.".to_owned(),
        (Language::Korean, 0 | 1) => "설정마다 끝난 반복이 하나뿐이라 신뢰구간을 낼 수 없다.".to_owned(),
        (Language::English, count) => format!("± is half of a 95 % interval over {count} replicates."),
        (Language::Korean, count) => format!("±는 {count}회 반복한 결과의 95% 신뢰구간의 절반이다."),
    }
}

/// Configurations to list, and whether these are the extreme ones only.
fn listed(finished: Finished, measure: usize) -> (Vec<u64>, bool) {
    let count = finished.plan.configurations();
    if count <= MOST_ROWS {
        return ((0..count).collect(), false);
    }
    let mut means: Vec<(f64, u64)> =
        (0..count).filter_map(|number| Some((finished.interval(number, measure).value?, number))).collect();
    means.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let low = means.iter().take(EXTREMES);
    let high = means.iter().skip(EXTREMES.max(means.len().saturating_sub(EXTREMES)));
    (low.chain(high).map(|(_, number)| *number).collect(), true)
}

fn two_way(
    finished: Finished,
    measure: usize,
    (rows, columns): (&[AxisValue], &[AxisValue]),
    (width, language): (Option<u16>, Language),
) -> String {
    let names: Vec<String> = columns.iter().map(AxisValue::plain).collect();
    let header: Vec<&str> = std::iter::once("").chain(names.iter().map(String::as_str)).collect();
    let scale = Scale::of_unit(&finished.plan.measures[measure].unit);
    let body = rows.iter().enumerate().map(|(row, value)| {
        let cell = |column: usize| {
            let configuration = (row * columns.len() + column) as u64;
            language.percents(&scale.with_error(&finished.interval(configuration, measure)))
        };
        std::iter::once(value.plain()).chain((0..columns.len()).map(cell)).collect()
    });
    drawn(&header, body.collect(), width, &[])
}
