//! Outcomes as conditions on measures: `iq_income_rank_r@2125 < 0.1 and gini@2125 > 0.5`.

use crate::scenario::diagnostic::Diagnostic;
use crate::study::sweep::plan::Plan;
use serde::{Deserialize, Serialize};

/// How a condition is written.
pub const FORM: &str = "METRIC@YEAR < NUMBER, with <, <=, > or >=; several joined by `and`";

/// Which side of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    Below,
    AtMost,
    Above,
    AtLeast,
}

/// A measure on one side of a number, before the scenario is looked at.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Condition {
    /// `metric@year`, as it was written.
    pub measure: String,
    pub comparison: Comparison,
    pub number: f64,
}

impl Condition {
    /// Whether a value meets it.
    pub fn holds(&self, value: f64) -> bool {
        match self.comparison {
            Comparison::Below => value < self.number,
            Comparison::AtMost => value <= self.number,
            Comparison::Above => value > self.number,
            Comparison::AtLeast => value >= self.number,
        }
    }

    /// Position of its measure among those of a plan, which was made with it.
    pub fn place(&self, plan: &Plan) -> Option<usize> {
        let (metric, moment) = self.measure.split_once('@').unwrap_or((&self.measure, "last"));
        let year = match moment.trim() {
            "last" => plan.base.last_year(),
            year => year.parse().ok()?,
        };
        plan.measures.iter().position(|measure| measure.metric == metric.trim() && measure.year == year)
    }
}

/// Reads conditions joined by `and`.
///
/// # Errors
/// What is wrong with the text, and what is allowed.
pub fn parse(text: &str) -> Result<Vec<Condition>, Diagnostic> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let parts = words.split(|word| word.eq_ignore_ascii_case("and")).map(|part| part.join(" "));
    parts.map(|part| one(&part)).collect()
}

fn one(text: &str) -> Result<Condition, Diagnostic> {
    let wrong = |problem: &str| Diagnostic::new(problem.to_owned()).path("--where").found(text).allowed(FORM);
    let signs = [
        ("<=", Comparison::AtMost),
        (">=", Comparison::AtLeast),
        ("<", Comparison::Below),
        (">", Comparison::Above),
    ];
    let split = signs.iter().find_map(|(sign, comparison)| Some((text.split_once(sign)?, *comparison)));
    let Some(((measure, number), comparison)) = split else {
        return Err(wrong("no comparison in the condition"));
    };
    let (measure, number) = (measure.trim(), number.trim());
    if measure.is_empty() {
        return Err(wrong("no metric before the comparison"));
    }
    match number.replace('_', "").parse::<f64>().ok().filter(|number| number.is_finite()) {
        Some(number) => Ok(Condition { measure: measure.to_owned(), comparison, number }),
        None => Err(wrong("no number after the comparison")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read_and_what_is_wrong_is_named() {
        let read = parse("iq_income_rank_r@2125 < 0.1 AND gini >= 0.5").expect("conditions");
        let first =
            Condition { measure: "iq_income_rank_r@2125".into(), comparison: Comparison::Below, number: 0.1 };
        assert_eq!(read[0], first);
        assert_eq!((read[1].measure.as_str(), read[1].comparison), ("gini", Comparison::AtLeast));
        assert!(read[1].holds(0.5) && !read[0].holds(0.1));
        assert_eq!(parse("a<=1").expect("condition")[0].comparison, Comparison::AtMost);
        let problem = |text: &str| parse(text).expect_err(text).problem;
        assert!(problem("gini 0.5").contains("no comparison"));
        assert!(problem("gini < 0.5 and").contains("no comparison"));
        assert!(problem("< 0.5").contains("no metric"));
        assert!(problem("gini < half").contains("no number") && problem("gini < inf").contains("no number"));
        assert!(problem("").contains("no comparison"));
    }
}
