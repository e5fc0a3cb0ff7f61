//! A table before it is drawn for the terminal or set on a page.

use super::language::Language;
use super::page::TableBlock;
use super::study_table::drawn;

/// Names of columns, rows of texts, and a line that says how to read them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cells {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// May be empty.
    pub note: String,
}

impl Cells {
    /// For the terminal, with the first column and some others to the left; the note is not in it.
    pub(super) fn drawn(self, (width, language): (Option<u16>, Language), left: &[usize]) -> String {
        let header: Vec<&str> = self.header.iter().map(String::as_str).collect();
        let rows = self.rows.iter().map(|row| row.iter().map(|cell| language.percents(cell)).collect());
        drawn(&header, rows.collect(), width, left)
    }

    /// For a page; `text_columns` stand to the left.
    pub fn block(self, caption: &str, text_columns: usize, language: Language) -> TableBlock {
        let end = if self.note.is_empty() { "" } else { ". " };
        let note = self.note.replace('\n', " ");
        // A second line in a cell of the terminal is a remark on the first.
        let set = |cell: String| {
            let cell = cell.replace("\n  ", ", ");
            language.percents(&cell)
        };
        TableBlock {
            caption: language.percents(&format!("{caption}{end}{note}")),
            header: self.header,
            rows: self.rows.into_iter().map(|row| row.into_iter().map(set).collect()).collect(),
            numbers_from: text_columns,
        }
    }
}
