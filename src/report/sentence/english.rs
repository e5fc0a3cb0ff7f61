//! Claims in English.

use super::{Chance, Claim, DateInterval, FormDate, Local, Measured, Miss, Reached, Spread, has_brackets};
use crate::report::figures::grouped;
use crate::report::verdict::Verdict;
use crate::study::dday::forms::Form;

/// The sentence of a claim.
pub fn render(claim: &Claim) -> String {
    match claim {
        Claim::NoYears => "The run has no years.".to_owned(),
        Claim::Correlation(years) => correlation(years),
        Claim::Change { from, to, verdict, size, chance } => change((*from, *to), *verdict, size, *chance),
        Claim::TurningPoint { highest, year, value } => {
            let (side, extreme) = if *highest { ("higher", "highest") } else { ("lower", "lowest") };
            let value = measured(value);
            format!("In between it is clearly {side} than at both ends, {extreme} in {year} at {value}.")
        }
        Claim::Apart { rises, size } => format!(
            "But the correlation of IQ with the rank of 11-year earnings {} by {}: income, which includes income from wealth, and long-run earnings move apart.",
            if *rises { "rises" } else { "falls" },
            measured(size)
        ),
        Claim::Record(years) => record(years),
        Claim::Draws { threshold, last_year, draws, reached } => {
            format!(
                "D-day, when the human share in making AI is down to {threshold} %, comes by {last_year} in {} of AI progress under these assumptions{}.",
                share_of_draws(reached, *draws),
                quantiles(reached, *last_year)
            )
        }
        Claim::ThisRun { year: Some(year), .. } => {
            format!("In this one run D-day is {year}, one draw among many possible ones.")
        }
        Claim::ThisRun { year: None, last_year } => {
            format!("In this one run D-day does not come by {last_year}.")
        }
        Claim::Dates { title, unit, target, forms } => dates(title, unit.as_ref(), target, forms),
        Claim::Spread(spread) => apart(spread),
        Claim::NoInterval { points, needed } => {
            format!("With {points} points no interval can be given; at least {needed} are needed.")
        }
        Claim::Doubling { halves, days } => {
            let does = if *halves { "halves" } else { "doubles" };
            let interval = days.interval.as_ref().map_or(String::new(), |(low, high)| {
                format!(" (95 % interval {low} to {high})")
            });
            format!("As an exponential it {does} every {} days{interval}.", days.value)
        }
        Claim::Missed { times, forms } => missed(*times, forms),
        Claim::FormsAreAssumed => {
            "The intervals take their form as true and the errors as independent; that the trend goes on is assumed, not found."
                .to_owned()
        }
        Claim::Forecast { from, to, draws, forms } => forecast((*from, *to), *draws, forms),
        Claim::Held { asked, forms, too_narrow } => held(*asked, forms, *too_narrow),
        Claim::ScenarioIsAssumed => {
            "All of this follows from the scenario's assumptions about AI; none of it is a measurement.".to_owned()
        }
    }
}

/// `value (95 % interval low to high)`.
fn measured(number: &Measured) -> String {
    let unit = if number.percent { " %" } else { "" };
    match &number.interval {
        Some((low, high)) => format!("{}{unit} (95 % interval {low} to {high}{unit})", number.value),
        None => format!("{}{unit}", number.value),
    }
}

/// `value ± half`.
fn with_half(number: &Measured) -> String {
    match &number.half {
        Some(half) => format!("{} ± {half}", number.value),
        None => number.value.clone(),
    }
}

/// `a`, `a and b`, `a, b and c`.
fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn correlation(years: &[(i32, Option<Measured>)]) -> String {
    let at = |(year, value): &(i32, Option<Measured>)| match value {
        Some(value) => format!("{} in {year}", measured(value)),
        None => format!("undefined in {year}"),
    };
    let values: Vec<String> = years.iter().map(at).collect();
    format!("In this simulation the correlation of IQ with income rank is {}.", list(&values))
}

fn change((from, to): (i32, i32), verdict: Verdict, size: &Measured, chance: Chance) -> String {
    let size = measured(size);
    let basis = match chance {
        Chance::Replicates(replicates) => format!(" ({replicates} replicates)"),
        Chance::Sampling { has_ai: true } => {
            " (one run: the sampling errors of the two years taken as independent, chance in AI progress not included)"
                .to_owned()
        }
        Chance::Sampling { has_ai: false } => {
            " (one run: the sampling errors of the two years taken as independent)".to_owned()
        }
        Chance::Nothing => String::new(),
    };
    match verdict {
        Verdict::Rises => {
            format!("From {from} to {to} it rises by {size}, more than chance explains{basis}.")
        }
        Verdict::Falls => {
            format!("From {from} to {to} it falls by {size}, more than chance explains{basis}.")
        }
        Verdict::CannotTell => format!(
            "Whether it changes from {from} to {to} this run cannot tell: the difference is {size}{basis}."
        ),
        Verdict::Unknown => {
            format!("From {from} to {to} the difference is {size}; how much of it is chance is not known.")
        }
    }
}

fn record(years: &[(i32, Measured, Measured)]) -> String {
    let upper: Vec<String> =
        years.iter().map(|(year, upper, _)| format!("{} in {year}", with_half(upper))).collect();
    let top: Vec<String> = years.iter().map(|(_, _, top)| with_half(top)).collect();
    let and = if years.len() > 1 { "," } else { " and" };
    format!(
        "Ranked by mean earnings over ages 35 to 45, people at the 75th percentile have a mean IQ of {}{and} the top 1 % of {} (± half of a 95 % interval).",
        list(&upper),
        list(&top)
    )
}

fn share_of_draws(reached: &Reached, draws: usize) -> String {
    let draws = grouped(draws as u64);
    match reached {
        Reached::None => format!("none of {draws} draws"),
        Reached::Some { percent: None, .. } => format!("all {draws} draws"),
        Reached::Some { percent: Some(percent), .. } => format!("{percent} % of {draws} draws"),
    }
}

fn quantiles(reached: &Reached, last_year: i32) -> String {
    let Reached::Some { quantiles, .. } = reached else { return String::new() };
    let when = |year: Option<i32>| year.map_or(format!("after {last_year}"), |year| year.to_string());
    let [low, median, high] = quantiles.map(when);
    format!("; the median is {median}, the 5th to 95th percentile {low} to {high}")
}

/// A form as it is continued.
fn form(form: Form) -> &'static str {
    match form {
        Form::Line => "a straight line",
        Form::Exponential => "an exponential",
        Form::Floor => "an exponential with a floor",
        Form::Logistic => "a logistic curve",
    }
}

/// A form that is named again.
fn the_form(form: Form) -> &'static str {
    match form {
        Form::Line => "the straight line",
        Form::Exponential => "the exponential",
        Form::Floor => "the exponential with a floor",
        Form::Logistic => "the logistic curve",
    }
}

fn dates(title: &Local, unit: Option<&Local>, target: &str, forms: &[FormDate]) -> String {
    let unit = unit.map_or(String::new(), |unit| format!(" ({})", unit.english));
    let says = |(place, date): (usize, &FormDate)| {
        // What the brackets hold is said once.
        let what = if forms[..place].iter().any(has_brackets) { "" } else { "95 % interval " };
        let interval = match (&date.interval, &date.date) {
            _ if !has_brackets(date) => String::new(),
            (DateInterval::Between(low, high), _) => format!(" ({what}{low} to {high})"),
            (DateInterval::From(low), Some(_)) => format!(" ({what}{low} or later, or never)"),
            (DateInterval::From(low), None) => format!(" ({what}{low} or later)"),
            _ => format!(" ({what}never)"),
        };
        let when = date.date.as_ref().map_or("never".to_owned(), |date| format!("in {date}"));
        format!("{when}{interval} as {}", form(date.form))
    };
    let says: Vec<String> = forms.iter().enumerate().map(says).collect();
    format!("If its trend goes on, “{}”{unit} reaches {target} {}.", title.english, list(&says))
}

fn apart(spread: &Spread) -> String {
    match spread {
        Spread::WhetherAtAll => "The choice of form decides whether the date comes at all.".to_owned(),
        Spread::Never => "No form reaches it.".to_owned(),
        Spread::Years { years, widest: Some(widest), exceeds: true } => format!(
            "The choice of form moves the date by {years} years, more than the data leave open within any one form (at most {widest} years)."
        ),
        Spread::Years { years, widest: Some(widest), exceeds: false } => format!(
            "The choice of form moves the date by {years} years; within one form the data leave open up to {widest} years."
        ),
        Spread::Years { years, widest: None, .. } => {
            format!("The choice of form moves the date by {years} years.")
        }
    }
}

fn missed(times: usize, forms: &[(Form, Miss)]) -> String {
    let years = forms.iter().filter_map(|(form, miss)| match miss {
        Miss::Years(years) => Some(format!("{years} years with {}", the_form(*form))),
        Miss::MostlyNever => None,
    });
    let years: Vec<String> = years.collect();
    let never = forms.iter().filter(|(_, miss)| *miss == Miss::MostlyNever);
    let never: Vec<String> = never.map(|(form, _)| the_form(*form).to_owned()).collect();
    let mut parts = Vec::new();
    if !years.is_empty() {
        parts.push(format!("the median error is {}", list(&years)));
    }
    if !never.is_empty() {
        parts.push(format!("{} mostly said never", list(&never)));
    }
    format!("Asked at up to {times} earlier times when the last value would come: {}.", parts.join("; "))
}

fn forecast((from, to): (i32, i32), draws: usize, forms: &[(Form, [Option<String>; 3])]) -> String {
    let draws = grouped(draws as u64);
    let number = |years: &Option<String>| years.clone().unwrap_or_else(|| "never".to_owned());
    let off = |(kind, [low, median, high]): &(Form, [Option<String>; 3])| {
        let median = median.as_ref().map_or("“never”".to_owned(), |median| format!("{median} years"));
        format!("{median} ({} to {}) with {}", number(low), number(high), form(*kind))
    };
    let off: Vec<String> = forms.iter().map(off).collect();
    format!(
        "For a forecaster who knows {from} to {to} and continues that trend, the median of said minus true date is {} (5th to 95th percentile in brackets, {draws} draws).",
        list(&off)
    )
}

fn held(asked: usize, forms: &[(Form, usize)], too_narrow: bool) -> String {
    let held = |(form, held): &(Form, usize)| format!("{held} with {}", the_form(*form));
    let held: Vec<String> = forms.iter().map(held).collect();
    let verdict = if too_narrow { "; that is far too few" } else { "" };
    let draws = if asked == 1 { "draw" } else { "draws" };
    format!(
        "In {asked} {draws} looked at closely, the forecaster's 95 % interval held the true year this often: {}{verdict}.",
        list(&held)
    )
}
