//! Sections `hiring`, `jobs`, `pay`, `luck` and `capital`: who works where, and what it pays.

use super::{ASSUMED, FITTED, Number, assumption, lever};
use crate::model::luck::LuckRules;
use crate::model::parameters::MOST_CLASSES;
use crate::model::pay::PayRules;
use crate::scenario::reader::Reader;
use crate::scenario::schedule::Schedule;

/// How people come to jobs.
#[derive(Clone, Debug, PartialEq)]
pub struct Hiring {
    pub mobility: Schedule,
    pub noise_scale: f64,
}

impl Hiring {
    pub(super) fn declare(reader: &mut Reader) -> Self {
        reader.section("hiring", "How people come to jobs", |reader| Self {
            mobility: reader.schedule(lever(
                Number("mobility", "probability per year", (0.0, 1.0), 0.12),
                "Yearly probability that a person gives up the job class and competes again",
                FITTED,
            )),
            noise_scale: reader.number(assumption(
                Number("noise_scale", "factor", (0.0, 100.0), 2.4),
                "Factor on the noise of every gate",
                FITTED,
            )),
        })
    }
}

/// One job class.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    pub name: String,
    pub share: Schedule,
    pub base_log_pay: Schedule,
    pub learning_return: Schedule,
    pub learning_opportunity: f64,
    pub luck_exposure: f64,
    pub gate: GateWeights,
    pub ai_difficulty: f64,
    pub ai_spread: f64,
}

/// What opens the door to a class.
#[derive(Clone, Debug, PartialEq)]
pub struct GateWeights {
    pub skill: f64,
    pub schooling: f64,
    pub background: f64,
    pub noncognitive: f64,
    pub experience: f64,
    pub noise: f64,
}

impl Job {
    pub(super) fn declare_all(reader: &mut Reader) -> Vec<Self> {
        let meaning = "Job classes in order, meant from the best paid to the least; free places are filled in this order";
        reader.each("jobs", meaning, 1, MOST_CLASSES, |reader, name| Self {
            name: name.to_owned(),
            share: reader.schedule(lever(
                Number("share", "share of people", (0.0, 1.0), 0.0),
                "Places as a share of all people before AI displaces any. The shares of all classes sum to 1",
                FITTED,
            )),
            base_log_pay: reader.schedule(lever(
                Number("base_log_pay", "log points", (-5.0, 5.0), 0.0),
                "Log pay of an average worker without experience",
                FITTED,
            )),
            learning_return: reader.schedule(lever(
                Number("learning_return", "log points per sd", (-2.0, 2.0), 0.0),
                "Essay condition (b): pay for one standard deviation of learned skill within the class",
                FITTED,
            )),
            learning_opportunity: reader.number(assumption(
                Number("learning_opportunity", "share", (0.0, 3.0), 0.5),
                "How much the job teaches; 1 is as much as schooling",
                ASSUMED,
            )),
            luck_exposure: reader.number(assumption(
                Number("luck_exposure", "factor", (0.0, 5.0), 1.0),
                "Factor on the mean jump of luck in this class",
                FITTED,
            )),
            gate: GateWeights::declare(reader),
            ai_difficulty: reader.number(assumption(
                Number("ai_difficulty", "human skill sd", (-10.0, 20.0), 2.0),
                "Mean difficulty of the class's tasks for AI",
                "assumed; the order follows the exposure found by Eloundou et al. 2023",
            )),
            ai_spread: reader.number(assumption(
                Number("ai_spread", "human skill sd", (0.01, 10.0), 1.0),
                "Spread of the difficulty of the class's tasks for AI",
                ASSUMED,
            )),
        })
    }
}

impl GateWeights {
    fn declare(reader: &mut Reader) -> Self {
        let meaning = "What opens the door to the class: the free places go to the highest weighted sums";
        reader.section("gate", meaning, |reader| Self {
            skill: reader.number(weight("skill", "Weight of learned skill")),
            schooling: reader.number(weight("schooling", "Weight of years of schooling")),
            background: reader.number(weight("background", "Weight of family status")),
            noncognitive: reader.number(weight("noncognitive", "Weight of non-cognitive skill")),
            experience: reader.number(weight("experience", "Weight of years worked")),
            noise: reader.number(assumption(
                Number("noise", "score points", (0.0, 10.0), 1.0),
                "Standard deviation of chance in hiring, before hiring.noise_scale",
                FITTED,
            )),
        })
    }
}

fn weight(name: &'static str, meaning: &'static str) -> super::Key {
    assumption(Number(name, "per sd", (-10.0, 10.0), 0.0), meaning, FITTED)
}

/// What pay depends on besides the job.
#[derive(Clone, Debug, PartialEq)]
pub struct Pay {
    pub experience_return: f64,
    pub experience_curvature: f64,
    pub noncognitive_return: f64,
    pub transitory_sd: f64,
    pub out_of_work: OutOfWork,
    pub part_year_share: f64,
}

/// Probit index of being out of work all year.
#[derive(Clone, Debug, PartialEq)]
pub struct OutOfWork {
    pub base: f64,
    pub persistence: f64,
    pub skill: f64,
    pub noncognitive: f64,
}

impl Pay {
    pub(super) fn declare(reader: &mut Reader) -> Self {
        reader.section("pay", "What pay depends on besides the job", |reader| Self {
            experience_return: reader.number(assumption(
                Number("experience_return", "log points per year", (-1.0, 1.0), 0.014),
                "Pay for the first years of experience",
                FITTED,
            )),
            experience_curvature: reader.number(assumption(
                Number("experience_curvature", "log points per squared year", (-0.1, 0.1), -0.014 / 60.0),
                "How careers flatten",
                FITTED,
            )),
            noncognitive_return: reader.number(assumption(
                Number("noncognitive_return", "log points per sd", (-2.0, 2.0), 0.09),
                "Pay for one standard deviation of non-cognitive skill",
                FITTED,
            )),
            transitory_sd: reader.number(assumption(
                Number("transitory_sd", "log points", (0.0, 3.0), 0.28),
                "Standard deviation of the part of log pay that lasts one year",
                FITTED,
            )),
            out_of_work: OutOfWork::declare(reader),
            part_year_share: reader.number(assumption(
                Number("part_year_share", "share", (0.0, 1.0), 0.43),
                "Share of years in work that are worked in part only, uniform between nothing and all",
                FITTED,
            )),
        })
    }

    /// The rules of pay.
    pub fn rules(&self) -> PayRules {
        PayRules {
            experience_return: self.experience_return as f32,
            experience_curvature: self.experience_curvature as f32,
            noncognitive_return: self.noncognitive_return as f32,
            transitory_sd: self.transitory_sd as f32,
            out_of_work_base: self.out_of_work.base as f32,
            out_of_work_persistence: self.out_of_work.persistence as f32,
            out_of_work_skill: self.out_of_work.skill as f32,
            out_of_work_noncognitive: self.out_of_work.noncognitive as f32,
            part_year_share: self.part_year_share as f32,
        }
    }
}

impl OutOfWork {
    fn declare(reader: &mut Reader) -> Self {
        let meaning = "A person is out of work all year with probability Φ(index); the parts of the index";
        reader.section("out_of_work", meaning, |reader| Self {
            base: reader.number(assumption(
                Number("base", "probit index", (-10.0, 10.0), -1.31),
                "Index of an average person who worked last year",
                FITTED,
            )),
            persistence: reader.number(assumption(
                Number("persistence", "probit index", (-10.0, 10.0), 1.95),
                "Added for a person who was out of work last year",
                FITTED,
            )),
            skill: reader.number(assumption(
                Number("skill", "probit index per sd", (-10.0, 10.0), -0.03),
                "Added for one standard deviation of effective skill",
                FITTED,
            )),
            noncognitive: reader.number(assumption(
                Number("noncognitive", "probit index per sd", (-10.0, 10.0), -0.11),
                "Added for one standard deviation of non-cognitive skill",
                FITTED,
            )),
        })
    }
}

/// Luck and cumulative advantage.
#[derive(Clone, Debug, PartialEq)]
pub struct Luck {
    pub jump_rate: f64,
    pub jump_mean: f64,
    pub loss_rate: f64,
    pub merit: f64,
}

impl Luck {
    pub(super) fn declare(reader: &mut Reader) -> Self {
        reader.section("luck", "Luck and cumulative advantage: jumps of pay that last until lost", |reader| Self {
            jump_rate: reader.number(assumption(
                Number("jump_rate", "probability per year", (0.0, 1.0), 0.07),
                "Yearly probability of a jump at average skill",
                FITTED,
            )),
            jump_mean: reader.number(assumption(
                Number("jump_mean", "log points", (0.0, 2.0), 0.23),
                "Mean size of a jump, before the job's luck_exposure",
                FITTED,
            )),
            loss_rate: reader.number(assumption(
                Number("loss_rate", "probability per year", (0.0, 1.0), 0.08),
                "Yearly probability of losing all luck",
                FITTED,
            )),
            merit: reader.number(assumption(
                Number("merit", "log points per sd", (-2.0, 2.0), 0.11),
                "How much skill matters for the rate of jumps: 0 gives a plateau of ability among top earners, more a \
                 rise to the very top",
                "assumed; spans Keuschnigg et al. 2023 (0) and Bratsberg et al. 2024 (above 0)",
            )),
        })
    }

    /// The rules of luck.
    pub fn rules(&self) -> LuckRules {
        LuckRules {
            jump_rate: self.jump_rate as f32,
            loss_rate: self.loss_rate as f32,
            merit: self.merit as f32,
        }
    }
}

/// Income from wealth.
#[derive(Clone, Debug, PartialEq)]
pub struct Capital {
    pub income_share: Schedule,
    pub saving_rate: f64,
    pub drawdown: f64,
    pub bequest_share: f64,
}

impl Capital {
    pub(super) fn declare(reader: &mut Reader) -> Self {
        reader.section("capital", "Income from wealth, saving and inheritance", |reader| Self {
            income_share: reader.schedule(lever(
                Number("income_share", "share of all income", (0.0, 0.95), 0.1),
                "Share of all income that goes to wealth, before AI shifts any",
                ASSUMED,
            )),
            saving_rate: reader.number(assumption(
                Number("saving_rate", "share of income", (0.0, 1.0), 0.1),
                "Share of a person's income that is saved",
                ASSUMED,
            )),
            drawdown: reader.number(assumption(
                Number("drawdown", "share of wealth per year", (0.0, 1.0), 0.04),
                "Share of wealth used up in a year",
                ASSUMED,
            )),
            bequest_share: reader.number(assumption(
                Number("bequest_share", "share of the parent's wealth", (0.0, 1.0), 0.3),
                "Wealth of a person entering work, as a share of the parent's",
                ASSUMED,
            )),
        })
    }
}
