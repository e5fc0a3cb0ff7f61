//! Families: what a child has from a parent (model document, section 2).

use super::ability::{complement, independent_part, noncognitive};

/// How traits and status pass from one parent to a child.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FamilyRules {
    /// Correlation of a child's ability with the parent's, r_g; 0 to 1.
    pub ability_inheritance: f32,
    /// Correlation of the independent parts of non-cognitive skill, parent and child; 0 to 1.
    pub noncognitive_inheritance: f32,
    /// Correlation of ability and non-cognitive skill in one person, c; −1 to 1.
    pub ability_noncognitive_correlation: f32,
    /// Weight of schooling against income rank in a family's status; 0 to 1.
    pub status_schooling_weight: f32,
    /// Youngest and oldest age of a parent in the year in which the child enters work.
    pub parent_age_youngest: u8,
    pub parent_age_oldest: u8,
}

/// Ability and non-cognitive skill of a child.
///
/// g = r_g·g_parent + √(1−r_g²)·ε_g; the independent part of n likewise with its own coefficient. All variances stay 1.
///
/// Inputs in standard deviations; shocks N(0,1). Result: (g, n).
#[inline(always)]
pub fn inherit(
    rules: &FamilyRules,
    parent_ability: f32,
    parent_noncognitive: f32,
    ability_shock: f32,
    noncognitive_shock: f32,
) -> (f32, f32) {
    let c = rules.ability_noncognitive_correlation;
    let parent_independent = independent_part(c, parent_ability, parent_noncognitive);
    let ability = mix(rules.ability_inheritance, parent_ability, ability_shock);
    let independent = mix(rules.noncognitive_inheritance, parent_independent, noncognitive_shock);
    (ability, noncognitive(c, ability, independent))
}

/// Status of a family before standardisation: w·schooling score + (1−w)·income score, both normal scores of ranks.
#[inline(always)]
pub fn status(rules: &FamilyRules, schooling_score: f32, income_score: f32) -> f32 {
    let w = rules.status_schooling_weight;
    w * schooling_score + (1.0 - w) * income_score
}

/// r·old + √(1−r²)·new: N(0,1) again, with correlation r to the old value.
#[inline(always)]
fn mix(correlation: f32, old: f32, new: f32) -> f32 {
    correlation * old + complement(correlation) * new
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: FamilyRules = FamilyRules {
        ability_inheritance: 0.5,
        noncognitive_inheritance: 0.3,
        ability_noncognitive_correlation: 0.42,
        status_schooling_weight: 0.5,
        parent_age_youngest: 43,
        parent_age_oldest: 57,
    };

    #[test]
    fn an_average_shock_brings_the_child_halfway_to_the_mean() {
        let (g, n) = inherit(&RULES, 2.0, 0.84, 0.0, 0.0);
        assert_eq!(g, 1.0);
        assert!((n - 0.42).abs() < 1e-6, "a parent with n = c·g passes on no independent part");
    }

    #[test]
    fn full_inheritance_copies_the_parent() {
        let copy = FamilyRules { ability_inheritance: 1.0, noncognitive_inheritance: 1.0, ..RULES };
        let (g, n) = inherit(&copy, 1.5, -0.5, 9.0, 9.0);
        assert!((g - 1.5).abs() < 1e-6 && (n + 0.5).abs() < 1e-6);
    }
}
