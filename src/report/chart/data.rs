//! What a figure draws, as a table and as a Vega-Lite specification, so that others can draw it again.

use super::frame::Mark;
use crate::store::columns::{Column, ColumnValues, Table};
use serde_json::{Value as Json, json};

/// One drawn value.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Part of the figure; empty where there is one.
    pub panel: String,
    pub series: String,
    pub x: f64,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// How values are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// Lines with their bands.
    Lines,
    /// Areas on top of each other.
    Stacked,
}

/// Everything that a figure draws.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureData {
    pub marks: Marks,
    pub x_title: String,
    pub value_title: String,
    pub rows: Vec<Drawn>,
}

/// The marks of a series as drawn values; a range of no width is none.
pub fn drawn_rows(panel: &str, series: &str, marks: &[Mark]) -> Vec<Drawn> {
    let row = |mark: &Mark| {
        let known = mark.defined && mark.high > mark.low;
        Drawn {
            panel: panel.to_owned(),
            series: series.to_owned(),
            x: mark.x,
            value: mark.defined.then_some(mark.value),
            low: known.then_some(mark.low),
            high: known.then_some(mark.high),
        }
    };
    marks.iter().map(row).collect()
}

impl FigureData {
    /// The rows as a table.
    pub fn table(&self) -> Table {
        let rows = &self.rows;
        let text = |name: &str, of: fn(&Drawn) -> &String| {
            Column::new(name, "", "", ColumnValues::Text(rows.iter().map(|row| of(row).clone()).collect()))
        };
        let number = |name: &str, of: fn(&Drawn) -> Option<f64>| {
            Column::new(name, "", "", ColumnValues::Number(rows.iter().map(of).collect()))
        };
        let columns = vec![
            text("panel", |row| &row.panel),
            text("series", |row| &row.series),
            number("x", |row| Some(row.x)),
            number("value", |row| row.value),
            number("low", |row| row.low),
            number("high", |row| row.high),
        ];
        Table { name: "figure", row: "one drawn value", columns }
    }

    /// A Vega-Lite specification over the table in the file `csv`.
    pub fn vega_lite(&self, title: &str, csv: &str) -> Json {
        let axis = json!({ "format": "d" });
        let x = json!({ "field": "x", "type": "quantitative", "title": self.x_title,
            "scale": { "zero": false, "nice": false }, "axis": axis });
        let value = |zero: bool| json!({ "field": "value", "type": "quantitative", "title": self.value_title, "scale": { "zero": zero } });
        let color = json!({ "field": "series", "type": "nominal", "title": null });
        let layers = match self.marks {
            Marks::Stacked => {
                let mut y = value(true);
                y["stack"] = json!("zero");
                vec![json!({ "mark": "area", "encoding": { "x": x, "y": y, "color": color } })]
            }
            Marks::Lines => {
                let low = json!({ "field": "low", "type": "quantitative", "title": self.value_title, "scale": { "zero": false } });
                vec![
                    json!({ "mark": { "type": "area", "opacity": 0.2 },
                        "encoding": { "x": x, "y": low, "y2": { "field": "high" }, "color": color } }),
                    json!({ "mark": { "type": "line", "point": self.rows.len() < 40 },
                        "encoding": { "x": x, "y": value(false), "color": color } }),
                ]
            }
        };
        let mut specification = json!({
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "title": title,
            "data": { "url": csv, "format": { "type": "csv" } },
        });
        let panels = self.rows.iter().any(|row| !row.panel.is_empty());
        if panels {
            specification["facet"] =
                json!({ "column": { "field": "panel", "type": "nominal", "title": null } });
            specification["spec"] = json!({ "width": 420, "height": 360, "layer": layers });
            specification["resolve"] = json!({ "scale": { "x": "independent", "y": "independent" } });
        } else {
            specification["width"] = json!(800);
            specification["height"] = json!(420);
            specification["layer"] = json!(layers);
        }
        specification
    }
}
