//! Sensitivity, regions and draws: which assumptions decide, which give an outcome, what they leave open.

use super::sweeps::{files, folder_with};
use super::{outcome, simulate};
use std::fs;
use std::path::Path;

/// Three parameters: one that decides, one that does nothing, and a lever.
const DECIDED: &str = r#"
scenario = "ai_takeoff"
replicates = 2
measure = ["human_involvement@2040", "gini@2040"]
[set.run]
agents = 500
years = 15
burn_in_years = 3
[vary]
"ai.progress.steady_gain" = { low = 0.05, best = 0.1, high = 0.2 }
"luck.jump_rate" = "0.05:0.1"
"schooling.openness" = { range = [0.2, 0.6], role = "lever" }
"#;

fn sensitivity(folder: &Path, more: &[&str]) -> (i32, String, String) {
    outcome(&mut simulate(folder, &[&["sensitivity", "mine.toml", "--quiet", "--out", "out"], more].concat()))
}

#[test]
fn the_parameter_that_decides_is_found_by_every_method() {
    for (method, samples, kind) in
        [("sobol", "16", "total"), ("morris", "12", "strength"), ("one-at-a-time", "1", "high_less_middle")]
    {
        let folder = folder_with(DECIDED);
        let (code, out, message) = sensitivity(folder.path(), &["--method", method, "--samples", samples]);
        assert_eq!((code, message.as_str()), (0, ""), "{method}");
        let told = out.lines().find(|line| line.contains("human share")).expect("a sentence");
        assert!(out.contains("ai.progress.steady_gain") && told.contains("2040"), "{out}");
        let table = fs::read_to_string(folder.path().join("out/sensitivity.csv")).expect("a table");
        let value = |axis: &str| -> f64 {
            let start = format!("human_involvement@2040,{kind},{axis},");
            let line = table
                .lines()
                .find(|line| line.starts_with(&start))
                .unwrap_or_else(|| panic!("{start}: {table}"));
            line[start.len()..].split(',').next().and_then(|cell| cell.parse().ok()).expect("a number")
        };
        // AI's path knows nothing of luck and schools.
        assert_eq!(value("luck.jump_rate"), 0.0, "{method}");
        assert_eq!(value("schooling.openness"), 0.0, "{method}");
        assert!(value("ai.progress.steady_gain").abs() > 0.05, "{method}: {table}");
    }
}

#[test]
fn indices_hold_for_the_rows_that_are_there_and_are_the_same_after_a_shard_and_the_rest() {
    let folder = folder_with(DECIDED);
    let method = ["--samples", "8"];
    assert_eq!(sensitivity(folder.path(), &method).0, 0);
    let whole = files(&folder.path().join("out"));
    let (code, out, _) = outcome(&mut simulate(
        folder.path(),
        &["sensitivity", "mine.toml", "--quiet", "--out", "part", "--samples", "8", "--shard", "1/4"],
    ));
    assert_eq!(code, 0);
    assert!(out.contains("not done yet"), "{out}");
    let rest = ["sensitivity", "mine.toml", "--quiet", "--out", "part", "--samples", "8", "--resume"];
    assert_eq!(outcome(&mut simulate(folder.path(), &rest)).0, 0);
    assert_eq!(files(&folder.path().join("part")), whole);
}

fn discover(folder: &Path, condition: &str, more: &[&str]) -> (i32, String, String) {
    let words = ["discover", "mine.toml", "--quiet", "--where", condition, "--sample", "lhs:60"];
    outcome(&mut simulate(folder, &[&words[..], more].concat()))
}

#[test]
fn the_region_of_an_outcome_is_found_and_told_in_both_languages() {
    let folder = folder_with(DECIDED);
    let condition = "human_involvement@2040 < 0.5";
    let (code, out, message) = discover(folder.path(), condition, &["--out", "out"]);
    assert_eq!((code, message.as_str()), (0, ""), "{out}");
    // AI's path knows nothing of luck and schools, so only the speed of progress bounds the region.
    let told = out.lines().find(|line| line.starts_with("Where")).expect("a region");
    assert!(
        told.starts_with("Where ai.progress.steady_gain is at least 0.") && !told.contains(" and "),
        "{told}"
    );
    assert!(out.contains("not used to find it") && out.contains("10/10"), "{out}");
    for name in ["discover.json", "points.csv", "peeling.csv", "parallel_coordinates.svg", "runs.csv"] {
        assert!(folder.path().join("out").join(name).is_file(), "{name}");
    }
    let points = fs::read_to_string(folder.path().join("out/points.csv")).expect("a table");
    assert_eq!(points.lines().count(), 61);
    let (code, out, _) = discover(folder.path(), condition, &["--out", "out", "--resume", "--lang", "ko"]);
    assert!(code == 0 && out.contains("ai.progress.steady_gain ≥ 0.") && out.contains("포괄률"), "{out}");
    let (code, out, _) = discover(folder.path(), condition, &["--out", "out", "--resume", "--json"]);
    assert!(code == 0 && out.contains("\"tested_density\""), "{out}");
}

#[test]
fn where_there_is_no_region_none_is_told() {
    let folder = folder_with(DECIDED);
    let (code, out, message) = discover(folder.path(), "human_involvement@2040 < -1", &["--out", "never"]);
    assert_eq!(code, 3);
    assert!(out.contains("In 0 of 60 configurations (0 %)") && out.contains("at least 10 of each"), "{out}");
    assert!(message.contains("no region was found"), "{message}");
    let refused = [
        ("human_involvement@2040", "no comparison in the condition"),
        ("human_involvment@2040 < 0.5", "did you mean: human_involvement"),
        ("human_involvement@2400 < 0.5", "2040"),
        ("human_involvement < half", "no number after the comparison"),
    ];
    for (condition, told) in refused {
        let (code, _, message) = discover(folder.path(), condition, &["--out", "refused"]);
        assert!(code == 2 && message.contains(told), "{condition}: {message}");
    }
    let uneven = ["discover", "mine.toml", "--where", "gini < 1", "--sample", "morris:4"];
    let (code, _, message) = outcome(&mut simulate(folder.path(), &uneven));
    assert!(code == 2 && message.contains("grid, lhs:N"), "{message}");
    let dense = ["discover", "mine.toml", "--where", "gini < 1", "--density", "1.5"];
    let (code, _, message) = outcome(&mut simulate(folder.path(), &dense));
    assert!(code == 2 && message.contains("above 0 and at most 1"), "{message}");
}

#[test]
fn draws_tell_what_assumptions_leave_open_and_what_chance_adds() {
    let folder = folder_with(DECIDED);
    let words = ["mine.toml", "--draws", "24", "--quiet", "--metric", "human_involvement,gini", "--out"];
    let (code, out, message) = outcome(&mut simulate(folder.path(), &[&words[..], &["out"]].concat()));
    assert_eq!((code, message.as_str()), (0, ""), "{out}");
    // Two of the three parameters are uncertain; the lever stays where the scenario has it.
    // The study says how many replicates.
    assert!(
        out.contains("48 worlds: 24 draws of 2 uncertain parameters, each lived through 2 times"),
        "{out}"
    );
    assert!(out.contains("in 2040 lies between") && out.contains("assumptions"), "{out}");
    for name in ["ensemble.json", "fan_gini.svg", "fan_gini.data.csv", "series.csv", "runs.csv", "study.toml"]
    {
        assert!(folder.path().join("out").join(name).is_file(), "{name}");
    }
    let study = fs::read_to_string(folder.path().join("out/study.toml")).expect("a study");
    assert!(study.contains("sample = \"draws:24\"") && !study.contains("openness"), "{study}");
    let bytes = files(&folder.path().join("out"));
    let one_thread = [&words[..], &["one", "--threads", "1"]].concat();
    assert_eq!(outcome(&mut simulate(folder.path(), &one_thread)).0, 0);
    assert_eq!(files(&folder.path().join("one")), bytes);
    let korean = [&words[..], &["out", "--resume", "--lang", "ko"]].concat();
    let (code, out, _) = outcome(&mut simulate(folder.path(), &korean));
    assert!(code == 0 && out.contains("세계 48개") && out.contains("우연"), "{out}");
}

#[test]
fn draws_of_nothing_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused: [(&[&str], &str); 5] = [
        (&["nordic_baseline", "--draws", "20"], "nothing is uncertain"),
        (&["ai_century", "--draws", "3"], "allowed: 20 to 1,000,000"),
        (&["ai_century", "--draws", "20", "--metric", "giny"], "did you mean: gini"),
        (&["ai_century", "--draws", "20", "--vary", "ai.work.bost=0:1"], "ai.work.boost"),
        (&["ai_century", "--vary", "ai.work.boost=0:1"], "--draws"),
    ];
    for (words, told) in refused {
        let (code, _, message) = outcome(&mut simulate(folder.path(), words));
        assert!(code == 2 && message.contains(told), "{words:?}: {message}");
    }
}
