//! Does calibration find what it should? The model makes the targets itself, with parameters that are known.

use iqsim::run::progress::Silent;
use iqsim::scenario::Scenario;
use iqsim::scenario::diagnostic::SourceText;
use iqsim::study::calibrate::free::{Free, look_up};
use iqsim::study::calibrate::objective::Objective;
use iqsim::study::calibrate::{Budget, calibrate};
use iqsim::study::validate::read::parse;
use iqsim::study::validate::target::Targets;
use iqsim::study::validate::worlds::{Setting, Worlds};
use std::path::{Path, PathBuf};

/// Observation and half-width of the interval: about twice the standard error of the small worlds below.
const OBSERVED: [(&str, f64); 5] = [
    ("iq_schooling_r", 0.02),
    ("gini", 0.007),
    ("record_p90_p50", 0.04),
    ("record_top1_share", 0.015),
    ("schooling_return", 0.0015),
];

/// Free parameter, bounds, and the value with which the targets are made; the scenario has other values.
const FREE: [(&str, f64); 3] =
    [("schooling.noise=0.3:1.5", 1.0), ("luck.jump_mean=0.1:0.4", 0.29), ("pay.part_year_share=0:0.8", 0.2)];

fn setting(more: &[&str]) -> Setting {
    let sizes = ["run.burn_in_years=60", "run.years=0", "run.replicates=2"];
    let set = sizes.iter().chain(more).map(ToString::to_string).collect();
    Setting { scenario: PathBuf::from("nordic_baseline"), set, threads: Some(2) }
}

fn targets(published: &[f64]) -> Targets {
    let table = |((metric, half), value): (&(&str, f64), &f64)| {
        format!(
            "[targets.{metric}]\nmetric = \"{metric}\"\npublished = {value}\ntolerance = {half}\nsource = \"made\"\n"
        )
    };
    let text: String = OBSERVED.iter().zip(published).map(table).collect();
    parse("made", &SourceText::new("made.toml", text)).expect("sound")
}

/// What the model itself gives at the known values, with other people and luck.
fn made() -> Vec<f64> {
    let unknown = targets(&[0.0; OBSERVED.len()]);
    let at = |(free, value): &(&str, f64)| format!("{}={value}", free.split('=').next().expect("a path"));
    let known: Vec<String> = FREE.iter().map(at).collect();
    let more: Vec<&str> =
        known.iter().map(String::as_str).chain(["run.agents=60000", "run.seed=77"]).collect();
    let worlds = Worlds::load(&unknown.targets, &setting(&more)).expect("sound");
    let observed = worlds.observe(&unknown.targets, &Silent).expect("small enough");
    observed.iter().map(|points| points[0].interval.value.expect("defined")).collect()
}

#[test]
fn known_parameters_are_found_within_their_intervals() {
    let setting = setting(&["run.agents=6000"]);
    let scenario = Scenario::load(Path::new("nordic_baseline"), &setting.set).expect("shipped");
    let free: Vec<Free> = FREE.iter().map(|(free, _)| Free::parse(free).expect("sound")).collect();
    let free = look_up(&free, &scenario).expect("known");
    let objective = Objective { targets: targets(&made()).targets, setting, free };
    let budget = Budget { search: 120, design: 60, seed: 1 };
    let found = calibrate(&objective, budget, Vec::new(), &Silent, &mut |_| Ok(())).expect("calibrated");
    assert!(found.improved && found.best.distance < 1.0, "inside on average: {}", found.best.distance);
    assert!(found.fitted.iter().filter(|fitted| !fitted.weak).count() >= 2, "{:#?}", found.fitted);
    for (fitted, (_, known)) in found.fitted.iter().zip(FREE) {
        let interval = fitted.posterior.expect("an interval");
        let holds = |value: f64| (interval.low..=interval.high).contains(&value);
        assert!(holds(known), "{fitted:#?} is not {known}");
        // How far the point may be from the truth is what the interval says.
        assert!(fitted.weak || holds(fitted.value), "{fitted:#?} is outside of its own interval");
    }
}
