//! How a run tells the outside how far it is, and hears that it should stop.

/// Listens to a run. Implemented by the terminal and by silence.
pub trait Progress: Sync {
    /// Called once, with the work ahead in agent-years (people times simulated years, burn-in included).
    fn begin(&self, agent_years: u64);
    /// Called after each simulated year of each replicate, from any thread.
    fn advance(&self, agent_years: u64);
    /// Asked after each year: true ends the run with [`super::RunError::Interrupted`].
    fn should_stop(&self) -> bool;
}

/// Says nothing and never stops.
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: u64) {}
    fn advance(&self, _: u64) {}
    fn should_stop(&self) -> bool {
        false
    }
}
