//! Phase 6: luck moves, people work or not, and are paid.

use super::lanes::{Lanes, load, store};
use super::tally::Wages;
use crate::engine::blocks;
use crate::engine::random::{LANES, Random};
use crate::math::single::{exp, normal_pair, uniform};
use crate::model::decision::Decision;
use crate::model::luck;
use crate::model::parameters::{MOST_CLASSES, YearParameters};
use crate::model::pay::{Worker, effective_skill, is_out_of_work, log_pay, part_of_year};
use crate::population::columns::{Block, Population};
use crate::population::standards::Standards;

/// What pay leaves for capital and for the statistics.
#[derive(Clone, Debug)]
pub struct Paid {
    /// Sum of the year's earnings.
    pub labour_income: f64,
    /// Sum of wealth at the beginning of the year.
    pub wealth: f64,
    /// Wages of those who worked; empty when nothing is observed.
    pub wages: Wages,
}

/// Pays everybody: [`Block::earnings`], [`Block::luck`] and [`Block::out_of_work`] are those of the year afterwards.
pub fn pay(
    population: &mut Population,
    parameters: &YearParameters,
    standards: &Standards,
    random: &Random,
    observed: bool,
) -> Paid {
    let table = ClassTable::new(parameters);
    let (wages, sums) = blocks::map_and_count(
        &mut population.blocks,
        Wages::empty,
        |_, block, wages| {
            let mut sums = [[0.0_f64; LANES]; 2];
            for start in (0..block.people()).step_by(LANES) {
                let year = pay_lanes(block, start, parameters, &table, standards, random);
                for lane in 0..LANES {
                    sums[0][lane] += f64::from(year.earnings[lane]);
                    sums[1][lane] += f64::from(year.wealth[lane]);
                }
                if observed {
                    count_wages(block, start, &year, wages);
                }
            }
            sums.map(|lanes| lanes.iter().sum::<f64>())
        },
        |total, part| total.merge(&part),
    );
    let total = |which: usize| sums.iter().map(|block| block[which]).sum();
    Paid {
        labour_income: total(0),
        wealth: total(1),
        wages,
    }
}

/// What each class pays, column by column; the entry after the last class is for those without a place.
struct ClassTable {
    base_log_pay: [f32; MOST_CLASSES + 1],
    learning_return: [f32; MOST_CLASSES + 1],
    jump_mean: [f32; MOST_CLASSES + 1],
    pass_through: [f32; MOST_CLASSES + 1],
    boost: [f32; MOST_CLASSES + 1],
    without_place: u8,
}

impl ClassTable {
    fn new(parameters: &YearParameters) -> Self {
        let mut table = Self {
            base_log_pay: [0.0; MOST_CLASSES + 1],
            learning_return: [0.0; MOST_CLASSES + 1],
            jump_mean: [0.0; MOST_CLASSES + 1],
            pass_through: [1.0; MOST_CLASSES + 1],
            boost: [0.0; MOST_CLASSES + 1],
            without_place: parameters.jobs.classes.len() as u8,
        };
        for (index, class) in parameters.jobs.classes.iter().enumerate() {
            table.base_log_pay[index] = class.base_log_pay;
            table.learning_return[index] = class.learning_return;
            table.jump_mean[index] = class.jump_mean;
            table.pass_through[index] = class.pass_through;
            table.boost[index] = class.boost;
        }
        table
    }
}

/// The year of sixteen persons.
struct LanesYear {
    earnings: Lanes<f32>,
    wealth: Lanes<f32>,
    /// Log pay for a full year, and skill in standard deviations.
    log_wage: Lanes<f32>,
    skill: Lanes<f32>,
}

#[inline(always)]
fn pay_lanes(
    block: &mut Block,
    start: usize,
    parameters: &YearParameters,
    table: &ClassTable,
    standards: &Standards,
    random: &Random,
) -> LanesYear {
    let words = random.words_of_lanes(Decision::Pay as u32, block.first + start as u32, parameters.year);
    let skills = load(&block.skill, start);
    let noncognitive = load(&block.noncognitive, start);
    let experience = load(&block.experience, start);
    let job = load(&block.job, start);
    let mut was_out = load(&block.out_of_work, start);
    let mut lucks = load(&block.luck, start);
    let mut year = LanesYear {
        earnings: [0.0; LANES],
        wealth: load(&block.wealth, start),
        log_wage: [0.0; LANES],
        skill: [0.0; LANES],
    };
    let rules = &parameters.pay;
    for lane in 0..LANES {
        let class = job[lane] as usize;
        let (work_shock, pay_shock) = normal_pair(words[0][lane], words[1][lane]);
        let skill = standards.skill(skills[lane]);
        let effective = effective_skill(
            skill,
            standards.mean_skill,
            table.pass_through[class],
            table.boost[class],
        );
        let jump_rate = parameters.luck.jump_rate * exp(parameters.luck.merit * effective);
        let luck_draw = uniform(words[3][lane]);
        let luck = luck::next(
            lucks[lane],
            jump_rate,
            parameters.luck.loss_rate,
            table.jump_mean[class],
            luck_draw,
        );
        let out = is_out_of_work(
            rules,
            was_out[lane] != 0,
            effective,
            noncognitive[lane],
            work_shock,
        );
        let worker = Worker {
            base_log_pay: table.base_log_pay[class],
            learning_return: table.learning_return[class],
            effective_skill: effective,
            experience_years: f32::from(experience[lane]),
            noncognitive: noncognitive[lane],
            luck,
        };
        let log_wage = log_pay(rules, &worker, pay_shock);
        let works = !out && job[lane] < table.without_place;
        let part = part_of_year(rules.part_year_share, uniform(words[2][lane]));
        year.earnings[lane] = if works { part * exp(log_wage) } else { 0.0 };
        year.log_wage[lane] = log_wage;
        year.skill[lane] = skill;
        lucks[lane] = luck;
        was_out[lane] = u8::from(out);
    }
    store(&mut block.luck, start, &lucks);
    store(&mut block.out_of_work, start, &was_out);
    store(&mut block.earnings, start, &year.earnings);
    mask_beyond(block, start, &mut year);
    year
}

/// Lanes beyond the last person of a block count nothing.
#[inline(always)]
fn mask_beyond(block: &Block, start: usize, year: &mut LanesYear) {
    for lane in block.people().saturating_sub(start).min(LANES)..LANES {
        year.earnings[lane] = 0.0;
        year.wealth[lane] = 0.0;
    }
}

#[inline(always)]
fn count_wages(block: &Block, start: usize, year: &LanesYear, wages: &mut Wages) {
    for lane in 0..LANES {
        if year.earnings[lane] > 0.0 {
            let slot = start + lane;
            wages.add(
                block.level[slot],
                block.experience[slot],
                year.skill[lane],
                year.log_wage[lane],
            );
        }
    }
}
