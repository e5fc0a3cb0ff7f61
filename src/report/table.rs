//! The summary as a table for the terminal: plain words, three years, the change.

use super::figures::Scale;
use super::language::Language;
use super::metric_names::in_words;
use crate::store::interval::IntervalFrom;
use crate::store::summary::{KeyMetric, Summary};
use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};

/// Width of the table where the terminal's is not known.
pub(super) const WIDTH: u16 = 110;

/// Lines above, below the header and at the end.
pub(super) const STYLE: TableStyle = TableStyle::new()
    .top_border(LineStyle::none().fill('─').junction('─'))
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .bottom_border(LineStyle::none().fill('─').junction('─'));

/// Short English words for the metrics that the summary shows; the Korean ones are those of sentences.
const WORDS: [(&str, &str); 15] = [
    ("iq_income_rank_r", "IQ with income rank, correlation"),
    ("iq_income_r", "IQ with income, correlation"),
    ("iq_log_income_r", "IQ with log income, correlation"),
    ("iq_record_rank_r", "IQ with rank of 11-year earnings, correlation"),
    ("mean_iq_percentile_75", "Mean IQ at the 75th percentile of 11-year earnings"),
    ("mean_iq_top1", "Mean IQ of the top 1 % of 11-year earnings"),
    ("iq_schooling_r", "IQ with years of schooling, correlation"),
    ("iq_job_rank_r", "IQ with rank of the job, correlation"),
    ("iq_family_status_r", "IQ with family status, correlation"),
    ("gini", "Gini coefficient of income"),
    ("top1_share", "Income share of the top 1 %"),
    ("parent_child_rank_slope", "Child's on parent's earnings rank, slope"),
    ("human_involvement", "Human share in making AI"),
    ("automated_share", "Automated share of work"),
    ("labour_share", "Labour's share of income"),
];

/// The table and a line that says what ± means. `width`: columns of the terminal.
pub fn summary_table(summary: &Summary, width: Option<u16>, language: Language) -> String {
    let korean = language == Language::Korean;
    let mut table = Table::new();
    table
        .load_style(STYLE)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width.unwrap_or(WIDTH))
        .force_no_tty();
    let years: Vec<i32> = summary
        .metrics
        .first()
        .map(|metric| metric.years.iter().map(|value| value.year).collect())
        .unwrap_or_default();
    let with_change = years.len() > 1;
    let mut header = vec![if korean { "지표" } else { "Metric" }.to_owned()];
    header.extend(years.iter().map(i32::to_string));
    if with_change {
        header.push(if korean { "변화" } else { "Change" }.to_owned());
    }
    let columns = header.len();
    table.set_header(header);
    for metric in &summary.metrics {
        table.add_row(row(metric, with_change, language));
    }
    for index in 1..columns {
        if let Some(column) = table.column_mut(index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    format!("{}\n{}\n{}\n", table.trim_fmt(), note(summary, language), without(language))
}

fn row(metric: &KeyMetric, with_change: bool, language: Language) -> Vec<String> {
    let scale = Scale::of_unit(&metric.unit);
    let mut cells = vec![format!("{}\n  {}", short_words(metric, language), metric.name)];
    cells.extend(metric.years.iter().map(|value| scale.with_error(&value.interval)));
    if with_change {
        cells.push(Scale::of_difference(&metric.unit).change_with_error(&metric.change));
    }
    cells.iter().map(|cell| language.percents(cell)).collect()
}

/// A metric in few words.
pub fn short_words(metric: &KeyMetric, language: Language) -> String {
    match WORDS.iter().find(|(name, _)| *name == metric.name) {
        Some((name, english)) => language.say(english, &in_words(name, language)).to_owned(),
        None => metric.meaning.clone(),
    }
}

/// What a number without ± is.
fn without(language: Language) -> &'static str {
    language.say(
        "Without ±: exact, or of fewer than ten people.",
        "±가 없는 값은 정확하거나, 열 명이 안 되는 사람의 값이다.",
    )
}

/// What ± means in this run.
pub fn note(summary: &Summary, language: Language) -> String {
    let from = |wanted| {
        let mut intervals =
            summary.metrics.iter().flat_map(|metric| metric.years.iter().map(|value| value.interval));
        intervals.any(|interval| interval.interval_from == wanted)
    };
    let (replicates, sampling) = (from(IntervalFrom::Replicates), from(IntervalFrom::Sampling));
    let has_ai = summary.d_day.is_some();
    match language {
        Language::English => {
            let half = "± is half of a 95 % interval";
            match (replicates, sampling) {
                (true, _) => format!("{half}, from the spread of {} replicates.", summary.replicates),
                (_, true) if has_ai => {
                    format!(
                        "{half}, from the sampling of people in one run; chance in AI progress is not in it."
                    )
                }
                (_, true) => format!("{half}, from the sampling of people in one run."),
                _ => "No number here has a known uncertainty.".to_owned(),
            }
        }
        Language::Korean => {
            let half = "±는 95% 신뢰구간의 절반으로,";
            match (replicates, sampling) {
                (true, _) => format!("{half} {}회 반복한 결과의 흩어짐에서 구했다.", summary.replicates),
                (_, true) if has_ai => format!(
                    "{half} 한 번 실행한 표본의 오차만 담았으며 인공지능 발전의 우연은 들어 있지 않다."
                ),
                (_, true) => format!("{half} 한 번 실행한 표본의 오차에서 구했다."),
                _ => "여기 있는 수 가운데 불확실성을 아는 것은 없다.".to_owned(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::summary::KEY_METRICS;
    use crate::store::summary::example::{about, results};

    fn table(replicates: usize, years: usize, width: Option<u16>) -> String {
        summary_table(
            &Summary::new(&results(replicates, years), about(), Vec::new()),
            width,
            Language::English,
        )
    }

    #[test]
    fn every_key_metric_has_words() {
        assert!(KEY_METRICS.iter().all(|name| WORDS.iter().any(|(known, _)| known == name)));
    }

    #[test]
    fn values_stand_beside_their_years_and_shares_are_percent() {
        let text = table(1, 101, None);
        let header = text.lines().find(|line| line.contains("Metric")).expect("a header");
        for word in ["2025", "2075", "2125", "Change"] {
            assert!(header.contains(word), "{text}");
        }
        let human = text.lines().find(|line| line.contains("Human share")).expect("a row");
        assert!(human.contains("100.0 %") && human.contains("5.0 %") && human.contains("−95.0 pp"), "{text}");
        assert!(text.contains("chance in AI progress is not in it"), "{text}");
        assert!(table(3, 101, None).contains("spread of 3 replicates"));
    }

    #[test]
    fn lines_keep_to_the_width_and_hold_no_control_codes() {
        for width in [60, 80, 140] {
            let text = table(2, 101, Some(width));
            assert!(!text.contains('\u{1b}'));
            let longest = text.lines().map(|line| line.chars().count()).max();
            assert!(longest.is_some_and(|longest| longest <= usize::from(width).max(75)), "{text}");
        }
    }

    #[test]
    fn the_korean_table_has_korean_words_and_no_blank_before_percent() {
        let summary = Summary::new(&results(1, 101), about(), Vec::new());
        let text = summary_table(&summary, None, Language::Korean);
        for part in
            ["지표", "변화", "소득 순위의 상관계수", "100.0%", "인공지능 발전의 우연은 들어 있지 않다"]
        {
            assert!(text.contains(part), "no {part} in {text}");
        }
        assert!(!text.contains(" %"), "{text}");
    }

    #[test]
    fn one_year_has_no_change_and_no_years_no_rows() {
        assert!(!table(1, 1, None).contains("Change"));
        assert!(table(1, 0, None).contains("No number here"));
    }
}
