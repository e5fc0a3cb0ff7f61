//! D-day from a series: which date each form of a trend gives, how sure it is, and how wrong it would have been.

pub mod calendar;
pub mod date;
pub mod forms;
pub mod least_squares;
pub mod series;
pub mod shipped;
