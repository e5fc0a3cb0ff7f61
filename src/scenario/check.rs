//! Checks across keys: shares that must sum to 1 in every year, and years that must fit together.

use super::diagnostic::Diagnostic;
use super::reader::Reader;
use super::schedule::Schedule;
use super::settings::Settings;

/// Shares may miss 1 by this much and are then scaled; more is a mistake.
const SHARE_TOLERANCE: f64 = 0.001;

/// Refuses what no single key shows to be wrong. Skipped once something else is wrong: values may then be defaults.
pub fn across_keys(settings: &Settings, reader: &mut Reader) {
    if reader.has_errors() || reader.is_documenting() {
        return;
    }
    let jobs: Vec<&Schedule> = settings.jobs.iter().map(|job| &job.share).collect();
    let levels: Vec<&Schedule> = settings.schooling.levels.iter().map(|level| &level.share).collect();
    check_shares(settings, &jobs, "jobs", "job classes", reader);
    reader.section("schooling", "", |reader| {
        check_shares(settings, &levels, "levels", "school levels", reader)
    });
}

/// Refuses shares that do not sum to 1 in some year of the run, naming the first such year.
fn check_shares(settings: &Settings, shares: &[&Schedule], name: &str, what: &str, reader: &mut Reader) {
    let first = settings.run.start_year;
    for year in first..=first + settings.run.years as i32 {
        let sum: f64 = shares.iter().map(|share| share.at(f64::from(year))).sum();
        if (sum - 1.0).abs() > SHARE_TOLERANCE {
            let problem = format!("the shares of the {what} sum to {sum:.4} in {year}");
            let advice = "what one gains the others have to lose; schedules that sum to 1 in their own years also do between them when they share those years";
            reader.refuse(name, Diagnostic::new(problem).allowed("1, within 0.001").advice(advice));
            return;
        }
    }
}
