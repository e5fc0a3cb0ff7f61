//! What options may be: numbers, dates, shards, goals, each with a message that says what is allowed.

use iqsim::engine::lanes::InstructionSet;
use iqsim::study::dday::calendar;
use iqsim::study::ensemble::FEWEST_DRAWS;
use iqsim::study::precision::Goal;
use iqsim::study::sweep::execute::Shard;

/// A whole number, also written `1_000_000` or `1e6`.
pub fn whole_number(text: &str) -> Result<u64, String> {
    let plain = text.replace('_', "");
    if let Ok(number) = plain.parse::<u64>() {
        return Ok(number);
    }
    let allowed = "a whole number such as 100000, 1_000_000 or 1e6";
    match plain.parse::<f64>() {
        Ok(number) if number >= 0.0 && number.fract() == 0.0 && number < 9.0e15 => Ok(number as u64),
        _ => Err(format!("allowed: {allowed}")),
    }
}

pub fn positive_number(text: &str) -> Result<u64, String> {
    match whole_number(text)? {
        0 => Err("allowed: 1 or more".to_owned()),
        number => Ok(number),
    }
}

/// Draws of an ensemble.
pub fn draw_number(text: &str) -> Result<u32, String> {
    let fewest = FEWEST_DRAWS as u64;
    match whole_number(text)? {
        draws if (fewest..=1_000_000).contains(&draws) => Ok(draws as u32),
        _ => Err(format!("allowed: {fewest} to 1,000,000")),
    }
}

pub fn replicate_number(text: &str) -> Result<u32, String> {
    const MOST: u64 = 1_000_000;
    match whole_number(text)? {
        number @ 1..=MOST => Ok(number as u32),
        _ => Err(format!("allowed: 1 to {MOST}")),
    }
}

pub fn thread_number(text: &str) -> Result<usize, String> {
    match text.parse::<usize>() {
        Ok(number) if (1..=1024).contains(&number) => Ok(number),
        _ => Err("allowed: 1 to 1024".to_owned()),
    }
}

pub fn row_number(text: &str) -> Result<u32, String> {
    match whole_number(text)? {
        number @ 1..=65_536 => Ok(number as u32),
        _ => Err("allowed: 1 to 65536".to_owned()),
    }
}

/// A finite number.
pub fn number(text: &str) -> Result<f64, String> {
    match text.replace('_', "").parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err("allowed: a finite number".to_owned()),
    }
}

/// A number above 0 and at most 1.
pub fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if share > 0.0 && share <= 1.0 => Ok(share),
        _ => Err("allowed: a number above 0 and at most 1".to_owned()),
    }
}

pub fn date(text: &str) -> Result<f64, String> {
    calendar::parse(text)
        .ok_or_else(|| "allowed: a date such as 2025-11-24, or a decimal year such as 2025.9".to_owned())
}

pub fn goal(text: &str) -> Result<Goal, String> {
    let allowed = "allowed: a metric and a positive number, such as iq_income_rank_r=0.005";
    let (metric, width) = text.split_once('=').ok_or(allowed)?;
    match width.trim().parse::<f64>() {
        Ok(half_width) if half_width > 0.0 && half_width.is_finite() && !metric.trim().is_empty() => {
            Ok(Goal { metric: metric.trim().to_owned(), half_width })
        }
        _ => Err(allowed.to_owned()),
    }
}

/// A set of instructions that this machine has.
pub fn instructions(text: &str) -> Result<InstructionSet, String> {
    let here: Vec<&str> =
        InstructionSet::ALL.into_iter().filter(|set| set.is_there()).map(InstructionSet::name).collect();
    let set = InstructionSet::named(text).filter(|set| set.is_there());
    set.ok_or_else(|| format!("this machine has: {}", here.join(", ")))
}

pub fn shard(text: &str) -> Result<Shard, String> {
    let parts =
        text.split_once('/').and_then(|(i, n)| Some((i.parse::<u64>().ok()?, n.parse::<u64>().ok()?)));
    match parts {
        Some((index, of)) if (1..=of).contains(&index) => Ok(Shard { index: index - 1, of }),
        _ => Err("allowed: I/N with I from 1 to N, such as 1/3".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_in_three_spellings() {
        assert_eq!(whole_number("1_000_000"), Ok(1_000_000));
        assert_eq!(whole_number("1e6"), Ok(1_000_000));
        assert_eq!(whole_number("0"), Ok(0));
        for wrong in ["", "1.5", "-3", "1k", "nan", "1e30"] {
            assert!(whole_number(wrong).is_err(), "{wrong}");
        }
        assert!(
            positive_number("0").is_err() && thread_number("0").is_err() && thread_number("5000").is_err()
        );
    }
}
