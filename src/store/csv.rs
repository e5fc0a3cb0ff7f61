//! Tables as comma-separated values: undefined is an empty cell, a number is the shortest text that reads back equal.

use super::columns::{Column, ColumnValues, Table};
use std::borrow::Borrow;
use std::io::{self, Write};

/// Writes a table with a line of column names.
///
/// # Errors
/// What the output refuses.
pub fn write(table: &Table, output: &mut dyn Write) -> io::Result<()> {
    write_pieces(&mut std::iter::once(table), output)
}

/// Writes a table that comes in pieces, each with the same columns.
///
/// # Errors
/// What the output refuses.
pub fn write_pieces<T: Borrow<Table>>(
    pieces: &mut dyn Iterator<Item = T>,
    output: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(output);
    for (number, piece) in pieces.enumerate() {
        let table: &Table = piece.borrow();
        let names = table.columns.iter().map(|column| column.name.as_bytes());
        let header = if number == 0 { writer.write_record(names) } else { Ok(()) };
        header.and_then(|()| write_rows(table, &mut writer)).map_err(|error| match error.into_kind() {
            // The reason stays what it was, such as a full disk.
            csv::ErrorKind::Io(cause) => cause,
            other => io::Error::other(format!("{other:?}")),
        })?;
    }
    writer.flush()
}

fn write_rows(table: &Table, writer: &mut csv::Writer<&mut dyn Write>) -> Result<(), csv::Error> {
    let mut cell = String::new();
    for row in 0..table.rows() {
        for column in &table.columns {
            cell.clear();
            put(column, row, &mut cell);
            writer.write_field(&cell)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(())
}

/// One cell as text. `{:?}` keeps `1.0` recognisable as a number and writes very small ones with an exponent.
fn put(column: &Column, row: usize, cell: &mut String) {
    use std::fmt::Write as _;
    let written = match column.values() {
        ColumnValues::Integer(values) => values.get(row).copied().flatten().map(|v| write!(cell, "{v}")),
        ColumnValues::Number(values) => values.get(row).copied().flatten().map(|v| write!(cell, "{v:?}")),
        ColumnValues::Single(values) => values.get(row).copied().flatten().map(|v| write!(cell, "{v:?}")),
        ColumnValues::Text(values) => values.get(row).map(|v| write!(cell, "{v}")),
    };
    // Writing into a string cannot fail.
    let _ = written;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undefined_is_empty_and_text_is_quoted_where_needed() {
        let table = Table {
            name: "t",
            row: "",
            columns: vec![
                Column::new("whole", "", "", ColumnValues::Integer(vec![Some(-3), None])),
                Column::new("real", "", "", ColumnValues::Number(vec![Some(1.0), Some(f64::NAN)])),
                Column::new("single", "", "", ColumnValues::Single(vec![None, Some(0.1)])),
                Column::new("text", "", "", ColumnValues::Text(vec!["a,b".into(), String::new()])),
            ],
        };
        let mut bytes = Vec::new();
        write(&table, &mut bytes).expect("a vector takes everything");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert_eq!(text, "whole,real,single,text\n-3,1.0,,\"a,b\"\n,,0.1,\n");
    }

    #[test]
    fn numbers_read_back_equal() {
        let numbers = [1e-300, 0.1 + 0.2, 123_456_789.123_456_79, -2.5e17];
        let values = ColumnValues::Number(numbers.iter().copied().map(Some).collect());
        let table = Table { name: "t", row: "", columns: vec![Column::new("x", "", "", values)] };
        let mut bytes = Vec::new();
        write(&table, &mut bytes).expect("a vector takes everything");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let read: Vec<f64> = text.lines().skip(1).map(|line| line.parse().expect("a number")).collect();
        assert_eq!(read, numbers);
    }
}
