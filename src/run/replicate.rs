//! One replicate: founders, burn-in, the years of the scenario.

use super::RunError;
use super::ai_path::{AiPath, ai_view, ai_year};
use super::density::{Counts, counts, kept_years};
use super::metrics::{AiView, YearView, measure, score_scale};
use super::progress::Progress;
use super::results::{Breakthrough, Metric, PersonRow};
use crate::engine::blocks;
use crate::engine::random::Random;
use crate::model::observation::{RECORD_FIRST_AGE, record_years};
use crate::population::columns::{Block, Population};
use crate::population::founders;
use crate::population::standards::Standards;
use crate::scenario::Scenario;
use crate::scenario::year::YearRules;
use crate::stats::by_row::ScoreScale;
use crate::stats::estimate::Estimate;
use crate::stats::inequality::Distribution;
use crate::stats::percentiles::{BandSums, GroupSums, by_stanine};
use crate::year::cohorts::{Cohorts, Lasting};
use crate::year::observe::{Closing, close};
use crate::year::remember::{first_standards, next_standards};
use crate::year::tally::{Remembered, Tally};
use crate::year::{PHASES, PhaseSeconds, Watch, YearOutcome, school, step};
use std::time::Instant;

/// Observations for which IQ by income and income by IQ are kept.
pub const OBSERVATIONS: [&str; 3] = ["income", "earnings", "record"];

/// What one replicate found out.
pub struct Outcome {
    pub metrics: Vec<Metric>,
    /// By year and metric.
    pub estimates: Vec<Vec<Estimate>>,
    /// By year and observation.
    pub groups: Vec<[Vec<GroupSums>; 3]>,
    pub bands: Vec<[Vec<BandSums>; 3]>,
    /// Income by IQ in the kept years.
    pub density: Vec<(i32, Counts)>,
    pub breakthroughs: Vec<Breakthrough>,
    pub d_day: Option<i32>,
    pub people: Vec<PersonRow>,
    pub phase_seconds: PhaseSeconds,
    pub statistics_seconds: f64,
    /// The counts that last, of the year that was recorded last.
    lasting: Option<Lasting>,
}

/// Simulates one replicate.
///
/// # Errors
/// [`RunError::Interrupted`] when the listener asks to stop.
pub fn simulate(
    scenario: &Scenario,
    replicate: u32,
    save_people: u32,
    progress: &dyn Progress,
) -> Result<Outcome, RunError> {
    let random = Random::new(scenario.settings.run.seed, replicate);
    let mut world = World::founded(scenario, random);
    let base_unit = world.burn_in(progress)?;
    let mut path = AiPath::new(scenario, random, replicate);
    let scale = score_scale(scenario);
    let mut outcome = Outcome::empty();
    let threshold = scenario.settings.ai.involvement.d_day_threshold;
    let mut lived: Option<Year> = None;
    let mut counted = None;
    let mut cohorts = Cohorts::All;
    for year in scenario.settings.run.start_year..=scenario.last_year() {
        let state = path.at(year).cloned();
        let ai = state.as_ref().map(|state| ai_view(scenario, state));
        let rules = scenario.rules(year, state.as_ref().map(ai_year).as_ref());
        let income = year == scenario.last_year() && save_people > 0;
        let watch = Watch { counts: Some(cohorts), income };
        cohorts = Cohorts::Joining;
        // The counts of the year before last become estimates while this year is lived through.
        let (this_year, ()) = blocks::both(
            || world.live(&rules, watch, progress),
            || outcome.record(scenario, counted.take(), &scale, base_unit),
        );
        let (last_tally, remembered) = this_year?;
        counted = lived.replace(Year { remembered, rules, ai }).zip(last_tally);
        if ai.is_some_and(|ai: AiView| ai.human_involvement <= threshold) && outcome.d_day.is_none() {
            outcome.d_day = Some(year);
        }
    }
    outcome.record(scenario, counted, &scale, base_unit);
    outcome.record(scenario, lived.zip(world.close()), &scale, base_unit);
    outcome.people = people(&world.population, replicate, save_people as usize, scenario, &scale, base_unit);
    outcome.breakthroughs = path.breakthroughs;
    outcome.phase_seconds = world.phase_seconds;
    Ok(outcome)
}

/// A year that has been lived through.
struct Year {
    remembered: Remembered,
    rules: YearRules,
    ai: Option<AiView>,
}

/// A population on its way through the years.
#[derive(Clone)]
pub(super) struct World<'a> {
    scenario: &'a Scenario,
    random: Random,
    population: Population,
    standards: Standards,
    pub(super) phase_seconds: PhaseSeconds,
    /// Whether skill and schooling are measured against the base year for good.
    frozen: bool,
    /// The end of the last year, if it waits.
    closing: Option<Closing>,
}

impl<'a> World<'a> {
    pub(super) fn founded(scenario: &'a Scenario, random: Random) -> Self {
        let run = &scenario.settings.run;
        let mut parameters = scenario.rules(run.start_year, None).parameters;
        parameters.year = run.start_year - run.burn_in_years as i32 - 1;
        let mut population = founders::draw(run.agents as usize, &parameters, &random);
        school::fill_levels(&mut population, &parameters, None);
        let given = &scenario.settings.standards;
        let mut standards = first_standards(&mut population, &parameters);
        if !given.from_base_year {
            standards.skill_mean = given.skill_mean as f32;
            standards.skill_sd = given.skill_sd as f32;
            standards.schooling_mean = given.schooling_mean as f32;
            standards.schooling_sd = given.schooling_sd as f32;
        }
        let frozen = !given.from_base_year;
        let phase_seconds = [0.0; PHASES.len()];
        Self { scenario, random, population, standards, phase_seconds, frozen, closing: None }
    }

    /// Lives through the years before the first one; returns the median of positive earnings in the last of them.
    pub(super) fn burn_in(&mut self, progress: &dyn Progress) -> Result<f64, RunError> {
        let run = &self.scenario.settings.run;
        let mut rules = self.scenario.rules(run.start_year, None);
        let mut median = None;
        let first = run.start_year - run.burn_in_years as i32;
        for year in first..run.start_year {
            rules.parameters.year = year;
            // Earnings are counted; of the cohorts nobody asks.
            let counts = (year + 1 == run.start_year).then_some(Cohorts::Joining);
            let watch = Watch { counts, income: false };
            self.live(&rules, watch, progress)?;
            if year == first {
                self.population.release_lists();
            }
        }
        if let Some(tally) = self.close() {
            let mut rows = tally.earnings.row_sums();
            rows[0] = 0.0;
            median = Distribution::new(&rows).quantile(0.5);
        }
        self.frozen = true;
        Ok(median.unwrap_or(1.0))
    }

    /// Lives through one year up to its end; returns the counts of the year before, unless [`World::close`] gave them.
    pub(super) fn live(
        &mut self,
        rules: &YearRules,
        watch: Watch,
        progress: &dyn Progress,
    ) -> Result<(Option<Tally>, Remembered), RunError> {
        if progress.should_stop() {
            return Err(RunError::Interrupted);
        }
        let YearOutcome { last_tally, remembered, closing } = step(
            (&mut self.population, self.closing.take()),
            &rules.parameters,
            &self.standards,
            &self.random,
            watch,
            &mut self.phase_seconds,
        );
        self.closing = Some(closing);
        self.standards = next_standards(&rules.parameters, &self.standards, &remembered, self.frozen);
        progress.advance(self.population.people() as u64);
        Ok((last_tally, remembered))
    }

    /// Ends the last year and returns its counts.
    pub(super) fn close(&mut self) -> Option<Tally> {
        let started = Instant::now();
        let tally = self.closing.take().and_then(|closing| close(&mut self.population, closing));
        self.phase_seconds[0] += started.elapsed().as_secs_f64();
        tally
    }
}

impl Outcome {
    fn empty() -> Self {
        Self {
            metrics: Vec::new(),
            estimates: Vec::new(),
            groups: Vec::new(),
            bands: Vec::new(),
            density: Vec::new(),
            breakthroughs: Vec::new(),
            d_day: None,
            people: Vec::new(),
            phase_seconds: [0.0; PHASES.len()],
            statistics_seconds: 0.0,
            lasting: None,
        }
    }

    /// Years after the first of the estimates that came last.
    fn last_year(&self) -> i32 {
        self.estimates.len() as i32 - 1
    }

    /// Turns the counts of a year, if there are any, into estimates.
    fn record(
        &mut self,
        scenario: &Scenario,
        counted: Option<(Year, Tally)>,
        scale: &ScoreScale,
        base_unit: f64,
    ) {
        let Some((Year { remembered, rules, ai }, mut tally)) = counted else {
            return;
        };
        let started = Instant::now();
        let joined = std::mem::take(&mut tally.joined);
        let lasting = Lasting::after(self.lasting.take(), joined, tally.shape.categories);
        let view = YearView::new((&tally, &lasting, &remembered), &rules, scale, ai);
        let estimates = measure(scenario, &view, &mut self.metrics);
        self.estimates.push(estimates);
        let tables = [
            (&tally.income, &view.income),
            (&tally.earnings, &view.earnings),
            (&lasting.record, &view.record),
        ];
        self.bands.push(tables.map(|(table, by_row)| {
            let mut bands = by_stanine(table, by_row, scale);
            for band in &mut bands {
                band.income /= base_unit;
                band.income_squares /= base_unit * base_unit;
                band.weighted_median /= base_unit;
            }
            bands
        }));
        let run = &scenario.settings.run;
        let year = run.start_year + self.last_year();
        if kept_years(run.start_year, scenario.last_year()).contains(&year) {
            self.density.push((year, counts(&tally.income, scale, base_unit)));
        }
        let mut groups = view.groups;
        for group in groups.iter_mut().flatten() {
            group.income /= base_unit;
        }
        self.groups.push(groups);
        self.lasting = Some(lasting);
        self.statistics_seconds += started.elapsed().as_secs_f64();
    }
}

/// The first persons of the population: slots are alike and ages spread evenly over them, so they stand for all.
fn people(
    population: &Population,
    replicate: u32,
    count: usize,
    scenario: &Scenario,
    scale: &ScoreScale,
    base_unit: f64,
) -> Vec<PersonRow> {
    let row = |block: &Block, slot: usize| {
        let unit = |income: f32| (f64::from(income) / base_unit) as f32;
        let (job, age) = (block.job[slot], block.age(slot));
        let years = f32::from(record_years(age));
        PersonRow {
            replicate,
            slot: block.first + slot as u32,
            generation: u32::from(block.generation[slot]),
            age,
            ability: block.ability[slot],
            noncognitive: block.noncognitive[slot],
            family_status: block.family_status[slot],
            iq: scale.iq[block.score[slot] as usize] as f32,
            schooling_years: scenario.settings.schooling.levels[block.level[slot] as usize].years as f32,
            skill: block.skill[slot],
            job: ((job as usize) < scenario.settings.jobs.len()).then_some(job),
            experience_years: block.experience[slot],
            luck: block.luck[slot],
            wealth: unit(block.wealth[slot]),
            earnings: unit(block.earnings[slot]),
            income: unit(block.income[slot]),
            record_earnings: (age >= RECORD_FIRST_AGE).then(|| unit(block.record[slot]) / years),
        }
    };
    let everybody =
        population.blocks.iter().flat_map(|block| (0..block.people()).map(move |slot| (block, slot)));
    everybody.take(count).map(|(block, slot)| row(block, slot)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::blocks::BLOCK;
    use crate::population::columns::BYTES_PER_PERSON;
    use crate::run::progress::Silent;
    use std::path::Path;

    fn bytes<T>(column: &Vec<T>) -> usize {
        column.capacity() * size_of::<T>()
    }

    /// Everything that is allocated for a block.
    fn allocated(block: &Block) -> usize {
        let numbers = [
            &block.ability,
            &block.noncognitive,
            &block.family_status,
            &block.skill,
            &block.luck,
            &block.wealth,
            &block.earnings,
            &block.income,
            &block.record,
            &block.parent_earnings,
            &block.entrants.scores,
            &block.entrants.ability,
            &block.entrants.noncognitive,
            &block.entrants.status,
            &block.pool.scores,
            &block.pool.holders_scores,
        ];
        let small =
            [&block.score, &block.level, &block.job, &block.ages, &block.experience, &block.out_of_work];
        let numbers: usize = numbers.into_iter().map(bytes).sum();
        let lists = bytes(&block.generation)
            + bytes(&block.entrants.strips)
            + bytes(&block.pool.slots)
            + bytes(&block.pool.winners)
            + bytes(&block.pool.holders);
        numbers + lists + small.into_iter().map(bytes).sum::<usize>()
    }

    /// Beside each other: every cohort counted anew each year, and only those that join.
    #[test]
    fn counts_that_last_are_those_of_everybody() {
        let sizes = ["run.agents=9000", "run.burn_in_years=70"].map(String::from);
        let scenario = Scenario::load(Path::new("nordic_baseline"), &sizes).expect("a shipped scenario");
        let mut world = World::founded(&scenario, Random::new(1, 0));
        world.burn_in(&Silent).expect("not interrupted");
        let mut joining = world.clone();
        let first = scenario.settings.run.start_year;
        let mut carried = None;
        for year in first..first + 9 {
            let rules = scenario.rules(year, None);
            let lasting = |world: &mut World, cohorts: Cohorts, before: Option<Lasting>| {
                let watch = Watch { counts: Some(cohorts), income: false };
                world.live(&rules, watch, &Silent).expect("not interrupted");
                let tally = world.close().expect("counted");
                Lasting::after(before, tally.joined, tally.shape.categories)
            };
            let all = lasting(&mut world, Cohorts::All, None);
            let cohorts = if year == first { Cohorts::All } else { Cohorts::Joining };
            let now = lasting(&mut joining, cohorts, carried.take());
            assert_eq!((&now.record, &now.generations), (&all.record, &all.generations), "{year}");
            assert_eq!((now.status, now.noncognitive), (all.status, all.noncognitive), "{year}");
            assert!(all.record.people() > 900 && all.generations.people() > 900);
            carried = Some(now);
        }
    }

    #[test]
    fn a_person_takes_the_memory_that_is_promised() {
        let people = 4 * BLOCK;
        let sizes = [format!("run.agents={people}"), "run.burn_in_years=60".to_owned()];
        let scenario = Scenario::load(Path::new("nordic_baseline"), &sizes).expect("a shipped scenario");
        let mut world = World::founded(&scenario, Random::new(1, 0));
        world.burn_in(&Silent).expect("not interrupted");
        let taken: usize = world.population.blocks.iter().map(allocated).sum();
        assert!(taken <= BYTES_PER_PERSON * people, "{} bytes a person", taken as f64 / people as f64);
        assert!(taken >= 43 * people, "the columns alone are 43 bytes");
    }
}
