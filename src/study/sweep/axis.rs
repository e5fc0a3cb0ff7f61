//! What is varied: one parameter, or several that move together, each marked as uncertain or as a lever.

use super::domain::{AxisValue, Domain};
use crate::scenario::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::scenario::notation;
use crate::scenario::record::{Kind, Record, Records, Role, Value};
use crate::scenario::schedule::{LOGISTIC_KEYS, Schedule};

/// What a varied parameter stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AxisRole {
    /// An assumption about the world that nobody knows well.
    Uncertainty,
    /// What a policy or history can change.
    Lever,
}

impl AxisRole {
    /// The word in study files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Uncertainty => "uncertainty",
            Self::Lever => "lever",
        }
    }
}

/// An axis as it was asked for, before the scenario is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct WantedAxis {
    /// Name of the column; the path where none is given.
    pub name: String,
    /// Dotted paths; `*` stands for any one key.
    pub paths: Vec<String>,
    pub domain: Domain,
    /// The value multiplies what the scenario says.
    pub times: bool,
    /// `None`: by what the scenario says about the parameter.
    pub role: Option<AxisRole>,
    pub place: Option<Place>,
}

/// One key that an axis sets.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub path: String,
    /// What is multiplied, where the axis multiplies.
    pub base: Option<Value>,
}

/// An axis of a sweep: its values go to all its targets.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    pub name: String,
    pub domain: Domain,
    pub role: AxisRole,
    pub targets: Vec<Target>,
    /// Lowest and highest value that the parameters allow.
    pub limits: (f64, f64),
    pub meaning: String,
    pub unit: String,
    /// Sampled values are rounded to whole numbers.
    pub whole: bool,
}

impl Axis {
    /// The value at a share of the distribution.
    pub fn at(&self, share: f64) -> AxisValue {
        self.rounded(self.domain.at(share, self.limits))
    }

    /// The middle value: the median, the best guess, or the middle one of a list.
    pub fn middle(&self) -> AxisValue {
        self.rounded(self.domain.middle(self.limits))
    }

    /// A low and a high value to compare.
    pub fn ends(&self) -> (AxisValue, AxisValue) {
        let (low, high) = self.domain.ends(self.limits);
        (self.rounded(low), self.rounded(high))
    }

    fn rounded(&self, value: AxisValue) -> AxisValue {
        match value {
            AxisValue::Number(number) if self.whole => AxisValue::Number(number.round()),
            other => other,
        }
    }

    /// The `path=value` overrides that give the axis this value.
    pub fn overrides(&self, value: &AxisValue) -> Vec<String> {
        let one = |target: &Target| match (&target.base, value) {
            (Some(base), AxisValue::Number(factor)) => {
                format!("{}={}", target.path, multiplied(base, *factor))
            }
            _ => format!("{}={}", target.path, value.toml()),
        };
        self.targets.iter().map(one).collect()
    }
}

/// A value of the scenario times a factor.
fn multiplied(base: &Value, factor: f64) -> Value {
    match base {
        Value::Number(number) => Value::Number(number * factor),
        Value::Whole(number) => Value::Number((*number as f64 * factor).round()),
        Value::Schedule(Schedule::Constant(number)) => Value::Schedule(Schedule::Constant(number * factor)),
        Value::Schedule(Schedule::Table(points)) => {
            let points = points.iter().map(|(year, number)| (*year, number * factor));
            Value::Schedule(Schedule::Table(points.collect()))
        }
        Value::Schedule(Schedule::Logistic { from, to, midpoint, width }) => {
            let (from, to, midpoint, width) = (from * factor, to * factor, *midpoint, *width);
            Value::Schedule(Schedule::Logistic { from, to, midpoint, width })
        }
        other => other.clone(),
    }
}

/// Finds the parameters of an axis in a scenario and checks that its values suit them.
///
/// # Errors
/// A path that leads nowhere, values of the wrong kind or outside the allowed range.
pub fn resolve(wanted: &WantedAxis, records: &Records) -> Result<Axis, Diagnostics> {
    let mut refused = Vec::new();
    let mut found: Vec<(String, &Record)> = Vec::new();
    for path in &wanted.paths {
        let matches = matching(path, records);
        if matches.is_empty() {
            refused.push(unknown_path(path, wanted, records));
        }
        found.extend(matches);
    }
    for (path, record) in &found {
        refused.extend(unsuitable(wanted, path, record));
    }
    let Some((_, first)) = found.first().filter(|_| refused.is_empty()) else {
        return Err(Diagnostics(refused));
    };
    let role = match first.role {
        Role::Assumption => AxisRole::Uncertainty,
        Role::Lever | Role::Setting => AxisRole::Lever,
    };
    let limits = if wanted.times {
        (0.0, f64::INFINITY)
    } else {
        found.iter().fold((f64::NEG_INFINITY, f64::INFINITY), |(low, high), (_, record)| {
            (low.max(record.low), high.min(record.high))
        })
    };
    Ok(Axis {
        name: wanted.name.clone(),
        domain: wanted.domain.clone(),
        role: wanted.role.unwrap_or(role),
        limits,
        whole: !wanted.times && found.iter().any(|(_, record)| record.kind == Kind::Whole),
        meaning: if wanted.times {
            let keys = patterns(found.iter().map(|(_, record)| *record));
            format!("Multiplies {}", keys.join(", "))
        } else {
            first.meaning.to_owned()
        },
        unit: if wanted.times { "factor".to_owned() } else { first.unit.to_owned() },
        targets: found
            .into_iter()
            .map(|(path, record)| Target { path, base: wanted.times.then(|| record.value.clone()) })
            .collect(),
    })
}

/// The keys of some parameters, each once, with `*` for names.
pub fn patterns<'a>(records: impl Iterator<Item = &'a Record>) -> Vec<&'a str> {
    let mut patterns = Vec::new();
    for record in records {
        if !patterns.contains(&record.pattern.as_str()) {
            patterns.push(record.pattern.as_str());
        }
    }
    patterns
}

/// The keys that a path with `*` leads to; a schedule may be entered by a year or a part of a logistic.
fn matching<'a>(path: &str, records: &'a Records) -> Vec<(String, &'a Record)> {
    let segments: Vec<&str> = path.split('.').map(|segment| segment.trim_matches('"')).collect();
    let mut found = Vec::new();
    for record in records.iter().filter(|record| !record.kind.is_group()) {
        let fits = |depth: usize| {
            record.segments.len() == depth
                && record.segments.iter().zip(&segments).all(|(own, asked)| *asked == "*" || own == asked)
        };
        if fits(segments.len()) {
            found.push((record.path.clone(), record));
        } else if let Some((last, above)) = segments.split_last()
            && record.kind == Kind::Schedule
            && fits(above.len())
            && (last.parse::<i32>().is_ok() || LOGISTIC_KEYS.contains(last))
        {
            found.push((format!("{}.{last}", record.path), record));
        }
    }
    found
}

fn unknown_path(path: &str, wanted: &WantedAxis, records: &Records) -> Diagnostic {
    let keys: Vec<&str> =
        records.iter().filter(|record| !record.kind.is_group()).map(|record| record.path.as_str()).collect();
    let unknown = Diagnostic::new("no such key in the scenario").path(path).at(wanted.place.clone());
    let nearest = notation::nearest(path, keys.iter().copied()).or_else(|| same_end(path, &keys));
    unknown.nearest(nearest).advice("`simulate check SCENARIO` lists every key; `*` stands for any one name")
}

/// A key of the same name in another place.
fn same_end(path: &str, keys: &[&str]) -> Option<String> {
    let last = path.rsplit('.').next()?;
    let near = notation::nearest(last, keys.iter().filter_map(|key| key.rsplit('.').next()))?;
    keys.iter().find(|key| key.rsplit('.').next() == Some(near.as_str())).map(|key| (*key).to_owned())
}

/// What speaks against giving a parameter the values of the axis.
fn unsuitable(wanted: &WantedAxis, path: &str, record: &Record) -> Option<Diagnostic> {
    let blame = |problem: &str| Diagnostic::new(problem).path(path).at(wanted.place.clone());
    let numeric = matches!(record.kind, Kind::Number | Kind::Whole | Kind::Schedule);
    if wanted.times && !numeric {
        return Some(blame("only numbers can be multiplied").found(record.value.to_string()));
    }
    if wanted.times && path != record.path {
        return Some(blame("only a whole schedule can be multiplied").allowed(record.path.clone()));
    }
    let values: Vec<AxisValue> = match &wanted.domain {
        Domain::Values(values) => values.clone(),
        Domain::Range { low, high, .. } | Domain::Triangular { low, high, .. } => {
            vec![AxisValue::Number(*low), AxisValue::Number(*high)]
        }
        Domain::Points { low, best, high } => [low, best, high].map(|n| AxisValue::Number(*n)).to_vec(),
        Domain::Normal { mean: middle, .. } | Domain::Lognormal { median: middle, .. } => {
            vec![AxisValue::Number(*middle)]
        }
    };
    // The parts of a logistic have ranges of their own; the scenario checks them.
    let part = path.rsplit('.').next().is_some_and(|last| matches!(last, "midpoint" | "width"));
    values.iter().find_map(|value| {
        let fits = match (&record.kind, value) {
            (Kind::Number | Kind::Schedule, AxisValue::Number(number)) if !wanted.times && !part => {
                record.low <= *number && *number <= record.high
            }
            (Kind::Whole, AxisValue::Number(number)) if !wanted.times => {
                record.low <= *number && *number <= record.high && number.fract() == 0.0
            }
            (Kind::Number | Kind::Schedule | Kind::Whole, AxisValue::Number(_)) => true,
            (Kind::Switch, AxisValue::Switch(_)) | (Kind::Text, AxisValue::Text(_)) => true,
            (Kind::Choice(words), AxisValue::Text(text)) => words.contains(&text.as_str()),
            _ => false,
        };
        let allowed = match &record.kind {
            Kind::Switch => "true or false".to_owned(),
            Kind::Choice(words) => words.join(", "),
            Kind::Whole => format!("whole numbers, {}", notation::range(record.low, record.high)),
            _ => notation::range(record.low, record.high),
        };
        (!fits).then(|| blame("a value that the key does not allow").found(value.plain()).allowed(allowed))
    })
}
