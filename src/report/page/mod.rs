//! A report as blocks of text, tables and figures, before it becomes HTML or Markdown.

pub mod html;
pub mod markdown;
pub mod odd;
pub mod run;
pub mod scenario;

use super::chart::canvas::Chart;
use super::language::Language;

/// A document in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub language: Language,
    pub title: String,
    /// One line below the title.
    pub line: String,
    pub sections: Vec<Section>,
}

/// A heading and what stands below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Name for links inside the page.
    pub anchor: &'static str,
    pub heading: String,
    pub blocks: Vec<Block>,
}

/// One piece of a section. Texts are plain: `code` between backquotes is all that has a form.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    Text(String),
    List(Vec<String>),
    /// In their order.
    Steps(Vec<String>),
    Table(TableBlock),
    Figure(FigureBlock),
    /// To be typed as it stands.
    Command(String),
    /// Names of files beside the page, each with what it is.
    Files(Vec<(String, String)>),
    /// English Markdown of a document, such as the model's.
    Markdown(String),
    /// Folded away until asked for.
    Folded(String, Vec<Block>),
}

/// A table with a caption.
#[derive(Clone, Debug, PartialEq)]
pub struct TableBlock {
    pub caption: String,
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// Columns from this one on are numbers.
    pub numbers_from: usize,
}

/// A figure, and the files beside the page that belong to it.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureBlock {
    pub chart: Chart,
    pub files: Vec<String>,
}
