//! Many draws of the assumptions in sentences: where worlds lie, which way they go, and whether chance or assumptions decide.

use super::cells::Cells;
use super::figures::{Scale, grouped, plain};
use super::language::Language;
use super::metric_names::{capitalised, in_words};
use super::sensitivity_words::percent;
use super::study_json::Frame;
use super::sweep_words::ended;
use crate::study::ensemble::{Bands, Ensemble};
use crate::study::sweep::plan::Plan;
use crate::study::sweep::summary::Counts;
use serde::{Deserialize, Serialize};

/// The content of `ensemble.json`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct EnsembleFile {
    pub scenario: String,
    pub study: String,
    /// Parameters that were drawn.
    pub drawn: Vec<String>,
    pub runs: Counts,
    pub troubles: Vec<String>,
    pub findings: Vec<String>,
    pub ensembles: Vec<Ensemble>,
    #[serde(flatten)]
    pub frame: Frame,
}

/// Digits that tell the band of worlds apart in a hundred steps.
fn decimals(scale: &Scale, bands: &Bands) -> usize {
    let width = scale.factor * (bands.worlds[3] - bands.worlds[0]);
    if width > 0.0 { (1.5 - width.log10()).floor().clamp(0.0, 6.0) as usize } else { 2 }
}

/// A value with its unit.
fn shown(scale: &Scale, bands: &Bands, value: f64) -> String {
    format!("{}{}", plain(scale.factor * value, decimals(scale, bands)), scale.suffix)
}

/// Everything that was found: what was drawn, how the runs ended if not all did well, each metric, what the bands stand on.
pub fn findings(plan: &Plan, counts: &Counts, ensembles: &[Ensemble], language: Language) -> Vec<String> {
    let mut list = match ensembles.first() {
        Some(first) => vec![about(first, plan.axes.len(), language)],
        None => Vec::new(),
    };
    if counts.bad() + counts.missing > 0 || list.is_empty() {
        list.push(ended(plan.configurations(), plan.replicates, counts, language));
    }
    list.extend(ensembles.iter().flat_map(|one| sentences(one, language)));
    list.push(caution(plan.base.settings.run.agents, language));
    list
}

/// Every metric in the first and the last year.
pub fn cells(ensembles: &[Ensemble], language: Language) -> Cells {
    let header = match language {
        Language::English => [
            "Metric",
            "Year",
            "Middle",
            "Half of worlds",
            "90 % of worlds",
            "Assumptions alone",
            "Chance alone",
        ],
        Language::Korean => {
            ["지표", "연도", "중앙값", "세계의 절반", "세계의 90%", "가정만으로", "우연만으로"]
        }
    };
    let mut rows = Vec::new();
    for found in ensembles {
        let scale = Scale::of_unit(&found.unit);
        let ends = [found.years.first(), found.years.last().filter(|_| found.years.len() > 1)];
        for bands in ends.into_iter().flatten() {
            let value = |value: f64| shown(&scale, bands, value);
            let range = |low: f64, high: f64| language.range(&value(low), &value(high));
            let outer = |limits: &[f64; 4]| range(limits[0], limits[3]);
            let inner = range(bands.worlds[1], bands.worlds[2]);
            let known = found.replicates > 1;
            let alone = |limits: &[f64; 4]| if known { outer(limits) } else { "–".to_owned() };
            rows.push(vec![
                capitalised(&in_words(&found.metric, language)),
                bands.year.to_string(),
                value(bands.middle),
                inner,
                outer(&bands.worlds),
                alone(&bands.assumptions),
                alone(&bands.chance),
            ]);
        }
    }
    let note = language.say("The last two columns hold 90 % too.", "마지막 두 열도 90% 범위다.");
    Cells { header: header.map(str::to_owned).to_vec(), rows, note: note.to_owned() }
}

/// What was found about one metric.
pub fn sentences(found: &Ensemble, language: Language) -> Vec<String> {
    let (Some(first), Some(last)) = (found.years.first(), found.years.last()) else { return Vec::new() };
    let mut list = vec![where_worlds_lie(found, last, language)];
    if first.year < last.year {
        list.push(which_way(found, (first.year, last.year), language));
    }
    list.push(what_decides(found, last, language));
    list
}

fn where_worlds_lie(found: &Ensemble, last: &Bands, language: Language) -> String {
    let scale = Scale::of_unit(&found.unit);
    let [low, .., high] = last.worlds.map(|value| language.percents(&shown(&scale, last, value)));
    let (name, year) = (in_words(&found.metric, language), last.year);
    let middle = language.percents(&shown(&scale, last, last.middle));
    match language {
        Language::English => format!(
            "{} in {year} lies between {low} and {high} in 90 % of worlds; the middle one has {middle}.",
            capitalised(&name)
        ),
        Language::Korean => {
            format!("{year}년 {name}: 세계의 90%가 {low}에서 {high} 사이에 있고, 중앙값은 {middle}이다.")
        }
    }
}

fn which_way(found: &Ensemble, (first, last): (i32, i32), language: Language) -> String {
    let share = percent(&found.lower, language);
    match language {
        Language::English => format!("It is lower in {last} than in {first} in {share} of worlds."),
        Language::Korean => format!("이 값이 {first}년보다 {last}년에 더 낮은 세계는 {share}이다."),
    }
}

fn what_decides(found: &Ensemble, last: &Bands, language: Language) -> String {
    if found.split.chance.value.is_none() {
        return language
            .say(
                "One replicate each: chance and assumptions cannot be told apart (--reps 2 or more).",
                "반복이 한 번뿐이라 우연과 가정을 구별할 수 없다(--reps 2 이상).",
            )
            .to_owned();
    }
    let (assumptions, chance) =
        (percent(&found.split.assumptions, language), percent(&found.split.chance, language));
    let year = last.year;
    let part = &found.split.assumptions;
    if part.low.is_none_or(|low| low <= 0.0) {
        return match language {
            Language::English => format!(
                "The differences between worlds in {year} cannot be told from chance alone: the share of assumptions in the variance is {assumptions}, 95 % interval."
            ),
            Language::Korean => format!(
                "{year}년 세계 사이의 차이는 우연만으로 생기는 차이와 구별되지 않는다(분산에서 가정의 비중 {assumptions}, 95% 신뢰구간)."
            ),
        };
    }
    match language {
        Language::English => format!(
            "Of the variance between worlds in {year} assumptions have {assumptions} and chance {chance} (95 % intervals)."
        ),
        Language::Korean => {
            format!("{year}년에 세계 사이의 분산은 가정 {assumptions}, 우연 {chance}로 나뉜다(95% 신뢰구간).")
        }
    }
}

/// What was drawn, and how often.
pub fn about(found: &Ensemble, drawn: usize, language: Language) -> String {
    let (draws, replicates) = (found.draws, found.replicates);
    let worlds = draws * replicates;
    match language {
        Language::English => format!(
            "{worlds} worlds: {draws} draws of {drawn} uncertain {}, each lived through {} with luck of its own.",
            if drawn == 1 { "parameter" } else { "parameters" },
            if replicates == 1 { "once".to_owned() } else { format!("{replicates} times") }
        ),
        Language::Korean => format!(
            "세계 {worlds}개: 불확실한 매개변수 {drawn}개를 {draws}회 추출하고, 각각 다른 운으로 {replicates}회씩 실행했다."
        ),
    }
}

/// What the bands stand on.
pub fn caution(people: u64, language: Language) -> String {
    let people = grouped(people);
    match language {
        Language::English => format!(
            "Chance holds breakthroughs, lives and the sampling of {people} people. Worlds are as probable as the study says its \
             assumptions are, each independent of the others. The bands are no forecast."
        ),
        Language::Korean => format!(
            "우연에는 인공지능의 도약, 개인의 운, 그리고 인구가 {people}명뿐이라는 표본오차가 들어 있다. 세계의 확률은 연구가 가정에 준 확률이며 가정들은 서로 독립이다. 띠는 예측이 아니다."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::ensemble::Split;
    use crate::study::sensitivity::index::Index;

    fn made(replicates: usize) -> Ensemble {
        let index =
            |value: f64| Index { value: Some(value), low: Some(value - 0.05), high: Some(value + 0.04) };
        let known = |value: f64| if replicates > 1 { index(value) } else { Index::default() };
        let bands = |year: i32| Bands {
            year,
            middle: 0.25,
            worlds: [0.1123, 0.2, 0.3, 0.4077],
            assumptions: [0.12, 0.21, 0.29, 0.4],
            chance: [0.2, 0.23, 0.27, 0.3],
        };
        Ensemble {
            metric: "iq_income_rank_r".into(),
            unit: "correlation".into(),
            draws: 100,
            left_out: 0,
            replicates,
            years: vec![bands(2025), bands(2125)],
            split: Split { assumptions: known(0.8), chance: known(0.2), sd: 0.1 },
            lower: index(0.7),
        }
    }

    #[test]
    fn worlds_are_told_with_the_digits_that_their_spread_allows() {
        let told = sentences(&made(4), Language::English);
        assert_eq!(
            told[0],
            "The correlation of IQ with income rank in 2125 lies between 0.11 and 0.41 in 90 % of worlds; the middle one \
             has 0.25."
        );
        assert_eq!(told[1], "It is lower in 2125 than in 2025 in 70 % (65 to 74) of worlds.");
        assert!(
            told[2].contains("assumptions have 80 % (75 to 84) and chance 20 % (15 to 24)"),
            "{}",
            told[2]
        );
        let korean = sentences(&made(4), Language::Korean);
        assert!(korean[2].contains("가정 80%(75~84), 우연 20%(15~24)"), "{korean:?}");
        let mut unclear = made(4);
        unclear.split.assumptions = Index { value: Some(-0.1), low: Some(-0.3), high: Some(0.1) };
        assert!(sentences(&unclear, Language::English)[2].contains("cannot be told from chance alone"));
        assert!(sentences(&made(1), Language::English)[2].contains("cannot be told apart"));
        assert!(about(&made(4), 12, Language::English).starts_with("400 worlds: 100 draws of 12"));
    }
}
