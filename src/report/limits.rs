//! What the model cannot say, as sentences for every summary.

/// The model's limits, one sentence each.
pub const LIMITS: [&str; 10] = [
    "IQ is measured as in the registers, by a test with nine classes and a ceiling; the test cannot tell apart people above it.",
    "The model is oriented on Nordic men born between 1950 and 1979; other people and times are extrapolation.",
    "The mean IQ at an income, E[IQ | income], is not the mean income at an IQ, E[income | IQ].",
    "A correlation is not a cause.",
    "Schooling itself raises test scores, so a score is not the ability that people started with.",
    "Earnings are not wealth.",
    "The two register studies (Keuschnigg, van de Rijt and Bol 2023; Bratsberg, Rogeberg and Terviö 2024) disagree about the highest earners.",
    "The next century is a scenario, not a forecast.",
    "D-day dates are fits to assumptions about AI, not measurements.",
    "A score says nothing about a person's worth, and the simulator carries no group labels.",
];

/// The limits as owned text, as a summary holds them.
pub fn limits() -> Vec<String> {
    LIMITS.iter().map(|&sentence| sentence.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_is_a_sentence() {
        for sentence in LIMITS {
            assert!(sentence.ends_with('.') && sentence.starts_with(char::is_uppercase), "{sentence}");
        }
    }
}
