//! The languages in which results are told.

/// A language of sentences, tables and charts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    English,
    Korean,
}
