//! AI: how it progresses, what it changes at work, and how much of its making is still human (model document, section 7).

pub mod involvement;
pub mod progress;
pub mod work;
