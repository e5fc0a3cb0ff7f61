//! Findings of studies as tables for the terminal.

use super::attribution_words::{is_clear, is_nothing, mechanism_words};
use super::cells::Cells;
use super::comparison_words::{Judged, about, judge};
use super::figures::Scale;
use super::language::Language;
use super::metric_names::{capitalised, in_words, value_of};
use super::verdict::Verdict;
use crate::store::interval::Interval;
use crate::study::attribution::{Attribution, Split};
use crate::study::comparison::{Comparison, Row};
use crate::study::conditions::TwoWay;
use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};

/// Width of a table where the terminal's is not known.
const WIDTH: u16 = 110;

/// Lines above, below the header and at the end.
const STYLE: TableStyle = TableStyle::new()
    .top_border(LineStyle::none().fill('─').junction('─'))
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .bottom_border(LineStyle::none().fill('─').junction('─'));

/// One world against the base world: metrics in some years, metric by metric.
pub fn comparison(
    comparison: &Comparison,
    metrics: &[String],
    years: &[i32],
    width: Option<u16>,
    language: Language,
) -> String {
    let cells = comparison_cells(comparison, metrics, years, language);
    let note = cells.note.clone();
    format!("{}\n{note}", cells.drawn((width, language), &[4]))
}

/// The same as cells.
pub fn comparison_cells(
    comparison: &Comparison,
    metrics: &[String],
    years: &[i32],
    language: Language,
) -> Cells {
    let words = match language {
        Language::English => ["Metric", "Difference", "Verdict", "Unmatched"],
        Language::Korean => ["지표", "차이", "판단", "짝짓지 않으면"],
    };
    let named = |metric: &str| capitalised(&in_words(metric, language));
    let first = match (years, metrics) {
        ([year], _) => language.say("In ", "").to_owned() + &language.year(*year),
        // One metric in many years is named once, in the heading.
        (_, [metric]) => named(metric),
        _ => words[0].to_owned(),
    };
    let header = [first.as_str(), &comparison.base, &comparison.other, words[1], words[2], words[3]];
    let mut rows = Vec::new();
    for row in comparison.rows(metrics, years) {
        let first = match (years, metrics) {
            ([_], _) => format!("{}\n  {}", named(&row.metric), row.metric),
            (_, [_]) => language.year(row.year),
            _ => format!("{}, {}", named(&row.metric), language.year(row.year)),
        };
        let found = &row.difference;
        rows.push(vec![
            first,
            value_of(&found.base, &row.unit),
            value_of(&found.other, &row.unit),
            Scale::of_difference(&row.unit).change_with_error(&found.difference),
            verdict(&row, language).to_owned(),
            unmatched(&row),
        ]);
    }
    let header = header.map(str::to_owned).to_vec();
    Cells { header, rows, note: note(comparison, metrics.len() * years.len(), language) }
}

/// The interval without matching, and in brackets the replicates that would make it as narrow.
fn unmatched(row: &Row) -> String {
    let scale = Scale::of_difference(&row.unit);
    let found = &row.difference.unmatched;
    match (found.half_width(), row.difference.unmatched_replicates) {
        (Some(half), Some(count)) => {
            format!("± {} ({})", scale.number(half, scale.decimals(found)), about(count as f64))
        }
        _ => "–".to_owned(),
    }
}

/// What an interval allows to say about a difference.
fn verdict(row: &Row, language: Language) -> &'static str {
    let (english, korean) = match judge(row) {
        Judged::Equal => ("exactly equal", "정확히 같음"),
        Judged::By(Verdict::Rises) => ("higher", "더 높음"),
        Judged::By(Verdict::Falls) => ("lower", "더 낮음"),
        Judged::By(Verdict::CannotTell) => ("cannot tell", "알 수 없음"),
        Judged::By(Verdict::Unknown) => ("no interval", "신뢰구간 없음"),
    };
    match language {
        Language::English => english,
        Language::Korean => korean,
    }
}

fn note(comparison: &Comparison, shown: usize, language: Language) -> String {
    let count = comparison.replicates;
    if count < 2 {
        return match language {
            Language::English => "One replicate: no interval is possible.",
            Language::Korean => "반복이 한 번뿐이라 신뢰구간을 낼 수 없다.",
        }
        .to_owned();
    }
    match language {
        Language::English => {
            let many =
                if shown > 1 { " On average one interval in twenty misses its value by chance." } else { "" };
            format!(
                "± is half of a 95 % interval over {count} replicates with the same people and luck.{many}\nUnmatched: the same without that; in brackets the replicates that would then be needed."
            )
        }
        Language::Korean => {
            let many = if shown > 1 {
                " 신뢰구간은 평균적으로 스무 개에 하나꼴로 우연히 참값을 놓친다."
            } else {
                ""
            };
            format!(
                "±는 같은 사람, 같은 운으로 {count}회 반복해 구한 95% 신뢰구간의 절반이다.{many}\n짝짓지 않으면: 사람과 운이 다를 때의 신뢰구간, 괄호 안은 그때 필요한 반복 수."
            )
        }
    }
}

/// The parts of the change of one metric, from its first to its last value.
pub fn attribution(found: &Attribution, split: &Split, width: Option<u16>, language: Language) -> String {
    attribution_cells(found, split, language).drawn((width, language), &[2])
}

/// The same as cells.
pub fn attribution_cells(found: &Attribution, split: &Split, language: Language) -> Cells {
    let (scale, difference) = (Scale::of_unit(&split.unit), Scale::of_difference(&split.unit));
    let name = capitalised(&in_words(&split.metric, language));
    let words = match language {
        Language::English => [
            "Value",
            "Differs from zero",
            "if nothing went on",
            "change",
            "yes",
            "cannot tell",
            "exactly zero",
        ],
        Language::Korean => {
            ["값", "0과 다른가", "메커니즘이 모두 멈추었을 때", "변화", "예", "알 수 없음", "정확히 0"]
        }
    };
    let header = [name.as_str(), words[0], words[1]];
    let mut rows = vec![vec![found.from.to_string(), scale.with_error(&split.before), String::new()]];
    let told = |interval: &Interval, clear: bool| match interval.half_width() {
        None => "–".to_owned(),
        Some(_) => words[if clear { 4 } else { 5 }].to_owned(),
    };
    let judged = |interval: &Interval| {
        told(interval, matches!(Verdict::of(interval, &difference), Verdict::Rises | Verdict::Falls))
    };
    rows.push(vec![
        format!("  {}", words[2]),
        difference.change_with_error(&split.inertia),
        judged(&split.inertia),
    ]);
    for part in &split.parts {
        rows.push(vec![
            format!("  {}", mechanism_words(part.mechanism, language)),
            difference.change_with_error(&part.interval),
            if is_nothing(part) {
                words[6].to_owned()
            } else {
                told(&part.interval, is_clear(part, &split.unit))
            },
        ]);
    }
    rows.push(vec![found.to.to_string(), scale.with_error(&split.after), String::new()]);
    let change = difference.change_with_error(&split.change);
    rows.push(vec![words[3].to_owned(), change, judged(&split.change)]);
    Cells { header: header.map(str::to_owned).to_vec(), rows, note: String::new() }
}

/// The four worlds of the essay's conditions, and what the conditions bring, in some years.
pub fn conditions(tables: &[TwoWay], width: Option<u16>, language: Language) -> String {
    if tables.is_empty() {
        String::new()
    } else {
        conditions_cells(tables, language).drawn((width, language), &[])
    }
}

/// The same as cells.
pub fn conditions_cells(tables: &[TwoWay], language: Language) -> Cells {
    let Some(first) = tables.first() else {
        return Cells { header: Vec::new(), rows: Vec::new(), note: String::new() };
    };
    let (scale, difference) = (Scale::of_unit(&first.unit), Scale::of_difference(&first.unit));
    let name = capitalised(&in_words(&first.metric, language));
    let years: Vec<String> = tables.iter().map(|table| table.year.to_string()).collect();
    let header: Vec<String> = std::iter::once(name).chain(years).collect();
    let rows = CONDITIONS.map(|(english, korean, change, cell)| {
        let words = if language == Language::English { english } else { korean };
        let shown = |table: &TwoWay| {
            if change { difference.change_with_error(cell(table)) } else { scale.with_error(cell(table)) }
        };
        std::iter::once(words.to_owned()).chain(tables.iter().map(shown)).collect()
    });
    Cells { header, rows: rows.to_vec(), note: String::new() }
}

/// A cell of a two-way table.
type Cell = fn(&TwoWay) -> &Interval;

/// Rows of the table of conditions: words in English and Korean, whether it is a difference, and its cell.
const CONDITIONS: [(&str, &str, bool, Cell); 10] = [
    ("schools open, learning paid", "열린 학교, 배움에 보수를 줌", false, |table| {
        &table.open_paid
    }),
    ("schools closed, learning paid", "닫힌 학교, 배움에 보수를 줌", false, |table| {
        &table.closed_paid
    }),
    ("schools open, learning unpaid", "열린 학교, 보수를 주지 않음", false, |table| {
        &table.open_unpaid
    }),
    ("schools closed, learning unpaid", "닫힌 학교, 보수를 주지 않음", false, |table| {
        &table.closed_unpaid
    }),
    (
        "open schools, where learning is paid",
        "열린 학교의 효과, 배움에 보수를 줄 때",
        true,
        |table| &table.schools_where_paid,
    ),
    ("open schools, where it is not", "열린 학교의 효과, 보수를 주지 않을 때", true, |table| {
        &table.schools_where_unpaid
    }),
    (
        "paid learning, where schools are open",
        "배움에 대한 보수의 효과, 학교가 열렸을 때",
        true,
        |table| &table.jobs_where_open,
    ),
    (
        "paid learning, where they are not",
        "배움에 대한 보수의 효과, 학교가 닫혔을 때",
        true,
        |table| &table.jobs_where_closed,
    ),
    ("both conditions", "두 조건 모두", true, |table| &table.both),
    (
        "  of it only where both hold (interaction)",
        "  두 조건이 모두 있을 때만(상호작용)",
        true,
        |table| &table.interaction,
    ),
];

/// A table with its first column and some others to the left.
pub(super) fn drawn(header: &[&str], rows: Vec<Vec<String>>, width: Option<u16>, left: &[usize]) -> String {
    let mut table = Table::new();
    table
        .load_style(STYLE)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width.unwrap_or(WIDTH))
        .force_no_tty();
    table.set_header(header.to_vec());
    for row in rows {
        table.add_row(row);
    }
    for index in (1..header.len()).filter(|index| !left.contains(index)) {
        if let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt()
}

#[cfg(test)]
mod tests {
    use super::super::attribution_words::example;
    use super::*;
    use crate::study::mechanisms::Mechanism;

    #[test]
    fn parts_stand_between_the_first_and_the_last_value() {
        let parts = [(Mechanism::Ownership, -0.06, 0.01), (Mechanism::Luck, 0.001, 0.01)];
        let found = example::attribution(&parts);
        for language in [Language::English, Language::Korean] {
            let text = attribution(&found, &found.splits[0], Some(80), language);
            let lines: Vec<&str> = text.lines().collect();
            let at = |word: &str| lines.iter().position(|line| line.contains(word)).expect("a line");
            assert!(at("2025") < at("−0.060 ± 0.010") && at("−0.060 ± 0.010") < at("2125"), "{text}");
            assert!(!text.contains('\u{1b}') && text.contains("+0.001 ± 0.010"), "{text}");
        }
        let text = attribution(&found, &found.splits[0], None, Language::English);
        let luck = text.lines().find(|line| line.contains("superstar")).expect("a line");
        assert!(luck.contains("cannot tell"), "{text}");
    }

    #[test]
    fn the_four_worlds_and_the_interaction_are_shown_by_year() {
        let late = TwoWay { year: 2125, ..example::conditions(0.01) };
        let text = conditions(&[example::conditions(0.04), late], None, Language::English);
        let row = text.lines().find(|line| line.contains("interaction")).expect("a row");
        assert!(row.contains("+0.040 ± 0.004") && row.contains("+0.010 ± 0.004"), "{text}");
        assert_eq!(conditions(&[], None, Language::English), "");
    }
}
