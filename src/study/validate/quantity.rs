//! A quantity of a saved person as a targets file writes it: `iq`, `rank(record)`, `log(earnings)`, `square(experience)`.

use crate::run::results::PersonRow;

/// What is known about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variable {
    Iq,
    Ability,
    Noncognitive,
    FamilyStatus,
    Schooling,
    Skill,
    /// Middle rank of the job class, the scenario's first highest; unknown without a place.
    JobRank,
    Age,
    Experience,
    Luck,
    Wealth,
    Earnings,
    Income,
    /// Mean earnings over ages 35 to 45; unknown before the record is complete.
    Record,
}

/// What is done to a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Plain,
    /// Middle rank in the sample, 0 to 1.
    Rank,
    /// Natural logarithm; unknown where the value is not positive.
    Log,
    Square,
}

/// A variable and what is done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    pub variable: Variable,
    pub shape: Shape,
}

/// The words of a targets file.
pub const VARIABLES: [(&str, Variable); 14] = [
    ("iq", Variable::Iq),
    ("ability", Variable::Ability),
    ("noncognitive", Variable::Noncognitive),
    ("family_status", Variable::FamilyStatus),
    ("schooling", Variable::Schooling),
    ("skill", Variable::Skill),
    ("job_rank", Variable::JobRank),
    ("age", Variable::Age),
    ("experience", Variable::Experience),
    ("luck", Variable::Luck),
    ("wealth", Variable::Wealth),
    ("earnings", Variable::Earnings),
    ("income", Variable::Income),
    ("record", Variable::Record),
];

const SHAPES: [(&str, Shape); 3] = [("rank", Shape::Rank), ("log", Shape::Log), ("square", Shape::Square)];

/// Age at which the record is complete.
const RECORD_COMPLETE: u8 = crate::model::observation::RECORD_LAST_AGE;

impl Quantity {
    /// Reads `variable` or `shape(variable)`; the error is the word that is not known.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (shape, name) = match text.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
            Some((shape, name)) => {
                let known = SHAPES.iter().find(|(word, _)| *word == shape.trim());
                (known.ok_or_else(|| shape.trim().to_owned())?.1, name.trim())
            }
            None => (Shape::Plain, text),
        };
        let known = VARIABLES.iter().find(|(word, _)| *word == name);
        Ok(Self { variable: known.ok_or_else(|| name.to_owned())?.1, shape })
    }

    /// The quantity as a targets file writes it.
    pub fn written(&self) -> String {
        let name =
            VARIABLES.iter().find(|(_, variable)| *variable == self.variable).map_or("", |(word, _)| word);
        match SHAPES.iter().find(|(_, shape)| *shape == self.shape) {
            Some((shape, _)) => format!("{shape}({name})"),
            None => name.to_owned(),
        }
    }

    /// Values for the people of a sample; NaN where unknown, never to leave this module's callers.
    pub fn values(&self, people: &[&PersonRow], job_ranks: &[f64]) -> Vec<f64> {
        let plain = people.iter().map(|person| self.variable.of(person, job_ranks));
        match self.shape {
            Shape::Plain => plain.collect(),
            Shape::Log => plain.map(|value| if value > 0.0 { value.ln() } else { f64::NAN }).collect(),
            Shape::Square => plain.map(|value| value * value).collect(),
            Shape::Rank => ranks(&plain.collect::<Vec<_>>()),
        }
    }
}

impl Variable {
    /// Value of a person; NaN where unknown.
    pub fn of(self, person: &PersonRow, job_ranks: &[f64]) -> f64 {
        let value = match self {
            Self::Iq => person.iq,
            Self::Ability => person.ability,
            Self::Noncognitive => person.noncognitive,
            Self::FamilyStatus => person.family_status,
            Self::Schooling => person.schooling_years,
            Self::Skill => person.skill,
            Self::Age => f32::from(person.age),
            Self::Experience => f32::from(person.experience_years),
            Self::Luck => person.luck,
            Self::Wealth => person.wealth,
            Self::Earnings => person.earnings,
            Self::Income => person.income,
            Self::JobRank => {
                let rank = person.job.and_then(|job| job_ranks.get(usize::from(job)));
                return rank.copied().unwrap_or(f64::NAN);
            }
            Self::Record => {
                let complete = person.age >= RECORD_COMPLETE;
                person.record_earnings.filter(|_| complete).unwrap_or(f32::NAN)
            }
        };
        f64::from(value)
    }
}

/// Middle ranks, 0 to 1; equal values share one; NaN stays NaN and is not counted.
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).filter(|&index| !values[index].is_nan()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let people = order.len() as f64;
    let mut ranks = vec![f64::NAN; values.len()];
    let mut start = 0;
    while start < order.len() {
        let value = values[order[start]];
        let alike = order[start..].iter().take_while(|&&index| values[index] == value).count();
        for &index in &order[start..start + alike] {
            ranks[index] = (start as f64 + alike as f64 / 2.0) / people;
        }
        start += alike;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_and_written_alike() {
        for text in ["iq", "rank(record)", "log(earnings)", "square(experience)", "job_rank"] {
            assert_eq!(Quantity::parse(text).map(|quantity| quantity.written()), Ok(text.to_owned()));
        }
        assert_eq!(Quantity::parse("rnk(record)"), Err("rnk".to_owned()));
        assert_eq!(Quantity::parse("log(wages)"), Err("wages".to_owned()));
    }

    #[test]
    fn equal_values_share_the_middle_rank() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 0.0]), [0.75, 0.375, 0.75, 0.125]);
        let with_unknown = ranks(&[f64::NAN, 5.0, 1.0]);
        assert!(with_unknown[0].is_nan() && with_unknown[1..] == [0.75, 0.25]);
    }
}
