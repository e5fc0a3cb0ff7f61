//! Sections `family`, `schooling` and `learning`: how people become what they are.

use super::{ASSUMED, FITTED, Number, assumption, lever};
use crate::model::family::FamilyRules;
use crate::model::learning::LearningRules;
use crate::model::parameters::MOST_LEVELS;
use crate::model::schooling::{Level, SchoolingRules};
use crate::scenario::diagnostic::Diagnostic;
use crate::scenario::reader::Reader;
use crate::scenario::schedule::Schedule;

/// How traits and status pass from parent to child.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    pub ability_inheritance: f64,
    pub noncognitive_inheritance: f64,
    pub ability_noncognitive_correlation: f64,
    pub status_schooling_weight: f64,
    pub parent_age_youngest: u8,
    pub parent_age_oldest: u8,
}

impl Family {
    pub(super) fn declare(reader: &mut Reader) -> Self {
        reader.section("family", "What passes from parent to child", |reader| {
            let family = Self {
                ability_inheritance: reader.number(assumption(
                    Number("ability_inheritance", "correlation", (0.0, 1.0), 0.5),
                    "Correlation of a child's ability with one parent's, likeness of spouses included",
                    "assumed, single-parent equivalent",
                )),
                noncognitive_inheritance: reader.number(assumption(
                    Number("noncognitive_inheritance", "correlation", (0.0, 1.0), 0.3),
                    "Correlation between parent and child of the part of non-cognitive skill that is independent of \
                     ability",
                    ASSUMED,
                )),
                ability_noncognitive_correlation: reader.number(assumption(
                    Number("ability_noncognitive_correlation", "correlation", (-1.0, 1.0), 0.42),
                    "Correlation of ability and non-cognitive skill in one person",
                    "Finnish conscripts, Bratsberg, Rogeberg and Terviö 2024",
                )),
                status_schooling_weight: reader.number(assumption(
                    Number("status_schooling_weight", "share", (0.0, 1.0), 0.5),
                    "Weight of the parent's schooling, against recorded earnings, in a family's status",
                    ASSUMED,
                )),
                parent_age_youngest: reader.whole(assumption(
                    Number("parent_age_youngest", "years of age", (21.0, 64.0), 43.0),
                    "Youngest age of a parent when the child enters work at 20",
                    ASSUMED,
                )) as u8,
                parent_age_oldest: reader.whole(assumption(
                    Number("parent_age_oldest", "years of age", (21.0, 64.0), 57.0),
                    "Oldest age of a parent when the child enters work at 20",
                    ASSUMED,
                )) as u8,
            };
            if family.parent_age_oldest < family.parent_age_youngest {
                let allowed = format!("{} or more", family.parent_age_youngest);
                reader.refuse(
                    "parent_age_oldest",
                    Diagnostic::new("is below parent_age_youngest").allowed(allowed),
                );
            }
            family
        })
    }

    /// The rules of families.
    pub fn rules(&self) -> FamilyRules {
        FamilyRules {
            ability_inheritance: self.ability_inheritance as f32,
            noncognitive_inheritance: self.noncognitive_inheritance as f32,
            ability_noncognitive_correlation: self.ability_noncognitive_correlation as f32,
            status_schooling_weight: self.status_schooling_weight as f32,
            parent_age_youngest: self.parent_age_youngest,
            parent_age_oldest: self.parent_age_oldest,
        }
    }
}

/// Who gets the places in school, and how many there are.
#[derive(Clone, Debug, PartialEq)]
pub struct Schooling {
    pub openness: Schedule,
    pub ability_weight: f64,
    pub noncognitive_weight: f64,
    pub status_weight: f64,
    pub inherited_weight: f64,
    pub noise: f64,
    pub levels: Vec<SchoolLevel>,
}

/// One level of schooling.
#[derive(Clone, Debug, PartialEq)]
pub struct SchoolLevel {
    pub name: String,
    pub years: f64,
    pub share: Schedule,
}

impl Schooling {
    pub(super) fn declare(reader: &mut Reader) -> Self {
        reader.section("schooling", "Essay condition (a): who gets the places in school", |reader| Self {
            openness: reader.schedule(lever(
                Number("openness", "share", (0.0, 1.0), 0.51),
                "1: places go to talent; 0: places are inherited. Who gets the places, not how many there are",
                FITTED,
            )),
            ability_weight: reader.number(assumption(
                Number("ability_weight", "per sd", (-5.0, 5.0), 0.95),
                "Weight of ability in an open school system",
                FITTED,
            )),
            noncognitive_weight: reader.number(assumption(
                Number("noncognitive_weight", "per sd", (-5.0, 5.0), 0.53),
                "Weight of non-cognitive skill in an open school system",
                FITTED,
            )),
            status_weight: reader.number(assumption(
                Number("status_weight", "per sd", (-5.0, 5.0), 0.08),
                "Weight of family status in an open school system",
                FITTED,
            )),
            inherited_weight: reader.number(assumption(
                Number("inherited_weight", "per sd", (0.0, 5.0), 1.0),
                "Weight of family status in a closed school system",
                FITTED,
            )),
            noise: reader.number(assumption(
                Number("noise", "score points", (0.0, 10.0), 0.65),
                "Standard deviation of chance in admission",
                FITTED,
            )),
            levels: SchoolLevel::declare_all(reader),
        })
    }

    /// The rules of admission in one year; shares as the schedules give them.
    pub fn rules(&self, year: f64) -> SchoolingRules {
        let level = |level: &SchoolLevel| Level { years: level.years as f32, share: level.share.at(year) };
        SchoolingRules {
            openness: self.openness.at(year) as f32,
            ability_weight: self.ability_weight as f32,
            noncognitive_weight: self.noncognitive_weight as f32,
            status_weight: self.status_weight as f32,
            inherited_weight: self.inherited_weight as f32,
            noise: self.noise as f32,
            levels: self.levels.iter().map(level).collect(),
        }
    }
}

impl SchoolLevel {
    fn declare_all(reader: &mut Reader) -> Vec<Self> {
        let meaning =
            "Levels of schooling from the lowest to the highest; the cohort fills them from the top";
        reader.each("levels", meaning, 1, MOST_LEVELS, |reader, name| Self {
            name: name.to_owned(),
            years: reader.number(lever(
                Number("years", "years", (0.0, 30.0), 12.0),
                "Years of schooling of people with this level",
                "national school systems",
            )),
            share: reader.schedule(lever(
                Number("share", "share of the cohort", (0.0, 1.0), 0.0),
                "Share of each entering cohort that gets this level. The shares of all levels sum to 1",
                "Lee and Lee 2016 for the historical scenarios",
            )),
        })
    }
}

/// How people learn.
#[derive(Clone, Debug, PartialEq)]
pub struct Learning {
    pub speed_spread: f64,
    pub on_the_job: f64,
    pub decay: f64,
}

impl Learning {
    pub(super) fn declare(reader: &mut Reader) -> Self {
        reader.section("learning", "IQ is the speed of learning", |reader| Self {
            speed_spread: reader.number(assumption(
                Number("speed_spread", "log points per sd", (0.0, 2.0), 0.14),
                "Learning speed of one standard deviation of ability",
                FITTED,
            )),
            on_the_job: reader.number(assumption(
                Number("on_the_job", "speed-years", (0.0, 1.0), 0.014),
                "Skill gained in the first year on a job that teaches fully",
                FITTED,
            )),
            decay: reader.number(assumption(
                Number("decay", "log points per year", (0.0, 1.0), 0.05),
                "Decline of on-the-job learning with each year of experience",
                FITTED,
            )),
        })
    }

    /// The rules of learning, given what AI tutors change.
    pub fn rules(&self, opportunity_floor: f64, flattening: f64) -> LearningRules {
        LearningRules {
            speed_spread: (self.speed_spread * (1.0 - flattening)) as f32,
            on_the_job: self.on_the_job as f32,
            decay: self.decay as f32,
            opportunity_floor: opportunity_floor as f32,
        }
    }
}
