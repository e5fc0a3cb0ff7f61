//! Dates as fractional years on one even scale, so that a slope per year is a slope per day.

/// Mean length of a Gregorian year, days. Exact: 400 years have 146,097 days.
pub const DAYS_PER_YEAR: f64 = 365.2425;

/// The first day of this year is that whole number; other dates lie at their distance in days.
const EPOCH: i64 = 2000;

/// Fractional year of a calendar date: 2000 + days since 2000-01-01 / 365.2425. `None` for a date that does not exist.
///
/// A calendar year begins within 1.5 days of its whole number between 1800 and 2200.
pub fn of_date(year: i64, month: u32, day: u32) -> Option<f64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => return None,
    };
    let exists = (1..=length).contains(&day) && (0..=9999).contains(&year);
    let days = days_to(year, i64::from(month), i64::from(day)) - days_to(EPOCH, 1, 1);
    exists.then(|| EPOCH as f64 + days as f64 / DAYS_PER_YEAR)
}

/// Days from the first of March of year 0: years begin in March, so that the leap day is their last.
fn days_to(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    // Days before each month of a year that begins in March: 0, 31, 61, 92, …
    let before_month = (153 * month + 2) / 5;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + before_month + day - 1
}

/// Reads `2025-11-24` or a decimal year such as `2025.9`. `None` for anything else.
pub fn parse(text: &str) -> Option<f64> {
    let plain = |part: &str, digits: usize| {
        (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok())?
    };
    if let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] {
        return of_date(i64::from(plain(year, 4)?), plain(month, 2)?, plain(day, 2)?);
    }
    let decimal = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let year: f64 = text.parse().ok().filter(|_| decimal)?;
    (0.0..10_000.0).contains(&year).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_even_steps() {
        let date = |text| parse(text).expect(text);
        assert_eq!(date("2000-01-01"), 2000.0);
        assert_eq!(date("2400-01-01"), 2400.0);
        let days = |from, to| ((date(to) - date(from)) * DAYS_PER_YEAR).round() as i64;
        assert_eq!(days("2024-02-28", "2024-03-01"), 2);
        assert_eq!(days("2023-02-28", "2023-03-01"), 1);
        assert_eq!(days("1900-02-28", "1900-03-01"), 1);
        assert_eq!(days("1999-12-31", "2000-01-01"), 1);
        assert_eq!(days("1970-01-01", "2026-11-23"), 20_780);
        assert!((date("2015-01-01") - 2015.0).abs() < 1.5 / DAYS_PER_YEAR);
        assert_eq!(date("2025.9"), 2025.9);
    }

    #[test]
    fn dates_that_do_not_exist_are_none() {
        for text in [
            "",
            "2023-02-29",
            "2023-13-01",
            "2023-00-10",
            "2023-01-00",
            "23-01-01",
            "2023-1-1",
            "2023-01",
            "01/02/2023",
            "-5",
            "1e3",
            "inf",
            "nan",
            "12345",
            "2023-01-01T00",
            "2023.1.1",
            "２０２３",
            "+2023",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
