//! Targets: published figures, each with the observation under which the model is to be compared with it.

use super::quantity::Quantity;
use crate::scenario::diagnostic::Place;
use crate::study::dday::forms::Form;
use serde::{Deserialize, Serialize};

/// What agreement with a target says about the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The model's numbers were fitted to it: it agrees because it was made to.
    Fitted,
    /// It follows directly from what the scenario assumes.
    Assumed,
    /// Arithmetic on a published series, without the model.
    Arithmetic,
    /// Nothing was chosen with a view to it.
    Independent,
}

impl Basis {
    pub const ALL: [Self; 4] = [Self::Fitted, Self::Assumed, Self::Arithmetic, Self::Independent];

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fitted => "fitted",
            Self::Assumed => "assumed",
            Self::Arithmetic => "arithmetic",
            Self::Independent => "independent",
        }
    }
}

/// A targets file.
#[derive(Clone, Debug, PartialEq)]
pub struct Targets {
    /// Name of the file without folder and ending.
    pub name: String,
    pub title: String,
    pub targets: Vec<Target>,
}

/// One published finding: one row of the scoreboard, made of one or more figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub id: String,
    pub title: String,
    /// Unit of the results, which decides how numbers are shown.
    pub unit: String,
    pub source: String,
    pub basis: Basis,
    /// Weight in the distance that calibration makes small.
    pub weight: f64,
    /// Why the model misses it, where it does.
    pub note: Option<String>,
    pub points: Vec<Point>,
    /// Largest root mean square of the points' misses.
    pub rms: Option<f64>,
    pub place: Option<Place>,
}

/// One published figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Which of the target's figures it is; empty for an only one.
    pub label: String,
    pub world: World,
    pub measure: Measure,
    pub sample: Sample,
    pub published: Published,
    /// Lowest and highest value that agree with it.
    pub accept: (f64, f64),
    pub place: Option<Place>,
}

/// A published value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Published {
    Value(f64),
    /// A date that never comes.
    Never,
}

/// Where it is observed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct World {
    /// File or name of the scenario; `None`: the one that is validated.
    pub scenario: Option<String>,
    /// Values set in it, such as `observation.test_reliability=0.8`.
    pub set: Vec<String>,
    /// `None`: the scenario's last year.
    pub year: Option<i32>,
}

/// What is measured.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    /// A column of the yearly results, or the sum of several.
    Metric(Vec<String>),
    Correlation(Quantity, Quantity),
    Mean(Quantity),
    /// Mean in the group as a multiple of the mean of the whole sample.
    RelativeMean(Quantity),
    Sd(Quantity),
    /// Share of people with a quantity in a range, ends included.
    Share {
        of: Quantity,
        range: (f64, f64),
    },
    /// Coefficient of `on` in a linear regression.
    Slope {
        of: Quantity,
        on: Quantity,
        given: Vec<Quantity>,
    },
    Gini(Quantity),
    /// Share of the total that the highest part of the people has.
    TopShare {
        of: Quantity,
        top: f64,
    },
    /// Pareto exponent of the highest part of the people (Hill).
    TailExponent {
        of: Quantity,
        top: f64,
    },
    /// Upper over lower quantile.
    QuantileRatio {
        of: Quantity,
        upper: f64,
        lower: f64,
    },
    /// Days in which an exponential fitted to a series doubles.
    DoublingDays {
        series: String,
        since: Option<f64>,
    },
    /// Date on which a form fitted to a series reaches a value.
    Date {
        series: String,
        form: Form,
        reaches: f64,
        floor: Option<f64>,
    },
    /// Share of people in job classes of whose tasks AI could do at least this part.
    ExposedWorkers(f64),
    /// Relative gain of effective skill by full adoption of AI in a job class, in a part of its workers by skill.
    AssistanceGain {
        job: String,
        part: (f64, f64),
    },
}

impl Measure {
    /// Whether saved people are needed.
    pub fn of_people(&self) -> bool {
        !matches!(self, Self::Metric(_) | Self::DoublingDays { .. } | Self::Date { .. })
    }

    /// Whether a simulated world is needed.
    pub fn of_world(&self) -> bool {
        !matches!(self, Self::DoublingDays { .. } | Self::Date { .. })
    }

    /// Unit in the results where the file does not say it.
    pub fn unit(&self) -> &'static str {
        match self {
            Self::Correlation(..) => "correlation",
            Self::Share { .. }
            | Self::TopShare { .. }
            | Self::AssistanceGain { .. }
            | Self::ExposedWorkers(_) => "share",
            Self::DoublingDays { .. } => "days",
            Self::Date { .. } => "year",
            Self::Mean(of) | Self::Sd(of) if of.written() == "iq" => "IQ points",
            _ => "",
        }
    }
}

/// Who is observed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// Youngest and oldest age.
    pub ages: Option<(u8, u8)>,
    /// Quantities within ranges, ends included.
    pub filters: Vec<(Quantity, (f64, f64))>,
    /// Job classes; empty: all, and people without a place.
    pub jobs: Vec<String>,
    pub entry: Option<Entry>,
    /// The part that is looked at, after everything above.
    pub group: Option<Group>,
    /// Whether IQ is given mean 100 and standard deviation 15 among all people of the world.
    pub normed: bool,
}

/// The rule of the Swedish register study: people who first worked between two years.
///
/// Year of entry = year of birth + age at school entry + years of schooling. Old cohorts then consist of people who
/// studied long, young ones of people who did not, which alone flattens the top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// First and last year of entry, relative to the year observed: −30 is thirty years before.
    pub years: (f64, f64),
    /// Age at which school begins.
    pub school_age: f64,
}

/// People within percentiles of a quantity in the sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    pub by: Quantity,
    /// From above the first to the second, 0 to 100: (74, 75) is the 75th percentile.
    pub percentiles: (f64, f64),
    /// Whether people are ranked among those of their age.
    pub within_age: bool,
}
