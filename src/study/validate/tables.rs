//! The scoreboard as a table for files.

use super::score::{Figure, Row, Verdict};
use crate::store::columns::Table;
use crate::store::tables::{number, text};

const UNIT: &str = "unit of the target";

/// Every figure of every target.
pub fn scoreboard(rows: &[Row]) -> Table {
    let figures: Vec<(&Row, &Figure)> =
        rows.iter().flat_map(|row| row.figures.iter().map(move |figure| (row, figure))).collect();
    let of = |name: &str, meaning: &str, value: fn(&Figure) -> Option<f64>| {
        number(name, meaning, UNIT, &figures, |(_, figure)| value(figure))
    };
    let columns = vec![
        text("file", "Targets file.", &figures, |(row, _)| row.file.clone()),
        text("target", "Name of the target.", &figures, |(row, _)| row.id.clone()),
        text("figure", "Which of its figures; empty for an only one.", &figures, |(_, figure)| {
            figure.label.clone()
        }),
        text("unit", "Unit.", &figures, |(row, _)| row.unit.clone()),
        of("published", "Published value; empty: a date that never comes.", |figure| figure.published),
        of("accept_low", "Lowest value that agrees with it.", |figure| Some(figure.accept?[0])),
        of("accept_high", "Highest value that agrees with it.", |figure| Some(figure.accept?[1])),
        of("simulated", "Mean over replicates.", |figure| figure.simulated.value),
        of("low", "Lower end of its 95 % interval.", |figure| figure.simulated.low),
        of("high", "Upper end of its 95 % interval.", |figure| figure.simulated.high),
        text("verdict", "`inside`, `near`, `outside`, or `undefined`.", &figures, |(_, figure)| {
            figure.verdict.word().to_owned()
        }),
        text(
            "target_verdict",
            "The worst of the target's figures and of its root mean square.",
            &figures,
            |(row, _)| row.verdict.word().to_owned(),
        ),
        text(
            "basis",
            "`fitted`, `assumed`, `arithmetic` or `independent`: what agreement says about the model.",
            &figures,
            |(row, _)| row.basis.word().to_owned(),
        ),
        text("source", "Where it was published.", &figures, |(row, _)| row.source.clone()),
    ];
    Table { name: "scoreboard", row: "one published figure", columns }
}

impl Verdict {
    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::Near => "near",
            Self::Outside => "outside",
            Self::Undefined => "undefined",
        }
    }
}
