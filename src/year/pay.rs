//! Phase 6: luck moves, people work or not, and are paid.

use super::lanes::{Lanes, each, load, normals, store};
use super::tally::Wages;
use crate::engine::blocks;
use crate::engine::random::{LANES, Random};
use crate::math::single::{exp, uniform};
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
    Paid { labour_income: total(0), wealth: total(1), wages }
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

/// Pays sixteen persons. One rule after the other over all sixteen, so that each becomes vector instructions.
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
    let class = load(&block.job, start);
    let of_class = |column: &[f32; MOST_CLASSES + 1]| each(|lane| column[class[lane] as usize]);
    let (work_shock, pay_shock) = normals(&words[0], &words[1]);
    let skills = load(&block.skill, start);
    let skill = each(|lane| standards.skill(skills[lane]));
    let (pass_through, boost) = (of_class(&table.pass_through), of_class(&table.boost));
    let effective =
        each(|lane| effective_skill(skill[lane], standards.mean_skill, pass_through[lane], boost[lane]));
    let luck = move_luck(block, start, parameters, &effective, &of_class(&table.jump_mean), &words[3]);
    let noncognitive = load(&block.noncognitive, start);
    let was_out = load(&block.out_of_work, start);
    let rules = &parameters.pay;
    let out = each(|lane| {
        is_out_of_work(rules, was_out[lane] != 0, effective[lane], noncognitive[lane], work_shock[lane])
    });
    let experience = load(&block.experience, start);
    let (base_log_pay, learning_return) = (of_class(&table.base_log_pay), of_class(&table.learning_return));
    let log_wage = each(|lane| {
        let worker = Worker {
            base_log_pay: base_log_pay[lane],
            learning_return: learning_return[lane],
            effective_skill: effective[lane],
            experience_years: f32::from(experience[lane]),
            noncognitive: noncognitive[lane],
            luck: luck[lane],
        };
        log_pay(rules, &worker, pay_shock[lane])
    });
    let full_year = each(|lane| exp(log_wage[lane]));
    let part = each(|lane| part_of_year(rules.part_year_share, uniform(words[2][lane])));
    let placed = each(|lane| class[lane] < table.without_place);
    let works = each(|lane| placed[lane] & !out[lane]);
    // Who has no place is not out of one: a new hire starts like anybody who worked.
    let stays_out = each(|lane| u8::from(placed[lane] & out[lane]));
    let earnings = each(|lane| if works[lane] { part[lane] * full_year[lane] } else { 0.0 });
    store(&mut block.out_of_work, start, &stays_out);
    store(&mut block.earnings, start, &earnings);
    let mut year = LanesYear { earnings, wealth: load(&block.wealth, start), log_wage, skill };
    mask_beyond(block, start, &mut year);
    year
}

/// Moves the luck of sixteen persons by a year.
#[inline(always)]
fn move_luck(
    block: &mut Block,
    start: usize,
    parameters: &YearParameters,
    effective: &Lanes<f32>,
    jump_mean: &Lanes<f32>,
    words: &Lanes<u32>,
) -> Lanes<f32> {
    let rules = &parameters.luck;
    let before = load(&block.luck, start);
    let rate = each(|lane| rules.jump_rate * exp(rules.merit * effective[lane]));
    let luck = each(|lane| {
        luck::next(before[lane], rate[lane], rules.loss_rate, jump_mean[lane], uniform(words[lane]))
    });
    store(&mut block.luck, start, &luck);
    luck
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
            wages.add(block.level[slot], block.experience[slot], year.skill[lane], year.log_wage[lane]);
        }
    }
}
