//! What parameters, tables of them, units and sources mean, in Korean: a translation of the declarations in `scenario::settings`.

use super::language::Language;
use crate::scenario::notation;
use crate::scenario::record::{Kind, Record, Records, Role};
use crate::scenario::schema;
use crate::study::sweep::axis::{Axis, patterns};
use crate::study::sweep::plan::Plan;

/// The meaning of a declared parameter or table, in a language.
pub fn meaning(record: &Record, language: Language) -> &'static str {
    in_korean(&MEANINGS, &record.pattern, language).unwrap_or(record.meaning)
}

/// The same records with meaning, unit and source in a language, so that a printed scenario has its comments in it.
pub fn in_language(records: &Records, language: Language) -> Records {
    let told = |record: &Record| Record {
        meaning: meaning(record, language),
        unit: unit(record.unit, language),
        source: source(record.source, language),
        ..record.clone()
    };
    Records(records.iter().map(told).collect())
}

/// A unit, in a language.
pub fn unit(unit: &'static str, language: Language) -> &'static str {
    in_korean(&UNITS, unit, language).unwrap_or(unit)
}

/// A unit in Korean; `None` for what is no unit.
pub fn unit_in_korean(unit: &str) -> Option<&'static str> {
    in_korean(&UNITS, unit, Language::Korean)
}

/// Where a default comes from, in a language; names of authors and years stay.
pub fn source(source: &'static str, language: Language) -> &'static str {
    in_korean(&SOURCES, source, language).unwrap_or(source)
}

/// What an axis means, and its unit.
pub fn of_axis(axis: &Axis, plan: &Plan, language: Language) -> (String, String) {
    let record = |path: &str| {
        let mut records = plan.base.records.iter().filter(|record| !record.kind.is_group());
        records.find(|record| path.starts_with(&record.path))
    };
    let first = axis.targets.first().and_then(|target| record(&target.path));
    let (Language::Korean, Some(first)) = (language, first) else {
        return (axis.meaning.clone(), axis.unit.clone());
    };
    if axis.targets.iter().any(|target| target.base.is_some()) {
        let keys = patterns(axis.targets.iter().filter_map(|target| record(&target.path)));
        return (format!("{}에 곱하는 수", keys.join(", ")), "배율".to_owned());
    }
    (meaning(first, language).to_owned(), unit(first.unit, language).to_owned())
}

/// What a parameter may be, in a language.
pub fn allowed(record: &Record, language: Language) -> String {
    let range = || format!("{}~{}", notation::plain(record.low), notation::plain(record.high));
    match (&record.kind, language) {
        (Kind::Number, Language::Korean) => range(),
        (Kind::Whole, Language::Korean) => format!("정수 {}", range()),
        (Kind::Schedule, Language::Korean) => format!("{}, 해마다 다를 수 있음", range()),
        (Kind::Switch, Language::Korean) => "true 또는 false".to_owned(),
        (Kind::Text | Kind::Section | Kind::Named { .. } | Kind::Entry, Language::Korean) => "글".to_owned(),
        _ => schema::allowed(record),
    }
}

/// What a parameter is for, in a language.
pub fn role(role: Role, language: Language) -> String {
    match (role, language) {
        (_, Language::English) => role.to_string(),
        (Role::Assumption, Language::Korean) => "가정".to_owned(),
        (Role::Lever, Language::Korean) => "정책 변수".to_owned(),
        (Role::Setting, Language::Korean) => "설정".to_owned(),
    }
}

fn in_korean(table: &[(&str, &'static str)], name: &str, language: Language) -> Option<&'static str> {
    let known = table.iter().filter(|_| language == Language::Korean).find(|(known, _)| *known == name);
    known.map(|(_, korean)| *korean)
}

/// Paths of parameters, `*` for a name of the user's, with what they mean.
const MEANINGS: [(&str, &str); 127] = [
    ("title", "시나리오가 묻는 것을 몇 낱말로"),
    ("description", "목록에 쓰이는 한 줄: 어떤 주장을 시험하는가"),
    ("run", "얼마나 시뮬레이션하는가"),
    ("run.agents", "반복마다 일할 나이의 사람 수"),
    ("run.start_year", "시뮬레이션의 첫해. 모든 기준은 그 한 해 전에서 잡는다"),
    ("run.years", "첫해 뒤의 햇수. 2025년에 시작해 100이면 2125년에 끝난다"),
    (
        "run.burn_in_years",
        "첫해의 규칙으로 인공지능 없이 미리 돌리는 햇수. 가족, 일자리, 운, 재산이 자리 잡게 한다",
    ),
    ("run.seed", "모든 우연의 시드. 시드가 같은 두 시나리오는 같은 사람과 같은 운을 갖는다"),
    ("run.replicates", "다른 우연으로 되풀이하는 횟수. 인공지능 발전의 우연까지 담은 구간을 얻는다"),
    ("standards", "숙련과 교육을 재는 기준"),
    (
        "standards.from_base_year",
        "숙련과 교육을 첫해 한 해 전의 표준편차로 재는지. 아니면 아래의 정해진 수로 재어, 시작하는 해가 다른 시나리오끼리 잣대가 같아진다",
    ),
    ("standards.skill_mean", "정해진 잣대에서 숙련의 평균"),
    ("standards.skill_sd", "정해진 잣대에서 숙련의 표준편차"),
    ("standards.schooling_mean", "정해진 잣대에서 교육 연수의 평균"),
    ("standards.schooling_sd", "정해진 잣대에서 교육 연수의 표준편차"),
    ("observation", "검사와 등록 자료가 사람을 보는 방식"),
    ("observation.test_reliability", "검사 점수의 분산 가운데 능력이 차지하는 비중"),
    (
        "observation.stanine",
        "북유럽 징병 검사처럼 점수를 1…9로 반올림하고 자르는지. 아니면 지능지수를 정수로 적는다",
    ),
    ("observation.record_oldest_age", "35~45세의 11년 소득 기록을 관측하는 사람들의 나이 상한(하한은 45세)"),
    ("family", "부모에게서 자녀에게 이어지는 것"),
    ("family.ability_inheritance", "자녀의 능력과 한쪽 부모의 능력 사이의 상관. 부부가 닮은 것도 들어 있다"),
    ("family.noncognitive_inheritance", "비인지 역량에서 능력과 무관한 부분의 부모와 자녀 사이 상관"),
    ("family.ability_noncognitive_correlation", "한 사람의 능력과 비인지 역량 사이의 상관"),
    (
        "family.status_schooling_weight",
        "가정 배경을 정할 때 부모의 교육에 두는 가중치. 나머지는 기록된 소득이다",
    ),
    ("family.parent_age_youngest", "자녀가 스무 살에 사회에 나올 때 부모 나이의 하한"),
    ("family.parent_age_oldest", "자녀가 스무 살에 사회에 나올 때 부모 나이의 상한"),
    ("schooling", "에세이의 조건 (가): 누가 학교의 자리를 얻는가"),
    (
        "schooling.openness",
        "1이면 자리가 재능을 따르고 0이면 대물림된다. 자리가 몇 개인지가 아니라 누가 얻는지를 정한다",
    ),
    ("schooling.ability_weight", "열린 학교에서 능력의 가중치"),
    ("schooling.noncognitive_weight", "열린 학교에서 비인지 역량의 가중치"),
    ("schooling.status_weight", "열린 학교에서 가정 배경의 가중치"),
    ("schooling.inherited_weight", "닫힌 학교에서 가정 배경의 가중치"),
    ("schooling.noise", "입학에 끼는 우연의 표준편차"),
    (
        "schooling.levels",
        "가장 낮은 단계부터 가장 높은 단계까지의 학교. 해마다 신규 진입자가 위에서부터 자리를 채운다",
    ),
    ("schooling.levels.*", "학교의 한 단계"),
    ("schooling.levels.*.years", "이 단계를 마친 사람의 교육 연수"),
    ("schooling.levels.*.share", "그해 신규 진입자 가운데 이 단계를 마치는 비율. 모든 단계를 더하면 1이다"),
    ("learning", "지능지수는 배우는 속도다"),
    ("learning.speed_spread", "능력 1 표준편차에 따른 학습 속도의 차이"),
    ("learning.on_the_job", "모든 것을 가르치는 일에서 첫해에 얻는 숙련"),
    ("learning.decay", "경력이 한 해 늘 때마다 일에서 배우는 양이 줄어드는 정도"),
    ("hiring", "사람들이 일자리를 얻는 방식"),
    ("hiring.mobility", "한 해에 직업을 그만두고 다시 겨룰 확률"),
    ("hiring.noise_scale", "모든 직업군의 채용에 끼는 우연에 곱하는 수"),
    ("jobs", "직업군, 차례대로(보수가 가장 높은 것부터 적는다). 빈자리는 이 순서로 채운다"),
    ("jobs.*", "직업군 하나"),
    ("jobs.*.share", "인공지능이 없애기 전, 전체 인구에 대한 자리의 비율. 모든 직업군을 더하면 1이다"),
    ("jobs.*.base_log_pay", "경력 없는 평균적인 사람이 받는 보수의 로그"),
    ("jobs.*.learning_return", "에세이의 조건 (나): 이 직업군 안에서 배운 숙련 1 표준편차에 대한 보수"),
    ("jobs.*.learning_opportunity", "이 일이 가르치는 정도. 1이면 학교만큼 가르친다"),
    ("jobs.*.luck_exposure", "이 직업군에서 운이 뛰는 평균 크기에 곱하는 수"),
    ("jobs.*.ai_difficulty", "인공지능에게 이 직업군의 과업이 어려운 정도의 평균"),
    ("jobs.*.ai_spread", "인공지능에게 이 직업군의 과업이 어려운 정도의 표준편차"),
    ("jobs.*.gate", "이 직업군의 채용 기준. 가중치를 곱해 더한 점수가 높은 사람부터 빈자리를 얻는다"),
    ("jobs.*.gate.skill", "배운 숙련의 가중치"),
    ("jobs.*.gate.schooling", "교육 연수의 가중치"),
    ("jobs.*.gate.background", "가정 배경의 가중치"),
    ("jobs.*.gate.noncognitive", "비인지 역량의 가중치"),
    ("jobs.*.gate.experience", "일한 햇수의 가중치"),
    ("jobs.*.gate.noise", "채용에 끼는 우연의 표준편차. hiring.noise_scale을 곱하기 전의 값이다"),
    ("pay", "직업 말고 보수를 정하는 것"),
    ("pay.experience_return", "경력 초기에 경력 한 해에 대한 보수"),
    ("pay.experience_curvature", "경력이 쌓일수록 보수의 증가가 둔해지는 정도"),
    ("pay.noncognitive_return", "비인지 역량 1 표준편차에 대한 보수"),
    ("pay.transitory_sd", "로그 보수 가운데 그해에만 있는 부분의 표준편차"),
    (
        "pay.part_year_share",
        "일한 해 가운데 일부만 일한 해의 비율. 그런 해에 일한 비율은 0과 1 사이에 고르게 퍼져 있다",
    ),
    ("pay.out_of_work", "한 해 내내 일이 없을 확률 Φ(지수)의 지수를 이루는 부분들"),
    ("pay.out_of_work.base", "지난해에 일한 평균적인 사람의 지수"),
    ("pay.out_of_work.persistence", "지난해에 일이 없었던 사람에게 더하는 값"),
    ("pay.out_of_work.skill", "실효 숙련이 1 표준편차 높을 때마다 더하는 값"),
    ("pay.out_of_work.noncognitive", "비인지 역량이 1 표준편차 높을 때마다 더하는 값"),
    ("luck", "운과 누적되는 이득: 보수가 뛰고, 잃을 때까지 이어진다"),
    ("luck.jump_rate", "평균 숙련에서 한 해에 보수가 뛸 확률"),
    ("luck.jump_mean", "뛰는 크기의 평균. 직업의 luck_exposure를 곱하기 전의 값이다"),
    ("luck.loss_rate", "한 해에 그동안의 운을 모두 잃을 확률"),
    (
        "luck.merit",
        "숙련이 보수가 뛰는 빈도에 영향을 미치는 정도. 0이면 최상위 소득자의 능력이 더 높아지지 않고, 크면 끝까지 높아진다",
    ),
    ("capital", "재산에서 나오는 소득, 저축, 상속"),
    ("capital.income_share", "인공지능이 바꾸기 전, 전체 소득 가운데 자본이 받는 비율"),
    ("capital.saving_rate", "소득 가운데 저축하는 비율"),
    ("capital.drawdown", "한 해에 꺼내 쓰는 재산의 비율"),
    ("capital.bequest_share", "사회에 나올 때 갖는 재산. 부모 재산에 대한 비율이다"),
    ("ai", "인공지능의 발전, 일에 미치는 영향, 인공지능을 만드는 사람의 몫"),
    ("ai.enabled", "인공지능이 있는지"),
    ("ai.progress", "인공지능의 능력과 가격"),
    ("ai.progress.start_year", "인공지능을 쓰기 시작하는 해. 그 전에는 인공지능이 없다"),
    ("ai.progress.start_capability", "시작하는 해의 능력. 0은 평균적인 사람의 과업이다"),
    ("ai.progress.steady_gain", "연구를 모두 사람이 할 때 한 해에 느는 능력"),
    ("ai.progress.breakthrough_rate", "연구를 모두 사람이 할 때 한 해에 일어나는 도약의 수"),
    ("ai.progress.breakthrough_mean", "도약의 평균 크기. 크기는 지수분포를 따른다"),
    ("ai.progress.price_fall_5_years", "같은 능력의 가격이 첫 다섯 해에 몇 분의 1이 되는지"),
    ("ai.progress.price_slowdown_years", "가격 하락이 느려지는 시간 상수"),
    ("ai.involvement", "인공지능을 만드는 일에 아직 남은 사람의 몫"),
    ("ai.involvement.machine_speedup", "연구에서 자동화된 부분을 기계가 사람보다 몇 배 빨리 하는지"),
    ("ai.involvement.d_day_threshold", "사람의 몫이 이 값 이하가 되는 첫해가 디데이다"),
    ("ai.involvement.research", "인공지능을 만드는 연구"),
    ("ai.involvement.research.weight", "시작할 때 인공지능을 만드는 사람의 일 가운데 연구의 비율"),
    ("ai.involvement.research.difficulty", "연구 과업의 평균 난이도"),
    ("ai.involvement.research.spread", "연구 과업 난이도의 표준편차"),
    ("ai.involvement.feedback", "사람이 하는 평가와 데이터 라벨링"),
    (
        "ai.involvement.feedback.weight",
        "시작할 때 인공지능을 만드는 사람의 일 가운데 평가와 데이터 라벨링의 비율",
    ),
    ("ai.involvement.feedback.difficulty", "평가와 데이터 라벨링 과업의 평균 난이도"),
    ("ai.involvement.feedback.spread", "평가와 데이터 라벨링 과업 난이도의 표준편차"),
    ("ai.involvement.operation", "모델의 운영"),
    ("ai.involvement.operation.weight", "시작할 때 인공지능을 만드는 사람의 일 가운데 운영의 비율"),
    ("ai.involvement.operation.difficulty", "운영 과업의 평균 난이도"),
    ("ai.involvement.operation.spread", "운영 과업 난이도의 표준편차"),
    ("ai.work", "인공지능이 일터에 미치는 영향"),
    ("ai.work.innovation", "아직 쓰지 않는 곳 가운데 한 해에 스스로 도입하는 비율(배스 확산 모형)"),
    ("ai.work.imitation", "남을 따라 도입하는 정도(배스 확산 모형)"),
    ("ai.work.start_cost", "시작하는 해에 한 사람의 과업을 인공지능이 하는 비용"),
    (
        "ai.work.skill_pass_through",
        "인공지능이 할 수 있는 일을 다 하는 곳에 남는 숙련 차이의 비율. 0이면 차이가 없어지고 1이면 그대로이며 1보다 크면 커진다",
    ),
    ("ai.work.boost", "인공지능의 도움을 온전히 받을 때 누구에게나 더해지는 숙련"),
    (
        "ai.work.premium_skill_share",
        "직업군 사이의 보수 차이 가운데 희소한 숙련의 대가인 비율. 나머지는 지대다",
    ),
    ("ai.work.credential_follow", "채용에서 교육의 가중치가 숙련의 가중치를 따라 변하는 정도"),
    ("ai.work.displacement", "완전히 자동화될 때 사라지는 자리의 비율"),
    ("ai.work.reinstatement", "사라진 자리 가운데 다른 곳에서 새 과업으로 되살아나는 비율"),
    ("ai.work.ownership", "완전히 자동화될 때 노동소득에서 자본으로 옮겨 가는 비율"),
    ("ai.work.superstar", "완전히 자동화될 때 운이 뛰는 평균 크기가 커지는 비율"),
    ("ai.channels", "인공지능의 다섯 경로. 하나씩 켜고 끌 수 있다"),
    ("ai.channels.assistance", "업무 보조: 인공지능이 숙련의 차이를 줄이거나 키운다"),
    ("ai.channels.displacement", "일자리 대체: 인공지능이 자리를 없애고, 새 과업이 일부를 되살린다"),
    ("ai.channels.access", "학습 기회: 인공지능 교사가 누구나 가르친다"),
    ("ai.channels.ownership", "소유: 소득이 노동에서 자본으로 옮겨 간다"),
    ("ai.channels.luck", "운: 최상위 소득의 꼬리가 길어진다"),
    ("ai.tutoring", "인공지능 교사: 학습 기회의 경로"),
    ("ai.tutoring.opportunity_floor", "인공지능 교사가 누구에게나 주는 배울 기회. 1이면 온전한 학교만큼이다"),
    ("ai.tutoring.flattening", "인공지능 교사가 학습 속도의 차이를 줄이는 정도. 1이면 차이가 없어진다"),
];

const UNITS: [(&str, &str); 32] = [
    ("people", "명"),
    ("factor", "배율"),
    ("share of labour's income", "노동소득에 대한 비율"),
    ("probit index per sd", "1 표준편차당 프로빗 지수"),
    ("human skill sd per year", "연간, 사람 숙련의 표준편차"),
    ("share of variance", "분산의 비율"),
    ("score points", "점"),
    ("years of age", "세"),
    ("skill sd", "숙련의 표준편차"),
    ("share of people", "인구의 비율"),
    ("per sd", "1 표준편차당"),
    ("share of income", "소득에 대한 비율"),
    ("log points per sd", "1 표준편차당 로그 포인트"),
    ("log points", "로그 포인트"),
    ("runs", "회"),
    ("correlation", "상관계수"),
    ("share", "비율"),
    ("speed-years", "속도×해"),
    ("share of an average wage", "평균 임금에 대한 비율"),
    ("share per year", "연간 비율"),
    ("share of the cohort", "신규 진입자의 비율"),
    ("log points per squared year", "햇수의 제곱당 로그 포인트"),
    ("probit index", "프로빗 지수"),
    ("log points per year", "연간 로그 포인트"),
    ("share of all income", "전체 소득에 대한 비율"),
    ("human skill sd", "사람 숙련의 표준편차"),
    ("probability per year", "연간 확률"),
    ("share of the parent's wealth", "부모 재산에 대한 비율"),
    ("years", "년"),
    ("per year", "연간"),
    ("share of wealth per year", "연간, 재산의 비율"),
    ("year", "연도"),
];

const SOURCES: [(&str, &str); 22] = [
    (
        "Finnish conscripts, Bratsberg, Rogeberg and Terviö 2024",
        "핀란드 징집병, Bratsberg, Rogeberg, Terviö 2024",
    ),
    ("Keuschnigg, van de Rijt and Bol 2023", "Keuschnigg, van de Rijt, Bol 2023"),
    ("Lee and Lee 2016 for the historical scenarios", "과거를 다루는 시나리오는 Lee, Lee 2016"),
    ("assumed", "가정"),
    ("assumed, single-parent equivalent", "가정, 한쪽 부모로 환산"),
    (
        "assumed: about one in a generation, such as the transformer",
        "가정: 트랜스포머 같은 것이 한 세대에 한 번쯤",
    ),
    (
        "assumed; Acemoglu and Restrepo 2022 discuss both signs",
        "가정. Acemoglu, Restrepo 2022는 두 방향을 모두 논한다",
    ),
    (
        "assumed; orientation from a prototype fitted to Bratsberg, Rogeberg and Terviö 2024",
        "가정. Bratsberg, Rogeberg, Terviö 2024에 맞춘 초기 모형을 참고",
    ),
    (
        "assumed; spans Keuschnigg et al. 2023 (0) and Bratsberg et al. 2024 (above 0)",
        "가정. Keuschnigg 외 2023(0)과 Bratsberg 외 2024(0보다 큼)를 아우른다",
    ),
    (
        "assumed; the essay: one or two more of the transformer's size might be enough",
        "가정. 에세이: 트랜스포머만 한 것이 한두 번 더 있으면 될지도 모른다",
    ),
    (
        "assumed; the order follows the exposure found by Eloundou et al. 2023",
        "가정. 순서는 Eloundou 외 2023이 찾은 노출도를 따른다",
    ),
    ("assumed; usual range of Bass models", "가정. 배스 모형의 흔한 범위"),
    (
        "base year of the Nordic baseline, simulated with a million people",
        "백만 명으로 시뮬레이션한 nordic_baseline의 기준 연도",
    ),
    ("general-purpose language models reach the public", "범용 언어 모델이 대중에게 공개된 해"),
    ("national school systems", "각국의 학제"),
    (
        "open: field trials found all three (Brynjolfsson et al. 2025, Dell'Acqua et al., Otis et al.)",
        "미정: 현장 실험에서는 세 경우가 모두 나왔다(Brynjolfsson 외 2025, Dell'Acqua 외, Otis 외)",
    ),
    ("switches for attribution", "기여도 분석에 쓰는 스위치"),
    ("the essay's D-day, made a number", "에세이의 디데이를 수로 나타낸 것"),
    ("the essay: 50 to 100", "에세이: 50~100"),
    ("the program's choice", "프로그램이 정한 값"),
    ("the scenario's question", "시나리오의 물음"),
    ("two generations; assumed", "두 세대, 가정"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::declarations;
    use std::collections::BTreeSet;

    #[test]
    fn everything_declared_is_told_in_korean_and_nothing_else() {
        let declared = declarations();
        let patterns: BTreeSet<&str> = declared.iter().map(|record| record.pattern.as_str()).collect();
        let translated: BTreeSet<&str> = MEANINGS.iter().map(|(pattern, _)| *pattern).collect();
        assert_eq!(translated, patterns);
        assert_eq!(translated.len(), MEANINGS.len());
        let english = |table: &[(&'static str, &str)]| -> BTreeSet<&str> {
            table.iter().map(|(english, _)| *english).chain([""]).collect()
        };
        assert_eq!(english(&UNITS), declared.iter().map(|record| record.unit).collect());
        assert_eq!(english(&SOURCES), declared.iter().map(|record| record.source).collect());
        for record in declared.iter() {
            assert_ne!(meaning(record, Language::Korean), meaning(record, Language::English));
        }
    }
}
