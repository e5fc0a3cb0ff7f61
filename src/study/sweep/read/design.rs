//! Designs: a table of points with a column for each axis.

use super::axes::simple;
use crate::scenario::diagnostic::{Diagnostic, Diagnostics, Place, SourceText};
use crate::scenario::notation::nearest;
use crate::study::separator::refuse_semicolons;
use crate::study::sweep::axis::WantedAxis;
use crate::study::sweep::design::Sample;
use crate::study::sweep::domain::{AxisValue, Domain};
use crate::study::sweep::notation;
use std::fs;
use std::path::Path;

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
    refuse_semicolons(header, place)?;
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
