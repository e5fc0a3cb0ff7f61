//! Splits a value fairly over players who act together (Shapley 1953): exactly, or over sampled orders.
//!
//! A coalition is a number whose bit i says whether player i is in it.

use crate::engine::random::Random;
use crate::model::decision::Decision;
use rand::seq::SliceRandom;

/// Above this number of players orders are sampled.
pub const MOST_EXACT: usize = 8;

/// Orders that are sampled, in pairs of an order and its reverse.
pub const PAIRS: usize = 16;

/// Which coalitions are needed, and how their values become shares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Design {
    /// All 2ⁿ coalitions.
    Exact { players: usize },
    /// Pairs of orders in which the players join one after the other.
    Sampled { players: usize, pairs: Vec<[Vec<usize>; 2]> },
}

/// A player's share, and the standard error that comes from sampling orders; 0 where none are sampled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    pub value: f64,
    pub order_error: f64,
}

impl Design {
    /// Exact for up to [`MOST_EXACT`] players.
    pub fn for_players(players: usize, seed: u64) -> Self {
        if players <= MOST_EXACT {
            return Self::Exact { players };
        }
        let random = Random::new(seed, 0);
        let pair = |number: usize| {
            let mut order: Vec<usize> = (0..players).collect();
            order.shuffle(&mut random.sequence(Decision::Orders as u32, number as u32, 0));
            let reverse = order.iter().rev().copied().collect();
            [order, reverse]
        };
        Self::Sampled { players, pairs: (0..PAIRS).map(pair).collect() }
    }

    /// The coalitions whose values are needed, rising; the first is empty, the last has everybody.
    pub fn coalitions(&self) -> Vec<usize> {
        match self {
            Self::Exact { players } => (0..1 << players).collect(),
            Self::Sampled { pairs, .. } => {
                let mut needed: Vec<usize> = vec![0];
                for order in pairs.iter().flatten() {
                    let joined = |coalition: &mut usize, player: &usize| {
                        *coalition |= 1 << player;
                        Some(*coalition)
                    };
                    needed.extend(order.iter().scan(0, joined));
                }
                needed.sort_unstable();
                needed.dedup();
                needed
            }
        }
    }

    /// Shares of the players. They sum to the value of all less the value of none.
    ///
    /// Exact: Σ over coalitions S without i of |S|!·(n−|S|−1)!/n! · (v(S∪i) − v(S)).
    pub fn shares(&self, value: impl Fn(usize) -> f64) -> Vec<Share> {
        match self {
            Self::Exact { players } => {
                let share = |player| Share { value: exact(*players, player, &value), order_error: 0.0 };
                (0..*players).map(share).collect()
            }
            Self::Sampled { players, pairs } => sampled(*players, pairs, &value),
        }
    }
}

fn exact(players: usize, player: usize, value: &impl Fn(usize) -> f64) -> f64 {
    let without = (0..1_usize << players).filter(|coalition| coalition & (1 << player) == 0);
    let gain = |coalition: usize| {
        let size = coalition.count_ones() as usize;
        weight(players, size) * (value(coalition | 1 << player) - value(coalition))
    };
    without.map(gain).sum()
}

/// s!·(n − s − 1)!/n! = 1/(n·C(n − 1, s)).
fn weight(players: usize, size: usize) -> f64 {
    let choose = (0..size).fold(1.0, |product, k| product * (players - 1 - k) as f64 / (k + 1) as f64);
    1.0 / (players as f64 * choose)
}

fn sampled(players: usize, pairs: &[[Vec<usize>; 2]], value: &impl Fn(usize) -> f64) -> Vec<Share> {
    let mut by_pair = vec![vec![0.0; pairs.len()]; players];
    for (number, pair) in pairs.iter().enumerate() {
        for order in pair {
            let mut coalition = 0;
            for &player in order {
                by_pair[player][number] += (value(coalition | 1 << player) - value(coalition)) / 2.0;
                coalition |= 1 << player;
            }
        }
    }
    let count = pairs.len() as f64;
    let share = |gains: &Vec<f64>| {
        let mean = gains.iter().sum::<f64>() / count;
        let squares: f64 = gains.iter().map(|gain| (gain - mean) * (gain - mean)).sum();
        Share { value: mean, order_error: (squares / (count - 1.0) / count).sqrt() }
    };
    by_pair.iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The glove game: player 0 has a left glove, 1 and 2 a right one; a pair is worth 1. Known: 2/3, 1/6, 1/6.
    #[test]
    fn the_glove_game_is_split_as_published() {
        let value = |coalition: usize| f64::from(coalition & 1 == 1 && coalition & 6 != 0);
        let shares = Design::for_players(3, 1).shares(value);
        for (share, known) in shares.iter().zip([2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]) {
            assert!((share.value - known).abs() < 1e-15 && share.order_error == 0.0);
        }
    }

    /// A value with interactions: product of weights of the members, and nothing from player 4.
    fn tangled(coalition: usize) -> f64 {
        let weights = [1.3, 0.6, 2.1, -0.4, 1.0, 1.9, 0.8, 1.1, 0.7, 1.5];
        let product: f64 = weights
            .iter()
            .enumerate()
            .filter(|(player, _)| coalition >> player & 1 == 1)
            .map(|(_, w)| w)
            .product();
        product + (coalition & 3) as f64
    }

    #[test]
    fn shares_sum_to_the_whole_and_a_player_without_effect_has_none() {
        for players in [1, 2, 5, 8, 9, 10] {
            let design = Design::for_players(players, 3);
            let shares = design.shares(tangled);
            let sum: f64 = shares.iter().map(|share| share.value).sum();
            let whole = tangled((1 << players) - 1) - tangled(0);
            assert!((sum - whole).abs() < 1e-12 * whole.abs().max(1.0), "{players}: {sum} for {whole}");
            if let Some(idle) = shares.get(4) {
                assert_eq!((idle.value, idle.order_error), (0.0, 0.0));
            }
            let needed = design.coalitions();
            assert_eq!((needed.first(), needed.last()), (Some(&0), Some(&((1 << players) - 1))));
        }
        assert_eq!(Design::for_players(0, 1).shares(tangled), []);
    }

    /// Sampled shares lie within their error of the exact ones.
    #[test]
    fn sampled_orders_come_near_the_exact_shares_within_their_error() {
        let exact = Design::Exact { players: 9 }.shares(tangled);
        let mut squares = 0.0;
        let mut count = 0.0;
        for seed in 0..40 {
            for (share, exact) in Design::for_players(9, seed).shares(tangled).iter().zip(&exact) {
                if share.order_error > 0.0 {
                    squares += ((share.value - exact.value) / share.order_error).powi(2);
                    count += 1.0;
                }
            }
        }
        // Squares of Student's t with 15 degrees of freedom have mean 15/13; 320 correlated ones are within a third of it.
        let mean = squares / count;
        assert!(count > 300.0 && (0.77..1.54).contains(&mean), "{mean} from {count}");
    }
}
