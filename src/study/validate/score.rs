//! The scoreboard: what was published beside what the model gives, with a verdict.

use super::target::{Basis, Point, Published, Target};
use super::worlds::Observed;
use crate::store::interval::Interval;
use serde::{Deserialize, Serialize};

/// How a simulated figure stands to a published one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Within the interval that agrees with it.
    Inside,
    /// Outside by no more than half of the interval's width.
    Near,
    Outside,
    /// The model gives no number.
    Undefined,
}

/// One figure of the scoreboard.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Figure {
    pub label: String,
    /// `None`: a date that never comes.
    pub published: Option<f64>,
    /// Lowest and highest value that agree; `None` for a date that never comes.
    pub accept: Option<[f64; 2]>,
    pub simulated: Interval,
    /// The model's date never comes.
    pub never: bool,
    pub verdict: Verdict,
}

/// One target of the scoreboard.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Row {
    pub file: String,
    pub id: String,
    pub title: String,
    pub unit: String,
    pub source: String,
    pub basis: Basis,
    /// The worst of its figures and of its root mean square.
    pub verdict: Verdict,
    pub figures: Vec<Figure>,
    /// Root mean square of the misses, and the largest that agrees.
    pub rms: Option<[f64; 2]>,
    /// Why the model misses it, if the file says so.
    pub note: Option<String>,
}

/// How many targets have each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Count {
    pub targets: usize,
    pub inside: usize,
    pub near: usize,
    pub outside: usize,
    pub undefined: usize,
}

/// Judges one target.
pub fn row(file: &str, target: &Target, observed: &[Observed]) -> Row {
    let figures: Vec<Figure> =
        target.points.iter().zip(observed).map(|(point, seen)| figure(point, seen)).collect();
    let rms = target.rms.and_then(|limit| Some([root_mean_square(&figures)?, limit]));
    let of_rms = rms.map(|[found, limit]| verdict(found, (0.0, limit), limit));
    let worst = figures.iter().map(|figure| figure.verdict).chain(of_rms).max();
    Row {
        file: file.to_owned(),
        id: target.id.clone(),
        title: target.title.clone(),
        unit: target.unit.clone(),
        source: target.source.clone(),
        basis: target.basis,
        verdict: worst.unwrap_or(Verdict::Undefined),
        figures,
        rms,
        note: target.note.clone(),
    }
}

/// Counts the verdicts.
pub fn count(rows: &[Row]) -> Count {
    let of = |verdict: Verdict| rows.iter().filter(|row| row.verdict == verdict).count();
    Count {
        targets: rows.len(),
        inside: of(Verdict::Inside),
        near: of(Verdict::Near),
        outside: of(Verdict::Outside),
        undefined: of(Verdict::Undefined),
    }
}

fn figure(point: &Point, seen: &Observed) -> Figure {
    let (published, verdict) = match point.published {
        Published::Never => (None, if seen.never { Verdict::Inside } else { Verdict::Outside }),
        Published::Value(value) => (Some(value), judged(point.accept, seen)),
    };
    Figure {
        label: point.label.clone(),
        published,
        accept: published.map(|_| point.accept.into()),
        simulated: seen.interval,
        never: seen.never,
        verdict,
    }
}

fn judged(accept: (f64, f64), seen: &Observed) -> Verdict {
    match seen.interval.value {
        Some(value) => verdict(value, accept, (accept.1 - accept.0) / 2.0),
        None if seen.never => Verdict::Outside,
        None => Verdict::Undefined,
    }
}

fn verdict(value: f64, (low, high): (f64, f64), margin: f64) -> Verdict {
    if (low..=high).contains(&value) {
        Verdict::Inside
    } else if (low - margin..=high + margin).contains(&value) {
        Verdict::Near
    } else {
        Verdict::Outside
    }
}

fn root_mean_square(figures: &[Figure]) -> Option<f64> {
    let squares: Vec<f64> = figures
        .iter()
        .map(|figure| Some((figure.simulated.value? - figure.published?).powi(2)))
        .collect::<Option<_>>()?;
    let mean = squares.iter().sum::<f64>() / squares.len() as f64;
    mean.is_finite().then(|| mean.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_at_their_borders() {
        let judge = |value| verdict(value, (0.5, 0.7), 0.1);
        assert_eq!(judge(0.5), Verdict::Inside);
        assert_eq!(judge(0.75), Verdict::Near);
        assert_eq!(judge(0.41), Verdict::Near);
        assert_eq!(judge(0.39), Verdict::Outside);
        let nothing = Observed::over(&[None]);
        assert_eq!(judged((0.0, 1.0), &nothing), Verdict::Undefined);
    }
}
