//! The keys of a scenario for editors, as a JSON Schema.

use serde_json::{Map, Value as Json, json};

use super::inherit::BASE_KEY;
use super::notation;
use super::record::{Group, Kind, Record, Records, Value};

/// The JSON Schema (draft 2020-12) of scenario files, from the records of a reader that was documenting.
pub fn json_schema(records: &Records) -> Json {
    let mut schema = table(&records.tree());
    if let Some(properties) = schema.get_mut("properties").and_then(Json::as_object_mut) {
        let base = json!({
            "title": BASE_KEY,
            "description": "Scenario on which this one builds: a file beside this one, or a shipped scenario. \
                This file then holds only what it changes.",
            "type": "string",
        });
        properties.insert(BASE_KEY.to_owned(), base);
    }
    let mut whole = Map::new();
    whole.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    whole.insert("title".to_owned(), json!("iqsim scenario"));
    whole.extend(schema);
    Json::Object(whole)
}

fn table(group: &Group<'_>) -> Map<String, Json> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    if let Some(record) = group.record.filter(|record| !record.meaning.is_empty()) {
        schema.insert("title".to_owned(), json!(record.name()));
        schema.insert("description".to_owned(), json!(record.meaning));
    }
    if let Some(Record { kind: Kind::Named { at_most, .. }, .. }) = group.record {
        // No least number: a scenario with a base names only the tables it changes.
        if *at_most < usize::MAX {
            schema.insert("maxProperties".to_owned(), json!(at_most));
        }
        let entry = group.groups.first().map_or_else(Map::new, table);
        schema.insert("additionalProperties".to_owned(), Json::Object(entry));
        return schema;
    }
    let keys = group.keys.iter().map(|record| (record.name().to_owned(), key(record)));
    let tables = group.groups.iter().filter_map(|inner| {
        let name = inner.record?.name().to_owned();
        Some((name, Json::Object(table(inner))))
    });
    schema.insert("properties".to_owned(), Json::Object(keys.chain(tables).collect()));
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema
}

fn key(record: &Record) -> Json {
    let mut schema = match &record.kind {
        Kind::Number => bounded("number", record),
        Kind::Whole => bounded("integer", record),
        Kind::Schedule => schedule(record),
        Kind::Switch => object(json!({ "type": "boolean" })),
        Kind::Choice(words) => object(json!({ "enum": words })),
        Kind::Text | Kind::Section | Kind::Named { .. } | Kind::Entry => object(json!({ "type": "string" })),
    };
    schema.insert("title".to_owned(), json!(record.name()));
    schema.insert("description".to_owned(), json!(description(record)));
    schema.insert("default".to_owned(), default(&record.default));
    Json::Object(schema)
}

fn bounded(kind: &str, record: &Record) -> Map<String, Json> {
    let mut schema = Map::from_iter([("type".to_owned(), json!(kind))]);
    if record.low.is_finite() {
        schema.insert("minimum".to_owned(), limit(record.low));
    }
    if record.high.is_finite() {
        schema.insert("maximum".to_owned(), limit(record.high));
    }
    schema
}

fn limit(value: f64) -> Json {
    const LARGEST_WRITTEN_WHOLE: f64 = 1e15;
    if value.fract() == 0.0 && value.abs() < LARGEST_WRITTEN_WHOLE {
        json!(value as i64)
    } else {
        json!(value)
    }
}

fn schedule(record: &Record) -> Map<String, Json> {
    let number = Json::Object(bounded("number", record));
    object(json!({ "anyOf": [
        number,
        {
            "title": "values in years",
            "type": "object",
            "minProperties": 1,
            "patternProperties": { "^([12][0-9]{3}|3000)$": number },
            "additionalProperties": false,
        },
        {
            "title": "logistic transition",
            "type": "object",
            "properties": {
                "from": number,
                "to": number,
                "midpoint": { "type": "number", "minimum": 1000, "maximum": 3000 },
                "width": { "type": "number", "exclusiveMinimum": 0 },
            },
            "required": ["from", "to", "midpoint", "width"],
            "additionalProperties": false,
        },
    ] }))
}

fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(map) => map,
        other => Map::from_iter([("const".to_owned(), other)]),
    }
}

fn default(value: &Value) -> Json {
    match value {
        Value::Number(number) => limit(*number),
        Value::Schedule(schedule) => limit(schedule.bounds().0),
        Value::Whole(integer) => json!(integer),
        Value::Switch(switch) => json!(switch),
        Value::Text(text) => json!(text),
        Value::Group => json!({}),
    }
}

fn description(record: &Record) -> String {
    let mut sentences = format!("{}.", record.meaning);
    if !record.unit.is_empty() {
        sentences.push_str(&format!(" Unit: {}.", record.unit));
    }
    sentences.push_str(&format!(" Default: {}.", record.default));
    if !record.source.is_empty() {
        sentences.push_str(&format!(" Source: {}.", record.source));
    }
    sentences
}

/// The JSON Schema as text, the same for the same declarations.
pub fn schema_text(records: &Records) -> String {
    format!("{:#}\n", json_schema(records))
}

/// Which values a key may have, in words.
pub fn allowed(record: &Record) -> String {
    let range = notation::range(record.low, record.high);
    match &record.kind {
        Kind::Number => range,
        Kind::Whole => format!("whole, {range}"),
        Kind::Schedule => format!("schedule, {range}"),
        Kind::Switch => "true or false".to_owned(),
        Kind::Choice(words) => words.join(", "),
        Kind::Text | Kind::Section | Kind::Named { .. } | Kind::Entry => "text".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::sample;

    #[test]
    fn the_schema_has_every_key_and_forbids_all_others() {
        let schema = json_schema(&sample::documented());
        assert_eq!(schema["additionalProperties"], json!(false));
        assert_eq!(schema["properties"]["base"]["type"], json!("string"));
        let job = &schema["properties"]["jobs"]["additionalProperties"];
        assert_eq!(job["additionalProperties"], json!(false));
        assert_eq!(
            job["properties"]["share"]["anyOf"][0],
            json!({ "type": "number", "minimum": 0, "maximum": 1 })
        );
        assert_eq!(job["properties"]["pay_by"]["enum"], json!(["skill", "time"]));
        let tax = &schema["properties"]["family"]["properties"]["wealth"]["properties"]["inheritance_tax"];
        let expected = "Part of all places. Unit: share. Default: 0.25. Source: assumed | not measured.";
        assert_eq!(tax["description"], json!(expected));
        assert_eq!(schema["properties"]["people"]["default"], json!(1000));
        assert_eq!(json_schema(&sample::documented()).to_string(), schema.to_string());
    }
}
