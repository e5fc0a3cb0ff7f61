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
