"""`dispatch rollup`: sums of many units, ranks, what stands first, summaries, and every format."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections import Counter
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from desk import Done, dispatch
from units import DAY, write_unit, write_units

if TYPE_CHECKING:
    from pathlib import Path

NOVEMBER = ("--month", "2026-11")
COUNTED = ("expected", "on_time", "late", "missed", "overdue", "extensions", "closings", "deadlines_missed")


def rolled(*paths: object, options: tuple[str, ...] = (), code: int = 0) -> dict[str, Any]:
    """Return the JSON of a roll-up."""
    done = rollup(*paths, options=(*options, "--format", "json"))
    assert done.code == code, done
    document: dict[str, Any] = json.loads(done.out)
    return document


def rollup(*paths: object, options: tuple[str, ...] = ()) -> Done:
    """Run the command on these paths."""
    return dispatch("rollup", *map(str, paths), "--today", DAY, *NOVEMBER, *options)


def reported(file: Path) -> dict[str, Any]:
    """Return the JSON of a unit's own report."""
    done = dispatch("report", "-f", f"{file}", "--today", DAY, *NOVEMBER, "--format", "json", "--group-by", "tag")
    document: dict[str, Any] = json.loads(done.out)
    return document


@pytest.fixture(scope="module")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of sixty units, of every mode, with and without working days and tags of their own."""
    folder = tmp_path_factory.mktemp("zone")
    write_units(folder, 60)
    return folder


@pytest.fixture(scope="module")
def document(sixty: Path) -> dict[str, Any]:
    """Return the roll-up of the sixty units."""
    return rolled(sixty)


def test_every_figure_is_the_sum_of_what_the_units_report_themselves(sixty: Path, document: dict[str, Any]) -> None:
    """The figures of a unit are those of its own report, and those of all are their sums; the rate comes from sums."""
    reports = {report["branch"]: report for report in map(reported, sorted(sixty.glob("*/tasks.yaml")))}
    assert len(reports) == 60
    for unit in document["units"]:
        assert unit["totals"] == reports[unit["unit"]]["totals"] | {"days_ahead": unit["totals"]["days_ahead"]}
    sums: Counter[str] = Counter()
    for report in reports.values():
        sums.update({key: report["totals"][key] for key in COUNTED})
    totals = document["totals"]
    assert {key: totals[key] for key in COUNTED} == dict(sums)
    assert totals["rate"] == totals["on_time"] / totals["expected"]
    assert min(sums[key] for key in ("late", "missed", "overdue", "closings")) > 0


def test_data_have_a_row_for_each_unit_and_tag(sixty: Path, document: dict[str, Any]) -> None:
    """Each row of the data is a group of the unit's own report by tag; every row has every column."""
    rows = [json.loads(line) for line in rollup(sixty, options=("--format", "jsonl")).out.splitlines()]
    assert len({tuple(row) for row in rows}) == 1
    assert {row["unit"] for row in rows} == {unit["unit"] for unit in document["units"]}
    report = reported(sixty / "unit007" / "tasks.yaml")
    own = [{key: row[key] for key in COUNTED} | {"name": row["tag"]} for row in rows if row["unit"] == "单位007"]
    assert own == [{key: group[key] for key in COUNTED} | {"name": group["name"]} for group in report["groups"]]


def test_the_order_of_the_units_changes_nothing(sixty: Path) -> None:
    """However the units are named, one by one and shuffled or as a folder, and however many work, the bytes are one."""
    files = sorted(sixty.glob("*/tasks.yaml"))
    shuffled = [*files[::-3], *files[-2::-3], *files[-3::-3]]
    assert sorted(shuffled) == files
    whole = rollup(sixty, options=("--format", "json")).out
    assert rollup(*shuffled, options=("--format", "json", "--jobs", "1")).out == whole
    assert rollup(*shuffled, options=("--format", "json", "--jobs", "3")).out == whole


@pytest.mark.parametrize("name", ["text", "json", "csv", "md", "html", "jsonl"])
def test_summaries_give_the_same_bytes_as_the_lists(sixty: Path, tmp_path: Path, name: str) -> None:
    """What far units mail is as good as their lists, in every format, with and without the pages of units."""
    files = sorted(sixty.glob("*/tasks.yaml"))[:12]
    summary = ("--today", DAY, *NOVEMBER, "--format", "summary")
    lines = [dispatch("report", "-f", f"{file}", *summary).out for file in files]
    mailed = tmp_path / "mailed.jsonl"
    mailed.write_text("".join(lines), encoding="utf-8")
    assert rollup(mailed, options=("--format", name)) == rollup(*files, options=("--format", name))
    if name in {"text", "md", "html"}:
        options = ("--format", name, "--units")
        assert rollup(mailed, options=options) == rollup(*files, options=options)


def test_the_change_is_against_the_rate_of_the_span_before(sixty: Path, document: dict[str, Any]) -> None:
    """November is compared with October."""
    october = ("--month", "2026-10")
    done = dispatch("rollup", f"{sixty}", "--today", DAY, *october, "--format", "json")
    before = {unit["unit"]: unit["totals"]["rate"] for unit in json.loads(done.out)["units"]}
    for unit in document["units"]:
        assert unit["change"] == pytest.approx(unit["totals"]["rate"] - before[unit["unit"]])


@pytest.fixture
def zone(tmp_path: Path) -> Path:
    """Return a folder of five units."""
    write_units(tmp_path / "zone", 5)
    return tmp_path / "zone"


def broken(list_: Path) -> None:
    """Make a list that cannot be understood."""
    list_.write_text("branch: 单位\ntasks:\n- {id: 1, title: 甲, tag: purple, start: 2026-01-01}\n", encoding="utf-8")


def empty(list_: Path) -> None:
    """Leave nothing of a list."""
    list_.write_bytes(b"")


def without_items(list_: Path) -> None:
    """Leave no item in a list."""
    list_.write_text("branch: 单位002\ntasks: []\n", encoding="utf-8")


def gone(list_: Path) -> None:
    """Make a list a folder."""
    list_.unlink()
    list_.mkdir()


def stale(list_: Path) -> None:
    """Leave in the log what is older than two weeks."""
    log = list_.with_name("tasks.log.jsonl")
    kept = [line for line in log.read_text(encoding="utf-8").splitlines() if '"at": "2026-11' not in line]
    log.write_text("\n".join(kept) + "\n", encoding="utf-8")


def unwritten(list_: Path) -> None:
    """Take the log away."""
    list_.with_name("tasks.log.jsonl").unlink()


def young(list_: Path) -> None:
    """Let a list be kept for a part of the span only."""
    text = list_.read_text(encoding="utf-8")
    list_.write_text(f"since: 2026-11-09\n{text}", encoding="utf-8")


def torn_log(list_: Path) -> None:
    """Spoil a line in the middle of a log."""
    log = list_.with_name("tasks.log.jsonl")
    log.write_bytes(b"nonsense\n" + log.read_bytes())


@pytest.mark.parametrize(
    ("spoil", "problem", "code"),
    [
        pytest.param(broken, "line 3: unknown tag `purple`", 3, id="a list with a problem"),
        pytest.param(empty, "line 1: the file is empty", 3, id="an empty file"),
        pytest.param(torn_log, "line 1: this line is not JSON", 3, id="a log with a problem"),
        pytest.param(without_items, "its list has no items", 0, id="a list without items"),
        pytest.param(stale, "nothing was written in its log since 2026-10-", 0, id="an old log"),
        pytest.param(unwritten, "nothing is written in its log", 0, id="no log"),
        pytest.param(young, "nothing is known before 2026-11-09", 0, id="a part of the span"),
    ],
)
def test_what_is_not_wholly_known_stands_first(zone: Path, spoil: Any, problem: str, code: int) -> None:
    """Such a unit comes first, says why, has no rate and no rank; the others are there all the same."""
    spoil(zone / "unit002" / "tasks.yaml")
    document = rolled(zone, code=code)
    first, *others = document["units"]
    assert first["problem"].startswith(problem)
    assert (first["rank"], first["score"], first["change"]) == (None, None, None)
    assert first["totals"] is None or first["totals"]["rate"] is None
    assert [unit["problem"] for unit in others] == [None] * 4
    text = rollup(zone, options=("--format", "text")).out.splitlines()
    assert text[1] == "Look here first"
    assert problem in text[2]
    assert "100%" not in text[2]


def test_a_list_that_is_a_folder_is_named_without_its_path(zone: Path) -> None:
    """The JSON holds no path, and stderr does."""
    gone(zone / "unit002" / "tasks.yaml")
    files = [f"{zone}/unit{number:03}/tasks.yaml" for number in (1, 3)]
    units = zone / "units.yaml"
    units.write_text(
        "units:\n" + "".join(f"- {{file: {file}}}\n" for file in [*files, "unit002/tasks.yaml"]), encoding="utf-8"
    )
    done = rollup(units, options=("--format", "json"))
    assert done.code == 3
    assert f"{zone}" not in done.out
    assert "unit002" in done.err
    assert "this is a folder" in done.err


def test_a_name_or_a_list_twice_is_an_error(zone: Path) -> None:
    """Nothing is printed where a unit would be counted twice."""
    list_ = zone / "unit001" / "tasks.yaml"
    assert "is named twice" in refused(zone, list_)
    link = zone / "link.yaml"
    link.symlink_to(list_)
    assert "is named twice" in refused(list_, link)
    shutil.copytree(zone / "unit001", zone / "unit900")
    assert "two units are called 单位001" in refused(zone)
    renamed = f"units:\n- {{name: 甲, file: {list_}}}\n- {{name: 乙, file: unit900/tasks.yaml}}\n"
    (zone / "units.yaml").write_text(renamed, encoding="utf-8")
    assert "have the same list and the same log" in refused(zone / "units.yaml")


def refused(*paths: object) -> str:
    """Return what the command says when it refuses its paths."""
    done = rollup(*paths)
    assert (done.code, done.out) == (2, "")
    return done.err


UNITS = """\
units:
- {name: 甲, file: unit000/tasks.yaml, group: 经济部门, contact: 办公室}
- {name: 乙, file: unit001/tasks.yaml, group: 经济部门}
- {name: 丙, file: unit002/tasks.yaml, group: 乡镇}
- {name: 丁, file: unit003/tasks.yaml, group: 乡镇}
- {name: 戊, file: unit004/tasks.yaml, group: 乡镇}
score:
  start: 100
  missed: {红: 3, orange: 2, green: 1}
  late: 0.5
  overdue: 1
  ahead: {each: 10, days: 1, most: 5}
  marks: {file: marks.csv, weight: 20}
rank: {least: 8}
"""


def test_the_score_is_what_the_rules_say(zone: Path) -> None:
    """Each rule counts, the mark of the hall has its weight, and the sentence below the table says it all."""
    (zone / "units.yaml").write_text(UNITS, encoding="utf-8")
    marks = {"甲": 90, "乙": 80.5, "丙": 70, "丁": 60, "戊": 100}
    lines = "".join(f"{name},{mark}\n" for name, mark in marks.items())
    (zone / "marks.csv").write_text(f"unit,mark\n{lines}", encoding="utf-8")
    document = rolled(zone / "units.yaml")
    rows = [json.loads(line) for line in rollup(zone / "units.yaml", options=("--format", "jsonl")).out.splitlines()]
    weights = {"red": 3, "orange": 2, "green": 1}
    for unit in document["units"]:
        totals = unit["totals"]
        missed = sum(weights.get(row["tag"], 0) * row["missed"] for row in rows if row["unit"] == unit["unit"])
        own = 100 - missed - totals["late"] / 2 - totals["overdue"] + min(totals["days_ahead"] // 10, 5)
        assert unit["score"] == pytest.approx(0.8 * own + 0.2 * marks[unit["unit"]])
    last = rollup(zone / "units.yaml", options=("--format", "text")).out.splitlines()[-2]
    assert last == (
        "Score: 100 to begin with, -3 for each missed dispatch (red), -2 for each missed dispatch (orange), "
        "-1 for each missed dispatch (green), -0.5 for each late dispatch, -1 for each item overdue now, +1 for each "
        "10 days by which items were closed before their deadlines, at most 5, of which the mark given in the hall "
        "makes up 20%."
    )


def test_a_mark_that_is_missing_is_said(zone: Path) -> None:
    """A unit without a mark has no score and no rank, and a mark of nobody is named."""
    (zone / "units.yaml").write_text(UNITS, encoding="utf-8")
    (zone / "marks.csv").write_text("甲,90\n乙,80\n丙,70\n丁,60\n巳,50\n", encoding="utf-8")
    text = rollup(zone / "units.yaml", options=("--format", "text")).out
    assert "Without a mark given in the hall: 戊.\nMarks of units that are not here: 巳.\n" in text
    (unit,) = [unit for unit in rolled(zone / "units.yaml")["units"] if unit["unit"] == "戊"]
    assert (unit["score"], unit["rank"]) == (None, None)


def test_units_are_ranked_within_their_groups(zone: Path) -> None:
    """Ranks begin anew in each group and follow the score; a small unit is shown and not ranked."""
    (zone / "units.yaml").write_text(UNITS.replace("  marks: {file: marks.csv, weight: 20}\n", ""), encoding="utf-8")
    document = rolled(zone / "units.yaml")
    for group in ("经济部门", "乡镇"):
        units = [unit for unit in document["units"] if unit["group"] == group]
        ranked = [unit for unit in units if unit["totals"]["expected"] >= 8]
        assert [unit["rank"] for unit in units] == [*range(1, len(ranked) + 1), *[None] * (len(units) - len(ranked))]
        assert [unit["score"] for unit in ranked] == sorted((unit["score"] for unit in ranked), reverse=True)
    high = UNITS.replace("least: 8", "least: 9999").replace("  marks: {file: marks.csv, weight: 20}\n", "")
    (zone / "units.yaml").write_text(high, encoding="utf-8")
    assert {unit["rank"] for unit in rolled(zone / "units.yaml")["units"]} == {None}


def test_the_worst_are_shown_and_all_are_counted(sixty: Path, document: dict[str, Any]) -> None:
    """With --worst only so many units are rows, those with the lowest rates, and sums and ranks are as before."""
    (sixty.parent / "all.yaml").write_text(
        "units:\n"
        + "".join(f"- {{file: {file}}}\n" for file in sorted(sixty.glob("*/tasks.yaml")))
        + "rank: {least: 1}"
    )
    every = rolled(sixty.parent / "all.yaml")
    few = rolled(sixty.parent / "all.yaml", options=("--worst", "4"))
    assert few["totals"] == document["totals"]
    assert few["units"] == every["units"][-4:]
    text = rollup(sixty.parent / "all.yaml", options=("--worst", "4", "--format", "text")).out
    assert "56 units are counted and not shown." in text


def test_a_workbook_links_units_and_their_worst_items(zone: Path, tmp_path: Path) -> None:
    """Each unit leads to the first of its worst items, and each of these back to it."""
    book = tmp_path / "units.xlsx"
    assert rollup(zone, options=("-o", f"{book}")).code == 0
    units, groups, items = openpyxl.load_workbook(book).worksheets
    assert [sheet.title for sheet in (units, groups, items)] == ["Units", "Groups", "Worst items"]
    headers = [cell.value for cell in units[2]]
    column = headers.index("Unit")
    cell = units[3][column]
    target = items[place_of(cell)]
    assert target.value == cell.value
    assert units[int(place_of(target).removeprefix("A"))][column].value == target.value


def place_of(cell: Any) -> str:
    """Return the cell of another sheet to which one leads."""
    return str(cell.hyperlink.location).rpartition("!")[2]


def test_parquet_holds_the_same_rows_as_json_lines(zone: Path, tmp_path: Path) -> None:
    """Typed columns, the same values."""
    parquet = pytest.importorskip("pyarrow.parquet")
    file = tmp_path / "units.parquet"
    assert rollup(zone, options=("-o", f"{file}")).code == 0
    rows = [json.loads(line) for line in rollup(zone, options=("--format", "jsonl")).out.splitlines()]
    read = parquet.read_table(file).to_pylist()
    assert [{**row, "from": f"{row['from']}", "to": f"{row['to']}"} for row in read] == rows


def test_csv_has_a_line_for_each_unit(zone: Path) -> None:
    """The columns of the JSON, the figures among them."""
    broken(zone / "unit002" / "tasks.yaml")
    lines = [*csv.DictReader(io.StringIO(rollup(zone, options=("--format", "csv")).out.removeprefix("\ufeff")))]
    units = rolled(zone, code=3)["units"]
    assert [line["unit"] for line in lines] == [unit["unit"] for unit in units]
    assert lines[0]["missed"] == ""
    assert lines[1]["missed"] == f"{units[1]['totals']['missed']}"


def test_the_page_of_a_unit_has_its_five_chapters(tmp_path: Path) -> None:
    """Progress, bright spots, conduct, debts, causes: each tells what the log holds."""
    write_unit(tmp_path / "unit", 3, items=12)
    page = dispatch("rollup", f"{tmp_path}", "--today", DAY, "--month", "2026-11", "--units", "--lang", "zh").out
    for title in ("晒进度", "晒亮点", "晒作风", "查欠账", "查原因"):
        assert f"\n{title}\n" in page
    for told in ("★ 提前签约", "天未调度", "事后超过 3 天才记录的调度", "漏调"):
        assert told in page


@pytest.mark.parametrize(
    ("marks", "reason"),
    [
        ("unit,mark\n甲,90\n\f\v\u2028乙,x\n", "line breaks that only Python knows"),
        (f"unit,mark\n{'甲' * 200_000},90\n", "a cell without end"),
        ("unit,mark\n甲,101\n", "more than there is"),
        ("unit,mark\n甲,90\n甲,80\n", "a unit twice"),
    ],
)
def test_marks_that_cannot_be_read_are_named_with_their_line(zone: Path, marks: str, reason: str) -> None:
    """A wrong file of marks is a problem with its place, whatever it holds."""
    (zone / "units.yaml").write_text(UNITS, encoding="utf-8")
    (zone / "marks.csv").write_text(marks, encoding="utf-8")
    done = rollup(zone / "units.yaml")
    assert (done.code, done.out) == (3, ""), reason
    assert "marks.csv:" in done.err
    assert "this is not the one mark of a unit" in done.err, reason


@pytest.mark.parametrize("name", ["marks.csv", "list.txt"])
def test_nothing_that_is_read_is_written_over(zone: Path, name: str) -> None:
    """-o refuses the marks and the lists that a list of units names."""
    (zone / "unit004" / "tasks.yaml").rename(zone / "list.txt")
    units = UNITS.replace("unit004/tasks.yaml", "list.txt")
    (zone / "units.yaml").write_text(units, encoding="utf-8")
    (zone / "marks.csv").write_text("甲,90\n", encoding="utf-8")
    before = (zone / name).read_bytes()
    done = rollup(zone / "units.yaml", options=("--format", "md", "-o", f"{zone / name}"))
    assert (done.code, done.out) == (2, "")
    assert (zone / name).read_bytes() == before


def test_what_cannot_be_read_may_share_a_folder(zone: Path, tmp_path: Path) -> None:
    """Two summaries that were cut short are two units, called as their files are; the rest is printed."""
    for name in ("far", "near"):
        (tmp_path / f"{name}.json").write_text('{"schema":', encoding="utf-8")
    paths = [tmp_path / "near.json", zone, tmp_path / "far.json"]
    document = rolled(*paths, code=3)
    assert [unit["unit"] for unit in document["units"][:2]] == ["far", "near"]
    assert document["totals"] == rolled(zone)["totals"]
    assert document == rolled(*reversed(paths), code=3)


@pytest.mark.parametrize("name", ["tasks.yaml", "far.json"])
def test_a_path_that_is_absent_does_not_hide_the_others(zone: Path, tmp_path: Path, name: str) -> None:
    """One of several stands first as a unit; alone it is an error."""
    document = rolled(zone, tmp_path / name, code=3)
    assert document["units"][0]["problem"] == f"{name}: there is no such file"
    assert document["totals"] == rolled(zone)["totals"]
    alone = rollup(tmp_path / name)
    assert (alone.code, alone.out) == (3, "")


def test_a_name_that_no_file_can_have_is_a_unit_that_cannot_be_read(zone: Path) -> None:
    """A list of units may hold any text."""
    (zone / "units.yaml").write_text('units: [{file: unit001/tasks.yaml}, {file: "a\\0b"}]', encoding="utf-8")
    document = rolled(zone / "units.yaml", code=3)
    assert [unit["problem"] is None for unit in document["units"]] == [False, True]


def test_the_file_that_cannot_be_read_is_named(zone: Path) -> None:
    """Where it is the log, the list is not blamed."""
    log = zone / "unit002" / "tasks.log.jsonl"
    log.unlink()
    log.mkdir()
    assert rolled(zone, code=3)["units"][0]["problem"] == "tasks.log.jsonl: this is a folder, not a file"


def test_half_a_year_is_a_span(zone: Path) -> None:
    """2026H2 is July to December, compared with January to June."""
    done = dispatch("rollup", f"{zone}", "--today", DAY, "--half", "2026H2", "--format", "json")
    document = json.loads(done.out)
    assert (document["from"], document["to"]) == ("2026-07-01", "2026-12-31")
    assert dispatch("rollup", f"{zone}", "--half", "2026H3").code == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--engine", "dask"), "--engine dask needs --scheduler"),
        (("--scheduler", "tcp://localhost:1"), "--scheduler needs --engine dask"),
        (("--engine", "spark"), "`spark` is unknown"),
        (("--worst", "0"), "is not a number from 1 on"),
        (("--jobs", "many"), "is not a number from 1 on"),
        (("--units", "--format", "csv"), "`csv` is unknown"),
        (("--half", "2026"), "is not half a year"),
        (("--half", "2026H1", "--month", "2026-11"), "exclude each other"),
    ],
)
def test_a_wrong_command_line_says_what_is_right(zone: Path, options: tuple[str, ...], said: str) -> None:
    """Status 2, one line that says what is wrong, nothing on stdout."""
    done = dispatch("rollup", f"{zone}", *options)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_summary_of_another_span_is_not_counted(zone: Path, tmp_path: Path) -> None:
    """Its unit stands first and says of which days its summary is."""
    summary = tmp_path / "far.json"
    list_ = zone / "unit001" / "tasks.yaml"
    done = dispatch("report", "-f", f"{list_}", "--today", DAY, "--month", "2026-10", "--format", "summary")
    summary.write_text(done.out, encoding="utf-8")
    (unit,) = rolled(summary, code=3)["units"]
    assert unit["problem"] == "its summary is about 2026-10-01 – 2026-10-31"
    summary.write_text(done.out[:200], encoding="utf-8")
    (unit,) = rolled(summary, code=3)["units"]
    assert "cut short" in unit["problem"]


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("today", "9999-12-31", None),
        ("today", "0001-01-01", "nothing is known after 0001-01-01"),
        ("days_ahead", 10**40, "`days_ahead` of the summary does not hold what it should"),
        ("unit", "\ud800", "`unit` of the summary does not hold what it should"),
    ],
)
def test_a_summary_may_hold_anything(zone: Path, tmp_path: Path, key: str, value: object, problem: str | None) -> None:
    """What a far unit sends is looked at before it is counted."""
    list_ = zone / "unit001" / "tasks.yaml"
    done = dispatch("report", "-f", f"{list_}", "--today", DAY, *NOVEMBER, "--format", "summary")
    summary = tmp_path / "far.json"
    summary.write_text(json.dumps({**json.loads(done.out), key: value}), encoding="utf-8")
    units = tmp_path / "units.yaml"
    units.write_text("units: [{file: far.json}]\nscore: {ahead: {each: 1}}\n", encoding="utf-8")
    assert rolled(units, code=3 if problem and key in problem else 0)["units"][0]["problem"] == problem


@pytest.mark.parametrize(("day", "problem"), [("2026-12-03", None), ("2026-12-04", "nothing was written")])
def test_a_log_is_old_after_two_weeks(tmp_path: Path, day: str, problem: str | None) -> None:
    """On the fourteenth day after its newest line a log is still good, on the fifteenth it is not."""
    write_unit(tmp_path / "unit", 3)
    log = tmp_path / "unit" / "tasks.log.jsonl"
    lines = [line for line in log.read_text(encoding="utf-8").splitlines() if '"at": "2026-11-2' not in line]
    newest = lines[-1].replace('"at": "2026-11-1', '"at": "2026-11-19T08:00:00+08:00", "was": "2026-11-1')
    log.write_text("\n".join([*lines[:-1], newest]) + "\n", encoding="utf-8")
    done = dispatch("rollup", f"{tmp_path}", "--today", day, "--month", "2026-11", "--format", "json")
    (unit,) = json.loads(done.out)["units"]
    assert str(unit["problem"]).startswith(str(problem))
