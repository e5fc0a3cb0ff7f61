//! The observation layer: what a study that looked at the model's people as the published one did would have found.

use super::quantity::{Quantity, Variable, ranks};
use super::statistic;
use super::target::{Entry, Group, Measure, Point, Sample};
use crate::model::ai::work::{feasible_share, pass_through};
use crate::run::results::{PersonRow, RunResults};
use crate::scenario::Scenario;
use crate::scenario::settings::jobs::Job;
use std::borrow::Cow;

/// A world that was lived through, as far as it is observed.
pub struct Lived<'a> {
    pub scenario: &'a Scenario,
    pub results: &'a RunResults,
}

impl Lived<'_> {
    /// A figure in each replicate, in their order; `None` where it is undefined.
    pub fn observe(&self, point: &Point) -> Vec<Option<f64>> {
        let replicates = 0..self.results.replicates();
        match &point.measure {
            Measure::Metric(names) => {
                let year =
                    point.world.year.map_or(Some(self.results.years.len().saturating_sub(1)), |year| {
                        self.results.years.iter().position(|known| *known == year)
                    });
                let of = |replicate: usize, name: &String| {
                    let metric = self.results.metric(name)?;
                    self.results.estimates.get([replicate, year?, metric])?.value
                };
                replicates.map(|replicate| names.iter().map(|name| of(replicate, name)).sum()).collect()
            }
            _ => replicates.map(|replicate| self.of_replicate(point, replicate)).collect(),
        }
    }

    fn of_replicate(&self, point: &Point, replicate: usize) -> Option<f64> {
        let of_it = |person: &PersonRow| person.replicate as usize;
        let people = &self.results.people;
        let start = people.partition_point(|person| of_it(person) < replicate);
        let end = people.partition_point(|person| of_it(person) <= replicate);
        let people = people.get(start..end)?;
        let classes = self.results.job_names.len();
        let view = View { people, job_ranks: job_ranks(people, classes), scenario: self.scenario };
        let capability = || {
            let metric = self.results.metric("ai_capability")?;
            let year = self.results.years.len().checked_sub(1)?;
            self.results.estimates.get([replicate, year, metric])?.value
        };
        match &point.measure {
            Measure::AssistanceGain { job, part } => view.assistance_gain(job, *part, capability()?),
            Measure::ExposedWorkers(least) => view.exposed_workers(*least, capability()?),
            measure => view.measure(measure, &point.sample),
        }
    }
}

/// The people of one replicate.
struct View<'a> {
    people: &'a [PersonRow],
    job_ranks: Vec<f64>,
    scenario: &'a Scenario,
}

impl View<'_> {
    fn measure(&self, measure: &Measure, sample: &Sample) -> Option<f64> {
        let people = self.normed(sample.normed);
        let everybody: Vec<&PersonRow> =
            people.iter().filter(|person| self.belongs(person, sample)).collect();
        let group = match &sample.group {
            Some(group) => self.in_group(&everybody, group),
            None => everybody.clone(),
        };
        let values = |of: &Quantity| self.known(&[*of], &group).pop().unwrap_or_default();
        match measure {
            Measure::Correlation(one, other) => {
                let columns = self.known(&[*one, *other], &group);
                statistic::correlation(&columns[0], &columns[1])
            }
            Measure::Mean(of) => statistic::mean(&values(of)),
            Measure::RelativeMean(of) => {
                let of_all = self.known(&[*of], &everybody).pop().unwrap_or_default();
                let ratio = statistic::mean(&values(of))? / statistic::mean(&of_all)?;
                ratio.is_finite().then_some(ratio)
            }
            Measure::Sd(of) => statistic::sd(&values(of)),
            Measure::Share { of, range } => {
                let inside = |value: &f64| f64::from(u8::from((range.0..=range.1).contains(value)));
                statistic::mean(&values(of).iter().map(inside).collect::<Vec<_>>())
            }
            Measure::Slope { of, on, given } => {
                let wanted: Vec<Quantity> = [*of, *on].into_iter().chain(given.iter().copied()).collect();
                let columns = self.known(&wanted, &group);
                statistic::slope(&columns[0], &columns[1..])
            }
            Measure::Gini(of) => statistic::gini(&values(of)),
            Measure::TopShare { of, top } => statistic::top_share(&values(of), *top),
            Measure::TailExponent { of, top } => statistic::tail_exponent(&values(of), *top),
            Measure::QuantileRatio { of, upper, lower } => {
                let values = values(of);
                let ratio = statistic::quantile(&values, *upper)? / statistic::quantile(&values, *lower)?;
                ratio.is_finite().then_some(ratio)
            }
            _ => None,
        }
    }

    /// The people, with IQ set to mean 100 and standard deviation 15 among them if asked for.
    fn normed(&self, normed: bool) -> Cow<'_, [PersonRow]> {
        let scores: Vec<f64> = self.people.iter().map(|person| f64::from(person.iq)).collect();
        match (normed, statistic::mean(&scores), statistic::sd(&scores)) {
            (true, Some(mean), Some(sd)) if sd > 0.0 => {
                let iq = |person: &PersonRow| (100.0 + 15.0 * (f64::from(person.iq) - mean) / sd) as f32;
                self.people.iter().map(|person| PersonRow { iq: iq(person), ..*person }).collect()
            }
            _ => Cow::Borrowed(self.people),
        }
    }

    fn belongs(&self, person: &PersonRow, sample: &Sample) -> bool {
        let of_age = sample.ages.is_none_or(|(from, to)| (from..=to).contains(&person.age));
        let in_job = || {
            let jobs = &self.scenario.settings.jobs;
            let name = person.job.and_then(|job| jobs.get(usize::from(job))).map(|job| job.name.as_str());
            sample.jobs.is_empty() || name.is_some_and(|name| sample.jobs.iter().any(|wanted| wanted == name))
        };
        let in_ranges = || {
            sample.filters.iter().all(|(of, (low, high))| {
                let value = of.variable.of(person, &self.job_ranks);
                (*low..=*high).contains(&value)
            })
        };
        of_age && in_job() && in_ranges() && sample.entry.is_none_or(|entry| has_entered(person, &entry))
    }

    /// People between two percentiles of a quantity.
    fn in_group<'p>(&self, people: &[&'p PersonRow], group: &Group) -> Vec<&'p PersonRow> {
        let (from, to) = (group.percentiles.0 / 100.0, group.percentiles.1 / 100.0);
        let cohorts: Vec<Vec<&PersonRow>> = if group.within_age {
            let of_age = |age: u8| people.iter().copied().filter(|person| person.age == age).collect();
            (u8::MIN..=u8::MAX).map(of_age).collect()
        } else {
            vec![people.to_vec()]
        };
        let mut chosen = Vec::new();
        for cohort in cohorts {
            let values = group.by.values(&cohort, &self.job_ranks);
            let of_rank =
                |(person, rank): (&'p PersonRow, f64)| (rank > from && rank <= to).then_some(person);
            chosen.extend(cohort.into_iter().zip(ranks(&values)).filter_map(of_rank));
        }
        chosen
    }

    /// Columns of quantities, of the people of whom all are known.
    fn known(&self, wanted: &[Quantity], people: &[&PersonRow]) -> Vec<Vec<f64>> {
        let basis = |of: &Quantity| of.variable.of_all(people, &self.job_ranks);
        let plain: Vec<Vec<f64>> = wanted.iter().map(basis).collect();
        // Ranks are those among the people who count, so who does not is left out first.
        let counts = |index: usize| plain.iter().all(|column| column[index].is_finite());
        let kept: Vec<&PersonRow> = people
            .iter()
            .enumerate()
            .filter(|(index, _)| counts(*index))
            .map(|(_, person)| *person)
            .collect();
        let columns: Vec<Vec<f64>> = wanted.iter().map(|of| of.values(&kept, &self.job_ranks)).collect();
        let sound: Vec<usize> =
            (0..kept.len()).filter(|&index| columns.iter().all(|column| column[index].is_finite())).collect();
        if sound.len() == kept.len() {
            return columns;
        }
        columns.iter().map(|column| sound.iter().map(|&index| column[index]).collect()).collect()
    }

    /// Share of people with a place whose class has a feasible share f_j of at least so much.
    fn exposed_workers(&self, least: f64, capability: f64) -> Option<f64> {
        let feasible = |job: &Job| feasible_share(capability, job.ai_difficulty, job.ai_spread);
        let exposed: Vec<bool> =
            self.scenario.settings.jobs.iter().map(|job| feasible(job) >= least).collect();
        let jobs = self.people.iter().filter_map(|person| person.job);
        let counts: Vec<f64> = jobs.map(|job| f64::from(u8::from(exposed[usize::from(job)]))).collect();
        statistic::mean(&counts)
    }

    /// Relative gain of effective skill κ over own skill k, both in speed-years, in a part of a class by skill, where AI does
    /// all that it can in the class: φ = f_j.
    fn assistance_gain(&self, job: &str, (low, high): (f64, f64), capability: f64) -> Option<f64> {
        let class = self.scenario.settings.jobs.iter().position(|known| known.name == job)?;
        let (settings, rules) = (&self.scenario.settings.jobs[class], &self.scenario.settings.ai.work);
        let phi = feasible_share(capability, settings.ai_difficulty, settings.ai_spread);
        let skills: Vec<f64> = self.people.iter().map(|person| f64::from(person.skill)).collect();
        let (mean, sd) = (statistic::mean(&skills)?, statistic::sd(&skills)?);
        let workers: Vec<f64> = self
            .people
            .iter()
            .filter(|person| person.job.map(usize::from) == Some(class))
            .map(|person| f64::from(person.skill))
            .collect();
        let chosen = ranks(&workers).into_iter().zip(&workers);
        let chosen = chosen.filter(|(rank, _)| *rank > low / 100.0 && *rank <= high / 100.0);
        let own = statistic::mean(&chosen.map(|(_, skill)| *skill).collect::<Vec<_>>())?;
        let assisted = mean + pass_through(rules, phi) * (own - mean) + phi * rules.boost * sd;
        let gain = assisted / own - 1.0;
        gain.is_finite().then_some(gain)
    }
}

impl Variable {
    fn of_all(self, people: &[&PersonRow], job_ranks: &[f64]) -> Vec<f64> {
        people.iter().map(|person| self.of(person, job_ranks)).collect()
    }
}

/// Whether a person first worked between two years, by the years of schooling.
fn has_entered(person: &PersonRow, entry: &Entry) -> bool {
    let year = entry.school_age + f64::from(person.schooling_years) - f64::from(person.age);
    (entry.years.0..=entry.years.1).contains(&year) && person.experience_years > 0
}

/// Middle rank of each job class among those with a place, first class highest.
fn job_ranks(people: &[PersonRow], classes: usize) -> Vec<f64> {
    let mut holders = vec![0.0; classes];
    for job in people.iter().filter_map(|person| person.job) {
        holders[usize::from(job)] += 1.0;
    }
    let placed: f64 = holders.iter().sum();
    let mut below = placed;
    let rank = |count: &f64| {
        below -= count;
        (below + count / 2.0) / placed
    };
    holders.iter().map(rank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::progress::Silent;
    use crate::run::{Options, run};
    use crate::study::validate::target::{Published, World};
    use std::path::Path;

    fn quantity(text: &str) -> Quantity {
        Quantity::parse(text).expect("known")
    }

    fn point(measure: Measure, sample: Sample) -> Point {
        Point {
            label: String::new(),
            world: World::default(),
            measure,
            sample,
            published: Published::Value(0.0),
            accept: (0.0, 0.0),
            place: None,
        }
    }

    fn lived(scenario: &Scenario) -> RunResults {
        run(scenario, Options { save_people: 30_000, ..Options::default() }, &Silent).expect("small enough")
    }

    fn world() -> Scenario {
        let sizes = ["run.agents=30000", "run.years=0", "run.burn_in_years=60"].map(String::from);
        Scenario::load(Path::new("nordic_baseline"), &sizes).expect("shipped")
    }

    /// What is computed from single people must be what the tables of counts give.
    #[test]
    fn people_and_tables_agree() {
        let scenario = world();
        let results = lived(&scenario);
        let lived = Lived { scenario: &scenario, results: &results };
        let records = Sample { ages: Some((45, 49)), ..Sample::default() };
        let top = Group { by: quantity("record"), percentiles: (90.0, 100.0), within_age: false };
        let top = Sample { group: Some(top), ..records.clone() };
        let all = Sample::default();
        let ratio = |upper| Measure::QuantileRatio { of: quantity("record"), upper, lower: 0.5 };
        // People of one income row share a rank, off by 0.7 % of the spread of ranks: 0.007/√3333 of a correlation; the bound is four times that.
        let by_rows = 5e-4;
        // The row at the border of the top tenth holds some 12 of 3,333 people, of whom the table takes a part of each, not
        // some: 15 points·√(12/4)/333, four times that.
        let by_border = 0.3;
        let cases = [
            ("iq_schooling_r", Measure::Correlation(quantity("iq"), quantity("schooling")), &all, 1e-6),
            ("iq_job_rank_r", Measure::Correlation(quantity("iq"), quantity("job_rank")), &all, 1e-6),
            (
                "iq_record_rank_r",
                Measure::Correlation(quantity("iq"), quantity("rank(record)")),
                &records,
                by_rows,
            ),
            ("iq_noncognitive_r", Measure::Correlation(quantity("iq"), quantity("noncognitive")), &all, 1e-4),
            ("mean_iq_top10", Measure::Mean(quantity("iq")), &top, by_border),
            ("gini", Measure::Gini(quantity("income")), &all, 1e-3),
            ("record_top1_share", Measure::TopShare { of: quantity("record"), top: 0.01 }, &records, 1e-3),
            (
                "record_tail_exponent",
                Measure::TailExponent { of: quantity("record"), top: 0.01 },
                &records,
                0.3,
            ),
            ("record_p90_p50", ratio(0.9), &records, 0.01),
            ("record_p25_p50", ratio(0.25), &records, 0.01),
        ];
        for (metric, measure, sample, tolerance) in cases {
            let by_table = lived.observe(&point(Measure::Metric(vec![metric.into()]), Sample::default()))[0];
            let by_people = lived.observe(&point(measure, sample.clone()))[0];
            let difference = by_table.zip(by_people).map(|(a, b)| (a - b).abs());
            assert!(difference.is_some_and(|d| d < tolerance), "{metric}: {by_table:?}, {by_people:?}");
        }
    }

    /// Old cohorts of the entry rule studied long, young ones did not.
    #[test]
    fn the_entry_rule_mixes_cohorts_by_schooling() {
        let scenario = world();
        let results = lived(&scenario);
        let lived = Lived { scenario: &scenario, results: &results };
        let entry = Some(Entry { years: (-35.0, -25.0), school_age: 7.0 });
        let schooling = |ages| {
            let sample = Sample { ages: Some(ages), entry, ..Sample::default() };
            lived.observe(&point(Measure::Mean(quantity("schooling")), sample))[0].expect("people")
        };
        assert!(schooling((55, 58)) > schooling((45, 48)) + 1.0);
    }

    #[test]
    fn samples_are_cut_before_percentiles_are() {
        let scenario = world();
        let results = lived(&scenario);
        let lived = Lived { scenario: &scenario, results: &results };
        let group = Group { by: quantity("earnings"), percentiles: (50.0, 100.0), within_age: true };
        let clever = vec![(quantity("iq"), (115.0, 200.0))];
        let sample = Sample { filters: clever, group: Some(group), normed: true, ..Sample::default() };
        let share = |sample: &Sample| {
            let over = Measure::Share { of: quantity("iq"), range: (115.0, 200.0) };
            lived.observe(&point(over, sample.clone()))[0]
        };
        assert_eq!(share(&sample), Some(1.0));
        let everybody = share(&Sample { normed: true, ..Sample::default() }).expect("people");
        assert!((0.05..0.25).contains(&everybody), "{everybody}");
        let sd =
            lived.observe(&point(Measure::Sd(quantity("iq")), Sample { normed: true, ..Sample::default() }));
        assert!(sd[0].is_some_and(|sd| (sd - 15.0).abs() < 1e-4), "{sd:?}");
        let relative = point(Measure::RelativeMean(quantity("earnings")), sample);
        assert!(lived.observe(&relative)[0].is_some_and(|ratio| ratio > 1.2));
    }
}
