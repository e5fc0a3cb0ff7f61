//! The languages in which results are told.

/// A language of sentences, tables and charts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    English,
    Korean,
}

impl Language {
    /// The words of this language.
    pub fn say<'a>(self, english: &'a str, korean: &'a str) -> &'a str {
        match self {
            Self::English => english,
            Self::Korean => korean,
        }
    }

    /// A year in running words: `1925`, `1925년`.
    pub fn year(self, year: i32) -> String {
        match self {
            Self::English => year.to_string(),
            Self::Korean => format!("{year}년"),
        }
    }

    /// Two years with what lies between: `1925–2125`, `1925~2125년`.
    pub fn years(self, from: i32, to: i32) -> String {
        match self {
            Self::English => format!("{from}–{to}"),
            Self::Korean => format!("{from}~{to}년"),
        }
    }

    /// Two numbers with what lies between: `0.1 – 0.4`, `0.1~0.4`.
    pub fn range(self, low: &str, high: &str) -> String {
        match self {
            Self::English => format!("{low} – {high}"),
            Self::Korean => format!("{low}~{high}"),
        }
    }

    /// A text as this language writes percent and percentage points: Korean without a space.
    pub fn percents(self, text: &str) -> String {
        match self {
            Self::English => text.to_owned(),
            Self::Korean => text.replace(" %", "%").replace(" pp", "%p"),
        }
    }
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
