//! Access to education: who gets the places in school (model document, section 2).

/// Who is admitted, in one year.
#[derive(Clone, Debug, PartialEq)]
pub struct SchoolingRules {
    /// Essay condition (a): 1 = places go to talent, 0 = places are inherited.
    pub openness: f32,
    /// Weights of ability, non-cognitive skill and family status in an open school system.
    pub ability_weight: f32,
    pub noncognitive_weight: f32,
    pub status_weight: f32,
    /// Weight of family status in a closed system.
    pub inherited_weight: f32,
    /// Standard deviation of chance in admission, σ_u.
    pub noise: f32,
    /// Levels from the lowest to the highest, with the share of the entering cohort in each.
    pub levels: Vec<Level>,
}

/// One level of schooling in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// Years of schooling.
    pub years: f32,
    /// Share of the cohort; the shares of all levels sum to 1.
    pub share: f64,
}

/// Schooling score: the cohort fills the levels from the top in the order of this score.
///
/// o·(a_g·g + a_n·n + a_s·s) + (1−o)·b_s·s + σ_u·ε
///
/// g, n, s in standard deviations · ε chance, N(0,1) · o openness, 0 to 1.
#[inline(always)]
pub fn score(rules: &SchoolingRules, ability: f32, noncognitive: f32, status: f32, chance: f32) -> f32 {
    let open = rules.ability_weight * ability
        + rules.noncognitive_weight * noncognitive
        + rules.status_weight * status;
    rules.openness * open + (1.0 - rules.openness) * rules.inherited_weight * status + rules.noise * chance
}

/// Numbers of people in each class when `people` are divided by `shares` as evenly as whole people allow.
///
/// Largest remainders: every number is within 1 of `share·people`, and they sum to `people`. Shares are scaled to sum to 1;
/// equal remainders go to the earlier class. Without any positive share everybody is in the first class.
pub fn apportion(people: usize, shares: &[f64]) -> Vec<usize> {
    let sum: f64 = shares.iter().sum();
    let mut numbers = vec![0; shares.len()];
    if shares.is_empty() {
        return numbers;
    }
    if sum <= 0.0 {
        numbers[0] = people;
        return numbers;
    }
    let exact: Vec<f64> = shares.iter().map(|share| share / sum * people as f64).collect();
    for (number, ideal) in numbers.iter_mut().zip(&exact) {
        *number = (ideal.floor() as usize).min(people);
    }
    let mut order: Vec<usize> = (0..shares.len()).collect();
    let remainder = |class: &usize| exact[*class] - exact[*class].floor();
    order.sort_by(|a, b| remainder(b).total_cmp(&remainder(a)));
    let mut rest = people.saturating_sub(numbers.iter().sum());
    for class in order.into_iter().cycle() {
        if rest == 0 {
            break;
        }
        numbers[class] += 1;
        rest -= 1;
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rules(openness: f32) -> SchoolingRules {
        SchoolingRules {
            openness,
            ability_weight: 0.95,
            noncognitive_weight: 0.5,
            status_weight: 0.1,
            inherited_weight: 1.0,
            noise: 0.6,
            levels: Vec::new(),
        }
    }

    #[test]
    fn an_open_school_sees_talent_and_a_closed_one_only_status() {
        assert!((score(&rules(1.0), 1.0, 2.0, -1.0, 0.0) - (0.95 + 1.0 - 0.1)).abs() < 1e-6);
        assert_eq!(score(&rules(0.0), 3.0, 3.0, -1.0, 0.5), -1.0 + 0.3);
    }

    proptest! {
        #[test]
        fn apportioned_numbers_are_exact(people in 0_usize..100_000, shares in proptest::collection::vec(0.0_f64..1.0, 1..12)) {
            let numbers = apportion(people, &shares);
            prop_assert_eq!(numbers.iter().sum::<usize>(), people);
            let sum: f64 = shares.iter().sum();
            if sum > 0.0 {
                for (number, share) in numbers.iter().zip(&shares) {
                    prop_assert!((*number as f64 - share / sum * people as f64).abs() < 1.0 + 1e-9);
                }
            }
        }
    }
}
