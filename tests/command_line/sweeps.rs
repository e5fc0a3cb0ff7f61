//! Sweeps: kills, shards, stores, impossible configurations, bad input.

use super::{outcome, simulate};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Twelve runs of a second or so in all.
const STUDY: &str = r#"
scenario = "ai_takeoff"
replicates = 2
series = true
measure = ["gini@2030", "iq_income_rank_r@last"]
[set.run]
agents = 1000
years = 10
burn_in_years = 30
[vary]
"ai.work.skill_pass_through" = "0:2:1"
"ai.work.boost" = [0, 1]
"#;

pub fn folder_with(study: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("mine.toml"), study).expect("writable");
    folder
}

fn study() -> tempfile::TempDir {
    folder_with(&STUDY.replace("[0, 1]", "{ values = [0, 1] }"))
}

fn sweep(folder: &Path, out: &str, more: &[&str]) -> (i32, String, String) {
    let words = ["sweep", "mine.toml", "--quiet", "--out", out];
    outcome(&mut simulate(folder, &[&words[..], more].concat()))
}

/// Bytes of every file of the results but the manifest, which knows the time; the store is not part of them.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("readable").map(|entry| entry.expect("entry").path());
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    let mut files: BTreeMap<_, _> = entries
        .filter(|path| path.is_file())
        .map(|path| (name(&path), fs::read(&path).expect("readable")))
        .collect();
    assert!(files.remove("manifest.json").is_some(), "a manifest");
    files
}

fn undisturbed(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (code, out, message) = sweep(folder, "whole", &["--threads", "2"]);
    assert_eq!((code, message.as_str()), (0, ""), "{out}");
    files(&folder.join("whole"))
}

#[test]
fn a_sweep_that_is_killed_again_and_again_ends_with_the_same_bytes() {
    let folder = study();
    let whole = undisturbed(folder.path());
    let names: Vec<&str> = whole.keys().map(String::as_str).collect();
    for name in ["runs.csv", "runs.parquet", "summary.csv", "series.parquet", "study.toml", "sweep.json"] {
        assert!(names.contains(&name), "{names:?}");
    }
    let started = Instant::now();
    assert_eq!(sweep(folder.path(), "timed", &["--threads", "1"]).0, 0);
    let usual = started.elapsed().as_millis() as u64;
    let mut halfway = 0;
    for attempt in 0..4_u64 {
        let out = format!("killed_{attempt}");
        for blow in 0..3_u64 {
            // Moments spread over the run, different in each attempt.
            let moment = usual * (1 + (attempt * 37 + blow * 61) % 90) / 100;
            let words = ["sweep", "mine.toml", "--quiet", "--threads", "1", "--resume", "--out", &out];
            let mut child = Command::new(assert_cmd::cargo::cargo_bin("simulate"))
                .current_dir(folder.path())
                .args(words)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("started");
            sleep(Duration::from_millis(moment));
            child.kill().expect("killed or already gone");
            child.wait().expect("gone");
            let store = fs::read_dir(folder.path().join(&out).join("store")).into_iter().flatten().flatten();
            let begun =
                store.filter(|entry| entry.file_name().to_string_lossy().starts_with("runs-")).count() > 0;
            halfway += u32::from(begun && !folder.path().join(&out).join("runs.csv").exists());
        }
        let (code, _, message) = sweep(folder.path(), &out, &["--threads", "2", "--resume"]);
        assert_eq!((code, message.as_str()), (0, ""), "attempt {attempt}");
        assert_eq!(files(&folder.path().join(&out)), whole, "attempt {attempt}");
    }
    assert!(halfway > 0, "no kill fell between the first part and the end");
}

#[test]
fn shards_merged_in_any_order_give_the_bytes_of_one_machine() {
    let folder = study();
    let whole = undisturbed(folder.path());
    for count in 1..=3 {
        let mut shards: Vec<String> = Vec::new();
        for index in 1..=count {
            let (out, shard) = (format!("shard_{index}_{count}"), format!("{index}/{count}"));
            let (code, _, message) = sweep(folder.path(), &out, &["--shard", &shard, "--threads", "1"]);
            assert_eq!((code, message.as_str()), (0, ""));
            shards.insert(0, out);
        }
        let merged = format!("merged_{count}");
        let words: Vec<&str> =
            ["merge", "--out", &merged].into_iter().chain(shards.iter().map(String::as_str)).collect();
        let (code, _, message) = outcome(&mut simulate(folder.path(), &words));
        assert_eq!((code, message.as_str()), (0, ""));
        assert_eq!(files(&folder.path().join(&merged)), whole, "{count} shards");
    }
    let words = ["merge", "shard_1_3", "shard_3_3", "--out", "partly"];
    let (code, _, message) = outcome(&mut simulate(folder.path(), &words));
    assert_eq!(code, 3, "a shard is missing");
    assert!(message.contains("runs are not done yet"), "{message}");
}

#[test]
fn further_replicates_are_run_alone_and_two_studies_share_a_store() {
    let folder = study();
    let parts = |store: &str| fs::read_dir(folder.path().join(store)).expect("a store").count();
    assert_eq!(sweep(folder.path(), "grown", &["--reps", "1"]).0, 0);
    let before = parts("grown/store");
    assert_eq!(sweep(folder.path(), "grown", &["--reps", "2", "--resume"]).0, 0);
    let after = parts("grown/store");
    assert!(after > before);
    assert_eq!(files(&folder.path().join("grown")), undisturbed(folder.path()));
    assert_eq!(sweep(folder.path(), "grown", &["--reps", "2", "--resume"]).0, 0);
    assert_eq!(parts("grown/store"), after, "nothing is done twice");
    let shared = ["--store", "grown/store", "--vary", "ai.work.boost=1"];
    assert_eq!(sweep(folder.path(), "half", &shared).0, 0);
    assert_eq!(parts("grown/store"), after, "another study finds its runs done");
    let runs = fs::read_to_string(folder.path().join("half/runs.csv")).expect("a table");
    assert_eq!(runs.lines().count(), 1 + 3 * 2);
}

#[test]
fn an_impossible_configuration_does_not_stop_the_others() {
    // The weights must sum to 1: only one of these values does.
    let folder = folder_with(
        r#"
scenario = "ai_takeoff"
replicates = 2
measure = ["gini@2027"]
[set.run]
agents = 500
years = 3
burn_in_years = 5
[vary]
"ai.involvement.research.weight" = "0.4:0.6:0.1"
"#,
    );
    let (code, out, message) = sweep(folder.path(), "out", &[]);
    assert_eq!(code, 3, "{message}");
    assert!(out.contains("Of 6 runs (3 configurations, 2 replicates each) 2 ended well; 4 failed."), "{out}");
    assert!(message.contains("4 of 6 runs did not end well"), "{message}");
    assert!(message.contains("the weights of research, feedback and operation sum to"), "{message}");
    let runs = fs::read_to_string(folder.path().join("out/runs.csv")).expect("a table");
    assert_eq!(runs.matches(",failed,scenario,").count(), 4, "{runs}");
    assert_eq!(runs.matches(",ok,").count(), 2, "{runs}");
    let (code, ..) = sweep(folder.path(), "out", &["--resume", "--retry-failed"]);
    assert_eq!(code, 3);
    assert_eq!(fs::read_to_string(folder.path().join("out/runs.csv")).expect("a table"), runs);
}

#[test]
fn a_run_that_takes_too_long_is_given_up() {
    let folder = study();
    let (code, _, message) = sweep(folder.path(), "out", &["--time-limit", "0.000001"]);
    assert_eq!(code, 3);
    assert!(message.contains("12 of 12 runs") && message.contains("longer than 0.000001 s"), "{message}");
    let (code, ..) = sweep(folder.path(), "out", &["--resume", "--retry-failed"]);
    assert_eq!(code, 0);
    assert_eq!(files(&folder.path().join("out")), undisturbed(folder.path()));
}

#[test]
fn sweeps_that_are_wrong_say_so() {
    let folder = study();
    let refused = |more: &[&str], parts: &[&str]| {
        let (code, out, message) = sweep(folder.path(), "refused", more);
        assert_eq!((code, out.as_str()), (2, ""), "{more:?}: {message}");
        for part in parts {
            assert!(message.contains(part), "{more:?}: no {part:?} in\n{message}");
        }
        assert!(!folder.path().join("refused").exists(), "{more:?}");
    };
    refused(&["--vary", "schooling.opennes=0:1:0.5"], &["no such key", "did you mean `schooling.openness`"]);
    refused(&["--vary", "schooling.openness=1:0:0.5"], &["an empty range"]);
    for (axis, told) in [
        ("{ values = [0, 1], step = 3 }", "`step` means nothing beside `values`"),
        ("{ low = 0.1, best = 0.2, high = 0.3, log = true }", "`log` means nothing beside `best`"),
        ("{ range = [0.1, 0.2], step = \"x\" }", "`step` must be a number"),
        ("{ range = [0.1, 0.2], log = \"yes\" }", "`log` must be true or false"),
        ("{ range = [0.1, 0.3], step = 0.1, log = true }", "steps are even"),
    ] {
        let study = format!("scenario = \"ai_century\"\n[vary]\n\"schooling.openness\" = {axis}\n");
        fs::write(folder.path().join("odd.toml"), study).expect("writable");
        let words = ["sweep", "odd.toml", "--out", "odd"];
        let (code, _, message) = outcome(&mut simulate(folder.path(), &words));
        assert!(code == 2 && message.contains(told) && message.contains("odd.toml:3:"), "{message}");
    }
    let twice = "scenario = \"ai_century\"\nsample = \"lhs:20\"\nzip = true\n[vary]\n\"schooling.openness\" = \"0:1\"\n";
    fs::write(folder.path().join("odd.toml"), twice).expect("writable");
    let (code, _, message) = outcome(&mut simulate(folder.path(), &["sweep", "odd.toml", "--out", "odd"]));
    assert!(
        code == 2 && message.contains("`sample` and `zip` both say") && message.contains("odd.toml:3:"),
        "{message}"
    );
    refused(&["--vary", "schooling.openness=0:2:0.5"], &["does not allow", "0 to 1", "2"]);
    refused(&["--vary", "schooling.openness=0:1"], &["a grid needs single values", "--sample lhs:100"]);
    refused(&["--vary", "schooling.openness"], &["no `=` in an axis"]);
    refused(&["--measure", "ginii@2030"], &["no metric `ginii`", "did you mean: gini"]);
    refused(&["--measure", "gini@1800"], &["no such year", "2025 to 2035"]);
    refused(&["--sample", "latin:3"], &["not a way to sample", "lhs:N"]);
    refused(&["--shard", "4/3"], &["I from 1 to N"]);
    refused(&["--zip"], &["as many values each", "ai.work.boost"]);
    refused(
        &["--vary", "schooling.openness=0:1:0.0005"],
        &["12006 configurations, 24012 runs", "at most 10000 without --yes"],
    );
    fs::write(folder.path().join("points.csv"), "ai.work.boost,ai.work.boots\n1,2\n").expect("writable");
    refused(
        &["--design", "points.csv"],
        &[
            "has a column `ai.work.boots`",
            "did you mean `ai.work.boost`",
            "has no column `ai.work.skill_pass_through`",
        ],
    );
    refused(&["--design", "nowhere.csv"], &["cannot read the design `nowhere.csv`"]);
}

#[test]
fn study_files_that_are_wrong_show_the_line() {
    for (study, parts) in [
        (STUDY.to_owned(), &["mine.toml:12:19", "not values to vary", "ai.work.boost"][..]),
        ("scenario = \"ai_centry\"\n[vary]\n".to_owned(), &["mine.toml:1:12", "did you mean"]),
        (
            "scenari = \"ai_century\"\n[vary]\n".to_owned(),
            &["mine.toml:1:1", "did you mean `scenario`", "names no scenario"],
        ),
        (
            "scenario = \"ai_century\"\n[vary]\n\"ai.work.boost\" = { low = 1, best = 0.5, high = 2 }\n"
                .to_owned(),
            &["mine.toml:3", "three points out of order", "low ≤ best ≤ high"],
        ),
        (
            "scenario = \"ai_century\"\n[vary]\n\"ai.work.boost\" = { range = [0, 1], rol = \"lever\" }\n"
                .to_owned(),
            &["mine.toml:3", "did you mean `role`"],
        ),
    ] {
        let folder = folder_with(&study);
        let (code, _, message) = sweep(folder.path(), "out", &[]);
        assert_eq!(code, 2, "{message}");
        for part in parts {
            assert!(message.contains(part), "no {part:?} in\n{message}");
        }
    }
}

#[test]
fn stores_of_another_program_or_scenario_are_named_and_never_mixed() {
    let folder = study();
    assert_eq!(sweep(folder.path(), "out", &["--reps", "1"]).0, 0);
    let again = sweep(folder.path(), "out", &[]);
    assert_eq!(again.0, 2);
    assert!(
        again.2.contains("there is a sweep in out already") && again.2.contains("--resume"),
        "{}",
        again.2
    );
    let other = sweep(folder.path(), "out", &["--resume", "--set", "ai.work.superstar=0.1"]);
    assert_eq!(other.0, 2);
    assert!(other.2.contains("was made from another scenario"), "{}", other.2);
    fs::write(folder.path().join("out/store/store.json"), "{\"program\": \"iqsim 0.0.9\"}")
        .expect("writable");
    let older = sweep(folder.path(), "out", &["--resume"]);
    assert_eq!(older.0, 2);
    assert!(older.2.contains("was made by iqsim 0.0.9; this is iqsim"), "{}", older.2);
    let merged = outcome(&mut simulate(folder.path(), &["merge", "out", "--out", "merged"]));
    assert!(merged.0 == 2 && merged.2.contains("iqsim 0.0.9"), "{}", merged.2);
    let nothing = outcome(&mut simulate(folder.path(), &["merge", ".", "--out", "merged"]));
    assert!(nothing.0 == 2 && nothing.2.contains("there is no sweep in ."), "{}", nothing.2);
}

#[test]
fn a_dry_run_tells_the_plan_and_does_nothing() {
    let folder = study();
    let (code, out, message) = sweep(folder.path(), "out", &["--dry-run"]);
    assert_eq!((code, message.as_str()), (0, ""));
    for part in [
        "configurations  6",
        "replicates      2",
        "runs            12",
        "in the store    0",
        "memory",
        "time",
    ] {
        assert!(out.contains(part), "no {part:?} in\n{out}");
    }
    assert!(!folder.path().join("out").exists());
}
