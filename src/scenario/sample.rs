//! A small set of declarations on which the parts of this module are tested.

use super::diagnostic::{Diagnostic, Diagnostics, SourceText};
use super::draft;
use super::reader::Reader;
use super::record::{Key, Records, Role};

/// A key that takes a share.
pub const SHARE: Key = Key {
    name: "share",
    meaning: "Part of all places",
    unit: "share",
    low: 0.0,
    high: 1.0,
    default: 0.25,
    source: "assumed | not measured",
    role: Role::Lever,
};

/// Declares one key of each kind; a section before a plain key, as TOML could not print it.
pub fn declare(reader: &mut Reader) {
    reader.text("title", "Title of the scenario", "untitled");
    reader.section("family", "Family background", |reader| {
        reader.number(Key { name: "assortative_mating", role: Role::Assumption, ..SHARE });
        reader.section("wealth", "What parents own", |reader| {
            reader.schedule(Key { name: "inheritance_tax", ..SHARE });
        });
        reader.switch("siblings", "Whether children have siblings", true, "census");
    });
    reader.each("jobs", "Kinds of work", 1, 3, |reader, _| {
        let share = reader.schedule(SHARE);
        reader.choice("pay_by", "What is paid for", &[("skill", 1), ("time", 2)], 1, "");
        if share.bounds().1 == 0.0 {
            reader.refuse("share", Diagnostic::new("a job without places"));
        }
    });
    reader.whole(Key { name: "people", low: 1.0, high: 1e9, default: 1000.0, unit: "people", ..SHARE });
}

/// Reads a scenario by these declarations.
pub fn read(text: &str) -> Result<Records, Diagnostics> {
    let mut reader = Reader::new(draft::parse(&SourceText::new("mine.toml", text))?);
    declare(&mut reader);
    reader.finish()
}

/// The records of the declarations alone.
pub fn documented() -> Records {
    let mut reader = Reader::documenting();
    declare(&mut reader);
    reader.finish().unwrap_or_default()
}
