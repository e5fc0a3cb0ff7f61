//! Prints a resolved scenario as a complete TOML file, and identifies it by a fingerprint.

use super::notation;
use super::record::{Group, Record, Records};

/// The whole scenario as TOML: every key with its resolved value, in the order of declaration.
pub fn to_toml(records: &Records, comments: bool) -> String {
    let mut page = String::new();
    write_group(&records.tree(), comments, &|_| true, &mut page);
    page
}

/// Identifies what a scenario says, however it is written; its title and description do not count.
pub fn fingerprint(records: &Records) -> String {
    let mut page = String::new();
    let counts = |record: &Record| !matches!(record.path.as_str(), "title" | "description");
    write_group(&records.tree(), false, &counts, &mut page);
    blake3::hash(page.as_bytes()).to_hex().to_string()
}

fn write_group(group: &Group<'_>, comments: bool, counts: &dyn Fn(&Record) -> bool, page: &mut String) {
    if let Some(record) = group.record {
        if !page.is_empty() {
            page.push('\n');
        }
        if comments && !record.meaning.is_empty() {
            page.push_str(&format!("# {}\n", record.meaning));
        }
        page.push_str(&format!("[{}]\n", record.path));
    }
    // Keys come before tables: after the header of an inner table they would belong to that one.
    for record in group.keys.iter().filter(|record| counts(record)) {
        if comments {
            page.push_str(&comment(record));
        }
        page.push_str(&format!("{} = {}\n", notation::key(record.name()), record.value));
    }
    for inner in &group.groups {
        write_group(inner, comments, counts, page);
    }
}

fn comment(record: &Record) -> String {
    if record.unit.is_empty() {
        format!("# {}\n", record.meaning)
    } else {
        format!("# {}, {}\n", record.meaning, record.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::diagnostic::Diagnostics;
    use crate::scenario::sample;
    use crate::scenario::schedule::Schedule;
    use proptest::prelude::*;

    const WRITTEN: &str = r#"
        title = "A \"new\"\tstart\u0007"
        people = 1e6
        [family]
        assortative_mating = 0.1
        wealth.inheritance_tax = { from = 0, to = 1e-7, midpoint = 1970, width = 8.5 }
        [jobs."고용 1"]
        share = { 1900 = 0.3, 1950 = 0.1 }
        pay_by = "time"
        [jobs.b]
    "#;

    #[test]
    fn a_printed_scenario_reads_back_the_same() -> Result<(), Diagnostics> {
        let first = sample::read(WRITTEN)?;
        for comments in [false, true] {
            let page = to_toml(&first, comments);
            let second = sample::read(&page)?;
            let values = |records: &Records| -> Vec<_> {
                records.iter().map(|record| (record.path.clone(), record.value.clone())).collect()
            };
            assert_eq!(values(&first), values(&second), "{page}");
            assert!(second.iter().all(|record| record.written), "{page}");
            assert_eq!(to_toml(&second, comments), page);
        }
        Ok(())
    }

    #[test]
    fn the_fingerprint_sees_values_and_not_how_they_are_written() -> Result<(), Diagnostics> {
        let print = |text: &str| sample::read(text).map(|records| fingerprint(&records));
        let first = print("title = \"a\"\npeople = 1000\n[jobs.a]\nshare = 0.10")?;
        assert_eq!(first, print("# b\njobs.a.share = 1e-1")?);
        assert_ne!(first, print("[jobs.a]\nshare = 0.11")?);
        assert_ne!(first, print("[jobs.b]\nshare = 0.1")?);
        Ok(())
    }

    proptest! {
        #[test]
        fn any_number_and_text_survive_printing(share in 0.0..=1.0_f64, title in ".*") {
            let text = format!("title = {}\n[jobs.a]\nshare = {share:?}", notation::text(&title));
            let page = sample::read(&text).map(|records| to_toml(&records, true)).unwrap_or_default();
            let again = sample::read(&page).unwrap_or_default();
            let value = |path: &str| again.get(path).map(|record| record.value.clone());
            prop_assert_eq!(value("title"), Some(super::super::record::Value::Text(title)));
            let expected = super::super::record::Value::Schedule(Schedule::Constant(share));
            prop_assert_eq!(value("jobs.a.share"), Some(expected));
        }
    }
}
