//! What decides a result, in sentences and tables; nothing is called influential that chance could explain.

use super::cells::Cells;
use super::figures::{Scale, plain};
use super::language::Language;
use super::metric_names::{capitalised, in_words};
use super::study_json::Frame;
use crate::store::interval::Interval;
use crate::study::sensitivity::index::Index;
use crate::study::sensitivity::morris::{Effect, Morris};
use crate::study::sensitivity::sobol::Sobol;
use crate::study::sensitivity::tornado::Tornado;
use crate::study::sweep::axis::AxisRole;
use crate::study::sweep::plan::Plan;
use crate::study::sweep::summary::Counts;
use serde::{Deserialize, Serialize};

/// Parameters that are told one by one.
pub(super) const TOLD: usize = 3;

/// A total index whose interval lies above this counts.
pub const MATTERS: f64 = 0.01;

/// The content of `sensitivity.json`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct SensitivityFile {
    pub study: String,
    pub runs: Counts,
    pub troubles: Vec<String>,
    pub findings: Vec<String>,
    pub sobol: Vec<(String, Sobol)>,
    pub morris: Vec<(String, Morris)>,
    pub tornado: Vec<(String, Tornado)>,
    #[serde(flatten)]
    pub frame: Option<Frame>,
}

/// A measure in words, such as `the Gini coefficient of income in 2125`.
pub fn measure_words(measure: &str, language: Language) -> String {
    let (metric, year) = measure.split_once('@').unwrap_or((measure, ""));
    let name = in_words(metric, language);
    match language {
        _ if year.is_empty() => name,
        Language::English => format!("{name} in {year}"),
        Language::Korean => format!("{year}년 {name}"),
    }
}

/// An index as an interval, to be shown with as many digits as it allows.
fn interval(index: &Index) -> Interval {
    Interval { value: index.value, low: index.low, high: index.high, ..Interval::over_replicates(&[]) }
}

/// A number with its interval, which need not be even on both sides: `0.031 (0.022 to 0.054)`.
fn between(scale: &Scale, index: &Index, language: Language) -> String {
    let decimals = scale.decimals(&interval(index));
    let Some(value) = index.value.map(|value| scale.number(value, decimals)) else { return "–".to_owned() };
    match index.low.zip(index.high) {
        Some((low, high)) => {
            let (low, high) = (scale.number(low, decimals), scale.number(high, decimals));
            match language {
                Language::English => format!("{value} ({low} to {high})"),
                Language::Korean => format!("{value}({low}~{high})"),
            }
        }
        None => value,
    }
}

/// A share in percent with its interval: `61 % (55 to 68)`.
pub fn percent(index: &Index, language: Language) -> String {
    let shown = |share: f64| plain(100.0 * share, 0);
    let Some(value) = index.value.map(shown) else { return "–".to_owned() };
    match (index.low.map(shown), index.high.map(shown), language) {
        (Some(low), Some(high), Language::English) => format!("{value} % ({low} to {high})"),
        (Some(low), Some(high), Language::Korean) => format!("{value}%({low}~{high})"),
        _ => language.percents(&format!("{value} %")),
    }
}

/// Positions of some values from the largest to the smallest.
pub fn by_size(values: impl Iterator<Item = Option<f64>>) -> Vec<usize> {
    let values: Vec<f64> = values.map(|value| value.unwrap_or(f64::NEG_INFINITY)).collect();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
    order
}

/// Sentences about shares of variance.
pub fn sobol(plan: &Plan, measure: &str, found: &Sobol, language: Language) -> Vec<String> {
    let name = capitalised(&measure_words(measure, language));
    let mut list = vec![shares(&name, found, language)];
    let order = by_size(found.total.iter().map(|index| index.value));
    let clear: Vec<usize> = order.into_iter().filter(|&axis| found.total[axis].is_above(MATTERS)).collect();
    let told: Vec<String> = clear
        .iter()
        .take(TOLD)
        .map(|&axis| format!("{} {}", plan.axes[axis].name, percent(&found.total[axis], language)))
        .collect();
    let unclear = plan.axes.len() - clear.len();
    list.push(match (language, told.is_empty()) {
        (Language::English, true) => "For no parameter a share above 1 % can be told.".to_owned(),
        (Language::English, false) => format!(
            "Of what is not chance the largest shares go through {}; {}.",
            told.join(", "),
            match unclear {
                0 => "every parameter has a share above 1 %".to_owned(),
                _ => format!(
                    "for {unclear} of {} parameters a share above 1 % cannot be told",
                    plan.axes.len()
                ),
            }
        ),
        (Language::Korean, true) => "비중이 1%를 넘는다고 말할 수 있는 매개변수가 없다.".to_owned(),
        (Language::Korean, false) => format!(
            "우연이 아닌 분산에서 비중이 큰 것은 {}이다. {}.",
            told.join(", "),
            match unclear {
                0 => "모든 매개변수의 비중이 1%를 넘는다".to_owned(),
                _ => format!(
                    "매개변수 {}개 가운데 {unclear}개는 비중이 1%를 넘는다고 말할 수 없다",
                    plan.axes.len()
                ),
            }
        ),
    });
    if !found.corrected {
        list.push(one_replicate(language));
    }
    if let Some(noise) = impossible(found, language) {
        list.push(noise);
    }
    if found.rows < found.rows_planned {
        list.push(left_out(found.rows, found.rows_planned, language));
    }
    list
}

fn shares(name: &str, found: &Sobol, language: Language) -> String {
    let split = &found.split;
    let parts: Vec<String> = [
        (&split.chance, "chance", "우연"),
        (&split.assumptions, "assumptions", "가정"),
        (&split.levers, "levers", "정책 변수"),
        (&split.together, "assumptions and levers only together", "가정과 정책 변수의 상호작용"),
    ]
    .iter()
    .filter(|(index, ..)| index.value.is_some_and(|value| value.abs() > 1e-9))
    .map(|(index, english, korean)| match language {
        Language::English => format!("{english} {}", percent(index, language)),
        Language::Korean => format!("{korean} {}", percent(index, language)),
    })
    .collect();
    match (language, parts.is_empty()) {
        (Language::English, true) => format!("{name} does not vary."),
        (Language::English, false) => {
            format!("{name}: the variance of a single run is {} (95 % intervals).", parts.join(", "))
        }
        (Language::Korean, true) => format!("{name} 값은 달라지지 않는다."),
        (Language::Korean, false) => {
            format!(
                "{name}: 한 번 실행한 결과의 분산은 {}로 나뉜다(괄호 안은 95% 신뢰구간).",
                parts.join(", ")
            )
        }
    }
}

/// That shares which no variance can have are noise; `None` where there are none.
fn impossible(found: &Sobol, language: Language) -> Option<String> {
    const FAR: f64 = 0.1;
    let split = [&found.split.chance, &found.split.assumptions, &found.split.levers];
    let all = split.into_iter().chain(&found.total);
    let outside = |index: &Index| index.value.is_some_and(|share| !(-FAR..=1.0 + FAR).contains(&share));
    all.into_iter().any(outside).then(|| {
        let english = "Shares below 0 or above 100 % are noise of too few points: nothing here can be relied on (more --samples).";
        let korean = "0보다 작거나 100%보다 큰 비중은 점이 너무 적어 생긴 잡음이므로, 이 결과는 믿을 수 없다(--samples를 늘린다).";
        language.say(english, korean).to_owned()
    })
}

fn one_replicate(language: Language) -> String {
    match language {
        Language::English => {
            "One replicate: chance counts as influence of every parameter. At least 2 are needed (--reps)."
        }
        Language::Korean => {
            "반복이 한 번뿐이라 우연이 모든 매개변수의 영향에 섞인다. 적어도 2회(--reps)가 필요하다."
        }
    }
    .to_owned()
}

fn left_out(rows: usize, planned: usize, language: Language) -> String {
    match language {
        Language::English => format!(
            "Only {rows} of {planned} rows of the design are complete; the estimates hold for those, and differ from the whole if runs fail where results are unusual."
        ),
        Language::Korean => format!(
            "설계의 {planned}행 가운데 {rows}행만 완전하다. 추정값은 이 행들에 대한 것이며, 결과가 특이한 곳에서 실행이 실패하면 전체와 다를 수 있다."
        ),
    }
}

/// Shares of variance by parameter.
pub fn sobol_table(plan: &Plan, found: &Sobol, width: Option<u16>, language: Language) -> String {
    let cells = sobol_cells(plan, found, language);
    let note = cells.note.clone();
    format!("{}\n{note}", cells.drawn((width, language), &[1]))
}

/// The same as cells.
pub fn sobol_cells(plan: &Plan, found: &Sobol, language: Language) -> Cells {
    let header = match language {
        Language::English => ["Parameter", "Role", "Alone", "With interactions"],
        Language::Korean => ["매개변수", "구분", "단독", "상호작용 포함"],
    };
    let rows = by_size(found.total.iter().map(|index| index.value)).into_iter().map(|axis| {
        let shown = |index: &Index| percent(index, language);
        let role = role_word(plan.axes[axis].role, language).to_owned();
        vec![plan.axes[axis].name.clone(), role, shown(&found.first[axis]), shown(&found.total[axis])]
    });
    let note = match language {
        Language::English => {
            "Shares of the variance that is not chance: by the parameter alone (first order), and with everything it has a part in (total)."
        }
        Language::Korean => {
            "우연이 아닌 분산의 비중: 매개변수 단독(1차)과 그 매개변수가 관여하는 모든 것(총)."
        }
    };
    Cells { header: header.map(str::to_owned).to_vec(), rows: rows.collect(), note: note.to_owned() }
}

/// What an axis stands for.
fn role_word(role: AxisRole, language: Language) -> &'static str {
    match (role, language) {
        (AxisRole::Uncertainty, Language::Korean) => "가정",
        (AxisRole::Lever, Language::Korean) => "정책 변수",
        (role, Language::English) => role.word(),
    }
}

/// Sentences about a screening.
pub fn morris(plan: &Plan, measure: &str, found: &Morris, language: Language) -> Vec<String> {
    let name = capitalised(&measure_words(measure, language));
    let order = by_size(found.effects.iter().map(|effect| effect.strength.value));
    let clear: Vec<usize> = order.into_iter().filter(|&axis| acts(found, axis)).collect();
    let told: Vec<&str> = clear.iter().take(TOLD).map(|&axis| plan.axes[axis].name.as_str()).collect();
    let rest = plan.axes.len() - clear.len();
    let bent: Vec<&str> = clear
        .iter()
        .filter(|&&axis| bends(&found.effects[axis]))
        .map(|&axis| plan.axes[axis].name.as_str())
        .collect();
    let mut list = vec![match (language, told.is_empty()) {
        (Language::English, true) => format!("{name}: no parameter can be told from one without influence."),
        (Language::English, false) => format!(
            "{name}: the strongest parameters are {}; {}.",
            told.join(", "),
            match rest {
                0 => "every one can be told from one without influence".to_owned(),
                _ => format!("{rest} of {} cannot be told from ones without influence", plan.axes.len()),
            }
        ),
        (Language::Korean, true) => format!("{name}: 영향이 없는 것과 구별되는 매개변수가 없다."),
        (Language::Korean, false) => format!(
            "{name}: 영향이 가장 큰 매개변수는 {}이다. {}.",
            told.join(", "),
            match rest {
                0 => "모든 매개변수가 영향이 없는 것과 구별된다".to_owned(),
                _ => format!("{}개 가운데 {rest}개는 영향이 없는 것과 구별되지 않는다", plan.axes.len()),
            }
        ),
    }];
    if !bent.is_empty() {
        list.push(match language {
            Language::English => {
                format!("What these do depends on where everything else stands: {}.", bent.join(", "))
            }
            Language::Korean => format!("효과가 다른 값에 따라 달라지는 것: {}.", bent.join(", ")),
        });
    }
    if !found.corrected {
        list.push(one_replicate(language));
    }
    if found.trajectories < found.trajectories_planned {
        list.push(left_out(found.trajectories, found.trajectories_planned, language));
    }
    list
}

/// Whether an effect is more than chance: its strength is clear of zero. In one replicate chance is part of the strength,
/// so that the mean has to be clear too, or the spread large.
pub fn acts(found: &Morris, axis: usize) -> bool {
    let effect = &found.effects[axis];
    let one_way = effect.mu.is_above(0.0) || effect.mu.high.is_some_and(|high| high < 0.0);
    effect.strength.is_above(0.0) && (found.corrected || one_way || bends(effect))
}

/// Whether an effect depends on the place by as much as its own mean size.
fn bends(effect: &Effect) -> bool {
    effect.sigma.low.zip(effect.mu_star.value).is_some_and(|(sigma, size)| sigma > 0.5 * size)
}

/// Elementary effects by parameter.
pub fn morris_table(plan: &Plan, found: &Morris, width: Option<u16>, language: Language) -> String {
    let cells = morris_cells(plan, found, language);
    let note = cells.note.clone();
    format!("{}\n{note}", cells.drawn((width, language), &[]))
}

/// The same as cells.
pub fn morris_cells(plan: &Plan, found: &Morris, language: Language) -> Cells {
    let header = match language {
        Language::English => ["Parameter", "Mean effect μ", "Mean size μ*", "Strength", "Spread σ"],
        Language::Korean => ["매개변수", "평균 효과 μ", "평균 크기 μ*", "세기", "산포 σ"],
    };
    let scale = Scale::of_unit("");
    let rows = by_size(found.effects.iter().map(|effect| effect.strength.value)).into_iter().map(|axis| {
        let effect = &found.effects[axis];
        let shown = |index: &Index| between(&scale, index, language);
        vec![
            plan.axes[axis].name.clone(),
            shown(&effect.mu),
            shown(&effect.mu_star),
            shown(&effect.strength),
            shown(&effect.sigma),
        ]
    });
    let note = match language {
        Language::English => {
            "Change of the measure over the whole range of the parameter; strength and spread are free of chance. In brackets: 95 % intervals."
        }
        Language::Korean => {
            "매개변수의 전체 범위에 걸친 지표의 변화다. 세기와 산포에는 우연이 들어 있지 않다. 괄호 안은 95% 신뢰구간이다."
        }
    };
    Cells { header: header.map(str::to_owned).to_vec(), rows: rows.collect(), note: note.to_owned() }
}
