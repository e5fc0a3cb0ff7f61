//! What a study would do and how far a run is, in words: its plan, its work, its memory and its time.

use super::figures::grouped;
use super::language::Language;
use super::pairs::lines;
use crate::study::sweep::plan::Plan;
use crate::study::sweep::record;

/// What is known of a plan before it is carried out.
pub struct Outlook {
    /// Runs of this shard, where the plan is divided.
    pub shard_runs: Option<u64>,
    /// Runs that are stored already.
    pub stored: usize,
    pub agent_years: u64,
    /// Bytes.
    pub memory: u64,
    pub seconds: f64,
    pub threads: usize,
    pub folder: String,
}

/// The plan, one line for each thing that is known.
pub fn plan(plan: &Plan, outlook: &Outlook, language: Language) -> String {
    let (runs, stored, threads) = (plan.runs(), outlook.stored, outlook.threads);
    let axes: Vec<&str> = plan.axes.iter().map(|axis| axis.name.as_str()).collect();
    let (memory, time) = (bytes(outlook.memory), duration(outlook.seconds, language));
    let told = |english: String, korean: String| language.say(&english, &korean).to_owned();
    lines(&[
        (language.say("axes", "축"), axes.join(", ")),
        (language.say("sample", "표본"), record::sample_word(plan.design.sample())),
        (language.say("configurations", "설정"), plan.configurations().to_string()),
        (language.say("replicates", "반복"), plan.replicates.to_string()),
        (
            language.say("runs", "실행"),
            outlook.shard_runs.map_or(runs.to_string(), |here| {
                told(format!("{here} of {runs}, this shard"), format!("{runs}회 가운데 이 조각의 {here}회"))
            }),
        ),
        (language.say("in the store", "저장된 실행"), told(format!("{stored} runs"), format!("{stored}회"))),
        (
            language.say("agent-years", "인년"),
            with_prefix(outlook.agent_years as f64, language).trim_end().to_owned(),
        ),
        (language.say("measures", "지표"), plan.measure_names().join(", ")),
        (language.say("memory", "메모리"), told(format!("about {memory}"), format!("약 {memory}"))),
        (
            language.say("time", "시간"),
            told(
                format!("about {time} on {threads} threads, if none is stored"),
                format!("저장된 실행이 없으면 스레드 {threads}개로 약 {time}"),
            ),
        ),
        (language.say("results", "결과"), outlook.folder.clone()),
    ])
}

/// That a run begins, with its work.
pub fn begins(agent_years: u64, language: Language) -> String {
    let work = with_prefix(agent_years as f64, language);
    language.say(&format!("simulating {work}agent-years"), &format!("{work}인년을 시뮬레이션한다")).to_owned()
}

/// Speed in agent-years a second.
pub fn rate(agent_years_per_second: f64, language: Language) -> String {
    format!("{}{}", with_prefix(agent_years_per_second, language), language.say("agent-years/s", "인년/초"))
}

/// How much is done, how fast, and how long it still takes.
pub fn progress(percent: u64, speed: f64, seconds_left: f64, language: Language) -> String {
    let speed = rate(speed, language);
    language
        .say(
            &format!("{percent:3} %  {speed}  {seconds_left:.0} s left"),
            &format!("{percent:3}%  {speed}  {seconds_left:.0}초 남음"),
        )
        .to_owned()
}

/// How long it took, and how fast that was.
pub fn speed(agent_years: u64, seconds: f64, language: Language) -> String {
    let rate = rate(agent_years as f64 / seconds.max(1e-9), language);
    language.say(&format!("{seconds:.1} s, {rate}"), &format!("{seconds:.1}초, {rate}")).to_owned()
}

/// How many runs have failed.
pub fn failed(count: u64, language: Language) -> String {
    language.say(&format!("{count} failed"), &format!("실패 {count}회")).to_owned()
}

/// A number of bytes for people: `1.5 GiB`.
pub fn bytes(number: u64) -> String {
    const UNITS: [&str; 6] = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    let mut size = number as f64 / 1024.0;
    let mut unit = 0;
    while size >= 1024.0 && unit + 1 < UNITS.len() {
        size /= 1024.0;
        unit += 1;
    }
    format!("{size:.1} {}", UNITS[unit])
}

/// A rate or number with a prefix of its unit, or in Korean with the word for its size: `23.4 M`, `2,340만 `.
fn with_prefix(number: f64, language: Language) -> String {
    match (language, number) {
        (Language::English, n) if n >= 1e9 => format!("{:.1} G", n / 1e9),
        (Language::English, n) if n >= 1e6 => format!("{:.1} M", n / 1e6),
        (Language::English, n) if n >= 1e3 => format!("{:.1} k", n / 1e3),
        (Language::Korean, n) if n >= 1e8 => format!("{:.1}억 ", n / 1e8),
        (Language::Korean, n) if n >= 1e4 => format!("{}만 ", grouped((n / 1e4).round() as u64)),
        (_, n) => format!("{n:.0} "),
    }
}

fn duration(seconds: f64, language: Language) -> String {
    let (number, unit) = match seconds {
        s if s < 100.0 => (s, [" s", "초"]),
        s if s < 6000.0 => (s / 60.0, [" min", "분"]),
        s if s < 72.0 * 3600.0 => (s / 3600.0, [" h", "시간"]),
        s => (s / 86_400.0, [" days", "일"]),
    };
    format!("{number:.0}{}", language.say(unit[0], unit[1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_for_people() {
        assert_eq!(bytes(1_610_612_736), "1.5 GiB");
        assert_eq!(bytes(0), "0.0 KiB");
        assert_eq!(bytes(u64::MAX), "16.0 EiB");
        assert_eq!(with_prefix(23_400_000.0, Language::English), "23.4 M");
        assert_eq!(with_prefix(23_400_000.0, Language::Korean), "2,340만 ");
        assert_eq!(begins(3_900_000, Language::Korean), "390만 인년을 시뮬레이션한다");
        assert_eq!(duration(7200.0, Language::English), "2 h");
    }
}
