//! Agent-years a second: whole runs across population sizes and threads, and the parts that dominate them.
//!
//! `cargo bench` prints medians; compare ratios on one machine, not absolute times across machines.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use iqsim::engine::quota;
use iqsim::engine::random::{LANES, NO_WORDS, Random};
use iqsim::run::progress::Silent;
use iqsim::run::{Options, agent_years, run};
use iqsim::scenario::Scenario;
use iqsim::stats::by_row::{ByRow, ScoreScale};
use iqsim::stats::crosstab::Crosstab;
use iqsim::stats::{correlation, income_bins, inequality::Distribution};
use std::path::Path;

fn main() {
    divan::main();
}

fn scenario(agents: u64, replicates: u32) -> Scenario {
    let overrides = [
        format!("run.agents={agents}"),
        format!("run.replicates={replicates}"),
        "run.years=19".to_owned(),
        "run.burn_in_years=10".to_owned(),
    ];
    Scenario::load(Path::new("ai_century"), &overrides).expect("a shipped scenario")
}

fn whole_run(bencher: Bencher, scenario: &Scenario, threads: Option<usize>) {
    let options = Options { threads, ..Options::default() };
    let bencher = bencher.counter(ItemsCount::new(agent_years(scenario)));
    bencher.bench_local(|| black_box(run(scenario, options, &Silent).expect("small enough")));
}

#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 5)]
fn all_threads(bencher: Bencher, agents: u64) {
    whole_run(bencher, &scenario(agents, 1), None);
}

#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 5)]
fn one_thread(bencher: Bencher, agents: u64) {
    whole_run(bencher, &scenario(agents, 1), Some(1));
}

#[divan::bench(sample_count = 5)]
fn sixteen_replicates_of_ten_thousand(bencher: Bencher) {
    whole_run(bencher, &scenario(10_000, 16), None);
}

#[divan::bench]
fn words_of_sixteen_persons(bencher: Bencher) {
    let random = Random::new(1, 0);
    let bencher = bencher.counter(ItemsCount::new(4 * LANES));
    let mut words = NO_WORDS;
    bencher.bench_local(|| random.words_of_lanes(7, black_box(100), black_box(2025), black_box(&mut words)));
}

#[divan::bench]
fn the_highest_tenth_of_100_000_scores(bencher: Bencher) {
    let random = Random::new(1, 0);
    let score = |person| random.words(1, person, 0)[0] as f32;
    let mut lists: Vec<Vec<f32>> =
        (0..25).map(|block| (0..4_000).map(|offset| score(block * 4_000 + offset)).collect()).collect();
    let bencher = bencher.counter(ItemsCount::new(100_000_usize));
    bencher.bench_local(|| black_box(quota::highest(&mut lists, &[10_000], |list| list.as_slice())));
}

#[divan::bench]
fn estimates_from_one_table(bencher: Bencher) {
    let random = Random::new(1, 0);
    let mut table = Crosstab::empty(income_bins::ROWS, 10);
    for person in 0..200_000 {
        let words = random.words(1, person, 0);
        table.add(1_000 + (words[0] % 2_000) as usize, 1 + (words[1] % 9) as usize);
    }
    let scale = ScoreScale { iq: (0..10).map(f64::from).collect(), stanine: (0..10).collect() };
    bencher.bench_local(|| {
        let by_row = ByRow::new(&table, &scale);
        let income = Distribution::of_table(&by_row);
        black_box((correlation::with_row_rank(&by_row), income.gini(), income.top_share(0.01)))
    });
}
