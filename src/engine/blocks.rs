//! Work on fixed blocks of persons, spread over threads, with results in block order.
//!
//! The only file that knows threads. Borders between blocks never depend on the number of threads, and results are
//! always merged from the first block to the last, so every sum has the same bits on any number of threads.

use rayon::prelude::*;

/// Persons in a block. Families live inside one block; about 200 KiB of state, so a block fits in a core's cache.
pub const BLOCK: usize = 4096;

/// Applies `work` to every block; the results come in block order.
pub fn map<B: Send, R: Send>(blocks: &mut [B], work: impl Fn(usize, &mut B) -> R + Sync) -> Vec<R> {
    blocks.par_iter_mut().enumerate().map(|(index, block)| work(index, block)).collect()
}

/// Like [`map`], with an accumulator that is shared by neighbouring blocks and merged in block order.
///
/// How many blocks share one accumulator depends on the number of threads. So `work` and `merge` must be exact
/// (whole numbers, no rounding): then the total does not depend on it.
pub fn map_and_count<B: Send, R: Send, A: Send>(
    blocks: &mut [B],
    empty: impl Fn() -> A + Sync,
    work: impl Fn(usize, &mut B, &mut A) -> R + Sync,
    merge: impl Fn(&mut A, A),
) -> (A, Vec<R>) {
    let span = blocks.len().div_ceil(4 * rayon::current_num_threads()).max(1);
    let parts: Vec<(A, Vec<R>)> = blocks
        .par_chunks_mut(span)
        .enumerate()
        .map(|(part, blocks)| {
            let mut total = empty();
            let results = blocks
                .iter_mut()
                .enumerate()
                .map(|(offset, block)| work(part * span + offset, block, &mut total))
                .collect();
            (total, results)
        })
        .collect();
    let mut parts = parts.into_iter();
    let (mut total, mut results) = parts.next().unwrap_or_else(|| (empty(), Vec::new()));
    for (part, more) in parts {
        merge(&mut total, part);
        results.extend(more);
    }
    (total, results)
}

/// Applies `work` to every index below `count`, several at a time; the results come in order.
pub fn map_indices<R: Send>(count: usize, work: impl Fn(usize) -> R + Sync + Send) -> Vec<R> {
    (0..count).into_par_iter().map(work).collect()
}

/// Runs `work` on its own set of threads; `None`: as many as the machine has cores.
///
/// # Errors
/// The operating system's reason, if the threads cannot be started.
pub fn with_threads<R: Send>(threads: Option<usize>, work: impl FnOnce() -> R + Send) -> Result<R, String> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(0))
        .build()
        .map(|pool| pool.install(work))
        .map_err(|error| error.to_string())
}

/// Threads that the current work may use.
pub fn threads() -> usize {
    rayon::current_num_threads()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_and_counts_are_the_same_on_any_number_of_threads() {
        let run = |threads| {
            with_threads(Some(threads), || {
                let mut blocks: Vec<u64> = (0..1000).collect();
                map_and_count(
                    &mut blocks,
                    || 0_u64,
                    |index, block, total| {
                        *total += *block;
                        index as u64 * *block
                    },
                    |total, part| *total += part,
                )
            })
            .unwrap()
        };
        let one = run(1);
        assert_eq!(one.0, 499_500);
        assert_eq!(one.1[7], 49);
        for threads in 2..6 {
            assert_eq!(run(threads), one);
        }
    }

    #[test]
    fn no_blocks_give_an_empty_count() {
        let (total, results) = map_and_count(&mut [] as &mut [u8], || 5_u8, |_, _, _| (), |_, _| ());
        assert_eq!((total, results.len()), (5, 0));
    }
}
