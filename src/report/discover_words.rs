//! Which region of assumptions gives an outcome, in sentences and a table; no region is claimed that unseen points do not confirm.

use super::cells::Cells;
use super::figures::{Scale, plain};
use super::language::Language;
use super::sensitivity_words::{measure_words, percent};
use super::study_json::Frame;
use crate::scenario::notation;
use crate::study::discover::condition::{Comparison, Condition};
use crate::study::discover::region::{Discovery, FEWEST_OF_A_KIND, FEWEST_POINTS, FoundRegion, Restriction};
use crate::study::sweep::plan::Plan;
use crate::study::sweep::summary::Counts;
use serde::{Deserialize, Serialize};

/// The content of `discover.json`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct DiscoverFile {
    pub study: String,
    pub runs: Counts,
    pub troubles: Vec<String>,
    pub findings: Vec<String>,
    pub discovery: Discovery,
    #[serde(flatten)]
    pub frame: Frame,
}

/// The outcome in words: `the Gini coefficient of income in 2125 is above 0.5`.
pub fn outcome(plan: &Plan, conditions: &[Condition], language: Language) -> String {
    let one = |condition: &Condition| {
        let measure = condition.place(plan).map(|place| &plan.measures[place]);
        let scale = Scale::of_unit(measure.map_or("", |measure| measure.unit.as_str()));
        let name = measure.map_or(condition.measure.clone(), |measure| measure.name());
        let name = measure_words(&name, language);
        let shown = notation::plain(tidy(condition.number * scale.factor));
        let number = format!("{shown}{}", scale.suffix);
        match (language, condition.comparison) {
            (Language::English, Comparison::Below) => format!("{name} is below {number}"),
            (Language::English, Comparison::AtMost) => format!("{name} is at most {number}"),
            (Language::English, Comparison::Above) => format!("{name} is above {number}"),
            (Language::English, Comparison::AtLeast) => format!("{name} is at least {number}"),
            (Language::Korean, Comparison::Below) => format!("{name} < {number}"),
            (Language::Korean, Comparison::AtMost) => format!("{name} ≤ {number}"),
            (Language::Korean, Comparison::Above) => format!("{name} > {number}"),
            (Language::Korean, Comparison::AtLeast) => format!("{name} ≥ {number}"),
        }
    };
    let parts: Vec<String> = conditions.iter().map(one).collect();
    parts.join(language.say(" and ", " 그리고 "))
}

/// A number without the digits that a change of unit adds.
fn tidy(number: f64) -> f64 {
    format!("{number:.12e}").parse().unwrap_or(number)
}

/// What was found, in sentences.
pub fn sentences(plan: &Plan, found: &Discovery, language: Language) -> Vec<String> {
    let mut list = vec![how_many(plan, found, language)];
    match &found.region {
        None => list.push(too_few(found, language)),
        Some(region) if region.holds => {
            list.push(where_it_lies(region, language));
            list.push(tested(region, language));
            list.extend(
                found
                    .density
                    .filter(|&wished| region.density < wished)
                    .map(|wished| missed(wished, language)),
            );
        }
        Some(region) => list.push(not_told(region, found, language)),
    }
    if found.left_out > 0 {
        let count = found.left_out;
        list.push(match language {
            Language::English => format!("{count} configurations without all their runs are left out."),
            Language::Korean => format!("실행이 모두 끝나지 않은 설정 {count}개는 뺐다."),
        });
    }
    list.push(match (language, plan.replicates) {
        (Language::English, 1) => "One replicate: a configuration near the limit may have the outcome by chance.".to_owned(),
        (Language::English, many) => {
            format!("A configuration has the outcome if its mean over {many} replicates does; the region holds for this model and the ranges of this study.")
        }
        (Language::Korean, 1) => "반복이 한 번뿐이므로 기준에 가까운 설정은 우연히 그런 결과를 낼 수 있다.".to_owned(),
        (Language::Korean, many) => {
            format!("설정의 결과는 반복 {many}회의 평균으로 판정했다. 이 영역은 이 모형과 이 연구의 범위 안에서만 성립한다.")
        }
    });
    list
}

fn how_many(plan: &Plan, found: &Discovery, language: Language) -> String {
    let share = plain(100.0 * found.hits as f64 / found.points.max(1) as f64, 0);
    let (hits, points, outcome) = (found.hits, found.points, outcome(plan, &found.conditions, language));
    match language {
        Language::English => format!("In {hits} of {points} configurations ({share} %) {outcome}."),
        Language::Korean => format!("설정 {points}개 가운데 {hits}개({share}%)의 결과: {outcome}."),
    }
}

fn too_few(found: &Discovery, language: Language) -> String {
    let (hits, points) = (found.hits, found.points);
    match language {
        _ if points < FEWEST_POINTS => match language {
            Language::English => format!(
                "{points} configurations are too few to look for a region: at least {FEWEST_POINTS} are needed (--sample lhs:256)."
            ),
            Language::Korean => format!(
                "설정이 {points}개뿐이라 영역을 찾을 수 없다. 적어도 {FEWEST_POINTS}개가 필요하다(--sample lhs:256)."
            ),
        },
        Language::English => format!(
            "With {hits} that have the outcome and {} that have not, there is no region to look for: at least {FEWEST_OF_A_KIND} of each are needed. \
             Another limit or other ranges may help.",
            points - hits
        ),
        Language::Korean => format!(
            "그런 설정이 {hits}개, 아닌 설정이 {}개라서 영역을 찾을 수 없다. 각각 적어도 {FEWEST_OF_A_KIND}개가 필요하다. 기준이나 범위를 바꾸면 될 수 있다.",
            points - hits
        ),
    }
}

/// One limit: `ai.work.skill_pass_through is at most 0.3`.
fn limit(one: &Restriction, language: Language) -> String {
    let name = &one.name;
    let number = |value: f64| notation::plain(value);
    match (one.low, one.high, language) {
        (Some(low), Some(high), Language::English) => {
            format!("{name} is from {} to {}", number(low), number(high))
        }
        (Some(low), None, Language::English) => format!("{name} is at least {}", number(low)),
        (None, Some(high), Language::English) => format!("{name} is at most {}", number(high)),
        (None, None, Language::English) => format!("{name} is {}", one.among.join(" or ")),
        (Some(low), Some(high), Language::Korean) => {
            format!("{} ≤ {name} ≤ {}", number(low), number(high))
        }
        (Some(low), None, Language::Korean) => format!("{name} ≥ {}", number(low)),
        (None, Some(high), Language::Korean) => format!("{name} ≤ {}", number(high)),
        (None, None, Language::Korean) => format!("{name} = {}", one.among.join(" 또는 ")),
    }
}

/// All limits, joined.
pub fn limits(region: &FoundRegion, language: Language) -> String {
    let list: Vec<String> = region.restrictions.iter().map(|one| limit(one, language)).collect();
    list.join(language.say(" and ", ", "))
}

fn where_it_lies(region: &FoundRegion, language: Language) -> String {
    let (density, coverage) = (plain(100.0 * region.density, 0), plain(100.0 * region.coverage, 0));
    let (limits, points, hits) = (limits(region, language), region.points, region.hits);
    match language {
        Language::English => format!(
            "Where {limits}, {hits} of {points} have it ({density} %, the density); that is {coverage} % of all that have it (the coverage)."
        ),
        Language::Korean => format!(
            "{limits}인 영역에서는 {points}개 가운데 {hits}개가 그렇다(밀도 {density}%). 그런 설정 전체의 {coverage}%가 이 영역에 있다(포괄률)."
        ),
    }
}

fn tested(region: &FoundRegion, language: Language) -> String {
    let (density, coverage) =
        (percent(&region.tested_density, language), percent(&region.tested_coverage, language));
    let parts = region.parts;
    match language {
        Language::English => format!(
            "In configurations that were not used to find it (each of {parts} parts with the region of the others) the density is {density} and the coverage {coverage}."
        ),
        Language::Korean => format!(
            "영역을 찾는 데 쓰지 않은 설정에서는(설정을 {parts}부분으로 나누어 나머지로 찾은 영역으로 시험) 밀도 {density}, 포괄률 {coverage}이다."
        ),
    }
}

fn missed(wished: f64, language: Language) -> String {
    let wished = plain(100.0 * wished, 0);
    match language {
        Language::English => format!(
            "The wished density of {wished} % is not reached without limits that chance explains; more points (--sample lhs:1000) may reach it."
        ),
        Language::Korean => format!(
            "우연으로 설명되는 제한 없이는 바란 밀도 {wished}%에 이르지 못했다. 설정을 늘리면(--sample lhs:1000) 이를 수도 있다."
        ),
    }
}

fn not_told(region: &FoundRegion, found: &Discovery, language: Language) -> String {
    let everywhere = plain(100.0 * found.hits as f64 / found.points.max(1) as f64, 0);
    let density = percent(&region.tested_density, language);
    match language {
        Language::English => format!(
            "No region can be told: where the outcome seems more frequent, configurations that were not used to find it have it in {density}, against {everywhere} % everywhere."
        ),
        Language::Korean => format!(
            "영역을 말할 수 없다. 결과가 더 잦아 보이는 곳에서도 찾는 데 쓰지 않은 설정의 밀도는 {density}이고, 전체에서는 {everywhere}%이다."
        ),
    }
}

/// The limits of a region, parameter by parameter.
pub fn cells(region: &FoundRegion, language: Language) -> Cells {
    let header = match language {
        Language::English => ["Parameter", "Region", "Varied", "Density without", "Quasi-p", "Parts"],
        Language::Korean => ["매개변수", "영역", "연구의 범위", "제한 없을 때 밀도", "유사 p값", "부분"],
    };
    let short = |value: f64| notation::plain(format!("{value:.2e}").parse().unwrap_or(value));
    let rows = region.restrictions.iter().map(|one| {
        let inside = match (one.low, one.high) {
            (Some(low), Some(high)) => language.range(&notation::plain(low), &notation::plain(high)),
            (Some(low), None) => format!("≥ {}", notation::plain(low)),
            (None, Some(high)) => format!("≤ {}", notation::plain(high)),
            (None, None) => one.among.join(", "),
        };
        let varied =
            one.varied.map_or("–".to_owned(), |(low, high)| language.range(&short(low), &short(high)));
        let p = if one.quasi_p < 0.001 { "< 0.001".to_owned() } else { plain(one.quasi_p, 3) };
        let without = language.percents(&format!("{} %", plain(100.0 * one.density_without, 0)));
        vec![one.name.clone(), inside, varied, without, p, format!("{}/{}", one.in_parts, region.parts)]
    });
    let note = language.say(
        "Density without: share of the outcome if this limit is dropped. Quasi-p: chance of as many hits with that density. Parts: how many of the boxes found without a tenth of the points have a limit on this parameter too.",
        "제한 없을 때 밀도: 이 제한을 빼면 남는 밀도. 유사 p값: 그 밀도에서 이만큼 맞을 확률. 부분: 설정의 10분의 1을 빼고 찾은 영역 가운데 이 매개변수를 제한한 것의 수.",
    );
    Cells { header: header.map(str::to_owned).to_vec(), rows: rows.collect(), note: note.to_owned() }
}

/// The same for the terminal.
pub fn table(region: &FoundRegion, width: Option<u16>, language: Language) -> String {
    let cells = cells(region, language);
    let note = cells.note.clone();
    format!("{}\n{note}", cells.drawn((width, language), &[1, 2]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::discover::points::Region;
    use crate::study::sensitivity::index::Index;

    fn found(holds: bool) -> FoundRegion {
        let index =
            |value: f64| Index { value: Some(value), low: Some(value - 0.1), high: Some(value + 0.05) };
        let restriction = |name: &str, low, high| Restriction {
            axis: 0,
            name: name.to_owned(),
            low,
            high,
            among: Vec::new(),
            varied: Some((0.0, 1.0)),
            density_without: 0.3,
            quasi_p: 0.0001,
            in_parts: 9,
        };
        FoundRegion {
            restrictions: vec![restriction("a.b", None, Some(0.3)), restriction("c", Some(1.5), Some(2.0))],
            points: 50,
            hits: 45,
            density: 0.9,
            coverage: 0.75,
            tested_density: index(0.84),
            tested_coverage: index(0.7),
            parts: 10,
            holds,
            way: Vec::new(),
            region: Region { limits: Vec::new() },
        }
    }

    #[test]
    fn a_region_is_told_in_words_and_what_is_not_is_not() {
        let words = where_it_lies(&found(true), Language::English);
        assert_eq!(
            words,
            "Where a.b is at most 0.3 and c is from 1.5 to 2, 45 of 50 have it (90 %, the density); that is 75 % of all \
             that have it (the coverage)."
        );
        assert!(tested(&found(true), Language::English).contains("the density is 84 % (74 to 89)"));
        assert!(limits(&found(true), Language::Korean).contains("a.b ≤ 0.3, 1.5 ≤ c ≤ 2"));
        let all = Discovery {
            conditions: Vec::new(),
            points: 200,
            hits: 60,
            left_out: 0,
            density: None,
            region: None,
        };
        assert!(
            not_told(&found(false), &all, Language::English)
                .contains("84 % (74 to 89), against 30 % everywhere")
        );
        assert!(
            too_few(&Discovery { hits: 3, ..all.clone() }, Language::English).contains("With 3 that have")
        );
        assert!(too_few(&Discovery { points: 20, ..all }, Language::Korean).contains("50개가 필요"));
        let page = table(&found(true), None, Language::English);
        assert!(page.contains("≤ 0.3") && page.contains("1.5 – 2") && page.contains("9/10"), "{page}");
    }
}
