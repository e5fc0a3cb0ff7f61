//! Measured speed as a table for the terminal.

use super::figures::grouped;
use super::table::{STYLE, WIDTH};
use crate::study::speed::Speed;
use comfy_table::{CellAlignment, ContentArrangement, Table};

/// Agent-years a second by population and threads, then the time of each phase, then the sets of instructions.
pub fn speed_table(speeds: &[Speed], width: Option<u16>) -> String {
    let Some(widest) = speeds.first().map(|speed| speed.instructions) else {
        return String::new();
    };
    let (with_widest, narrower): (Vec<&Speed>, Vec<&Speed>) =
        speeds.iter().partition(|speed| speed.instructions == widest);
    let mut parts = vec![populations(&with_widest, width), phases(&with_widest, width)];
    if let (Some(last), false) = (with_widest.last(), narrower.is_empty()) {
        parts.push(instructions(last, &narrower, width));
    }
    parts.join("\n\n")
}

/// One row a population: speed on one thread and on all, and their ratio.
fn populations(speeds: &[&Speed], width: Option<u16>) -> String {
    let of_threads = |one: bool| speeds.iter().filter(move |speed| (speed.threads == 1) == one);
    let all = of_threads(false).next().map(|speed| speed.threads);
    let mut header = vec!["People".to_owned(), "Million agent-years a second, 1 thread".to_owned()];
    if let Some(all) = all {
        header.extend([format!("{all} threads"), "Ratio".to_owned()]);
    }
    let rows = of_threads(true).map(|one| {
        let mut row = vec![people(one), millions(one)];
        if let Some(many) = of_threads(false).find(|many| same_people(one, many)) {
            let ratio = many.agent_years_per_second / one.agent_years_per_second;
            row.extend([millions(many), format!("{ratio:.2}")]);
        }
        row
    });
    drawn(header, rows.collect(), width)
}

/// One row a phase: nanoseconds of an agent-year on one thread, by population.
fn phases(speeds: &[&Speed], width: Option<u16>) -> String {
    let single: Vec<&&Speed> = speeds.iter().filter(|speed| speed.threads == 1).collect();
    let mut header = vec!["Nanoseconds an agent-year, 1 thread".to_owned()];
    header.extend(single.iter().map(|speed| people(speed)));
    let names = single.first().map(|speed| speed.phases.as_slice()).unwrap_or_default();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (position, phase) in names.iter().enumerate() {
        let of = |speed: &&Speed| speed.phases.get(position).map_or(0.0, |phase| phase.nanoseconds);
        let mut row = vec![phase.phase.to_owned()];
        row.extend(single.iter().map(|speed| format!("{:.1}", of(speed))));
        rows.push(row);
    }
    let mut whole = vec!["everything".to_owned()];
    whole.extend(single.iter().map(|speed| format!("{:.1}", 1e9 / speed.agent_years_per_second)));
    rows.push(whole);
    drawn(header, rows, width)
}

/// One row a set of instructions.
fn instructions(widest: &Speed, narrower: &[&Speed], width: Option<u16>) -> String {
    let header = vec![
        format!("Instructions ({} people, {} threads)", people(widest), widest.threads),
        "Million agent-years a second".to_owned(),
        "Ratio".to_owned(),
    ];
    let rows = narrower.iter().copied().chain([widest]).map(|speed| {
        let ratio = speed.agent_years_per_second / widest.agent_years_per_second;
        vec![speed.instructions.to_owned(), millions(speed), format!("{ratio:.2}")]
    });
    drawn(header, rows.collect(), width)
}

fn same_people(a: &Speed, b: &Speed) -> bool {
    (a.people, a.replicates) == (b.people, b.replicates)
}

fn people(speed: &Speed) -> String {
    match speed.replicates {
        1 => grouped(speed.people),
        many => format!("{many} × {}", grouped(speed.people)),
    }
}

fn millions(speed: &Speed) -> String {
    format!("{:.1}", speed.agent_years_per_second / 1e6)
}

fn drawn(header: Vec<String>, rows: Vec<Vec<String>>, width: Option<u16>) -> String {
    let columns = header.len();
    let mut table = Table::new();
    table
        .load_style(STYLE)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width.unwrap_or(WIDTH))
        .force_no_tty()
        .set_header(header);
    for row in rows {
        table.add_row(row);
    }
    for column in 1..columns {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::speed::PhaseSpeed;

    fn speed(people: u64, threads: usize, instructions: &'static str, rate: f64) -> Speed {
        let phases = vec![PhaseSpeed { phase: "pay", nanoseconds: 7.25 }];
        Speed { people, replicates: 1, threads, instructions, agent_years_per_second: rate, phases }
    }

    #[test]
    fn populations_phases_and_instructions() {
        let speeds = [
            speed(10_000, 1, "avx2", 20e6),
            speed(10_000, 2, "avx2", 30e6),
            speed(1_000_000, 1, "avx2", 40e6),
            speed(1_000_000, 2, "avx2", 76e6),
            speed(1_000_000, 2, "baseline", 38e6),
        ];
        let text = speed_table(&speeds, None);
        for part in ["10,000", "20.0", "1.50", "1.90", "pay", "7.2", "25.0", "baseline", "38.0", "0.50"] {
            assert!(text.contains(part), "{part} in\n{text}");
        }
        assert_eq!(speed_table(&[], None), "");
        assert!(!speed_table(&speeds[..1], None).contains("Ratio"));
    }
}
