//! The points of a sweep, each with the outcome or without it, and boxes around some of them.

/// Values of one axis at all points.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    Numbers(Vec<f64>),
    /// Numbers of the categories, of which there are `count`.
    Categories {
        values: Vec<usize>,
        count: usize,
    },
}

/// Points by axis, and which of them have the outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    pub columns: Vec<Column>,
    pub hits: Vec<bool>,
}

/// What a box asks of one axis.
#[derive(Clone, Debug, PartialEq)]
pub enum Limits {
    /// At least the first and at most the second number, where there is one.
    Between(Option<f64>, Option<f64>),
    /// One of the marked categories.
    Among(Vec<bool>),
}

impl Limits {
    /// Whether every value is inside.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Between(low, high) => low.is_none() && high.is_none(),
            Self::Among(marked) => marked.iter().all(|&one| one),
        }
    }

    fn hold(&self, column: &Column, point: usize) -> bool {
        match (self, column) {
            (Self::Between(low, high), Column::Numbers(values)) => {
                low.is_none_or(|low| values[point] >= low) && high.is_none_or(|high| values[point] <= high)
            }
            (Self::Among(marked), Column::Categories { values, .. }) => marked[values[point]],
            // Limits are made from their own column.
            _ => false,
        }
    }
}

/// A box: limits on every axis. A point is in it if all hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Region {
    pub limits: Vec<Limits>,
}

/// How many points, and how many of them have the outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub points: usize,
    pub hits: usize,
}

impl Tally {
    /// Share of the points that have the outcome; 0 without points.
    pub fn density(&self) -> f64 {
        self.hits as f64 / self.points.max(1) as f64
    }
}

impl Region {
    /// The box around everything.
    pub fn whole(points: &Points) -> Self {
        let open = |column: &Column| match column {
            Column::Numbers(_) => Limits::Between(None, None),
            Column::Categories { count, .. } => Limits::Among(vec![true; *count]),
        };
        Self { limits: points.columns.iter().map(open).collect() }
    }

    /// Whether a point is inside.
    pub fn holds(&self, points: &Points, point: usize) -> bool {
        self.limits.iter().zip(&points.columns).all(|(limits, column)| limits.hold(column, point))
    }

    /// Whether a point is inside but for one axis.
    pub fn holds_without(&self, points: &Points, point: usize, axis: usize) -> bool {
        let mut pairs = self.limits.iter().zip(&points.columns).enumerate();
        pairs.all(|(other, (limits, column))| other == axis || limits.hold(column, point))
    }

    /// The points inside, of some.
    pub fn inside(&self, points: &Points, members: &[usize]) -> Vec<usize> {
        members.iter().copied().filter(|&point| self.holds(points, point)).collect()
    }

    /// The same box with other limits on one axis.
    #[must_use]
    pub fn with(&self, axis: usize, limits: Limits) -> Self {
        let mut other = self.clone();
        other.limits[axis] = limits;
        other
    }

    /// The same box without limits on one axis.
    #[must_use]
    pub fn without(&self, axis: usize) -> Self {
        let open = match &self.limits[axis] {
            Limits::Between(..) => Limits::Between(None, None),
            Limits::Among(marked) => Limits::Among(vec![true; marked.len()]),
        };
        self.with(axis, open)
    }

    /// The axes with limits.
    pub fn restricted(&self) -> Vec<usize> {
        (0..self.limits.len()).filter(|&axis| !self.limits[axis].is_open()).collect()
    }
}

impl Points {
    /// Counts some points.
    pub fn tally(&self, members: &[usize]) -> Tally {
        Tally { points: members.len(), hits: members.iter().filter(|&&point| self.hits[point]).count() }
    }
}

/// The number with the fewest digits from `above` (not itself) to `to` (itself too); `above` < `to`.
pub fn shortest_between(above: f64, to: f64) -> f64 {
    let middle = above + (to - above) / 2.0;
    let digits = -4..=16;
    let mut candidates = digits.map(|digits| {
        let scale = 10_f64.powi(digits);
        (middle * scale).round() / scale
    });
    candidates.find(|&candidate| above < candidate && candidate <= to).unwrap_or(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_lie_in_the_gap_and_have_few_digits() {
        assert_eq!(shortest_between(0.2, 0.3), 0.3);
        assert_eq!(shortest_between(0.312, 0.3174), 0.315);
        assert_eq!(shortest_between(12.0, 96.0), 50.0);
        assert_eq!(shortest_between(-0.03, 0.02), 0.0);
        let next = f64::from_bits(1.0_f64.to_bits() + 1);
        assert_eq!(shortest_between(1.0, next), next);
    }

    #[test]
    fn a_box_holds_what_all_its_limits_hold() {
        let points = Points {
            columns: vec![
                Column::Numbers(vec![0.1, 0.5, 0.9]),
                Column::Categories { values: vec![0, 1, 1], count: 2 },
            ],
            hits: vec![false, true, false],
        };
        let whole = Region::whole(&points);
        assert_eq!(whole.inside(&points, &[0, 1, 2]), [0, 1, 2]);
        let region =
            whole.with(0, Limits::Between(None, Some(0.5))).with(1, Limits::Among(vec![false, true]));
        assert_eq!(region.inside(&points, &[0, 1, 2]), [1]);
        assert_eq!(region.restricted(), [0, 1]);
        assert!(region.holds_without(&points, 2, 0) && !region.holds_without(&points, 0, 0));
        assert_eq!(region.without(0).without(1), whole);
    }
}
