//! The languages in which results are told.

/// A language of sentences, tables and charts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    English,
    Korean,
}

/// Headings of what is printed, in English and Korean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    Limits,
    /// Where the files are.
    Files,
}

impl Heading {
    /// The heading's words.
    pub fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Limits, Language::English) => "Limits",
            (Self::Limits, Language::Korean) => "한계",
            (Self::Files, Language::English) => "Tables and charts",
            (Self::Files, Language::Korean) => "표와 그림",
        }
    }
}
