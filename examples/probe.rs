use iqsim::run::{Options, progress::Silent, run};
use iqsim::scenario::Scenario;
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let scenario = match Scenario::load(args[0].as_ref(), &args[1..]) {
        Ok(s) => s,
        Err(e) => {
            println!("{e}");
            return;
        }
    };
    let r = run(&scenario, Options::default(), &Silent).unwrap();
    let n = r.years.len();
    let cols: Vec<usize> = if n > 3 { vec![0, n / 4, n / 2, 3 * n / 4, n - 1] } else { vec![0, n - 1] };
    print!("{:28}", "year");
    for &c in &cols {
        print!("{:>18}", r.years[c]);
    }
    println!();
    for (m, metric) in r.metrics.iter().enumerate() {
        print!("{:28}", metric.name);
        for &c in &cols {
            let e = r.estimates[[0, c, m]];
            match (e.value, e.standard_error) {
                (Some(v), Some(s)) => print!("{:>10.4} ±{:.4}", v, s),
                (Some(v), None) => print!("{:>10.4}        ", v),
                _ => print!("{:>18}", "-"),
            }
        }
        println!();
    }
    for row in r.percentiles.iter().filter(|p| {
        p.year == r.years[n - 1]
            && p.observation == "record"
            && [1., 10., 25., 40., 50., 60., 75., 90., 95., 97., 99., 100.].contains(&p.percentile)
    }) {
        print!("{:.0}:{:.1} ", row.percentile, row.mean_iq.unwrap_or(0.));
    }
    println!();
    let mut d: Vec<_> = r.d_day.draws.iter().flatten().collect();
    d.sort();
    println!(
        "dday {:?} draws {} of {} median {:?}",
        r.d_day.replicates,
        d.len(),
        r.d_day.draws.len(),
        d.get(d.len() / 2)
    );
    println!("{:?}", r.timings);
    println!("M agent-years/s {:.1}", r.timings.agent_years as f64 / r.timings.wall_seconds / 1e6);
}
