//! What one parameter after the other changes, in sentences and a table; no difference is told that chance could explain.

use super::cells::Cells;
use super::figures::Scale;
use super::language::Language;
use super::metric_names::{capitalised, signed_interval};
use super::sensitivity_words::{TOLD, by_size, measure_words};
use super::sentence::particle::{Particle, with};
use crate::store::interval::Interval;
use crate::study::sensitivity::tornado::{Bar, Tornado};
use crate::study::sweep::plan::Plan;

/// Sentences about everything one at a time.
pub fn sentences(
    plan: &Plan,
    (measure, unit): (&str, &str),
    found: &Tornado,
    language: Language,
) -> Vec<String> {
    let name = capitalised(&measure_words(measure, language));
    let order = by_size(found.bars.iter().map(|bar| Some(bar.size())));
    let clear: Vec<&Bar> = order.iter().map(|&bar| &found.bars[bar]).filter(|bar| bar.is_clear()).collect();
    let told: Vec<String> = clear
        .iter()
        .take(TOLD)
        .filter_map(|bar| {
            let (end, change) = clear_end(bar);
            let change = signed_interval(change, unit, language)?;
            let name = &plan.axes[bar.axis].name;
            Some(match language {
                Language::English => format!("{name} at {end} {change}"),
                Language::Korean => format!("{name} = {end}일 때 {change}"),
            })
        })
        .collect();
    let unclear = plan.axes.len() - clear.len();
    let mut list = vec![match (language, told.is_empty()) {
        (Language::English, true) => {
            format!("{name}: no difference that a parameter makes alone can be told from chance.")
        }
        (Language::English, false) => format!(
            "{name}: moved alone from the middle, the largest differences make {}; {}.",
            told.join(", "),
            match unclear {
                0 => "no difference can be explained by chance".to_owned(),
                _ => format!("{unclear} of {} differences cannot be told from chance", plan.axes.len()),
            }
        ),
        (Language::Korean, true) => {
            format!("{name}: 매개변수 하나만 움직인 차이 가운데 우연과 구별되는 것이 없다.")
        }
        (Language::Korean, false) => format!(
            "{name}: 가운데 값에서 하나만 움직이면 {} 차이가 가장 크다. {}.",
            with(&told.join(", "), Particle::Toward),
            match unclear {
                0 => "모든 차이가 우연과 구별된다".to_owned(),
                _ => format!("{}개 가운데 {unclear}개의 차이는 우연과 구별되지 않는다", plan.axes.len()),
            }
        ),
    }];
    if found.interacts {
        let beyond = [&found.beyond_low, &found.beyond_high]
            .map(|one| signed_interval(one, unit, language).unwrap_or_default());
        list.push(match language {
            Language::English => format!(
                "Warning: parameters interact. All low together change it by {} and all high together by {} beyond the sum of the single changes; `--method sobol` counts that.",
                beyond[0], beyond[1]
            ),
            Language::Korean => format!(
                "주의: 매개변수들이 상호작용한다. 모두 낮을 때는 {}, 모두 높을 때는 {}만큼 개별 변화의 합과 다르다. `--method sobol`은 이것까지 계산한다.",
                beyond[0], beyond[1]
            ),
        });
    }
    list
}

/// The end of a clear bar with the larger difference; one that chance could explain only where the other is so too.
fn clear_end(bar: &Bar) -> (&str, &Interval) {
    let rank = |change: &Interval| (change.excludes_zero() == Some(true), change.value.map_or(0.0, f64::abs));
    if rank(&bar.low) > rank(&bar.high) { (&bar.ends.0, &bar.low) } else { (&bar.ends.1, &bar.high) }
}

/// Effects one at a time by parameter.
pub fn table(plan: &Plan, unit: &str, found: &Tornado, (width, language): (Option<u16>, Language)) -> String {
    let cells = cells(plan, unit, found, language);
    let note = cells.note.clone();
    format!("{}\n{note}", cells.drawn((width, language), &[]))
}

/// The same as cells.
pub fn cells(plan: &Plan, unit: &str, found: &Tornado, language: Language) -> Cells {
    let header = match language {
        Language::English => ["Parameter", "Low", "High", "Change at low", "Change at high"],
        Language::Korean => ["매개변수", "낮은 값", "높은 값", "낮을 때의 변화", "높을 때의 변화"],
    };
    let scale = Scale::of_difference(unit);
    let rows = by_size(found.bars.iter().map(|bar| Some(bar.size()))).into_iter().map(|index| {
        let bar = &found.bars[index];
        vec![
            plan.axes[bar.axis].name.clone(),
            bar.ends.0.clone(),
            bar.ends.1.clone(),
            scale.change_with_error(&bar.low),
            scale.change_with_error(&bar.high),
        ]
    });
    let middle = Scale::of_unit(unit).with_error(&found.middle);
    let note = match language {
        Language::English => format!(
            "Everything in the middle: {middle}. Changes from there with the same people and luck; ± is half of a 95 % interval."
        ),
        Language::Korean => format!(
            "모두 가운데 값일 때: {middle}. 같은 사람과 운으로 본 변화이며, ±는 95% 신뢰구간의 절반이다."
        ),
    };
    Cells { header: header.map(str::to_owned).to_vec(), rows: rows.collect(), note }
}
