//! The patient rule induction method: peel a little off one side at a time, choose a box, paste back, drop what is not needed.

use super::points::{Column, Limits, Points, Region, Tally, shortest_between};
use statrs::distribution::{Binomial, DiscreteCDF};

/// Share of the points in the box that one step takes away.
pub const PEEL: f64 = 0.05;

/// The smallest box that is looked at: this share of all points, and at least so many.
pub const SMALLEST_SHARE: f64 = 0.05;
pub const SMALLEST: usize = 10;

/// A limit stays if as many hits inside would be rarer than this without it.
pub const NEEDED: f64 = 0.05;

/// One box on the way from everything to the smallest.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub region: Region,
    pub inside: Tally,
}

/// A found box, and the way to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub region: Region,
    pub inside: Tally,
    pub way: Vec<Step>,
}

/// Finds a box among some points, and drops limits that chance explains.
///
/// Density is the share of the points inside that are hits, coverage the share of hits that are inside. Without a wished
/// `density` the box on the way with the largest F₁ is taken, the harmonic mean of both; with one the widest box that has it,
/// or the densest if none has.
pub fn find(points: &Points, members: &[usize], density: Option<f64>) -> Found {
    let way = peel(points, members);
    let hits = points.tally(members).hits;
    let worth = |step: &Step| match density {
        None => f1(step.inside, hits),
        Some(wished) if step.inside.density() >= wished => 1.0 + step.inside.hits as f64,
        Some(_) => step.inside.density(),
    };
    let mut best = 0;
    for (step, one) in way.iter().enumerate() {
        if worth(one) > worth(&way[best]) {
            best = step;
        }
    }
    let region = paste(points, members, way[best].region.clone());
    let region = prune(points, members, region);
    let inside = points.tally(&region.inside(points, members));
    Found { region, inside, way }
}

/// Harmonic mean of density and coverage, 2·hits inside/(points inside + all hits).
fn f1(inside: Tally, hits: usize) -> f64 {
    2.0 * inside.hits as f64 / (inside.points + hits).max(1) as f64
}

/// The boxes from everything to the smallest. Each step takes the side whose loss raises the density most for each point lost.
pub fn peel(points: &Points, members: &[usize]) -> Vec<Step> {
    let smallest = ((SMALLEST_SHARE * members.len() as f64).ceil() as usize).max(SMALLEST);
    let mut region = Region::whole(points);
    let mut inside = members.to_vec();
    let mut way = vec![Step { region: region.clone(), inside: points.tally(&inside) }];
    loop {
        let now = points.tally(&inside);
        let mut best: Option<(f64, Region)> = None;
        for axis in 0..points.columns.len() {
            for limits in peeled(points, &inside, &region, axis) {
                let smaller = region.with(axis, limits);
                let left = points.tally(&smaller.inside(points, &inside));
                if left.points < smallest || left.points == now.points {
                    continue;
                }
                let gain = (left.density() - now.density()) / (now.points - left.points) as f64;
                if best.as_ref().is_none_or(|(most, _)| gain > *most) {
                    best = Some((gain, smaller));
                }
            }
        }
        let Some((_, smaller)) = best else { return way };
        region = smaller;
        inside = region.inside(points, &inside);
        way.push(Step { region: region.clone(), inside: points.tally(&inside) });
    }
}

/// The limits that take some points off either side of an axis, or one category away.
fn peeled(points: &Points, inside: &[usize], region: &Region, axis: usize) -> Vec<Limits> {
    match (&points.columns[axis], &region.limits[axis]) {
        (Column::Numbers(values), Limits::Between(low, high)) => {
            let mut sorted: Vec<f64> = inside.iter().map(|&point| values[point]).collect();
            sorted.sort_by(f64::total_cmp);
            let off = ((PEEL * sorted.len() as f64) as usize).max(1);
            let mut list = Vec::new();
            let last_off = sorted[off - 1];
            if let Some(&first_kept) = sorted[off..].iter().find(|&&value| value > last_off) {
                list.push(Limits::Between(Some(shortest_between(last_off, first_kept)), *high));
            }
            let first_off = sorted[sorted.len() - off];
            if let Some(&last_kept) = sorted.iter().rev().skip(off).find(|&&value| value < first_off) {
                // From the other side, so that the limit may be the kept value but not the lost one.
                list.push(Limits::Between(*low, Some(-shortest_between(-first_off, -last_kept))));
            }
            list
        }
        (Column::Categories { .. }, Limits::Among(marked)) => {
            let there: Vec<usize> = (0..marked.len()).filter(|&category| marked[category]).collect();
            let without = |&category: &usize| {
                let mut fewer = marked.clone();
                fewer[category] = false;
                Limits::Among(fewer)
            };
            if there.len() < 2 { Vec::new() } else { there.iter().map(without).collect() }
        }
        _ => Vec::new(),
    }
}

/// Gives back what a peel took too much: as long as the density does not fall, one limit is moved out or dropped.
fn paste(points: &Points, members: &[usize], mut region: Region) -> Region {
    loop {
        let now = points.tally(&region.inside(points, members));
        let mut best: Option<(Tally, Region)> = None;
        for axis in region.restricted() {
            for limits in pasted(points, members, &region, axis) {
                let larger = region.with(axis, limits);
                let tally = points.tally(&larger.inside(points, members));
                let better = best.as_ref().is_none_or(|(most, _)| tally.density() > most.density());
                if tally.points > now.points && tally.density() >= now.density() && better {
                    best = Some((tally, larger));
                }
            }
        }
        match best {
            Some((_, larger)) => region = larger,
            None => return region,
        }
    }
}

/// The limits of an axis moved out over the next points that all other limits hold.
fn pasted(points: &Points, members: &[usize], region: &Region, axis: usize) -> Vec<Limits> {
    let (Column::Numbers(values), Limits::Between(low, high)) = (&points.columns[axis], &region.limits[axis])
    else {
        return vec![region.without(axis).limits[axis].clone()];
    };
    let held = members.iter().filter(|&&point| region.holds_without(points, point, axis));
    let mut sorted: Vec<f64> = held.map(|&point| values[point]).collect();
    sorted.sort_by(f64::total_cmp);
    let inside = sorted
        .iter()
        .filter(|&&value| low.is_none_or(|low| value >= low) && high.is_none_or(|high| value <= high));
    let on = ((PEEL * inside.count() as f64) as usize).max(1);
    let mut list = Vec::new();
    if let Some(low) = low {
        let below: Vec<f64> = sorted.iter().copied().filter(|value| value < low).collect();
        let limit = below.len().checked_sub(on).and_then(|first| {
            let next = below[..first].iter().rev().find(|&&value| value < below[first]);
            next.map(|&next| shortest_between(next, below[first]))
        });
        list.push(Limits::Between(limit, *high));
    }
    if let Some(high) = high {
        let above: Vec<f64> = sorted.iter().copied().filter(|value| value > high).collect();
        let limit = above.get(on - 1).and_then(|&last| {
            let next = above[on..].iter().find(|&&value| value > last);
            next.map(|&next| -shortest_between(-next, -last))
        });
        list.push(Limits::Between(*low, limit));
    }
    list
}

/// Drops limits, the least needed first, as long as one has a quasi-p-value above [`NEEDED`].
fn prune(points: &Points, members: &[usize], mut region: Region) -> Region {
    loop {
        let axes = region.restricted();
        let values = axes.into_iter().map(|axis| (axis, p_value(points, members, &region, axis)));
        let worst = values.max_by(|one, other| one.1.total_cmp(&other.1));
        match worst {
            Some((axis, p)) if p > NEEDED => region = region.without(axis),
            _ => return region,
        }
    }
}

/// Quasi-p-value of the limits on an axis: how likely as many hits or more would be among the points of the box if each were
/// a hit with the density of the box without these limits. P(X ≥ hits), X ~ Binomial(points, density without).
pub fn p_value(points: &Points, members: &[usize], region: &Region, axis: usize) -> f64 {
    let inside = points.tally(&region.inside(points, members));
    let wider = points.tally(&region.without(axis).inside(points, members));
    match (inside.hits.checked_sub(1), Binomial::new(wider.density(), inside.points as u64)) {
        (Some(fewer), Ok(binomial)) => binomial.sf(fewer as u64),
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::sweep::chance::{Chance, Use};
    use proptest::prelude::*;

    /// Uniform points over some axes with the outcome where `hit` says.
    pub fn uniform(seed: u64, count: usize, axes: usize, hit: impl Fn(&[f64]) -> bool) -> Points {
        let chance = Chance::new(seed, Use::Random);
        let rows: Vec<Vec<f64>> = (0..count as u32)
            .map(|row| (0..axes as u32).map(|axis| chance.uniform(row, axis)).collect())
            .collect();
        let column = |axis: usize| Column::Numbers(rows.iter().map(|row| row[axis]).collect());
        Points { columns: (0..axes).map(column).collect(), hits: rows.iter().map(|row| hit(row)).collect() }
    }

    #[test]
    fn a_planted_box_is_found_with_its_axes_and_borders() {
        let planted = |row: &[f64]| row[1] < 0.4 && row[3] > 0.5;
        let points = uniform(1, 600, 6, planted);
        let members: Vec<usize> = (0..600).collect();
        let found = find(&points, &members, None);
        assert_eq!(found.region.restricted(), [1, 3]);
        let Limits::Between(None, Some(high)) = found.region.limits[1] else { panic!("{found:?}") };
        let Limits::Between(Some(low), None) = found.region.limits[3] else { panic!("{found:?}") };
        assert!((high - 0.4).abs() < 0.03 && (low - 0.5).abs() < 0.03, "{high} {low}");
        let hits = points.tally(&members).hits;
        assert!(found.inside.density() > 0.93 && found.inside.hits as f64 > 0.93 * hits as f64);
    }

    #[test]
    fn a_wished_density_is_met_by_the_widest_box_that_has_it() {
        // Hits are rarer from left to right; only the left end is dense.
        let points = uniform(4, 1000, 2, |row| row[0] * row[0] < row[1]);
        let members: Vec<usize> = (0..1000).collect();
        let balanced = find(&points, &members, None).inside;
        let dense = find(&points, &members, Some(0.9)).inside;
        assert!(dense.density() >= 0.9 && dense.density() > balanced.density() && dense.hits < balanced.hits);
        let hopeless = uniform(5, 200, 2, |row| ((row[0] * 1000.0) as u32).is_multiple_of(2));
        let densest = find(&hopeless, &(0..200).collect::<Vec<_>>(), Some(1.0));
        assert!(densest.inside.density() < 1.0);
    }

    #[test]
    fn categories_are_peeled_like_sides() {
        let mut points = uniform(2, 300, 1, |_| false);
        let kinds: Vec<usize> = (0..300).map(|point| point % 3).collect();
        points.hits = kinds.iter().map(|&kind| kind == 2).collect();
        points.columns.push(Column::Categories { values: kinds, count: 3 });
        let found = find(&points, &(0..300).collect::<Vec<_>>(), None);
        assert_eq!(found.region.restricted(), [1]);
        assert_eq!(found.region.limits[1], Limits::Among(vec![false, false, true]));
        assert_eq!(found.inside, Tally { points: 100, hits: 100 });
    }

    proptest! {
        /// Whatever the points: boxes on the way shrink, hold what they say, and are never smaller than the smallest.
        #[test]
        fn every_box_holds_what_it_says(seed in 0_u64..1000, levels in 1_u32..6, share in 0.0_f64..1.0) {
            let mut points = uniform(seed, 80, 3, |row| row[0] + row[2] < 2.0 * share);
            if let Column::Numbers(values) = &mut points.columns[1] {
                values.iter_mut().for_each(|value| *value = (*value * f64::from(levels)).floor());
            }
            let members: Vec<usize> = (0..80).collect();
            let found = find(&points, &members, None);
            let mut last = 81;
            for step in &found.way {
                prop_assert_eq!(points.tally(&step.region.inside(&points, &members)), step.inside);
                prop_assert!(step.inside.points >= SMALLEST && step.inside.points < last);
                last = step.inside.points;
            }
            prop_assert_eq!(points.tally(&found.region.inside(&points, &members)), found.inside);
        }
    }
}
