"""Whole projects with damaged files against every command: `python -m tests.fuzz.commands SECONDS [SEED]`.

Kept outside the suite. A project with which a command ends otherwise than it may is left in the working folder.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from planlint.cli import run as program
from tests.builders import CITY, REGION, plan_text
from tests.fuzz.mutate import changed
from tests.fuzz.targets import around

SECONDS, MEMORY = 20, 1 << 30
"""A hang, on a busy machine; and more memory than any small project may take."""
OBEYED = set(map(chr, (*range(9), *range(11, 32), *range(127, 160)))) | set("\u202e\u2066")
"""What a terminal would act on; a line's end and a tab within a cell are meant."""

PLANS = (
    "indicator: 15岁以上人群吸烟率, target: {2025: '≤20'}, nature: 约束性, id: a, at: {line: 3, table: 表, row: 1}",
    "indicator: 每千人口床位数（张）, baseline: {2020: '5.1'}, target: {2025: 比基期增长10%}, place: 全市, sum_of: [a]",
    "indicator: 婴儿死亡率, unit: ‰, target: {2025: {figure: 5.0左右, line: 4-5, population: 常住}}, waive: [{rule: PL201, "
    "reason: 基数高, until: 2030-12-31, max_gap: 2}]",
    "indicator: [羊只数, own-rate], target: ['3羊单位', '达到全国平均水平'], basis: 以苏木为单位, part: 公立, norm: true",
)
SOUND: Mapping[str, str] = {
    "planlint.yaml": "planlint:\n  extends: [reviewer, ./base.yaml]\n  plans: [plans]\n  catalogues: [indicators.yaml]\n  rules: [own]\n"
    "  units: [units.txt]\n  divisions: [divisions.csv]\n  statistics: [statistics.yaml]\n  ratchet: accepted.yaml\n"
    "  severity: {PL2: error, OWN001: note}\n  options: {PL209: {times: 4}}\n  mandatory: [PL301]\n"
    "  per_path: [{path: plans/z*, ignore: [PL013]}]\n",
    "base.yaml": "planlint: {ignore: [PL204], severity: {PL5: note}}\n",
    "plans/region.yaml": plan_text(*PLANS, **REGION, sector="health", main_table="表"),
    "plans/city.yaml": plan_text(*PLANS, **CITY, sector="health", implements="[region]"),
    "plans/county.yaml": plan_text(
        *PLANS, id="county", sector="health", jurisdiction="150724-园区", source="{file: county.txt, sha256: " + "0" * 64 + "}",
        disowns="[{indicator: 婴儿死亡率}]",
    ),
    "indicators.yaml": "indicators:\n- {id: own-rate, name: 自有率, unit: '%', better: higher, population: 人口, plausible: [0, 100], near: [own-two]}\n"
    "- {id: own-two, name: 羊只数, aliases: [羊数], unit: 羊单位, extensive: true, per: own-rate}\nsector: health\nfold: [常住]\n",
    "own/OWN001.yaml": "rule:\n  id: OWN001\n  name: own-rule\n  judge: target\n  against: nearest-superior\n  same: [indicator, population, year]\n"
    "  require: at-least-as-strict\n  severity: warning\n  message: {zh: '${figure} 弱于 ${partner_figure}', en: '${figure} is weaker'}\n"
    "  why: {zh: 因为, en: because}\n",
    "own/OWN001.cases.yaml": "cases:\n- name: 例\n  expect: pass\n  files:\n  - |\n    plan: {id: one, title: 一, jurisdiction: '150724', sector: health, "
    "period: 2021-2025}\n    statements: []\n",
    "units.txt": "羊单位 = [count_sheep_unit] = _ = 标准羊单位\n大牲畜 = 5 * 羊单位\n",
    "divisions.csv": "code,name,level,superior\n150724-园区,园区,county,150700\n150799,新区,county,\n",
    "statistics.yaml": "statistics:\n- {jurisdiction: '000000', year: 2020, indicator: own-rate, value: '29.0', unit: '%', source: 公报}\n"
    "- {jurisdiction: '150000', year: 2020, weight: 人口, value: '2402.8', unit: 万人}\n",
    "accepted.yaml": "ratchet:\n- {finding: 'PL201:county:smoking-15plus:2025', gap: '1/3', unit: '%'}\n",
    "sources/county.txt": "一\n二\n15岁以上人群吸烟率 ≤20\n每千人口床位数 5.1 增长10%\n婴儿死亡率 5.0左右 ‰\n",
}  # fmt: skip

COMMANDS = (
    "check", "check --show all --full --color always --lang en", "check --format json", "check --select PL2,levels --ignore OWN001",
    "check plans --jobs 2 --no-cache", "check --isolated plans", "audit", "audit --jobs 2 --format json", "show 率", "show own-rate --lang en",
    "matrix", "matrix --format csv", "matrix --format json", "tree", "tree --lang en", "explain PL201", "explain OWN001",
    "explain PL201:county:smoking-15plus:2025", "rules", "rules list own", "rules test own", "rules impact OWN001",
    "rules impact own/OWN001.yaml", "rules docs own --write pages", "rules new OWN002 other-rule", "ratchet create --force",
    "ratchet show", "ratchet prune", "config show", "config show plans --lang en", "export", "export --format csv",
    "export -o out.jsonl", "verify --sources sources", "cache show", "cache clear", "parse 3羊单位", "parse 20 --indicator 自有率",
    "parse ≤20 --indicator own-rate --format json",
)  # fmt: skip

VALUES = (
    "", "~", "null", ".nan", ".inf", "-0", "1e9999", "1_000", "0x10", "0o7", "９９", "２０２５", "٣", "²", "Ⅷ", "½", "一亿亿亿", "9" * 400, "0." + "0" * 400 + "1",
    "10^9999", "NaN", "inf", "-1", "1:30", "2020-99-99", "２０２５-12-31", "0001-01-01", "9999-12-31", "0000", "9999", "0000-9999", "2025-2021",
    "cÀ", "cÀ", "a\u0301", "e\u0301tude", "ß", "ﬁ", "İ", "K", "\u0645\u0631\u062d", "\u0928\u092e\u0938\u094d", "a\u200db", "a\u2028b", "a\x85b", "\ufeff", "\u202e", "\U0001f4a9",
    '"\\x1b[31mred"', '"\\0"', '"\\ud800"', '"\\x85"', '"\\u2028"', '"a\\nb"', '"\\r"', '"\\x9b31m"', '"\\x7f"', '"\\e]0;x\\a"', '"\\t"', "=cmd|' /C calc'!A0",
    "../..", "/", ".", "..", "/etc/passwd", "/dev/zero", "sources/../..", "a/b", "con", "*", "**", "[", "{}", "[]", "[[]]", "{a: b}", "{? [a] : b}", "*a", "&a b", "!!python/object:os.system x", "!x y",
    "${judged.figure}", "${", "$$", "${__class__}", "{0.__class__}", "%s%n", "PL201", "PL", "levels", "000000", "150724", "150724-", "150724-a.b", "150724-\u0301", "true", "True", "yes",
    "target", "plan", "file", "nearest-superior", "own-rate", "own-two", "region", "a", "[a, a]", "[own-rate, own-rate]", "x" * 3000, "率" * 499, "（" * 300, "1" + "、1" * 200,
)  # fmt: skip

NAMES = (
    "a\nb.yaml", "\x1b[31m.yaml", "\u202e.yaml", "-rf.yaml", os.fsdecode(b"\xff.yaml"), "é.yaml", "e\u0301.yaml", "x" * 240 + ".yaml", " .yaml",
    "a\x85b.yaml", "a\u2028b.yaml", "CON.yaml", "$(x).yaml", "%41.yaml", "a:1:1.yaml", ".YAML", "a.YML", "..yaml", "#.yaml", "*.yaml", "[a].yaml",
)  # fmt: skip


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def _large(path: Path) -> None:
    path.touch()
    os.truncate(path, 100_000_000)


INSTEAD: tuple[Callable[[Path], object], ...] = (
    _pipe, _socket, _large,
    lambda path: path.symlink_to(path.name),
    lambda path: path.symlink_to("/dev/zero"),
    lambda path: path.symlink_to("nowhere"),
    lambda path: path.symlink_to("."),
    lambda path: path.symlink_to("/proc/self/mem"),
    lambda path: path.mkdir(),
    Path.exists,  # it is missing
    lambda path: path.write_bytes(b""),
    lambda path: path.write_bytes(b"\0" * 100),
    lambda path: path.write_bytes(b"[" * 200_000),
    lambda path: path.write_bytes(b"a: &a [*a]\n"),
    lambda path: path.write_bytes(b"\xff\xfea\x00"),
    lambda path: path.write_text(path.name, "utf-16"),
    lambda path: path.write_bytes(b'"\n' * 10),
    lambda path: path.write_bytes(b"\r\n\r\n"),
    lambda path: path.write_bytes(b"x" * 4_000_000),
    lambda path: path.write_bytes(b"1,2," * 100_000),
    lambda path: path.write_text("ok: \x85\u2028\u2029"),
)  # fmt: skip


def with_value(text: str, chance: random.Random) -> str:
    """The text with a hostile value in the place of one of its words."""
    words = [at for at, letter in enumerate(text) if letter in ":[,{-=" and text[at + 1 : at + 2] == " "]
    if not words:
        return text
    begin = chance.choice(words) + 2
    end = next((at for at in range(begin, len(text)) if text[at] in ",]}\n"), len(text))
    return text[:begin] + chance.choice(VALUES) + text[end:]


def made(folder: Path, chance: random.Random) -> None:
    """A project in which some files are damaged."""
    pool = [text.encode() for text in SOUND.values()]
    damaged = chance.sample(list(SOUND), chance.choice((1, 1, 2, 4)))
    for name, text in SOUND.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        kind = chance.random() if name in damaged else 1.0
        if kind < 0.15:
            chance.choice(INSTEAD)(path)
        elif kind < 0.7:
            for _ in range(chance.randint(1, 3)):
                text = with_value(text, chance)
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
        else:
            data = text.encode()
            for _ in range(chance.randint(1, 3) if kind < 1 else 0):
                data = changed(data, pool, chance)
            path.write_bytes(data)
    if chance.random() < 0.2:
        name = chance.choice(NAMES)
        (folder / "plans" / name).write_text(
            plan_text(*PLANS, id="named", title=chance.choice(VALUES[30:50])), "utf-8"
        )


def outcome(command: str, folder: Path) -> tuple[str | None, float]:
    """What is wrong with how a command ended in a project, if anything, and the seconds that it took."""
    begun, told = time.monotonic(), folder.with_name("told")
    child = os.fork()
    if not child:
        _become(command, folder, told)
    status = None
    while status is None and time.monotonic() < begun + SECONDS:
        done, ended = os.waitpid(child, os.WNOHANG)
        status = os.waitstatus_to_exitcode(ended) if done else time.sleep(0.005)
    seconds = time.monotonic() - begun
    if status is None:
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return "hangs", seconds
    text = told.read_bytes().decode("utf-8", "replace")
    painted = text.replace("\x1b[", "") if "--color" in command else text
    if status not in (0, 1, 2) or "Traceback" in text:
        return f"status {status}: {text[-300:]}", seconds
    csv = "csv" in command and text.replace("\r\n", "\n")
    if set(csv or painted) & OBEYED:
        return f"shows {sorted(set(csv or painted) & OBEYED)}", seconds
    return None, seconds


def _become(command: str, folder: Path, told: Path) -> None:
    os.setpgid(0, 0)
    os.chdir(folder)
    output = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(output, 1)
    os.dup2(output, 2)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.argv = ["planlint", *command.split()]
    try:
        program()
    except SystemExit as ended:
        sys.stdout.flush()
        os._exit(ended.code if isinstance(ended.code, int) else 4 * (ended.code is not None))
    finally:
        os._exit(5)


def run(seconds: float, seed: int) -> None:
    around()  # all that reads and judges is loaded once
    chance, until = random.Random(seed), time.monotonic() + seconds
    kinds, count, slowest = set[str](), 0, (0.0, "")
    with tempfile.TemporaryDirectory() as place:
        while time.monotonic() < until:
            state = chance.getrandbits(32)
            for command in chance.sample(COMMANDS, 6):
                folder = Path(place) / "project"
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                made(folder, random.Random(state))
                wrong, took = outcome(command, folder)
                count, slowest = count + 1, max(slowest, (took, command))
                if wrong is not None and (kind := wrong[:90]) not in kinds:
                    kinds.add(kind)
                    kept = Path(f"found-project-{seed}-{len(kinds)}").absolute()
                    shutil.rmtree(folder)
                    folder.mkdir()
                    made(folder, random.Random(state))
                    shutil.move(folder, kept)
                    print(f"{kept.name}: planlint {command}: {wrong}", flush=True)
    print(f"{count} commands, {len(kinds)} kinds of failures, slowest {slowest[0]:.1f} s: {slowest[1]}")


if __name__ == "__main__":
    run(float(sys.argv[1]), int((*sys.argv, "0")[2]))
