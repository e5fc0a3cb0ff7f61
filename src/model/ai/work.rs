//! AI at work: what it can do in each job class, how far it is used, and its five channels (model document, section 7).

use crate::math::double::exp;
use crate::math::normal::distribution;

/// Which channels of AI act. Switching one off leaves everything else as it is, so a change can be attributed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Channels {
    pub assistance: bool,
    pub displacement: bool,
    pub access: bool,
    pub ownership: bool,
    pub luck: bool,
}

/// What AI does at work where it is used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorkRules {
    /// Bass diffusion: yearly share of the rest that adopts unprompted, and by imitation.
    pub innovation: f64,
    pub imitation: f64,
    /// Cost of AI for a worker's tasks in the start year, relative to the pay e^0 of a worker.
    pub start_cost: f64,
    /// ρ: what is left of skill differences where AI does all it can: 0 leveller, 1 neutral, above 1 amplifier.
    pub skill_pass_through: f64,
    /// B₀: skill that full assistance gives to everybody, standard deviations.
    pub boost: f64,
    /// π: share of the pay gaps between classes that rewards scarce skill; the rest is rent.
    pub premium_skill_share: f64,
    /// How far the weight of schooling in hiring follows the weight of skill: 0 not at all, 1 fully.
    pub credential_follow: f64,
    /// ψ: share of a class's places that full automation removes.
    pub displacement: f64,
    /// Share of the removed places that come back as new tasks elsewhere.
    pub reinstatement: f64,
    /// Rise of capital's income share, as a share of labour's, at full automation.
    pub ownership: f64,
    /// Relative rise of the mean jump of luck at full automation.
    pub superstar: f64,
}

/// f_j: share of a class's tasks that AI of capability A can do: Φ((A − D_j)/σ_j).
pub fn feasible_share(capability: f64, difficulty: f64, spread: f64) -> f64 {
    distribution((capability - difficulty) / spread)
}

/// Adoption a year later (Bass 1969), paced by cost against the class's wage.
///
/// d + pace·(p + q·d)·(1 − d), pace = 1/(1 + start_cost·price/e^b)
///
/// d adoption, 0 to 1 · price relative to the start year · b base log pay of the class.
pub fn next_adoption(rules: &WorkRules, adoption: f64, price: f64, base_log_pay: f64) -> f64 {
    let cost_to_wage = rules.start_cost * price / exp(base_log_pay);
    let pace = 1.0 / (1.0 + cost_to_wage);
    (adoption + pace * (rules.innovation + rules.imitation * adoption) * (1.0 - adoption)).clamp(0.0, 1.0)
}

/// q_j = 1 + φ_j·(ρ − 1): how much of own skill still counts in a class with automated share φ_j. Not below 0.
pub fn pass_through(rules: &WorkRules, automated_share: f64) -> f64 {
    (1.0 + automated_share * (rules.skill_pass_through - 1.0)).max(0.0)
}

/// Base log pay of a class: b̄ + (b_j − b̄)·(1 − π + π·q_j). The skilled part of the premium follows what skill still counts.
pub fn class_premium(rules: &WorkRules, base_log_pay: f64, mean_base_log_pay: f64, pass_through: f64) -> f64 {
    let pi = rules.premium_skill_share;
    mean_base_log_pay + (base_log_pay - mean_base_log_pay) * (1.0 - pi + pi * pass_through)
}

/// Weight of schooling in hiring: follows the weight of skill by the credential-follow share.
pub fn schooling_weight(rules: &WorkRules, weight: f64, pass_through: f64) -> f64 {
    weight * (1.0 + rules.credential_follow * (pass_through - 1.0))
}

/// New tasks in a class where AI does everything, as a share of those where it does nothing; assumed.
///
/// Above 0, so that what comes back does not hang on the last rounding of a φ_j next to 1.
const NEW_TASKS: f64 = 0.01;

/// Shares of places after displacement.
///
/// share_j·(1 − ψ·φ_j), and of what is removed the reinstatement share comes back in proportion to share_j·(1 − 0.99·φ_j).
/// The result sums to the sum of the shares less what does not come back.
pub fn displaced_shares(rules: &WorkRules, shares: &[f64], automated: &[f64]) -> Vec<f64> {
    let kept: Vec<f64> =
        shares.iter().zip(automated).map(|(share, phi)| share * (1.0 - rules.displacement * phi)).collect();
    let removed: f64 = shares.iter().sum::<f64>() - kept.iter().sum::<f64>();
    let weights: Vec<f64> =
        shares.iter().zip(automated).map(|(share, phi)| share * (1.0 - (1.0 - NEW_TASKS) * phi)).collect();
    let sum: f64 = weights.iter().sum();
    let returned = removed * rules.reinstatement;
    kept.iter().zip(&weights).map(|(kept, weight)| kept + returned * weight / sum).collect()
}

/// Capital's share of income: c + ω·φ̄·(1 − c).
pub fn capital_share(rules: &WorkRules, share: f64, mean_automated: f64) -> f64 {
    share + rules.ownership * mean_automated * (1.0 - share)
}

/// Factor on the mean jump of luck: 1 + σ·φ̄.
pub fn superstar_factor(rules: &WorkRules, mean_automated: f64) -> f64 {
    1.0 + rules.superstar * mean_automated
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: WorkRules = WorkRules {
        innovation: 0.02,
        imitation: 0.4,
        start_cost: 1.0,
        skill_pass_through: 0.5,
        boost: 0.2,
        premium_skill_share: 0.7,
        credential_follow: 0.5,
        displacement: 0.5,
        reinstatement: 1.0,
        ownership: 0.3,
        superstar: 0.5,
    };

    #[test]
    fn without_automation_nothing_changes() {
        assert_eq!(pass_through(&RULES, 0.0), 1.0);
        assert_eq!(class_premium(&RULES, 0.48, 0.05, 1.0), 0.48);
        assert_eq!(schooling_weight(&RULES, 0.9, 1.0), 0.9);
        assert_eq!(displaced_shares(&RULES, &[0.3, 0.7], &[0.0, 0.0]), [0.3, 0.7]);
        assert_eq!(capital_share(&RULES, 0.2, 0.0), 0.2);
        assert_eq!(superstar_factor(&RULES, 0.0), 1.0);
    }

    #[test]
    fn full_reinstatement_keeps_the_number_of_places() {
        let shares = displaced_shares(&RULES, &[0.3, 0.7], &[0.2, 0.9]);
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!(shares[0] > 0.3 && shares[1] < 0.7);
        let none = WorkRules { reinstatement: 0.0, ..RULES };
        let lost = displaced_shares(&none, &[0.3, 0.7], &[0.2, 0.9]);
        assert!((lost.iter().sum::<f64>() - (1.0 - 0.5 * (0.06 + 0.63))).abs() < 1e-12);
    }

    #[test]
    fn what_comes_back_does_not_hang_on_the_last_rounding() {
        let shares = |last: f64| displaced_shares(&RULES, &[0.3, 0.7], &[1.0, last]);
        for near in [1.0 - f64::EPSILON, 1.0 - 1e-9] {
            for (one, other) in shares(1.0).iter().zip(shares(near)) {
                assert!((one - other).abs() < 1e-6, "{one} {other}");
            }
        }
        assert!(shares(1.0).iter().zip([0.3, 0.7]).all(|(share, all)| (share - all).abs() < 1e-12));
    }

    #[test]
    fn a_full_leveller_leaves_only_the_rent_between_classes() {
        let leveller = WorkRules { skill_pass_through: 0.0, ..RULES };
        let q = pass_through(&leveller, 1.0);
        assert_eq!(q, 0.0);
        assert!((class_premium(&leveller, 1.0, 0.0, q) - 0.3).abs() < 1e-12);
    }

    #[test]
    fn adoption_rises_faster_where_wages_are_high_and_never_leaves_its_range() {
        assert!(next_adoption(&RULES, 0.1, 1.0, 0.5) > next_adoption(&RULES, 0.1, 1.0, -0.5));
        let mut adoption = 0.0;
        for _ in 0..500 {
            adoption = next_adoption(&RULES, adoption, 0.01, 0.0);
        }
        assert!(adoption > 0.999 && adoption <= 1.0);
    }
}
