//! How axes and samples are written on a command line and in the short form of a study file.

use super::axis::WantedAxis;
use super::design::Sample;
use super::domain::{AxisValue, Domain, tidy};
use crate::scenario::diagnostic::{Diagnostic, Place, SourceText};
use crate::scenario::notation;

/// The forms of `--vary`.
pub const AXIS_FORMS: &str = "path=min:max:step, path=min:max, or path=a,b,c; with *= instead of = the values multiply what the scenario says";

/// The forms of `--sample`.
pub const SAMPLE_FORMS: &str = "grid, zip, lhs:N, sobol:N, random:N, draws:N, morris:TRAJECTORIES, saltelli:N, saltelli2:N or one-at-a-time";

/// Most steps of one axis.
const MOST_STEPS: f64 = 1e6;

/// Reads `path=min:max:step` and its relatives.
///
/// # Errors
/// What is wrong with it.
pub fn axis(text: &str) -> Result<WantedAxis, Diagnostic> {
    let source = SourceText::new("--vary", text);
    let place = Some(Place::new(&source, 0..text.len()));
    let Some((path, values)) = text.split_once('=') else {
        return Err(Diagnostic::new("no `=` in an axis").at(place).allowed(AXIS_FORMS));
    };
    let (path, times) = match path.trim().strip_suffix('*').filter(|path| !path.ends_with('.')) {
        Some(path) => (path.trim(), true),
        None => (path.trim(), false),
    };
    if path.is_empty() {
        return Err(Diagnostic::new("no key before `=`").at(place).allowed(AXIS_FORMS));
    }
    let blame = |wrong: Diagnostic| wrong.path(path).at(place.clone());
    let domain = domain(values.trim()).map_err(blame)?;
    let paths: Vec<String> = path.split('+').map(|path| path.trim().to_owned()).collect();
    Ok(WantedAxis { name: path.to_owned(), paths, domain, times, role: None, place })
}

/// Reads `min:max:step`, `min:max` or `a,b,c`.
///
/// # Errors
/// What is wrong with it, without a place.
pub fn domain(text: &str) -> Result<Domain, Diagnostic> {
    let wrong = |problem: &str| Diagnostic::new(problem).found(notation::text(text)).allowed(AXIS_FORMS);
    if text.is_empty() {
        return Err(wrong("no values"));
    }
    let parts: Vec<&str> = text.split(':').map(str::trim).collect();
    let number = |part: &str| part.replace('_', "").parse::<f64>().ok().filter(|number| number.is_finite());
    match parts.as_slice() {
        [list] => {
            let values: Vec<AxisValue> = list.split(',').map(|word| value(word.trim())).collect();
            if values.iter().any(|value| *value == AxisValue::Text(String::new())) {
                return Err(wrong("an empty value in the list"));
            }
            Ok(Domain::Values(values))
        }
        [low, high] => match (number(low), number(high)) {
            (Some(low), Some(high)) if low < high => Ok(Domain::Range { low, high, log: false }),
            (Some(_), Some(_)) => Err(wrong("an empty range: the first number must be below the second")),
            _ => Err(wrong("not two numbers")),
        },
        [low, high, step] => match (number(low), number(high), number(step)) {
            (Some(low), Some(high), Some(step)) => steps(low, high, step),
            _ => Err(wrong("not three numbers")),
        },
        _ => Err(wrong("too many colons")),
    }
}

/// The numbers from `low` to `high` in steps; the last is `high` where the steps lead there.
///
/// # Errors
/// An empty range, a step that is not positive, or too many of them.
pub fn steps(low: f64, high: f64, step: f64) -> Result<Domain, Diagnostic> {
    let shown = format!("{}:{}:{}", notation::plain(low), notation::plain(high), notation::plain(step));
    let wrong = |problem: &str| Diagnostic::new(problem).found(shown.clone()).allowed("min:max:step");
    if low > high {
        return Err(wrong("an empty range: the first number must not be above the second"));
    }
    if step <= 0.0 {
        return Err(wrong("a step must be above 0"));
    }
    let count = ((high - low) / step + 1e-9).floor();
    if count > MOST_STEPS {
        return Err(wrong("too many steps").advice(format!("at most {MOST_STEPS} are allowed")));
    }
    let values = (0..=count as u64).map(|n| AxisValue::Number(tidy(low + n as f64 * step)));
    Ok(Domain::Values(values.collect()))
}

/// A single value: a number, a switch, or else a text.
pub fn value(word: &str) -> AxisValue {
    match word {
        "true" => AxisValue::Switch(true),
        "false" => AxisValue::Switch(false),
        _ => match word.replace('_', "").parse::<f64>() {
            Ok(number) if number.is_finite() => AxisValue::Number(number),
            _ => AxisValue::Text(word.trim_matches('"').to_owned()),
        },
    }
}

/// Reads `lhs:100` and its relatives.
///
/// # Errors
/// What is wrong with it, without a place.
pub fn sample(text: &str) -> Result<Sample, Diagnostic> {
    let (word, count) = match text.split_once(':') {
        Some((word, count)) => (word.trim(), Some(count.trim())),
        None => (text.trim(), None),
    };
    let wrong = |problem: &str| {
        let words = [
            "grid",
            "zip",
            "lhs",
            "sobol",
            "random",
            "draws",
            "morris",
            "saltelli",
            "saltelli2",
            "one-at-a-time",
        ];
        Diagnostic::new(problem)
            .found(notation::text(text))
            .allowed(SAMPLE_FORMS)
            .nearest(notation::nearest(word, words).filter(|near| near != word))
    };
    let points = || match count.map(|count| count.replace('_', "").parse::<u32>()) {
        Some(Ok(count)) if (1..=super::design::MOST_POINTS).contains(&count) => Ok(count),
        Some(_) => Err(wrong("not a number of points")
            .allowed(format!("{word}:N with N from 1 to {}", super::design::MOST_POINTS))),
        None => Err(wrong("how many points?").allowed(format!("{word}:N, such as {word}:256"))),
    };
    let sample = match word {
        "grid" if count.is_none() => Sample::Grid,
        "zip" if count.is_none() => Sample::Zip,
        "one-at-a-time" if count.is_none() => Sample::OneAtATime,
        "lhs" => Sample::LatinHypercube(points()?),
        "draws" => Sample::Draws(points()?),
        "sobol" => Sample::Sobol(points()?),
        "random" => Sample::Random(points()?),
        "morris" => Sample::Morris(points()?),
        "saltelli" => Sample::Saltelli { points: points()?, second_order: false },
        "saltelli2" => Sample::Saltelli { points: points()?, second_order: true },
        _ => return Err(wrong("not a way to sample")),
    };
    match sample {
        Sample::Sobol(count) | Sample::Saltelli { points: count, .. }
            if count > super::design::MOST_SOBOL =>
        {
            Err(wrong("too many points")
                .allowed(format!("at most {} points of a Sobol sequence", super::design::MOST_SOBOL)))
        }
        fine => Ok(fine),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_are_read_in_all_their_forms() {
        let numbers = |text: &str| match axis(text).map(|axis| axis.domain) {
            Ok(Domain::Values(values)) => values.iter().map(AxisValue::plain).collect::<Vec<_>>().join(" "),
            other => format!("{other:?}"),
        };
        assert_eq!(numbers("a.b=0:1:0.25"), "0 0.25 0.5 0.75 1");
        assert_eq!(
            numbers("a.b=0:1:0.1"),
            "0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1",
            "no 0.30000000000000004"
        );
        assert_eq!(numbers("a.b=0:1:0.3"), "0 0.3 0.6 0.9");
        assert_eq!(numbers("a.b=1,true, x"), "1 true x");
        assert_eq!(
            axis("a=1:2").map(|axis| axis.domain),
            Ok(Domain::Range { low: 1.0, high: 2.0, log: false })
        );
        let factor = axis("jobs.*.learning_return*=0,1").expect("an axis");
        assert_eq!((factor.paths, factor.times), (vec!["jobs.*.learning_return".to_owned()], true));
        assert!(axis("jobs.*=1").is_ok_and(|axis| !axis.times), "a name for every key is no factor");
    }

    #[test]
    fn wrong_axes_say_why() {
        for (text, problem) in [
            ("a", "no `=` in an axis"),
            ("=1", "no key before `=`"),
            ("a=", "no values"),
            ("a=1:1", "an empty range: the first number must be below the second"),
            ("a=2:1:1", "an empty range: the first number must not be above the second"),
            ("a=0:1:0", "a step must be above 0"),
            ("a=0:1:-1", "a step must be above 0"),
            ("a=0:1e9:1", "too many steps"),
            ("a=0:nan", "not two numbers"),
            ("a=1,,2", "an empty value in the list"),
            ("a=1:2:3:4", "too many colons"),
        ] {
            assert_eq!(axis(text).map_err(|wrong| wrong.problem), Err(problem.to_owned()), "{text}");
        }
    }

    #[test]
    fn samples_are_read_or_refused() {
        assert_eq!(sample("lhs:10"), Ok(Sample::LatinHypercube(10)));
        assert_eq!(sample("saltelli2:8"), Ok(Sample::Saltelli { points: 8, second_order: true }));
        for (text, problem) in [
            ("lhs", "how many points?"),
            ("lhs:0", "not a number of points"),
            ("lhs:x", "not a number of points"),
            ("sobol:100000", "too many points"),
            ("latin:3", "not a way to sample"),
            ("grid:3", "not a way to sample"),
        ] {
            assert_eq!(sample(text).map_err(|wrong| wrong.problem), Err(problem.to_owned()), "{text}");
        }
    }
}
