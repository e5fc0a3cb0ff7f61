//! Work on fixed blocks of persons, spread over threads, with results in block order.
//!
//! The only file that knows threads. Borders between blocks never depend on the number of threads, and results are
//! always merged from the first block to the last, so every sum has the same bits on any number of threads.

use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Persons in a block. Families live inside one block; 172 KiB of state, so a block fits in a core's cache.
pub const BLOCK: usize = 4096;

/// Applies `work` to every block; the results come in block order.
pub fn map<B: Send, R: Send>(blocks: &mut [B], work: impl Fn(usize, &mut B) -> R + Sync) -> Vec<R> {
    map_few(blocks, usize::MAX, work)
}

/// Like [`map`], for `work` of about a nanosecond on each of so many items.
pub fn map_few<B: Send, R: Send>(
    blocks: &mut [B],
    items: usize,
    work: impl Fn(usize, &mut B) -> R + Sync,
) -> Vec<R> {
    if run_here(blocks.len(), items) {
        return blocks.iter_mut().enumerate().map(|(index, block)| work(index, block)).collect();
    }
    blocks.par_iter_mut().enumerate().map(|(index, block)| work(index, block)).collect()
}

/// Like [`map`], with an accumulator for each thread; the accumulators are merged in the end.
///
/// Which blocks an accumulator sees depends on the threads. So `work` and `merge` must be exact (whole numbers, no
/// rounding) and their order must not matter: then the total does not depend on it.
pub fn map_and_count<B: Send, R: Send, A: Send>(
    blocks: &mut [B],
    empty: impl Fn() -> A + Sync,
    work: impl Fn(usize, &mut B, &mut A) -> R + Sync,
    merge: impl Fn(&mut A, A),
) -> (A, Vec<R>) {
    map_and_count_few(blocks, usize::MAX, empty, work, merge)
}

/// Like [`map_and_count`], for `work` of about a nanosecond on each of so many items.
pub fn map_and_count_few<B: Send, R: Send, A: Send>(
    blocks: &mut [B],
    items: usize,
    empty: impl Fn() -> A + Sync,
    work: impl Fn(usize, &mut B, &mut A) -> R + Sync,
    merge: impl Fn(&mut A, A),
) -> (A, Vec<R>) {
    if run_here(blocks.len(), items) {
        let mut total = empty();
        let results =
            blocks.iter_mut().enumerate().map(|(index, block)| work(index, block, &mut total)).collect();
        return (total, results);
    }
    let parts: Vec<Mutex<Option<A>>> = (0..threads()).map(|_| Mutex::new(None)).collect();
    let results = blocks
        .par_iter_mut()
        .enumerate()
        .map(|(index, block)| {
            let thread = rayon::current_thread_index().unwrap_or(0) % parts.len();
            let mut part = parts[thread].lock().unwrap_or_else(PoisonError::into_inner);
            work(index, block, part.get_or_insert_with(&empty))
        })
        .collect();
    let mut parts =
        parts.into_iter().filter_map(|part| part.into_inner().unwrap_or_else(PoisonError::into_inner));
    let mut total = parts.next().unwrap_or_else(empty);
    for part in parts {
        merge(&mut total, part);
    }
    (total, results)
}

/// Below this many items of a nanosecond each, meeting another thread takes longer than the work.
const WORTH_A_MEETING: usize = 1 << 16;

/// Whether other threads would only cost time.
fn run_here(blocks: usize, items: usize) -> bool {
    blocks < 2 || items < WORTH_A_MEETING || threads() == 1
}

/// Applies `work` to every index below `count`, several at a time; the results come in order.
pub fn map_indices<R: Send>(count: usize, work: impl Fn(usize) -> R + Sync + Send) -> Vec<R> {
    (0..count).into_par_iter().map(work).collect()
}

/// Works through the numbers below `count` on several threads that know nothing of each other: inside `work` everything
/// runs on its own thread. Numbers are handed out in order; `work` returns false to end all of it.
///
/// # Errors
/// The operating system's reason, if the threads cannot be started.
pub fn side_by_side<S>(
    threads: Option<usize>,
    count: u64,
    begin: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, u64) -> bool + Sync,
) -> Result<(), String> {
    let threads = threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let threads = threads.clamp(1, usize::try_from(count.max(1)).unwrap_or(usize::MAX));
    let pools: Vec<rayon::ThreadPool> = (0..threads)
        .map(|_| rayon::ThreadPoolBuilder::new().num_threads(1).build())
        .collect::<Result<_, _>>()
        .map_err(|error| error.to_string())?;
    let (next, ended) = (AtomicU64::new(0), AtomicBool::new(false));
    let until_done = || {
        let mut state = begin();
        while !ended.load(Ordering::Relaxed) {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                break;
            }
            if !work(&mut state, number) {
                ended.store(true, Ordering::Relaxed);
            }
        }
    };
    std::thread::scope(|scope| {
        for pool in &pools {
            scope.spawn(|| pool.install(until_done));
        }
    });
    Ok(())
}

/// Does two things, side by side if there are threads for it.
pub fn both<R: Send, S: Send>(first: impl FnOnce() -> R + Send, second: impl FnOnce() -> S + Send) -> (R, S) {
    rayon::join(first, second)
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

    #[test]
    fn side_by_side_does_every_number_once_and_stops_when_asked() {
        for threads in [1, 3] {
            let seen: Vec<AtomicU64> = (0..100).map(|_| AtomicU64::new(0)).collect();
            let work = |count: &mut u64, number: u64| {
                *count += 1;
                seen[number as usize].fetch_add(1, Ordering::Relaxed);
                super::threads() == 1
            };
            side_by_side(Some(threads), 100, || 0, work).expect("threads");
            assert!(seen.iter().all(|times| times.load(Ordering::Relaxed) == 1));
        }
        let done = AtomicU64::new(0);
        let work = |_: &mut (), number: u64| {
            done.fetch_add(1, Ordering::Relaxed);
            number < 10
        };
        side_by_side(Some(2), 1_000_000, || (), work).expect("threads");
        assert!(done.load(Ordering::Relaxed) < 1000);
    }
}
