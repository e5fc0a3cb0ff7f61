//! Screening by elementary effects: what one step of a parameter does, at many places (Morris 1991, Campolongo 2007).

use super::complete;
use super::index::{Index, mean, product, with_intervals};
use crate::study::sweep::summary::Finished;
use serde::{Deserialize, Serialize};

/// Elementary effects of one axis: change of the measure over change of the parameter in its unit interval.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Effect {
    /// Mean effect.
    pub mu: Index,
    /// Mean size of the effect. Noise makes sizes larger; `strength` is free of it.
    pub mu_star: Index,
    /// Root of the mean squared effect, chance taken out.
    pub strength: Index,
    /// Standard deviation of the effect between places, chance taken out: curvature and interactions.
    pub sigma: Index,
}

/// Screening of one measure.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Morris {
    /// Trajectories whose runs all ended well, of how many.
    pub trajectories: usize,
    pub trajectories_planned: usize,
    pub corrected: bool,
    pub effects: Vec<Effect>,
}

/// A trajectory: places in the unit cube with the values of the measure in all replicates.
pub type Trajectory = Vec<(Vec<f64>, Vec<f64>)>;

/// Analyses a sweep over Morris' design; `None` without a single complete trajectory.
pub fn analyse(finished: Finished, measure: usize) -> Option<Morris> {
    let plan = finished.plan;
    let length = plan.axes.len() as u64 + 1;
    let count = plan.configurations() / length;
    let trajectories: Vec<Trajectory> = (0..count)
        .filter_map(|trajectory| {
            let points = trajectory * length..(trajectory + 1) * length;
            points
                .map(|point| {
                    Some((plan.design.shares(plan.axes.len(), point), complete(finished, point, measure)?))
                })
                .collect()
        })
        .collect();
    let mut found = screen(&trajectories, plan.base.settings.run.seed)?;
    found.trajectories_planned = count as usize;
    Some(found)
}

/// Effects over some trajectories.
pub fn screen(trajectories: &[Trajectory], seed: u64) -> Option<Morris> {
    let axes = trajectories.first()?.first()?.0.len();
    let replicates = trajectories.first()?.first()?.1.len();
    let steps: Vec<Vec<Option<Vec<f64>>>> = trajectories.iter().map(|one| steps(one, axes)).collect();
    let of_axis = |axis: usize| {
        let estimate = |rows: &mut dyn Iterator<Item = usize>| {
            summaries(&rows.filter_map(|row| steps[row][axis].as_deref()).collect::<Vec<_>>())
        };
        let mut found = with_intervals(trajectories.len(), seed, &estimate).into_iter();
        let mut next = || found.next().unwrap_or_default();
        Effect { mu: next(), mu_star: next(), strength: next(), sigma: next() }
    };
    Some(Morris {
        trajectories: trajectories.len(),
        trajectories_planned: trajectories.len(),
        corrected: replicates > 1,
        effects: (0..axes).map(of_axis).collect(),
    })
}

/// By axis the elementary effect in every replicate.
fn steps(trajectory: &Trajectory, axes: usize) -> Vec<Option<Vec<f64>>> {
    let mut effects = vec![None; axes];
    for pair in trajectory.windows(2) {
        let (before, after) = (&pair[0], &pair[1]);
        for axis in 0..axes {
            let moved = after.0[axis] - before.0[axis];
            if moved != 0.0 {
                effects[axis] = Some(
                    after.1.iter().zip(&before.1).map(|(after, before)| (after - before) / moved).collect(),
                );
            }
        }
    }
    effects
}

/// μ, μ*, strength and σ of effects that are known in all replicates.
fn summaries(effects: &[&[f64]]) -> Vec<Option<f64>> {
    if effects.is_empty() {
        return vec![None; 4];
    }
    let count = effects.len() as f64;
    let means: Vec<f64> = effects.iter().map(|values| mean(values)).collect();
    let mu = mean(&means);
    let mu_star = mean(&means.iter().map(|value| value.abs()).collect::<Vec<_>>());
    let square = mean(&effects.iter().map(|values| product(values, values)).collect::<Vec<_>>());
    let spread = means.iter().map(|value| (value - mu) * (value - mu)).sum::<f64>() / (count - 1.0).max(1.0);
    // What the mean over replicates still has of chance: the square of the mean less the product without chance.
    let noise = mean(&means.iter().map(|value| value * value).collect::<Vec<_>>()) - square;
    let sigma = (effects.len() > 1).then(|| (spread - noise).max(0.0).sqrt());
    vec![Some(mu), Some(mu_star), Some(square.max(0.0).sqrt()), sigma]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::sweep::chance::{Chance, Use};
    use crate::study::sweep::design::morris;

    fn trajectories(
        axes: usize,
        count: u32,
        f: &dyn Fn(&[f64]) -> f64,
        noise: (f64, u32),
    ) -> Vec<Trajectory> {
        let chance = Chance::new(5, Use::Random);
        let values = |x: &[f64], address: u32| -> Vec<f64> {
            let normal = |replicate| crate::math::normal::quantile(chance.uniform(address, replicate));
            (0..noise.1).map(|replicate| f(x) + noise.0 * normal(replicate)).collect()
        };
        (0..count)
            .map(|trajectory| {
                let points = morris(3, axes, trajectory).into_iter().enumerate();
                points.map(|(step, x)| (x.clone(), values(&x, trajectory * 100 + step as u32))).collect()
            })
            .collect()
    }

    /// Of parameters without influence 5.5 % have a strength that is clear of zero (two replicates, 16 trajectories; measured
    /// with 1,500 of them), so of 98 five, and no more than four standard deviations more.
    #[test]
    fn in_pure_noise_few_strengths_are_clear_of_zero() {
        let found = screen(&trajectories(98, 16, &|_| 0.0, (1.0, 2)), 1).expect("trajectories");
        let clear = found.effects.iter().filter(|effect| effect.strength.is_above(0.0)).count();
        assert!(clear <= 15, "{clear} of 98");
    }

    /// The test function of Morris 1991 with 20 inputs; the small coefficients, normal there, alternate in sign here.
    fn morris_function(x: &[f64]) -> f64 {
        let w: Vec<f64> = x
            .iter()
            .enumerate()
            .map(
                |(i, x)| {
                    if matches!(i, 2 | 4 | 6) { 2.0 * (1.1 * x / (x + 0.1) - 0.5) } else { 2.0 * (x - 0.5) }
                },
            )
            .collect();
        let sign = |i: usize| if i.is_multiple_of(2) { 1.0 } else { -1.0 };
        let mut y = 0.0;
        for i in 0..20 {
            y += if i < 10 { 20.0 } else { sign(i) } * w[i];
            for j in i + 1..20 {
                y += if j < 6 { -15.0 } else { sign(i + j) } * w[i] * w[j];
                for l in j + 1..5 {
                    y -= 10.0 * w[i] * w[j] * w[l];
                    for s in l + 1..4 {
                        y += 5.0 * w[i] * w[j] * w[l] * w[s];
                    }
                }
            }
        }
        y
    }

    /// Published: inputs 8, 9 and 10 matter and act alone, the first seven matter and interact or bend, the others do little.
    #[test]
    fn the_groups_of_morris_function_are_told_apart() {
        let found = screen(&trajectories(20, 60, &morris_function, (0.0, 1)), 1).expect("trajectories");
        let value = |index: &Index| index.value.expect("a value");
        let small = found.effects[10..].iter().map(|effect| value(&effect.mu_star)).fold(0.0, f64::max);
        for (axis, effect) in found.effects[..10].iter().enumerate() {
            assert!(value(&effect.mu_star) > 2.0 * small, "axis {axis}: {effect:?}, others {small}");
        }
        for effect in &found.effects[7..10] {
            // 2·20 for each unit of the parameter, and interactions with coefficients of 1.
            assert!((value(&effect.mu) - 40.0).abs() < 6.0, "{effect:?}");
            assert!(value(&effect.sigma) < 0.3 * value(&effect.mu_star), "{effect:?}");
        }
        for effect in &found.effects[..6] {
            assert!(value(&effect.sigma) > 0.4 * value(&effect.mu_star), "{effect:?}");
        }
    }

    #[test]
    fn chance_is_taken_out_of_strength_and_spread() {
        let plain = |x: &[f64]| 3.0 * x[0];
        let found = screen(&trajectories(2, 400, &plain, (1.0, 3)), 1).expect("trajectories");
        let (acting, idle) = (&found.effects[0], &found.effects[1]);
        assert!((acting.strength.value.expect("a value") - 3.0).abs() < 0.3, "{acting:?}");
        assert!(acting.sigma.value.expect("a value") < 0.8, "{acting:?}");
        // An effect of chance alone: |N(0, 2/3)|/0.5 on average 1.3.
        assert!(idle.mu_star.value.expect("a value") > 1.0, "{idle:?}");
        assert!(idle.strength.value.expect("a value") < 0.6, "{idle:?}");
        assert!(idle.mu.low < Some(0.0) && idle.mu.high > Some(0.0), "{idle:?}");
    }
}
