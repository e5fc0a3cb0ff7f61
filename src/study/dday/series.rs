//! A dated series: what was measured when, read from comma-separated values, and the target whose date is asked for.

use super::calendar;
use crate::scenario::diagnostic::{Diagnostic, Diagnostics, Place, SourceText};
use crate::scenario::notation::{excerpt, nearest, plain};
use crate::study::separator::refuse_semicolons;
use std::sync::Arc;

/// One measurement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Fractional year.
    pub date: f64,
    pub value: f64,
}

/// What a file says about its series in lines of the form `# key: text`; all of it may be missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    pub title: Option<String>,
    pub title_ko: Option<String>,
    pub unit: Option<String>,
    pub unit_ko: Option<String>,
    /// Value whose date is asked for.
    pub target: Option<f64>,
    /// Value that an exponential may approach but not pass.
    pub floor: Option<f64>,
    /// The same for the logistic, from the other side.
    pub ceiling: Option<f64>,
}

/// Measurements in the order of their dates.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Name of the file without folder and ending.
    pub name: String,
    pub about: About,
    pub points: Vec<Point>,
    /// Where each point stands; empty for a series that was not read.
    pub places: Vec<Place>,
}

/// On which side of its values the target of a series lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Values must rise to reach it.
    Up,
    Down,
}

const COLUMNS: [&str; 2] = ["date", "value"];

const DATES: &str = "a date such as 2025-11-24, or a decimal year such as 2025.9";

impl Series {
    /// Reads a series.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its line: no points, a missing column, what is no date or number,
    /// dates that do not ascend.
    pub fn parse(name: &str, source: &Arc<SourceText>) -> Result<Self, Diagnostics> {
        let mut wrong = Vec::new();
        let about = about(source, &mut wrong);
        let rows = rows(source)?;
        let mut rows = rows.iter();
        let Some(header) = rows.next() else {
            return Err(empty(source).into());
        };
        let columns = columns(header).map_err(|more| Diagnostics([wrong.clone(), more].concat()))?;
        let mut series = Self { name: name.to_owned(), about, points: Vec::new(), places: Vec::new() };
        for row in rows {
            match point(row, columns) {
                Ok(point) => {
                    wrong.extend(series.out_of_order(&point, row));
                    series.points.push(point);
                    series.places.push(row.place.clone());
                }
                Err(more) => wrong.extend(more),
            }
        }
        if series.points.is_empty() && wrong.is_empty() {
            wrong.push(empty(source));
        }
        if wrong.is_empty() { Ok(series) } else { Err(Diagnostics(wrong).in_file_order()) }
    }

    /// The points from a date on.
    pub fn since(&self, date: f64) -> Self {
        let first = self.points.iter().take_while(|point| point.date < date).count();
        Self {
            points: self.points[first..].to_vec(),
            places: self.places.get(first..).unwrap_or_default().to_vec(),
            ..self.clone()
        }
    }

    /// The first points.
    pub fn first(&self, count: usize) -> Self {
        Self {
            points: self.points[..count.min(self.points.len())].to_vec(),
            places: self.places.get(..count).unwrap_or(&self.places).to_vec(),
            ..self.clone()
        }
    }

    /// Which way the values must go to reach a target.
    ///
    /// # Errors
    /// A value that is at the target already, or on its other side.
    pub fn course(&self, target: f64) -> Result<Course, Diagnostics> {
        let below = self.points.first().is_none_or(|point| point.value < target);
        let ahead = |point: &Point| if below { point.value < target } else { point.value > target };
        match self.points.iter().position(|point| !ahead(point)) {
            None => Ok(if below { Course::Up } else { Course::Down }),
            Some(index) => Err(Diagnostic::new("the value is at or beyond the target already")
                .path("value")
                .at(self.places.get(index).cloned())
                .found(plain(self.points[index].value))
                .allowed(format!("values on one side of the target {}", plain(target)))
                .advice("choose a target that is still ahead with --target")
                .into()),
        }
    }

    /// A point that does not come after the one before.
    fn out_of_order(&self, point: &Point, row: &Row) -> Option<Diagnostic> {
        let (last, place) = (self.points.last()?, self.places.last()?);
        let problem = if point.date == last.date {
            format!("the same date as in line {}", place.line())
        } else if point.date < last.date {
            format!("the date is earlier than in line {}", place.line())
        } else {
            return None;
        };
        let wrong = Diagnostic::new(problem).path("date").at(Some(row.place.clone()));
        Some(wrong.allowed("dates that ascend, each only once"))
    }
}

/// One line of the table.
struct Row {
    cells: Vec<String>,
    /// From the first to the last cell.
    place: Place,
}

impl Row {
    /// Where a cell stands: its first occurrence that is not inside an earlier cell.
    fn cell_place(&self, index: usize) -> Place {
        let line = self.place.text();
        let mut from = 0;
        for (position, cell) in self.cells.iter().enumerate() {
            let Some(at) = line[from..].find(cell.as_str()) else { break };
            if position == index && !cell.is_empty() {
                let start = self.place.span.start + from + at;
                return Place::new(&self.place.source, start..start + cell.len());
            }
            from += at + cell.len();
        }
        self.place.clone()
    }
}

fn empty(source: &Arc<SourceText>) -> Diagnostic {
    Diagnostic::new("the series has no points")
        .at(Some(Place::new(source, 0..0)))
        .advice("write a line `date,value`, then one line for each date")
}

/// The lines that are neither empty nor comments, cells without the blanks around them.
fn rows(source: &Arc<SourceText>) -> Result<Vec<Row>, Diagnostics> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .trim(csv::Trim::All)
        .from_reader(source.text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        // The text is UTF-8 and lines may differ in length, so no other error is left to happen.
        let record = record.map_err(|error| Diagnostic::new(format!("not a table: {error}")))?;
        let after = record.position().map_or(0, |position| position.byte() as usize);
        // The position may lie before empty lines and comments that the reader passed over.
        let mut start = after;
        for line in source.text[after..].split_inclusive('\n') {
            if !line.trim().is_empty() && !line.starts_with('#') {
                break;
            }
            start += line.len();
        }
        let line = source.text[start..].lines().next().unwrap_or("").trim_end();
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { cells, place: Place::new(source, start..start + line.len()) });
        }
    }
    Ok(rows)
}

/// Positions of the two columns.
fn columns(header: &Row) -> Result<[usize; 2], Vec<Diagnostic>> {
    let names: Vec<String> = header.cells.iter().map(|cell| cell.to_lowercase()).collect();
    refuse_semicolons(&header.cells, &header.place).map_err(|wrong| vec![wrong])?;
    let mut wrong = Vec::new();
    let found = COLUMNS.map(|wanted| {
        let position = names.iter().position(|name| name == wanted);
        if position.is_none() {
            let near = nearest(wanted, names.iter().map(String::as_str));
            let named: Vec<String> = header.cells.iter().map(|cell| excerpt(cell, 30)).collect();
            let missing = Diagnostic::new(format!("no column `{wanted}`")).at(Some(header.place.clone()));
            let missing = missing.found(named.join(", ")).allowed("a first line `date,value`");
            wrong.push(match near {
                Some(near) => missing.advice(format!("rename the column `{near}`")),
                None => missing,
            });
        }
        position.unwrap_or(0)
    });
    if wrong.is_empty() { Ok(found) } else { Err(wrong) }
}

fn point(row: &Row, [date, value]: [usize; 2]) -> Result<Point, Vec<Diagnostic>> {
    let mut wrong = Vec::new();
    let mut read = |index: usize, name: &str, allowed: &str, parse: &dyn Fn(&str) -> Option<f64>| {
        let cell = row.cells.get(index).map_or("", String::as_str);
        parse(cell).unwrap_or_else(|| {
            let problem = if cell.is_empty() { "nothing stands here" } else { "not readable" };
            let wrong_cell = Diagnostic::new(problem).path(name).at(Some(row.cell_place(index)));
            wrong.push(wrong_cell.found(excerpt(cell, 40)).allowed(allowed));
            f64::NAN
        })
    };
    let date = read(date, COLUMNS[0], DATES, &calendar::parse);
    let value = read(value, COLUMNS[1], "a finite number", &finite);
    if wrong.is_empty() { Ok(Point { date, value }) } else { Err(wrong) }
}

fn finite(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// What the comments say.
fn about(source: &Arc<SourceText>, wrong: &mut Vec<Diagnostic>) -> About {
    let mut about = About::default();
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        let place = Place::new(source, start..start + line.trim_end().len());
        start += line.len();
        let Some((key, text)) = line.strip_prefix('#').and_then(|comment| comment.split_once(':')) else {
            continue;
        };
        let text = text.trim().to_owned();
        let mut number = |name: &str| {
            let number = finite(&text);
            if number.is_none() {
                let not_one = Diagnostic::new("not readable").path(name).at(Some(place.clone()));
                wrong.push(not_one.found(excerpt(&text, 40)).allowed("a finite number"));
            }
            number
        };
        match key.trim() {
            "target" => about.target = number("target"),
            "floor" => about.floor = number("floor"),
            "ceiling" => about.ceiling = number("ceiling"),
            "title" => about.title = Some(text),
            "title_ko" => about.title_ko = Some(text),
            "unit" => about.unit = Some(text),
            "unit_ko" => about.unit_ko = Some(text),
            _ => {}
        }
    }
    about
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Result<Series, Diagnostics> {
        Series::parse("trial", &SourceText::new("trial.csv", text))
    }

    fn refused(text: &str) -> Vec<String> {
        parse(text).expect_err("refused").0.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_table_with_comments_and_other_columns_is_read() {
        let text = "# title: Time: to edit\n# target: 1\n\n# a remark\nwho, value ,date\nx,3.5,2015\n# between\n\"y\", 2.0,2022-01-01\r\n";
        let series = parse(text).expect("a series");
        assert_eq!(series.about.title.as_deref(), Some("Time: to edit"));
        assert_eq!((series.about.target, series.about.floor), (Some(1.0), None));
        assert_eq!(series.points[0], Point { date: 2015.0, value: 3.5 });
        assert_eq!(series.points[1].value, 2.0);
        let lines: Vec<usize> = series.places.iter().map(Place::line).collect();
        assert_eq!(lines, [6, 8]);
        assert_eq!(series.since(2016.0).points, series.points[1..]);
        assert_eq!(series.first(1).points, series.points[..1]);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (text, parts) in [
            ("", &["trial.csv:1:1", "no points"][..]),
            ("# target: 1\n", &["no points"]),
            ("date,value\n", &["no points"]),
            (
                "date,valu\n2020,1",
                &["1:1: no column `value`", "found date, valu", "rename the column `valu`"],
            ),
            ("2020,1\n2021,2", &["no column `date`"]),
            ("date,value\n2020,1\n2020,2", &["trial.csv:3:1: date: the same date as in line 2"]),
            ("date,value\n2020,1\n\n2019-12-31,2", &["4:1: date: the date is earlier than in line 2"]),
            (
                "date,value\n2020,1\n2021-02-30,2",
                &["3:1: date: not readable, found 2021-02-30", "2025-11-24"],
            ),
            ("date,value\n2020,1\n2021,many", &["3:6: value: not readable, found many", "finite"]),
            ("date,value\n2020,nan", &["2:6: value: not readable, found nan"]),
            ("date,value\n2020,1\n2021", &["3:1: value: nothing stands here"]),
            ("# target: soon\ndate,value\n2020,1", &["1:1: target: not readable, found soon"]),
        ] {
            let all = refused(text).join("\n");
            for part in parts {
                assert!(all.contains(part), "{text:?}: no {part:?} in {all}");
            }
        }
        assert_eq!(refused("date,value\nx,y\nz,1").len(), 3, "all errors at once");
    }

    #[test]
    fn a_target_must_lie_ahead_of_every_value() {
        let series = parse("date,value\n2020,3\n2021,1\n2022,2").expect("a series");
        assert_eq!(series.course(0.5), Ok(Course::Down));
        assert_eq!(series.course(4.0), Ok(Course::Up));
        for (target, line) in [(3.0, 2), (1.0, 3), (1.5, 3), (2.0, 3), (2.5, 3)] {
            let wrong = series.course(target).expect_err("reached");
            assert_eq!(wrong.0[0].place.clone().map(|place| place.line()), Some(line), "target {target}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(date,value\n)?([-0-9a-z,.#\" \n\r가]){0,80}") {
            match parse(&text) {
                Ok(series) => prop_assert!(!series.points.is_empty()),
                Err(wrong) => prop_assert!(!wrong.0.is_empty()),
            }
        }
    }
}
