//! Blocks of persons, addressed random numbers and exact quotas: a machine that knows no economics.

pub mod blocks;
pub mod lanes;
pub mod quota;
pub mod random;
