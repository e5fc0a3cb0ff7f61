//! A scenario in plain words: how it differs from the shipped one it is nearest to, and all its parameters.

use super::{Block, TableBlock};
use crate::report::changes::with_changes;
use crate::report::korean_keys::{allowed, meaning, source, unit};
use crate::report::language::Language;
use crate::report::sentence::particle::{Particle, with};
use crate::scenario::Scenario;
use crate::scenario::notation::number;
use crate::scenario::record::{Record, Records, Value};
use crate::scenario::schedule::Schedule;
use crate::scenario::shipped::SCENARIOS;
use crate::study::sweep::plan::Plan;

/// Keys that say how much is computed or how it is called, and nothing about the world.
const NOT_OF_THE_WORLD: [&str; 5] = ["title", "description", "run.agents", "run.replicates", "run.seed"];

/// The scenario from which all others come.
const ROOT: &str = "nordic_baseline";

/// What differs from the base, as blocks.
pub fn differences(scenario: &Scenario, language: Language) -> Vec<Block> {
    let Some((base, found)) = base(scenario) else { return Vec::new() };
    if found.is_empty() {
        let words = match language {
            Language::English => format!("Every rule is as in the shipped scenario `{base}`."),
            Language::Korean => {
                format!("모든 규칙이 프로그램에 들어 있는 시나리오 `{base}`{} 같다.", and(&base))
            }
        };
        return vec![Block::Text(words)];
    }
    let count = found.len();
    let words = match language {
        Language::English => format!(
            "The scenario differs from the shipped scenario `{base}` in {count} {}; everything else is as there.",
            if count == 1 { "value" } else { "values" }
        ),
        Language::Korean => format!(
            "이 시나리오는 프로그램에 들어 있는 시나리오 `{base}`에서 값 {count}개를 바꾼 것이며, 나머지는 모두 같다."
        ),
    };
    let caption = match language {
        Language::English => format!("What differs from {base}"),
        Language::Korean => format!("{base}{} 다른 점", and(&base)),
    };
    let here = language.say("Here", "이 시나리오").to_owned();
    let table = difference_table(caption, [here, format!("`{base}`")], found, language);
    vec![Block::Text(words), Block::Table(table)]
}

/// What differs between two scenarios of a study, as blocks.
pub fn between(base: &Scenario, other: &Scenario, language: Language) -> Vec<Block> {
    let found = different(&other.records, &base.records);
    let (one, two) = (&base.name, &other.name);
    if found.is_empty() {
        return vec![Block::Text(match language {
            Language::English => format!("`{two}` has the rules of `{one}`."),
            Language::Korean => format!("`{two}`의 규칙은 `{one}`의 규칙과 같다."),
        })];
    }
    let caption = match language {
        Language::English => format!("What differs between {two} and {one}"),
        Language::Korean => format!("{two}{} {one}의 다른 점", and(two)),
    };
    let names = [format!("`{two}`"), format!("`{one}`")];
    vec![Block::Table(difference_table(caption, names, found, language))]
}

fn difference_table(
    caption: String,
    [here, there]: [String; 2],
    found: Vec<Difference>,
    language: Language,
) -> TableBlock {
    let words = [["Parameter", "매개변수"], ["What it says", "뜻"]];
    let mut header: Vec<String> =
        words.iter().map(|[english, korean]| language.say(english, korean).to_owned()).collect();
    header.extend([here, there]);
    let told = |value: Option<Value>| value.map_or("–".to_owned(), |value| in_words(&value, language));
    let row = |difference: Difference| {
        vec![
            format!("`{}`", difference.record.path),
            meaning(&difference.record, language).to_owned(),
            told(difference.here),
            told(difference.there),
        ]
    };
    TableBlock { caption, header, rows: found.into_iter().map(row).collect(), numbers_from: usize::MAX }
}

/// 과 or 와 after a name.
fn and(name: &str) -> String {
    with(name, Particle::And).trim_start_matches(name).to_owned()
}

/// Title and description of the shipped scenarios in Korean.
const KOREAN: [(&str, &str, &str); 11] = [
    (
        "nordic_baseline",
        "북유럽 등록 자료가 보여 주는 것",
        "학교가 열려 있고 배움에 보수를 주는 일이 많은 노동시장, 인공지능은 없다. 다른 모든 시나리오의 기준이다.",
    ),
    (
        "ai_century",
        "인공지능의 한 세기",
        "2025년부터 2125년까지 다섯 경로로 작용하는 인공지능. 숙련의 차이를 줄이지도 키우지도 않는다고 본다.",
    ),
    (
        "ai_century_leveller",
        "숙련의 차이를 없애는 인공지능의 한 세기",
        "인공지능이 할 수 있는 일을 다 하는 곳에서는 자신의 숙련이 더는 중요하지 않다.",
    ),
    (
        "ai_century_amplifier",
        "숙련의 차이를 키우는 인공지능의 한 세기",
        "인공지능이 할 수 있는 일을 다 하는 곳에서는 숙련의 차이가 1.8배로 커진다.",
    ),
    ("ai_takeoff", "인공지능을 만드는 인공지능", "연구가 일찍 자동화되고, 사라진 일을 대신할 새 일은 적다."),
    (
        "no_ai_century",
        "인공지능이 없는 한 세기",
        "반사실: 오늘의 규칙으로 2025년부터 2125년까지. 사람과 운은 인공지능 시나리오와 같다.",
    ),
    (
        "twentieth_century",
        "IQ와 소득의 관계는 어떻게 커졌나",
        "1900년부터 2020년까지 학교가 열리고 배우는 일이 농사일을 대신한다. 두 조건이 모두 필요했을까?",
    ),
    (
        "two_centuries",
        "한 시대의 시작과 끝",
        "1925년부터 2125년까지: 두 조건이 갖추어지고, 그다음 숙련의 차이를 없애는 인공지능이 온다. 한때의 일이었을까?",
    ),
    (
        "preindustrial",
        "학교와 사무실 이전의 세계",
        "두 조건이 모두 없다. 학교의 자리는 적고 물려받으며, 거의 모든 일이 농사다.",
    ),
    (
        "closed_schools",
        "물려받는 학교",
        "조건 (가)가 없다. 학교 교육의 양은 그대로지만 자리는 재능이 아니라 집안에 따라 주어진다.",
    ),
    (
        "graduate_student_world",
        "모두가 배우지만 아무 일도 배움에 보수를 주지 않는 세계",
        "조건 (나)가 없다. 모든 일이 가르치지만 배웠다고 더 주는 일은 없다.",
    ),
];

/// Title and description; in Korean where the scenario has the words of a shipped one.
pub fn title(scenario: &Scenario, language: Language) -> (String, String) {
    let (title, description) = (&scenario.title(), &scenario.settings.description);
    let known = KOREAN.iter().filter(|_| language == Language::Korean).find(|(name, ..)| {
        let shipped = Scenario::shipped(name);
        shipped.is_some_and(|shipped| {
            (&shipped.settings.title, &shipped.settings.description) == (title, description)
        })
    });
    let (title, description) = known.map_or_else(
        || (title.clone(), description.clone()),
        |(_, title, description)| ((*title).to_owned(), (*description).to_owned()),
    );
    (with_changes(&title, &scenario.set, language), description)
}

/// Title and description of the shipped studies in Korean, by their English titles.
const KOREAN_STUDIES: [(&str, &str, &str); 2] = [
    (
        "Open schools and jobs that pay for learning",
        "열린 학교와 배움에 보수를 주는 일",
        "학교의 개방성(가)과 배움에 대한 보수(나)에 따른 IQ와 소득의 상관계수.",
    ),
    (
        "What decides the AI century",
        "무엇이 인공지능의 한 세기를 정하는가",
        "인공지능과 경제에 관한 불확실한 수 열두 개와, 2125년에 저마다 얼마나 중요한지.",
    ),
];

/// Title and description of a study in a language; one without a title has its scenario's title and no description.
pub fn of_study(plan: &Plan, language: Language) -> (String, String) {
    if plan.title.is_empty() {
        return (title(&plan.base, language).0, plan.description.clone());
    }
    let mut shipped = KOREAN_STUDIES.iter().filter(|_| language == Language::Korean);
    shipped.find(|(english, ..)| *english == plan.title).map_or_else(
        || (plan.title.clone(), plan.description.clone()),
        |(_, title, description)| ((*title).to_owned(), (*description).to_owned()),
    )
}

struct Difference {
    /// Its declaration.
    record: Record,
    here: Option<Value>,
    there: Option<Value>,
}

/// The base that a shipped scenario names; for any other the shipped scenario with the fewest differences.
fn base(scenario: &Scenario) -> Option<(String, Vec<Difference>)> {
    let text = SCENARIOS.iter().find(|(name, _)| *name == scenario.name).map(|(_, text)| *text);
    let named = text.and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("base = \""))?;
        line.split('"').next()?.strip_suffix(".toml").map(str::to_owned)
    });
    if let Some(name) = named.or_else(|| (scenario.name == ROOT).then(|| ROOT.to_owned())) {
        let found = different(&scenario.records, &Scenario::shipped(&name)?.records);
        return Some((name, found));
    }
    let all = SCENARIOS.iter().filter_map(|(name, _)| {
        let found = different(&scenario.records, &Scenario::shipped(name)?.records);
        Some(((*name).to_owned(), found))
    });
    all.min_by_key(|(_, found)| found.len())
}

fn different(here: &Records, there: &Records) -> Vec<Difference> {
    let counts =
        |record: &&Record| !record.kind.is_group() && !NOT_OF_THE_WORLD.contains(&record.path.as_str());
    let mut found: Vec<Difference> = here
        .iter()
        .filter(counts)
        .filter_map(|record| {
            let other = there.get(&record.path).map(|other| other.value.clone());
            (other.as_ref() != Some(&record.value)).then(|| Difference {
                record: record.clone(),
                here: Some(record.value.clone()),
                there: other,
            })
        })
        .collect();
    let gone = there.iter().filter(counts).filter(|record| here.get(&record.path).is_none());
    found.extend(gone.map(|record| Difference {
        record: record.clone(),
        here: None,
        there: Some(record.value.clone()),
    }));
    found
}

/// A value as people say it.
pub fn in_words(value: &Value, language: Language) -> String {
    let Value::Schedule(schedule) = value else { return short(value) };
    match (schedule, language) {
        (Schedule::Constant(constant), _) => short_number(*constant),
        (Schedule::Table(points), _) => {
            let blank = language.say(" ", "");
            let points =
                points.iter().map(|(year, value)| format!("{}{blank}({year})", short_number(*value)));
            points.collect::<Vec<_>>().join(", ")
        }
        (Schedule::Logistic { from, to, midpoint, width }, Language::English) => format!(
            "from {} to {}, half of it by {}, most of it between {} and {}",
            short_number(*from),
            short_number(*to),
            midpoint.round(),
            (midpoint - 2.0 * width).round(),
            (midpoint + 2.0 * width).round()
        ),
        (Schedule::Logistic { from, to, midpoint, width }, Language::Korean) => format!(
            "{}에서 {}(절반은 {}년까지, 대부분은 {}~{}년에 바뀐다)",
            short_number(*from),
            with(&short_number(*to), Particle::Toward),
            midpoint.round(),
            (midpoint - 2.0 * width).round(),
            (midpoint + 2.0 * width).round()
        ),
    }
}

fn short(value: &Value) -> String {
    match value {
        Value::Number(value) => short_number(*value),
        other => other.to_string(),
    }
}

/// A number as it was written, without `.0`.
fn short_number(value: f64) -> String {
    let text = number(value);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// The parameters of a section, such as `pay`, each with value, default, range and source; `None` without any.
pub fn parameter_table(scenario: &Scenario, section: &str, language: Language) -> Option<TableBlock> {
    let header = [
        ["Parameter", "매개변수"],
        ["What it says", "뜻"],
        ["Unit", "단위"],
        ["Value", "값"],
        ["Default", "기본값"],
        ["Range", "범위"],
        ["Source", "출처"],
    ];
    let inside = |record: &&Record| {
        !record.kind.is_group() && record.segments.len() > 1 && record.segments[0] == section
    };
    let row = |record: &Record| {
        vec![
            format!("`{}`", record.path),
            meaning(record, language).to_owned(),
            unit(record.unit, language).to_owned(),
            in_words(&record.value, language),
            in_words(&record.default, language),
            allowed(record, language),
            source(record.source, language).to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = scenario.records.iter().filter(inside).map(row).collect();
    let meaning = scenario.records.get(section).map_or("", |record| meaning(record, language));
    (!rows.is_empty()).then(|| TableBlock {
        caption: if meaning.is_empty() { section.to_owned() } else { format!("{section}: {meaning}") },
        header: header.map(|[english, korean]| language.say(english, korean).to_owned()).to_vec(),
        rows,
        numbers_from: usize::MAX,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::sweep::shipped::STUDIES;

    #[test]
    fn every_shipped_scenario_has_a_korean_title_and_says_what_differs() {
        for (name, _) in SCENARIOS {
            let scenario = Scenario::shipped(name).expect("shipped");
            let (korean, english) = (title(&scenario, Language::Korean), title(&scenario, Language::English));
            assert!(korean.0 != english.0 && korean.1 != english.1, "{name}");
            let blocks = differences(&scenario, Language::English);
            let tables = blocks.iter().filter(|block| matches!(block, Block::Table(_))).count();
            assert_eq!(tables, usize::from(name != ROOT), "{name}");
        }
    }

    #[test]
    fn every_shipped_study_has_a_korean_title() {
        for (name, text) in STUDIES {
            let told =
                |line: &str| KOREAN_STUDIES.iter().any(|(title, ..)| line == format!("title = \"{title}\""));
            assert!(text.lines().any(told), "{name}");
        }
    }

    #[test]
    fn a_scenario_of_ones_own_is_compared_with_the_nearest() {
        let mut scenario = Scenario::shipped("closed_schools").expect("shipped");
        scenario.name = "mine".to_owned();
        let (base, found) = base(&scenario).expect("shipped scenarios");
        assert_eq!((base.as_str(), found.len()), ("closed_schools", 0));
        scenario.records = Scenario::shipped("ai_takeoff").expect("shipped").records;
        scenario.name = "closed_schools".to_owned();
        let (named, found) = super::base(&scenario).expect("its base");
        assert!(named != "ai_takeoff" && !found.is_empty());
    }

    #[test]
    fn values_are_told_in_words() {
        let told = |schedule, language| in_words(&Value::Schedule(schedule), language);
        assert_eq!(told(Schedule::Constant(2.0), Language::English), "2");
        assert_eq!(
            told(Schedule::Table(vec![(1900, 0.1), (1950, 0.25)]), Language::Korean),
            "0.1(1900), 0.25(1950)"
        );
        let transition = Schedule::Logistic { from: 0.0, to: 0.3, midpoint: 2045.0, width: 6.0 };
        assert_eq!(
            told(transition, Language::English),
            "from 0 to 0.3, half of it by 2045, most of it between 2033 and 2057"
        );
    }
}
