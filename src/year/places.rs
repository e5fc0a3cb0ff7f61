//! Phase 5: free places go to the highest gate scores, class by class; classes that shrink lay off the lowest.

use super::learn::Holders;
use crate::engine::blocks;
use crate::engine::lanes;
use crate::engine::lanes::columns::{Lanes, each, load, normals, padded, store};
use crate::engine::quota::{self, Histogram, Threshold};
use crate::engine::random::{LANES, NO_WORDS, Random};
use crate::model::decision::Decision;
use crate::model::jobs::{Applicant, Gate, gate_score, standard_experience};
use crate::model::parameters::{MOST_LEVELS, YearParameters};
use crate::model::schooling::apportion;
use crate::population::batches::{Batch, Strips};
use crate::population::columns::{Block, Pool, Population};
use crate::population::standards::Standards;

/// Classes whose chance in hiring comes from one draw of words.
const CLASSES_PER_DRAW: usize = 4;
/// Score of an applicant who has won a place already.
const SETTLED: f32 = f32::NEG_INFINITY;

/// Fills the places of every class exactly: ±1 person of its share. The applicants are scored already.
pub fn fill(population: &mut Population, office: &Office, holders: Holders) {
    let places = places(population.people(), office.parameters);
    let mut laid_off = false;
    for class in 0..places.len() {
        if holders[class] > places[class] {
            office.lay_off(population, class, places[class]);
            laid_off = true;
        }
    }
    if laid_off {
        blocks::map(&mut population.blocks, |_, block| {
            lanes::widest(
                #[inline(always)]
                || office.score_applicants(block, block.pool.slots.len()),
            );
        });
    }
    let lengths: Vec<usize> = population.blocks.iter().map(|block| block.pool.slots.len()).collect();
    let applicants: usize = lengths.iter().sum();
    let mut unsettled = applicants;
    let mut contests = Vec::new();
    for (class, &places) in places.iter().enumerate() {
        let free = places.saturating_sub(holders[class]).min(unsettled);
        if free > 0 {
            // Where there is a place for everybody who is left, nobody has to be ranked.
            contests.push(Contest { class, free, ranks: free < unsettled });
            unsettled -= free;
        }
    }
    hold(population, &contests, (applicants, &quota::starts(&lengths)));
}

/// The free places of a class.
#[derive(Clone, Copy, Debug)]
struct Contest {
    class: usize,
    free: usize,
    /// Whether there are fewer places than people left.
    ranks: bool,
}

/// Holds the contests one after the other. While the winners of one leave, the scores for the next are counted.
fn hold(population: &mut Population, contests: &[Contest], (applicants, starts): (usize, &[u32])) {
    let mut counted = None;
    for (number, contest) in contests.iter().enumerate() {
        let blocks = &mut population.blocks;
        let class = contest.class;
        let threshold = match &counted {
            _ if !contest.ranks => Threshold::EVERYBODY,
            None => quota::highest(blocks, &[contest.free], |block| gate_scores(block, class))[0],
            Some(histogram) => {
                let all = (applicants, starts);
                quota::highest_of(blocks, all, histogram, contest.free, &|block| gate_scores(block, class))
            }
        };
        let next = contests.get(number + 1).copied();
        let (histogram, _) = blocks::map_and_count_few(
            &mut population.blocks,
            applicants,
            || Histogram::empty(applicants),
            |index, block, histogram| {
                lanes::widest(
                    #[inline(always)]
                    || settle(block, class, threshold, next, starts[index], histogram),
                );
            },
            |total, part| total.merge(&part),
        );
        counted = Some(histogram);
    }
}

/// Scores of the applicants of a block at the gate of a class.
#[inline(always)]
fn gate_scores(block: &mut Block, class: usize) -> &[f32] {
    let people = block.pool.slots.len();
    &block.pool.scores[class * padded(people)..][..people]
}

/// Places of each class in whole people; what is missing to everybody are people without a place.
fn places(people: usize, parameters: &YearParameters) -> Vec<usize> {
    let mut shares: Vec<f64> = parameters.jobs.classes.iter().map(|class| class.places_share).collect();
    let without = (1.0 - shares.iter().sum::<f64>()).max(0.0);
    // A rest of pure rounding is no place lost.
    shares.push(if without > 1e-9 { without } else { 0.0 });
    let mut places = apportion(people, &shares);
    places.pop();
    places
}

/// Everything that hiring looks at.
pub struct Office<'a> {
    parameters: &'a YearParameters,
    standards: &'a Standards,
    random: &'a Random,
    /// Schooling of each level in standard deviations.
    schooling: [f32; MOST_LEVELS],
}

impl<'a> Office<'a> {
    /// The rules, standards and chance of a year.
    pub fn new(parameters: &'a YearParameters, standards: &'a Standards, random: &'a Random) -> Self {
        let mut schooling = [0.0; MOST_LEVELS];
        for (standard, level) in schooling.iter_mut().zip(&parameters.schooling.levels) {
            *standard = standards.schooling(level.years);
        }
        Self { parameters, standards, random, schooling }
    }

    /// Scores those who have been at work before, `movers`, or everybody who applies, at the gates of all classes.
    #[inline(always)]
    pub fn score_applicants(&self, block: &mut Block, applicants: usize) {
        let mut scores = std::mem::take(&mut block.pool.scores);
        let length = padded(block.pool.slots.len());
        scores.resize(self.parameters.jobs.classes.len() * length, SETTLED);
        for start in (0..applicants).step_by(LANES) {
            let batch = Batch::of(&block.pool.slots[start..applicants]);
            let qualities = self.qualities(block, &batch);
            self.score(&qualities, &batch.persons(block), |class, of_lanes| {
                store(&mut scores[class * length..], start, of_lanes);
            });
        }
        block.pool.scores = scores;
    }

    /// Scores up to 128 entrants, the first of whom is number `start` in their lists, with what school gave them.
    #[inline(always)]
    pub fn score_entrants(
        &self,
        block: &mut Block,
        (strips, start): (&Strips, usize),
        level: &Lanes<u8>,
        skill: &Lanes<f32>,
    ) {
        let mut qualities = Applicants {
            skill: *skill,
            schooling: [0.0; LANES],
            status: *load(&block.entrants.status, start),
            noncognitive: *load(&block.entrants.noncognitive, start),
            experience: [standard_experience(0.0); LANES],
        };
        self.standardise(&mut qualities, level);
        let persons = strips.persons(block);
        let (length, first) = (padded(block.pool.slots.len()), block.pool.movers + start);
        let scores = &mut block.pool.scores;
        self.score(&qualities, &persons, |class, of_lanes| {
            scores[class * length + first..][..strips.people].copy_from_slice(&of_lanes[..strips.people]);
        });
    }

    /// Scores 128 persons at the gates of all classes.
    #[inline(always)]
    fn score(&self, qualities: &Applicants, persons: &Lanes<u32>, mut keep: impl FnMut(usize, &Lanes<f32>)) {
        let mut chances = [[0.0; LANES]; CLASSES_PER_DRAW];
        for (class, rules) in self.parameters.jobs.classes.iter().enumerate() {
            if class.is_multiple_of(CLASSES_PER_DRAW) {
                chances = self.chances(persons, class / CLASSES_PER_DRAW);
            }
            keep(class, &qualities.scores(&rules.gate, &chances[class % CLASSES_PER_DRAW]));
        }
    }

    /// Turns skill into standard deviations, and levels into schooling in standard deviations.
    #[inline(always)]
    fn standardise(&self, qualities: &mut Applicants, level: &Lanes<u8>) {
        for lane in 0..LANES {
            qualities.skill[lane] = self.standards.skill(qualities.skill[lane]);
            qualities.schooling[lane] = self.schooling[level[lane] as usize % MOST_LEVELS];
        }
    }

    /// What the gates see of 128 persons.
    #[inline(always)]
    fn qualities(&self, block: &Block, batch: &Batch) -> Applicants {
        let experience = batch.gather(&block.experience);
        let mut qualities = Applicants {
            skill: batch.gather(&block.skill),
            schooling: [0.0; LANES],
            status: batch.gather(&block.family_status),
            noncognitive: batch.gather(&block.noncognitive),
            experience: each(|lane| standard_experience(f32::from(experience[lane]))),
        };
        self.standardise(&mut qualities, &batch.gather(&block.level));
        qualities
    }

    /// Chances of 128 persons in the four classes of a draw, N(0,1) each.
    #[inline(always)]
    fn chances(&self, persons: &Lanes<u32>, draw: usize) -> [Lanes<f32>; CLASSES_PER_DRAW] {
        let decision = match draw {
            0 => Decision::Hiring as u32,
            further => Decision::HiringFurther as u32 + further as u32 - 1,
        };
        let mut words = NO_WORDS;
        self.random.words_of_persons(decision, persons, self.parameters.year, &mut words);
        let (first, second) = normals(&words[0], &words[1]);
        let (third, fourth) = normals(&words[2], &words[3]);
        [first, second, third, fourth]
    }

    /// Takes the place from the lowest gate scores among a class's holders until `places` remain.
    fn lay_off(&self, population: &mut Population, class: usize, places: usize) {
        let lengths = blocks::map(&mut population.blocks, |_, block| {
            let holders = (0..block.people()).filter(|&slot| block.job[slot] as usize == class);
            let slots: Vec<u16> = holders.map(|slot| slot as u16).collect();
            let mut scores = Vec::with_capacity(slots.len());
            for slots in slots.chunks(LANES) {
                scores.extend_from_slice(&self.scores(block, &Batch::of(slots), class)[..slots.len()]);
            }
            (block.pool.holders, block.pool.holders_scores) = (slots, scores);
            block.pool.holders.len()
        });
        let threshold =
            quota::highest(&mut population.blocks, &[places], |block| block.pool.holders_scores.as_slice())
                [0];
        let starts = quota::starts(&lengths);
        let without = self.parameters.jobs.classes.len() as u8;
        blocks::map(&mut population.blocks, |index, block| {
            let Pool { slots, holders, holders_scores, .. } = &mut block.pool;
            for (holder, (&slot, &score)) in holders.iter().zip(&*holders_scores).enumerate() {
                if !threshold.admits(score, starts[index] + holder as u32) {
                    block.job[slot as usize] = without;
                    slots.push(slot);
                }
            }
        });
    }

    /// Scores of 128 persons at the gate of one class.
    fn scores(&self, block: &Block, batch: &Batch, class: usize) -> Lanes<f32> {
        let gate = &self.parameters.jobs.classes[class].gate;
        let chances = self.chances(&batch.persons(block), class / CLASSES_PER_DRAW);
        self.qualities(block, batch).scores(gate, &chances[class % CLASSES_PER_DRAW])
    }
}

/// 128 applicants, quality by quality, in standard deviations.
struct Applicants {
    skill: Lanes<f32>,
    schooling: Lanes<f32>,
    status: Lanes<f32>,
    noncognitive: Lanes<f32>,
    experience: Lanes<f32>,
}

impl Applicants {
    /// Their scores at one gate.
    #[inline(always)]
    fn scores(&self, gate: &Gate, chance: &Lanes<f32>) -> Lanes<f32> {
        each(|lane| {
            let applicant = Applicant {
                skill: self.skill[lane],
                schooling: self.schooling[lane],
                status: self.status[lane],
                noncognitive: self.noncognitive[lane],
                experience: self.experience[lane],
            };
            gate_score(gate, &applicant, chance[lane])
        })
    }
}

/// Gives a place in a class to the winners of a block, takes all who have won out of the next contest, and counts its scores.
#[inline(always)]
fn settle(
    block: &mut Block,
    class: usize,
    threshold: Threshold,
    next: Option<Contest>,
    start: u32,
    histogram: &mut Histogram,
) {
    let people = block.pool.slots.len();
    let length = padded(people);
    let Pool { slots, scores, winners, .. } = &mut block.pool;
    let (done, open) = scores.split_at_mut((class + 1) * length);
    let scores = &mut done[class * length..];
    threshold.winners(&scores[..people], start, winners);
    for &winner in winners.iter() {
        block.job[slots[winner as usize] as usize] = class as u8;
        scores[winner as usize] = SETTLED;
    }
    let Some(next) = next else { return };
    let open = &mut open[(next.class - class - 1) * length..][..length];
    for (score, &before) in open.iter_mut().zip(scores.iter()) {
        *score = if before == SETTLED { SETTLED } else { *score };
    }
    if next.ranks {
        histogram.count(&open[..people]);
    }
}
