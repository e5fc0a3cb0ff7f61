//! Capital: income from wealth, saving and inheritance (model document, section 6).

/// How wealth is paid, grows and is passed on, in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CapitalRules {
    /// Share of all income that is paid to wealth, 0 to below 1, after the ownership channel of AI.
    pub income_share: f32,
    /// Share of a person's income that is saved.
    pub saving_rate: f32,
    /// Share of wealth that is used up in a year.
    pub drawdown: f32,
    /// Wealth of a person entering work, as a share of the parent's.
    pub bequest_share: f32,
}

/// Yearly payment for one unit of wealth, so that capital receives its share of all income.
///
/// r = L·c/((1−c)·W)
///
/// L sum of labour income · W sum of wealth · c capital's share. 0 without wealth.
pub fn payment_rate(labour_income: f64, wealth: f64, income_share: f64) -> f64 {
    if wealth > 0.0 { labour_income * income_share / ((1.0 - income_share) * wealth) } else { 0.0 }
}

/// Wealth after one year: (1 − drawdown)·wealth + saving rate·income. Same unit as income.
#[inline(always)]
pub fn next_wealth(rules: &CapitalRules, wealth: f32, income: f32) -> f32 {
    (1.0 - rules.drawdown) * wealth + rules.saving_rate * income
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capital_receives_exactly_its_share() {
        let (labour, wealth, share) = (700.0, 2_000.0, 0.3);
        let paid = payment_rate(labour, wealth, share) * wealth;
        assert!((paid / (paid + labour) - share).abs() < 1e-12);
        assert_eq!(payment_rate(700.0, 0.0, 0.3), 0.0);
        assert_eq!(payment_rate(700.0, 10.0, 0.0), 0.0);
    }
}
