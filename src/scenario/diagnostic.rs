//! An error in a scenario as data: where it is, what is wrong, what is allowed and what may have been meant.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A text that was read, and the name under which to show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    pub name: String,
    pub text: String,
}

impl SourceText {
    /// A text to share between the places that point into it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: text.into() })
    }
}

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub source: Arc<SourceText>,
    /// In bytes, inside the text and on borders of characters.
    pub span: Range<usize>,
}

impl Place {
    /// A place in the text; a span that reaches outside or into a character is moved to the nearest border.
    pub fn new(source: &Arc<SourceText>, span: Range<usize>) -> Self {
        let start = source.text.floor_char_boundary(span.start);
        let end = source.text.ceil_char_boundary(span.end).max(start);
        Self { source: Arc::clone(source), span: start..end }
    }

    /// Line, from 1.
    pub fn line(&self) -> usize {
        self.before().matches('\n').count() + 1
    }

    /// Column, from 1, in characters.
    pub fn column(&self) -> usize {
        self.before()[self.line_start()..].chars().count() + 1
    }

    /// The whole line on which the place begins, without its line end.
    pub fn line_text(&self) -> &str {
        self.source.text[self.line_start()..].lines().next().unwrap_or("")
    }

    /// The part of the place on its first line, in bytes of [`Place::line_text`].
    pub fn span_in_line(&self) -> Range<usize> {
        let length = self.line_text().len();
        let offset = self.line_start();
        (self.span.start - offset).min(length)..(self.span.end - offset).min(length)
    }

    /// The text of the place.
    pub fn text(&self) -> &str {
        &self.source.text[self.span.clone()]
    }

    fn before(&self) -> &str {
        &self.source.text[..self.span.start]
    }

    fn line_start(&self) -> usize {
        self.before().rfind('\n').map_or(0, |newline| newline + 1)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}:{}", self.source.name, self.line(), self.column())
    }
}

/// What an error blames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiagnosticKind {
    /// What was asked for: a wrong value, an unknown key, a file that is not there.
    Scenario,
    /// The computer: a file that is there cannot be read.
    Io,
}

/// One error. Build it with [`Diagnostic::new`] and the methods named after its fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    pub kind: DiagnosticKind,
    pub place: Option<Place>,
    /// Dotted path of the key; empty where no key is to blame.
    pub path: String,
    pub problem: String,
    pub found: Option<String>,
    pub allowed: Option<String>,
    /// What may have been meant.
    pub nearest: Option<String>,
    pub advice: Option<String>,
}

impl Diagnostic {
    /// An error of the scenario that says only what is wrong.
    pub fn new(problem: impl Into<String>) -> Self {
        Self {
            kind: DiagnosticKind::Scenario,
            place: None,
            path: String::new(),
            problem: problem.into(),
            found: None,
            allowed: None,
            nearest: None,
            advice: None,
        }
    }

    /// An error of the computer.
    pub fn io(problem: impl Into<String>) -> Self {
        Self { kind: DiagnosticKind::Io, ..Self::new(problem) }
    }

    /// Blames this place, unless it is `None`.
    pub fn at(mut self, place: Option<Place>) -> Self {
        self.place = place.or(self.place);
        self
    }

    /// Blames the key with this dotted path.
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Says what stands there.
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }

    /// Says what could stand there.
    pub fn allowed(mut self, allowed: impl Into<String>) -> Self {
        self.allowed = Some(allowed.into());
        self
    }

    /// Says what may have been meant, if anything comes near.
    pub fn nearest(mut self, nearest: Option<String>) -> Self {
        self.nearest = nearest;
        self
    }

    /// Says what to do.
    pub fn advice(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(formatter, "{place}: ")?;
        }
        if !self.path.is_empty() {
            write!(formatter, "{}: ", self.path)?;
        }
        write!(formatter, "{}", self.problem)?;
        if let Some(found) = &self.found {
            write!(formatter, ", found {found}")?;
        }
        if let Some(nearest) = &self.nearest {
            write!(formatter, "; did you mean `{nearest}`?")?;
        }
        if let Some(allowed) = &self.allowed {
            write!(formatter, "; allowed: {allowed}")?;
        }
        if let Some(advice) = &self.advice {
            write!(formatter, "; {advice}")?;
        }
        Ok(())
    }
}

/// All errors of a scenario, to be reported together. Never empty when it is the error of a `Result`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// Puts the errors of each text into the order of that text; errors without a place come last.
    pub fn in_file_order(mut self) -> Self {
        let mut names: Vec<String> = Vec::new();
        for place in self.0.iter().filter_map(|diagnostic| diagnostic.place.as_ref()) {
            if !names.contains(&place.source.name) {
                names.push(place.source.name.clone());
            }
        }
        self.0.sort_by_key(|diagnostic| match &diagnostic.place {
            Some(place) => (names.iter().position(|name| *name == place.source.name), place.span.start),
            None => (Some(names.len()), 0),
        });
        self
    }

    /// True if some error is the computer's and not the scenario's.
    pub fn any_io(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.kind == DiagnosticKind::Io)
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, diagnostic) in self.0.iter().enumerate() {
            if position > 0 {
                writeln!(formatter)?;
            }
            write!(formatter, "{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = SourceText::new("가.toml", "a = 1\n\"소득\" = x\n");
        let place = Place::new(&source, 17..18);
        assert_eq!((place.line(), place.column(), place.text()), (2, 8, "x"));
        assert_eq!(place.to_string(), "가.toml:2:8");
        assert_eq!(place.line_text(), "\"소득\" = x");
        assert_eq!(&place.line_text()[place.span_in_line()], "x");
    }

    #[test]
    fn a_span_is_moved_to_borders_of_characters() {
        let source = SourceText::new("x", "소");
        assert_eq!(Place::new(&source, 1..2).span, 0..3);
        assert_eq!(Place::new(&source, 90..99).span, 3..3);
    }
}
