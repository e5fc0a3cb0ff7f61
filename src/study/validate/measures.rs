//! What a target observes, read from its table: exactly one kind, with the keys that belong to it.

use super::fields::Fields;
use super::quantity::Quantity;
use super::read::{parsed, quantity};
use super::target::Measure;
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::draft::DraftValue;
use crate::scenario::notation::nearest;
use crate::study::dday::calendar;
use crate::study::dday::forms::{FORMS, Form};
use crate::study::dday::shipped::SERIES;

/// Keys that say what is observed.
pub const KINDS: [&str; 15] = [
    "metric",
    "correlation",
    "mean",
    "relative_mean",
    "sd",
    "share",
    "slope",
    "gini",
    "top_share",
    "tail_exponent",
    "quantile_ratio",
    "doubling_days",
    "date",
    "assistance_gain",
    "exposed_workers",
];

/// Reads what is observed.
pub fn measure(fields: &Fields) -> Option<Measure> {
    let found: Vec<&str> = KINDS.into_iter().filter(|kind| fields.has(kind)).collect();
    let [kind] = found[..] else {
        return refuse_kinds(fields, &found);
    };
    match kind {
        "metric" => Some(Measure::Metric(fields.texts(kind))).filter(|_| fields.some_text(kind)),
        "exposed_workers" => fields.number(kind, (0.0, 1.0)).map(Measure::ExposedWorkers),
        "correlation" => correlation(fields),
        "mean" => quantity(fields, kind).map(Measure::Mean),
        "relative_mean" => quantity(fields, kind).map(Measure::RelativeMean),
        "sd" => quantity(fields, kind).map(Measure::Sd),
        "share" => {
            let (of, range) = (quantity(fields, kind), needed_range(fields, "between"));
            Some(Measure::Share { of: of?, range: range? })
        }
        "slope" => slope(fields),
        "gini" => quantity(fields, kind).map(Measure::Gini),
        "top_share" => {
            let (of, top) = (quantity(fields, kind), top(fields));
            Some(Measure::TopShare { of: of?, top: top? })
        }
        "tail_exponent" => {
            let (of, top) = (quantity(fields, kind), top(fields));
            Some(Measure::TailExponent { of: of?, top: top? })
        }
        "quantile_ratio" => {
            let of = quantity(fields, kind);
            let quantiles = (needed(fields, "upper"), needed(fields, "lower"));
            Some(Measure::QuantileRatio { of: of?, upper: quantiles.0? / 100.0, lower: quantiles.1? / 100.0 })
        }
        "doubling_days" => {
            let (series, since) = (series(fields, kind), date_of(fields, "since"));
            Some(Measure::DoublingDays { series: series?, since })
        }
        "date" => date(fields),
        _ => {
            let job = fields.text(kind);
            let part = needed_range(fields, "skill_percentiles");
            Some(Measure::AssistanceGain { job: job?, part: part? })
        }
    }
}

fn refuse_kinds(fields: &Fields, found: &[&str]) -> Option<Measure> {
    let problem = if found.is_empty() { "no observation that is known" } else { "more than one observation" };
    let wrong = Diagnostic::new(problem).allowed(format!("one of {}", KINDS.join(", ")));
    let near = fields.own_keys().iter().find_map(|key| nearest(key, KINDS));
    let wrong = if found.is_empty() { wrong.nearest(near) } else { wrong.found(found.join(", ")) };
    fields.blame(wrong);
    None
}

fn correlation(fields: &Fields) -> Option<Measure> {
    let entry = fields.entry("correlation")?;
    let words = fields.texts("correlation");
    let [one, other] = &words[..] else {
        return fields.refuse(
            "correlation",
            &entry.draft,
            "not two quantities",
            "such as [\"iq\", \"rank(record)\"]",
        );
    };
    let one = parsed(fields, "correlation", &entry.draft, one);
    let other = parsed(fields, "correlation", &entry.draft, other);
    Some(Measure::Correlation(one?, other?))
}

fn slope(fields: &Fields) -> Option<Measure> {
    let of = quantity(fields, "slope");
    let on = fields.has("on").then(|| quantity(fields, "on")).flatten();
    if !fields.has("on") {
        fields
            .blame(Diagnostic::new("a slope on what?").advice("say on = \"schooling\" or another quantity"));
    }
    let given: Vec<Quantity> = match fields.entry("given") {
        Some(entry) => {
            let words = fields.texts("given");
            words.iter().filter_map(|word| parsed(fields, "given", &entry.draft, word)).collect()
        }
        None => Vec::new(),
    };
    Some(Measure::Slope { of: of?, on: on?, given })
}

fn date(fields: &Fields) -> Option<Measure> {
    let series = series(fields, "date");
    let reaches = needed_number(fields, "reaches");
    let floor = fields.number("floor", (f64::NEG_INFINITY, f64::INFINITY));
    let word = fields.text("form").unwrap_or_else(|| Form::Line.word().to_owned());
    let form = FORMS.iter().find(|form| form.word() == word).copied();
    if form.is_none() {
        let words = FORMS.map(|form| form.word());
        let unknown =
            Diagnostic::new("no such form of a trend").path(fields.path_of("form")).found(word.clone());
        fields.blame(unknown.nearest(nearest(&word, words)).allowed(words.join(", ")));
    }
    Some(Measure::Date { series: series?, form: form?, reaches: reaches?, floor })
}

/// A shipped series.
fn series(fields: &Fields, key: &str) -> Option<String> {
    let name = fields.text(key)?;
    let names = SERIES.map(|(name, _)| name);
    if names.contains(&name.as_str()) {
        return Some(name);
    }
    let unknown = Diagnostic::new("no such series").path(fields.path_of(key)).found(name.clone());
    fields.blame(unknown.nearest(nearest(&name, names)).allowed(names.join(", ")));
    None
}

fn date_of(fields: &Fields, key: &str) -> Option<f64> {
    let entry = fields.entry(key)?;
    let text = match &entry.draft.value {
        DraftValue::Text(text) | DraftValue::Other(text) => text.clone(),
        _ => entry.draft.describe(),
    };
    let date = calendar::parse(&text);
    date.or_else(|| fields.refuse(key, &entry.draft, "not a date", "such as \"2023-01-01\" or 2023.5"))
}

/// The part of the people that is the top, in per cent.
fn top(fields: &Fields) -> Option<f64> {
    needed(fields, "top").map(|percent| percent / 100.0)
}

/// A percentage that must be said.
fn needed(fields: &Fields, key: &str) -> Option<f64> {
    if !fields.has(key) {
        return missing(fields, key, "per cent, 0 to 100");
    }
    fields.number(key, (0.0, 100.0))
}

fn needed_number(fields: &Fields, key: &str) -> Option<f64> {
    if !fields.has(key) {
        return missing(fields, key, "a number");
    }
    fields.number(key, (f64::NEG_INFINITY, f64::INFINITY))
}

fn needed_range(fields: &Fields, key: &str) -> Option<(f64, f64)> {
    if !fields.has(key) {
        return missing(fields, key, "two numbers such as [a, b]");
    }
    fields.range(key, (f64::NEG_INFINITY, f64::INFINITY))
}

fn missing<T>(fields: &Fields, key: &str, allowed: &str) -> Option<T> {
    fields
        .blame(Diagnostic::new("this observation needs the key").path(fields.path_of(key)).allowed(allowed));
    None
}
