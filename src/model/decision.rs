//! The named random decisions. A number is never used again for something else: it is part of every draw's address.

/// What a draw is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Decision {
    /// Ability and non-cognitive skill of a person entering work (also of the founders).
    Talent = 1,
    /// Error of the cognitive test and chance in schooling, drawn when a person enters.
    TestAndSchooling = 2,
    /// Which older person of the block is the parent.
    Parent = 3,
    /// Family status of the founders.
    Founder = 4,
    /// Whether a person gives up the job class and competes again.
    Mobility = 5,
    /// Chance in hiring, first four job classes.
    Hiring = 6,
    /// Work or no work, transitory pay, part of the year worked, luck: the four words of a year's pay.
    Pay = 7,
    /// Breakthroughs in making AI: number and sizes.
    Breakthroughs = 8,
    /// Orders in which a study switches mechanisms on, where there are too many for all orders.
    Orders = 9,
    /// Chance in hiring, job classes five to eight; the following numbers up to 15 serve the classes after these.
    HiringFurther = 12,
}
