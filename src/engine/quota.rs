//! Exactly the k highest of many scores, with ties resolved in favour of the earlier person.
//!
//! Scores come in lists, one for each block. The result is not a list of winners but a [`Threshold`], which every block
//! then applies on its own. Two routes give the same threshold: selection among all scores when there are few, and a
//! histogram of the scores' leading bits followed by selection inside the one bin that holds the border.

use super::blocks;
use super::lanes;
use super::lanes::columns::chosen;

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

    /// Lists the offsets of the winners in one list of scores, whose first one stands at position `start`.
    ///
    /// Scores of −∞ never win: they stand for those who have left the contest.
    #[inline(always)]
    pub fn winners(&self, scores: &[f32], start: u32, offsets: &mut Vec<u16>) {
        offsets.clear();
        if !self.admits_any {
            return;
        }
        let (border, left) = ((self.last >> 32) as u32, ordered(f32::NEG_INFINITY));
        // Who has exactly the border's score wins only up to the last winner's position.
        let last_position = u64::from(u32::MAX - self.last as u32);
        let ahead = (last_position + 1).saturating_sub(u64::from(start)).min(scores.len() as u64) as usize;
        let (ahead_of_last, behind) = scores.split_at(ahead);
        chosen(ahead_of_last, 0, |&score| (ordered(score) >= border) & (ordered(score) != left), offsets);
        chosen(behind, ahead as u16, |&score| (ordered(score) > border) & (ordered(score) != left), offsets);
    }
}

/// Below this many scores the histogram costs more than it saves.
const FEW: usize = 512;
/// Scores whose bins are found before any of them is counted: enough that the first have reached memory before they are read back.
const STRETCH: usize = 512;

/// For each of `counts` the threshold that admits exactly so many of all scores (all of them if there are fewer).
///
/// `scores(block)` gives the list of a block. Cost: linear in the number of scores, whatever their values.
pub fn highest<B: Send>(
    lists: &mut [B],
    counts: &[usize],
    scores: impl for<'a> Fn(&'a mut B) -> &'a [f32] + Sync,
) -> Vec<Threshold> {
    let lengths: Vec<usize> = lists.iter_mut().map(|list| scores(list).len()).collect();
    let total = lengths.iter().sum();
    let starts = starts(&lengths);
    let histogram = histogram(lists, total, &scores);
    counts.iter().map(|&count| highest_of(lists, (total, &starts), &histogram, count, &scores)).collect()
}

/// The threshold that admits exactly `count` of all scores, whose histogram is there already.
///
/// `total`: number of scores · `starts`: [positions](starts) at which the lists begin.
pub fn highest_of<B: Send>(
    lists: &mut [B],
    (total, starts): (usize, &[u32]),
    histogram: &Histogram,
    count: usize,
    scores: &(impl for<'a> Fn(&'a mut B) -> &'a [f32] + Sync),
) -> Threshold {
    if count == 0 {
        return Threshold::NOBODY;
    }
    if count >= total {
        return Threshold::EVERYBODY;
    }
    let border = histogram.border(count);
    let parts = blocks::map_few(lists, total, |block, list| {
        let (scores, start) = (scores(list), starts[block]);
        lanes::widest(
            #[inline(always)]
            || border.candidates(scores, start),
        )
    });
    border.threshold(parts.concat())
}

/// Where the last winner of a number of places is to be found.
struct Border {
    count: usize,
    /// Range of the upper halves of sort keys that holds the last winner.
    lowest: u32,
    highest: u32,
    /// Scores above the range.
    above: usize,
}

impl Border {
    /// Sort keys in the range.
    #[inline(always)]
    fn candidates(&self, scores: &[f32], start: u32) -> Vec<u64> {
        let mut offsets = Vec::new();
        let inside = |&score: &f32| (ordered(score) >= self.lowest) & (ordered(score) <= self.highest);
        chosen(scores, 0, inside, &mut offsets);
        offsets.iter().map(|&offset| sort_key(scores[offset as usize], start + u32::from(offset))).collect()
    }

    /// Selects the last winner among the candidates.
    fn threshold(&self, mut candidates: Vec<u64>) -> Threshold {
        let rank = candidates.len() - (self.count - self.above);
        let (_, &mut last, _) = candidates.select_nth_unstable(rank);
        Threshold { last, admits_any: true }
    }
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

/// Number of scores by the leading bits of their sort key: sign, exponent, and a few bits of the fraction.
#[derive(Clone, Debug)]
pub struct Histogram {
    bits: u32,
    bins: Vec<u32>,
}

impl Histogram {
    /// For so many scores; empty where there are so few that looking at all of them is faster.
    ///
    /// Few bins are soon emptied and looked through, many leave less to select in one of them.
    pub fn empty(scores: usize) -> Self {
        let bits = if scores < 1 << 16 { 11 } else { 14 };
        Self { bits, bins: vec![0; if scores > FEW { 1 << bits } else { 0 }] }
    }

    /// Counts a list of scores.
    #[inline(always)]
    pub fn count(&mut self, scores: &[f32]) {
        if self.bins.is_empty() {
            return;
        }
        // Those who have left take turns in the bins up to that of −∞, in which nobody else is: one bin would have to wait for itself.
        let left = (ordered(f32::NEG_INFINITY) >> (32 - self.bits)) as u16;
        for scores in scores.chunks(STRETCH) {
            let mut bin = [0_u16; STRETCH];
            for (position, (bin, &score)) in bin.iter_mut().zip(scores).enumerate() {
                let place = (ordered(score) >> (32 - self.bits)) as u16;
                *bin = if score == f32::NEG_INFINITY { position as u16 & left } else { place };
            }
            for &bin in &bin[..scores.len()] {
                self.bins[bin as usize] += 1;
            }
        }
    }

    /// Adds other scores.
    pub fn merge(&mut self, other: &Self) {
        for (sum, &more) in self.bins.iter_mut().zip(&other.bins) {
            *sum += more;
        }
    }

    /// The bin that holds the last of `count` winners.
    fn border(&self, count: usize) -> Border {
        let mut above = 0;
        for (bin, &inside) in self.bins.iter().enumerate().rev() {
            if above + inside as usize >= count {
                let shift = 32 - self.bits;
                let lowest = (bin as u32) << shift;
                return Border { count, lowest, highest: lowest | ((1 << shift) - 1), above };
            }
            above += inside as usize;
        }
        Border { count, lowest: 0, highest: u32::MAX, above: 0 }
    }
}

fn histogram<B: Send>(
    lists: &mut [B],
    total: usize,
    scores: &(impl for<'a> Fn(&'a mut B) -> &'a [f32] + Sync),
) -> Histogram {
    let (histogram, _) = blocks::map_and_count_few(
        lists,
        total,
        || Histogram::empty(total),
        |_, list, histogram| {
            let scores = scores(list);
            lanes::widest(
                #[inline(always)]
                || histogram.count(scores),
            );
        },
        |total, part| total.merge(&part),
    );
    histogram
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
        let threshold = highest(lists, &[count], |list| list.as_slice())[0];
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
    fn several_counts_at_once_give_the_thresholds_of_each() {
        let random = crate::engine::random::Random::new(2, 0);
        for people in [50_u32, 40_000] {
            let score = |person| (random.words(0, person, 0)[0] % 1000) as f32;
            let mut lists = vec![(0..people).map(score).collect::<Vec<f32>>(), Vec::new(), vec![0.5; 3]];
            let all = people as usize + 3;
            let counts = [0, 1, all / 3, all / 3, 0, all - 1, all, all + 9];
            let together = highest(&mut lists, &counts, |list| list.as_slice());
            for (count, threshold) in counts.iter().zip(together) {
                assert_eq!(highest(&mut lists, &[*count], |list| list.as_slice()), [threshold]);
            }
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
    fn winners_are_listed_and_those_who_left_never_win() {
        let mut lists = vec![vec![1.0, f32::NEG_INFINITY, 3.0], vec![2.0, 3.0, f32::NEG_INFINITY]];
        for (count, expected) in [
            (0, [vec![], vec![]]),
            (1, [vec![2], vec![]]),
            (3, [vec![2], vec![0, 1]]),
            (6, [vec![0, 2], vec![0, 1]]),
        ] {
            let threshold = highest(&mut lists, &[count], |list| list.as_slice())[0];
            let listed = [0, 1].map(|list: usize| {
                let mut offsets = vec![7];
                threshold.winners(&lists[list], 3 * list as u32, &mut offsets);
                offsets
            });
            assert_eq!(listed, expected, "{count}");
        }
    }

    #[test]
    fn negative_and_positive_zero_tie() {
        assert_eq!(winners_by_threshold(&mut [vec![-0.0, 0.0]], 1), [0]);
        assert_eq!(winners_by_threshold(&mut [vec![0.0, -0.0]], 1), [0]);
    }
}
