//! Reads studies: a file that says what to vary, a scenario to vary from the command line, a table of points.

use super::axis::{AxisRole, WantedAxis};
use super::design::Sample;
use super::domain::{AxisValue, Domain};
use super::notation::{self, AXIS_FORMS};
use super::plan::Study;
use super::shipped::STUDIES;
use crate::scenario::diagnostic::{Diagnostic, Diagnostics, Place, SourceText};
use crate::scenario::draft::{Draft, DraftEntry, DraftValue};
use crate::scenario::notation::{nearest, path as dotted, range};
use crate::scenario::read::read_draft;
use crate::scenario::{Scenario, inherit, overrides, shipped};
use indexmap::IndexMap;
use std::fs;
use std::path::Path;

/// Replicates where nobody says how many.
pub const REPLICATES: u32 = 8;

/// People in each run where nobody says how many: sweeps make many runs.
const AGENTS: &str = "run.agents=10000";

/// Keys of a study file.
const KEYS: [&str; 14] = [
    "name",
    "scenario",
    "title",
    "description",
    "sample",
    "design",
    "replicates",
    "seed",
    "measure",
    "time_limit",
    "series",
    "set",
    "vary",
    "zip",
];

/// Keys of one axis.
const AXIS_KEYS: [&str; 14] = [
    "path",
    "paths",
    "values",
    "range",
    "step",
    "log",
    "low",
    "best",
    "high",
    "normal",
    "lognormal",
    "triangular",
    "times",
    "role",
];

type Table = IndexMap<String, DraftEntry>;

/// Reads a study file, a scenario file, or what is shipped under this name; then the `path=value` overrides.
///
/// # Errors
/// Everything that is wrong with the file, each with its place.
pub fn read(path: &Path, set: &[String]) -> Result<Study, Diagnostics> {
    let all: Vec<(&str, &str)> = STUDIES.iter().chain(&shipped::SCENARIOS).copied().collect();
    let draft = read_draft(path, &[], &all)?;
    let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let is_study = |table: &Table| table.contains_key("vary") || table.contains_key("scenario");
    match draft.table().filter(|table| is_study(table)) {
        Some(table) => Reader { table, folder: path.parent().unwrap_or(Path::new("")), refused: Vec::new() }
            .study(name, set),
        None => {
            let mut study = blank(name.clone(), with_agents(draft));
            study.scenario = name;
            set.iter().try_for_each(|text| overrides::set(&mut study.draft, text))?;
            Ok(study)
        }
    }
}

/// The scenario of the study in a file, before anything is varied.
///
/// # Errors
/// As [`read`].
pub fn base_of(path: &Path) -> Result<Scenario, Diagnostics> {
    let mut study = read(path, &[])?;
    overrides::set(&mut study.draft, "run.replicates=1")?;
    Scenario::of_draft(study.scenario, study.draft)
}

/// The scenario with fewer people than it has for a single run.
fn with_agents(mut draft: Draft) -> Draft {
    // The override is a constant that suits.
    let _ = overrides::set(&mut draft, AGENTS);
    draft
}

fn blank(name: String, draft: Draft) -> Study {
    Study {
        name,
        title: String::new(),
        description: String::new(),
        draft,
        scenario: String::new(),
        axes: Vec::new(),
        sample: None,
        seed: None,
        replicates: REPLICATES,
        measures: Vec::new(),
        time_limit: None,
        series: false,
    }
}

struct Reader<'a> {
    table: &'a Table,
    folder: &'a Path,
    refused: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn study(mut self, name: String, set: &[String]) -> Result<Study, Diagnostics> {
        self.refused.extend(unknown_keys(self.table, &KEYS));
        let Some(scenario) = self.text("scenario") else {
            self.refused
                .push(Diagnostic::new("the study names no scenario").advice("scenario = \"ai_century\""));
            return Err(Diagnostics(self.refused));
        };
        let mut study = blank(name, with_agents(self.scenario(&scenario)?));
        study.scenario = Path::new(&scenario).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        study.name = self.text("name").unwrap_or(study.name);
        study.title = self.text("title").unwrap_or_default();
        study.description = self.text("description").unwrap_or_default();
        if let Some(entry) = self.table.get("set") {
            study.draft = inherit::merge(study.draft, entry.draft.clone());
        }
        set.iter().try_for_each(|text| overrides::set(&mut study.draft, text))?;
        if let Some(number) = self.whole("replicates", (1.0, 1e6)) {
            study.replicates = number as u32;
        }
        study.seed = self.whole("seed", (0.0, 9e15)).map(|seed| seed as u64);
        study.time_limit = self.number("time_limit", (f64::MIN_POSITIVE, 1e9));
        study.series = self.switch("series").unwrap_or(false);
        study.measures = self.texts("measure");
        if let Some(entry) = self.table.get("vary") {
            match entry.draft.table() {
                Some(table) => self.axes(table, &mut Vec::new(), &mut study.axes),
                None => self.refused.push(blame(&entry.draft, "vary", "must be a table")),
            }
        }
        study.sample = self.sample();
        if let Some(file) = self.text("design") {
            match read_design(&self.folder.join(&file), &mut study.axes) {
                Ok(sample) => study.sample = Some(sample),
                Err(wrong) => self.refused.extend(wrong.0),
            }
        }
        if self.refused.is_empty() { Ok(study) } else { Err(Diagnostics(self.refused).in_file_order()) }
    }

    /// The scenario beside the study, or the shipped one of this name.
    fn scenario(&mut self, name: &str) -> Result<Draft, Diagnostics> {
        let beside = self.folder.join(name);
        let path = if beside.is_file() { beside } else { Path::new(name).to_owned() };
        read_draft(&path, &[], &shipped::SCENARIOS).map_err(|wrong| {
            let place = self.table.get("scenario").and_then(|entry| entry.draft.place.clone());
            let blamed = |diagnostic: Diagnostic| match diagnostic.place {
                Some(_) => diagnostic,
                None => diagnostic.path("scenario").at(place.clone()),
            };
            Diagnostics(wrong.0.into_iter().map(blamed).collect())
        })
    }

    fn sample(&mut self) -> Option<Sample> {
        if self.switch("zip") == Some(true) {
            return Some(Sample::Zip);
        }
        let text = self.text("sample")?;
        let place = self.table.get("sample").and_then(|entry| entry.draft.place.clone());
        match notation::sample(&text) {
            Ok(sample) => Some(sample),
            Err(wrong) => {
                self.refused.push(wrong.path("sample").at(place));
                None
            }
        }
    }

    /// Axes of a table; tables without a key of an axis are parts of a dotted path.
    fn axes(&mut self, table: &Table, path: &mut Vec<String>, axes: &mut Vec<WantedAxis>) {
        for (name, entry) in table {
            let parts = if name.contains('.') { vec![name.clone()] } else { vec![dotted(&[name])] };
            let depth = path.len();
            path.extend(parts);
            let full = path.join(".");
            let inner = entry.draft.table();
            match (&entry.draft.value, inner) {
                (DraftValue::Text(text), _) => match notation::domain(text) {
                    Ok(domain) => axes.push(simple(full, domain, entry.draft.place.clone())),
                    Err(wrong) => self.refused.push(wrong.path(&full).at(entry.draft.place.clone())),
                },
                (_, Some(inner)) if inner.keys().any(|key| AXIS_KEYS.contains(&key.as_str())) => {
                    match read_axis(&full, inner, entry) {
                        Ok(axis) => axes.push(axis),
                        Err(wrong) => self.refused.extend(wrong),
                    }
                }
                (_, Some(inner)) if !inner.is_empty() => self.axes(inner, path, axes),
                _ => {
                    let wrong = blame(&entry.draft, &full, "not values to vary");
                    let meant = nearest(name, AXIS_KEYS);
                    self.refused.push(
                        wrong
                            .nearest(meant)
                            .allowed(format!("\"min:max:step\", or a table of {}", AXIS_KEYS.join(", "))),
                    );
                }
            }
            path.truncate(depth);
        }
    }

    fn text(&mut self, key: &str) -> Option<String> {
        let entry = self.table.get(key)?;
        match &entry.draft.value {
            DraftValue::Text(text) => Some(text.clone()),
            _ => {
                self.refused.push(blame(&entry.draft, key, "must be a text"));
                None
            }
        }
    }

    fn texts(&mut self, key: &str) -> Vec<String> {
        let Some(entry) = self.table.get(key) else { return Vec::new() };
        let list = match &entry.draft.value {
            DraftValue::List(list) => list.clone(),
            _ => vec![entry.draft.clone()],
        };
        let mut texts = Vec::new();
        for draft in list {
            match &draft.value {
                DraftValue::Text(text) => texts.push(text.clone()),
                _ => self.refused.push(blame(&draft, key, "must be a list of texts")),
            }
        }
        texts
    }

    fn switch(&mut self, key: &str) -> Option<bool> {
        let entry = self.table.get(key)?;
        match entry.draft.value {
            DraftValue::Switch(switch) => Some(switch),
            _ => {
                self.refused.push(blame(&entry.draft, key, "must be true or false"));
                None
            }
        }
    }

    fn number(&mut self, key: &str, (low, high): (f64, f64)) -> Option<f64> {
        let entry = self.table.get(key)?;
        let number = of_number(&entry.draft).filter(|number| low <= *number && *number <= high);
        if number.is_none() {
            self.refused
                .push(blame(&entry.draft, key, "must be a number in range").allowed(range(low, high)));
        }
        number
    }

    fn whole(&mut self, key: &str, limits: (f64, f64)) -> Option<f64> {
        let number = self.number(key, limits)?;
        if number.fract() != 0.0 {
            let entry = self.table.get(key)?;
            self.refused.push(blame(&entry.draft, key, "must be a whole number"));
        }
        Some(number)
    }
}

fn simple(name: String, domain: Domain, place: Option<Place>) -> WantedAxis {
    WantedAxis { paths: vec![name.clone()], name, domain, times: false, role: None, place }
}

fn blame(draft: &Draft, path: &str, problem: &str) -> Diagnostic {
    Diagnostic::new(problem).path(path).at(draft.place.clone()).found(draft.describe())
}

fn unknown_keys(table: &Table, known: &[&str]) -> Vec<Diagnostic> {
    let strangers = table.iter().filter(|(key, _)| !known.contains(&key.as_str()));
    let unknown = |(key, entry): (&String, &DraftEntry)| {
        Diagnostic::new("no such key in a study")
            .path(key)
            .at(entry.key_place.clone())
            .nearest(nearest(key, known.iter().copied()))
            .allowed(known.join(", "))
    };
    strangers.map(unknown).collect()
}

fn of_number(draft: &Draft) -> Option<f64> {
    match draft.value {
        DraftValue::Integer(number) => Some(number as f64),
        DraftValue::Number(number) => Some(number),
        _ => None,
    }
}

fn of_value(draft: &Draft) -> Option<AxisValue> {
    match &draft.value {
        DraftValue::Switch(switch) => Some(AxisValue::Switch(*switch)),
        DraftValue::Text(text) => Some(AxisValue::Text(text.clone())),
        _ => of_number(draft).map(AxisValue::Number),
    }
}

fn of_list(draft: &Draft) -> Option<Vec<AxisValue>> {
    match &draft.value {
        DraftValue::List(list) => list.iter().map(of_value).collect(),
        _ => None,
    }
}

/// Some numbers of a list of known length.
fn numbers<const COUNT: usize>(path: &str, draft: &Draft) -> Result<[f64; COUNT], Diagnostic> {
    let list: Option<Vec<f64>> = of_list(draft).and_then(|list| list.iter().map(AxisValue::number).collect());
    list.and_then(|list| <[f64; COUNT]>::try_from(list).ok())
        .ok_or_else(|| blame(draft, path, &format!("must be a list of {COUNT} numbers")))
}

/// One axis from its table.
fn read_axis(name: &str, table: &Table, entry: &DraftEntry) -> Result<WantedAxis, Vec<Diagnostic>> {
    let mut refused: Vec<Diagnostic> = unknown_keys(table, &AXIS_KEYS)
        .into_iter()
        .map(|wrong| {
            let path = format!("vary.{name}.{}", wrong.path);
            wrong.path(path)
        })
        .collect();
    let place = entry.key_place.clone().or(entry.draft.place.clone());
    let domain = read_domain(name, table, &place);
    let times = match table.get("times").map(|entry| &entry.draft) {
        Some(Draft { value: DraftValue::Switch(times), .. }) => *times,
        Some(other) => {
            refused.push(blame(other, name, "`times` must be true or false"));
            false
        }
        None => false,
    };
    let role = match table.get("role").map(|entry| &entry.draft) {
        Some(Draft { value: DraftValue::Text(word), .. }) if word == "lever" => Some(AxisRole::Lever),
        Some(Draft { value: DraftValue::Text(word), .. }) if word == "uncertainty" => {
            Some(AxisRole::Uncertainty)
        }
        Some(other) => {
            let words = ["uncertainty", "lever"];
            let meant = if let DraftValue::Text(word) = &other.value { nearest(word, words) } else { None };
            refused.push(blame(other, name, "no such role").allowed(words.join(", ")).nearest(meant));
            None
        }
        None => None,
    };
    let paths = match (table.get("path"), table.get("paths")) {
        (None, None) => vec![name.to_owned()],
        (Some(one), None) => of_texts(&one.draft, name, &mut refused),
        (None, Some(many)) => of_texts(&many.draft, name, &mut refused),
        (Some(one), Some(_)) => {
            refused.push(blame(&one.draft, name, "`path` and `paths` at once"));
            Vec::new()
        }
    };
    match domain {
        Ok(domain) if refused.is_empty() => {
            Ok(WantedAxis { name: name.to_owned(), paths, domain, times, role, place })
        }
        Ok(_) => Err(refused),
        Err(wrong) => {
            refused.push(wrong);
            Err(refused)
        }
    }
}

fn of_texts(draft: &Draft, name: &str, refused: &mut Vec<Diagnostic>) -> Vec<String> {
    let list = match &draft.value {
        DraftValue::List(list) => list.clone(),
        _ => vec![draft.clone()],
    };
    let mut texts = Vec::new();
    for one in &list {
        match &one.value {
            DraftValue::Text(text) => texts.push(text.clone()),
            _ => refused.push(blame(one, name, "must be a text or a list of texts")),
        }
    }
    texts
}

fn read_domain(name: &str, table: &Table, place: &Option<Place>) -> Result<Domain, Diagnostic> {
    let ways: Vec<&str> = ["values", "range", "best", "normal", "lognormal", "triangular"]
        .into_iter()
        .filter(|key| table.contains_key(*key))
        .collect();
    let wrong = |problem: &str| Diagnostic::new(problem).path(name).at(place.clone());
    let [way] = ways.as_slice() else {
        return Err(wrong("say once what the values are")
            .found(if ways.is_empty() { "nothing".to_owned() } else { ways.join(", ") })
            .allowed(
                "values, range (with step or log), low with best and high, normal, lognormal, triangular",
            ));
    };
    let number = |key: &str| table.get(key).and_then(|entry| of_number(&entry.draft));
    let Some(entry) = table.get(*way) else { return Err(wrong("no values")) };
    let draft = &entry.draft;
    let domain = match *way {
        "values" => match of_list(draft).filter(|list| !list.is_empty()) {
            Some(values) => Domain::Values(values),
            None => return Err(blame(draft, name, "must be a list of values").allowed(AXIS_FORMS)),
        },
        "range" => {
            let [low, high] = numbers(name, draft)?;
            let log =
                matches!(table.get("log").map(|entry| &entry.draft.value), Some(DraftValue::Switch(true)));
            match number("step") {
                Some(step) => {
                    notation::steps(low, high, step).map_err(|wrong| wrong.path(name).at(place.clone()))?
                }
                None => Domain::Range { low, high, log },
            }
        }
        "best" => match (number("low"), number("best"), number("high")) {
            (Some(low), Some(best), Some(high)) => Domain::Points { low, best, high },
            _ => return Err(wrong("three points need the numbers low, best and high")),
        },
        "normal" => {
            let [mean, sd] = numbers(name, draft)?;
            Domain::Normal { mean, sd }
        }
        "lognormal" => {
            let [median, spread] = numbers(name, draft)?;
            Domain::Lognormal { median, spread }
        }
        _ => {
            let [low, mode, high] = numbers(name, draft)?;
            Domain::Triangular { low, mode, high }
        }
    };
    check(&domain).map_err(|(problem, allowed)| blame(draft, name, problem).allowed(allowed))?;
    Ok(domain)
}

/// Whether the numbers of a distribution make one.
fn check(domain: &Domain) -> Result<(), (&'static str, &'static str)> {
    match *domain {
        Domain::Range { low, high, .. } if low >= high => {
            Err(("an empty range", "a low number, then a higher one"))
        }
        Domain::Range { low, log: true, .. } if low <= 0.0 => {
            Err(("a logarithm of 0 or less", "a range above 0"))
        }
        Domain::Points { low, best, high } if !(low <= best && best <= high && low < high) => {
            Err(("three points out of order", "low ≤ best ≤ high"))
        }
        Domain::Normal { sd, .. } if sd <= 0.0 => Err(("no spread", "[mean, sd] with sd above 0")),
        Domain::Lognormal { median, spread } if median <= 0.0 || spread <= 0.0 => {
            Err(("not a lognormal distribution", "[median, spread], both above 0"))
        }
        Domain::Triangular { low, mode, high } if !(low <= mode && mode <= high && low < high) => {
            Err(("a triangle out of order", "[low, most likely, high]"))
        }
        _ => Ok(()),
    }
}

/// Reads a table of points; its columns are the axes, in any order. Without axes the columns are paths.
///
/// # Errors
/// A file that cannot be read, a missing or extra column, a row of the wrong length or with an empty cell.
pub fn read_design(path: &Path, axes: &mut Vec<WantedAxis>) -> Result<Sample, Diagnostics> {
    let shown = path.display().to_string();
    let text = fs::read_to_string(path)
        .map_err(|error| Diagnostic::new(format!("cannot read the design `{shown}`: {error}")))?;
    let source = SourceText::new(shown, text.strip_prefix('\u{feff}').unwrap_or(&text));
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .comment(Some(b'#'))
        .from_reader(source.text.as_bytes());
    let broken = |error: csv::Error| {
        let start = error.position().map_or(0, |position| position.byte() as usize);
        let length = source.text.get(start..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
        let words = match error.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                format!("a row of {len} cells where the first line has {expected_len}")
            }
            _ => format!("not a table of comma-separated values: {error}"),
        };
        Diagnostics::from(Diagnostic::new(words).at(Some(Place::new(&source, start..start + length))))
    };
    let header: Vec<String> = reader.headers().map_err(broken)?.iter().map(str::to_owned).collect();
    let first_line = Place::new(&source, 0..source.text.lines().next().map_or(0, str::len));
    if axes.is_empty() {
        let whole =
            |name: &String| simple(name.clone(), Domain::Values(Vec::new()), Some(first_line.clone()));
        axes.extend(header.iter().map(whole));
    }
    let order = columns(&header, axes, &first_line)?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let values: Vec<AxisValue> = order.iter().map(|&column| notation::value(&record[column])).collect();
        if values.iter().any(|value| *value == AxisValue::Text(String::new())) {
            let start = record.position().map_or(0, |position| position.byte() as usize);
            let length = source.text.get(start..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
            let place = Place::new(&source, start..start + length);
            return Err(Diagnostic::new("an empty cell in the design").at(Some(place)).into());
        }
        rows.push(values);
    }
    if rows.is_empty() {
        return Err(Diagnostic::new("the design has no points").at(Some(first_line)).into());
    }
    for (column, axis) in axes.iter_mut().enumerate() {
        let mut seen = std::collections::BTreeSet::new();
        let cells = rows.iter().map(|row| &row[column]);
        axis.domain = Domain::Values(cells.filter(|value| seen.insert(value.toml())).cloned().collect());
    }
    Ok(Sample::Table(rows))
}

/// For each axis its column.
fn columns(header: &[String], axes: &[WantedAxis], place: &Place) -> Result<Vec<usize>, Diagnostics> {
    let names: Vec<&str> = axes.iter().map(|axis| axis.name.as_str()).collect();
    let mut refused = Vec::new();
    for (position, column) in header.iter().enumerate() {
        if header[..position].contains(column) {
            refused.push(
                Diagnostic::new(format!("the design has the column `{column}` twice"))
                    .at(Some(place.clone())),
            );
        } else if !names.contains(&column.as_str()) {
            let extra = Diagnostic::new(format!("the design has a column `{column}` that no axis has"));
            let meant = nearest(column, names.iter().copied());
            refused.push(extra.at(Some(place.clone())).allowed(names.join(", ")).nearest(meant));
        }
    }
    let mut order = Vec::new();
    for name in &names {
        match header.iter().position(|column| column == name) {
            Some(column) => order.push(column),
            None => {
                let missing = Diagnostic::new(format!("the design has no column `{name}`"));
                refused.push(missing.at(Some(place.clone())).found(header.join(", ")));
            }
        }
    }
    if refused.is_empty() { Ok(order) } else { Err(Diagnostics(refused)) }
}
