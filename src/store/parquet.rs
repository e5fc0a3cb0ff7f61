//! Tables as Parquet: optional columns, snappy, meaning and unit as metadata, the same bytes for the same table.

use super::columns::{Column, ColumnValues, Table};
use parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, FloatType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

/// Fixed, so that a newer writer library alone does not change the name inside the file.
const CREATED_BY: &str = "iqsim";

/// Rows written together; bounds the memory of the writer.
const ROW_GROUP: usize = 1 << 20;

/// Writes a table.
///
/// # Errors
/// What the output refuses, or columns of unequal length.
pub fn write(table: &Table, output: &mut (dyn Write + Send)) -> io::Result<()> {
    write_file(table, output).map_err(plain_error)
}

/// Writes a table that comes in pieces, each with the same columns; a piece is a row group.
///
/// # Errors
/// What the output refuses, pieces that do not fit together, or no piece at all.
pub fn write_pieces(
    pieces: &mut dyn Iterator<Item = Table>,
    output: &mut (dyn Write + Send),
) -> io::Result<()> {
    let first = pieces.next().ok_or_else(|| io::Error::other("a table without pieces"))?;
    write_groups(&first, pieces, output).map_err(plain_error)
}

fn write_file(table: &Table, output: &mut (dyn Write + Send)) -> Result<()> {
    write_groups(table, &mut std::iter::empty(), output)
}

fn plain_error(error: ParquetError) -> io::Error {
    match error {
        // The reason stays what it was, such as a full disk.
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(cause) => *cause,
            Err(cause) => io::Error::other(cause),
        },
        other => io::Error::other(other.to_string()),
    }
}

fn write_groups(
    table: &Table,
    further: &mut dyn Iterator<Item = Table>,
    output: &mut (dyn Write + Send),
) -> Result<()> {
    let fields = table.columns.iter().map(field).collect::<Result<Vec<_>>>()?;
    let schema = Type::group_type_builder(table.name).with_fields(fields).build()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(CREATED_BY.to_owned())
        .set_key_value_metadata(Some(metadata(table)))
        .build();
    let mut writer = SerializedFileWriter::new(output, Arc::new(schema), Arc::new(properties))?;
    add_rows(&mut writer, table)?;
    for piece in further {
        add_rows(&mut writer, &piece)?;
    }
    writer.close()?;
    Ok(())
}

fn add_rows(writer: &mut SerializedFileWriter<&mut (dyn Write + Send)>, table: &Table) -> Result<()> {
    let mut from = 0;
    while from < table.rows() {
        let rows = from..table.rows().min(from + ROW_GROUP);
        let mut group = writer.next_row_group()?;
        for column in &table.columns {
            if let Some(target) = group.next_column()? {
                write_column(column, rows.clone(), target)?;
            }
        }
        group.close()?;
        from = rows.end;
    }
    Ok(())
}

fn field(column: &Column) -> Result<Arc<Type>> {
    let (physical, logical) = match column.values() {
        ColumnValues::Integer(_) => (PhysicalType::INT64, None),
        ColumnValues::Number(_) => (PhysicalType::DOUBLE, None),
        ColumnValues::Single(_) => (PhysicalType::FLOAT, None),
        ColumnValues::Text(_) => (PhysicalType::BYTE_ARRAY, Some(LogicalType::String)),
    };
    let builder = Type::primitive_type_builder(&column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    Ok(Arc::new(builder.build()?))
}

fn metadata(table: &Table) -> Vec<KeyValue> {
    let mut pairs = vec![KeyValue::new("row".to_owned(), table.row.to_owned())];
    for column in &table.columns {
        pairs.push(KeyValue::new(format!("{}.meaning", column.name), column.meaning.clone()));
        pairs.push(KeyValue::new(format!("{}.unit", column.name), column.unit.clone()));
    }
    pairs
}

fn write_column(column: &Column, rows: Range<usize>, mut target: SerializedColumnWriter<'_>) -> Result<()> {
    let short = || ParquetError::General(format!("column {} is shorter than its table", column.name));
    match column.values() {
        ColumnValues::Integer(values) => {
            let part = values.get(rows).ok_or_else(short)?;
            write_values::<Int64Type>(part.iter().copied(), &mut target)?;
        }
        ColumnValues::Number(values) => {
            let part = values.get(rows).ok_or_else(short)?;
            write_values::<DoubleType>(part.iter().copied(), &mut target)?;
        }
        ColumnValues::Single(values) => {
            let part = values.get(rows).ok_or_else(short)?;
            write_values::<FloatType>(part.iter().copied(), &mut target)?;
        }
        ColumnValues::Text(values) => {
            let part = values.get(rows).ok_or_else(short)?;
            let texts = part.iter().map(|text| (!text.is_empty()).then(|| ByteArray::from(text.as_str())));
            write_values::<ByteArrayType>(texts, &mut target)?;
        }
    }
    target.close()
}

/// Writes the defined values, with a definition level of 1 where there is one and 0 where there is none.
fn write_values<T: DataType>(
    values: impl Iterator<Item = Option<T::T>>,
    target: &mut SerializedColumnWriter<'_>,
) -> Result<()> {
    let mut defined = Vec::new();
    let mut levels = Vec::new();
    for value in values {
        levels.push(i16::from(value.is_some()));
        defined.extend(value);
    }
    target.typed::<T>().write_batch(&defined, Some(&levels), None)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    fn table() -> Table {
        Table {
            name: "trial",
            row: "one trial",
            columns: vec![
                Column::new(
                    "whole",
                    "A count.",
                    "people",
                    ColumnValues::Integer(vec![Some(7), None, Some(-1)]),
                ),
                Column::new(
                    "real",
                    "",
                    "",
                    ColumnValues::Number(vec![None, Some(0.25), Some(f64::INFINITY)]),
                ),
                Column::new("single", "", "", ColumnValues::Single(vec![Some(0.5), None, Some(1.5)])),
                Column::new(
                    "text",
                    "",
                    "",
                    ColumnValues::Text(vec!["x".into(), String::new(), "한국".into()]),
                ),
            ],
        }
    }

    fn bytes(table: &Table) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(table, &mut bytes).expect("a vector takes everything");
        bytes
    }

    fn read(table: &Table) -> SerializedFileReader<std::fs::File> {
        let mut file = tempfile::tempfile().expect("a temporary file");
        file.write_all(&bytes(table)).expect("space");
        SerializedFileReader::new(file).expect("a Parquet file")
    }

    #[test]
    fn what_is_written_reads_back() {
        let reader = read(&table());
        let rows: Vec<Vec<Field>> = reader
            .get_row_iter(None)
            .expect("rows")
            .map(|row| row.expect("a row").get_column_iter().map(|(_, field)| field.clone()).collect())
            .collect();
        let expected = vec![
            vec![Field::Long(7), Field::Null, Field::Float(0.5), Field::Str("x".into())],
            vec![Field::Null, Field::Double(0.25), Field::Null, Field::Null],
            vec![Field::Long(-1), Field::Null, Field::Float(1.5), Field::Str("한국".into())],
        ];
        assert_eq!(rows, expected);
        let metadata = reader.metadata().file_metadata();
        assert_eq!(metadata.created_by(), Some(CREATED_BY));
        let pairs = metadata.key_value_metadata().expect("metadata");
        assert!(pairs.iter().any(|pair| pair.key == "whole.unit" && pair.value.as_deref() == Some("people")));
    }

    #[test]
    fn the_same_table_gives_the_same_bytes() {
        assert_eq!(bytes(&table()), bytes(&table()));
    }

    #[test]
    fn a_table_without_rows_is_a_file() {
        let mut empty = table();
        empty.columns.truncate(1);
        empty.columns[0] = Column::new("whole", "", "", ColumnValues::Integer(Vec::new()));
        let reader = read(&empty);
        assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
    }

    #[test]
    fn unequal_columns_are_refused() {
        let mut crooked = table();
        crooked.columns.push(Column::new("short", "", "", ColumnValues::Integer(vec![Some(1)])));
        assert!(write(&crooked, &mut Vec::new()).is_err());
    }
}
