//! Every figure that the program writes can be read: wide and for phones, in both languages; Korean sentences beside it are sound.

mod particles;
mod readable;

use assert_cmd::Command;
use iqsim::report::chart::fonts::fonts;
use std::collections::BTreeSet;
use std::path::Path;

/// Commands whose figures belong together; small populations, because the words are the same.
const COMMANDS: [&str; 16] = [
    "scenarios/two_centuries.toml --agents 800 --quiet",
    "ai_century --agents 800 --reps 3 --quiet",
    "compare no_ai_century ai_century --agents 500 --reps 3 --quiet",
    "attribute ai_century --from 2025 --to 2125 --metric iq_record_rank_r --agents 200 --reps 2 --quiet",
    "attribute ai_century --from 2025 --to 2060 --metric without_place_share --agents 200 --reps 2 --quiet",
    "dday metr_task_horizon",
    "dday ai_century",
    "sweep sweeps/two_conditions --agents 100 --reps 2 --quiet",
    "sweep ai_century --vary ai.work.skill_pass_through=0:2:1 --agents 200 --reps 2 --quiet",
    "sensitivity sweeps/ai_century --agents 64 --samples 8 --measure iq_income_rank_r@2125 --quiet",
    "sensitivity sweeps/ai_century --method morris --agents 64 --measure gini@2125 --quiet",
    "sensitivity sweeps/ai_century --method one-at-a-time --reps 2 --agents 64 --measure gini@2125 --quiet",
    "ai_century --draws 20 --agents 64 --quiet",
    "discover sweeps/ai_century --where gini@2125>0.4 --agents 64 --sample lhs:64 --quiet",
    "validate --agents 500 --quiet",
    "calibrate nordic_baseline --targets nordic --free luck.merit=0:0.3 --search 4 --design 9 --agents 400 --reps 2 --quiet",
];

/// Names of all figures of a folder that have a fault, with the faults; `seen` takes every name.
fn faults_of(folder: &Path, command: &str, seen: &mut BTreeSet<String>) -> Vec<String> {
    let mut faults = Vec::new();
    for entry in std::fs::read_dir(folder).expect("results") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("").to_owned();
        let Some(name) = name.strip_suffix(".svg") else { continue };
        let svg = std::fs::read_to_string(&path).expect("text");
        let found = readable::faults(&svg, fonts());
        faults.extend(found.iter().map(|fault| format!("{command}: {name}: {fault}")));
        seen.insert(name.split('_').next().unwrap_or("").to_owned());
        let narrow = name.ends_with(".phone") || folder.join(format!("{name}.phone.svg")).exists();
        assert!(narrow, "{name} has no narrow drawing");
    }
    faults
}

#[test]
fn every_figure_can_be_read_wide_and_narrow_in_both_languages() {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for command in COMMANDS {
        for language in ["en", "ko"] {
            let folder = tempfile::tempdir().expect("a folder");
            let out = folder.path().join("out");
            let mut run = Command::new(env!("CARGO_BIN_EXE_simulate"));
            run.current_dir(env!("CARGO_MANIFEST_DIR")).args(command.split(' '));
            run.args(["--lang", language, "--out"]).arg(&out);
            let done = run.output().expect("started");
            assert!(
                matches!(done.status.code(), Some(0 | 3)),
                "{command}: {}",
                String::from_utf8_lossy(&done.stderr)
            );
            faults.extend(faults_of(&out, &format!("{command} --lang {language}"), &mut seen));
            if language == "ko" {
                faults.extend(particles::wrong(&String::from_utf8_lossy(&done.stdout)));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for kind in [
        "ai",
        "correlation",
        "dday",
        "density",
        "difference",
        "fan",
        "forecasts",
        "heat",
        "hindcast",
        "income",
        "iq",
        "jobs",
        "lorenz",
        "parallel",
        "response",
        "scoreboard",
        "screening",
        "sensitivity",
        "tornado",
        "waterfall",
    ] {
        assert!(seen.contains(kind) || seen.contains(&format!("{kind}.phone")), "no {kind} among {seen:?}");
    }
}
