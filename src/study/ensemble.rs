//! Many draws of the uncertain assumptions: what they leave open, and what chance adds, year by year.
//!
//! Replicate r of draw d has y_dr = m + a_d + c_dr: assumptions and luck. Every draw has luck of its own, so that all runs
//! together are a sample of possible worlds.

use super::sensitivity::index::{Index, mean, product, variance, with_intervals};
use crate::store::runs::rows::SeriesValues;
use crate::study::sweep::summary::Finished;
use serde::{Deserialize, Serialize};

/// Shares of the worlds below the limits of bands: half of them lie between the inner two, nine tenths between the outer two.
pub const LIMITS: [f64; 4] = [0.05, 0.25, 0.75, 0.95];

/// Fewest draws from which bands are made.
pub const FEWEST_DRAWS: usize = 20;

/// One metric over many draws.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Ensemble {
    pub metric: String,
    pub unit: String,
    /// Draws of which all replicates are defined in every year, and the others.
    pub draws: usize,
    pub left_out: usize,
    pub replicates: usize,
    pub years: Vec<Bands>,
    /// Variance between worlds in the last year.
    pub split: Split,
    /// Share of worlds in which the metric is lower in the last year than in the first; replicates of one draw count as one.
    pub lower: Index,
}

/// Where worlds lie in one year, at the shares of [`LIMITS`].
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct Bands {
    pub year: i32,
    /// Half of the worlds lie below.
    pub middle: f64,
    /// All worlds: assumptions and chance.
    pub worlds: [f64; 4],
    /// What assumptions alone would leave open: means of draws around their mean, drawn together by the share of their
    /// variance that chance adds.
    pub assumptions: [f64; 4],
    /// What chance alone would add to the middle: replicates around the mean of their draw.
    pub chance: [f64; 4],
}

/// Shares of the variance of a single world. Unknown with one replicate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Split {
    pub assumptions: Index,
    pub chance: Index,
    /// Standard deviation between worlds.
    pub sd: f64,
}

/// One metric of the draws of a sweep; `None` with fewer than [`FEWEST_DRAWS`].
pub fn ensemble(finished: Finished, series: &SeriesValues, metric: &str) -> Option<Ensemble> {
    let plan = finished.plan;
    let run = &plan.base.settings.run;
    let (first, years) = (run.start_year, run.years as usize + 1);
    let draws: Vec<Vec<Vec<f64>>> = (0..plan.configurations())
        .filter_map(|draw| {
            let key = finished.keys.get(draw)?;
            let begin = plan.first_replicate(draw);
            let replicate = |offset: u32| -> Option<Vec<f64>> {
                series.get(&(key, begin + offset))?.iter().map(|(_, value)| *value).collect()
            };
            (0..plan.replicates).map(replicate).collect()
        })
        .filter(|draw: &Vec<Vec<f64>>| draw.iter().all(|series| series.len() == years))
        .collect();
    let measure = plan.measures.iter().find(|measure| measure.metric == metric);
    let unit = measure.map_or(String::new(), |measure| measure.unit.clone());
    let left_out = plan.configurations() as usize - draws.len();
    if draws.len() < FEWEST_DRAWS {
        return None;
    }
    let in_year = |year: usize| -> Vec<Vec<f64>> {
        draws.iter().map(|draw| draw.iter().map(|series| series[year]).collect()).collect()
    };
    let fell = |draw: &Vec<Vec<f64>>| -> f64 {
        mean(
            &draw.iter().map(|series| f64::from(u8::from(series[years - 1] < series[0]))).collect::<Vec<_>>(),
        )
    };
    let fell: Vec<f64> = draws.iter().map(fell).collect();
    Some(Ensemble {
        metric: metric.to_owned(),
        unit,
        draws: draws.len(),
        left_out,
        replicates: plan.replicates as usize,
        years: (0..years).map(|year| bands(first + year as i32, &in_year(year))).collect(),
        split: split(&in_year(years - 1), run.seed),
        lower: Index::proportion(fell.iter().sum(), draws.len()),
    })
}

/// Bands of one year from the values of every draw.
fn bands(year: i32, draws: &[Vec<f64>]) -> Bands {
    let all = sorted(draws.iter().flatten().copied());
    let middle = quantile(&all, 0.5);
    let means: Vec<f64> = draws.iter().map(|values| mean(values)).collect();
    let center = mean(&means);
    let (of_means, of_chance) = (variance(&means), mean(&variances(draws)));
    let replicates = draws.first().map_or(1, Vec::len) as f64;
    let noise = of_chance / replicates;
    let kept = if of_means > noise { ((of_means - noise) / of_means).sqrt() } else { 0.0 };
    let assumptions = sorted(means.iter().map(|value| center + kept * (value - center)));
    let widen = (replicates / (replicates - 1.0).max(1.0)).sqrt();
    let chance = draws
        .iter()
        .zip(&means)
        .flat_map(|(values, mean)| values.iter().map(move |value| middle + widen * (value - mean)));
    let chance = sorted(chance);
    let at = |values: &[f64]| LIMITS.map(|share| quantile(values, share));
    Bands { year, middle, worlds: at(&all), assumptions: at(&assumptions), chance: at(&chance) }
}

fn variances(draws: &[Vec<f64>]) -> Vec<f64> {
    draws.iter().map(|values| variance(values)).collect()
}

/// Shares of the variance of a single world: assumptions Σ⟨a, a⟩ with products between different replicates only, chance the
/// mean variance between replicates; intervals by drawing draws again.
fn split(draws: &[Vec<f64>], seed: u64) -> Split {
    let all: Vec<f64> = draws.iter().flatten().copied().collect();
    let sd = variance(&all).sqrt();
    if draws.first().is_none_or(|values| values.len() < 2) {
        return Split { sd, ..Split::default() };
    }
    let shares = |rows: &mut dyn Iterator<Item = usize>| {
        let rows: Vec<&Vec<f64>> = rows.map(|row| &draws[row]).collect();
        let count = rows.len() as f64;
        let center = rows.iter().map(|values| mean(values)).sum::<f64>() / count;
        let centred = |values: &&Vec<f64>| values.iter().map(|value| value - center).collect::<Vec<f64>>();
        let products = rows.iter().map(|values| {
            let values = centred(values);
            product(&values, &values)
        });
        let chance = rows.iter().map(|values| variance(values)).sum::<f64>() / count;
        // The mean that is taken off is estimated, which costs one draw and its noise.
        let replicates = draws[0].len() as f64;
        let assumptions = (products.sum::<f64>() + chance / replicates) / (count - 1.0);
        let whole = assumptions + chance;
        let share = |part: f64| (whole > 0.0).then(|| part / whole);
        vec![share(assumptions), share(chance)]
    };
    let found = with_intervals(draws.len(), seed, &shares);
    Split { assumptions: found[0], chance: found[1], sd }
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

/// Quantile with linear interpolation; 0 of nothing.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    let place = share * last as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(last);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::normal;
    use crate::study::sweep::chance::{Chance, Use};

    /// Draws of N(0, a²) with replicates of N(0, c²) around them.
    fn made(seed: u64, draws: u32, replicates: u32, (a, c): (f64, f64)) -> Vec<Vec<f64>> {
        let chance = Chance::new(seed, Use::Random);
        let normal = |row: u32, column: u32| normal::quantile(chance.uniform(row, column));
        (0..draws)
            .map(|draw| {
                let assumption = a * normal(draw, 0);
                (1..=replicates).map(|replicate| assumption + c * normal(draw, replicate)).collect()
            })
            .collect()
    }

    #[test]
    fn variance_is_split_as_it_was_made() {
        // True shares 0.8 and 0.2; the standard error of a share of 400 draws is about 0.015.
        let draws = made(1, 400, 4, (2.0, 1.0));
        let found = split(&draws, 1);
        assert!((found.assumptions.value.unwrap() - 0.8).abs() < 0.05, "{found:?}");
        let sum = found.assumptions.value.unwrap() + found.chance.value.unwrap();
        assert!((sum - 1.0).abs() < 1e-12);
        assert!(found.assumptions.low.unwrap() < 0.8 && found.assumptions.high.unwrap() > 0.8);
        // Without any influence of assumptions nothing is left of their share, on average over samples.
        let shares = (0..200).map(|seed| split(&made(seed, 50, 4, (0.0, 1.0)), 1).assumptions.value.unwrap());
        // Standard deviation of one share: √(2/(3·50·4))·… ≈ 0.04; of the mean of 200 0.003.
        assert!((shares.sum::<f64>() / 200.0).abs() < 0.01);
        assert_eq!(split(&made(1, 50, 1, (1.0, 1.0)), 1).chance.value, None);
    }

    #[test]
    fn bands_are_those_of_the_parts() {
        let found = bands(2000, &made(2, 4000, 4, (2.0, 1.0)));
        let close = |found: [f64; 4], sd: f64| {
            for (value, share) in found.iter().zip(LIMITS) {
                // Standard error of a 5 % point of 4,000 draws: 0.033 sd.
                assert!((value - sd * normal::quantile(share)).abs() < 0.12 * sd, "{found:?} {sd}");
            }
        };
        close(found.worlds, 5.0_f64.sqrt());
        close(found.assumptions, 2.0);
        close(found.chance, 1.0);
        let only_chance = bands(2000, &made(3, 4000, 4, (0.0, 1.0)));
        assert!(only_chance.assumptions[3] - only_chance.assumptions[0] < 0.25, "{only_chance:?}");
    }
}
