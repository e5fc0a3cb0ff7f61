//! Errors of the command line, of stored results and of the computer.

use super::Template;

pub(super) const TEMPLATES: &[Template] = &[
    // The command line.
    ("`{}` is said twice", "`{0}` 값을 두 번 적었다"),
    (
        "once, with --set or with an option of its own; replicates of a study with --reps",
        "--set이나 제 옵션으로 한 번만. 연구의 반복은 --reps로",
    ),
    ("{}: this command draws no charts", "{0}: 이 명령은 그림을 그리지 않는다"),
    ("a scenario or a command is needed", "시나리오나 명령을 적어야 한다"),
    (
        "no parameter, metric or scenario is called \"{}\"",
        "\"{0}\": 그런 이름의 매개변수, 지표, 시나리오는 없다",
    ),
    (
        "`simulate keys` lists the parameters, docs/columns.md the metrics, `simulate list` the scenarios",
        "매개변수는 `simulate keys`, 지표는 docs/columns.md, 시나리오는 `simulate list`에 있다",
    ),
    ("\"{}\" is no name for a scenario", "\"{0}\": 시나리오의 이름이 될 수 없다"),
    ("\"{}\" is the name of a shipped scenario", "\"{0}\": 함께 실린 시나리오의 이름이다"),
    ("a name such as my_world", "my_world 같은 이름"),
    (
        "{} is already there; choose another name or remove it",
        "{0} 파일이 이미 있다. 다른 이름을 고르거나 그 파일을 지운다",
    ),
    ("--save-agents {#}", "--save-agents {0}"),
    ("--time-limit", "--time-limit"),
    ("a number above 0", "0보다 큰 수"),
    ("--at {#}: not all worlds have this year", "--at {0}: 이 해가 없는 세계가 있다"),
    ("{#} to {#}, or all", "{0}~{1}, 또는 all"),
    ("the years do not overlap: {}", "연도가 겹치지 않는다: {0}"),
    (
        "worlds with a common year; see run.start_year and run.years (--set, --years)",
        "같은 해를 가진 세계들. run.start_year와 run.years를 본다(--set, --years)",
    ),
    (
        "--from {#} --to {#}: not two years of the scenario in order",
        "--from {0} --to {1}: 시나리오의 두 해가 차례대로 놓이지 않았다",
    ),
    (
        "{#} to {#}, the years of {}, and --from before --to",
        "{2} 시나리오의 해 {0}~{1}, 그리고 --from은 --to보다 앞",
    ),
    ("there is no command `run`", "`run` 명령은 없다"),
    ("write `simulate {}`", "`simulate {0}`라고 적는다"),
    // Verdicts.
    ("{#} of {#} runs are not done yet", "실행 {1}번 가운데 {0}번이 아직 남아 있다"),
    ("{#} of {#} runs did not end well", "실행 {1}번 가운데 {0}번이 제대로 끝나지 않았다"),
    (
        "{#} of {#} runs did not end well, {#} are not done yet",
        "실행 {1}번 가운데 {0}번이 제대로 끝나지 않았고 {2}번이 아직 남아 있다",
    ),
    ("no region was found", "영역을 찾지 못했다"),
    (
        "the search found nothing better than the scenario's own values",
        "시나리오의 값보다 나은 것을 찾지 못했다",
    ),
    ("{#} of {#} targets are missed", "목표 {1}개 가운데 {0}개를 놓쳤다"),
    // Runs.
    ("interrupted: nothing was written", "중단되었다: 아무것도 쓰지 않았다"),
    ("interrupted: the same command goes on from {}", "중단되었다: 같은 명령이 {0}에서 이어 간다"),
    ("this run needs about {} of memory; {} are free", "이 실행에는 메모리가 {0}쯤 드는데 남은 것은 {1}다"),
    ("fewer agents (--agents) or a larger machine", "사람 수를 줄이거나(--agents) 더 큰 기계를 쓴다"),
    ("cannot start the threads: {}", "스레드를 시작할 수 없다: {0}"),
    ("cannot draw a chart: {}", "그림을 그릴 수 없다: {0!}"),
    ("cannot draw the chart: {}", "그림을 그릴 수 없다: {0}"),
    ("cannot turn the chart into pixels: {}", "그림을 픽셀로 바꿀 수 없다: {0}"),
    // Sweeps and their stores.
    ("this is a sweep of {#} configurations, {#} runs", "설정 {0}개, 실행 {1}번의 스윕이다"),
    (
        "at most {#} without --yes; --dry-run shows how long it takes",
        "--yes 없이는 {0}개까지. --dry-run이 걸릴 시간을 보여 준다",
    ),
    ("the store {} was made by {}; this is {}", "{0} 저장소는 {1} 프로그램이 만들었고, 이 프로그램은 {2}"),
    (
        "runs of two programs are never mixed: choose another folder with --out",
        "두 프로그램의 실행은 섞지 않는다: --out으로 다른 폴더를 고른다",
    ),
    ("there is a sweep in {} already", "{0} 폴더에 이미 스윕이 있다"),
    (
        "go on with it: --resume; or choose another folder: --out",
        "이어 가려면 --resume, 다른 폴더를 고르려면 --out",
    ),
    (
        "the sweep in {} was made from another scenario: \"{}\" ({}), not \"{}\" ({})",
        "{0} 폴더의 스윕은 다른 시나리오에서 나왔다: \"{3}\" ({4})이 아니라 \"{1}\" ({2})",
    ),
    (
        "scenarios are never mixed: choose another folder with --out",
        "시나리오는 섞지 않는다: --out으로 다른 폴더를 고른다",
    ),
    (
        "the sweep in {} varies something else: {}; here: {}",
        "{0} 폴더의 스윕은 다른 것을 바꾼다: {1}. 여기서는: {2}",
    ),
    (
        "studies are never mixed: choose another folder with --out",
        "연구는 섞지 않는다: --out으로 다른 폴더를 고른다",
    ),
    ("the sweep is not complete", "스윕이 끝나지 않았다"),
    (
        "interrupted: {#} of {#} runs are stored; go on with --resume",
        "중단되었다: 실행 {1}번 가운데 {0}번이 저장되었다. --resume으로 이어 간다",
    ),
    (
        "{#} of {#} runs are stored; go on with --resume",
        "실행 {1}번 가운데 {0}번이 저장되었다. --resume으로 이어 간다",
    ),
    ("going on after {#} simulations of an earlier session", "지난번에 한 시뮬레이션 {0}번에서 이어 간다"),
    (
        "{#} of at most {#} simulations, {#} s, nearest {#}",
        "많아야 {1}번 가운데 시뮬레이션 {0}번, {2}초, 가장 가까운 거리 {3}",
    ),
    (
        "no installed font has Korean letters (such as {}), so the picture would show empty boxes; install the package fonts-nanum or fonts-noto-cjk (Debian, Ubuntu: `sudo apt install fonts-nanum`), or on macOS Noto Sans CJK KR (`brew install --cask font-noto-sans-cjk-kr`)",
        "설치된 글꼴 가운데 한글({0} 등)이 있는 것이 없어 그림에 빈 네모가 나올 것이다. fonts-nanum이나 fonts-noto-cjk 패키지를 설치한다(Debian, Ubuntu: `sudo apt install fonts-nanum`). macOS에서는 Noto Sans CJK KR을 설치한다(`brew install --cask font-noto-sans-cjk-kr`)",
    ),
    (
        "no installed font has the letters {}, so the picture would show empty boxes; install a font that has them, such as fonts-noto (Debian, Ubuntu: `sudo apt install fonts-noto`)",
        "설치된 글꼴 가운데 글자 {0}이(가) 있는 것이 없어 그림에 빈 네모가 나올 것이다. 그 글자가 있는 글꼴을 설치한다. 예를 들어 fonts-noto(Debian, Ubuntu: `sudo apt install fonts-noto`)",
    ),
    ("warning: {} is left out: {}", "주의: {0} 파일을 뺐다: {1!}"),
    ("there is no sweep in {}", "{0} 폴더에 스윕이 없다"),
    (
        "folders that `simulate sweep --shard I/N --out FOLDER` made",
        "`simulate sweep --shard I/N --out 폴더`가 만든 폴더",
    ),
    (
        "{} and {} are not shards of one sweep: their {} differ",
        "{0}, {1} 폴더는 한 스윕의 조각이 아니다: {2!} 다르다",
    ),
    ("scenarios", "시나리오가"),
    ("axes, samples, replicates or measures", "축, 표본, 반복이나 재는 것이"),
    ("shards of the same study", "같은 연구의 조각"),
    (
        "the runs in {} were made by {}; this is {}",
        "{0} 폴더의 실행은 {1} 프로그램이 만들었고, 이 프로그램은 {2}",
    ),
    ("runs of two programs are never mixed", "두 프로그램의 실행은 섞지 않는다"),
    (
        "{} is not what the program wrote there, and results in {} might replace it",
        "{0} 파일은 프로그램이 쓴 것이 아닌데, {1} 폴더에 결과를 쓰면 없어질 수 있다",
    ),
    (
        "choose another folder with --out, or put the file elsewhere",
        "--out으로 다른 폴더를 고르거나 그 파일을 옮긴다",
    ),
    // Writing.
    ("cannot write the output: {}", "출력을 쓸 수 없다: {0}"),
    ("cannot create the folder {}: {}", "{0} 폴더를 만들 수 없다: {1!}"),
    ("cannot write {}: {}", "{0} 파일을 쓸 수 없다: {1!}"),
    ("cannot put in place {}: {}", "{0} 파일을 제자리에 놓을 수 없다: {1!}"),
    ("cannot remove the older {}: {}", "이전 {0} 파일을 지울 수 없다: {1!}"),
    ("cannot read {}: {}", "{0} 파일을 읽을 수 없다: {1!}"),
    ("there is a file where a folder is needed", "폴더가 있어야 할 자리에 파일이 있다"),
    ("permission denied", "권한이 없다"),
    ("the disk is full", "디스크가 가득 찼다"),
    ("the disk is read-only", "읽기만 되는 디스크다"),
    ("no such folder", "그런 폴더가 없다"),
    (
        "choose another folder, or move the file that has this name",
        "다른 폴더를 고르거나 그 이름의 파일을 옮긴다",
    ),
    ("choose a folder that you may write to", "쓸 수 있는 폴더를 고른다"),
    ("free some space, or choose a folder on another disk", "자리를 비우거나 다른 디스크의 폴더를 고른다"),
    ("check that the folder above still exists", "그 위의 폴더가 아직 있는지 본다"),
    ("choose another folder", "다른 폴더를 고른다"),
    ("{} belongs to the results and is not written over", "{0} 파일은 결과의 일부라서 덮어쓰지 않는다"),
    (
        "{} is no report of the program and is not written over",
        "{0} 파일은 프로그램의 보고서가 아니라서 덮어쓰지 않는다",
    ),
    ("choose another file", "다른 파일을 고른다"),
    // Reading results.
    ("there is no folder {}", "{0} 폴더가 없다"),
    ("{} holds no results: there is no {}", "{0} 폴더에 결과가 없다: {1} 파일이 없다"),
    (
        "{} holds no results of which a report is made, but those of `{}`",
        "{0} 폴더에는 보고서를 만드는 결과가 아니라 `{1}`의 결과가 있다",
    ),
    (
        "{} does not hold a run, but the results of `{}`",
        "{0} 폴더에는 한 번의 실행이 아니라 `{1}`의 결과가 있다",
    ),
    (
        "the results in {} are of iqsim {}, this is {}",
        "{0} 폴더의 결과는 iqsim {1}의 것이고, 이 프로그램은 {2}",
    ),
    ("{} is missing", "{0} 파일이 없다"),
    ("{} is not what the program wrote there", "{0} 파일은 프로그램이 쓴 그대로가 아니다"),
    (
        "run a scenario first: `simulate SCENARIO --out FOLDER`",
        "먼저 시나리오를 돌린다: `simulate 시나리오 --out 폴더`",
    ),
    (
        "reports are made of runs, --draws, compare, attribute, dday, sweep, sensitivity, discover, validate and calibrate",
        "보고서는 실행, --draws, compare, attribute, dday, sweep, sensitivity, discover, validate, calibrate의 결과로 만든다",
    ),
    (
        "a report is made of one run: `simulate SCENARIO --out FOLDER`",
        "보고서는 한 번의 실행으로 만든다: `simulate 시나리오 --out 폴더`",
    ),
    ("{}: its command line is not that of `simulate dday`", "{0}: 명령줄이 `simulate dday`의 것이 아니다"),
    ("its command line is not that of `simulate dday`", "명령줄이 `simulate dday`의 것이 아니다"),
    ("run it again with this version: `{}`", "이 판으로 다시 돌린다: `{0}`"),
    (
        "make the results again, so that all files belong together",
        "모든 파일이 서로 맞도록 결과를 다시 만든다",
    ),
    ("check that you may read the folder", "폴더를 읽을 수 있는지 본다"),
    (
        "the scenario beside the results was written by the program and should not be changed",
        "결과 옆의 시나리오는 프로그램이 쓴 것이므로 고치지 않는다",
    ),
];
