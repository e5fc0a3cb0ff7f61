//! The points of a design: a pure function of the seed, computed point by point.
//!
//! Latin hypercubes: McKay, Beckman and Conover 1979. Sobol sequences: direction numbers of Joe and Kuo 2008 with the
//! scrambling of Owen 1998 as made fast by Burley 2020. Saltelli's design: Saltelli et al. 2010. Trajectories: Morris 1991.

use super::axis::Axis;
use super::chance::{Chance, Use};
use super::domain::AxisValue;
use sobol_burley::sample;

/// Most points of a sampled design; with Saltelli's design there are some times more configurations.
pub const MOST_POINTS: u32 = 4_000_000;

/// Points after which the Sobol sequence of the library repeats.
pub const MOST_SOBOL: u32 = 1 << 16;

/// Dimensions after which it repeats.
pub const MOST_SOBOL_DIMENSIONS: usize = 256;

/// Levels of Morris' grid; a step is `LEVELS / (2 (LEVELS − 1))` of the unit interval.
pub const MORRIS_LEVELS: usize = 4;

/// How the points are chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Sample {
    /// Every combination of the listed values; the last axis changes fastest.
    Grid,
    /// The first values of all axes, then the second ones, and so on.
    Zip,
    LatinHypercube(u32),
    /// The points of a Latin hypercube, each with luck of its own: possible worlds.
    Draws(u32),
    Sobol(u32),
    Random(u32),
    /// Rows of a file.
    Table(Vec<Vec<AxisValue>>),
    /// Trajectories through Morris' grid, each of one point more than there are axes.
    Morris(u32),
    /// Matrices A, B, A with one column of B (and B with one column of A for second order), row by row.
    Saltelli {
        points: u32,
        second_order: bool,
    },
    /// The middle of everything; each axis at its low and high end; everything low; everything high.
    OneAtATime,
}

/// The points of a sample over some axes.
#[derive(Clone, Debug)]
pub struct Design {
    sample: Sample,
    seed: u64,
    /// For a Latin hypercube: which stratum each point has, by axis.
    strata: Vec<Vec<u32>>,
    /// For Saltelli's design: the axes of one role, taken from B together, where both roles occur.
    group: Option<Vec<bool>>,
}

impl Design {
    /// Prepares a design; `group` marks the uncertain axes where there are levers too.
    pub fn new(sample: Sample, axes: usize, seed: u64, group: Option<Vec<bool>>) -> Self {
        let strata = match sample {
            Sample::LatinHypercube(points) | Sample::Draws(points) => {
                let order = Chance::new(seed, Use::Order);
                (0..axes).map(|axis| order.order(points as usize, axis as u32)).collect()
            }
            _ => Vec::new(),
        };
        let group = group.filter(|group| group.iter().any(|&one| one) && group.iter().any(|&one| !one));
        Self { sample, seed, strata, group }
    }

    /// How the points are chosen.
    pub fn sample(&self) -> &Sample {
        &self.sample
    }

    /// Whether Saltelli's design has the matrix that tells assumptions from levers.
    pub fn has_group(&self) -> bool {
        self.group.is_some()
    }

    /// Number of points; `None` where it is beyond counting.
    pub fn points(&self, axes: &[Axis]) -> Option<u64> {
        let length = |axis: &Axis| axis.domain.values().map_or(1, |values| values.len() as u64);
        match &self.sample {
            Sample::Grid => axes.iter().try_fold(1_u64, |product, axis| product.checked_mul(length(axis))),
            Sample::Zip => Some(axes.iter().map(length).min().unwrap_or(1)),
            Sample::LatinHypercube(points)
            | Sample::Draws(points)
            | Sample::Sobol(points)
            | Sample::Random(points) => Some(u64::from(*points)),
            Sample::Table(rows) => Some(rows.len() as u64),
            Sample::Morris(trajectories) => Some(u64::from(*trajectories) * (axes.len() as u64 + 1)),
            Sample::Saltelli { points, .. } => {
                Some(u64::from(*points) * self.saltelli_block(axes.len()) as u64)
            }
            Sample::OneAtATime => Some(2 * axes.len() as u64 + 3),
        }
    }

    /// Configurations of one row of Saltelli's design: A, B, each A with a column of B, then the others.
    pub fn saltelli_block(&self, axes: usize) -> usize {
        let second = matches!(self.sample, Sample::Saltelli { second_order: true, .. });
        2 + axes * if second { 2 } else { 1 } + usize::from(self.group.is_some())
    }

    /// The values of all axes at a point.
    pub fn values(&self, axes: &[Axis], point: u64) -> Vec<AxisValue> {
        match &self.sample {
            Sample::Grid => grid(axes, point),
            Sample::Zip => {
                let value = |axis: &Axis| axis.domain.values().map(|values| values[point as usize].clone());
                axes.iter().map(|axis| value(axis).unwrap_or_else(|| axis.middle())).collect()
            }
            Sample::Table(rows) => rows[point as usize].clone(),
            Sample::OneAtATime => one_at_a_time(axes, point as usize),
            _ => {
                let shares = self.shares(axes.len(), point);
                axes.iter().zip(shares).map(|(axis, share)| axis.at(share)).collect()
            }
        }
    }

    /// The place of a sampled point in the unit cube, strictly inside it.
    pub fn shares(&self, axes: usize, point: u64) -> Vec<f64> {
        let row = point as u32;
        match self.sample {
            Sample::LatinHypercube(points) | Sample::Draws(points) => {
                let inside = Chance::new(self.seed, Use::Strata);
                let place = |axis: usize| {
                    let stratum = f64::from(self.strata[axis][point as usize]);
                    (stratum + inside.uniform(row, axis as u32)) / f64::from(points)
                };
                (0..axes).map(place).collect()
            }
            Sample::Sobol(_) => (0..axes).map(|axis| sobol(row, axis, self.seed)).collect(),
            Sample::Random(_) => {
                let chance = Chance::new(self.seed, Use::Random);
                (0..axes).map(|axis| chance.uniform(row, axis as u32)).collect()
            }
            Sample::Morris(_) => {
                let (trajectory, step) = (point / (axes as u64 + 1), point % (axes as u64 + 1));
                morris(self.seed, axes, trajectory as u32).swap_remove(step as usize)
            }
            Sample::Saltelli { .. } => self.saltelli(axes, point),
            _ => vec![0.5; axes],
        }
    }

    fn saltelli(&self, axes: usize, point: u64) -> Vec<f64> {
        let block = self.saltelli_block(axes) as u64;
        let (row, part) = ((point / block) as u32, (point % block) as usize);
        let from_b = |axis: usize| match part {
            0 => false,
            1 => true,
            part if part < 2 + axes => axis == part - 2,
            part if self.group.is_some() && part as u64 == block - 1 => {
                self.group.as_ref().is_some_and(|group| group[axis])
            }
            part => axis != part - 2 - axes,
        };
        (0..axes).map(|axis| sobol(row, if from_b(axis) { axes + axis } else { axis }, self.seed)).collect()
    }
}

fn grid(axes: &[Axis], point: u64) -> Vec<AxisValue> {
    let mut rest = point;
    let mut values: Vec<AxisValue> = axes
        .iter()
        .rev()
        .map(|axis| match axis.domain.values() {
            Some(values) => {
                let index = rest % values.len() as u64;
                rest /= values.len() as u64;
                values[index as usize].clone()
            }
            None => axis.middle(),
        })
        .collect();
    values.reverse();
    values
}

/// Point 0 is the middle; 1 + 2·axis and 2 + 2·axis its ends; the last two have all axes low and all high.
fn one_at_a_time(axes: &[Axis], point: usize) -> Vec<AxisValue> {
    let end = |axis: &Axis, high: bool| if high { axis.ends().1 } else { axis.ends().0 };
    let corner = point > 2 * axes.len();
    let value = |(index, axis): (usize, &Axis)| match point {
        _ if corner => end(axis, point == 2 * axes.len() + 2),
        0 => axis.middle(),
        _ if (point - 1) / 2 == index => end(axis, point.is_multiple_of(2)),
        _ => axis.middle(),
    };
    axes.iter().enumerate().map(value).collect()
}

/// One coordinate of a scrambled Sobol sequence, strictly inside the unit interval.
fn sobol(point: u32, dimension: usize, seed: u64) -> f64 {
    /// Half of the distance between the numbers that the library gives.
    const HALF_STEP: f64 = 1.0 / (1_u64 << 24) as f64;
    let seed = (seed ^ (seed >> 32)) as u32;
    f64::from(sample(point % MOST_SOBOL, dimension as u32, seed)) + HALF_STEP
}

/// The points of one of Morris' trajectories: from a random point of the grid, one axis after the other moves by a step.
///
/// Levels stand in the middle of equal parts of the unit interval, so that distributions without ends can be used.
pub fn morris(seed: u64, axes: usize, trajectory: u32) -> Vec<Vec<f64>> {
    let chance = Chance::new(seed, Use::Morris);
    let column = |kind: u32| trajectory * 4 + kind;
    let step = MORRIS_LEVELS / 2;
    let mut levels = vec![0_usize; axes];
    let mut up = vec![true; axes];
    for axis in 0..axes {
        let row = axis as u32;
        let low = chance.below(MORRIS_LEVELS - step, row, column(0));
        up[axis] = chance.uniform(row, column(1)) < 0.5;
        levels[axis] = if up[axis] { low } else { low + step };
    }
    let place = |levels: &[usize]| -> Vec<f64> {
        levels.iter().map(|&level| (level as f64 + 0.5) / MORRIS_LEVELS as f64).collect()
    };
    let mut points = vec![place(&levels)];
    for axis in morris_order(&chance, axes, trajectory) {
        levels[axis] = if up[axis] { levels[axis] + step } else { levels[axis] - step };
        points.push(place(&levels));
    }
    points
}

fn morris_order(chance: &Chance, axes: usize, trajectory: u32) -> Vec<usize> {
    chance.order(axes, trajectory * 4 + 2).into_iter().map(|axis| axis as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn design(sample: Sample, axes: usize, seed: u64) -> Design {
        Design::new(sample, axes, seed, None)
    }

    fn shares(design: &Design, axes: usize, points: u64) -> Vec<Vec<f64>> {
        (0..points).map(|point| design.shares(axes, point)).collect()
    }

    proptest! {
        #[test]
        fn every_stratum_of_a_latin_hypercube_holds_one_point(seed in any::<u64>(), axes in 1..6_usize, points in 1..60_u32) {
            let found = shares(&design(Sample::LatinHypercube(points), axes, seed), axes, u64::from(points));
            for axis in 0..axes {
                let mut strata: Vec<u32> = found.iter().map(|point| (point[axis] * f64::from(points)) as u32).collect();
                strata.sort_unstable();
                prop_assert_eq!(strata, (0..points).collect::<Vec<_>>());
            }
        }

        #[test]
        fn sobol_points_fill_every_elementary_interval_of_each_axis(seed in any::<u64>(), power in 1..9_u32) {
            let (axes, points) = (5, 1_u64 << power);
            let found = shares(&design(Sample::Sobol(points as u32), axes, seed), axes, points);
            for axis in 0..axes {
                let mut parts: Vec<u64> = found.iter().map(|point| (point[axis] * points as f64) as u64).collect();
                parts.sort_unstable();
                prop_assert_eq!(parts, (0..points).collect::<Vec<_>>(), "axis {}", axis);
            }
        }

        #[test]
        fn designs_depend_on_the_seed_alone_and_stay_inside(seed in any::<u64>()) {
            // Three trajectories over five axes: two seeds give the same ones once in 10¹⁴ times.
            for sample in [Sample::LatinHypercube(18), Sample::Sobol(18), Sample::Random(18), Sample::Morris(3)] {
                let once = shares(&design(sample.clone(), 5, seed), 5, 18);
                prop_assert_eq!(&once, &shares(&design(sample.clone(), 5, seed), 5, 18));
                prop_assert!(once != shares(&design(sample, 5, seed.wrapping_add(1)), 5, 18));
                prop_assert!(once.iter().flatten().all(|share| 0.0 < *share && *share < 1.0));
            }
        }

        #[test]
        fn a_trajectory_moves_every_axis_once_by_the_same_step(seed in any::<u64>(), axes in 1..8_usize) {
            let points = morris(seed, axes, 3);
            let mut moved: Vec<usize> = points.windows(2).map(|pair| {
                let axes: Vec<usize> = (0..axes).filter(|&axis| pair[0][axis] != pair[1][axis]).collect();
                assert_eq!(axes.len(), 1);
                assert!(((pair[0][axes[0]] - pair[1][axes[0]]).abs() - 0.5).abs() < 1e-12);
                axes[0]
            }).collect();
            moved.sort_unstable();
            prop_assert_eq!(moved, (0..axes).collect::<Vec<_>>());
        }
    }

    /// Pairs of axes too: two-dimensional intervals of a (0, 2)-sequence.
    #[test]
    fn the_first_two_axes_of_a_sobol_sequence_fill_squares() {
        let found = shares(&design(Sample::Sobol(64), 2, 7), 2, 64);
        for (across, down) in [(8, 8), (4, 16), (64, 1), (2, 32)] {
            let mut cells: Vec<usize> = found
                .iter()
                .map(|point| {
                    (point[0] * f64::from(across)) as usize * 100 + (point[1] * f64::from(down)) as usize
                })
                .collect();
            cells.sort_unstable();
            cells.dedup();
            assert_eq!(cells.len(), 64, "{across} by {down}");
        }
    }

    #[test]
    fn saltellis_rows_mix_columns_of_two_matrices() {
        let design =
            Design::new(Sample::Saltelli { points: 4, second_order: true }, 2, 1, Some(vec![true, false]));
        assert_eq!(design.saltelli_block(2), 7);
        let row: Vec<Vec<f64>> = (7..14).map(|point| design.shares(2, point)).collect();
        let (a, b) = (&row[0], &row[1]);
        assert_eq!(row[2], [b[0], a[1]], "A with the first column of B");
        assert_eq!(row[3], [a[0], b[1]]);
        assert_eq!(row[4], [a[0], b[1]], "B with the first column of A");
        assert_eq!(row[5], [b[0], a[1]]);
        assert_eq!(row[6], [b[0], a[1]], "the uncertain axis from B");
        assert!(a[0] != b[0] && a[1] != b[1]);
    }
}
