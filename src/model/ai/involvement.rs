//! Human involvement in making AI, and the speed of research that follows from it (model document, section 7).

use crate::math::normal::distribution;

/// One component of making AI that people still do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Component {
    /// w_c: share of all human work in making AI at the start; the weights sum to 1.
    pub weight: f64,
    /// D_c, σ_c: mean and spread of its tasks' difficulty, standard deviations of human skill.
    pub difficulty: f64,
    pub spread: f64,
}

/// Research, feedback and labelling, operation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InvolvementRules {
    pub research: Component,
    pub feedback: Component,
    pub operation: Component,
    /// S: how much faster than people machines do the automated part of research.
    pub machine_speedup: f64,
    /// D-day is the first year with human involvement at or below this.
    pub d_day_threshold: f64,
}

/// Share of a component's tasks that AI of capability A can do: Φ((A − D)/σ).
pub fn automated(component: &Component, capability: f64) -> f64 {
    distribution((capability - component.difficulty) / component.spread)
}

/// Share of a component's tasks that people still do: 1 − Φ((A − D)/σ).
pub fn human_share(component: &Component, capability: f64) -> f64 {
    // Φ(−x) instead of 1 − Φ(x): the last human share is small and must keep its digits.
    distribution((component.difficulty - capability) / component.spread)
}

/// Human involvement H = Σ_c w_c·(1 − Φ((A − D_c)/σ_c)); 1: all human, 0: none.
pub fn human_involvement(rules: &InvolvementRules, capability: f64) -> f64 {
    let human = |component: &Component| component.weight * human_share(component, capability);
    human(&rules.research) + human(&rules.feedback) + human(&rules.operation)
}

/// Speed of research relative to people alone: R = 1/((1−m) + m/S) (Amdahl's law), m the automated share of research.
pub fn research_speed(rules: &InvolvementRules, capability: f64) -> f64 {
    let m = automated(&rules.research, capability);
    1.0 / ((1.0 - m) + m / rules.machine_speedup)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: InvolvementRules = InvolvementRules {
        research: Component { weight: 0.5, difficulty: 3.0, spread: 1.0 },
        feedback: Component { weight: 0.3, difficulty: 1.0, spread: 1.0 },
        operation: Component { weight: 0.2, difficulty: 2.0, spread: 1.0 },
        machine_speedup: 20.0,
        d_day_threshold: 0.01,
    };

    #[test]
    fn everything_is_human_at_first_and_nothing_in_the_end() {
        assert!((human_involvement(&RULES, -9.0) - 1.0).abs() < 1e-12);
        assert!(human_involvement(&RULES, 12.0) < 1e-12);
        assert!(
            (human_involvement(&RULES, 3.0) - (0.25 + 0.3 * 0.022_750_13 + 0.2 * 0.158_655_25)).abs() < 1e-7
        );
    }

    #[test]
    fn the_human_part_is_the_bottleneck_until_it_is_gone() {
        assert!((research_speed(&RULES, -9.0) - 1.0).abs() < 1e-9);
        assert!((research_speed(&RULES, 3.0) - 1.0 / (0.5 + 0.5 / 20.0)).abs() < 1e-9);
        assert!((research_speed(&RULES, 20.0) - 20.0).abs() < 1e-9);
    }
}
