//! Reads targets files: from the disk, or those that come with the program.

use super::fields::Fields;
use super::measures::measure;
use super::quantity::{Quantity, VARIABLES};
use super::shipped;
use super::target::{Basis, Entry, Group, Point, Published, Sample, Target, Targets, World};
use crate::model::observation::{ENTRY_AGE, RETIREMENT_AGE};
use crate::scenario::diagnostic::{Diagnostic, Diagnostics, Place, SourceText};
use crate::scenario::draft::{self, Draft, DraftValue};
use crate::scenario::inherit::BASE_KEY;
use crate::scenario::notation::nearest;
use std::cell::RefCell;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

/// No targets file is longer; a path to a disk image would otherwise fill the memory.
const LARGEST_FILE: u64 = 4 << 20;

/// Any number at all.
const ANY: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

/// Keys of a target that its figures do not have.
const OF_TARGET: [&str; 8] = ["title", "unit", "source", "basis", "weight", "note", "points", "rms"];

/// Reads a targets file, or where there is none the shipped one of that name.
///
/// # Errors
/// A file that is missing, unreadable or no text, or everything that is wrong in it.
pub fn read(path: &Path) -> Result<Targets, Diagnostics> {
    let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let shown = path.to_string_lossy().into_owned();
    let mut bytes = Vec::new();
    match File::open(path).and_then(|file| file.take(LARGEST_FILE + 1).read_to_end(&mut bytes)) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let bare = path.parent().is_none_or(|folder| folder.as_os_str().is_empty());
            return match shipped::find(&name).filter(|_| bare) {
                Some(targets) => targets,
                None => Err(missing(&shown, &name).into()),
            };
        }
        Err(_) if path.is_dir() => {
            return Err(Diagnostic::new(format!("`{shown}` is a folder, not a targets file")).into());
        }
        Err(error) => return Err(Diagnostic::io(format!("cannot read `{shown}`: {error}")).into()),
        Ok(_) if bytes.len() as u64 > LARGEST_FILE => {
            let large = Diagnostic::new(format!("`{shown}` is too large for a targets file"));
            return Err(large.allowed(format!("at most {} megabytes", LARGEST_FILE >> 20)).into());
        }
        Ok(_) => {}
    }
    match String::from_utf8(bytes) {
        Ok(text) => parse(&name, &SourceText::new(shown, text)),
        Err(_) => Err(Diagnostic::new(format!("`{shown}` is not a text in UTF-8")).into()),
    }
}

fn missing(shown: &str, name: &str) -> Diagnostic {
    let names = shipped::TARGETS.map(|(name, _)| name);
    Diagnostic::new(format!("there is no file `{shown}`"))
        .nearest(nearest(name, names))
        .allowed(format!("a targets file, or a shipped one: {}", names.join(", ")))
}

/// Reads the text of a targets file.
///
/// # Errors
/// Everything that is wrong in it, each with its place.
pub fn parse(name: &str, source: &Arc<SourceText>) -> Result<Targets, Diagnostics> {
    let whole = draft::parse(source)?;
    if whole.table().is_some_and(|table| table.contains_key(BASE_KEY) && !table.contains_key("targets")) {
        let scenario = Diagnostic::new(format!("`{}` is a scenario, not a targets file", source.name));
        return Err(scenario.advice("name the scenario before --targets").into());
    }
    let wrong = RefCell::new(Vec::new());
    let fields = Fields::new(vec![&whole], String::new(), &wrong);
    let title = fields.text("title").unwrap_or_else(|| name.to_owned());
    let mut targets = Vec::new();
    match fields.entry("targets").and_then(|entry| entry.draft.table()) {
        Some(table) if !table.is_empty() => {
            for (id, entry) in table {
                targets.extend(target(id, &entry.draft, entry.key_place.clone(), &wrong));
            }
        }
        _ => {
            let none = Diagnostic::new("no targets").path("targets");
            fields.blame(none.advice("each is a table such as [targets.iq_schooling_r]"));
        }
    }
    fields.refuse_unknown(&[]);
    let wrong = wrong.into_inner();
    if wrong.is_empty() {
        Ok(Targets { name: name.to_owned(), title, targets })
    } else {
        Err(Diagnostics(wrong).in_file_order())
    }
}

fn target(
    id: &str,
    draft: &Draft,
    key_place: Option<Place>,
    wrong: &RefCell<Vec<Diagnostic>>,
) -> Option<Target> {
    let path = format!("targets.{id}");
    let fields = Fields::new(vec![draft], path.clone(), wrong);
    let source = fields.text("source");
    if !fields.has("source") {
        let without = Diagnostic::new("a target without a source").path(fields.path_of("source"));
        let without = without.at(key_place.clone()).advice("say author, year, and table or page");
        fields.blame(without);
    }
    let title = fields.text("title").unwrap_or_else(|| id.replace('_', " "));
    let unit = fields.text("unit");
    let weight = fields.number("weight", (0.0, 1e6)).unwrap_or(1.0);
    let (note, rms) = (fields.text("note"), fields.number("rms", (0.0, f64::MAX)));
    let basis = basis(&fields);
    let points = points(&fields, draft, &path, wrong);
    let source = source?;
    let first = points.first()?;
    let unit = unit.unwrap_or_else(|| first.measure.unit().to_owned());
    Some(Target {
        id: id.to_owned(),
        title,
        unit,
        source,
        basis,
        weight,
        note,
        points,
        rms,
        place: key_place,
    })
}

/// What agreement says; independent if the file does not say otherwise.
fn basis(fields: &Fields) -> Basis {
    let Some(word) = fields.text("basis") else { return Basis::Independent };
    let words = Basis::ALL.map(Basis::word);
    Basis::ALL.into_iter().find(|basis| basis.word() == word).unwrap_or_else(|| {
        let place = fields.entry("basis").and_then(|entry| entry.draft.place.clone());
        let unknown =
            Diagnostic::new("no such basis").path(fields.path_of("basis")).at(place).found(word.clone());
        fields.blame(unknown.allowed(words.join(", ")).nearest(nearest(&word, words)));
        Basis::Independent
    })
}

/// The figures of a target: those of its list, each laid over the target, or the target itself as the only one.
fn points(fields: &Fields, draft: &Draft, path: &str, wrong: &RefCell<Vec<Diagnostic>>) -> Vec<Point> {
    let list = match fields.entry("points").map(|entry| (&entry.draft, &entry.draft.value)) {
        None => {
            let fields = Fields::new(vec![draft], path.to_owned(), wrong);
            let point = point(&fields);
            fields.refuse_unknown(&OF_TARGET);
            return point.into_iter().collect();
        }
        Some((_, DraftValue::List(list))) if !list.is_empty() => list,
        Some((draft, _)) => {
            return fields
                .refuse("points", draft, "not a list of figures", "tables in [ ]")
                .unwrap_or_default();
        }
    };
    let (mut points, mut asked) = (Vec::new(), Vec::new());
    for (index, figure) in list.iter().enumerate() {
        let fields = Fields::new(vec![figure, draft], format!("{path}.points[{index}]"), wrong);
        points.extend(point(&fields));
        fields.refuse_unknown(&[]);
        asked.extend(fields.keys_asked());
    }
    fields.refuse_unknown(&asked.iter().map(String::as_str).collect::<Vec<_>>());
    points
}

/// One figure.
fn point(fields: &Fields) -> Option<Point> {
    let label = fields.text("label").unwrap_or_default();
    let world =
        World { scenario: fields.text("scenario"), set: fields.texts("set"), year: fields.year("year") };
    let published = published(fields);
    let measure = measure(fields);
    let sample = sample(fields);
    let accept = accept(fields, published);
    Some(Point {
        label,
        world,
        measure: measure?,
        sample,
        published: published?,
        accept: accept?,
        place: fields.place(),
    })
}

fn published(fields: &Fields) -> Option<Published> {
    match fields.entry("published").map(|entry| &entry.draft) {
        None => {
            fields.blame(Diagnostic::new("no published value").path(fields.path_of("published")));
            None
        }
        Some(draft) => match &draft.value {
            DraftValue::Text(text) if text == "never" => Some(Published::Never),
            DraftValue::Integer(_) | DraftValue::Number(_) => {
                fields.number("published", ANY).map(Published::Value)
            }
            _ => fields.refuse("published", draft, "not a number", "a number, or \"never\" for a date"),
        },
    }
}

/// The values that agree with a published one.
fn accept(fields: &Fields, published: Option<Published>) -> Option<(f64, f64)> {
    let range = fields.range("accept", ANY);
    let tolerance = fields.number("tolerance", (0.0, f64::MAX));
    let relative = fields.number("relative_tolerance", (0.0, 10.0));
    let Published::Value(value) = published? else { return Some((f64::INFINITY, f64::INFINITY)) };
    // A figure's own tolerance comes before its target's interval, whichever kind either is.
    let spread = tolerance.or(relative.map(|part| part * value.abs()));
    match (range, spread) {
        (Some((low, high)), _) if !(low..=high).contains(&value) => {
            let outside = Diagnostic::new("the published value is outside its own interval");
            fields.blame(outside.path(fields.path_of("accept")));
            None
        }
        (_, Some(spread)) => Some((value - spread, value + spread)),
        (Some(range), None) => Some(range),
        (None, None) => {
            let without = Diagnostic::new("nothing says how near is near enough");
            fields.blame(without.allowed("accept = [low, high], tolerance = t, or relative_tolerance = 0.1"));
            None
        }
    }
}

/// Who is observed.
fn sample(fields: &Fields) -> Sample {
    let working = (f64::from(ENTRY_AGE), f64::from(RETIREMENT_AGE));
    let ages = fields.range("ages", working).map(|(from, to)| (from as u8, to as u8));
    let mut filters = Vec::new();
    if let Some(table) = fields.entry("where") {
        match table.draft.table() {
            Some(entries) => {
                for (name, entry) in entries {
                    let of = parsed(fields, "where", &entry.draft, name);
                    let range = fields.range_of(&format!("where.{name}"), &entry.draft, ANY);
                    filters.extend(of.zip(range));
                }
            }
            None => {
                fields.refuse::<()>("where", &table.draft, "not a table of ranges", "{ iq = [100, 200] }");
            }
        }
    }
    let normed = fields.switch("normed");
    Sample { ages, filters, jobs: fields.texts("jobs"), entry: entry(fields), group: group(fields), normed }
}

fn entry(fields: &Fields) -> Option<Entry> {
    let years = fields.range("entered", (-100.0, 0.0));
    let school_age = fields.number("school_age", (0.0, 20.0));
    Some(Entry { years: years?, school_age: school_age.unwrap_or(7.0) })
}

fn group(fields: &Fields) -> Option<Group> {
    let by = quantity(fields, "by");
    let within_age = fields.switch("within_age");
    let one = fields.number("percentile", (1.0, 100.0)).map(|percentile| (percentile - 1.0, percentile));
    let several = fields.range("percentiles", (0.0, 100.0));
    let percentiles = one.or(several);
    match (by, percentiles) {
        (Some(by), Some(percentiles)) => Some(Group { by, percentiles, within_age }),
        (None, Some(_)) if !fields.has("by") => {
            fields.blame(
                Diagnostic::new("percentiles of what?").advice("say by = \"record\" or another quantity"),
            );
            None
        }
        _ => None,
    }
}

/// A quantity of a person.
pub(super) fn quantity(fields: &Fields, key: &str) -> Option<Quantity> {
    let text = fields.text(key)?;
    let entry = fields.entry(key)?;
    parsed(fields, key, &entry.draft, &text)
}

pub(super) fn parsed(fields: &Fields, key: &str, draft: &Draft, text: &str) -> Option<Quantity> {
    match Quantity::parse(text) {
        Ok(quantity) => Some(quantity),
        Err(word) => {
            let names = VARIABLES.map(|(name, _)| name);
            let unknown = Diagnostic::new("no such quantity of a person").path(fields.path_of(key));
            let unknown = unknown.at(draft.place.clone()).found(format!("`{word}`"));
            let allowed = format!("{}; each also as rank(…), log(…) or square(…)", names.join(", "));
            fields.blame(unknown.nearest(nearest(&word, names)).allowed(allowed));
            None
        }
    }
}
