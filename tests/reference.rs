//! Does an independent program agree? The means of every statistic over ten years, against `reference/results`.
//!
//! Verdicts by equivalence: *equal* where the 95 % interval of the difference lies inside the margin, *different* where the
//! interval (widened for the number of comparisons) lies outside it, *cannot tell* otherwise. No statistic may be
//! different, and few may be undecided.

use iqsim::run::progress::Silent;
use iqsim::run::results::RunResults;
use iqsim::run::{Options, run};
use iqsim::scenario::Scenario;
use statrs::distribution::{ContinuousCDF, StudentsT};
use std::path::{Path, PathBuf};

/// Differences below this do not matter: correlations, shares and slopes by 0.02; other numbers by 3 %.
const MARGIN: f64 = 0.02;
const RELATIVE_MARGIN: f64 = 0.03;
/// Metrics whose unit is not of order one.
const RELATIVE: [&str; 3] = ["mean_iq", "mean_schooling_years", "record_tail_exponent"];

#[derive(Debug, PartialEq)]
enum Verdict {
    Equal,
    CannotTell,
    Different,
}

struct Reference {
    from_year: i32,
    metric: String,
    mean: f64,
    sd: f64,
    replicates: f64,
}

fn reference(scenario: &str) -> Vec<Reference> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("reference/results/{scenario}.csv"));
    let mut reader = csv::Reader::from_path(&path).expect("committed results");
    let rows = reader.records().map(|row| row.expect("a row"));
    let parse = |row: csv::StringRecord| {
        Some(Reference {
            from_year: row[0].parse().ok()?,
            metric: row[1].to_owned(),
            mean: row[2].parse().ok()?,
            sd: row[3].parse().ok()?,
            replicates: row[4].parse().ok()?,
        })
    };
    rows.filter_map(parse).collect()
}

/// Mean and standard deviation over replicates of a metric's mean over ten years.
fn decade(results: &RunResults, from_year: i32, metric: usize) -> Option<(f64, f64)> {
    let mut means = Vec::new();
    for replicate in 0..results.replicates() {
        let years =
            results.years.iter().enumerate().filter(|(_, year)| (from_year..from_year + 10).contains(year));
        let values: Vec<f64> =
            years.filter_map(|(year, _)| results.estimates[[replicate, year, metric]].value).collect();
        means.push(values.iter().sum::<f64>() / values.len() as f64);
    }
    let n = means.len() as f64;
    let mean = means.iter().sum::<f64>() / n;
    let variance = means.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0);
    mean.is_finite().then_some((mean, variance.sqrt()))
}

fn margin(reference: &Reference) -> f64 {
    let large = reference.mean.abs() > 2.0 || RELATIVE.contains(&reference.metric.as_str());
    if large { RELATIVE_MARGIN * reference.mean.abs() } else { MARGIN }
}

fn verdict(reference: &Reference, (mean, sd): (f64, f64), comparisons: usize) -> Verdict {
    let n = reference.replicates;
    let error = (sd * sd / n + reference.sd * reference.sd / n).sqrt();
    let student = StudentsT::new(0.0, 1.0, 2.0 * n - 2.0).expect("several replicates");
    let difference = (mean - reference.mean).abs();
    let half_95 = student.inverse_cdf(0.975) * error;
    let half_all = student.inverse_cdf(1.0 - 0.005 / comparisons as f64) * error;
    if difference + half_95 < margin(reference) {
        Verdict::Equal
    } else if difference - half_all > margin(reference) {
        Verdict::Different
    } else {
        Verdict::CannotTell
    }
}

fn compare(name: &str) {
    let sizes = ["run.agents=20000", "run.replicates=16", "run.seed=1"];
    // As in reference/update.sh: the same AI in every replicate.
    let same_ai = ["ai.progress.breakthrough_rate=0"];
    let overrides: Vec<String> = sizes.into_iter().chain(same_ai).map(String::from).collect();
    let scenario = Scenario::load(Path::new(name), &overrides).expect("a shipped scenario");
    let results = run(&scenario, Options::default(), &Silent).expect("small enough");
    let references = reference(name);
    let (mut equal, mut undecided) = (0, Vec::new());
    for row in &references {
        let Some(metric) = results.metric(&row.metric) else {
            panic!("{name}: the program has no {}", row.metric);
        };
        let Some(ours) = decade(&results, row.from_year, metric) else {
            panic!("{name}: {} is undefined from {}", row.metric, row.from_year);
        };
        let told = format!(
            "{} from {}: {:.4} ± {:.4} here, {:.4} ± {:.4} there",
            row.metric, row.from_year, ours.0, ours.1, row.mean, row.sd
        );
        match verdict(row, ours, references.len()) {
            Verdict::Equal => equal += 1,
            Verdict::CannotTell => undecided.push(told),
            Verdict::Different => panic!("{name}: different: {told}"),
        }
    }
    println!("{name}: {equal} equal, {} cannot tell:\n{}", undecided.len(), undecided.join("\n"));
    assert!(equal > 100, "{name}: only {equal} comparisons");
    let most = references.len() / 10;
    assert!(undecided.len() <= most, "{name}: {} undecided:\n{}", undecided.len(), undecided.join("\n"));
}

#[test]
fn nordic_baseline_agrees() {
    compare("nordic_baseline");
}

#[test]
fn twentieth_century_agrees() {
    compare("twentieth_century");
}

#[test]
fn ai_century_leveller_agrees() {
    compare("ai_century_leveller");
}
