//! From scenario files to checked values: reading, inheritance, checks, schema and printing.
//!
//! Each parameter is declared once, by asking a [`reader::Reader`] for it. The same function reads a scenario,
//! checks it, and (over [`reader::Reader::documenting`]) lists every key for the schema and the documentation.
//!
//! ```
//! use iqsim::scenario::diagnostic::{Diagnostic, Diagnostics, SourceText};
//! use iqsim::scenario::reader::Reader;
//! use iqsim::scenario::record::{Key, Role};
//! use iqsim::scenario::schedule::Schedule;
//! use iqsim::scenario::{draft, resolved, schema};
//!
//! struct Job { name: String, share: Schedule }
//! struct Settings { people: i64, jobs: Vec<Job> }
//!
//! fn read_job(reader: &mut Reader, name: &str) -> Job {
//!     let share = reader.schedule(Key {
//!         name: "share", meaning: "share of all places", unit: "share", low: 0.0, high: 1.0, default: 0.1,
//!         source: "assumed", role: Role::Lever,
//!     });
//!     Job { name: name.to_owned(), share }
//! }
//!
//! fn read_settings(reader: &mut Reader) -> Settings {
//!     let people = reader.section("run", "Size of the simulation", |reader| reader.whole(Key {
//!         name: "people", meaning: "people in one replicate", unit: "people", low: 100.0, high: 1e9,
//!         default: 1e5, source: "", role: Role::Setting,
//!     }));
//!     let jobs = reader.each("jobs", "Kinds of work", 1, 12, |reader, name| {
//!         let job = read_job(reader, name);
//!         if job.share.bounds().1 == 0.0 {
//!             reader.refuse("share", Diagnostic::new("a job without places").advice("leave the job out"));
//!         }
//!         job
//!     });
//!     Settings { people, jobs }
//! }
//!
//! let source = SourceText::new("mine.toml", "[jobs.bakers]\nshare = { 1900 = 0.2, 1950 = 0.1 }");
//! let mut reader = Reader::new(draft::parse(&source)?);
//! let settings = read_settings(&mut reader);
//! let records = reader.finish()?;
//! assert_eq!(settings.people, 100_000);
//! assert_eq!((settings.jobs[0].name.as_str(), settings.jobs[0].share.at(1960.0)), ("bakers", 0.1));
//! println!("{}", resolved::to_toml(&records, true));
//!
//! let mut reader = Reader::documenting();
//! read_settings(&mut reader);
//! println!("{}", schema::schema_text(&reader.finish()?));
//!
//! let misspelt = SourceText::new("mine.toml", "[jobs.bakers]\nshar = 0.2");
//! let mut reader = Reader::new(draft::parse(&misspelt)?);
//! read_settings(&mut reader);
//! let errors = reader.finish().unwrap_err();
//! assert!(errors.to_string().starts_with("mine.toml:2:1: jobs.bakers.shar: no such key; did you mean `share`?"));
//! # Ok::<(), Diagnostics>(())
//! ```
//!
//! Two rules for declarations. A table whose keys are all years, or all among `from`, `to`, `midpoint` and
//! `width`, counts as one schedule when scenarios are merged, so no key or named table may be called so;
//! [`record::Records::misdeclared`] finds such keys. And a key asked for twice is recorded as first declared.

pub mod check;
pub mod diagnostic;
pub mod draft;
pub mod inherit;
pub mod notation;
pub mod overrides;
pub mod read;
pub mod reader;
pub mod record;
pub mod resolved;
#[cfg(test)]
mod sample;
pub mod schedule;
pub mod schema;
pub mod settings;
pub mod shipped;
mod unknown;
mod values;
pub mod year;

use diagnostic::Diagnostics;
use reader::Reader;
use record::Records;
use settings::Settings;
use std::path::Path;

/// A complete and valid scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// File name without folder and ending.
    pub name: String,
    pub settings: Settings,
    /// Every key with its declaration and resolved value.
    pub records: Records,
    /// Values that were set over the file, `path=value`: see [`overrides::changes`].
    pub set: Vec<String>,
}

impl Scenario {
    /// Reads a scenario file, or the shipped scenario of that name, with `path=value` overrides.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its place.
    pub fn load(path: &Path, overrides: &[String]) -> Result<Self, Diagnostics> {
        let draft = read::read_draft(path, overrides, &shipped::SCENARIOS)?;
        let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        Ok(Self { set: overrides::changes(overrides), ..Self::of_draft(name, draft)? })
    }

    /// Checks a scenario as written; for many that differ in a few values the files are read once.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its place.
    pub fn of_draft(name: String, draft: draft::Draft) -> Result<Self, Diagnostics> {
        let mut reader = Reader::new(draft);
        let settings = Settings::declare(&mut reader);
        check::across_keys(&settings, &mut reader);
        let records = reader.finish()?;
        Ok(Self { name, settings, records, set: Vec::new() })
    }

    /// The title; the name, where the file has none.
    pub fn title(&self) -> String {
        let title = &self.settings.title;
        if title.is_empty() { self.name.replace('_', " ") } else { title.clone() }
    }

    /// The shipped scenario of this name, whatever files there are.
    pub fn shipped(name: &str) -> Option<Self> {
        let mut reader = Reader::new(read::read_shipped(name, &shipped::SCENARIOS)?);
        let settings = Settings::declare(&mut reader);
        check::across_keys(&settings, &mut reader);
        let records = reader.finish().ok()?;
        Some(Self { name: name.to_owned(), settings, records, set: Vec::new() })
    }

    /// Last simulated year.
    pub fn last_year(&self) -> i32 {
        self.settings.run.start_year + self.settings.run.years as i32
    }

    /// The whole scenario as TOML that reads back to the same values.
    pub fn to_toml(&self, comments: bool) -> String {
        resolved::to_toml(&self.records, comments)
    }

    /// Fingerprint of all values; equal scenarios have equal fingerprints, whatever their files are called.
    pub fn fingerprint(&self) -> String {
        resolved::fingerprint(&self.records)
    }
}

/// Every key a scenario may have, with its declaration.
pub fn declarations() -> Records {
    let mut reader = Reader::documenting();
    Settings::declare(&mut reader);
    reader.finish().unwrap_or_default()
}
