//! Tests of the reader on a small set of declarations.

use super::*;
use crate::scenario::diagnostic::SourceText;
use crate::scenario::{draft, sample};
use proptest::prelude::*;

#[test]
fn all_errors_of_a_file_are_found_together_in_its_order() {
    let text = "title = 3\n[family]\nsiblings = 1\nassortative_mating = 1.5\nwealth.inheritance_tax = { 1900 = 2 }\n\
                [jobs]\na = { share = 0.0, pay_by = \"skil\" }\nb = 1\n[other]\n";
    let refused = sample::read(text).err().unwrap_or_default();
    let found: Vec<String> = refused
        .0
        .iter()
        .map(|wrong| {
            format!("{} {}: {}", wrong.place.as_ref().map_or(0, Place::line), wrong.path, wrong.problem)
        })
        .collect();
    assert_eq!(
        found,
        [
            "1 title: must be a text",
            "3 family.siblings: must be true or false",
            "4 family.assortative_mating: too high",
            "5 family.wealth.inheritance_tax.1900: too high",
            "7 jobs.a.share: a job without places",
            "7 jobs.a.pay_by: not one of the choices",
            "8 jobs.b: must be a table",
            "9 other: no such key",
        ]
    );
    assert_eq!(refused.0[2].allowed.as_deref(), Some("0 to 1 (share)"));
    assert_eq!(refused.0[5].nearest.as_deref(), Some("skill"));
}

#[test]
fn named_tables_are_counted() {
    let none = sample::read("people = 5").err().unwrap_or_default();
    assert_eq!(
        none.to_string(),
        "jobs: too few tables, found 0; allowed: 1 to 3, each written as [jobs.some_name]; or name a scenario that has them: base = \"nordic_baseline\""
    );
    let four = sample::read("[jobs]\na = {}\nb = {}\nc = {}\nd = {}").err().unwrap_or_default();
    for text in ["jobs = 1", "jobs.a = 1"] {
        let refused = sample::read(text).err().unwrap_or_default();
        assert_eq!((refused.0.len(), refused.0[0].problem.as_str()), (1, "must be a table"));
    }
    assert_eq!((four.0.len(), four.0[0].problem.as_str()), (1, "too many tables"));
}

#[test]
fn the_declarations_alone_have_every_key() {
    let records = sample::documented();
    let patterns: Vec<&str> = records.iter().map(|record| record.pattern.as_str()).collect();
    assert_eq!(
        patterns,
        [
            "title",
            "family",
            "family.assortative_mating",
            "family.wealth",
            "family.wealth.inheritance_tax",
            "family.siblings",
            "jobs",
            "jobs.*",
            "jobs.*.share",
            "jobs.*.pay_by",
            "people",
        ]
    );
    assert_eq!(records.misdeclared(), Vec::<String>::new());
}

#[test]
fn records_know_what_was_written() -> Result<(), Diagnostics> {
    let records = sample::read("[jobs.a]\nshare = 0.5")?;
    let share = records.get("jobs.a.share").filter(|record| record.written);
    assert_eq!(share.and_then(|record| record.place.clone()).map(|place| place.line()), Some(2));
    assert_eq!(records.get("people").map(|record| record.written), Some(false));
    Ok(())
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_stop_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = sample::read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn arbitrary_toml_never_stops_the_reader(
        words in proptest::collection::vec(
            prop::sample::select(vec![
                "[", "]", "{", "}", "=", ".", ",", "\n", "jobs", "family", "share", "a", "1900", "from", "width",
                "0.1", "-7", "inf", "\"", "소득", "true", "people", "wealth", "inheritance_tax", "[jobs.a]\n",
            ]),
            0..30,
        )
    ) {
        let text = words.concat();
        if let Err(refused) = sample::read(&text) {
            prop_assert!(!refused.0.is_empty());
        }
        let mut draft = Draft::empty();
        let _ = crate::scenario::overrides::set(&mut draft, &text);
        let mut reader = Reader::new(draft);
        sample::declare(&mut reader);
        let _ = reader.finish();
        let _ = draft::parse_value(&SourceText::new("x", text.as_str()), text.len() / 2);
    }
}
