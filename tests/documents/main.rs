//! Documents that list things: are they still true? `UPDATE=1 cargo test --test documents` writes the generated ones.

mod korean_model;

use iqsim::report::columns_document::columns_document;
use iqsim::report::keys_document::keys_document;
use iqsim::report::korean_keys::{allowed, meaning, unit};
use iqsim::report::language::Language;
use iqsim::run::progress::Silent;
use iqsim::run::{Options, run};
use iqsim::scenario::diagnostic::SourceText;
use iqsim::scenario::{Scenario, declarations, schema, shipped};
use iqsim::store::columns::Table;
use iqsim::store::runs::rows::Rows;
use iqsim::store::tables;
use iqsim::study::attribution::{Question, attribute};
use iqsim::study::calibrate::{Calibration, objective::Evaluation, tables as calibrated};
use iqsim::study::comparison::Comparison;
use iqsim::study::conditions::{four_worlds, two_way};
use iqsim::study::sensitivity;
use iqsim::study::sweep;
use iqsim::study::tables as study;
use iqsim::study::validate::measures::KINDS;
use iqsim::study::validate::quantity::VARIABLES;
use iqsim::study::validate::read::parse;
use iqsim::study::validate::shipped::{TARGETS, find};
use iqsim::study::validate::tables::scoreboard;
use iqsim::study::worlds::{Plan, live};
use std::fs;
use std::path::PathBuf;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A generated file must be what the program generates now.
fn assert_current(name: &str, text: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path(name), text).expect("writable");
    }
    assert_eq!(fs::read_to_string(path(name)).unwrap_or_default(), text, "{name} is not current");
}

#[test]
fn the_key_table_and_the_schema_are_current() {
    assert_current("docs/keys.md", &keys_document(&declarations(), Language::English));
    assert_current("scenarios/scenario.schema.json", &schema::schema_text(&declarations()));
}

/// The model document shows the keys of each section between two marks; in English, role and source stay on the page of keys.
#[test]
fn the_parameter_tables_of_the_model_document_are_current() {
    const END: &str = "<!-- end of keys -->";
    for (document, language) in [("docs/model.md", Language::English), ("docs/model.ko.md", Language::Korean)]
    {
        let text = read(document);
        let mut parts = text.split("<!-- keys: ");
        let mut current = parts.next().expect("a beginning").to_owned();
        let mut sections = 0;
        for part in parts {
            let (names, rest) = part.split_once(" -->").expect("a closed mark");
            let (_, rest) = rest.split_once(END).expect("an end of the keys");
            current.push_str(&format!("<!-- keys: {names} -->\n{}{END}{rest}", parameters(names, language)));
            sections += 1;
        }
        assert!(sections >= 8);
        assert_current(document, &current);
    }
}

/// Key, unit, range and default of every key below some sections, as a table; in Korean with the meaning, which `docs/keys.md` has in English.
fn parameters(sections: &str, language: Language) -> String {
    let mut table = match language {
        Language::English => "\n| Key | Unit | Range | Default |\n|---|---|---|---|\n".to_owned(),
        Language::Korean => "\n| 매개변수 | 뜻 | 단위 | 범위 | 기본값 |\n|---|---|---|---|---|\n".to_owned(),
    };
    let declared = declarations();
    let page = keys_document(&declared, Language::English);
    let keys = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let belongs = |key: &&str| sections.split(' ').any(|name| key.starts_with(&format!("{name}.")));
    for record in keys.filter(belongs).filter_map(|key| declared.iter().find(|record| record.pattern == key))
    {
        let mut cells = vec![format!("`{}`", record.pattern)];
        cells.extend((language == Language::Korean).then(|| meaning(record, language).to_owned()));
        cells.extend([
            unit(record.unit, language).to_owned(),
            allowed(record, language),
            record.default.to_string(),
        ]);
        table.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    table
}

#[test]
fn the_column_page_is_current() {
    let sizes = ["run.agents=300", "run.years=1", "run.burn_in_years=1"].map(String::from);
    let scenario = Scenario::load("ai_century".as_ref(), &sizes).expect("a shipped scenario");
    let options = Options { save_people: 1, ..Options::default() };
    let results = run(&scenario, options, &Silent).expect("small enough");
    let mut tables = tables::all(&results);
    tables.extend(study_tables(&scenario));
    assert_current("docs/columns.md", &columns_document(&tables));
}

/// The tables of the studies, from worlds that are as small as can be.
fn study_tables(scenario: &Scenario) -> Vec<Table> {
    let worlds = [scenario.clone(), scenario.clone()];
    let plan = Plan {
        scenarios: &worlds,
        replicates: 2,
        goal: None,
        most_replicates: 2,
        persons: true,
        threads: Some(1),
    };
    let lived = live(plan, &Silent).expect("small enough");
    let comparison = Comparison::of(&lived, &["base", "other"].map(str::to_owned), 1);
    let question = Question { scenario, from: 2025, to: 2026, replicates: 2, threads: Some(1) };
    let attribution = attribute(question, &Silent).expect("small enough");
    let four = four_worlds(scenario, 2, Some(1), &Silent).expect("small enough");
    let two_ways: Vec<_> = two_way(&four, "gini", 2026).into_iter().collect();
    let comparisons = [comparison];
    let mut list = vec![study::comparison(&comparisons)];
    list.extend(study::flows(&comparisons));
    list.extend([study::attribution(&attribution), study::conditions(&two_ways)]);
    list.extend([scoreboard(&[]), calibrated::parameters(&nothing_fitted())]);
    list.extend(sweep_tables());
    list
}

/// The tables of sweeps, over one axis and before any run.
fn sweep_tables() -> Vec<Table> {
    let mut study = sweep::read::read("ai_century".as_ref(), &[]).expect("a shipped scenario");
    study.axes.push(sweep::notation::axis("schooling.openness=0,0.5").expect("an axis"));
    study.series = true;
    study.measures.push("gini@2125".to_owned());
    let plan = sweep::plan::Plan::new(study).expect("a plan");
    let (rows, keys) = (Rows::default(), sweep::execute::Keys::unknown(&plan));
    let finished = sweep::summary::Finished { plan: &plan, rows: &rows, keys: &keys };
    let store = PathBuf::from("nowhere");
    let mut list: Vec<Table> = sweep::tables::runs(finished).take(1).collect();
    list.extend(sweep::tables::summary(finished).take(1));
    list.extend(sweep::tables::series(finished, &store).take(1));
    list.push(sensitivity::tables::sobol(&plan, &[]));
    list
}

fn nothing_fitted() -> Calibration {
    let nothing = Evaluation { places: Vec::new(), figures: Vec::new(), errors: Vec::new(), distance: 0.0 };
    Calibration {
        fitted: Vec::new(),
        start: nothing.clone(),
        best: nothing,
        goals: Vec::new(),
        evaluations: 0,
        emulated: 0,
        improved: false,
    }
}

#[test]
fn every_targets_file_is_shipped_and_sound_and_every_shipped_one_is_there() {
    let mut files: Vec<String> = fs::read_dir(path("targets"))
        .expect("readable")
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().strip_suffix(".toml")?.to_owned()))
        .collect();
    let mut known: Vec<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    files.sort();
    known.sort();
    assert_eq!(files, known);
    for name in known {
        let targets = find(&name).expect("shipped").unwrap_or_else(|wrong| panic!("{wrong}"));
        assert!(targets.targets.len() >= 5, "{name}");
    }
}

/// The example of the page must be a sound targets file, and every observation must be explained there.
#[test]
fn the_page_of_targets_is_true() {
    let page = read("docs/targets.md");
    let example = page.split("```").nth(1).and_then(|text| text.strip_prefix("toml")).expect("an example");
    let targets =
        parse("example", &SourceText::new("example.toml", example)).unwrap_or_else(|wrong| panic!("{wrong}"));
    assert_eq!(targets.targets.len(), 1);
    for (word, _) in VARIABLES {
        assert!(page.contains(&format!("`{word}`")), "{word}");
    }
    for kind in KINDS {
        assert!(page.contains(&format!("`{kind}")) || page.contains(&format!("`{kind}`")), "{kind}");
    }
}

#[test]
fn every_scenario_is_shipped_and_every_shipped_one_is_there() {
    let mut files: Vec<String> = fs::read_dir(path("scenarios"))
        .expect("readable")
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().strip_suffix(".toml")?.to_owned()))
        .collect();
    let mut shipped: Vec<String> = shipped::SCENARIOS.iter().map(|(name, _)| (*name).to_owned()).collect();
    files.sort();
    shipped.sort();
    assert_eq!(files, shipped);
}

#[test]
fn every_study_is_shipped_can_be_planned_and_begins_with_its_question() {
    let mut files: Vec<String> = fs::read_dir(path("scenarios/sweeps"))
        .expect("readable")
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().strip_suffix(".toml")?.to_owned()))
        .map(|name| format!("sweeps/{name}"))
        .collect();
    let mut shipped: Vec<String> =
        sweep::shipped::STUDIES.iter().map(|(name, _)| (*name).to_owned()).collect();
    files.sort();
    shipped.sort();
    assert_eq!(files, shipped);
    for (name, text) in sweep::shipped::STUDIES {
        let head: String = text.lines().take_while(|line| line.starts_with('#')).collect();
        assert!(head.contains("Question:"), "{name}");
        let study = sweep::read::read(name.as_ref(), &[]).unwrap_or_else(|error| panic!("{name}: {error}"));
        let plan = sweep::plan::Plan::new(study).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(plan.configurations() > 1, "{name}");
        for configuration in 0..plan.configurations().min(20) {
            assert!(plan.prepare(configuration).1.is_ok(), "{name}: {configuration}");
        }
    }
}

#[test]
fn every_scenario_begins_with_the_claim_it_tests() {
    for (name, text) in shipped::SCENARIOS {
        let head: String = text.lines().take_while(|line| line.starts_with('#')).collect();
        assert!(head.contains("Claim tested:"), "{name}");
    }
}

#[test]
fn the_readme_names_every_scenario_and_document() {
    let readme = read("README.md");
    for (name, _) in shipped::SCENARIOS {
        assert!(readme.contains(&format!("`{name}`")), "{name}");
    }
    for entry in fs::read_dir(path("docs")).expect("readable") {
        let name = entry.expect("entry").file_name().to_string_lossy().into_owned();
        assert!(!name.ends_with(".md") || readme.contains(&format!("docs/{name}")), "{name}");
    }
}

/// Numbers of a README's table of worlds, row by row.
fn worlds_of(readme: &str) -> Vec<String> {
    let rows = readme.lines().filter(|line| line.starts_with("| ") && line.contains(" ± "));
    rows.filter_map(|row| Some(row.trim_end_matches(" |").rsplit_once("| ")?.1.to_owned())).collect()
}

/// The short README in Korean has the numbers of the whole one.
#[test]
fn the_korean_readme_has_the_results_of_the_english_one() {
    let (english, korean) = (read("README.md"), read("README.ko.md"));
    assert_eq!(worlds_of(&korean), worlds_of(&english));
    assert_eq!(worlds_of(&english).len(), 12);
    let found = english.lines().find(|line| line.contains(" targets are inside, ")).expect("a count");
    let numbers: Vec<&str> =
        found.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [inside, targets, near, outside] = numbers[..] else { panic!("{found}") };
    let told =
        format!("목표 {targets}개를 판정한다: {inside}개가 범위 안, {near}개가 가까움, {outside}개가 벗어남");
    assert!(korean.contains(&told), "{told}");
    for (name, _) in shipped::SCENARIOS {
        assert!(korean.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn every_picture_is_shown_and_every_shown_one_is_there() {
    let pages = [read("README.md"), read("docs/gallery.md")].concat();
    let shown = pages.split("images/").skip(1).filter_map(|rest| rest.split(')').next());
    let shown: Vec<String> = shown.map(str::to_owned).collect();
    for name in &shown {
        assert!(path("docs/images").join(name).is_file(), "{name}");
    }
    for entry in fs::read_dir(path("docs/images")).expect("readable") {
        let name = entry.expect("entry").file_name().to_string_lossy().into_owned();
        assert!(shown.contains(&name), "{name} is shown nowhere");
    }
}

#[test]
fn files_that_the_readme_names_are_there() {
    for document in [
        "README.md",
        "README.ko.md",
        "CONTRIBUTING.md",
        "docs/architecture.md",
        "docs/model.md",
        "docs/model.ko.md",
    ] {
        let text = read(document);
        let quoted = text.split('`').skip(1).step_by(2);
        let mut seen = 0;
        for name in quoted.filter(|name| {
            let first = name.split('/').next().unwrap_or("");
            name.contains('/')
                && ["src", "docs", "scenarios", "tests", "benches", "reference"].contains(&first)
        }) {
            let name = name.trim_end_matches('/');
            seen += 1;
            assert!(name.contains('*') || path(name).exists(), "{document} names {name}");
        }
        assert!(seen > 0 || document.starts_with("docs"), "{document}: nothing seen");
    }
}
