//! Who the people are: state by column in fixed blocks, the founders, and the children who take their places.

pub mod batches;
pub mod columns;
pub mod founders;
pub mod generations;
pub mod standards;
