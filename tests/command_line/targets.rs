//! Validation and calibration, in small worlds.

use super::{outcome, repository, simulate};
use std::fs;
use std::path::Path;

const TINY: [&str; 7] = ["--agents", "3000", "--set", "run.burn_in_years=40", "--quiet", "--threads", "2"];

/// Two findings that any world of this kind meets, and one that none can.
const MADE: &str = r#"
title = "Made"

[targets.schooling]
metric = "iq_schooling_r"
published = 0.5
accept = [0.2, 0.8]
source = "made"

[targets.jobs]
metric = "iq_job_rank_r"
published = 0.4
accept = [0.1, 0.8]
source = "made"

[targets.all_equal]
title = "Nobody earns more than another"
gini = "earnings"
published = 0
tolerance = 0.01
weight = 0
note = "people differ"
source = "made"
"#;

fn run(folder: &Path, words: &[&str]) -> (i32, String, String) {
    fs::write(folder.join("made.toml"), MADE).expect("writable");
    outcome(&mut simulate(folder, &[words, &TINY].concat()))
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn a_dropped_in_file_is_judged_and_its_miss_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let words =
        ["validate", "--targets", "made.toml", "--set", "run.years=0", "--reps", "3", "--out", "seen"];
    let (code, out, message) = run(folder.path(), &words);
    assert_eq!((code, message.as_str()), (0, ""));
    for part in ["2 of 3 targets are inside", "Missed: Nobody earns more", "Reason: people differ", "OUTSIDE"]
    {
        assert!(out.contains(part), "no {part:?} in\n{out}");
    }
    let mut names: Vec<String> = fs::read_dir(folder.path().join("seen"))
        .expect("a folder")
        .map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let expected = [
        "made.toml",
        "manifest.json",
        "nordic_baseline.toml",
        "scoreboard.csv",
        "scoreboard.data.csv",
        "scoreboard.json",
        "scoreboard.parquet",
        "scoreboard.phone.png",
        "scoreboard.phone.svg",
        "scoreboard.png",
        "scoreboard.svg",
        "scoreboard.vl.json",
    ];
    assert_eq!(names, expected);
    let table = fs::read_to_string(folder.path().join("seen/scoreboard.csv")).expect("a table");
    assert!(table.starts_with("file,target,figure,unit,published,") && table.contains("outside"), "{table}");
}

#[test]
fn a_miss_fails_only_where_it_should_and_in_korean_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let words = ["validate", "--targets", "made.toml", "--set", "run.years=0", "--reps", "2"];
    let (code, out, message) = run(folder.path(), &[&words[..], &["--strict", "--lang", "ko"]].concat());
    assert_eq!(code, 3, "{message}");
    assert!(message.contains("오류: 목표 3개 가운데 1개를 놓쳤다"), "{message}");
    assert!(out.contains("목표 3개 가운데 2개가 범위 안") && out.contains("까닭: people differ"), "{out}");
    let (code, out, _) = run(folder.path(), &[&words[..], &["--json"]].concat());
    let found = json(&out);
    assert_eq!((code, &found["count"]["inside"]), (0, &json("2")));
    assert_eq!(found["targets"][2]["verdict"], "outside");
}

#[test]
fn a_parameter_is_fitted_stopped_and_gone_on_with() {
    let folder = tempfile::tempdir().expect("a folder");
    let fit = |search: &str, more: &[&str]| {
        let words = ["calibrate", "nordic_baseline", "--targets", "made.toml", "--reps", "2", "--out", "fit"];
        let free =
            ["--free", "schooling.noise=0.2:3", "--set", "run.years=0", "--design", "12", "--search", search];
        run(folder.path(), &[&words[..], &free, more].concat())
    };
    let read = |name: &str| fs::read_to_string(folder.path().join("fit").join(name)).expect("written");
    let (code, out, message) = fit("10", &[]);
    assert_eq!(code, 0, "{message}\n{out}");
    assert!(out.contains("schooling.noise") && out.contains("luck that the search has not seen"), "{out}");
    let whole = read("evaluations.jsonl");
    let scenario = read("nordic_baseline_calibrated.toml");
    assert!(
        scenario.contains("base = \"nordic_baseline.toml\"") && scenario.contains("# 95 % interval"),
        "{scenario}"
    );
    let (code, _, message) =
        outcome(&mut simulate(&folder.path().join("fit"), &["check", "nordic_baseline_calibrated.toml"]));
    assert_eq!((code, message.as_str()), (0, ""));
    // As if it had been stopped in the middle of a line: what is there is used, the rest is simulated again.
    let half: String = whole.lines().take(7).map(|line| format!("{line}\n")).collect();
    fs::write(folder.path().join("fit/evaluations.jsonl"), format!("{half}{{\"plac")).expect("writable");
    let (code, again, message) = fit("10", &[]);
    assert_eq!((code, &again), (0, &out), "{message}");
    assert_eq!(read("evaluations.jsonl"), whole);
    // Another question must not use these simulations.
    let (code, _, message) = fit("10", &["--seed", "5"]);
    assert_eq!(code, 2, "{message}");
    assert!(message.contains("belongs to another calibration") && message.contains("--fresh"), "{message}");
    let (code, _, message) = fit("10", &["--seed", "5", "--fresh"]);
    assert_eq!(code, 0, "{message}");
}

#[test]
fn parameters_that_cannot_be_fitted_are_refused_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let fit = |free: &str| {
        let words =
            ["calibrate", "nordic_baseline", "--targets", "made.toml", "--reps", "2", "--search", "4"];
        run(folder.path(), &[&words[..], &["--set", "run.years=0", "--design", "2", "--free", free]].concat())
    };
    for (free, parts) in [
        ("ai.work.boost=0:2", &["ai.work.boost", "without effect on any target"][..]),
        ("luck.merit=0.3:0", &["the wrong way round", "did you mean luck.merit=0:0.3?"]),
        ("luck.merit=0", &["PATH=MIN:MAX"]),
        ("luck.merrit=0:1", &["no such key", "did you mean: luck.merit"]),
        ("luck.merit=0.2:0.3", &["outside the bounds", "bounds that hold"]),
    ] {
        let (code, out, message) = fit(free);
        assert_eq!((code, out.as_str()), (2, ""), "{free}: {message}");
        for part in parts {
            assert!(message.contains(part), "{free}: no {part:?} in\n{message}");
        }
    }
}

#[test]
fn a_search_that_cannot_improve_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let words = ["calibrate", "nordic_baseline", "--targets", "best.toml", "--reps", "2", "--search", "6"];
    let best = |published: &str| {
        let text = format!(
            "[targets.iq]\nmetric = \"mean_schooling_years\"\npublished = {published}\ntolerance = 1\nsource = \"made\"\n"
        );
        fs::write(folder.path().join("best.toml"), text).expect("writable");
    };
    // The scenario's own value, to the last digit.
    let own = ["--set", "run.years=0", "--free", "schooling.levels.master.years=17:19"];
    best("13");
    let (_, _, _) =
        run(folder.path(), &[&words[..], &own, &["--json", "--out", "first", "--design", "0"]].concat());
    let line = fs::read_to_string(folder.path().join("first/evaluations.jsonl")).expect("kept");
    let first: serde_json::Value = json(line.lines().nth(1).expect("an evaluation"));
    best(&first["figures"][0].to_string());
    let (code, out, message) =
        run(folder.path(), &[&words[..], &own, &["--out", "second", "--design", "0"]].concat());
    assert_eq!(code, 3, "{message}\n{out}");
    assert!(out.contains("could not improve on the scenario's own values"), "{out}");
    assert!(message.contains("nothing better than the scenario's own values"), "{message}");
}

/// Each broken targets file gives the message that stands beside it; `UPDATE=1` writes the messages anew.
#[test]
fn every_broken_targets_file_gives_its_message() {
    let folder = repository().join("tests/messages/targets");
    let mut files: Vec<_> =
        fs::read_dir(&folder).expect("readable").map(|entry| entry.expect("entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    assert!(files.len() >= 5, "the catalogue of broken targets");
    for path in files {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let (code, out, message) =
            outcome(&mut simulate(&folder, &["validate", "--quiet", "--targets", &name]));
        assert_eq!((code, out.as_str()), (2, ""), "{name}: {message}");
        let expected = path.with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &message).expect("writable");
        }
        assert_eq!(message, fs::read_to_string(&expected).unwrap_or_default(), "message of {name}");
    }
    let (code, _, message) = outcome(&mut simulate(&folder, &["validate", "--targets", "nordik"]));
    assert_eq!(code, 2);
    assert!(message.contains("did you mean: nordic"), "{message}");
}

/// The scoreboard of the README is what the command prints; `UPDATE=1` writes it anew.
#[test]
fn the_readme_shows_the_scoreboard_that_the_command_prints() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, out, message) =
        outcome(&mut simulate(folder.path(), &["validate", "--quiet", "--out", "all"]));
    assert_eq!((code, message.as_str()), (0, ""));
    let board = out.split("\n\nTables and charts").next().expect("a scoreboard");
    let path = repository().join("README.md");
    let readme = fs::read_to_string(&path).expect("readable");
    let (before, rest) = readme.split_once("<!-- scoreboard -->\n").expect("a mark");
    let (_, after) = rest.split_once("<!-- end of scoreboard -->").expect("a mark");
    let current =
        format!("{before}<!-- scoreboard -->\n```\n{board}\n```\n<!-- end of scoreboard -->{after}");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &current).expect("writable");
    }
    assert!(
        fs::read_to_string(&path).expect("readable") == current,
        "the README's scoreboard is not current"
    );
}
