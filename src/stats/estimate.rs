//! An estimate: a number, how far chance may have moved it, and from how many people it comes.

/// One estimated quantity of one simulated year.
///
/// `value` is `None` where the quantity is undefined (a correlation without variation, a ratio to zero);
/// `standard_error` is `None` where no sampling error applies (a quantity of the scenario, not of people)
/// or where it cannot be computed. Both are finite when present.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    pub value: Option<f64>,
    pub standard_error: Option<f64>,
    /// People that entered the estimate; 0 for a quantity of the scenario.
    pub people: u64,
}

impl Estimate {
    /// A sampled quantity. Anything that is not finite becomes undefined.
    pub fn sampled(value: f64, standard_error: f64, people: u64) -> Self {
        let value = finite(value);
        Self { value, standard_error: value.and(finite(standard_error)), people }
    }

    /// A quantity without sampling error: it belongs to the scenario, or is an exact count.
    pub fn exact(value: f64) -> Self {
        Self { value: finite(value), standard_error: None, people: 0 }
    }

    /// A quantity that has no value in these data.
    pub fn undefined(people: u64) -> Self {
        Self { value: None, standard_error: None, people }
    }
}

fn finite(number: f64) -> Option<f64> {
    number.is_finite().then_some(number)
}
