//! Reports of every kind of results, archives that give the same again, and what is refused.

use super::{outcome, simulate};
use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

const PEOPLE: [&str; 5] = ["--agents", "600", "--set", "run.burn_in_years=20", "--quiet"];

/// Makes small results in a folder.
fn make(folder: &Path, words: &[&str], with_people: bool) {
    let mut words = words.to_vec();
    if with_people {
        words.extend(PEOPLE);
    }
    let (code, _, message) = outcome(&mut simulate(folder, &words));
    assert_eq!((code, message.as_str()), (0, ""), "{words:?}");
}

/// A small study of each kind, with the words that make it.
const STUDIES: [(&str, &[&str], bool); 11] = [
    ("run", &["ai_century", "--years", "12", "--reps", "2"], true),
    ("compare", &["compare", "no_ai_century", "ai_takeoff", "--pdf", "--years", "8", "--reps", "3"], true),
    ("attribute", &["attribute", "ai_century", "--from", "2025", "--to", "2030", "--reps", "2"], true),
    ("series", &["dday", "metr_task_horizon"], false),
    (
        "sweep",
        &["sweep", "ai_century", "--vary", "schooling.openness=0,0.5,1", "--years", "5", "--reps", "2"],
        true,
    ),
    (
        "sensitivity",
        &[
            "sensitivity",
            "ai_century",
            "--vary",
            "schooling.openness=0:1",
            "--method",
            "one-at-a-time",
            "--years",
            "5",
        ],
        true,
    ),
    (
        "discover",
        &[
            "discover",
            "ai_century",
            "--vary",
            "schooling.openness=0:1",
            "--vary",
            "luck.jump_rate=0:0.2",
            "--where",
            "gini@last > 0.45",
            "--sample",
            "lhs:60",
            "--years",
            "5",
            "--reps",
            "2",
        ],
        true,
    ),
    (
        "draws",
        &[
            "nordic_baseline",
            "--pdf",
            "--draws",
            "20",
            "--vary",
            "schooling.openness*=0:1",
            "--reps",
            "2",
            "--years",
            "5",
        ],
        true,
    ),
    ("validate", &["validate", "--targets", "own.toml", "--reps", "2"], true),
    (
        "calibrate",
        &[
            "calibrate",
            "nordic_baseline",
            "--free",
            "schooling.openness=0.2:0.8",
            "--targets",
            "own.toml",
            "--search",
            "4",
            "--design",
            "0",
            "--reps",
            "1",
        ],
        true,
    ),
    ("scenario_dday", &["dday", "ai_century", "--form", "line"], false),
];

const OWN_TARGETS: &str = include_str!("../../targets/nordic.toml");

/// A folder with results of some kinds.
fn results(kinds: &[&str]) -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("a folder");
    fs::write(place.path().join("own.toml"), OWN_TARGETS).expect("writable");
    for (name, words, with_people) in STUDIES.iter().filter(|(name, ..)| kinds.contains(name)) {
        make(place.path(), &[words, &["--out", name][..]].concat(), *with_people);
    }
    place
}

/// What stands between two texts, every time.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    text.split(open).skip(1).filter_map(|rest| Some(rest.split_once(close)?.0)).collect()
}

/// Every link of a page leads into the page, to a file beside it, or far away.
fn assert_links_lead_somewhere(page: &Path, html: &str) {
    let ids = between(html, "id=\"", "\"");
    for link in between(html, "href=\"", "\"") {
        let found = match link.strip_prefix('#') {
            Some(anchor) => ids.contains(&anchor),
            None => link.starts_with("https://") || page.parent().expect("a folder").join(link).is_file(),
        };
        assert!(found, "{link} in {}", page.display());
    }
    let unique: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "names of elements in {}", page.display());
}

fn is_korean(text: &str) -> bool {
    text.chars().any(|letter| ('가'..='힣').contains(&letter))
}

#[test]
fn every_kind_of_results_becomes_a_page_in_both_languages_and_forms() {
    let kinds = STUDIES.map(|(name, ..)| name);
    let place = results(&kinds);
    for name in kinds {
        for (lang, ending) in [("en", ""), ("ko", "_ko")] {
            for format in ["html", "md"] {
                let words = ["report", name, "--lang", lang, "--format", format];
                let (code, out, message) = outcome(&mut simulate(place.path(), &words));
                let path = PathBuf::from(name).join(format!("report{ending}.{format}"));
                assert_eq!((code, out.trim(), message.as_str()), (0, &*path.to_string_lossy(), ""));
                let text = fs::read_to_string(place.path().join(&path)).expect("written");
                assert_eq!(is_korean(&text), lang == "ko", "{name} {lang}");
                if format == "html" {
                    assert_links_lead_somewhere(&place.path().join(&path), &text);
                    for part in [
                        "id=\"findings\"",
                        "id=\"limits\"",
                        "id=\"again\"",
                        "<svg",
                        "The iqsim authors. iqsim",
                    ] {
                        assert!(text.contains(part), "no {part} in {name} {lang}");
                    }
                    assert!(
                        ["NaN", "습니다", "입니다"].iter().all(|word| !text.contains(word)),
                        "{name} {lang}"
                    );
                    assert_eq!(text.contains("model::ability"), name != "series", "the rules in {name}");
                } else {
                    for image in between(&text, "](", ")").iter().filter(|link| link.ends_with(".svg")) {
                        assert!(place.path().join(name).join(image).is_file(), "{image} in {name}");
                    }
                }
            }
        }
    }
}

#[test]
fn charts_have_the_colours_that_are_asked_for_and_pages_those_of_the_screen() {
    let place = tempfile::tempdir().expect("a folder");
    let words = ["--theme", "dark", "dday", "time_to_edit", "--out", "dark"];
    assert_eq!(outcome(&mut simulate(place.path(), &words)).0, 0);
    let svg = fs::read_to_string(place.path().join("dark/dday.svg")).expect("a chart");
    assert!(svg.contains("data-theme=\"dark\"") && svg.contains("fill=\"#14171A\""), "{svg}");
    assert_eq!(outcome(&mut simulate(place.path(), &["report", "dark"])).0, 0);
    let page = fs::read_to_string(place.path().join("dark/report.html")).expect("a page");
    assert!(!page.contains("data-theme") && !page.contains("fill=\"#14171A\""));
    assert_eq!(outcome(&mut simulate(place.path(), &["dday", "time_to_edit", "--out", "light"])).0, 0);
    let light = fs::read_to_string(place.path().join("light/dday.svg")).expect("a chart");
    assert!(!between(&light, "<g ", "</g>").is_empty());
    for drawn in between(&light, "<g ", "</g>") {
        assert!(page.contains(drawn), "the page does not draw what is drawn on white");
    }
    for words in [&["check", "ai_century", "--theme", "print"][..], &["report", "dark", "--theme", "dark"]] {
        let (code, out, message) = outcome(&mut simulate(place.path(), words));
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(message.contains("--theme: this command draws no charts"), "{message}");
    }
}

#[test]
fn charts_are_pdf_too_where_that_is_asked_for() {
    let place = tempfile::tempdir().expect("a folder");
    let words = ["dday", "time_to_edit", "--lang", "ko", "--out"];
    assert_eq!(outcome(&mut simulate(place.path(), &[&words[..], &["with", "--pdf"]].concat())).0, 0);
    let page = fs::read(place.path().join("with/dday.pdf")).expect("a page");
    let holds = |bytes: &str| page.windows(bytes.len()).any(|part| part == bytes.as_bytes());
    assert!(page.starts_with(b"%PDF-") && holds("/MediaBox[0 0 576 360]"));
    assert!(holds("/ToUnicode") && holds("DejaVuSans") && !holds("/CreationDate"));
    assert_eq!(outcome(&mut simulate(place.path(), &["report", "with"])).0, 0);
    let report = fs::read_to_string(place.path().join("with/report.html")).expect("a report");
    assert!(report.contains("href=\"dday.pdf\""));
    assert_eq!(outcome(&mut simulate(place.path(), &[&words[..], &["without"]].concat())).0, 0);
    assert!(!place.path().join("without/dday.pdf").exists());
    let (code, _, message) = outcome(&mut simulate(place.path(), &["report", "with", "--pdf"]));
    assert_eq!(code, 2);
    assert!(message.contains("--pdf: this command draws no charts"), "{message}");
}

#[test]
fn a_page_elsewhere_links_to_the_results() {
    let place = results(&["compare"]);
    fs::create_dir(place.path().join("essay")).expect("writable");
    let words = ["report", "compare", "--out", "essay/page.html"];
    assert_eq!(outcome(&mut simulate(place.path(), &words)).0, 0);
    let page = place.path().join("essay/page.html");
    let text = fs::read_to_string(&page).expect("written");
    assert!(text.contains("href=\"../compare/comparison.csv\""));
    assert_links_lead_somewhere(&page, &text);
}

/// Files of a folder by name, but the manifest and what lies deeper.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("readable").map(|entry| entry.expect("an entry").path());
    entries
        .filter(|path| path.is_file() && !path.ends_with("manifest.json"))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read(&path).expect("readable"))
        })
        .collect()
}

/// Unpacks the archive of some results, types the command of its report into a shell there, and compares all files.
fn assert_the_archive_gives_the_same(kind: &str, lang: &str) {
    let place = results(&[kind]);
    let words = ["report", kind, "--bundle", "all.zip", "--lang", lang];
    let (code, out, message) = outcome(&mut simulate(place.path(), &words));
    assert_eq!((code, out.trim(), message.as_str()), (0, "all.zip", ""), "{kind}");
    let bytes = fs::read(place.path().join("all.zip")).expect("written");
    let elsewhere = tempfile::tempdir().expect("a folder");
    zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive").extract(elsewhere.path()).expect("unpacks");
    let inside =
        fs::read_dir(elsewhere.path()).expect("readable").next().expect("a folder").expect("an entry").path();
    let page_name = if lang == "ko" { "report_ko.html" } else { "report.html" };
    let page = fs::read_to_string(inside.join(page_name)).expect("a report");
    let again = page.split("id=\"again\"").nth(1).expect("a section");
    let command = between(again, "<code>", "</code>")[0].replace("&quot;", "\"").replace("&gt;", ">");
    let program = PathBuf::from(assert_cmd::cargo::cargo_bin!("simulate"));
    let folder = program.parent().expect("a folder").display().to_string();
    let output = Command::new("sh")
        .args(["-c", &command])
        .current_dir(&inside)
        .env("PATH", format!("{folder}:{}", std::env::var("PATH").unwrap_or_default()))
        .output()
        .expect("a shell");
    assert!(output.status.success(), "{kind}: {command}\n{}", String::from_utf8_lossy(&output.stderr));
    let mut before = files(&inside);
    let after = files(&inside.join("again"));
    before.remove(page_name);
    // The scenario of a run lies there under its own name too; a targets file is the user's.
    before.retain(|name, _| after.contains_key(name) || kind != "run" || name != "ai_century.toml");
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    // What a search kept to go on from is not a result.
    let after: BTreeMap<_, _> = after.into_iter().filter(|(name, _)| !name.ends_with(".jsonl")).collect();
    assert_eq!(names(&before), names(&after), "{kind}: {command}");
    for (name, bytes) in before {
        assert!(after[&name] == bytes, "{kind}: {name} differs after {command}");
    }
}

#[test]
fn the_command_in_an_archive_of_a_run_gives_the_same_bytes() {
    assert_the_archive_gives_the_same("run", "en");
}

#[test]
fn the_command_in_an_archive_of_a_comparison_gives_the_same_bytes() {
    assert_the_archive_gives_the_same("compare", "ko");
}

#[test]
fn the_commands_in_archives_of_other_studies_give_the_same_bytes() {
    for kind in ["attribute", "series", "sweep", "sensitivity", "discover", "draws", "validate", "calibrate"]
    {
        assert_the_archive_gives_the_same(kind, "en");
    }
}

/// Code and message of a report of some folder.
fn refused(place: &Path, words: &[&str]) -> (i32, String) {
    let (code, out, message) = outcome(&mut simulate(place, &[&["report"], words].concat()));
    assert_eq!(out, "");
    (code, message)
}

fn assert_refused(place: &Path, words: &[&str], code: i32, parts: &[&str]) {
    let (found, message) = refused(place, words);
    assert_eq!(found, code, "{message}");
    for part in parts {
        assert!(message.contains(part), "no {part:?} in {message}");
    }
}

#[test]
fn what_is_not_there_not_whole_or_of_another_version_is_refused_with_the_reason() {
    let place = results(&["compare"]);
    let (path, manifest) = (place.path(), place.path().join("compare/manifest.json"));
    assert_refused(path, &["nowhere"], 2, &["there is no folder nowhere", "run a scenario first"]);
    fs::create_dir(path.join("empty")).expect("writable");
    assert_refused(path, &["empty"], 2, &["empty holds no results: there is no manifest.json"]);
    let good = fs::read_to_string(&manifest).expect("readable");
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    for (text, parts) in [
        (
            good.replace(&version, "\"version\": \"0.0.9\""),
            ["are of iqsim 0.0.9", "simulate compare no_ai_century"],
        ),
        (
            good.replace("comparison.json", "other.json"),
            ["no results of which a report is made", "reports are made of"],
        ),
        (
            good.replace("\"program\": \"iqsim\"", "\"program\": \"other\""),
            ["no results of which", "reports are made of"],
        ),
        (good.replace('{', "["), ["manifest.json: ", "make the results again"]),
        (String::new(), ["manifest.json: EOF", "make the results again"]),
    ] {
        fs::write(&manifest, text).expect("writable");
        assert_refused(path, &["compare"], 2, &parts);
    }
    fs::write(&manifest, good).expect("writable");
    let findings = path.join("compare/comparison.json");
    let whole = fs::read_to_string(&findings).expect("readable");
    fs::write(&findings, whole.replace("0.", "1.")).expect("writable");
    assert_refused(path, &["compare"], 2, &["comparison.json is not what the program wrote there"]);
    fs::remove_file(&findings).expect("writable");
    assert_refused(path, &["compare"], 2, &["comparison.json is missing", "make the results again"]);
    fs::write(&findings, whole).expect("writable");
    assert_refused(path, &["compare", "--out", "no/such/page.html"], 1, &["cannot write", "page.html"]);
    assert_refused(path, &["compare", "--bundle", "empty"], 1, &["cannot", "empty"]);
    assert_eq!(refused(path, &["own.toml"]).0, 2);
    assert!(!path.join("compare/report.html").exists());
}
