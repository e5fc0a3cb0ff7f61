//! A scenario as written: every value and every key with its place, before anything is checked.

use std::sync::Arc;

use indexmap::IndexMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnostic::{Diagnostic, Diagnostics, Place, SourceText};
use super::notation;

/// A value as written.
#[derive(Clone, Debug, PartialEq)]
pub enum DraftValue {
    Integer(i64),
    /// Always finite.
    Number(f64),
    Switch(bool),
    Text(String),
    List(Vec<Draft>),
    /// In the order of the file.
    Table(IndexMap<String, DraftEntry>),
    /// A date or time, as text; no parameter wants one.
    Other(String),
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub value: DraftValue,
    pub place: Option<Place>,
}

/// One entry of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftEntry {
    pub key_place: Option<Place>,
    pub draft: Draft,
}

impl Draft {
    /// A scenario that says nothing.
    pub fn empty() -> Self {
        Self { value: DraftValue::Table(IndexMap::new()), place: None }
    }

    /// The entries, if this is a table.
    pub fn table(&self) -> Option<&IndexMap<String, DraftEntry>> {
        match &self.value {
            DraftValue::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The value for a message: as written if that is short, and lists and tables only as what they are.
    pub fn describe(&self) -> String {
        const LONGEST: usize = 40;
        let group = matches!(self.value, DraftValue::List(_) | DraftValue::Table(_));
        let written = self.place.as_ref().filter(|_| !group).map_or("", Place::text);
        if !written.is_empty() && written.len() <= LONGEST && !written.contains('\n') {
            return written.to_owned();
        }
        match &self.value {
            DraftValue::Integer(integer) => integer.to_string(),
            DraftValue::Number(number) => notation::plain(*number),
            DraftValue::Switch(switch) => switch.to_string(),
            DraftValue::Text(text) => notation::text(&notation::excerpt(text, LONGEST)),
            DraftValue::List(_) => "a list".to_owned(),
            DraftValue::Table(_) => "a table".to_owned(),
            DraftValue::Other(date) => format!("the date or time {date}"),
        }
    }
}

/// Reads a TOML document.
pub fn parse(source: &Arc<SourceText>) -> Result<Draft, Diagnostics> {
    let document = DeTable::parse(&source.text).map_err(|error| broken(&error, source, 0))?;
    let mut converter = Converter { source, offset: 0, path: Vec::new(), refused: Vec::new() };
    let value = converter.table(document.get_ref());
    converter.finish(Draft { value, place: None })
}

/// Reads the one TOML value that fills `source` from byte `start` to its end.
pub fn parse_value(source: &Arc<SourceText>, start: usize) -> Result<Draft, Diagnostics> {
    let text = source.text.get(start..).unwrap_or("");
    let value = DeValue::parse(text).map_err(|error| broken(&error, source, start))?;
    let mut converter = Converter { source, offset: start, path: Vec::new(), refused: Vec::new() };
    let draft = converter.value(&value);
    converter.finish(draft)
}

fn broken(error: &toml::de::Error, source: &Arc<SourceText>, offset: usize) -> Diagnostics {
    let span = error.span().unwrap_or(0..0);
    let place = Place::new(source, span.start + offset..span.end + offset);
    let advice = advice(place.line_text());
    let wrong = Diagnostic::new(format!("not valid TOML: {}", error.message())).at(Some(place));
    match advice {
        Some(advice) => wrong.advice(advice).into(),
        None => wrong.into(),
    }
}

/// What helps with a line that says a value as people write it elsewhere.
fn advice(line: &str) -> Option<&'static str> {
    let (_, value) = line.split_once('=')?;
    let value = value.split('#').next().unwrap_or("").trim();
    let digits =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || "+-._".contains(c));
    if value.strip_suffix('%').is_some_and(|number| digits(number.trim_end())) {
        return Some("write percent as a share: 50 % is 0.5");
    }
    if value.contains(',') && value.split(',').all(digits) {
        return Some("write a point before decimals, and nothing between thousands: 0.5, 10000 or 10_000");
    }
    if ["true", "false", "yes", "no"].contains(&value.to_lowercase().as_str()) {
        return Some("write true or false");
    }
    let word = |c: char| c.is_alphanumeric() || "_-./ ".contains(c);
    (value.starts_with(char::is_alphabetic) && value.chars().all(word))
        .then_some("put a text in quotation marks, such as base = \"nordic_baseline\"")
}

struct Converter<'a> {
    source: &'a Arc<SourceText>,
    offset: usize,
    path: Vec<String>,
    refused: Vec<Diagnostic>,
}

impl Converter<'_> {
    fn finish(self, draft: Draft) -> Result<Draft, Diagnostics> {
        if self.refused.is_empty() { Ok(draft) } else { Err(Diagnostics(self.refused).in_file_order()) }
    }

    fn place<T>(&self, spanned: &Spanned<T>) -> Option<Place> {
        let span = spanned.span();
        Some(Place::new(self.source, span.start + self.offset..span.end + self.offset))
    }

    fn table(&mut self, table: &DeTable<'_>) -> DraftValue {
        // The parser hands keys over in alphabetical order; the file's order matters to names and schedules.
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let mut converted = IndexMap::with_capacity(entries.len());
        for (key, value) in entries {
            let name = key.get_ref().to_string();
            self.path.push(name.clone());
            let draft = self.value(value);
            self.path.pop();
            converted.insert(name, DraftEntry { key_place: self.place(key), draft });
        }
        DraftValue::Table(converted)
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>) -> Draft {
        let place = self.place(value);
        let value = match value.get_ref() {
            DeValue::String(text) => DraftValue::Text(text.to_string()),
            DeValue::Boolean(switch) => DraftValue::Switch(*switch),
            DeValue::Datetime(date) => DraftValue::Other(date.to_string()),
            DeValue::Array(list) => DraftValue::List(list.iter().map(|item| self.value(item)).collect()),
            DeValue::Table(table) => self.table(table),
            DeValue::Integer(integer) => match i64::from_str_radix(integer.as_str(), integer.radix()) {
                Ok(integer) => DraftValue::Integer(integer),
                Err(_) => self.refuse(place.clone(), "too large for a whole number"),
            },
            DeValue::Float(number) => match number.as_str().parse::<f64>() {
                Ok(number) if number.is_finite() => DraftValue::Number(number),
                _ => self.refuse(place.clone(), "not a finite number"),
            },
        };
        Draft { value, place }
    }

    fn refuse(&mut self, place: Option<Place>, problem: &str) -> DraftValue {
        let found = place.as_ref().map_or(String::new(), |place| notation::excerpt(place.text(), 40));
        self.refused.push(Diagnostic::new(problem).path(notation::path(&self.path)).at(place).found(found));
        DraftValue::Number(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_as_people_write_them_elsewhere_get_advice() {
        let told = |line: &str| {
            let refused = parse(&SourceText::new("mine.toml", line)).expect_err("refused");
            refused.0[0].advice.clone().unwrap_or_default()
        };
        assert!(told("openness = 50 %").contains("50 % is 0.5"));
        assert!(told("openness = 0,5 # half").contains("a point before decimals"));
        assert!(told("agents = 10,000").contains("10_000"));
        assert!(told("enabled = True").contains("true or false"));
        assert!(told("base = nordic_baseline").contains("quotation marks"));
        assert_eq!(told("x = [1, 2"), "");
    }

    fn read(text: &str) -> Result<Draft, Diagnostics> {
        parse(&SourceText::new("test.toml", text))
    }

    #[test]
    fn keys_keep_the_order_of_the_file_and_their_places() -> Result<(), Diagnostics> {
        let draft = read("zeta = 1\n[jobs.zoo]\nx = 1_000\n[alpha]\n[jobs.baker]\n1900 = 0x10\n")?;
        let table = draft.table().cloned().unwrap_or_default();
        assert_eq!(table.keys().collect::<Vec<_>>(), ["zeta", "jobs", "alpha"]);
        let jobs = table["jobs"].draft.table().cloned().unwrap_or_default();
        assert_eq!(jobs.keys().collect::<Vec<_>>(), ["zoo", "baker"]);
        let year = &jobs["baker"].draft.table().cloned().unwrap_or_default()["1900"];
        assert_eq!(year.draft.value, DraftValue::Integer(16));
        assert_eq!(year.key_place.as_ref().map(ToString::to_string).as_deref(), Some("test.toml:6:1"));
        Ok(())
    }

    #[test]
    fn numbers_that_are_not_finite_are_refused_with_their_place() {
        let refused = read("a.b = inf\nc = [nan]\nd = 1e999\ne = 99999999999999999999\n").unwrap_err();
        let lines: Vec<_> =
            refused.0.iter().filter_map(|diagnostic| diagnostic.place.as_ref()).map(Place::line).collect();
        assert_eq!(lines, [1, 2, 3, 4]);
        assert_eq!(refused.0[0].path, "a.b");
    }

    #[test]
    fn broken_toml_names_its_place() {
        let refused = read("a = 1\nb = = 2\n").unwrap_err();
        assert_eq!(refused.0[0].place.as_ref().map(Place::line), Some(2));
    }
}
