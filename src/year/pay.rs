//! Phase 6: luck moves, people work or not, and are paid.

use super::classes::OfClass;
use super::remember::{remember_earnings, remember_levels, remembered_ages};
use super::sums::Sums;
use super::tally::Remembered;
use super::wages::{WageCounts, Wages};
use crate::engine::blocks;
use crate::engine::lanes;
use crate::engine::lanes::columns::{Lanes, load, load_mut, normals, store};
use crate::engine::random::{LANES, NO_WORDS, Random, Words};
use crate::math::single::{exp, uniform};
use crate::model::decision::Decision;
use crate::model::jobs::JobClass;
use crate::model::luck::{self, log_jump_rate};
use crate::model::parameters::YearParameters;
use crate::model::pay::{self, Worker, is_out_of_work, log_pay, part_of_year};
use crate::population::batches::fetch_part;
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

/// Pays everybody: [`Block::earnings`], [`Block::luck`], [`Block::out_of_work`] and [`Block::record`] are those of the year afterwards.
pub fn pay(
    population: &mut Population,
    parameters: &YearParameters,
    standards: &Standards,
    random: &Random,
    observed: bool,
) -> (Paid, Remembered) {
    let classes = ClassPay::new(parameters);
    let ((wages, mut remembered), sums) = blocks::map_and_count(
        &mut population.blocks,
        || (Wages::empty(), Remembered::empty()),
        |_, block, (wages, remembered)| {
            lanes::widest(
                #[inline(always)]
                || {
                    let wages = observed.then_some(wages);
                    pay_block(block, parameters, &classes, (standards, random), wages, remembered)
                },
            )
        },
        |total, part| {
            total.0.merge(&part.0);
            total.1.merge_counts(&part.1);
        },
    );
    remembered.end(sums.iter().map(|block| block.skill));
    let labour_income = sums.iter().map(|block| block.earnings).sum();
    let wealth = sums.iter().map(|block| block.wealth).sum();
    (Paid { labour_income, wealth, wages }, remembered)
}

/// Sums over the people of a block.
struct BlockSums {
    earnings: f64,
    wealth: f64,
    /// Σ(k − m) and Σ(k − m)², as in [`Remembered`].
    skill: [f64; 2],
}

/// Pays the people of a block.
#[inline(always)]
fn pay_block(
    block: &mut Block,
    parameters: &YearParameters,
    classes: &ClassPay,
    (standards, random): (&Standards, &Random),
    wages: Option<&mut Wages>,
    remembered: &mut Remembered,
) -> BlockSums {
    let (mut earnings, mut skill) = (Sums::<1>::zero(), Sums::<2>::zero());
    let (mut counts, mut desk) = (WageCounts::empty(), Desk::empty());
    let recorded = block.strips_of_ages(remembered_ages(parameters));
    let groups = block.length() / LANES;
    for (group, start) in block.groups().enumerate() {
        fetch_part(&block.record, &recorded, (group, groups));
        skill.add_skill(block, start, standards.skill_mean);
        pay_lanes(block, start, parameters, classes, (standards, random), &mut desk);
        let year = &desk.year;
        earnings.add(&year.earnings, |earned| [f64::from(earned)]);
        if wages.is_some() {
            counts.add(load(&block.level, start), load(&block.experience, start), year);
        }
    }
    remember_earnings(block, parameters, remembered);
    remember_levels(block, parameters.schooling.levels.len(), remembered);
    if let Some(wages) = wages {
        wages.add(&counts);
    }
    let [earnings] = earnings.total();
    BlockSums { earnings, wealth: block.wealth_sum, skill: skill.total() }
}

/// What each class pays: base log pay, learning return, mean jump of luck, pass-through and boost.
struct ClassPay {
    numbers: OfClass<5>,
    without_place: u8,
}

impl ClassPay {
    fn new(parameters: &YearParameters) -> Self {
        let classes = &parameters.jobs.classes;
        let numbers = |class: &JobClass| {
            [class.base_log_pay, class.learning_return, class.jump_mean, class.pass_through, class.boost]
        };
        let numbers = OfClass::new(classes, numbers, [0.0, 0.0, 0.0, 1.0, 0.0]);
        Self { numbers, without_place: classes.len() as u8 }
    }
}

/// What the tables of wages need of 128 persons' year.
pub struct LanesYear {
    pub earnings: Lanes<f32>,
    /// Log pay for a full year, and skill in standard deviations.
    pub log_wage: Lanes<f32>,
    pub skill: Lanes<f32>,
}

/// What 128 persons at a time are paid with. Made once a block: clearing it for every 128 takes longer than some rules.
struct Desk {
    words: Words,
    /// Numbers of the classes, as [`ClassPay`] names them.
    of_class: [Lanes<f32>; 5],
    effective_skill: Lanes<f32>,
    year: LanesYear,
}

impl Desk {
    #[inline(always)]
    fn empty() -> Self {
        let zeros = [0.0; LANES];
        let year = LanesYear { earnings: zeros, log_wage: zeros, skill: zeros };
        Self { words: NO_WORDS, of_class: [zeros; 5], effective_skill: zeros, year }
    }
}

/// Pays 128 persons.
///
/// Three loops, not one: the long formulas of one person each wait for their own last step, and a processor looks only
/// so far ahead for other work (measured: a twentieth to a tenth of this phase).
#[inline(always)]
fn pay_lanes(
    block: &mut Block,
    start: usize,
    parameters: &YearParameters,
    classes: &ClassPay,
    (standards, random): (&Standards, &Random),
    Desk { words, of_class, effective_skill, year }: &mut Desk,
) {
    random.words_of_lanes(Decision::Pay as u32, block.first + start as u32, parameters.year, words);
    let (work_shock, pay_shock) = normals(&words[0], &words[1]);
    let class = load(&block.job, start);
    classes.numbers.of(class, of_class);
    let [base_log_pay, learning_return, jump_mean, pass_through, boost] = of_class;
    let LanesYear { earnings, log_wage, skill } = year;
    let (raw_skill, luck) = (load(&block.skill, start), load_mut(&mut block.luck, start));
    let chance = &parameters.luck;
    for lane in 0..LANES {
        skill[lane] = standards.skill(raw_skill[lane]);
        let effective =
            pay::effective_skill(skill[lane], standards.mean_skill, pass_through[lane], boost[lane]);
        let (log_rate, draw) = (log_jump_rate(chance, effective), uniform(words[3][lane]));
        luck[lane] = luck::next(luck[lane], log_rate, chance.loss_rate, jump_mean[lane], draw);
        effective_skill[lane] = effective;
    }
    let (noncognitive, experience) = (load(&block.noncognitive, start), load(&block.experience, start));
    let out_of_work = load_mut(&mut block.out_of_work, start);
    let rules = &parameters.pay;
    for lane in 0..LANES {
        let worker = Worker {
            base_log_pay: base_log_pay[lane],
            learning_return: learning_return[lane],
            effective_skill: effective_skill[lane],
            experience_years: f32::from(experience[lane]),
            noncognitive: noncognitive[lane],
            luck: luck[lane],
        };
        let was_out = out_of_work[lane] != 0;
        let out =
            is_out_of_work(rules, was_out, worker.effective_skill, worker.noncognitive, work_shock[lane]);
        log_wage[lane] = log_pay(rules, &worker, pay_shock[lane]);
        let part = part_of_year(rules.part_year_share, uniform(words[2][lane]));
        let placed = class[lane] < classes.without_place;
        // Computed for all: a branch here would leave narrower vectors with one person at a time.
        let if_working = part * exp(log_wage[lane]);
        earnings[lane] = if placed & !out { if_working } else { 0.0 };
        // Who has no place is not out of one: a new hire starts like anybody who worked.
        out_of_work[lane] = u8::from(placed & out);
    }
    store(&mut block.earnings, start, earnings);
}
