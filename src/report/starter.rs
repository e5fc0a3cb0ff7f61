//! A commented scenario file to begin with.

use super::language::Language;
use crate::scenario::notation::text;

/// Text of a new scenario with this title.
pub fn starter(title: &str, language: Language) -> String {
    let say = |[english, korean]: [&str; 2]| language.say(english, korean).to_owned();
    let description = say(["One line for lists", "목록에 쓰이는 한 줄"]);
    let mut page = format!(
        "{}base = \"nordic_baseline.toml\"\ntitle = {}\ndescription = {}\n\n[run]\nstart_year = 2025\nyears = 50\n",
        say(HEAD),
        text(title),
        text(&description)
    );
    for (comment, example) in EXAMPLES {
        page.push_str(&format!("\n# {}\n{example}\n", say(comment)));
    }
    page
}

/// That the file is there, and what comes next.
pub fn written(path: &str, language: Language) -> String {
    let word = if path.contains(char::is_whitespace) { format!("\"{path}\"") } else { path.to_owned() };
    match language {
        Language::English => {
            format!("{path} written. Next: change it, then `simulate check {word}`, then `simulate {word}`.")
        }
        Language::Korean => format!(
            "{path} 파일을 썼다. 고친 다음 `simulate check {word} --lang ko`, 이어서 `simulate {word} --lang ko`."
        ),
    }
}

const HEAD: [&str; 2] = [
    r#"# A scenario for iqsim
#
# Claim tested: (one sentence that this world is meant to test)
# What changes: (what differs from the base, and where the numbers come from)
#
# `simulate keys` lists every key with its meaning, unit, range, default and source.

# Everything not said here is as in the base: a shipped scenario, or a file beside this one.
"#,
    r#"# iqsim의 시나리오
#
# 시험하는 주장: (이 세계로 시험하려는 것을 한 문장으로)
# 바꾸는 것: (바탕과 다른 것과 수의 출처)
#
# `simulate keys --lang ko`는 모든 매개변수의 뜻, 단위, 범위, 기본값, 출처를 보여 준다.

# 여기에 적지 않은 것은 모두 바탕과 같다. 바탕은 프로그램에 든 시나리오나 이 파일 옆의 파일이다.
"#,
];

/// Each with what it shows; commented out, so that the file begins as its base.
const EXAMPLES: [([&str; 2], &str); 5] = [
    (
        [
            "A constant: more people change their job class each year.",
            "상수: 해마다 더 많은 사람이 직업군을 바꾼다.",
        ],
        "# [hiring]\n# mobility = 0.2",
    ),
    (
        [
            "A table of years, with straight lines between them: schools close.",
            "연도별 값, 사이는 직선으로 잇는다: 학교가 닫힌다.",
        ],
        "# [schooling]\n# openness = { 2025 = 0.52, 2050 = 0.2 }",
    ),
    (
        [
            "A smooth change from one value to another, half of it by the midpoint.",
            "한 값에서 다른 값으로 매끄럽게 바뀌며, midpoint까지 절반이 바뀐다.",
        ],
        "# [capital]\n# income_share = { from = 0.1, to = 0.4, midpoint = 2045, width = 5 }",
    ),
    (
        [
            "One job class: pay for one standard deviation of learned skill.",
            "직업군 하나: 배운 숙련 1 표준편차에 대한 보수.",
        ],
        "# [jobs.professionals]\n# learning_return = 0.1",
    ),
    (
        [
            "AI, neutral on whether it levels (0) or amplifies (above 1) differences in skill.",
            "인공지능. 숙련의 차이를 없애지도(0) 키우지도(1보다 큼) 않는다고 둔다.",
        ],
        "# [ai]\n# enabled = true\n# [ai.work]\n# skill_pass_through = 1.0",
    ),
];
