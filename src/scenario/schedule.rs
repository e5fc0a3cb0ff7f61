//! A quantity that may change over calendar years: constant, a table of years, or a logistic transition.

use std::fmt;

use super::notation;
use crate::math::double::exp;

/// The keys of a logistic transition, in the order in which it is written.
pub const LOGISTIC_KEYS: [&str; 4] = ["from", "to", "midpoint", "width"];

/// A quantity over calendar years.
#[derive(Clone, Debug, PartialEq)]
pub enum Schedule {
    Constant(f64),
    /// Values in years, rising; straight lines between them, constant before the first and after the last.
    Table(Vec<(i32, f64)>),
    /// Moves from one value to another; three quarters of the way lie within ±2 widths of the midpoint.
    Logistic {
        from: f64,
        to: f64,
        midpoint: f64,
        width: f64,
    },
}

impl Schedule {
    /// The value at a moment; `1950.5` is the middle of 1950.
    pub fn at(&self, year: f64) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Table(points) => interpolate(points, year),
            Self::Logistic { from, to, midpoint, width } => {
                let moved = from + (to - from) / (1.0 + exp(-(year - midpoint) / width));
                // Rounding must not carry the value beyond its ends.
                moved.max(from.min(*to)).min(from.max(*to))
            }
        }
    }

    /// The same values in whole years from `first` to `year`, and from then on the value of `year`.
    ///
    /// Before `first` it is the value of `first`.
    pub fn held_from(&self, year: i32, first: i32) -> Self {
        match self {
            Self::Constant(value) => Self::Constant(*value),
            moving => {
                let years = first.min(year)..=year;
                Self::Table(years.map(|at| (at, moving.at(f64::from(at)))).collect())
            }
        }
    }

    /// Whether its value in any year of a range, the ends included, is another than at the beginning.
    pub fn moves(&self, from: i32, to: i32) -> bool {
        let start = self.at(f64::from(from));
        (from..=to).any(|year| self.at(f64::from(year)) != start)
    }

    /// The lowest and the highest value it can take.
    pub fn bounds(&self) -> (f64, f64) {
        match self {
            Self::Constant(value) => (*value, *value),
            Self::Table(points) => {
                points.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (_, value)| {
                    (low.min(*value), high.max(*value))
                })
            }
            Self::Logistic { from, to, .. } => (from.min(*to), from.max(*to)),
        }
    }
}

fn interpolate(points: &[(i32, f64)], year: f64) -> f64 {
    let after = points.partition_point(|(point, _)| f64::from(*point) <= year);
    let earlier = after.checked_sub(1).and_then(|before| points.get(before));
    match (earlier, points.get(after)) {
        (Some((start, first)), Some((end, second))) => {
            let passed = (year - f64::from(*start)) / (f64::from(*end) - f64::from(*start));
            let value = first + (second - first) * passed;
            value.max(first.min(*second)).min(first.max(*second))
        }
        (Some((_, only)), None) | (None, Some((_, only))) => *only,
        (None, None) => 0.0,
    }
}

impl fmt::Display for Schedule {
    /// Writes the schedule as a TOML value on one line.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Constant(value) => write!(formatter, "{}", notation::number(*value)),
            Self::Table(points) => {
                let entries: Vec<String> = points
                    .iter()
                    .map(|(year, value)| format!("{year} = {}", notation::number(*value)))
                    .collect();
                write!(formatter, "{{ {} }}", entries.join(", "))
            }
            Self::Logistic { from, to, midpoint, width } => {
                let values = [from, to, midpoint, width];
                let entries: Vec<String> = LOGISTIC_KEYS
                    .iter()
                    .zip(values)
                    .map(|(key, value)| format!("{key} = {}", notation::number(*value)))
                    .collect();
                write!(formatter, "{{ {} }}", entries.join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_table_is_straight_between_years_and_constant_outside() {
        let schedule = Schedule::Table(vec![(1900, 0.0), (1950, 1.0), (1960, 0.5)]);
        let values = [1800.0, 1900.0, 1925.0, 1955.0, 1960.0, 2100.0].map(|year| schedule.at(year));
        assert_eq!(values, [0.0, 0.0, 0.5, 0.75, 0.5, 0.5]);
    }

    #[test]
    fn a_logistic_is_half_way_at_its_midpoint() {
        let schedule = Schedule::Logistic { from: 0.2, to: 0.8, midpoint: 1970.0, width: 10.0 };
        assert!((schedule.at(1970.0) - 0.5).abs() < 1e-12);
        assert!(schedule.at(1500.0) < 0.201 && schedule.at(2500.0) > 0.799);
        assert_eq!(schedule.at(-1e9), 0.2);
    }

    #[test]
    fn a_schedule_that_is_held_is_itself_until_then() {
        let table = Schedule::Table(vec![(1900, 0.0), (1950, 1.0), (1960, 0.5)]);
        let logistic = Schedule::Logistic { from: 0.2, to: 0.8, midpoint: 1940.0, width: 10.0 };
        for schedule in [table, logistic, Schedule::Constant(0.3)] {
            let held = schedule.held_from(1955, 1890);
            for year in 1890..=1955 {
                assert_eq!(held.at(f64::from(year)), schedule.at(f64::from(year)), "{schedule} in {year}");
            }
            assert_eq!(held.at(2100.0), schedule.at(1955.0));
            assert!(!held.moves(1955, 2100));
            assert_eq!(schedule.moves(1955, 1960), schedule != Schedule::Constant(0.3));
        }
    }

    #[test]
    fn schedules_are_written_as_toml() {
        let logistic = Schedule::Logistic { from: 0.0, to: 1.0, midpoint: 1970.0, width: 8.5 };
        assert_eq!(logistic.to_string(), "{ from = 0.0, to = 1.0, midpoint = 1970.0, width = 8.5 }");
        assert_eq!(
            Schedule::Table(vec![(1900, 0.05), (2000, 1e-9)]).to_string(),
            "{ 1900 = 0.05, 2000 = 1e-9 }"
        );
    }

    fn any_schedule() -> impl Strategy<Value = Schedule> {
        let value = -1e6..1e6_f64;
        prop_oneof![
            value.clone().prop_map(Schedule::Constant),
            proptest::collection::btree_map(1000..3000_i32, value.clone(), 1..12)
                .prop_map(|points| Schedule::Table(points.into_iter().collect())),
            (value.clone(), value, 1000.0..3000.0_f64, 1e-6..500.0_f64)
                .prop_map(|(from, to, midpoint, width)| Schedule::Logistic { from, to, midpoint, width }),
        ]
    }

    proptest! {
        #[test]
        fn values_stay_within_bounds(schedule in any_schedule(), year in -1e5..1e5_f64) {
            let (low, high) = schedule.bounds();
            let value = schedule.at(year);
            prop_assert!(low <= value && value <= high);
        }
    }
}
