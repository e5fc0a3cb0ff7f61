//! What a figure draws, as a table and as a Vega-Lite specification, so that others can draw it again.

use super::frame::Mark;
use crate::store::columns::{Column, ColumnValues, Table};
use serde_json::{Value as Json, json};

/// One drawn value.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Part of the figure; of bars which of several in a row, of cells the row. Empty where there is one.
    pub panel: String,
    /// Name of a line, of a row of bars, of a column of cells.
    pub series: String,
    /// Place along the axis; where a bar begins. `None` where places have names.
    pub x: Option<f64>,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// How values are drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Marks {
    /// Lines with their bands.
    Lines,
    /// Areas on top of each other.
    Stacked,
    /// Dots with upright intervals.
    Points,
    /// Dots in one panel and the curves of the other panel through them; the scale of the values.
    Curves { logarithmic: bool },
    /// A row of bars for each name, with intervals.
    Bars,
    /// A row of dots for each name, with intervals.
    Dots,
    /// Coloured cells; what their rows stand for.
    Cells { rows: String },
}

/// The panels of [`Marks::Curves`].
pub const CURVE: &str = "curve";
pub const DOT: &str = "point";

/// Everything that a figure draws.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureData {
    pub marks: Marks,
    pub x_title: String,
    pub value_title: String,
    pub rows: Vec<Drawn>,
}

impl Drawn {
    /// A value at a name, with the ends of its interval; a bar begins at `from`.
    pub fn named(
        panel: &str,
        series: &str,
        from: Option<f64>,
        (value, ends): (Option<f64>, Option<(f64, f64)>),
    ) -> Self {
        let (low, high) = ends.unzip();
        Self { panel: panel.to_owned(), series: series.to_owned(), x: from, value, low, high }
    }
}

/// The marks of a series as drawn values; a range of no width is none.
pub fn drawn_rows(panel: &str, series: &str, marks: &[Mark]) -> Vec<Drawn> {
    let row = |mark: &Mark| {
        let known = mark.defined && mark.high > mark.low;
        Drawn {
            panel: panel.to_owned(),
            series: series.to_owned(),
            x: Some(mark.x),
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
            number("x", |row| row.x),
            number("value", |row| row.value),
            number("low", |row| row.low),
            number("high", |row| row.high),
        ];
        Table { name: "figure", row: "one drawn value", columns }
    }

    /// A Vega-Lite specification over the table in the file `csv`.
    pub fn vega_lite(&self, title: &str, csv: &str) -> Json {
        let mut specification = json!({
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "title": title,
            "data": { "url": csv, "format": { "type": "csv" } },
        });
        let layers = self.layers();
        let panels = matches!(self.marks, Marks::Lines | Marks::Stacked | Marks::Points);
        if panels && self.rows.iter().any(|row| !row.panel.is_empty()) {
            specification["facet"] =
                json!({ "column": { "field": "panel", "type": "nominal", "title": null, "sort": null } });
            specification["spec"] = json!({ "width": 420, "height": 360, "layer": layers });
            specification["resolve"] = json!({ "scale": { "x": "independent", "y": "independent" } });
        } else {
            specification["width"] = json!(800);
            specification["height"] = json!(420);
            specification["layer"] = json!(layers);
        }
        specification
    }

    /// What is drawn on top of what.
    fn layers(&self) -> Vec<Json> {
        let number = |field: &str, title: &str, zero: bool| json!({ "field": field, "type": "quantitative", "title": title, "scale": { "zero": zero } });
        let names = |field: &str, title: Option<&str>| json!({ "field": field, "type": "nominal", "title": title, "sort": null });
        let value = self.value_title.as_str();
        let end = |field: &str| json!({ "field": field });
        let color = names("series", None);
        match &self.marks {
            Marks::Stacked => {
                let mut y = number("value", value, true);
                y["stack"] = json!("zero");
                vec![json!({ "mark": "area", "encoding": { "x": self.x_axis(), "y": y, "color": color } })]
            }
            Marks::Lines => vec![
                json!({ "mark": { "type": "area", "opacity": 0.2 }, "encoding":
                    { "x": self.x_axis(), "y": number("low", value, false), "y2": end("high"), "color": color } }),
                json!({ "mark": { "type": "line", "point": self.rows.len() < 40 }, "encoding":
                    { "x": self.x_axis(), "y": number("value", value, false), "color": color } }),
            ],
            Marks::Points => vec![
                json!({ "mark": "rule", "encoding":
                    { "x": self.x_axis(), "y": number("low", value, false), "y2": end("high"), "color": color } }),
                json!({ "mark": { "type": "point", "filled": true }, "encoding":
                    { "x": self.x_axis(), "y": number("value", value, false), "color": color } }),
            ],
            Marks::Curves { logarithmic } => {
                let mut y = number("value", value, false);
                y["scale"]["type"] = json!(if *logarithmic { "log" } else { "linear" });
                let of = |panel: &str| json!([{ "filter": { "field": "panel", "equal": panel } }]);
                let places = json!({ "x": self.x_axis(), "y": y, "color": color });
                vec![
                    json!({ "mark": "line", "transform": of(CURVE), "encoding": places }),
                    json!({ "mark": { "type": "point", "filled": true }, "transform": of(DOT), "encoding": places }),
                ]
            }
            Marks::Bars | Marks::Dots => {
                let row = names("series", None);
                let part = names("panel", None);
                let whisker = json!({ "mark": "rule", "encoding":
                    { "y": row, "x": number("low", value, false), "x2": end("high") } });
                let mark = if self.marks == Marks::Bars {
                    json!({ "mark": { "type": "bar", "opacity": 0.7 }, "encoding":
                        { "y": row, "x": number("x", value, false), "x2": end("value"), "color": part } })
                } else {
                    json!({ "mark": { "type": "point", "filled": true }, "encoding":
                        { "y": row, "x": number("value", value, false), "color": part } })
                };
                vec![mark, whisker]
            }
            Marks::Cells { rows } => {
                vec![json!({ "mark": "rect", "encoding":
                    { "x": names("series", Some(&self.x_title)), "y": names("panel", Some(rows)), "color": number("value", value, false) } })]
            }
        }
    }

    /// The horizontal axis; whole numbers, such as years, without separators.
    fn x_axis(&self) -> Json {
        let whole = self.rows.iter().filter_map(|row| row.x).all(|x| x.fract() == 0.0);
        let axis = if whole { json!({ "format": "d" }) } else { json!({}) };
        json!({ "field": "x", "type": "quantitative", "title": self.x_title,
            "scale": { "zero": false, "nice": false }, "axis": axis })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_marks_becomes_a_specification_over_the_columns_of_its_table() {
        let row = |x| Drawn {
            panel: "p".to_owned(),
            series: "s".to_owned(),
            x,
            value: Some(1.0),
            low: Some(0.5),
            high: None,
        };
        for marks in [
            Marks::Lines,
            Marks::Stacked,
            Marks::Points,
            Marks::Curves { logarithmic: true },
            Marks::Bars,
            Marks::Dots,
            Marks::Cells { rows: "down".to_owned() },
        ] {
            let rows = vec![row(Some(2025.0)), row(None)];
            let data = FigureData { marks, x_title: "x".to_owned(), value_title: "v".to_owned(), rows };
            let text = data.vega_lite("A title", "a.data.csv").to_string();
            let columns: Vec<String> =
                data.table().columns.iter().map(|column| column.name.clone()).collect();
            for field in text.split("\"field\":\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(columns.iter().any(|column| column == field), "{field}");
            }
            assert!(text.contains("a.data.csv") && text.contains("A title"), "{text}");
        }
    }
}
