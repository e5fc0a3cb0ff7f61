//! A table of results as typed columns, each with its meaning and unit.

/// The values of one column. Undefined is `None`; in a text column it is the empty text.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnValues {
    Integer(Vec<Option<i64>>),
    Number(Vec<Option<f64>>),
    /// Single precision: what the simulation itself computes with.
    Single(Vec<Option<f32>>),
    Text(Vec<String>),
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub name: String,
    /// One sentence in plain words.
    pub meaning: String,
    /// Unit, empty for names and codes.
    pub unit: String,
    values: ColumnValues,
}

/// A named table; all columns are equally long.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Name of the file without its ending.
    pub name: &'static str,
    /// What one row is.
    pub row: &'static str,
    pub columns: Vec<Column>,
}

impl Column {
    /// A column of values. Numbers that are not finite become undefined here, so that no format can write them.
    pub fn new(name: &str, meaning: &str, unit: &str, values: ColumnValues) -> Self {
        let values = match values {
            ColumnValues::Number(values) => ColumnValues::Number(
                values.into_iter().map(|value| value.filter(|v| v.is_finite())).collect(),
            ),
            ColumnValues::Single(values) => ColumnValues::Single(
                values.into_iter().map(|value| value.filter(|v| v.is_finite())).collect(),
            ),
            whole_or_text => whole_or_text,
        };
        Self { name: name.to_owned(), meaning: meaning.to_owned(), unit: unit.to_owned(), values }
    }

    /// The values, every number finite.
    pub fn values(&self) -> &ColumnValues {
        &self.values
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        match &self.values {
            ColumnValues::Integer(values) => values.len(),
            ColumnValues::Number(values) => values.len(),
            ColumnValues::Single(values) => values.len(),
            ColumnValues::Text(values) => values.len(),
        }
    }

    /// What the values are, in one word.
    pub fn kind(&self) -> &'static str {
        match &self.values {
            ColumnValues::Integer(_) => "integer",
            ColumnValues::Number(_) | ColumnValues::Single(_) => "number",
            ColumnValues::Text(_) => "text",
        }
    }
}

impl Table {
    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, Column::rows)
    }

    /// A column by its name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_not_finite_become_undefined() {
        let numbers = ColumnValues::Number(vec![Some(1.0), Some(f64::NAN), Some(f64::INFINITY), None]);
        let column = Column::new("a", "", "", numbers);
        assert_eq!(column.values(), &ColumnValues::Number(vec![Some(1.0), None, None, None]));
        let singles = ColumnValues::Single(vec![Some(f32::NEG_INFINITY), Some(0.5)]);
        assert_eq!(Column::new("a", "", "", singles).values(), &ColumnValues::Single(vec![None, Some(0.5)]));
    }
}
