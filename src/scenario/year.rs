//! From a scenario and a year to the rules of that year: plain numbers, fixed before any person is touched.

use super::Scenario;
use super::settings::jobs::{GateWeights, Job};
use crate::model::ai::work::{self, Channels, WorkRules};
use crate::model::capital::CapitalRules;
use crate::model::jobs::{Gate, JobClass, JobRules};
use crate::model::parameters::YearParameters;

/// What AI is and does in one year, as far as the rules of the year depend on it.
#[derive(Clone, Debug, PartialEq)]
pub struct AiYear {
    /// A, standard deviations of human skill.
    pub capability: f64,
    /// d_j: adoption by job class.
    pub adoption: Vec<f64>,
}

/// The rules of a year, and what AI does in it.
#[derive(Clone, Debug, PartialEq)]
pub struct YearRules {
    pub parameters: YearParameters,
    /// φ_j: automated share of each class's tasks; 0 without AI.
    pub automated: Vec<f64>,
    /// φ̄: mean over classes, weighted by their places before displacement.
    pub mean_automated: f64,
}

/// Channels of AI that stay as they were in an earlier year, for questions of the kind "what if only the others had gone on".
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// Channels that go on with AI; the others are held.
    pub moving: Channels,
    /// Whether there was AI in the earlier year.
    pub had_ai: bool,
    /// φ_j and φ̄ of the earlier year.
    pub automated: Vec<f64>,
    pub mean_automated: f64,
}

/// φ_j and φ̄ as each channel sees them.
struct Seen<'a> {
    assistance: &'a [f64],
    displacement: &'a [f64],
    ownership: f64,
    luck: f64,
    /// Whether AI tutors are there.
    access: bool,
}

impl Scenario {
    /// Rules of a year. Without `ai` there is none in that year.
    pub fn rules(&self, year: i32, ai: Option<&AiYear>) -> YearRules {
        self.rules_held(year, ai, None)
    }

    /// Rules of a year in which some channels of AI are held as they were in an earlier year.
    ///
    /// The tutors of a held access channel are there if there was AI; their schedules are the scenario's.
    pub fn rules_held(&self, year: i32, ai: Option<&AiYear>, held: Option<&Held>) -> YearRules {
        let settings = &self.settings;
        let at = f64::from(year);
        let shares = scaled(settings.jobs.iter().map(|job| job.share.at(at)).collect());
        let automated: Vec<f64> = match ai {
            Some(ai) => settings
                .jobs
                .iter()
                .zip(&ai.adoption)
                .map(|(job, adoption)| phi(job, ai, *adoption))
                .collect(),
            None => vec![0.0; settings.jobs.len()],
        };
        let mean_automated = weighted(&shares, &automated);
        let mut schooling = settings.schooling.rules(at);
        let level_shares = scaled(schooling.levels.iter().map(|level| level.share).collect());
        for (level, share) in schooling.levels.iter_mut().zip(level_shares) {
            level.share = share;
        }
        let seen = seen(ai.is_some(), &automated, mean_automated, held);
        let tutors = seen.access && settings.ai.channels.access;
        let tutoring = |schedule: &super::schedule::Schedule| if tutors { schedule.at(at) } else { 0.0 };
        let parameters = YearParameters {
            year,
            family: settings.family.rules(),
            schooling,
            learning: settings.learning.rules(
                tutoring(&settings.ai.tutoring.opportunity_floor),
                tutoring(&settings.ai.tutoring.flattening),
            ),
            jobs: JobRules {
                classes: self.classes(at, &shares, &seen),
                mobility: settings.hiring.mobility.at(at) as f32,
            },
            pay: settings.pay.rules(),
            luck: settings.luck.rules(),
            capital: CapitalRules {
                income_share: self.capital_share(at, seen.ownership) as f32,
                saving_rate: settings.capital.saving_rate as f32,
                drawdown: settings.capital.drawdown as f32,
                bequest_share: settings.capital.bequest_share as f32,
            },
            observation: settings.observation.rules(),
        };
        YearRules { parameters, automated, mean_automated }
    }

    /// b_j before AI, of each job class.
    pub fn base_log_pay(&self, year: i32) -> Vec<f64> {
        self.settings.jobs.iter().map(|job| job.base_log_pay.at(f64::from(year))).collect()
    }

    /// Share of all income that goes to capital, after the ownership channel.
    pub fn capital_share(&self, year: f64, mean_automated: f64) -> f64 {
        let share = self.settings.capital.income_share.at(year);
        let ai = &self.settings.ai;
        if ai.channels.ownership { work::capital_share(&ai.work, share, mean_automated) } else { share }
    }

    fn classes(&self, year: f64, shares: &[f64], seen: &Seen) -> Vec<JobClass> {
        let ai = &self.settings.ai;
        let places = if ai.channels.displacement {
            work::displaced_shares(&ai.work, shares, seen.displacement)
        } else {
            shares.to_vec()
        };
        let base: Vec<f64> = self.settings.jobs.iter().map(|job| job.base_log_pay.at(year)).collect();
        let mean_base = weighted(shares, &base);
        let superstar = if ai.channels.luck { work::superstar_factor(&ai.work, seen.luck) } else { 1.0 };
        let class = |(index, job): (usize, &Job)| {
            let phi = if ai.channels.assistance { seen.assistance[index] } else { 0.0 };
            let pass_through = work::pass_through(&ai.work, phi);
            JobClass {
                places_share: places[index],
                base_log_pay: work::class_premium(&ai.work, base[index], mean_base, pass_through) as f32,
                learning_return: job.learning_return.at(year) as f32,
                learning_opportunity: job.learning_opportunity as f32,
                jump_mean: (self.settings.luck.jump_mean * job.luck_exposure * superstar) as f32,
                pass_through: pass_through as f32,
                boost: (phi * ai.work.boost) as f32,
                gate: gate(&job.gate, &ai.work, pass_through, self.settings.hiring.noise_scale),
            }
        };
        self.settings.jobs.iter().enumerate().map(class).collect()
    }
}

/// What each channel sees: AI of this year, or of the year in which it is held.
fn seen<'a>(present: bool, automated: &'a [f64], mean_automated: f64, held: Option<&'a Held>) -> Seen<'a> {
    let everything =
        Channels { assistance: true, displacement: true, access: true, ownership: true, luck: true };
    let moving = held.map_or(everything, |held| held.moving);
    let then = held.map_or((present, automated, mean_automated), |held| {
        (held.had_ai, held.automated.as_slice(), held.mean_automated)
    });
    Seen {
        assistance: if moving.assistance { automated } else { then.1 },
        displacement: if moving.displacement { automated } else { then.1 },
        ownership: if moving.ownership { mean_automated } else { then.2 },
        luck: if moving.luck { mean_automated } else { then.2 },
        access: if moving.access { present } else { then.0 },
    }
}

/// φ_j = f_j·d_j.
fn phi(job: &Job, ai: &AiYear, adoption: f64) -> f64 {
    work::feasible_share(ai.capability, job.ai_difficulty, job.ai_spread) * adoption
}

/// Weights of a gate after assistance: skill by q, schooling as far as it follows.
fn gate(weights: &GateWeights, rules: &WorkRules, pass_through: f64, noise_scale: f64) -> Gate {
    Gate {
        skill: (weights.skill * pass_through) as f32,
        schooling: work::schooling_weight(rules, weights.schooling, pass_through) as f32,
        background: weights.background as f32,
        noncognitive: weights.noncognitive as f32,
        experience: weights.experience as f32,
        noise: (weights.noise * noise_scale) as f32,
    }
}

/// Shares scaled to sum to 1 exactly; the check has found them within 0.001 of it.
fn scaled(shares: Vec<f64>) -> Vec<f64> {
    let sum: f64 = shares.iter().sum();
    if sum > 0.0 { shares.iter().map(|share| share / sum).collect() } else { shares }
}

fn weighted(weights: &[f64], values: &[f64]) -> f64 {
    let sum: f64 = weights.iter().sum();
    if sum > 0.0 {
        weights.iter().zip(values).map(|(weight, value)| weight * value).sum::<f64>() / sum
    } else {
        0.0
    }
}
