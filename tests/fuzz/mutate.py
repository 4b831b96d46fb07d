"""A long run of one target with changed seeds: `python -m tests.fuzz.mutate TARGET SECONDS [SEED]`.

Kept outside the suite. What raises is written to the working folder; put it under `seeds/` with the remedy.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from tests.fuzz.targets import SEEDS, TARGETS

ROOT = Path(__file__).parents[2]
SOUND = {"plans": ("corpus/plans", "tests/projects"), "rules": ("rules",)}
"""Where sound files of a kind stand, to be changed too."""
WORDS = (
    "≤ ≥ < 20 % ‰ 以上 比基期 下降 每 千人口 万 亿 1/3 左右 翻番 全国 平均水平 达到 至 ~ target baseline 2025 0000 9999"
    " undated : - [ ] { } ( ) \" ' # & * ! | > , ? \n \t \0 \ufeff \ud83d \n%%%\n 999999999999999999999999"
).encode("utf-8", "surrogatepass").split(b" ")  # fmt: skip


def changed(text: bytes, pool: list[bytes], chance: random.Random) -> bytes:
    """The bytes with something put in, cut out, taken from elsewhere, or a line in another's place."""
    at, kind = chance.randint(0, len(text)), chance.random()
    if kind < 0.4:
        return text[:at] + chance.choice(WORDS) + text[at:]
    if kind < 0.6:
        return text[:at] + text[at + chance.randint(1, 20) :]
    if kind < 0.8:
        other = chance.choice(pool)
        begin = chance.randint(0, len(other))
        return text[:at] + other[begin : begin + chance.randint(1, 200)] + text[at:]
    lines = text.split(b"\n")
    lines[chance.randrange(len(lines))] = chance.choice(lines)
    return b"\n".join(lines)


def run(name: str, seconds: float, seed: int) -> None:
    chance = random.Random(seed)
    folders = [SEEDS / name, *(ROOT / folder for folder in SOUND.get(name, ()))]
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())
    pool = [file.read_bytes()[:4000] for file in files]
    until, count, slowest, kinds = time.monotonic() + seconds, 0, 0.0, set[object]()
    while time.monotonic() < until:
        text = chance.choice(pool)
        for _ in range(chance.randint(1, 5)):
            text = changed(text, pool, chance)
        count, begun = count + 1, time.process_time()
        try:
            TARGETS[name](text)
        except Exception as error:
            place = error.__traceback__
            while place is not None and place.tb_next is not None:
                place = place.tb_next
            kind = type(error), place and place.tb_frame.f_code, place and place.tb_lineno
            if kind not in kinds:
                kinds.add(kind)
                Path(f"found-{name}-{seed}-{len(kinds)}").write_bytes(text)
                print(f"{name}: {error!r} at {kind}", flush=True)
        slowest = max(slowest, time.process_time() - begun)
    print(f"{name}: {count} runs, {len(kinds)} kinds of failures, slowest {slowest:.2f} s of CPU")


if __name__ == "__main__":
    run(sys.argv[1], float(sys.argv[2]), int((*sys.argv, "0")[3]))
