//! Whole runs: files, threads, pipes, interruption.

use super::{outcome, repository, simulate};
use iqsim::engine::lanes::InstructionSet;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const SMALL: [&str; 5] = ["--agents", "9000", "--years", "4", "--quiet"];

/// Bytes of every file in a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("readable").map(|entry| entry.expect("entry").path());
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    entries.map(|path| (name(&path), fs::read(&path).expect("readable"))).collect()
}

fn run(folder: &Path, scenario: &str, more: &[&str]) -> (i32, String, String) {
    let words: Vec<&str> = [scenario].into_iter().chain(SMALL).chain(more.iter().copied()).collect();
    outcome(&mut simulate(folder, &words))
}

/// Sets of instructions that this machine has, as the program names them.
fn instruction_sets() -> Vec<&'static str> {
    InstructionSet::ALL.into_iter().filter(|set| set.is_there()).map(InstructionSet::name).collect()
}

#[test]
fn neither_threads_nor_instructions_change_a_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut results = Vec::new();
    let instructions = instruction_sets();
    let ways = ["1", "2", "3"].map(|threads| (threads, *instructions.last().expect("at least one")));
    for (threads, set) in ways.into_iter().chain(instructions.iter().map(|&set| ("2", set))) {
        let out = format!("with_{threads}_{set}");
        let more = ["--threads", threads, "--instructions", set, "--reps", "3", "--save-agents", "500"];
        let more: Vec<&str> = more.into_iter().chain(["--out", &out]).collect();
        assert_eq!(run(folder.path(), "ai_century", &more).0, 0);
        let mut files = files(&folder.path().join(&out));
        let manifest = files.remove("manifest.json").expect("written");
        let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
        assert_eq!(manifest["machine"]["instructions"], set);
        results.push((out, files));
    }
    assert!(results[0].1.len() >= 12, "{:?}", results[0].1.keys());
    for (out, files) in &results[1..] {
        assert!(*files == results[0].1, "{out} differs from {}", results[0].0);
    }
}

#[test]
fn speed_is_measured() {
    let folder = tempfile::tempdir().expect("a folder");
    let words = ["bench", "--agents", "2000", "--years", "3", "--repeat", "1", "--threads", "2", "--quiet"];
    let (code, out, message) = outcome(&mut simulate(folder.path(), &words));
    assert_eq!((code, message.as_str()), (0, ""));
    for part in ["Million agent-years a second", "2,000", "2 threads", "everything", "statistics"] {
        assert!(out.contains(part), "{part} in {out}");
    }
    let words: Vec<&str> = words.into_iter().chain(["--json"]).collect();
    let (_, out, _) = outcome(&mut simulate(folder.path(), &words));
    let measured: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert!(measured["runs"][0]["agent_years_per_second"].as_f64().is_some_and(|rate| rate > 0.0));
    assert_eq!(measured["runs"].as_array().map(Vec::len), Some(1 + instruction_sets().len()));
    assert!(files(folder.path()).is_empty(), "nothing is stored");
}

#[test]
fn the_resolved_scenario_gives_the_same_results_again() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(run(folder.path(), "two_centuries", &["--out", "first"]).0, 0);
    fs::copy(folder.path().join("first/scenario.toml"), folder.path().join("two_centuries.toml"))
        .expect("copied");
    let again = ["two_centuries.toml", "--quiet", "--out", "second"];
    assert_eq!(outcome(&mut simulate(folder.path(), &again)).0, 0);
    let (mut first, mut second) = (files(&folder.path().join("first")), files(&folder.path().join("second")));
    first.remove("manifest.json");
    second.remove("manifest.json");
    assert_eq!(first, second);
}

#[test]
fn results_go_to_the_output_folder_by_default_and_leave_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, out, message) = run(folder.path(), "nordic_baseline", &[]);
    assert_eq!((code, message.as_str()), (0, ""), "quiet is quiet");
    assert!(out.contains("output/nordic_baseline") && out.contains("Limits"), "{out}");
    let names: Vec<_> = files(&folder.path().join("output/nordic_baseline")).into_keys().collect();
    for expected in [
        "income_percentiles.csv",
        "income_percentiles.parquet",
        "iq_bands.csv",
        "manifest.json",
        "summary.json",
        "yearly.csv",
        "yearly.parquet",
        "yearly_summary.csv",
    ] {
        assert!(names.iter().any(|name| name == expected), "no {expected} in {names:?}");
    }
    assert_eq!(
        fs::read_dir(folder.path().join("output")).expect("readable").count(),
        1,
        "nothing half-written"
    );
}

#[test]
fn no_table_holds_a_number_that_is_not_finite() {
    let folder = tempfile::tempdir().expect("a folder");
    for (index, agents) in ["1", "3", "40"].into_iter().enumerate() {
        let out = format!("run_{index}");
        let words =
            ["ai_takeoff", "--agents", agents, "--years", "4", "--reps", "2", "--quiet", "--out", &out];
        let (code, _, message) = outcome(&mut simulate(folder.path(), &words));
        assert_eq!(code, 0, "{agents} agents: {message}");
        for (name, bytes) in files(&folder.path().join(&out)) {
            let text = String::from_utf8_lossy(&bytes);
            let broken = text.split([',', '\n', ' ']).find(|word| ["NaN", "inf", "-inf"].contains(word));
            assert!(
                !name.ends_with(".csv") && !name.ends_with(".json") || broken.is_none(),
                "{name}: {broken:?}"
            );
        }
    }
}

#[test]
fn the_summary_as_json_is_all_that_is_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, out, _) = run(folder.path(), "ai_century", &["--json", "--reps", "2"]);
    assert_eq!(code, 0);
    let summary: serde_json::Value = serde_json::from_str(&out).expect("JSON and nothing else");
    assert_eq!(summary["scenario"], "ai_century");
    assert_eq!((summary["first_year"].as_i64(), summary["last_year"].as_i64()), (Some(2025), Some(2029)));
    let written = fs::read(folder.path().join("output/ai_century/summary.json")).expect("written");
    let written: serde_json::Value = serde_json::from_slice(&written).expect("JSON");
    assert_eq!(summary, written);
}

#[test]
fn commands_that_only_describe() {
    let folder = tempfile::tempdir().expect("a folder");
    for (words, part) in [
        (&["list"][..], "ai_century_leveller"),
        (&["schema"], "\"$schema\""),
        (&["keys"], "jobs.*.learning_return"),
        (&["keys", "--lang", "ko"], "| 에세이의 조건 (나): 이 직업군 안에서"),
        (&["check", "two_centuries"], "skill_pass_through = 0.0"),
        (&["check", "two_centuries", "--lang", "ko"], "\n# 얼마나 시뮬레이션하는가\n[run]\n"),
        (&["explain", "tail_exponent", "--lang", "ko"], "tail_exponent: 소득 상위 1%의 파레토 지수"),
        (&["explain", "ai_century", "--lang", "ko"], "ai_century: 인공지능의 한 세기\n"),
        (&["completions", "bash"], "simulate"),
        (&["man"], ".TH simulate"),
        (&["--version"], "simulate 0.1.0 ("),
        (&["--help"], "Exit codes"),
    ] {
        let (code, out, message) = outcome(&mut simulate(folder.path(), words));
        assert_eq!((code, message.as_str()), (0, ""), "{words:?}");
        assert!(out.contains(part), "{words:?}: {out}");
    }
}

/// The golden run: did any number move? Changing it needs a line under "Changed results" in the change log.
#[test]
fn the_golden_run_has_not_moved() {
    let folder = tempfile::tempdir().expect("a folder");
    let words = ["two_centuries", "--agents", "3000", "--years", "120", "--quiet", "--out", "golden"];
    assert_eq!(outcome(&mut simulate(folder.path(), &words)).0, 0);
    let text = fs::read_to_string(folder.path().join("golden/yearly.csv")).expect("written");
    let every_20th: Vec<&str> =
        text.lines().enumerate().filter(|(line, _)| line % 20 <= 1).map(|(_, line)| line).collect();
    let found = every_20th.join("\n") + "\n";
    let path = repository().join("tests/golden/two_centuries.csv");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &found).expect("writable");
    }
    assert_eq!(found, fs::read_to_string(&path).unwrap_or_default());
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_nothing() {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    let folder = tempfile::tempdir().expect("a folder");
    let child = Command::new(env!("CARGO_BIN_EXE_simulate"))
        .args(["nordic_baseline", "--agents", "1e6", "--years", "900", "--out", "out"])
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    std::thread::sleep(Duration::from_millis(700));
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill").success());
    let asked = Instant::now();
    let output = child.wait_with_output().expect("ends");
    assert_eq!(output.status.code(), Some(130));
    assert!(String::from_utf8_lossy(&output.stderr).contains("interrupted: nothing was written"));
    assert!(asked.elapsed() < Duration::from_secs(20), "stops within a year of simulation");
    assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 0, "no half-written result");
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_simulate"))
        .arg("schema")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
