//! Measured speed as a table for the terminal.

use super::figures::grouped;
use super::language::Language;
use super::table::{STYLE, WIDTH};
use crate::store::manifest::Machine;
use crate::study::speed::Speed;
use comfy_table::{CellAlignment, ContentArrangement, Table};

/// What was measured where. `measured`: years and years of burn-in, and how often each run was repeated.
pub fn title(
    machine: &Machine,
    scenario: &str,
    ([years, burn_in], repeated): ([u64; 2], u32),
    language: Language,
) -> String {
    let processor = machine.processor.as_deref().unwrap_or(machine.architecture);
    let (cores, instructions) = (machine.cores, machine.instructions);
    match language {
        Language::English => format!(
            "{processor}, {cores} cores, {instructions}; {scenario}, {years} years and {burn_in} of burn-in, fastest of {repeated}"
        ),
        Language::Korean => format!(
            "{processor}, 코어 {cores}개, {instructions}. {scenario}, {years}년과 미리 돌린 {burn_in}년, {repeated}회 가운데 가장 빠른 것"
        ),
    }
}

/// Agent-years a second by population and threads, then the time of each phase, then the sets of instructions.
pub fn speed_table(speeds: &[Speed], width: Option<u16>, language: Language) -> String {
    let Some(widest) = speeds.first().map(|speed| speed.instructions) else {
        return String::new();
    };
    let (with_widest, narrower): (Vec<&Speed>, Vec<&Speed>) =
        speeds.iter().partition(|speed| speed.instructions == widest);
    let mut parts = vec![populations(&with_widest, width, language), phases(&with_widest, width, language)];
    if let (Some(last), false) = (with_widest.last(), narrower.is_empty()) {
        parts.push(instructions(last, &narrower, width, language));
    }
    parts.join("\n\n")
}

/// One row a population: speed on one thread and on all, and their ratio.
fn populations(speeds: &[&Speed], width: Option<u16>, language: Language) -> String {
    let of_threads = |one: bool| speeds.iter().filter(move |speed| (speed.threads == 1) == one);
    let all = of_threads(false).next().map(|speed| speed.threads);
    let mut header = vec![
        language.say("People", "사람 수").to_owned(),
        language.say("Million agent-years a second, 1 thread", "초당 백만 인년, 스레드 1개").to_owned(),
    ];
    if let Some(all) = all {
        header.push(language.say(&format!("{all} threads"), &format!("스레드 {all}개")).to_owned());
        header.push(language.say("Ratio", "배율").to_owned());
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
fn phases(speeds: &[&Speed], width: Option<u16>, language: Language) -> String {
    let single: Vec<&&Speed> = speeds.iter().filter(|speed| speed.threads == 1).collect();
    let mut header =
        vec![language.say("Nanoseconds an agent-year, 1 thread", "인년당 나노초, 스레드 1개").to_owned()];
    header.extend(single.iter().map(|speed| people(speed)));
    let names = single.first().map(|speed| speed.phases.as_slice()).unwrap_or_default();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (position, phase) in names.iter().enumerate() {
        let of = |speed: &&Speed| speed.phases.get(position).map_or(0.0, |phase| phase.nanoseconds);
        let mut row = vec![phase_words(phase.phase, language).to_owned()];
        row.extend(single.iter().map(|speed| format!("{:.1}", of(speed))));
        rows.push(row);
    }
    let mut whole = vec![language.say("everything", "모두").to_owned()];
    whole.extend(single.iter().map(|speed| format!("{:.1}", 1e9 / speed.agent_years_per_second)));
    rows.push(whole);
    drawn(header, rows, width)
}

/// A phase of the year.
fn phase_words(phase: &'static str, language: Language) -> &'static str {
    let known = PHASES.iter().filter(|_| language == Language::Korean).find(|(english, _)| *english == phase);
    known.map_or(phase, |(_, korean)| korean)
}

const PHASES: [(&str, &str); 5] = [
    ("capital, count, retire, learn, move", "자본, 집계, 은퇴, 배움, 이동"),
    ("school", "학교"),
    ("places", "자리"),
    ("pay", "보수"),
    ("statistics", "통계"),
];

/// One row a set of instructions.
fn instructions(widest: &Speed, narrower: &[&Speed], width: Option<u16>, language: Language) -> String {
    let header = vec![
        match language {
            Language::English => {
                format!("Instructions ({} people, {} threads)", people(widest), widest.threads)
            }
            Language::Korean => format!("명령({}명, 스레드 {}개)", people(widest), widest.threads),
        },
        language.say("Million agent-years a second", "초당 백만 인년").to_owned(),
        language.say("Ratio", "배율").to_owned(),
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
        let text = speed_table(&speeds, None, Language::English);
        for part in ["10,000", "20.0", "1.50", "1.90", "pay", "7.2", "25.0", "baseline", "38.0", "0.50"] {
            assert!(text.contains(part), "{part} in\n{text}");
        }
        let korean = speed_table(&speeds, None, Language::Korean);
        assert!(korean.contains("보수") && !korean.contains("pay"), "{korean}");
        assert_eq!(speed_table(&[], None, Language::English), "");
        assert!(!speed_table(&speeds[..1], None, Language::English).contains("Ratio"));
    }
}
