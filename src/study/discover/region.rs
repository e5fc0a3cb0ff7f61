//! The region of a study's assumptions in which an outcome comes about, and whether it holds for points that were not used.

use super::condition::Condition;
use super::points::{Column, Limits, Points, Region, Tally};
use super::prim::{Step, find, p_value};
use crate::study::sensitivity::index::Index;
use crate::study::sweep::chance::{Chance, Use};
use crate::study::sweep::domain::AxisValue;
use crate::study::sweep::summary::Finished;
use serde::{Deserialize, Serialize};

/// Parts into which the points are cut: each is tested with the box that the others give.
pub const PARTS: usize = 10;

/// Fewest points, and fewest with and without the outcome, for which a box is looked for.
pub const FEWEST_POINTS: usize = 50;
pub const FEWEST_OF_A_KIND: usize = 10;

/// What was found out about an outcome.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Discovery {
    pub conditions: Vec<Condition>,
    /// Configurations with a value of every measure, and those with the outcome.
    pub points: usize,
    pub hits: usize,
    /// Configurations without a value.
    pub left_out: usize,
    /// The density that was wished for.
    pub density: Option<f64>,
    /// `None`: too few points with or without the outcome.
    pub region: Option<FoundRegion>,
}

/// A box with its test.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct FoundRegion {
    pub restrictions: Vec<Restriction>,
    /// Points of the box, and those with the outcome.
    pub points: usize,
    pub hits: usize,
    /// hits/points, and share of all hits that are in the box; of the points that it was made from.
    pub density: f64,
    pub coverage: f64,
    /// The same in points that were not used, over all parts.
    pub tested_density: Index,
    pub tested_coverage: Index,
    pub parts: usize,
    /// Whether the tested density is above the share of hits everywhere by more than chance.
    pub holds: bool,
    #[serde(skip)]
    pub way: Vec<Step>,
    /// The box itself.
    #[serde(skip)]
    pub region: Region,
}

/// What the box asks of one parameter.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Restriction {
    pub axis: usize,
    pub name: String,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// Allowed values, where they are not numbers.
    pub among: Vec<String>,
    /// Lowest and highest value in the study.
    pub varied: Option<(f64, f64)>,
    /// Density without this restriction.
    pub density_without: f64,
    pub quasi_p: f64,
    /// In how many parts the others' box restricts this parameter too.
    pub in_parts: usize,
}

/// The points of a sweep in the order of [`Discovery`], with the configuration of each.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcomes {
    pub points: Points,
    pub configurations: Vec<u64>,
    /// Names of the categories of each axis that is not a number.
    pub categories: Vec<Vec<String>>,
    pub left_out: usize,
}

/// The outcome at every configuration, by the mean of its replicates; `measures` are those of the conditions.
pub fn outcomes(finished: Finished, conditions: &[Condition], measures: &[usize]) -> Outcomes {
    let plan = finished.plan;
    let (mut configurations, mut hits, mut left_out) = (Vec::new(), Vec::new(), 0);
    for configuration in 0..plan.configurations() {
        let mean = |&measure: &usize| {
            let values = finished.values(configuration, measure);
            let complete = values.len() == plan.replicates as usize;
            complete.then(|| values.iter().sum::<f64>() / values.len() as f64)
        };
        match measures.iter().map(mean).collect::<Option<Vec<f64>>>() {
            Some(means) => {
                configurations.push(configuration);
                hits.push(conditions.iter().zip(means).all(|(condition, mean)| condition.holds(mean)));
            }
            None => left_out += 1,
        }
    }
    let values: Vec<Vec<AxisValue>> = configurations.iter().map(|&number| plan.values(number)).collect();
    let (columns, categories) = (0..plan.axes.len()).map(|axis| column(&values, axis)).unzip();
    Outcomes { points: Points { columns, hits }, configurations, categories, left_out }
}

fn column(values: &[Vec<AxisValue>], axis: usize) -> (Column, Vec<String>) {
    let numbers: Option<Vec<f64>> = values.iter().map(|row| row[axis].number()).collect();
    if let Some(numbers) = numbers {
        return (Column::Numbers(numbers), Vec::new());
    }
    let mut names: Vec<String> = values.iter().map(|row| row[axis].plain()).collect();
    let all = names.clone();
    names.sort();
    names.dedup();
    let place = |name: &String| names.binary_search(name).unwrap_or(0);
    (Column::Categories { values: all.iter().map(place).collect(), count: names.len() }, names)
}

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    pub conditions: &'a [Condition],
    /// Names of the axes.
    pub names: &'a [String],
    /// The density that the region should have; `None`: the best balance of density and coverage.
    pub density: Option<f64>,
    /// Seed of the parts for the test.
    pub seed: u64,
}

/// Finds the box and tests it.
pub fn discover(outcomes: &Outcomes, question: &Question) -> Discovery {
    let points = &outcomes.points;
    let all: Vec<usize> = (0..points.hits.len()).collect();
    let tally = points.tally(&all);
    let fewest = tally.hits.min(tally.points - tally.hits);
    let enough = tally.points >= FEWEST_POINTS && fewest >= FEWEST_OF_A_KIND;
    Discovery {
        conditions: question.conditions.to_vec(),
        points: tally.points,
        hits: tally.hits,
        left_out: outcomes.left_out,
        density: question.density,
        region: enough.then(|| found_region(outcomes, &all, question)),
    }
}

fn found_region(outcomes: &Outcomes, all: &[usize], question: &Question) -> FoundRegion {
    let points = &outcomes.points;
    let found = find(points, all, question.density);
    let whole = points.tally(all);
    let tested = test(points, question);
    let tested_density = Index::proportion(tested.inside.hits as f64, tested.inside.points);
    let restriction = |axis: usize| Restriction {
        in_parts: tested.restricted.iter().filter(|axes| axes.contains(&axis)).count(),
        ..restriction(outcomes, &found.region, all, (axis, question.names))
    };
    FoundRegion {
        restrictions: found.region.restricted().into_iter().map(restriction).collect(),
        points: found.inside.points,
        hits: found.inside.hits,
        density: found.inside.density(),
        coverage: found.inside.hits as f64 / whole.hits.max(1) as f64,
        holds: !found.region.restricted().is_empty() && tested_density.is_above(whole.density()),
        tested_density,
        tested_coverage: Index::proportion(tested.inside.hits as f64, whole.hits),
        parts: PARTS,
        way: found.way,
        region: found.region,
    }
}

fn restriction(
    outcomes: &Outcomes,
    region: &Region,
    all: &[usize],
    (axis, names): (usize, &[String]),
) -> Restriction {
    let points = &outcomes.points;
    let (low, high) = match region.limits[axis] {
        Limits::Between(low, high) => (low, high),
        Limits::Among(_) => (None, None),
    };
    let among = match &region.limits[axis] {
        Limits::Among(marked) => {
            let names = outcomes.categories[axis].iter().zip(marked);
            names.filter(|(_, marked)| **marked).map(|(name, _)| name.clone()).collect()
        }
        Limits::Between(..) => Vec::new(),
    };
    let varied = match &points.columns[axis] {
        Column::Numbers(values) => {
            Some(values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |range, &value| {
                (range.0.min(value), range.1.max(value))
            }))
        }
        Column::Categories { .. } => None,
    };
    Restriction {
        axis,
        name: names[axis].clone(),
        low,
        high,
        among,
        varied,
        density_without: points.tally(&region.without(axis).inside(points, all)).density(),
        quasi_p: p_value(points, all, region, axis),
        in_parts: 0,
    }
}

/// What the boxes of the other parts hold in each part, and the axes that each of them restricts.
struct Tested {
    inside: Tally,
    restricted: Vec<Vec<usize>>,
}

/// Cross-validation: every part is tested with the box found in all others.
fn test(points: &Points, question: &Question) -> Tested {
    let order = Chance::new(question.seed, Use::Peeling).order(points.hits.len(), 0);
    let part = |part: usize, inside: bool| -> Vec<usize> {
        let numbered = order.iter().enumerate();
        let of = numbered.filter(|(place, _)| (place % PARTS == part) == inside);
        let mut members: Vec<usize> = of.map(|(_, &point)| point as usize).collect();
        members.sort_unstable();
        members
    };
    let mut tested = Tested { inside: Tally::default(), restricted: Vec::new() };
    for number in 0..PARTS {
        let region = find(points, &part(number, false), question.density).region;
        let held = points.tally(&region.inside(points, &part(number, true)));
        tested.inside.points += held.points;
        tested.inside.hits += held.hits;
        tested.restricted.push(region.restricted());
    }
    tested
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(seed: u64, count: usize, hit: impl Fn(&[f64], f64) -> bool) -> Outcomes {
        let chance = Chance::new(seed, Use::Random);
        let rows: Vec<Vec<f64>> =
            (0..count as u32).map(|row| (0..6).map(|axis| chance.uniform(row, axis)).collect()).collect();
        let hits = rows.iter().enumerate().map(|(row, values)| hit(values, chance.uniform(row as u32, 9)));
        let column = |axis: usize| Column::Numbers(rows.iter().map(|row| row[axis]).collect());
        Outcomes {
            points: Points { hits: hits.collect(), columns: (0..6).map(column).collect() },
            configurations: (0..count as u64).collect(),
            categories: vec![Vec::new(); 6],
            left_out: 0,
        }
    }

    fn names() -> Vec<String> {
        "abcdef".chars().map(String::from).collect()
    }

    fn asked(names: &[String], seed: u64) -> Question<'_> {
        Question { conditions: &[], names, density: None, seed }
    }

    #[test]
    fn a_noisy_region_is_told_with_the_density_that_new_points_have() {
        let inside = |row: &[f64]| row[0] > 0.6 && row[2] < 0.5;
        let hit = |row: &[f64], chance: f64| chance < if inside(row) { 0.9 } else { 0.05 };
        let outcomes = made(3, 800, hit);
        let found = discover(&outcomes, &asked(&names(), 1)).region.expect("enough points");
        assert!(found.holds);
        let restricted: Vec<usize> = found.restrictions.iter().map(|one| one.axis).collect();
        assert_eq!(restricted, [0, 2]);
        assert!(found.restrictions.iter().all(|one| one.quasi_p < 1e-6 && one.in_parts == PARTS));
        // 4,000 new points tell the true density of the box.
        let fresh = made(99, 4000, hit).points;
        let all: Vec<usize> = (0..4000).collect();
        let truth = fresh.tally(&found.region.inside(&fresh, &all)).density();
        let (low, high) = (found.tested_density.low.unwrap(), found.tested_density.high.unwrap());
        assert!(low - 0.02 < truth && truth < high + 0.02, "{truth} not in {low} to {high}");
    }

    /// In noise a box can always be found; tested on points it has not seen it is no better than everywhere. The one-sided
    /// level is 2.5 %, so of 60 such studies 1.5 are expected to mislead, and more than 5 with probability 0.4 %.
    #[test]
    fn in_pure_noise_no_region_is_claimed() {
        let claims = (0..60).filter(|&seed| {
            let outcomes = made(1000 + seed, 200, |_, chance| chance < 0.3);
            discover(&outcomes, &asked(&names(), seed)).region.is_some_and(|region| region.holds)
        });
        assert!(claims.count() <= 5);
    }

    #[test]
    fn too_few_points_of_a_kind_give_no_region() {
        let outcomes = made(5, 100, |row, _| row[0] < 0.01);
        let found = discover(&outcomes, &asked(&names(), 1));
        assert!(found.region.is_none() && found.points == 100);
        assert!(discover(&made(5, 40, |row, _| row[0] < 0.5), &asked(&names(), 1)).region.is_none());
    }
}
