//! Shares of variance: first-order, total and second-order Sobol indices, and the split into chance, assumptions and levers.
//!
//! First order: Saltelli et al. 2010, V_i = E[f(B)·(f(A_Bi) − f(A))]; total: Jansen 1999, E[(f(A) − f(A_Bi))²]/2; second
//! order: Saltelli 2002. All products are taken between different replicates, so chance is in none of them.

use super::complete;
use super::index::{Index, less, mean, product, variance, with_intervals};
use crate::study::sweep::axis::AxisRole;
use crate::study::sweep::summary::Finished;
use serde::{Deserialize, Serialize};

/// The values of one row of Saltelli's design, each in all replicates.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub a: Vec<f64>,
    pub b: Vec<f64>,
    /// A with one column of B, by axis.
    pub ab: Vec<Vec<f64>>,
    /// B with one column of A, by axis; empty without second order.
    pub ba: Vec<Vec<f64>>,
    /// A with all uncertain columns of B, where there are levers too.
    pub group: Option<Vec<f64>>,
}

/// What decides a measure.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Sobol {
    /// Rows whose runs all ended well, of how many.
    pub rows: usize,
    pub rows_planned: usize,
    /// Whether chance was taken out, which needs two replicates.
    pub corrected: bool,
    pub mean: f64,
    /// Variance of a single run, and of its expectation over what is varied.
    pub variance: f64,
    pub variance_between: f64,
    pub first: Vec<Index>,
    pub total: Vec<Index>,
    pub second: Vec<Pair>,
    pub split: Split,
}

/// A pair of axes and what they do together beyond what each does alone.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Pair {
    pub axes: (usize, usize),
    pub index: Index,
}

/// Shares of the variance of a single run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Split {
    pub chance: Index,
    pub assumptions: Index,
    pub levers: Index,
    /// What assumptions and levers do only together.
    pub together: Index,
}

/// Analyses a sweep over Saltelli's design; `None` without a single complete row.
pub fn analyse(finished: Finished, measure: usize) -> Option<Sobol> {
    let plan = finished.plan;
    let axes = plan.axes.len();
    let block = plan.design.saltelli_block(axes) as u64;
    let count = plan.configurations() / block;
    let has_group = plan.design.has_group();
    let rows: Vec<Row> = (0..count)
        .filter_map(|row| {
            let values = (row * block..(row + 1) * block).map(|number| complete(finished, number, measure));
            let mut values = values.collect::<Option<Vec<_>>>()?;
            let group = if has_group { values.pop() } else { None };
            let ba = values.split_off((2 + axes).min(values.len()));
            let ab = values.split_off(2);
            let b = values.pop()?;
            Some(Row { a: values.pop()?, b, ab, ba, group })
        })
        .collect();
    let levers = plan.axes.iter().all(|axis| axis.role == AxisRole::Lever);
    let mut found = indices(rows, levers, plan.base.settings.run.seed)?;
    found.rows_planned = count as usize;
    Some(found)
}

/// Products of one row.
struct Terms {
    square: f64,
    value: f64,
    chance: f64,
    first: Vec<f64>,
    total: Vec<f64>,
    second: Vec<f64>,
    /// Total effects of assumptions and of levers.
    groups: Option<(f64, f64)>,
}

/// Indices of rows that are complete; `only_levers`: without a group all variance belongs to levers, else to assumptions.
pub fn indices(mut rows: Vec<Row>, only_levers: bool, seed: u64) -> Option<Sobol> {
    let axes = rows.first()?.ab.len();
    let replicates = rows.first()?.a.len();
    let all = |row: &Row| -> Vec<f64> {
        let parts = [&row.a, &row.b].into_iter().chain(&row.ab).chain(&row.ba).chain(&row.group);
        parts.map(|values| mean(values)).collect()
    };
    let means: Vec<f64> = rows.iter().flat_map(all).collect();
    let center = mean(&means);
    for row in &mut rows {
        let parts = [&mut row.a, &mut row.b].into_iter().chain(&mut row.ab).chain(&mut row.ba);
        parts.chain(&mut row.group).flatten().for_each(|value| *value -= center);
    }
    let terms: Vec<Terms> = rows.iter().map(terms).collect();
    let pairs: Vec<(usize, usize)> =
        (0..axes).flat_map(|one| (one + 1..axes).map(move |other| (one, other))).collect();
    let second = rows.iter().all(|row| row.ba.len() == axes);
    let estimate = |chosen: &mut dyn Iterator<Item = usize>| {
        estimates(&chosen.map(|row| &terms[row]).collect::<Vec<_>>(), axes, only_levers)
    };
    let (variance, variance_between) = variances(&terms.iter().collect::<Vec<_>>());
    let mut found = with_intervals(rows.len(), seed, &estimate).into_iter();
    let first: Vec<Index> = found.by_ref().take(axes).collect();
    let total = found.by_ref().take(axes).collect();
    let mut next = || found.next().unwrap_or_default();
    let split = Split { chance: next(), assumptions: next(), levers: next(), together: next() };
    let pair = |axes: (usize, usize)| Pair { axes, index: next() };
    let second = if second { pairs.into_iter().map(pair).collect() } else { Vec::new() };
    Some(Sobol {
        rows: rows.len(),
        rows_planned: rows.len(),
        corrected: replicates > 1,
        mean: center + mean(&terms.iter().map(|term| term.value).collect::<Vec<_>>()),
        variance,
        variance_between,
        first,
        total,
        second,
        split,
    })
}

fn terms(row: &Row) -> Terms {
    let axes = row.ab.len();
    let pair = |one: usize, other: usize| product(&row.ba[one], &row.ab[other]) - product(&row.a, &row.b);
    let second = if row.ba.len() == axes {
        (0..axes)
            .flat_map(|one| (one + 1..axes).map(move |other| (one, other)))
            .map(|(i, j)| pair(i, j))
            .collect()
    } else {
        Vec::new()
    };
    Terms {
        square: f64::midpoint(product(&row.a, &row.a), product(&row.b, &row.b)),
        value: f64::midpoint(mean(&row.a), mean(&row.b)),
        chance: f64::midpoint(variance(&row.a), variance(&row.b)),
        first: row.ab.iter().map(|ab| product(&row.b, &less(ab, &row.a))).collect(),
        total: row.ab.iter().map(|ab| half_square(&row.a, ab)).collect(),
        second,
        groups: row.group.as_ref().map(|group| (half_square(&row.a, group), half_square(&row.b, group))),
    }
}

/// Half of the squared difference, without chance.
fn half_square(x: &[f64], y: &[f64]) -> f64 {
    let difference = less(x, y);
    product(&difference, &difference) / 2.0
}

/// Variance of a single run, and of its expectation.
fn variances(terms: &[&Terms]) -> (f64, f64) {
    let average = |of: &dyn Fn(&Terms) -> f64| mean(&terms.iter().map(|term| of(term)).collect::<Vec<_>>());
    let between = average(&|term| term.square) - average(&|term| term.value).powi(2);
    (between + average(&|term| term.chance), between)
}

/// First, total, the four shares, then second order; undefined where nothing varies.
fn estimates(terms: &[&Terms], axes: usize, only_levers: bool) -> Vec<Option<f64>> {
    let average = |of: &dyn Fn(&Terms) -> f64| mean(&terms.iter().map(|term| of(term)).collect::<Vec<_>>());
    let (all, between) = variances(terms);
    let ratio = |part: f64, whole: f64| (whole > 0.0).then_some(part / whole);
    let first: Vec<Option<f64>> =
        (0..axes).map(|axis| ratio(average(&|term| term.first[axis]), between)).collect();
    let mut list = first.clone();
    list.extend((0..axes).map(|axis| ratio(average(&|term| term.total[axis]), between)));
    let grouped = terms.iter().all(|term| term.groups.is_some());
    let (assumptions, levers) = match (grouped, only_levers) {
        // What assumptions do alone is everything but the total effect of levers, and the other way round.
        (true, _) => (
            between - average(&|term| term.groups.map_or(0.0, |groups| groups.1)),
            between - average(&|term| term.groups.map_or(0.0, |groups| groups.0)),
        ),
        (false, true) => (0.0, between),
        (false, false) => (between, 0.0),
    };
    let chance = average(&|term| term.chance);
    list.extend([chance, assumptions, levers, between - assumptions - levers].map(|part| ratio(part, all)));
    let pairs = terms.first().map_or(0, |term| term.second.len());
    let axes_of: Vec<(usize, usize)> =
        (0..axes).flat_map(|one| (one + 1..axes).map(move |other| (one, other))).collect();
    list.extend((0..pairs).map(|pair| {
        let (one, other) = axes_of[pair];
        Some(ratio(average(&|term| term.second[pair]), between)? - first[one]? - first[other]?)
    }));
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::sweep::chance::{Chance, Use};
    use crate::study::sweep::design::{Design, Sample};
    use std::f64::consts::PI;

    /// Runs a function over Saltelli's design of the unit cube, with noise of a standard deviation in some replicates.
    fn rows(
        axes: usize,
        points: u32,
        f: &dyn Fn(&[f64]) -> f64,
        noise: (f64, u32),
        group: Option<Vec<bool>>,
    ) -> Vec<Row> {
        let has_group = group.is_some();
        let design = Design::new(Sample::Saltelli { points, second_order: true }, axes, 11, group);
        let block = design.saltelli_block(axes) as u64;
        let chance = Chance::new(12, Use::Random);
        let value = |number: u64| -> Vec<f64> {
            let exact = f(&design.shares(axes, number));
            let normal = |replicate| crate::math::normal::quantile(chance.uniform(number as u32, replicate));
            (0..noise.1).map(|replicate| exact + noise.0 * normal(replicate)).collect()
        };
        let row = |row: u64| {
            let at = |part: usize| value(row * block + part as u64);
            Row {
                a: at(0),
                b: at(1),
                ab: (0..axes).map(|axis| at(2 + axis)).collect(),
                ba: (0..axes).map(|axis| at(2 + axes + axis)).collect(),
                group: has_group.then(|| at(block as usize - 1)),
            }
        };
        (0..u64::from(points)).map(row).collect()
    }

    /// Ishigami and Homma 1990 with a = 7, b = 0.1.
    fn ishigami(x: &[f64]) -> f64 {
        let [x1, x2, x3] = [0, 1, 2].map(|axis| (2.0 * x[axis] - 1.0) * PI);
        x1.sin() + 7.0 * x2.sin().powi(2) + 0.1 * x3.powi(4) * x1.sin()
    }

    /// Variances of the Ishigami function: all, of the first and second input alone, of the first with the third.
    fn ishigami_variances() -> (f64, f64, f64, f64) {
        let (a, b) = (7.0_f64, 0.1_f64);
        let all = a * a / 8.0 + b * PI.powi(4) / 5.0 + b * b * PI.powi(8) / 18.0 + 0.5;
        (all, 0.5 * (1.0 + b * PI.powi(4) / 5.0).powi(2), a * a / 8.0, b * b * PI.powi(8) * 8.0 / 225.0)
    }

    /// The interval, made twice as wide, holds the value: four standard errors.
    fn agrees(index: &Index, value: f64, name: &str) {
        let half = index.half_width().expect("an interval");
        let found = index.value.expect("a value");
        assert!((found - value).abs() < 2.0 * half + 1e-9, "{name}: {index:?} against {value}");
        assert!(half < 0.12, "{name}: {index:?} says nothing");
    }

    #[test]
    fn ishigamis_indices_are_the_published_ones() {
        let (all, v1, v2, v13) = ishigami_variances();
        let found = indices(rows(3, 2048, &ishigami, (0.0, 1), None), false, 1).expect("rows");
        for (axis, value) in [v1, v2, 0.0].into_iter().enumerate() {
            agrees(&found.first[axis], value / all, "first");
        }
        for (axis, value) in [v1 + v13, v2, v13].into_iter().enumerate() {
            agrees(&found.total[axis], value / all, "total");
        }
        for (pair, value) in found.second.iter().zip([0.0, v13, 0.0]) {
            agrees(&pair.index, value / all, "second");
        }
        assert!((found.variance / all - 1.0).abs() < 0.03, "{} against {all}", found.variance);
        assert!((found.mean - 3.5).abs() < 0.1);
    }

    /// Sobol's G function (Saltelli and Sobol 1995), a = 0, 1, 4.5, 9, 99, 99.
    #[test]
    fn sobols_g_has_its_published_indices() {
        let weights = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0];
        let g = |x: &[f64]| -> f64 {
            x.iter().zip(weights).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
        };
        let part: Vec<f64> = weights.iter().map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a))).collect();
        let all: f64 = part.iter().map(|v| 1.0 + v).product::<f64>() - 1.0;
        let found = indices(rows(6, 2048, &g, (0.0, 1), None), false, 1).expect("rows");
        for axis in 0..6 {
            agrees(&found.first[axis], part[axis] / all, "first");
            let others: f64 = (0..6).filter(|&other| other != axis).map(|other| 1.0 + part[other]).product();
            agrees(&found.total[axis], part[axis] * others / all, "total");
        }
    }

    #[test]
    fn noise_of_replicates_is_taken_out_and_counted_as_chance() {
        let (all, v1, v2, v13) = ishigami_variances();
        let noise = 4.0;
        let corrected = indices(rows(3, 2048, &ishigami, (noise, 3), None), false, 1).expect("rows");
        for (axis, value) in [v1 + v13, v2, v13].into_iter().enumerate() {
            agrees(&corrected.total[axis], value / all, "total");
        }
        agrees(&corrected.split.chance, noise * noise / (noise * noise + all), "chance");
        // Without the correction every total index has noise / (noise + all) in it.
        let plain = indices(rows(3, 2048, &ishigami, (noise, 1), None), false, 1).expect("rows");
        let share = noise * noise / (noise * noise + all);
        let expected = share + (1.0 - share) * v13 / all;
        assert!((plain.total[2].value.expect("a value") - expected).abs() < 0.1, "{:?}", plain.total[2]);
        assert!(!plain.corrected && corrected.corrected);
    }

    /// f = x₁ + x₂x₃ in the unit cube, uncertain x₁ and x₂: the groups share only x₂x₃.
    #[test]
    fn variance_is_split_between_assumptions_and_levers() {
        let f = |x: &[f64]| x[0] + 2.0 * x[1] * x[2];
        let group = Some(vec![true, true, false]);
        let found = indices(rows(3, 2048, &f, (0.3, 2), group), false, 1).expect("rows");
        // Var(x₁) = 1/12; E[2x₂x₃|x₂] = x₂, the same for x₃; Var(2x₂x₃) = 4·(1/9 − 1/16) = 7/36, interaction 7/36 − 2/12.
        let chance = 0.09;
        let all = 1.0 / 12.0 + 7.0 / 36.0 + chance;
        agrees(&found.split.chance, chance / all, "chance");
        agrees(&found.split.assumptions, (2.0 / 12.0) / all, "assumptions");
        agrees(&found.split.levers, (1.0 / 12.0) / all, "levers");
        agrees(&found.split.together, (7.0 / 36.0 - 2.0 / 12.0) / all, "together");
    }

    #[test]
    fn a_constant_has_no_indices() {
        let found = indices(rows(2, 16, &|_| 3.0, (0.0, 2), None), false, 1).expect("rows");
        assert_eq!(found.first[0], Index::default());
        assert!(indices(Vec::new(), false, 1).is_none());
    }
}
