//! The keys of a study file: scenario, axes, sampling, replicates, measures.

use super::axes::read_axes;
use super::design::read_design;
use super::entry::{Table, blame, of_number, unknown_keys};
use super::{blank, with_agents};
use crate::scenario::diagnostic::{Diagnostic, Diagnostics};
use crate::scenario::draft::{Draft, DraftValue};
use crate::scenario::notation::range;
use crate::scenario::read::read_draft;
use crate::scenario::{inherit, overrides, shipped};
use crate::study::sweep::design::Sample;
use crate::study::sweep::notation;
use crate::study::sweep::plan::Study;
use std::path::Path;

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

pub(super) struct Document<'a> {
    pub(super) table: &'a Table,
    pub(super) folder: &'a Path,
    pub(super) refused: Vec<Diagnostic>,
}

impl Document<'_> {
    pub(super) fn study(mut self, name: String, set: &[String]) -> Result<Study, Diagnostics> {
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
                Some(table) => read_axes(table, &mut Vec::new(), &mut study.axes, &mut self.refused),
                None => self.refused.push(blame(&entry.draft, "vary", "must be a table")),
            }
        }
        self.one_of(["sample", "zip", "design"]);
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

    /// Refuses keys that say the same thing differently.
    fn one_of(&mut self, keys: [&str; 3]) {
        let mut said = keys.into_iter().filter_map(|key| Some((key, self.table.get(key)?)));
        let (Some((first, _)), Some((second, entry))) = (said.next(), said.next()) else { return };
        let problem = format!("`{first}` and `{second}` both say how configurations are chosen");
        let twice = Diagnostic::new(problem).path(second).at(entry.key_place.clone());
        self.refused.push(twice.allowed(format!("one of {}", keys.join(", "))));
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
