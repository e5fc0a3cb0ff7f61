//! What a result allows to be said: claims are decided once, as data, and each language puts them into words.
//!
//! A language has no say in what is claimed and in how many digits, so two languages cannot tell different things.

mod dday;
mod english;
mod korean;
pub mod particle;
mod run;

pub use dday::{form_date, of_forecasts, of_series, target};
pub use run::of_run;

use super::figures::{Scale, plain};
use super::language::Language;
use super::verdict::Verdict;
use crate::store::interval::Interval;
use crate::study::dday::forms::Form;

/// One sentence's worth of a finding.
#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    NoYears,
    /// The correlation of IQ with income rank in the first and last year; one entry for a run of one year.
    Correlation(Vec<(i32, Option<Measured>)>),
    /// How that correlation changes; `size` is positive where the verdict says which way.
    Change {
        from: i32,
        to: i32,
        verdict: Verdict,
        size: Measured,
        chance: Chance,
    },
    /// A year between that is clearly above (or below) both ends.
    TurningPoint {
        highest: bool,
        year: i32,
        value: Measured,
    },
    /// That the correlation with 11-year earnings goes the other way, and by how much.
    Apart {
        rises: bool,
        size: Measured,
    },
    /// Mean IQ at the 75th percentile and of the top 1 % of the 11-year record, in one or two years.
    Record(Vec<(i32, Measured, Measured)>),
    /// D-day over draws of AI progress.
    Draws {
        threshold: String,
        last_year: i32,
        draws: usize,
        reached: Reached,
    },
    /// D-day in a run of one replicate.
    ThisRun {
        year: Option<i32>,
        last_year: i32,
    },
    /// When each form reaches the target.
    Dates {
        title: Local,
        unit: Option<Local>,
        target: String,
        forms: Vec<FormDate>,
    },
    /// How far the choice of form moves the date.
    Spread(Spread),
    /// Too few points for an interval of any form.
    NoInterval {
        points: usize,
        needed: usize,
    },
    /// Days in which an exponential doubles, or halves.
    Doubling {
        halves: bool,
        days: Measured,
    },
    /// How far each form missed the date of the last value when asked earlier.
    Missed {
        times: usize,
        forms: Vec<(Form, Miss)>,
    },
    /// What the intervals of the dates take for granted.
    FormsAreAssumed,
    /// How far a forecaster is off who knows some years, the last included.
    Forecast {
        from: i32,
        to: i32,
        draws: usize,
        forms: Vec<(Form, [Option<String>; 3])>,
    },
    /// In how many draws the 95 % interval of each form held the true year.
    Held {
        asked: usize,
        forms: Vec<(Form, usize)>,
        too_narrow: bool,
    },
    /// The dates follow from assumptions.
    ScenarioIsAssumed,
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Local {
    pub english: String,
    pub korean: String,
}

/// A number and its interval, the digits chosen; in percent where so marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    pub value: String,
    pub interval: Option<(String, String)>,
    pub half: Option<String>,
    pub percent: bool,
}

/// Which chance an interval holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chance {
    Replicates(usize),
    /// The sampling of people in one run, with AI progress left out where there is any.
    Sampling {
        has_ai: bool,
    },
    Nothing,
}

/// How many draws reach D-day, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reached {
    None,
    /// Percent of the draws; `None`: all. 5th percentile, median and 95th percentile; `None`: after the last year.
    Some {
        percent: Option<String>,
        quantiles: [Option<i32>; 3],
    },
}

/// What one form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormDate {
    pub form: Form,
    /// Fractional year; `None`: never.
    pub date: Option<String>,
    pub interval: DateInterval,
}

/// The 95 % interval of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateInterval {
    None,
    Between(String, String),
    /// From a date on, never not excluded.
    From(String),
    Never,
}

/// Whether a sentence says more of a date than the date itself.
fn has_brackets(date: &FormDate) -> bool {
    match &date.interval {
        DateInterval::None => false,
        DateInterval::Never => date.date.is_some(),
        DateInterval::Between(..) | DateInterval::From(_) => true,
    }
}

/// How far forms lie apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spread {
    /// Some form says never, some a date.
    WhetherAtAll,
    /// All say never.
    Never,
    /// Years between the dates; the widest interval of one form in years where all are closed.
    Years { years: String, widest: Option<String>, exceeds: bool },
}

/// How far a form was off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// Median distance, years.
    Years(String),
    MostlyNever,
}

impl Claim {
    /// The sentence.
    pub fn render(&self, language: Language) -> String {
        match language {
            Language::English => english::render(self),
            Language::Korean => korean::render(self),
        }
    }
}

/// Claims as sentences.
pub fn render(claims: &[Claim], language: Language) -> Vec<String> {
    claims.iter().map(|claim| claim.render(language)).collect()
}

impl Measured {
    /// A number with the digits that its interval supports; `None` where undefined.
    pub fn of(interval: &Interval, scale: &Scale) -> Option<Self> {
        let value = interval.value?;
        let decimals = scale.decimals(interval);
        let number = |value: f64| scale.number(value, decimals);
        let ends = interval.low.zip(interval.high).filter(|(low, high)| high > low);
        Some(Self {
            value: number(value),
            interval: ends.map(|(low, high)| (number(low), number(high))),
            half: ends.map(|(low, high)| number((high - low) / 2.0)),
            percent: scale.factor == 100.0,
        })
    }
}

/// A share in percent with at most one digit after the point, never rounded up to all or down to none; without the sign.
pub fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    let whole = (percent - percent.round()).abs() < 1e-9;
    let bounded = if whole { percent } else { percent.clamp(0.1, 99.9) };
    plain(bounded, usize::from(!whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(value: &str) -> Measured {
        let interval = Some(("0.38".to_owned(), "0.42".to_owned()));
        Measured { value: value.into(), interval, half: Some("0.02".into()), percent: false }
    }

    fn local(english: &str, korean: &str) -> Local {
        Local { english: english.into(), korean: korean.into() }
    }

    fn date(form: Form, date: Option<&str>, interval: DateInterval) -> FormDate {
        FormDate { form, date: date.map(str::to_owned), interval }
    }

    /// At least one claim of every kind, in all its forms.
    fn claims() -> Vec<Claim> {
        let change =
            |verdict, chance| Claim::Change { from: 2025, to: 2125, verdict, size: measured("0.15"), chance };
        let quantiles = [Some(2040), Some(2060), None];
        let draws = |reached| Claim::Draws { threshold: "1".into(), last_year: 2125, draws: 1000, reached };
        let mut claims = vec![
            Claim::NoYears,
            Claim::Correlation(vec![(2025, Some(measured("0.40")))]),
            Claim::Correlation(vec![(2025, Some(measured("0.40"))), (2125, Some(measured("0.25")))]),
            Claim::Correlation(vec![(2025, None), (2125, Some(measured("0.25")))]),
            Claim::Correlation(vec![(2025, None), (2125, None)]),
            change(Verdict::Rises, Chance::Replicates(4)),
            change(Verdict::Falls, Chance::Sampling { has_ai: true }),
            change(Verdict::CannotTell, Chance::Sampling { has_ai: false }),
            change(Verdict::Unknown, Chance::Nothing),
            Claim::TurningPoint { highest: true, year: 2050, value: measured("0.45") },
            Claim::TurningPoint { highest: false, year: 2050, value: measured("0.11") },
            Claim::Record(vec![(2025, measured("103.3"), measured("112.0"))]),
            Claim::Record(vec![
                (2025, measured("103.3"), measured("112.0")),
                (2125, measured("101.2"), measured("108.7")),
            ]),
            draws(Reached::None),
            draws(Reached::Some { percent: None, quantiles: [Some(2040), Some(2060), Some(2080)] }),
            draws(Reached::Some { percent: Some("60".into()), quantiles }),
            Claim::ThisRun { year: Some(2061), last_year: 2125 },
            Claim::ThisRun { year: None, last_year: 2125 },
        ];
        claims.extend(claims_about_dates());
        claims
    }

    /// The same for the claims about dates.
    fn claims_about_dates() -> Vec<Claim> {
        let shown = [None, Some("41".to_owned()), Some("215".to_owned())];
        let interval = DateInterval::Between("2026.1".into(), "2027.4".into());
        vec![
            Claim::Dates {
                title: local("Time to edit", "고치는 데 드는 시간"),
                unit: Some(local("seconds a word", "단어당 초")),
                target: "1".into(),
                forms: vec![
                    date(Form::Line, Some("2026.7"), interval.clone()),
                    date(Form::Exponential, Some("2030.7"), DateInterval::None),
                    date(Form::Logistic, Some("2035"), DateInterval::From("2029".into())),
                    date(Form::Floor, None, DateInterval::From("2029".into())),
                ],
            },
            Claim::Dates {
                title: local("x", "x"),
                unit: None,
                target: "1".into(),
                forms: vec![date(Form::Floor, None, DateInterval::Never)],
            },
            Claim::Spread(Spread::WhetherAtAll),
            Claim::Spread(Spread::Never),
            Claim::Spread(Spread::Years { years: "4.0".into(), widest: Some("1.2".into()), exceeds: true }),
            Claim::Spread(Spread::Years { years: "4".into(), widest: Some("12".into()), exceeds: false }),
            Claim::Spread(Spread::Years { years: "4".into(), widest: None, exceeds: false }),
            Claim::NoInterval { points: 2, needed: 3 },
            Claim::Doubling { halves: false, days: measured("183") },
            Claim::Doubling { halves: true, days: measured("183") },
            Claim::Missed {
                times: 4,
                forms: vec![(Form::Line, Miss::Years("5.2".into())), (Form::Floor, Miss::MostlyNever)],
            },
            Claim::FormsAreAssumed,
            Claim::Forecast {
                from: 2022,
                to: 2042,
                draws: 922,
                forms: vec![
                    (Form::Line, [Some("−2".into()), Some("+172".into()), None]),
                    (Form::Exponential, [None, None, None]),
                    (Form::Logistic, shown),
                ],
            },
            Claim::Held { asked: 100, forms: vec![(Form::Line, 10), (Form::Floor, 0)], too_narrow: true },
            Claim::Held { asked: 1, forms: vec![(Form::Line, 1)], too_narrow: false },
            Claim::ScenarioIsAssumed,
        ]
    }

    /// Numbers in a text, without the levels and ages that belong to the words.
    fn numbers(text: &str) -> Vec<String> {
        let text = text.replace("95 % interval", "").replace("95% 신뢰구간", "");
        let digits = |c: char| !(c.is_ascii_digit() || matches!(c, '.' | '−'));
        let mut found: Vec<String> = text
            .split(digits)
            .map(|word| word.trim_end_matches('.').trim_start_matches('.').to_owned())
            .filter(|word| word.contains(|c: char| c.is_ascii_digit()))
            .collect();
        found.sort();
        found.dedup();
        found
    }

    #[test]
    fn every_claim_is_one_sentence_in_both_languages_with_the_same_numbers() {
        for claim in claims() {
            let (english, korean) = (claim.render(Language::English), claim.render(Language::Korean));
            assert!(english.ends_with('.') && english.starts_with(char::is_uppercase), "{english}");
            assert!(korean.ends_with("다."), "{korean}");
            assert!(
                korean.contains(|c: char| ('가'..='힣').contains(&c)) && !korean.contains(" %"),
                "{korean}"
            );
            assert!(!english.contains("  ") && !korean.contains("  "), "{english} {korean}");
            assert_eq!(numbers(&english), numbers(&korean), "\n{english}\n{korean}");
        }
    }

    #[test]
    fn only_a_clear_verdict_claims_a_direction() {
        for claim in claims() {
            let Claim::Change { verdict, .. } = claim else { continue };
            let (english, korean) = (claim.render(Language::English), claim.render(Language::Korean));
            let clear = matches!(verdict, Verdict::Rises | Verdict::Falls);
            assert_eq!(english.contains("more than chance"), clear, "{english}");
            assert_eq!(korean.contains("우연으로 설명할 수 있는 정도를 넘는다"), clear, "{korean}");
            let unclear = verdict == Verdict::CannotTell;
            assert_eq!(english.contains("cannot tell"), unclear, "{english}");
            assert_eq!(korean.contains("단정할 수 없다"), unclear, "{korean}");
        }
    }

    #[test]
    fn shares_are_never_rounded_up_to_all_or_down_to_none() {
        assert_eq!([0.9996, 0.0001, 1.0, 0.6].map(percent), ["99.9", "0.1", "100", "60"]);
    }

    /// All sentences, to be read: `cargo test every_sentence -- --nocapture`.
    #[test]
    fn every_sentence_can_be_read() {
        for claim in claims() {
            println!("{}\n{}\n", claim.render(Language::English), claim.render(Language::Korean));
        }
    }
}
