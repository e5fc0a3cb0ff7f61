//! Refusals: each broken file in `tests/messages` gives the message that stands beside it.
//!
//! `UPDATE=1 cargo test --test command_line` writes the messages anew; read them before committing.

use super::{outcome, repository, simulate};
use std::fs;

#[test]
fn every_broken_file_gives_its_message_and_code_2() {
    let folder = repository().join("tests/messages");
    let mut files: Vec<_> =
        fs::read_dir(&folder).expect("readable").map(|entry| entry.expect("entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    assert!(files.len() >= 12, "the catalogue of broken files");
    for path in files {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        for (language, ending) in [("en", "txt"), ("ko", "ko.txt")] {
            let words = [name.as_str(), "--quiet", "--lang", language];
            let (code, out, message) = outcome(&mut simulate(&folder, &words));
            assert_eq!((code, out.as_str()), (2, ""), "{name}: {message}");
            let expected = path.with_extension(ending);
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&expected, &message).expect("writable");
            }
            let expected = fs::read_to_string(&expected).unwrap_or_default();
            assert_eq!(message, expected, "message of {name}");
        }
    }
}

fn refused(words: &[&str], code: i32, parts: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("file"), "").expect("writable");
    fs::write(folder.path().join("empty.toml"), " \n").expect("writable");
    fs::write(folder.path().join("latin1.toml"), b"title = \"\xe9\"").expect("writable");
    let (found, out, message) = outcome(&mut simulate(folder.path(), words));
    assert_eq!((found, out.as_str()), (code, ""), "{words:?}: {message}");
    for part in parts {
        assert!(message.contains(part), "{words:?}: no {part:?} in\n{message}");
    }
    // Whoever reads Korean is told the same; only the parser of arguments knows no Korean.
    let (found, _, korean) = outcome(&mut simulate(folder.path(), &[words, &["--lang", "ko"]].concat()));
    if !message.contains("For more information, try '--help'") {
        assert_eq!(found, code, "{words:?}");
        let problem = korean.lines().find_map(|line| line.strip_prefix("오류: ")).unwrap_or_default();
        let hangul = |c: char| ('가'..='힣').contains(&c);
        // Behind an option or a key stands what is wrong with it.
        let wrong = match problem.split_once(": ") {
            Some((subject, wrong)) if !subject.contains(hangul) => wrong,
            _ => problem,
        };
        let bare = problem.starts_with("--") && !problem.contains(": ");
        assert!(bare || wrong.contains(hangul), "{words:?}: not in Korean: {korean}");
    }
}

/// A word that is no text.
fn not_unicode() -> std::ffi::OsString {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(b"x\xff".to_vec())
}

#[test]
fn files_that_cannot_be_scenarios() {
    refused(&["nowhere.toml"], 2, &["there is no file `nowhere.toml`", "allowed:", "ai_century"]);
    refused(&["ai_centry"], 2, &["did you mean: ai_century"]);
    refused(&["chek"], 2, &["there is a command `simulate check`"]);
    refused(&["run", "ai_century"], 2, &["there is no command `run`", "write `simulate ai_century`"]);
    refused(&["."], 2, &["is a folder, not a scenario file"]);
    refused(&["empty.toml"], 2, &["the file is empty"]);
    refused(&["latin1.toml"], 2, &["not a text in UTF-8", "latin1.toml:1:10", "0xE9"]);
    let (code, _, message) = outcome(simulate(repository().as_path(), &[]).arg(not_unicode()));
    assert_eq!((code, message.contains("there is no file")), (2, true), "{message}");
    refused(&[], 2, &["Usage: simulate", "a scenario or a command is needed"]);
}

#[test]
fn sizes_and_options_out_of_range() {
    refused(
        &["ai_century", "--agents", "0"],
        2,
        &["--agents: too low", "found: 0", "1 to 4000000000 (people)"],
    );
    refused(&["ai_century", "--agents", "1e12"], 2, &["--agents: too high", "1 to 4000000000"]);
    refused(&["ai_century", "--agents", "4e9"], 2, &["needs about 208.7 GiB of memory", "are free"]);
    refused(&["ai_century", "--agents", "1k"], 2, &["1_000_000 or 1e6"]);
    refused(
        &["ai_century", "--agents", "-5"],
        2,
        &["invalid value '-5' for '--agents <N>'", "1_000_000 or 1e6"],
    );
    refused(
        &["compare", "ai_century", "two_centuries", "--reps", "-1"],
        2,
        &["invalid value '-1' for '--reps <R>'"],
    );
    refused(&["ai_century", "--reps", "0"], 2, &["allowed: 1 or more"]);
    refused(&["ai_century", "--threads", "0"], 2, &["allowed: 1 to 1024"]);
    refused(&["ai_century", "--years", "5000"], 2, &["--years: too high", "0 to 1000 (years)"]);
    refused(&["ai_century", "--save-agents", "1e10"], 2, &["allowed: at most 4294967295"]);
    refused(&["ai_century", "--colour"], 2, &["unexpected argument '--colour'"]);
}

#[test]
fn studies_that_cannot_be_made() {
    let worlds = ["compare", "no_ai_century", "ai_century", "--quiet"];
    let compare = |more: &[&'static str], parts: &[&str]| refused(&[&worlds[..], more].concat(), 2, parts);
    let apart = [
        "the years do not overlap",
        "no_ai_century 2025–2125",
        "preindustrial 1750–1780",
        "allowed: worlds with a common year",
    ];
    refused(&["compare", "no_ai_century", "preindustrial"], 2, &apart);
    refused(&["compare", "no_ai_century"], 2, &["<OTHERS>..."]);
    refused(&["compare", "no_ai_century", "ai_centry"], 2, &["did you mean: ai_century"]);
    compare(
        &["--metric", "iq_incme_rank_r"],
        &["no metric `iq_incme_rank_r`", "did you mean: iq_income_rank_r"],
    );
    compare(&["--at", "2300"], &["--at 2300", "allowed: 2025 to 2125, or all"]);
    compare(&["--at", "soon"], &["a year such as 2060, or all"]);
    compare(&["--reps", "0"], &["allowed: 1 to 1000000"]);
    compare(&["--precision", "gini"], &["allowed: a metric and a positive number"]);
    compare(&["--precision", "gini=-1"], &["allowed: a metric and a positive number"]);
    compare(&["--precision", "ginii=0.1"], &["did you mean: gini"]);
    compare(&["--lang", "fr"], &["[possible values: en, ko]"]);
    compare(&["--set", "ai.work.bost=1"], &["did you mean `boost`"]);
    refused(&["ai_century", "--precision", "ginii=0.1"], 2, &["did you mean: gini"]);
    let backwards = ["attribute", "ai_century", "--from", "2125", "--to", "2025"];
    refused(&backwards, 2, &["allowed: 2025 to 2125", "--from before --to"]);
    refused(&["attribute", "ai_century", "--from", "2025", "--to", "2300"], 2, &["allowed: 2025 to 2125"]);
    refused(&["attribute", "ai_century", "--from", "2025"], 2, &["--to <YEAR>"]);
    let unknown = ["attribute", "ai_century", "--from", "2025", "--to", "2125", "--metric", "gni"];
    refused(&unknown, 2, &["did you mean: gini"]);
    refused(&["check-null", "ai_century", "--change", "ai.work.bost=1"], 2, &["did you mean `boost`"]);
}

#[test]
fn overrides_that_are_wrong() {
    refused(&["ai_century", "--set", "foo"], 2, &["no `=` in an override", "path=value"]);
    refused(
        &["ai_century", "--set", "schooling.opennes=0.2"],
        2,
        &["--set:1:11", "did you mean `openness`?"],
    );
    refused(&["ai_century", "--set", "schooling.openness={1990=0.2"], 2, &["not valid TOML"]);
    refused(&["ai_century", "--set", "schooling.openness=nan"], 2, &["not a finite number"]);
    refused(&["ai_century", "--set", "a=1", "--set", "b=2"], 2, &["a: no such key", "b: no such key"]);
}

#[test]
fn results_that_cannot_be_written_are_known_before_the_run() {
    for out in ["file", "file/deeper"] {
        let words = ["nordic_baseline", "--agents", "4e6", "--quiet", "--out", out];
        refused(&words, 1, &["cannot create the folder", "a file where a folder is needed"]);
    }
}

#[test]
fn a_new_scenario_is_never_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, out, _) = outcome(&mut simulate(folder.path(), &["new", "my_world"]));
    assert_eq!(code, 0);
    assert!(out.contains("my_world.toml written"));
    let (code, out, _) = outcome(&mut simulate(folder.path(), &["new", "korean", "--lang", "ko"]));
    assert!(code == 0 && out.contains("korean.toml 파일을 썼다"), "{out}");
    let (code, _, message) = outcome(&mut simulate(folder.path(), &["check", "korean.toml"]));
    assert_eq!(code, 0, "{message}");
    let (code, out, _) = outcome(&mut simulate(folder.path(), &["check", "my_world.toml"]));
    assert_eq!((code, out.contains("title = \"my world\"")), (0, true));
    let starter = fs::read_to_string(folder.path().join("my_world.toml")).expect("written");
    let open = starter
        .replace("\n# [", "\n[")
        .replace("\n# openness", "\nopenness")
        .replace("\n# mobility", "\nmobility");
    fs::write(folder.path().join("opened.toml"), open).expect("writable");
    let (code, out, message) = outcome(&mut simulate(folder.path(), &["check", "opened.toml"]));
    assert_eq!(code, 0, "examples of the starter do not work when opened: {message}");
    assert!(out.contains("mobility = 0.2\n"));
    let (code, _, message) = outcome(&mut simulate(folder.path(), &["new", "my_world"]));
    assert_eq!((code, message.contains("already there")), (2, true));
    let (code, _, _) = outcome(&mut simulate(folder.path(), &["check", "my_world"]));
    assert_eq!(code, 0, "found without its ending");
    let (code, _, message) = outcome(&mut simulate(folder.path(), &["new", "ai_century"]));
    assert_eq!((code, message.contains("the name of a shipped scenario; allowed:")), (2, true));
    let (code, _, message) = outcome(&mut simulate(folder.path(), &["new", "no/such/folder"]));
    assert_eq!((code, message.contains("cannot write")), (1, true));
}
