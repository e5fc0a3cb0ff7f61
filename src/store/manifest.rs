//! The manifest: which program, scenario, machine and time a result comes from; the only file that may differ between equal runs.

use super::folder::WrittenFile;
use crate::engine::lanes;
use crate::run::results::Timings;
use serde::Serialize;
use std::time::{SystemTime, UNIX_EPOCH};
use sysinfo::{CpuRefreshKind, MemoryRefreshKind, RefreshKind, System};

/// A moment as seconds since 1970, coordinated universal time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    seconds: u64,
}

impl Moment {
    /// The present.
    pub fn now() -> Self {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Self { seconds }
    }

    /// As RFC 3339 writes it, such as `2025-01-31T09:05:00Z`.
    pub fn rfc_3339(self) -> String {
        let (year, month, day) = civil_date(self.seconds / 86_400);
        let of_day = self.seconds % 86_400;
        let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

/// Year, month and day of a day counted from 1970-01-01, in the Gregorian calendar.
///
/// Counts from 1 March of year 0, so that leap days end a year (Hinnant, "chrono-compatible date algorithms").
fn civil_date(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

/// What the caller knows about a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunRecord {
    /// The scenario with every key resolved, as text that runs again.
    pub scenario: String,
    /// Fingerprint of the resolved scenario.
    pub fingerprint: String,
    pub seed: u64,
    /// People in each replicate.
    pub agents: u64,
    pub years: u32,
    pub replicates: u32,
    pub command_line: Vec<String>,
    pub threads: usize,
    pub started: Moment,
}

/// The content of `manifest.json`.
#[derive(Debug, Serialize)]
pub struct Manifest<'a> {
    program: &'static str,
    version: &'static str,
    /// Commit the program was built from, where the build knew it.
    commit: Option<&'static str>,
    command_line: &'a [String],
    started: String,
    finished: String,
    seed: u64,
    agents: u64,
    years: u32,
    replicates: u32,
    threads: usize,
    wall_seconds: Option<f64>,
    /// In the order of the year.
    phases: Vec<Phase>,
    agent_years: u64,
    agent_years_per_second: Option<f64>,
    machine: Machine,
    fingerprint: &'a str,
    scenario: &'a str,
    files: &'a [WrittenFile],
}

impl<'a> Manifest<'a> {
    /// Describes a run that ends now.
    pub fn new(record: &'a RunRecord, timings: &Timings, files: &'a [WrittenFile]) -> Self {
        let wall_seconds = finite(timings.wall_seconds);
        let speed = timings.agent_years as f64 / timings.wall_seconds;
        let phases = timings.phases.iter();
        let phases = phases.map(|&(name, seconds)| Phase { name, seconds: finite(seconds) }).collect();
        Self {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            commit: option_env!("IQSIM_COMMIT"),
            command_line: &record.command_line,
            started: record.started.rfc_3339(),
            finished: Moment::now().rfc_3339(),
            seed: record.seed,
            agents: record.agents,
            years: record.years,
            replicates: record.replicates,
            threads: record.threads,
            wall_seconds,
            phases,
            agent_years: timings.agent_years,
            agent_years_per_second: finite(speed),
            machine: Machine::here(),
            fingerprint: &record.fingerprint,
            scenario: &record.scenario,
            files,
        }
    }
}

/// Time spent in one phase of the year, over all years and replicates.
#[derive(Debug, Serialize)]
struct Phase {
    name: &'static str,
    seconds: Option<f64>,
}

fn finite(number: f64) -> Option<f64> {
    Some(number).filter(|number| number.is_finite())
}

/// The machine of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Machine {
    pub system: String,
    pub architecture: &'static str,
    pub processor: Option<String>,
    /// Cores that the program may use.
    pub cores: usize,
    pub memory_bytes: Option<u64>,
    /// Vector instructions that the program used; no result depends on them.
    pub instructions: &'static str,
}

impl Machine {
    /// The machine that the program runs on; what the system hides stays empty.
    pub fn here() -> Self {
        let wanted = RefreshKind::nothing()
            .with_cpu(CpuRefreshKind::nothing())
            .with_memory(MemoryRefreshKind::nothing().with_ram());
        let known = System::new_with_specifics(wanted).ok();
        let processor = known.as_ref().and_then(|system| system.cpus().first());
        Self {
            system: System::long_os_version().unwrap_or_else(|_| std::env::consts::OS.to_owned()),
            architecture: std::env::consts::ARCH,
            processor: processor.map(|cpu| cpu.brand().trim().to_owned()).filter(|brand| !brand.is_empty()),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            memory_bytes: known.map(|system| system.total_memory()).filter(|&bytes| bytes > 0),
            instructions: lanes::chosen().name(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(seconds: u64) -> String {
        Moment { seconds }.rfc_3339()
    }

    #[test]
    fn dates_follow_the_gregorian_calendar() {
        assert_eq!(moment(0), "1970-01-01T00:00:00Z");
        assert_eq!(moment(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(moment(1_709_251_199), "2024-02-29T23:59:59Z");
        assert_eq!(moment(1_735_689_599), "2024-12-31T23:59:59Z");
        assert_eq!(moment(4_107_542_400), "2100-03-01T00:00:00Z");
    }

    #[test]
    fn the_manifest_lists_files_and_undefined_speed_is_null() {
        let record = RunRecord {
            scenario: "[run]\nseed = 1\n".to_owned(),
            fingerprint: "abc".to_owned(),
            seed: u64::MAX,
            agents: 10,
            years: 1,
            replicates: 1,
            command_line: vec!["simulate".to_owned()],
            threads: 2,
            started: Moment { seconds: 0 },
        };
        let files = [WrittenFile { name: "a.csv".into(), bytes: 1, blake3: "ff".into() }];
        let timings = Timings { wall_seconds: 0.0, phases: vec![("pay", f64::NAN)], agent_years: 0 };
        let manifest = serde_json::to_value(Manifest::new(&record, &timings, &files)).expect("JSON");
        assert_eq!(manifest["files"][0]["name"], "a.csv");
        assert_eq!(manifest["started"], "1970-01-01T00:00:00Z");
        assert_eq!(manifest["seed"], u64::MAX);
        assert!(manifest["agent_years_per_second"].is_null());
        assert!(manifest["phases"][0]["seconds"].is_null());
        assert!(manifest["machine"]["cores"].as_u64().is_some_and(|cores| cores > 0));
    }
}
