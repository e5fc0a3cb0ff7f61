//! Whole runs of worlds in which a correlation must vanish, and the variance of ability in a population that lives.

use crate::assert_close;
use iqsim::run::progress::Silent;
use iqsim::run::results::RunResults;
use iqsim::run::{Options, run};
use iqsim::scenario::Scenario;
use std::path::Path;

const PEOPLE: u64 = 60_000;

fn simulate(scenario: &str, overrides: &[&str], save_people: u32) -> RunResults {
    let sizes = [format!("run.agents={PEOPLE}"), "run.years=0".into(), "run.burn_in_years=100".into()];
    let overrides: Vec<String> = sizes.into_iter().chain(overrides.iter().map(ToString::to_string)).collect();
    let scenario = Scenario::load(Path::new(scenario), &overrides).expect("a valid world");
    run(&scenario, Options { save_people, ..Options::default() }, &Silent).expect("small enough")
}

/// A correlation that must be 0. Families of one block share talents, so people count for less than their number:
/// siblings (about three to a parent) double the error at the most.
#[track_caller]
fn assert_none(results: &RunResults, metric: &str) {
    let estimate = results.estimates[[0, 0, results.metric(metric).expect("measured")]];
    assert_close(
        metric,
        estimate.value.expect("defined"),
        0.0,
        2.0 * estimate.standard_error.expect("sampled"),
    );
}

#[test]
fn where_places_are_inherited_and_ability_is_not_iq_says_nothing_about_schooling() {
    let results = simulate(
        "closed_schools",
        &["schooling.openness=0", "family.ability_inheritance=0", "family.noncognitive_inheritance=0"],
        0,
    );
    assert_none(&results, "iq_schooling_r");
    assert_none(&results, "iq_family_status_r");
}

#[test]
fn where_nothing_pays_for_learning_and_gates_are_blind_iq_says_nothing_about_income() {
    let jobs = [
        "managers",
        "professionals",
        "technicians",
        "clerical",
        "service_and_sales",
        "craft_and_machine",
        "elementary_and_farm",
    ];
    let mut overrides: Vec<String> = ["luck.merit=0", "pay.noncognitive_return=0"].map(String::from).to_vec();
    overrides.extend(["skill", "noncognitive"].map(|part| format!("pay.out_of_work.{part}=0")));
    for job in jobs {
        overrides.push(format!("jobs.{job}.learning_return=0"));
        overrides.push(format!("jobs.{job}.gate={{ noise = 1.0 }}"));
        for quality in ["skill", "schooling", "background", "noncognitive", "experience"] {
            overrides.push(format!("jobs.{job}.gate.{quality}=0"));
        }
    }
    let overrides: Vec<&str> = overrides.iter().map(String::as_str).collect();
    let results = simulate("nordic_baseline", &overrides, 0);
    for metric in ["iq_income_rank_r", "iq_income_r", "iq_log_income_r", "iq_record_rank_r", "iq_job_rank_r"]
    {
        assert_none(&results, metric);
    }
}

/// Breakthroughs at human speed are a Poisson process with exponential sizes: means and variances of 2,000 centuries.
#[test]
fn breakthroughs_come_at_their_rate_and_size() {
    use iqsim::engine::random::Random;
    use iqsim::year::progress::{advance, start};
    let scenario = Scenario::load(Path::new("ai_century"), &["ai.involvement.machine_speedup=1".to_owned()]);
    let ai = scenario.expect("a shipped scenario").settings.ai;
    let (draws, years) = (2_000_u32, 100_i32);
    let (mut count, mut count_squares, mut size) = (0.0_f64, 0.0_f64, 0.0_f64);
    for draw in 0..draws {
        let random = Random::new(31, draw);
        let mut state = start(&ai.progress, 0);
        let mut here = 0.0;
        for year in 1..=years {
            let (next, sizes) =
                advance(&state, &ai.progress, &ai.involvement, &ai.work, &[], &random, 2022 + year);
            here += sizes.len() as f64;
            size += sizes.iter().sum::<f64>();
            state = next;
        }
        count += here;
        count_squares += here * here;
    }
    let n = f64::from(draws);
    let mean = ai.progress.breakthrough_rate * f64::from(years);
    assert_close("breakthroughs in a century", count / n, mean, (mean / n).sqrt());
    let variance = count_squares / n - (count / n).powi(2);
    assert_close(
        "their variance",
        variance,
        mean,
        (2.0 / n).sqrt() * mean * (1.0 + 1.0 / (2.0 * mean)).sqrt(),
    );
    assert_close(
        "mean size",
        size / count,
        ai.progress.breakthrough_mean,
        ai.progress.breakthrough_mean / count.sqrt(),
    );
}

#[test]
fn ability_keeps_its_variance_in_a_population_that_lives_for_a_century() {
    let results = simulate("nordic_baseline", &[], PEOPLE as u32);
    let n = results.people.len() as f64;
    assert_eq!(results.people.len() as u64, PEOPLE);
    assert!(results.people.iter().all(|person| person.generation >= 2), "everybody is a child of this world");
    let moments = |value: &dyn Fn(&iqsim::run::results::PersonRow) -> f32| {
        let mean = results.people.iter().map(|person| f64::from(value(person))).sum::<f64>() / n;
        let square = |person| (f64::from(value(person)) - mean).powi(2);
        (mean, results.people.iter().map(square).sum::<f64>() / n)
    };
    // Squares of siblings' abilities correlate by r⁴ = 0.06; with three siblings the variance counts as of n/1.2.
    let error = (2.0 * 1.5 / n).sqrt();
    let (_, variance) = moments(&|person| person.ability);
    assert_close("variance of ability", variance, 1.0, error);
    let (_, variance) = moments(&|person| person.noncognitive);
    assert_close("variance of non-cognitive skill", variance, 1.0, error);
}
