//! Exactly the k highest of many scores, with ties resolved in favour of the earlier person.
//!
//! Scores come in lists, one for each block. The result is not a list of winners but a [`Threshold`], which every block
//! then applies on its own. Two routes give the same threshold: selection among all scores when there are few, and a
//! histogram of the scores' leading bits followed by selection inside the one bin that holds the border.

use super::blocks;

/// Scores at or above which a place is won.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Sort key of the last winner: score first, then position counted from the end.
    last: u64,
    admits_any: bool,
}

impl Threshold {
    /// Nobody wins.
    pub const NOBODY: Self = Self { last: u64::MAX, admits_any: false };
    /// Everybody wins.
    pub const EVERYBODY: Self = Self { last: 0, admits_any: true };

    /// Whether the score at this position (counted over all lists in order) wins a place.
    #[inline]
    pub fn admits(&self, score: f32, position: u32) -> bool {
        self.admits_any && sort_key(score, position) >= self.last
    }
}

/// Below this many scores the histogram costs more than it saves.
const FEW: usize = 16_384;
/// Leading bits of the sort key that name a bin: sign, exponent and five bits of the fraction.
const BIN_BITS: u32 = 14;

/// The threshold that admits exactly `count` of all scores (all of them if there are fewer).
///
/// `scores(block)` gives the list of a block. Cost: linear in the number of scores, whatever their values.
pub fn highest<B: Send>(
    lists: &mut [B],
    count: usize,
    scores: impl for<'a> Fn(&'a mut B) -> &'a [f32] + Sync,
) -> Threshold {
    let lengths = blocks::map(lists, |_, list| scores(list).len());
    let starts = starts(&lengths);
    let total: usize = lengths.iter().sum();
    if count == 0 {
        return Threshold::NOBODY;
    }
    if count >= total {
        return Threshold::EVERYBODY;
    }
    let (lowest_key, highest_key, above) =
        if total <= FEW { (0, u64::MAX, 0) } else { border_bin(lists, count, &scores) };
    let parts = blocks::map(lists, |block, list| {
        let start = starts[block];
        let keys = scores(list).iter().enumerate();
        keys.map(|(offset, &score)| sort_key(score, start + offset as u32))
            .filter(|key| (lowest_key..=highest_key).contains(key))
            .collect::<Vec<u64>>()
    });
    let mut candidates = parts.concat();
    let rank = candidates.len() - (count - above);
    let (_, &mut last, _) = candidates.select_nth_unstable(rank);
    Threshold { last, admits_any: true }
}

/// Positions at which the lists begin.
pub fn starts(lengths: &[usize]) -> Vec<u32> {
    let mut sum = 0;
    let running = |length: &usize| {
        let start = sum;
        sum += *length as u32;
        start
    };
    lengths.iter().map(running).collect()
}

/// The bin that holds the border, as a range of sort keys, and how many scores lie above it.
fn border_bin<B: Send>(
    lists: &mut [B],
    count: usize,
    scores: &(impl for<'a> Fn(&'a mut B) -> &'a [f32] + Sync),
) -> (u64, u64, usize) {
    let (bins, _) = blocks::map_and_count(
        lists,
        || vec![0_u32; 1 << BIN_BITS],
        |_, list, bins| {
            for &score in scores(list) {
                bins[(ordered(score) >> (32 - BIN_BITS)) as usize] += 1;
            }
        },
        |total, part| {
            for (sum, more) in total.iter_mut().zip(part) {
                *sum += more;
            }
        },
    );
    let mut above = 0;
    for (bin, &inside) in bins.iter().enumerate().rev() {
        if above + inside as usize >= count {
            let shift = 64 - BIN_BITS;
            let lowest = (bin as u64) << shift;
            return (lowest, lowest | ((1 << shift) - 1), above);
        }
        above += inside as usize;
    }
    (0, u64::MAX, 0)
}

/// A whole number that orders first by score, then in favour of the earlier position.
#[inline(always)]
fn sort_key(score: f32, position: u32) -> u64 {
    u64::from(ordered(score)) << 32 | u64::from(!position)
}

/// The bits of a score, changed so that they order like the score itself.
#[inline(always)]
fn ordered(score: f32) -> u32 {
    // Adding zero turns −0 into +0, so that equal scores have equal bits.
    let bits = (score + 0.0).to_bits();
    bits ^ (((bits as i32 >> 31) as u32) | 0x8000_0000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The winners by sorting everything.
    fn winners_by_sorting(lists: &[Vec<f32>], count: usize) -> Vec<u32> {
        let mut all: Vec<(f32, u32)> =
            lists.iter().flatten().enumerate().map(|(position, &score)| (score, position as u32)).collect();
        all.sort_by(|a, b| b.0.partial_cmp(&a.0).unwrap().then(a.1.cmp(&b.1)));
        let mut winners: Vec<u32> = all.into_iter().take(count).map(|(_, position)| position).collect();
        winners.sort_unstable();
        winners
    }

    fn winners_by_threshold(lists: &mut [Vec<f32>], count: usize) -> Vec<u32> {
        let threshold = highest(lists, count, |list| list.as_slice());
        let all = lists.iter().flatten().enumerate();
        all.filter(|&(position, &score)| threshold.admits(score, position as u32))
            .map(|(position, _)| position as u32)
            .collect()
    }

    proptest! {
        #[test]
        fn admits_exactly_the_highest_with_ties(
            mut lists in proptest::collection::vec(proptest::collection::vec(-3_i8..3, 0..40), 0..6),
            count in 0_usize..150,
        ) {
            let mut lists: Vec<Vec<f32>> =
                lists.iter_mut().map(|list| list.iter().map(|&score| f32::from(score) / 4.0).collect()).collect();
            let expected = winners_by_sorting(&lists, count);
            prop_assert_eq!(winners_by_threshold(&mut lists, count), expected);
        }
    }

    #[test]
    fn the_histogram_route_gives_the_same_winners() {
        let random = crate::engine::random::Random::new(1, 0);
        for coarse in [false, true] {
            let score = |person| {
                let words = random.words(0, person, 0);
                let score = crate::math::single::normal_pair(words[0], words[1]).0;
                if coarse { (score * 2.0).round() / 2.0 } else { score }
            };
            let mut lists: Vec<Vec<f32>> =
                (0..12).map(|block| (0..3000).map(|offset| score(block * 3000 + offset)).collect()).collect();
            for count in [1, 2, 500, 17_000, 35_999] {
                let expected = winners_by_sorting(&lists, count);
                assert_eq!(expected.len(), count);
                assert_eq!(winners_by_threshold(&mut lists, count), expected);
            }
        }
    }

    #[test]
    fn negative_and_positive_zero_tie() {
        assert_eq!(winners_by_threshold(&mut [vec![-0.0, 0.0]], 1), [0]);
        assert_eq!(winners_by_threshold(&mut [vec![0.0, -0.0]], 1), [0]);
    }
}
