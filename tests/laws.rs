//! What must always hold: quotas exact, shared people, null changes that change nothing, declarations that fit.

use iqsim::run::progress::Silent;
use iqsim::run::results::RunResults;
use iqsim::run::{Options, run};
use iqsim::scenario::{Scenario, declarations, shipped};
use std::path::Path;

fn load(name: &str, overrides: &[&str]) -> Scenario {
    let sizes = ["run.agents=9001", "run.years=12", "run.burn_in_years=30"];
    let overrides: Vec<String> = sizes.iter().chain(overrides).map(ToString::to_string).collect();
    Scenario::load(Path::new(name), &overrides).unwrap_or_else(|errors| panic!("{name}: {errors}"))
}

fn simulate(scenario: &Scenario) -> RunResults {
    run(scenario, Options { save_people: 9001, ..Options::default() }, &Silent).expect("small enough")
}

#[test]
fn every_declaration_is_consistent() {
    assert_eq!(declarations().misdeclared(), Vec::<String>::new());
}

#[test]
fn every_shipped_scenario_is_valid_in_all_its_years() {
    for (name, _) in shipped::SCENARIOS {
        let scenario =
            Scenario::load(Path::new(name), &[]).unwrap_or_else(|errors| panic!("{name}: {errors}"));
        assert!(!scenario.settings.title.is_empty() && !scenario.settings.description.is_empty(), "{name}");
    }
}

/// Each class holds its share of the people, within one person, in a world where shares move and classes shrink.
#[test]
fn quotas_are_met_to_the_person() {
    let scenario = load("twentieth_century", &["run.years=60"]);
    let results = simulate(&scenario);
    for (year, &calendar) in results.years.iter().enumerate() {
        let mut sum = 0.0;
        for job in &scenario.settings.jobs {
            let metric = results.metric(&format!("share_{}", job.name)).expect("measured");
            let held = results.estimates[[0, year, metric]].value.expect("defined") * 9001.0;
            let places = job.share.at(f64::from(calendar)) * 9001.0;
            assert!((held - places).abs() <= 1.0 + 1e-6, "{} in {calendar}: {held} for {places}", job.name);
            sum += held;
        }
        assert!((sum - 9001.0).abs() < 1e-6);
    }
}

/// Two scenarios with one seed have the same people: talents and test scores, slot by slot.
#[test]
fn scenarios_with_one_seed_share_their_people() {
    let one = simulate(&load("no_ai_century", &[]));
    let other = simulate(&load("ai_takeoff", &["schooling.openness=0.1"]));
    assert_eq!(one.people.len(), 9001);
    for (a, b) in one.people.iter().zip(&other.people) {
        assert_eq!((a.slot, a.generation, a.age), (b.slot, b.generation, b.age));
        assert_eq!((a.ability, a.noncognitive, a.iq), (b.ability, b.noncognitive, b.iq));
    }
    assert_ne!(one.estimates, other.estimates, "the worlds themselves differ");
    let other_seed = simulate(&load("no_ai_century", &["run.seed=2"]));
    assert_ne!(one.people[0].ability, other_seed.people[0].ability);
}

/// Changes that must not matter: AI with every channel off, or a channel of zero strength, is a world without AI.
#[test]
fn changes_that_must_not_matter_change_nothing() {
    let people = |results: &RunResults| -> Vec<_> {
        results
            .people
            .iter()
            .map(|p| (p.earnings.to_bits(), p.income.to_bits(), p.job, p.skill.to_bits()))
            .collect()
    };
    let without = people(&simulate(&load("no_ai_century", &[])));
    let off = ["assistance", "displacement", "access", "ownership", "luck"]
        .map(|channel| format!("ai.channels.{channel}=false"));
    let off: Vec<&str> = off.iter().map(String::as_str).collect();
    assert_eq!(people(&simulate(&load("ai_century", &off))), without, "all channels off");
    let zero = [
        "ai.work.skill_pass_through=1",
        "ai.work.boost=0",
        "ai.work.displacement=0",
        "ai.work.ownership=0",
        "ai.work.superstar=0",
        "ai.tutoring.opportunity_floor=0",
        "ai.tutoring.flattening=0",
    ];
    assert_eq!(people(&simulate(&load("ai_century", &zero))), without, "all channels at zero strength");
}

/// One more person leaves everybody else's talents and luck alone.
#[test]
fn one_more_person_changes_nobodys_draws() {
    let one = simulate(&load("nordic_baseline", &[]));
    let more = simulate(&load("nordic_baseline", &["run.agents=9002"]));
    // Only the last block gains a person; a child there may get another parent.
    let complete = 2 * iqsim::engine::blocks::BLOCK;
    for (a, b) in one.people.iter().zip(&more.people).take(complete) {
        assert_eq!((a.ability, a.noncognitive, a.iq, a.age), (b.ability, b.noncognitive, b.iq, b.age));
    }
}

/// A replicate is the same alone and in company, and replicates differ.
#[test]
fn replicates_are_independent_of_each_other() {
    let alone = simulate(&load("ai_century", &[]));
    let company = simulate(&load("ai_century", &["run.replicates=3"]));
    let of = |results: &RunResults, replicate: usize| {
        results.estimates.index_axis(ndarray::Axis(0), replicate).to_owned()
    };
    assert_eq!(of(&alone, 0), of(&company, 0));
    assert_ne!(of(&company, 1), of(&company, 2));
}

/// A population of one, of two, and one in which nobody is of parents' age still live.
#[test]
fn tiny_populations_live() {
    for agents in ["run.agents=1", "run.agents=2", "run.agents=17"] {
        let results = simulate(&load("ai_century", &[agents]));
        for estimate in results.estimates.iter() {
            assert!(
                estimate.value.is_none_or(f64::is_finite)
                    && estimate.standard_error.is_none_or(f64::is_finite)
            );
        }
    }
}

/// Extremes of every number: nothing becomes infinite, nothing panics.
#[test]
fn every_parameter_at_its_ends_gives_finite_results() {
    let mut tried = 0;
    let records = load("ai_century", &[]).records;
    for record in records.iter() {
        let numeric = matches!(
            record.kind,
            iqsim::scenario::record::Kind::Number | iqsim::scenario::record::Kind::Schedule
        );
        if !numeric || record.path.ends_with(".share") || record.path.ends_with(".weight") {
            continue;
        }
        for end in [record.low, record.high] {
            let small = ["run.agents=400", "run.years=3", "run.burn_in_years=3", "run.start_year=2060"];
            let mut overrides: Vec<String> = small.iter().map(ToString::to_string).collect();
            overrides.push(format!("{}={end:?}", record.path));
            let Ok(scenario) = Scenario::load(Path::new("ai_century"), &overrides) else {
                continue;
            };
            let results = run(&scenario, Options::default(), &Silent).expect("small enough");
            tried += 1;
            for (index, estimate) in results.estimates.indexed_iter() {
                let finite = estimate.value.is_none_or(f64::is_finite);
                assert!(finite, "{} = {end}: {}", record.path, results.metrics[index.2].name);
            }
        }
    }
    assert!(tried > 150, "only {tried} ends tried");
}
