//! Whether a run fits in memory, before anything is allocated.

use super::RunError;
use crate::population::columns::BYTES_PER_PERSON;
use sysinfo::{MemoryRefreshKind, RefreshKind, System};

/// Program, tables of the year and results, apart from the people.
const FIXED_BYTES: u64 = 64 << 20;
/// Tables of the year for one replicate.
const BYTES_PER_REPLICATE: u64 = 8 << 20;

/// Memory a run needs, bytes.
pub fn needed_bytes(agents: u64, replicates_side_by_side: u32) -> u64 {
    let replicate = agents.saturating_mul(BYTES_PER_PERSON as u64).saturating_add(BYTES_PER_REPLICATE);
    replicate.saturating_mul(u64::from(replicates_side_by_side)).saturating_add(FIXED_BYTES)
}

/// Refuses a run that does not fit into the memory that is free now.
///
/// # Errors
/// [`RunError::TooLarge`] with both figures. On systems that do not tell their free memory nothing is refused.
pub fn check(agents: u64, replicates_side_by_side: u32) -> Result<(), RunError> {
    let needed_bytes = needed_bytes(agents, replicates_side_by_side);
    let memory = RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram());
    let available_bytes = System::new_with_specifics(memory).map_or(0, |system| system.available_memory());
    if available_bytes > 0 && needed_bytes > available_bytes {
        return Err(RunError::TooLarge { needed_bytes, available_bytes });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_world_population_does_not_fit_and_a_town_does() {
        assert!(check(10_000, 1).is_ok());
        assert!(matches!(check(u64::MAX, 1), Err(RunError::TooLarge { .. })));
        assert_eq!(needed_bytes(1_000_000, 1), FIXED_BYTES + BYTES_PER_REPLICATE + 56_000_000);
    }
}
