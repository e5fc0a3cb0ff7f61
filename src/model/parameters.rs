//! Everything the rules need to know about one year: numbers only, fixed before any person is touched.

use super::capital::CapitalRules;
use super::family::FamilyRules;
use super::jobs::JobRules;
use super::learning::LearningRules;
use super::luck::LuckRules;
use super::observation::ObservationRules;
use super::pay::PayRules;
use super::schooling::SchoolingRules;

/// Most job classes and school levels a scenario may have. With those without a place the classes fill a table of sixteen.
pub const MOST_CLASSES: usize = 15;
pub const MOST_LEVELS: usize = 8;

/// The rules of one year.
#[derive(Clone, Debug, PartialEq)]
pub struct YearParameters {
    pub year: i32,
    pub family: FamilyRules,
    pub schooling: SchoolingRules,
    pub learning: LearningRules,
    pub jobs: JobRules,
    pub pay: PayRules,
    pub luck: LuckRules,
    pub capital: CapitalRules,
    pub observation: ObservationRules,
}
