//! The tables' columns as a document, generated from the tables themselves.

use crate::store::columns::Table;

/// A Markdown section for each table, with name, kind, unit and meaning of each column.
pub fn columns_document(tables: &[Table]) -> String {
    let mut text = String::from(
        "# Columns of the results\n\n\
         Every table is written as CSV and Parquet with the same columns. Undefined is an empty cell in CSV and null in\n\
         Parquet; no file holds NaN or infinity. Columns named after jobs and school levels (`automated_…`, `share_…`, `level_…`) follow the scenario; here\n\
         they are those of `ai_century`. `agents` is written only when people were saved;\n\
         `comparison` and `flows` come from `simulate compare`, `attribution` and `conditions` from `simulate attribute`,\n\
         `scoreboard` from `simulate validate`, `parameters` from `simulate calibrate`.\n",
    );
    for table in tables {
        text.push_str(&format!(
            "\n## `{}`\n\nOne row: {}.\n\n| column | kind | unit | meaning |\n|---|---|---|---|\n",
            table.name, table.row
        ));
        for column in &table.columns {
            text.push_str(&format!(
                "| `{}` | {} | {} | {} |\n",
                column.name,
                column.kind(),
                cell(&column.unit),
                cell(&column.meaning)
            ));
        }
    }
    text
}

/// Text that cannot end a cell of the table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::summary::example::results;
    use crate::store::tables;

    #[test]
    fn every_column_is_listed_under_its_table() {
        let tables = tables::all(&results(1, 2));
        let text = columns_document(&tables);
        for table in &tables {
            assert!(text.contains(&format!("## `{}`", table.name)));
            for column in &table.columns {
                assert!(text.contains(&format!("| `{}` |", column.name)), "{}", column.name);
            }
        }
    }
}
