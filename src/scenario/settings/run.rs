//! Sections `run`, `standards` and `observation`: how much is simulated, and how people are measured and observed.

use super::{ASSUMED, Number, setting};
use crate::model::observation::{ObservationRules, RECORD_LAST_AGE, RETIREMENT_AGE};
use crate::scenario::reader::Reader;

/// How much is simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    pub agents: u64,
    pub start_year: i32,
    pub years: u32,
    pub burn_in_years: u32,
    pub seed: u64,
    pub replicates: u32,
}

impl Run {
    pub(super) fn declare(reader: &mut Reader) -> Self {
        reader.section("run", "How much is simulated", |reader| {
            let none = "the program's choice";
            Self {
                agents: reader.whole(setting(
                    Number("agents", "people", (1.0, 4e9), 1e6),
                    "Persons of working age in each replicate",
                    none,
                )) as u64,
                start_year: reader.whole(setting(
                    Number("start_year", "year", (1000.0, 2900.0), 2025.0),
                    "First simulated year; the base year of all standards lies one year before",
                    none,
                )) as i32,
                years: reader.whole(setting(
                    Number("years", "years", (0.0, 1000.0), 100.0),
                    "Number of years after the first; 100 from 2025 ends in 2125",
                    none,
                )) as u32,
                burn_in_years: reader.whole(setting(
                    Number("burn_in_years", "years", (1.0, 500.0), 90.0),
                    "Years before the first under the first year's rules and without AI, so that families, jobs, \
                     luck and wealth are settled",
                    "two generations; assumed",
                )) as u32,
                seed: reader.whole(setting(
                    Number("seed", "", (0.0, 9.0e15), 1.0),
                    "Seed of all chance. Two scenarios with one seed have the same people and luck",
                    none,
                )) as u64,
                replicates: reader.whole(setting(
                    Number("replicates", "runs", (1.0, 1e6), 1.0),
                    "Repetitions with other chance, for intervals that include the chance in AI progress",
                    none,
                )) as u32,
            }
        })
    }
}

/// What skill and schooling are measured against.
#[derive(Clone, Debug, PartialEq)]
pub struct Standard {
    pub from_base_year: bool,
    pub skill_mean: f64,
    pub skill_sd: f64,
    pub schooling_mean: f64,
    pub schooling_sd: f64,
}

impl Standard {
    pub(super) fn declare(reader: &mut Reader) -> Self {
        let baseline = "base year of the Nordic baseline, simulated with a million people";
        reader.section("standards", "What skill and schooling are measured against", |reader| Self {
            from_base_year: reader.switch(
                "from_base_year",
                "Whether skill and schooling are measured in standard deviations of the year before the first; \
                 otherwise of the fixed numbers below, so that scenarios that begin in different years share one scale",
                true,
                "the program's choice",
            ),
            skill_mean: reader.number(setting(
                Number("skill_mean", "speed-years", (-100.0, 100.0), 0.830),
                "Mean skill of the fixed scale",
                baseline,
            )),
            skill_sd: reader.number(setting(
                Number("skill_sd", "speed-years", (1e-6, 100.0), 0.246),
                "Standard deviation of skill of the fixed scale",
                baseline,
            )),
            schooling_mean: reader.number(setting(
                Number("schooling_mean", "years", (-100.0, 100.0), 13.13),
                "Mean schooling of the fixed scale",
                baseline,
            )),
            schooling_sd: reader.number(setting(
                Number("schooling_sd", "years", (1e-6, 100.0), 2.60),
                "Standard deviation of schooling of the fixed scale",
                baseline,
            )),
        })
    }
}

/// How people are observed.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    pub test_reliability: f64,
    pub stanine: bool,
    pub record_oldest_age: u8,
}

impl Observation {
    pub(super) fn declare(reader: &mut Reader) -> Self {
        reader.section("observation", "How a test and a register see people", |reader| Self {
            test_reliability: reader.number(super::assumption(
                Number("test_reliability", "share of variance", (0.0, 1.0), 0.88),
                "Share of the test's variance that is ability",
                super::FITTED,
            )),
            stanine: reader.switch(
                "stanine",
                "Whether test scores are rounded and limited to 1…9, as in the Nordic conscription tests; \
                 otherwise IQ is reported in whole points",
                true,
                "Keuschnigg, van de Rijt and Bol 2023",
            ),
            record_oldest_age: reader.whole(setting(
                Number(
                    "record_oldest_age",
                    "years of age",
                    (f64::from(RECORD_LAST_AGE), f64::from(RETIREMENT_AGE - 1)),
                    49.0,
                ),
                "People from 45 to this age are those whose 11-year earnings record (ages 35 to 45) is observed",
                ASSUMED,
            )) as u8,
        })
    }

    /// The rules of observation.
    pub fn rules(&self) -> ObservationRules {
        ObservationRules {
            test_reliability: self.test_reliability as f32,
            stanine: self.stanine,
            record_oldest_age: self.record_oldest_age,
        }
    }
}
