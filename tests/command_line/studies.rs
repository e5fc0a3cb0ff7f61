//! Studies: compare, attribute, check-null and precision, in small worlds.

use super::{outcome, simulate};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const SMALL: [&str; 6] = ["--agents", "3000", "--set", "run.burn_in_years=20", "--quiet", "--threads"];

fn studied(folder: &Path, words: &[&str], threads: &str) -> (i32, String, String) {
    let words: Vec<&str> = words.iter().copied().chain(SMALL).chain([threads]).collect();
    outcome(&mut simulate(folder, &words))
}

/// Bytes of every file in a folder but the manifest, which knows the time.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("readable").map(|entry| entry.expect("entry").path());
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    let mut files: BTreeMap<_, _> =
        entries.map(|path| (name(&path), fs::read(&path).expect("readable"))).collect();
    assert!(files.remove("manifest.json").is_some(), "a manifest");
    files
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn worlds_are_compared_in_tables_sentences_charts_and_files_on_any_number_of_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    let words = ["compare", "no_ai_century", "ai_takeoff", "--years", "12", "--reps", "4", "--out"];
    let mut results = Vec::new();
    for threads in ["1", "3"] {
        let (code, out, message) = studied(folder.path(), &[&words[..], &[threads]].concat(), threads);
        assert_eq!((code, message.as_str()), (0, ""));
        for part in
            ["In 2037", "ai_takeoff", "Unmatched", "Of the same persons", "assumptions of the scenarios"]
        {
            assert!(out.contains(part), "no {part:?} in\n{out}");
        }
        results.push(files(&folder.path().join(threads)));
    }
    assert_eq!(results[0], results[1]);
    let names: Vec<&str> = results[0].keys().map(String::as_str).collect();
    let expected = [
        "ai_takeoff.toml",
        "comparison.csv",
        "comparison.json",
        "comparison.parquet",
        "difference.data.csv",
        "difference.phone.png",
        "difference.phone.svg",
        "difference.png",
        "difference.svg",
        "difference.vl.json",
        "flows.csv",
        "flows.parquet",
        "no_ai_century.toml",
    ];
    assert_eq!(names, expected);
    for (name, bytes) in &results[0] {
        let text = String::from_utf8_lossy(bytes);
        let broken = text.split([',', '\n', ' ']).find(|word| ["NaN", "inf", "-inf"].contains(word));
        assert!(
            name.ends_with(".parquet") || name.ends_with(".png") || broken.is_none(),
            "{name}: {broken:?}"
        );
    }
}

#[test]
fn a_world_against_itself_differs_by_nothing_and_one_replicate_has_no_interval() {
    let folder = tempfile::tempdir().expect("a folder");
    let words = ["compare", "ai_takeoff", "ai_takeoff", "--years", "6", "--reps", "3", "--json"];
    let (code, out, message) = studied(folder.path(), &words, "2");
    assert_eq!((code, message.as_str()), (0, ""));
    let found = json(&out);
    let rows = found["comparisons"][0]["differences"].as_array().expect("rows");
    assert!(rows.len() > 10);
    for row in rows.iter().filter(|row| !row["base"]["value"].is_null()) {
        let difference = &row["difference"];
        assert_eq!(difference["value"], 0.0, "{row}");
        assert_eq!((&difference["low"], &difference["high"]), (&json("0.0"), &json("0.0")), "{row}");
    }
    assert_eq!(found["comparisons"][0]["other"], "ai_takeoff_2");
    let words = ["compare", "no_ai_century", "ai_takeoff", "--years", "6", "--reps", "1"];
    let (code, out, _) = studied(folder.path(), &words, "2");
    assert_eq!(code, 0);
    assert!(out.contains("no interval") && out.contains("at least 2 replicates are needed"), "{out}");
    assert!(!out.contains('±'), "{out}");
}

#[test]
fn a_change_is_split_into_parts_that_add_up_in_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let words =
        ["attribute", "ai_takeoff", "--from", "2026", "--to", "2045", "--reps", "3", "--out", "parts"];
    let (code, out, message) = studied(folder.path(), &words, "2");
    assert_eq!((code, message.as_str()), (0, ""));
    for part in ["AI: ownership", "if nothing went on", "interaction", "Shapley value", "2026", "2045"] {
        assert!(out.contains(part), "no {part:?} in\n{out}");
    }
    let table = fs::read_to_string(folder.path().join("parts/attribution.csv")).expect("a table");
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let gini: Vec<Vec<String>> = table.lines().map(cells).filter(|row| row[0] == "gini").collect();
    let value = |part: &str| -> f64 {
        let row = gini.iter().find(|row| row[1] == part).unwrap_or_else(|| panic!("no {part} in {gini:?}"));
        row[2].parse().expect("a number")
    };
    let mechanisms = ["assistance", "displacement", "access", "ownership", "luck"];
    let sum: f64 = mechanisms.iter().map(|mechanism| value(mechanism)).sum();
    assert!((value("inertia") + sum - value("change")).abs() < 1e-12);
    assert!((value("after") - value("before") - value("change")).abs() < 1e-12);
    assert!(value("ownership").abs() > 1e-3);
    let (code, out, _) =
        studied(folder.path(), &[&words[..], &["--lang", "ko", "--metric", "gini"]].concat(), "2");
    assert!(code == 0 && out.contains("소득의 지니계수") && out.contains("섀플리"), "{out}");
}

#[test]
fn changes_that_must_not_matter_do_not_and_one_that_does_is_code_3() {
    let folder = tempfile::tempdir().expect("a folder");
    let words = ["check-null", "ai_takeoff", "--years", "5"];
    let (code, out, message) = studied(folder.path(), &words, "2");
    assert_eq!((code, message.as_str()), (0, ""), "{out}");
    assert!(out.contains("All 10 changes that must not matter leave every byte as it was"), "{out}");
    let (code, out, message) =
        studied(folder.path(), &[&words[..], &["--change", "ai.work.ownership=0.9"]].concat(), "2");
    assert_eq!(code, 3, "{out}");
    assert!(out.contains("DIFFERENT  ai.work.ownership=0.9"), "{out}");
    assert!(message.contains("yearly.csv, line ") && message.contains(" became "), "{message}");
    assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 0, "nothing is written");
}

#[test]
fn replicates_added_for_a_precision_are_those_of_a_run_that_asks_for_them_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = ["ai_takeoff", "--years", "3", "--out"];
    let wish = ["sought", "--precision", "gini=0.004"];
    let (code, out, message) = studied(folder.path(), &[&run[..], &wish].concat(), "2");
    assert_eq!((code, message.as_str()), (0, ""));
    assert!(out.contains("The wished-for precision is reached with"), "{out}");
    let scenario = fs::read_to_string(folder.path().join("sought/scenario.toml")).expect("a scenario");
    let replicates = scenario.lines().find_map(|line| line.strip_prefix("replicates = ")).expect("a key");
    assert!(replicates.parse::<u32>().is_ok_and(|count| (10..100).contains(&count)), "{replicates}");
    assert_eq!(studied(folder.path(), &[&run[..], &["at_once", "--reps", replicates]].concat(), "1").0, 0);
    assert_eq!(files(&folder.path().join("sought")), files(&folder.path().join("at_once")));
    let wish = ["capped", "--precision", "gini=0.000001", "--max-reps", "12"];
    let (code, out, _) = studied(folder.path(), &[&run[..], &wish].concat(), "2");
    assert_eq!(code, 0);
    assert!(out.contains("is not reached") && out.contains("after 12 replicates"), "{out}");
    let compare = ["compare", "no_ai_century", "ai_takeoff", "--years", "3", "--precision", "gini=0.000001"];
    let (code, out, _) = studied(folder.path(), &[&compare[..], &["--max-reps", "11"]].concat(), "2");
    assert!(code == 0 && out.contains("after 11 replicates"), "{out}");
}
