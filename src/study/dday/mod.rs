//! D-day: which date each form of a trend gives, how sure it is, and how wrong it would have been.

pub mod calendar;
pub mod date;
pub mod forecaster;
pub mod forms;
pub mod hindcast;
pub mod least_squares;
pub mod read;
pub mod series;
pub mod shipped;
pub mod tables;

use crate::scenario::diagnostic::{Diagnostic, Diagnostics};
use date::{Dated, When, date};
use forms::{Bounds, Doubling, FitError, Form};
use hindcast::{Said, hindcast};
use series::Series;

/// What is asked of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub forms: Vec<Form>,
    pub bounds: Bounds,
    /// Value whose date is asked for.
    pub target: f64,
}

/// What one form says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    pub form: Form,
    pub dated: Result<Dated, FitError>,
    /// Doubling or halving time, of the exponential.
    pub doubling: Option<Doubling>,
}

/// What was found out about a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    pub series: Series,
    pub question: Question,
    pub answers: Vec<Answer>,
    /// Earliest and latest of the dates of at least two forms.
    pub spread: Option<(When, When)>,
    pub hindcast: Vec<Said>,
}

/// Fits the forms to a series.
///
/// # Errors
/// A value at or beyond the target already; or no form that can be fitted, with the reason for the first.
pub fn study(series: Series, question: Question) -> Result<Findings, Diagnostics> {
    series.course(question.target)?;
    let answer = |&form: &Form| {
        let dated = date(&series, form, question.bounds, question.target);
        let doubling = dated.ok().and_then(|dated| dated.fit.doubling(&series));
        Answer { form, dated, doubling }
    };
    let answers: Vec<Answer> = question.forms.iter().map(answer).collect();
    if let Some(Answer { form, dated: Err(error), .. }) =
        answers.iter().find(|_| answers.iter().all(|answer| answer.dated.is_err()))
    {
        return Err(refusal(&series, *form, *error).into());
    }
    let dates: Vec<When> = answers.iter().filter_map(|answer| Some(answer.dated.ok()?.when)).collect();
    let earliest = dates.iter().copied().fold(When::Never, |a, b| if b < a { b } else { a });
    let latest = dates.iter().copied().fold(earliest, |a, b| if b > a { b } else { a });
    let spread = (dates.len() > 1).then_some((earliest, latest));
    let hindcast = hindcast(&series, &question.forms, question.bounds, question.target);
    Ok(Findings { series, question, answers, spread, hindcast })
}

/// Why a form cannot be fitted to a series, with the line that is to blame.
fn refusal(series: &Series, form: Form, error: FitError) -> Diagnostic {
    let word = form.word();
    let first_line = series.places.first().cloned();
    match error {
        FitError::TooFewPoints { needed, found } => {
            let problem = format!("too few points for the form `{word}`, which has {needed} numbers to find");
            let few = Diagnostic::new(problem).at(first_line).found(format!("{found} {}", points(found)));
            few.allowed(format!("at least {needed} points")).advice(
                "an earlier --since, a simpler --form, or a given --floor or --ceiling, needs fewer points",
            )
        }
        FitError::NotPositive { index, value } => {
            Diagnostic::new(format!("the form `{word}` needs positive values"))
                .path("value")
                .at(series.places.get(index).cloned())
                .found(value.to_string())
                .allowed("values above 0")
                .advice("--form line takes any values")
        }
        FitError::Floor { floor, lowest } => Diagnostic::new("the floor is not below every value")
            .path("--floor")
            .found(floor.to_string())
            .allowed(format!("0 to below {lowest}, the lowest value")),
        FitError::Ceiling { ceiling, highest } => Diagnostic::new("the ceiling is not above every value")
            .path("--ceiling")
            .found(ceiling.to_string())
            .allowed(format!("above {highest}, the highest value")),
    }
}

fn points(number: usize) -> &'static str {
    if number == 1 { "point" } else { "points" }
}

#[cfg(test)]
mod tests {
    use super::forms::FORMS;
    use super::forms::made::yearly;
    use super::*;

    fn ask(values: &[f64], forms: &[Form], target: f64) -> Result<Findings, Diagnostics> {
        let question = Question { forms: forms.to_vec(), bounds: Bounds::default(), target };
        study(yearly(values), question)
    }

    #[test]
    fn forms_that_cannot_be_fitted_leave_the_others() {
        let found = ask(&[3.0, 1.0, -1.0, -2.5], &FORMS, -5.0).expect("a line");
        let fitted: Vec<bool> = found.answers.iter().map(|answer| answer.dated.is_ok()).collect();
        assert_eq!(fitted, [true, false, false, false]);
        assert_eq!(found.spread, None);
        let found = ask(&[3.5, 2.0], &FORMS, 1.0).expect("two forms");
        let (earliest, latest) = found.spread.expect("two dates");
        assert!(earliest < latest && found.hindcast.is_empty());
    }

    #[test]
    fn where_no_form_can_be_fitted_the_reason_is_told() {
        let told =
            |values: &[f64], form, target| ask(values, &[form], target).expect_err("refused").to_string();
        assert!(told(&[3.0, 0.0, -1.0], Form::Exponential, -5.0).contains("needs positive values, found 0"));
        assert!(told(&[3.0, 2.0], Form::Floor, 1.0).contains("found 2 points; allowed: at least 3 points"));
        assert!(told(&[3.0], Form::Line, 1.0).contains("found 1 point; allowed: at least 2"));
        assert!(told(&[3.0, 1.0, 2.0], Form::Line, 1.0).contains("at or beyond the target already"));
    }
}
