//! The scoreboard in words: published beside simulated, verdicts, and every miss said to be one.

use super::cells::Cells;
use super::figures::{Scale, plain};
use super::korean_targets::in_language;
use super::language::Language;
use super::sentence::particle::{Particle, with};
use super::study_json::Frame;
use crate::study::validate::score::{Count, Figure, Row, Verdict, count};
use crate::study::validate::target::Basis;
use serde::{Deserialize, Serialize};

/// Targets with more figures than this show only the missed ones.
const MOST_FIGURES: usize = 4;

/// The content of `scoreboard.json`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct ScoreboardFile {
    /// Scenario of the targets that name none.
    pub scenario: String,
    pub count: Count,
    pub findings: Vec<String>,
    pub targets: Vec<Row>,
    #[serde(flatten)]
    pub frame: Frame,
}

/// Every target with its verdict. `width`: columns of the terminal.
pub fn table(rows: &[Row], width: Option<u16>, language: Language) -> String {
    cells(rows, language).drawn((width, language), &[4])
}

/// The same as cells.
pub fn cells(rows: &[Row], language: Language) -> Cells {
    let header = match language {
        Language::English => ["Target", "Published", "Agrees", "Simulated", "Verdict"],
        Language::Korean => ["목표", "발표된 값", "일치 범위", "시뮬레이션", "판정"],
    };
    let rows = rows.iter().flat_map(|row| lines(row, language)).map(|line| line.to_vec());
    Cells { header: header.map(str::to_owned).to_vec(), rows: rows.collect(), note: String::new() }
}

/// The lines of one target.
fn lines(row: &Row, language: Language) -> Vec<[String; 5]> {
    if let [figure] = &row.figures[..] {
        return vec![line(in_language(&row.title, language), row, figure, language)];
    }
    let rms = language.say("rms", "RMS");
    let (agrees, simulated) = match row.rms {
        Some([found, limit]) => {
            (format!("{rms} ≤ {}", plain(limit, 1)), format!("{rms} {}", plain(found, 2)))
        }
        None => (String::new(), String::new()),
    };
    let shown = |figure: &&Figure| row.figures.len() <= MOST_FIGURES || figure.verdict != Verdict::Inside;
    let figures: Vec<&Figure> = row.figures.iter().filter(shown).collect();
    let hidden = row.figures.len() - figures.len();
    let verdict = verdict_words(row.verdict, language).to_owned();
    let published = match (hidden, language) {
        (0, _) => String::new(),
        (_, Language::English) => format!("{hidden} of {} inside", row.figures.len()),
        (_, Language::Korean) => format!("{}개 중 {hidden}개 안", row.figures.len()),
    };
    let mut lines = vec![[in_language(&row.title, language), published, agrees, simulated, verdict]];
    lines.extend(
        figures
            .into_iter()
            .map(|figure| line(format!("  {}", in_language(&figure.label, language)), row, figure, language)),
    );
    lines
}

fn line(name: String, row: &Row, figure: &Figure, language: Language) -> [String; 5] {
    let scale = Scale::of_unit(&row.unit);
    let never = match language {
        Language::English => "never",
        Language::Korean => "오지 않음",
    };
    let digits = digits(figure, &scale);
    let published = figure
        .published
        .map_or(never.to_owned(), |value| format!("{}{}", scale.number(value, digits), scale.suffix));
    let agrees = figure.accept.map_or(String::new(), |[low, high]| {
        language.range(&scale.number(low, digits), &scale.number(high, digits))
    });
    let simulated = if figure.never { never.to_owned() } else { scale.with_error(&figure.simulated) };
    [name, published, agrees, simulated, verdict_words(figure.verdict, language).to_owned()]
}

/// Digits after the point with which a published value is exact, and the ends of its interval nearly so.
fn digits(figure: &Figure, scale: &Scale) -> usize {
    const MOST: usize = 4;
    let width = figure.accept.map_or(0.0, |[low, high]| high - low) * scale.factor;
    let shows = |value: f64, digits: usize, error: f64| {
        let (value, power) = (value * scale.factor, 10_f64.powi(digits as i32));
        ((value * power).round() / power - value).abs() <= error
    };
    let all = |digits: &usize| {
        figure.published.is_none_or(|value| shows(value, *digits, 1e-9))
            && figure.accept.into_iter().flatten().all(|end| shows(end, *digits, 0.05 * width))
    };
    (0..MOST).find(all).unwrap_or(MOST)
}

/// The word for a verdict.
pub fn verdict_words(verdict: Verdict, language: Language) -> &'static str {
    let (english, korean) = match verdict {
        Verdict::Inside => ("inside", "범위 안"),
        Verdict::Near => ("near", "가까움"),
        Verdict::Outside => ("OUTSIDE", "벗어남"),
        Verdict::Undefined => ("undefined", "정의되지 않음"),
    };
    match language {
        Language::English => english,
        Language::Korean => korean,
    }
}

/// How many targets are met, what ± means, and each miss with its reason where one is known.
pub fn findings(rows: &[Row], replicates: u32, language: Language) -> Vec<String> {
    let Count { targets, inside, near, outside, undefined } = count(rows);
    let mut sentences = match language {
        Language::English => vec![format!(
            "{inside} of {targets} targets are inside, {near} near, {outside} outside{}.",
            if undefined > 0 { format!(", {undefined} undefined") } else { String::new() }
        )],
        Language::Korean => vec![format!(
            "목표 {targets}개 가운데 {inside}개가 범위 안, {near}개가 가까움, {outside}개가 벗어남{}이다.",
            if undefined > 0 { format!(", {undefined}개가 정의되지 않음") } else { String::new() }
        )],
    };
    sentences.extend(bases(rows, language));
    sentences.extend(by_chance(rows, language));
    for row in rows.iter().filter(|row| row.verdict != Verdict::Inside) {
        sentences.push(miss(row, language));
    }
    sentences.push(match language {
        Language::English => format!(
            "± is half of a 95 % interval over {replicates} replicates. Near: off by no more than half of the interval's width. A target is as good as its worst figure."
        ),
        Language::Korean => format!(
            "±는 {replicates}회 반복해 구한 95% 신뢰구간의 절반이다. 가까움은 범위 너비의 절반 이내로 벗어난 것을 뜻한다. 목표의 판정은 가장 나쁜 값을 따른다.{}",
            if rows.iter().any(|row| row.rms.is_some()) { " RMS는 제곱평균제곱근이다." } else { "" }
        ),
    });
    sentences.iter().map(|sentence| language.percents(sentence)).collect()
}

/// How many targets say how much; `None` where all are independent.
fn bases(rows: &[Row], language: Language) -> Option<String> {
    if rows.iter().all(|row| row.basis == Basis::Independent) {
        return None;
    }
    let part = |basis: Basis| {
        let of: Vec<&Row> = rows.iter().filter(|row| row.basis == basis).collect();
        let (count, inside) = (of.len(), of.iter().filter(|row| row.verdict == Verdict::Inside).count());
        let words = match (basis, language) {
            (Basis::Fitted, Language::English) => "used to fit the model",
            (Basis::Assumed, Language::English) => "following from what the scenarios assume",
            (Basis::Arithmetic, Language::English) => "arithmetic on published series",
            (Basis::Independent, Language::English) => "independent of all that",
            (Basis::Fitted, Language::Korean) => "모형을 맞추는 데 쓴 것",
            (Basis::Assumed, Language::Korean) => "시나리오의 가정에서 바로 나오는 것",
            (Basis::Arithmetic, Language::Korean) => "발표된 자료의 계산일 뿐인 것",
            (Basis::Independent, Language::Korean) => "이 모두와 무관한 것",
        };
        match language {
            Language::English => format!("{words} {count} ({inside} inside)"),
            Language::Korean => format!("{words} {count}개({inside}개가 범위 안)"),
        }
    };
    let parts = Basis::ALL.map(part).join(", ");
    Some(match language {
        Language::English => format!("What the targets are: {parts}."),
        Language::Korean => format!("목표의 종류: {parts}."),
    })
}

/// How many targets are inside though chance might put them outside; `None` where there are none.
fn by_chance(rows: &[Row], language: Language) -> Option<String> {
    let reaches_out = |figure: &Figure| {
        let ends = figure.simulated.low.zip(figure.simulated.high);
        figure.accept.zip(ends).is_some_and(|([from, to], (low, high))| low < from || high > to)
    };
    let unsure = |row: &&Row| row.verdict == Verdict::Inside && row.figures.iter().any(reaches_out);
    match (rows.iter().filter(unsure).count(), language) {
        (0, _) => None,
        (count, Language::English) => Some(format!(
            "Of those inside, {count} cannot be told from outside: a 95 % interval reaches beyond what agrees. More people or replicates decide."
        )),
        (count, Language::Korean) => Some(format!(
            "범위 안에 든 것 가운데 {count}개는 95% 신뢰구간이 범위 밖까지 걸쳐 단정할 수 없다. 사람이나 반복을 늘리면 가려진다."
        )),
    }
}

/// Whether the interval of a simulated figure holds values that agree.
fn reaches_in(figure: &Figure) -> bool {
    let (Some([low, high]), Some(from), Some(to)) =
        (figure.accept, figure.simulated.low, figure.simulated.high)
    else {
        return false;
    };
    from <= high && to >= low
}

/// A miss, said as one.
fn miss(row: &Row, language: Language) -> String {
    let scale = Scale::of_unit(&row.unit);
    let one = |figure: &Figure| {
        let label = in_language(&figure.label, language);
        let never = language.say("never", "오지 않음").to_owned();
        let simulated = if figure.never { never.clone() } else { scale.with_error(&figure.simulated) };
        let published = figure.published.map_or(never, |value| {
            format!("{}{}", scale.number(value, digits(figure, &scale)), scale.suffix)
        });
        match language {
            _ if label.is_empty() => match language {
                Language::English => format!("{simulated} against {published}"),
                Language::Korean => format!("{simulated}, 발표된 값 {published}"),
            },
            Language::English => format!("{label}: {simulated} against {published}"),
            Language::Korean => {
                format!("{} {simulated}, 발표된 값 {published}", with(&label, Particle::Topic))
            }
        }
    };
    let missed: Vec<&Figure> =
        row.figures.iter().filter(|figure| figure.verdict != Verdict::Inside).collect();
    let unsure = !missed.is_empty() && missed.iter().all(|figure| reaches_in(figure));
    let mut parts: Vec<String> = missed.into_iter().map(one).collect();
    if let Some([found, limit]) = row.rms.filter(|[found, limit]| found > limit) {
        parts.push(match language {
            Language::English => format!("root mean square {} against {}", plain(found, 2), plain(limit, 2)),
            Language::Korean => format!("RMS {}, 기준 {}", plain(found, 2), plain(limit, 2)),
        });
    }
    let parts = parts.join("; ");
    let title = in_language(&row.title, language);
    let note = row.note.as_ref().map(|note| in_language(note, language));
    match language {
        Language::English => match note {
            Some(note) => format!("Missed: {title}: {parts}. Reason: {note}."),
            None if unsure => {
                format!(
                    "Missed: {title}: {parts}. The interval reaches into the range: more people or replicates would tell."
                )
            }
            None => format!("Missed: {title}: {parts}. No reason is known."),
        },
        Language::Korean => match note {
            Some(note) => format!("맞지 않음: {title}: {parts}. 까닭: {note}."),
            None if unsure => {
                format!(
                    "맞지 않음: {title}: {parts}. 신뢰구간이 범위에 걸치므로 사람이나 반복을 늘려야 알 수 있다."
                )
            }
            None => format!("맞지 않음: {title}: {parts}. 까닭은 알려지지 않았다."),
        },
    }
}

#[cfg(test)]
pub mod made {
    use super::*;
    use crate::report::figures::made::interval;

    pub fn figure(label: &str, published: f64, half: f64, simulated: f64, verdict: Verdict) -> Figure {
        Figure {
            label: label.to_owned(),
            published: Some(published),
            accept: Some([published - half, published + half]),
            simulated: interval(simulated, 0.01),
            never: false,
            verdict,
        }
    }

    pub fn row(title: &str, figures: Vec<Figure>) -> Row {
        Row {
            file: "made".into(),
            id: title.to_lowercase(),
            title: title.to_owned(),
            unit: "correlation".into(),
            source: "made".into(),
            basis: Basis::Independent,
            verdict: figures.iter().map(|figure| figure.verdict).max().unwrap_or(Verdict::Undefined),
            figures,
            rms: None,
            note: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::made::{figure, row};
    use super::*;

    #[test]
    fn every_miss_is_told_with_its_reason() {
        let mut missed = row("Gini", vec![figure("", 0.27, 0.04, 0.45, Verdict::Outside)]);
        missed.note = Some("no taxes".into());
        let rows = [row("Schooling", vec![figure("", 0.56, 0.06, 0.57, Verdict::Inside)]), missed];
        let told = findings(&rows, 8, Language::English);
        assert_eq!(told[0], "1 of 2 targets are inside, 0 near, 1 outside.");
        let mut fitted = rows.clone();
        fitted[0].basis = Basis::Fitted;
        let words = &findings(&fitted, 8, Language::English)[1];
        assert!(
            words.contains("used to fit the model 1 (1 inside)")
                && words.contains("independent of all that 1 (0 inside)"),
            "{words}"
        );
        assert!(
            findings(&fitted, 8, Language::Korean)[1].contains("모형을 맞추는 데 쓴 것 1개(1개가 범위 안)")
        );
        assert_eq!(told[1], "Missed: Gini: 0.450 ± 0.010 against 0.27. Reason: no taxes.");
        let wide = |simulated| [row("Gini", vec![figure("", 0.27, 0.04, simulated, Verdict::Near)])];
        assert!(findings(&wide(0.315), 8, Language::English)[1].contains("would tell"));
        assert!(findings(&wide(0.325), 8, Language::English)[1].ends_with("No reason is known."));
        let korean = findings(&rows, 8, Language::Korean);
        assert_eq!(korean.len(), told.len());
        assert!(korean.iter().any(|sentence| sentence.contains("no taxes")));
    }

    #[test]
    fn long_targets_show_their_misses_only() {
        let mut figures: Vec<Figure> =
            (1..=6).map(|p| figure(&format!("{p}th"), 0.5, 0.1, 0.55, Verdict::Inside)).collect();
        figures[3].verdict = Verdict::Near;
        let shown = table(&[row("Curve", figures)], None, Language::English);
        assert!(
            shown.contains("4th") && !shown.contains("3th") && shown.contains("5 of 6 inside"),
            "{shown}"
        );
        assert!(table(&[], None, Language::Korean).contains("판정"));
    }
}
