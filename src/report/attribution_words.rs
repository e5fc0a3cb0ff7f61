//! A few sentences about what brings a change about; none claims more than its interval.

use super::figures::Scale;
use super::language::Language;
use super::metric_names::{capitalised, in_words, signed_interval, value_of};
use super::sentence::particle::{Particle, with};
use super::verdict::Verdict;
use crate::store::interval::Interval;
use crate::study::attribution::{Attribution, Part, Split};
use crate::study::conditions::TwoWay;
use crate::study::mechanisms::Mechanism;

/// Parts that are told one by one.
const TOLD: usize = 3;

/// Three to five sentences about one metric. `conditions`: its two-way table in one year, where there is one.
pub fn sentences(
    found: &Attribution,
    split: &Split,
    conditions: Option<&TwoWay>,
    language: Language,
) -> Vec<String> {
    let mut list = vec![change(found, split, language)];
    list.push(parts(found, split, language));
    list.extend(inertia(split, language));
    list.extend(conditions.and_then(|table| two_conditions(table, language)));
    list.push(method(found, split, language));
    list.iter().map(|sentence| language.percents(sentence)).collect()
}

/// A mechanism in words.
pub fn mechanism_words(mechanism: Mechanism, language: Language) -> &'static str {
    let (english, korean) = match mechanism {
        Mechanism::Openness => ("education openness", "교육의 개방성"),
        Mechanism::Capacity => ("education capacity", "교육의 규모"),
        Mechanism::Jobs => ("job structure", "일자리 구조"),
        Mechanism::Capital => ("capital's share", "자본의 비중"),
        Mechanism::Assistance => ("AI: assistance", "인공지능의 업무 보조"),
        Mechanism::Displacement => ("AI: displacement", "인공지능의 일자리 대체"),
        Mechanism::Access => ("AI: access to learning", "인공지능이 여는 학습 기회"),
        Mechanism::Ownership => ("AI: ownership", "인공지능의 소유"),
        Mechanism::Luck => ("AI: superstar luck", "인공지능이 키우는 슈퍼스타의 운"),
    };
    match language {
        Language::English => english,
        Language::Korean => korean,
    }
}

fn judge(interval: &Interval, unit: &str) -> Verdict {
    Verdict::of(interval, &Scale::of_difference(unit))
}

fn change(found: &Attribution, split: &Split, language: Language) -> String {
    let name = in_words(&split.metric, language);
    let (from, to, count) = (found.from, found.to, split.change.replicates);
    let Some(difference) = signed_interval(&split.change, &split.unit, language) else {
        return match language {
            Language::English => format!("{} is undefined in {from} or {to}.", capitalised(&name)),
            Language::Korean => format!("{name} 값은 {from}년이나 {to}년에 정의되지 않는다."),
        };
    };
    let (before, after) = (value_of(&split.before, &split.unit), value_of(&split.after, &split.unit));
    let to_after = with(&after, Particle::Toward);
    match (language, judge(&split.change, &split.unit)) {
        (Language::English, Verdict::Rises | Verdict::Falls) => format!(
            "From {from} to {to} {name} goes from {before} to {after}: {difference}, more than chance explains over {count} replicates."
        ),
        (Language::English, Verdict::CannotTell) => format!(
            "Whether {name} changes from {from} ({before}) to {to} ({after}) these runs cannot tell: {difference} over {count} replicates."
        ),
        (Language::English, Verdict::Unknown) => format!(
            "From {from} to {to} {name} goes from {before} to {after}: {difference}. One replicate gives no interval; at least 2 are needed (--reps)."
        ),
        (Language::Korean, Verdict::Rises | Verdict::Falls) => format!(
            "{from}년에서 {to}년까지 {name} 값은 {before}에서 {to_after} 바뀐다. 변화는 {difference}이며, {count}회의 반복에서 우연으로 설명되는 것보다 크다."
        ),
        (Language::Korean, Verdict::CannotTell) => format!(
            "{name} 값이 {from}년({before})에서 {to}년({after})까지 바뀌는지는 이 결과로 알 수 없다. {count}회 반복해 구한 변화는 {difference}이다."
        ),
        (Language::Korean, Verdict::Unknown) => format!(
            "{from}년에서 {to}년까지 {name} 값은 {before}에서 {to_after} 바뀐다: {difference}. 반복이 한 번뿐이라 신뢰구간이 없다. 적어도 2회(--reps)가 필요하다."
        ),
    }
}

/// The largest parts that chance does not explain, and how many it might.
fn parts(found: &Attribution, split: &Split, language: Language) -> String {
    if found.mechanisms.is_empty() {
        return match language {
            Language::English => "No mechanism of the scenario moves between these years.".to_owned(),
            Language::Korean => "이 기간에 움직이는 메커니즘이 없다.".to_owned(),
        };
    }
    if split.change.value.is_none() {
        return language
            .say("There are no parts of what is undefined.", "정의되지 않은 것의 몫은 없다.")
            .to_owned();
    }
    if split.change.half_width().is_none() {
        return language
            .say(
                "The table has the parts of one replicate, without intervals.",
                "표의 몫은 반복 1회의 값이며 구간이 없다.",
            )
            .to_owned();
    }
    let mut clear: Vec<&Part> = split.parts.iter().filter(|part| is_clear(part, &split.unit)).collect();
    clear.sort_by(|a, b| size(b).total_cmp(&size(a)));
    let nothing = split.parts.iter().filter(|part| is_nothing(part)).count();
    let unclear = split.parts.len() - clear.len() - nothing;
    let rest = split.parts.len() - clear.len().min(TOLD) - nothing;
    let listed: Vec<String> = clear
        .iter()
        .take(TOLD)
        .filter_map(|part| {
            let value = signed_interval(&part.interval, &split.unit, language)?;
            Some(format!("{} {value}", mechanism_words(part.mechanism, language)))
        })
        .collect();
    match (language, listed.is_empty()) {
        (Language::English, true) => "None of the parts can be told from zero.".to_owned(),
        (Language::English, false) if unclear > 0 => format!(
            "The largest parts are {}; {unclear} of the {} parts cannot be told from zero.",
            listed.join(", "),
            split.parts.len()
        ),
        (Language::English, false) if rest > 0 => {
            let zero = if nothing > 0 { ", or exactly zero" } else { "" };
            format!(
                "By their means the largest parts are {}; the others are in the table{zero}.",
                listed.join(", ")
            )
        }
        (Language::English, false) => format!("The parts are {}.", listed.join(", ")),
        (Language::Korean, true) => "0과 구별되는 부분이 없다.".to_owned(),
        (Language::Korean, false) if unclear > 0 => format!(
            "가장 큰 몫은 {}이다. 전체 {}개 몫 가운데 {unclear}개는 0과 구별되지 않는다.",
            listed.join(", "),
            split.parts.len()
        ),
        (Language::Korean, false) => format!("가장 큰 몫은 {}이다.", listed.join(", ")),
    }
}

/// Whether neither chance nor the sampling of orders explains a part.
pub fn is_clear(part: &Part, unit: &str) -> bool {
    let beyond_orders = size(part) > 2.0 * part.order_error;
    beyond_orders && matches!(judge(&part.interval, unit), Verdict::Rises | Verdict::Falls)
}

/// Whether a mechanism changes nothing at all, in no replicate.
pub fn is_nothing(part: &Part) -> bool {
    part.interval.value == Some(0.0) && part.interval.half_width() == Some(0.0)
}

fn size(part: &Part) -> f64 {
    part.interval.value.map_or(0.0, f64::abs)
}

fn inertia(split: &Split, language: Language) -> Option<String> {
    let value = signed_interval(&split.inertia, &split.unit, language)?;
    let clear = matches!(judge(&split.inertia, &split.unit), Verdict::Rises | Verdict::Falls);
    Some(match (language, clear) {
        (Language::English, true) => format!(
            "Had every mechanism stood still, it would have changed by {value}, from generations already under way."
        ),
        (Language::English, false) => {
            format!("Had every mechanism stood still, no change could be told from chance: {value}.")
        }
        (Language::Korean, true) => {
            format!("모든 메커니즘이 멈추었더라도 이미 진행 중인 세대교체로 {value}만큼 바뀌었을 것이다.")
        }
        (Language::Korean, false) => {
            format!("모든 메커니즘이 멈추어 있었을 때의 변화는 우연과 구별되지 않는다: {value}.")
        }
    })
}

/// What the essay's two conditions bring, alone and together.
fn two_conditions(table: &TwoWay, language: Language) -> Option<String> {
    let unit = &table.unit;
    let name = in_words(&table.metric, language);
    let both = signed_interval(&table.both, unit, language)?;
    let interaction = signed_interval(&table.interaction, unit, language)?;
    let brought = with(&both, Particle::Object);
    let joint = with(&interaction, Particle::Topic);
    let year = table.year;
    let same_side = table.both.value?.signum() == table.interaction.value?.signum();
    let verdict = judge(&table.interaction, unit);
    let clear = matches!(verdict, Verdict::Rises | Verdict::Falls);
    Some(match (language, clear, same_side) {
        (Language::English, true, true) => format!(
            "Open schools and jobs that pay for learning together bring {both} of {name} in {year}; {interaction} of it comes only where both hold, so both are needed for that part."
        ),
        (Language::English, true, false) => format!(
            "Open schools and jobs that pay for learning together bring {both} of {name} in {year}, less than the sum of what each brings alone (interaction {interaction}): one partly stands in for the other."
        ),
        (Language::English, false, _) => format!(
            "Open schools and jobs that pay for learning together bring {both} of {name} in {year}; whether this is more than the sum of what each brings alone these runs cannot tell (interaction {interaction})."
        ),
        (Language::Korean, true, true) => format!(
            "열린 학교와 배움에 보수를 주는 일자리는 함께 {year}년 {name}에 {brought} 보탠다. 그 가운데 {joint} 두 조건이 모두 있어야 나타난다."
        ),
        (Language::Korean, true, false) => format!(
            "열린 학교와 배움에 보수를 주는 일자리는 함께 {year}년 {name}에 {brought} 보태며, 각각의 합보다 작다(상호작용 {interaction}). 한 조건이 다른 조건을 일부 대신한다."
        ),
        (Language::Korean, false, _) => format!(
            "열린 학교와 배움에 보수를 주는 일자리는 함께 {year}년 {name}에 {brought} 보탠다. 각각의 합보다 큰지는 이 결과로 알 수 없다(상호작용 {interaction})."
        ),
    })
}

/// What a part is, and what its interval does not cover.
fn method(found: &Attribution, split: &Split, language: Language) -> String {
    if found.exact {
        return match language {
            Language::English => "A part is a mechanism's Shapley value, its mean effect over all orders in which the mechanisms can set in; its interval covers chance, not whether the assumptions of the scenario hold.".to_owned(),
            Language::Korean => "각 부분은 메커니즘이 시작되는 모든 순서에 걸친 평균 효과(섀플리 값)이다. 신뢰구간은 우연만 담고 시나리오의 가정이 맞는지는 담지 않는다.".to_owned(),
        };
    }
    let largest = split.parts.iter().map(|part| part.order_error).fold(0.0, f64::max);
    let scale = Scale::of_difference(&split.unit);
    let error = super::figures::plain(largest * scale.factor, 4);
    match language {
        Language::English => format!(
            "A part is a mechanism's Shapley value, here its mean effect over sampled orders, which adds a standard error of up to {error}; the intervals cover chance, not whether the assumptions of the scenario hold."
        ),
        Language::Korean => format!(
            "각 부분은 섀플리 값이며, 여기서는 뽑은 순서들의 평균이라 최대 {error}의 표준오차가 더해진다. 신뢰구간은 우연만 담고 시나리오의 가정이 맞는지는 담지 않는다."
        ),
    }
}

#[cfg(test)]
pub mod example {
    use super::super::figures::made::interval;
    use super::*;

    /// An attribution of one metric with these parts, each with its half-width.
    pub fn attribution(parts: &[(Mechanism, f64, f64)]) -> Attribution {
        let sum: f64 = parts.iter().map(|part| part.1).sum();
        let split = Split {
            metric: "iq_income_rank_r".to_owned(),
            meaning: String::new(),
            unit: "correlation".to_owned(),
            before: interval(0.23, 0.004),
            after: interval(0.23 + sum + 0.001, 0.01),
            change: interval(sum + 0.001, 0.01),
            inertia: interval(0.001, 0.003),
            parts: parts
                .iter()
                .map(|&(mechanism, value, half)| Part {
                    mechanism,
                    interval: interval(value, half),
                    order_error: 0.0,
                })
                .collect(),
        };
        Attribution {
            from: 2025,
            to: 2125,
            replicates: 16,
            mechanisms: parts.iter().map(|part| part.0).collect(),
            coalitions: 1 << parts.len(),
            exact: true,
            splits: vec![split],
        }
    }

    /// A two-way table with this interaction.
    pub fn conditions(interaction: f64) -> TwoWay {
        let cell = |value| interval(value, 0.004);
        TwoWay {
            metric: "iq_income_rank_r".to_owned(),
            unit: "correlation".to_owned(),
            year: 2025,
            open_paid: cell(0.23),
            closed_paid: cell(0.18),
            open_unpaid: cell(0.12),
            closed_unpaid: cell(0.11),
            schools_where_paid: cell(0.05),
            schools_where_unpaid: cell(0.01),
            jobs_where_open: cell(0.11),
            jobs_where_closed: cell(0.07),
            both: cell(0.12),
            interaction: cell(interaction),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::example::{attribution, conditions};
    use super::*;
    use Mechanism::{Access, Assistance, Ownership};

    fn told(found: &Attribution, interaction: f64, language: Language) -> String {
        let list = sentences(found, &found.splits[0], Some(&conditions(interaction)), language);
        assert!((3..=5).contains(&list.len()), "{list:#?}");
        assert!(list.iter().all(|sentence| sentence.ends_with('.')), "{list:#?}");
        list.join(" ")
    }

    #[test]
    fn clear_parts_are_told_largest_first_and_unclear_ones_are_not() {
        let found =
            attribution(&[(Assistance, 0.02, 0.004), (Access, 0.003, 0.004), (Ownership, -0.06, 0.01)]);
        let text = told(&found, 0.04, Language::English);
        assert!(
            text.contains(
                "parts are AI: ownership −0.060 (95 % interval −0.070 to −0.050), AI: assistance +0.020"
            ),
            "{text}"
        );
        assert!(
            !text.contains("access to learning +")
                && text.contains("1 of the 3 parts cannot be told from zero"),
            "{text}"
        );
        assert!(text.contains("both are needed"), "{text}");
        let korean = told(&found, 0.04, Language::Korean);
        assert!(korean.contains("인공지능의 소유 −0.060") && korean.contains("두 조건이 모두"), "{korean}");
    }

    #[test]
    fn korean_particles_follow_the_numbers() {
        let text = told(&attribution(&[(Assistance, -0.015, 0.004)]), 0.04, Language::Korean);
        for part in ["0.216으로 바뀐다", "0.124)을 보탠다", "0.044)은 두 조건이"] {
            assert!(text.contains(part), "no {part} in {text}");
        }
    }

    #[test]
    fn an_interaction_within_its_interval_is_not_claimed() {
        let found = attribution(&[(Assistance, 0.002, 0.004)]);
        let text = told(&found, 0.003, Language::English);
        assert!(text.contains("cannot tell (interaction") && !text.contains("both are needed"), "{text}");
        assert!(text.contains("None of the parts can be told from zero"), "{text}");
        assert!(text.contains("Whether the correlation of IQ with income rank changes"), "{text}");
        assert!(told(&found, -0.03, Language::English).contains("one partly stands in for the other"));
        assert!(told(&found, 0.003, Language::Korean).contains("알 수 없다"));
    }

    #[test]
    fn the_error_of_sampled_orders_is_told_and_respected() {
        let mut found = attribution(&[(Assistance, 0.02, 0.004)]);
        found.exact = false;
        found.splits[0].parts[0].order_error = 0.012;
        let text = told(&found, 0.04, Language::English);
        assert!(
            text.contains("standard error of up to 0.012") && text.contains("None of the parts"),
            "{text}"
        );
    }
}
