"""Units: printed spellings looked up in a closed vocabulary, and exact factors between them.

The definitions are pint's, in `data/units.txt`; the file is the vocabulary too. What pint makes of our file is kept
in a table (`tables.py`), so that pint itself is imported for a project's own units alone. Text from a plan is first taken
apart into words that stand there, and only names of the file reach pint. Further files of the same form add to
ours (`load`); inside `using` they are in force for everything that reads a unit.

Dimensions are strings: `proportion`, `money`, `count of bed`, `count of person per population`,
`rate per 活产`. Two units convert when their dimensions are equal, and in three cases more: a bare proportion
becomes a rate, a plain number (万) becomes anything counted or measured, and `count`, which is the dimension of the
all-purpose counting word 个, becomes any `count of …`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field, replace
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from planlint import tables
from planlint.content import read_whole
from planlint.frozen import frozen
from planlint.words import Words

DEFINITIONS = Path(__file__).parent / "data" / "units.txt"
_IN_FORCE: ContextVar[tuple[Path, ...]] = ContextVar("definition files in force", default=(DEFINITIONS,))
_ENCODING = "utf-8-sig"
"""Of definition files: Windows' editors write a byte order mark."""
LONGEST = 48
"""Characters beyond which nothing is looked up as a unit."""

PROPORTION = "proportion"
NUMBER = "number"
_ARABIC = "0123456789"
_CHINESE_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SCALES_OF_PROPORTION = ("%", "‰", "/万", "/10万")
_SCALES_OF_POPULATION = ("百人", "千人", "万人", "10万人")

_TRADITIONAL = (
    "並乾亞佈佔併來侷係個備傚傢傳債傷僅億儘償優儲兌兒內兩冊凈別則剋創劃劇劑動務勝勞勢勵匯區厤參員"
    "啟單噸噹嚮嚴國圍園圖團執報場塊壓壞壯夠婦嬰學實審寫將專對導尒屆崗師幣幫幹幾庫廠廢廣張強彆彈彔"
    "彙後徑從復態應懞戶捄掛換搆搨摺擁擊據擬擴攝攷數斷於旂昇時曆曏書會朢朮東條棟業極榦構樁樓標樣機"
    "檔檢檯欄權歲歷歸殘毬氾汎汙決沒況淨減測準滅滿漲漸濛濟災為無煙營爭爾牠狀獲現琖環產畝畢當療癈發"
    "盞盡監眾睏瞭矇確碼礎礙秖稅種稱積穩穫筆箇節範築篩簡簽籌籤糰紀約紅納級紮終組絕給統經綠維網線編"
    "緩緻縣縫縮總織繙繫繼續纍纔聯職脩脫臨臺與興舉舖菸萬葉葠葯蓋蔘薦藥處號術衕衛補裝裡製複覈規視觀"
    "訂計訓託訪設許訴診註証評詞該誌認誤課調證護讀變讓豐貝負財貧貫貳貸費資質購趨踰躋躍車較輕輛輟輪"
    "輸轄轉辦農迴迻這連週進遊運過達違遜遞遠適選邁還邊鄉醆醫釐銷鋪錄錯錶鍾鎖鎮鐘鐵長門開間閤關陞陣"
    "陸隊際隨隻雙雜離電鞏韆頂頃項須預頒領頭頻額願類顯颱養餘館驗體髮鬚麵點黨齊齡齣龍"
)
_SIMPLIFIED = (
    "并干亚布占并来局系个备效家传债伤仅亿尽偿优储兑儿内两册净别则克创划剧剂动务胜劳势励汇区历参员"
    "启单吨当向严国围园图团执报场块压坏壮够妇婴学实审写将专对导尔届岗师币帮干几库厂废广张强别弹录"
    "汇后径从复态应蒙户救挂换构拓折拥击据拟扩摄考数断于旗升时历向书会望术东条栋业极干构桩楼标样机"
    "档检台栏权岁历归残球泛泛污决没况净减测准灭满涨渐蒙济灾为无烟营争尔它状获现盏环产亩毕当疗废发"
    "盏尽监众困了蒙确码础碍只税种称积稳获笔个节范筑筛简签筹签团纪约红纳级扎终组绝给统经绿维网线编"
    "缓致县缝缩总织翻系继续累才联职修脱临台与兴举铺烟万叶参药盖参荐药处号术同卫补装里制复核规视观"
    "订计训托访设许诉诊注证评词该志认误课调证护读变让丰贝负财贫贯贰贷费资质购趋逾跻跃车较轻辆辍轮"
    "输辖转办农回移这连周进游运过达违逊递远适选迈还边乡盏医厘销铺录错表钟锁镇钟铁长门开间合关升阵"
    "陆队际随只双杂离电巩千顶顷项须预颁领头频额愿类显台养余馆验体发须面点党齐龄出龙"
)
_FOLDED = str.maketrans(
    _TRADITIONAL + "≦≧⩽⩾∶⁄−‐‑‒–—―─━〜∼﹣",
    _SIMPLIFIED + "≤≥≤≥:/-----————~~-",
)
_PERSONS, _POPULATION, _NUMBER, _WHOLE = "人", "人口", "数", "整体"
_IN_DENOMINATOR = {"人": _POPULATION, "名": _POPULATION, "位": _POPULATION, "辆": "车"}
_IN_NUMERATOR = {_POPULATION: _PERSONS}
_DECIMAL = re.compile(r"([1-9][0-9]{0,5}\.[0-9]{1,4})([万亿])")
_BRACKETS = ("()", "[]", "〔〕", "【】")
_TIMES = frozenset(("time", "calendar", "working_day"))
_NEVER_BELOW = frozenset(("count", PROPORTION, NUMBER, "百分点"))
_EACH = "each_"
"""What 每 singles out (每校, 每村): one of these counts below the line only behind a slash."""
_OF_MONEY = re.compile(r"(?:GDP|(?:地区|国内)?生产总值|(?:工业)?增加值|(?:工业)?(?:总)?产值)")
_OF_A_STORE = frozenset(("power", "energy"))
"""Two figures of one power station, and no unit where both have numbers."""
_NO_PUPIL = re.compile("生[产态活物育]")
_SECOND = re.compile(r"\((\w{1,2})\)")
_SUMMED = re.compile(r"[\[(](?:(?:五年)?累计|年均)[\])]$")
_DOTS = frozenset("·.•∙⋅・")
_LINKING = ("名", "位", "个")
_LIVING = re.compile(
    "(?:中心城区|主城区|建成区|城镇|城市|城区|市区|县域|县城|镇区|城乡|农村|乡村|农牧区|牧区|辖区|本地|外来|流动|常住|户籍|非户籍|服务|实有|农业|非农业|总)+"
)
_WHO_LIVE = frozenset(
    (_POPULATION, "儿童", "婴幼儿", "老年人", "残疾人", "妇女", "学生", "劳动力", "就业人员")
)
"""Of whom a denominator may say where and how they live: 每万城镇常住人口, 每千名农村老年人."""
_CASES = ("例",)
_BEHIND_SCALES = {"方": "立方米"}
"""Everyday words that are units only behind 万 or more: 5亿方 is gas or water, 三方 are parties."""

_AMOUNT = r"(?:(?=[0-9.]*[1-9])[0-9]{1,15}(?:\.[0-9]{1,15})?(?:e[0-9]{1,2})?)"
_NAME = r"[^\W\d]\w{0,47}"
_SCALE = re.compile(rf"{_AMOUNT}(?:/[1-9][0-9]{{0,14}})?")
_RELATION = re.compile(rf"\[\w+\]|(?:{_SCALE.pattern} *\* *)?(?P<other>{_NAME})(?: */ *{_SCALE.pattern})?")
"""A new quantity, or a number of another unit."""
_MOST_STEPS = 20
"""From a unit over others to the quantity that it measures."""
_MOST_LINES = 2000
"""Of a project's own definitions; ours are some 500 lines."""

_Definition = tuple[str, str, str | None, list[str]]
"""Name, relation, symbol, aliases."""


@frozen()
class Unit:
    """A unit of measure, exact."""

    text: str
    """Normalised spelling: `%`, `/10万`, `张/千人`, `亿元`; empty for a fraction of a whole (三分之一)."""
    factor: Fraction = field(hash=False)
    """How many of the dimension's base unit it is; its hash takes long, and text and dimension tell units apart."""
    dimension: str
    """What it measures; see the module."""


FRACTION = Unit("", Fraction(1), PROPORTION)
"""The unit of a bare fraction: 三分之一, 1/3, 半数."""


@frozen()
class Vocabulary:
    """The spellings of one or more definition files, and what they measure."""

    names: Mapping[str, str]
    """Spelling to the name it is defined under."""
    texts: Mapping[str, str]
    """Name to the form it is printed in."""
    scales: Mapping[str, Fraction]
    """Scale words that may precede any unit: 万, 亿."""
    denominators: frozenset[str]
    """Names that are only ever counted below the line: 人口, 活产."""
    longest: int
    """Characters of the longest spelling."""
    measure: Callable[[str], tuple[Fraction, str]]
    """A name's factor to its dimension's base unit, and the dimension."""

    def noun(self, text: str, at: int) -> tuple[str, int] | None:
        """The name of the longest spelling at text[at:], and where it ends."""
        for length in range(min(self.longest, len(text) - at), 0, -1):
            name = self.names.get(text[at : at + length])
            if name is not None:
                return name, at + length
        return None

    def scale(self, text: str, at: int) -> tuple[Fraction, int]:
        """The scale word at text[at:], with a number before it (3万, 95.51万, 10万, 1000); 1 where there is none."""
        end = at
        while end < len(text) and text[end] in _ARABIC:
            end += 1
        decimal = _DECIMAL.match(text, at) if text[end : end + 1] == "." else None
        if decimal is not None:
            return Fraction(decimal[1]) * self.scales[decimal[2]], decimal.end()
        number = Fraction(int(text[at:end])) if 0 < end - at <= 12 else Fraction(1)
        if end == at and text[at : at + 1] in _CHINESE_DIGITS:
            number, end = Fraction(_CHINESE_DIGITS[text[at]]), at + 1
        for length in range(min(2, len(text) - end), 0, -1):
            factor = self.scales.get(text[end : end + length])
            if factor is not None:
                return number * factor, end + length
        return number, end


@lru_cache(maxsize=4096)
def fold(character: str) -> str:
    """One character without width, traditional or typographic variants; empty for blanks.

    Circled and raised digits stay as they are: they are footnote marks and powers, not digits of the number.
    """
    if character.isspace() or unicodedata.category(character) in ("Cf", "Cc"):
        return ""
    decomposition = unicodedata.decomposition(character)
    if decomposition.startswith(("<circle>", "<super>", "<sub>")):
        return character
    return unicodedata.normalize("NFKC", character).translate(_FOLDED)


def normalise(text: str) -> str:
    """A unit's spelling without blanks and variants; raised digits become digits (m²)."""
    folded = "".join(map(fold, text))
    composed = unicodedata.normalize("NFKC", folded)
    return folded if composed == folded else composed.translate(_FOLDED)


@lru_cache(maxsize=8)
def load(paths: tuple[Path, ...] = (DEFINITIONS,)) -> Vocabulary:
    """The vocabulary of these definition files, later ones added to the earlier.

    Raises UnfitFileError for a file that cannot be read, and ValueError for a line that is no definition.
    """
    parts = [_spellings(path) for path in paths]
    names = {word: name for part in parts for word, name in part.names.items()}
    return Vocabulary(
        names,
        {name: text for part in parts for name, text in part.texts.items()},
        {word: factor for part in parts for word, factor in part.scales.items()},
        frozenset(name for part in parts for name in part.denominators),
        max(map(len, names)),
        _measuring(paths, {name: known for part in parts for name, known in part.measures.items()}),
    )


@frozen()
class _Spellings:
    """The words of one definition file."""

    names: Mapping[str, str]
    texts: Mapping[str, str]
    scales: Mapping[str, Fraction]
    denominators: tuple[str, ...]
    measures: Mapping[str, tuple[str, str]]
    """What pint has worked out beforehand: a name's factor, a whole number or a quotient, and its dimension."""


def _spellings(path: Path) -> _Spellings:
    data = read_whole(path)
    table = tables.known(tables.UNITS, data)
    if table is None:
        return _spelled(data.decode(_ENCODING), path)
    scales = {word: Fraction(factor) for word, factor in table["scales"].items()}
    return _Spellings(**{**table, "scales": scales})


def _spelled(text: str, path: Path) -> _Spellings:
    names: dict[str, str] = {}
    texts: dict[str, str] = {}
    scales: dict[str, Fraction] = {}
    denominators = []
    for name, relation, symbol, aliases in _definitions(text, path):
        if name.endswith("-"):
            scales |= {word.rstrip("-"): Fraction(relation) for word in (name, *aliases)}
            continue
        texts[name] = symbol or name
        if name in (_NUMBER, _WHOLE):
            continue
        names |= dict.fromkeys((normalise(word) for word in (name, texts[name], *aliases)), name)
        if relation.startswith("[per_"):
            denominators.append(name)
    return _Spellings(names, texts, scales, tuple(denominators), {})


def worked_out(path: Path = DEFINITIONS) -> dict[str, Any]:
    """What the vocabulary of one definition file comes to, by pint itself, as plain values for its table."""
    spelled = _spelled(path.read_text("utf-8"), path)
    measure = _measuring((path,), {})
    measured = {name: measure(name) for name in spelled.texts}
    return {
        "names": spelled.names,
        "texts": spelled.texts,
        "scales": {word: str(factor) for word, factor in spelled.scales.items()},
        "denominators": spelled.denominators,
        "measures": {name: (str(factor), dimension) for name, (factor, dimension) in measured.items()},
    }


def definitions() -> tuple[Path, ...]:
    """The definition files in force."""
    return _IN_FORCE.get()


@contextmanager
def using(files: Iterable[Path]) -> Iterator[None]:
    """Units of these files too, besides ours, for what is read inside; `definition_faults` says which are unfit."""
    token = _IN_FORCE.set((DEFINITIONS, *files))
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def definition_faults(
    path: Path, others: tuple[Path, ...] = (), reserved: Set[str] = frozenset()
) -> Iterator[tuple[int, Words]]:
    """(line, problem) of a definition file that is to stand beside ours and others: it adds, and changes nothing.

    `reserved` are words that say something else in a figure. Raises UnfitFileError for a file that cannot be read.
    """
    held = load((DEFINITIONS, *others))
    known = {*held.names, *held.scales}
    steps: dict[str, int] = {}
    names: dict[str, int] = {}
    faulty = False
    data = read_whole(path)
    try:
        lines = data.decode(_ENCODING).splitlines()
    except UnicodeDecodeError as error:
        at = data.count(b"\n", 0, error.start) + 1
        yield at, Words("不是 UTF-8 编码；请另存为 UTF-8", "not UTF-8; save the file as UTF-8")
        return
    for number, line in enumerate(lines[:_MOST_LINES], 1):
        try:
            definition = _definition(line)
            if definition is None:
                continue
            name, relation, symbol, aliases = definition
        except ValueError:
            faulty = True
            yield (
                number,
                Words("应为“名称 = 关系 = 符号 = 别名”", "should be “name = relation = symbol = alias”"),
            )
            continue
        words = [normalise(word.rstrip("-")) for word in (name, symbol or name, *aliases)]
        taken = next((word for word in words if word in known), None)
        meant = next((word for word in words if word in reserved), None)
        match = _RELATION.fullmatch(relation)
        other = normalise(match["other"] or "") if match else ""
        steps |= dict.fromkeys(words, steps.get(other, 0) + 1)
        if taken is not None:
            faulty = True
            yield number, Words(f"“{taken}”已有定义", f"“{taken}” is defined already")
        elif meant is not None:
            faulty = True
            yield (
                number,
                Words(
                    f"“{meant}”在数值中另有所指，不能用作单位", f"“{meant}” says something else in a figure"
                ),
            )
        elif other and other not in known:
            faulty = True
            yield number, Words(f"“{other}”在此前没有定义", f"“{other}” is not defined above")
        elif steps[words[0]] > _MOST_STEPS:
            faulty = True
            yield (
                number,
                Words(f"关系超过 {_MOST_STEPS} 层", f"more than {_MOST_STEPS} units upon one another"),
            )
        elif not name.endswith("-"):
            names[name] = number
        known.update(words)
    if len(lines) > _MOST_LINES:
        faulty = True
        yield _MOST_LINES + 1, Words(f"超过 {_MOST_LINES} 行", f"more than {_MOST_LINES} lines")
    if not faulty:
        yield from _unmeasurable((DEFINITIONS, *others, path), names)


def _unmeasurable(paths: tuple[Path, ...], names: Mapping[str, int]) -> Iterator[tuple[int, Words]]:
    """The names, defined on these lines, whose relation pint can't make sense of."""
    measure = load(paths).measure
    for name, line in names.items():
        try:
            measure(name)
        except Exception as error:  # pint raises errors of many kinds
            yield line, Words(f"“{name}”的关系不成立：{error}", f"“{name}” can't be defined so: {error}")


def read_unit(text: str) -> Unit | None:
    """The unit that a printed spelling stands for; None where it is not in the vocabulary."""
    return _read_unit(text, definitions())


def leading_unit(text: str, start: int = 0) -> tuple[Unit, int] | None:
    """The longest unit that begins at text[start:] (normalised text), and the index after it."""
    found = _unit_at(load(definitions()), text[: start + LONGEST], start)
    return found if found and found[1] > start else None


def leading_per(text: str, start: int = 0, *, times: bool = False) -> tuple[Unit, int] | None:
    """The denominator that begins with 每 at text[start:] (每千常住人口, 每百户), and the index after it.

    Not 每个, 每所, which mean each one of them and not a number of them; 每天, 每两年 only with `times`.
    """
    if not text.startswith("每", start):
        return None
    vocabulary = load(definitions())
    found = _denominator_at(vocabulary, text[: start + LONGEST], start + 1)
    if found is None:
        return None
    factor, name, end = found
    if name is None:
        return None
    unit = _scaled(vocabulary, factor, name)
    if unit.dimension in _NEVER_BELOW or (unit.dimension in _TIMES and not times):
        return None
    if factor == 1 and unit.dimension.startswith(_EACH):
        return None
    if factor == 1 and unit.dimension.startswith("count of") and not unit.dimension.endswith("household"):
        return None
    return unit, end


def per_phrase(name: str) -> Unit | None:
    """The denominator in an indicator's printed name: 每千人口, 每万名常住人口, 每3万人口, 每百户."""
    if "每" not in name:  # no other character is folded to it
        return None
    text = normalise(name)
    at = text.find("每")
    while at >= 0:
        found = leading_per(text, at)
        if found is not None:
            return found[0]
        at = text.find("每", at + 1)
    return None


def compose(numerator: Unit, denominator: Unit) -> Unit:
    """So many of one per one of the other: 人 and 万人 (of 每万人口) make 人/万人.

    A proportion, a difference in 百分点 and a unit that already has this denominator are left as they are.
    """
    if numerator.dimension in (PROPORTION, "百分点") or " per " in numerator.dimension:
        return numerator
    return Unit(
        f"{numerator.text}/{denominator.text}",
        numerator.factor / denominator.factor,
        f"{numerator.dimension} per {denominator.dimension}",
    )


def split_count(denominator: Unit) -> tuple[int, Unit]:
    """A denominator as a number and the usual scale: 3万人 is 3 and 万人, 20万人 is 2 and 10万人."""
    factor, at = load(definitions()).scale(denominator.text, 0)
    digits = str(factor.numerator).rstrip("0")
    scale = factor / int(digits)
    if scale == 10:
        scale = Fraction(1)
    number = factor / scale
    text = (_scale_text(scale) if scale != 1 else "") + denominator.text[at:]
    return int(number), Unit(text, denominator.factor / number, denominator.dimension)


def unscaled(unit: Unit) -> Unit:
    """A unit without the scale word in front: 元 of 万元."""
    factor, at = load(definitions()).scale(unit.text, 0)
    if not unit.text[at:] or unit.text[at:].startswith("/"):
        return unit
    return Unit(unit.text[at:], unit.factor / factor, unit.dimension)


def rate(unit: Unit, per: str) -> Unit:
    """A proportion as a rate per something of its own dimension (per 活产): `rate per 活产`."""
    return replace(unit, dimension=f"rate per {per}")


@lru_cache(maxsize=4096)
def conversion(source: Unit, target: Unit) -> Fraction | None:
    """The factor that turns a value in the source unit into one in the target unit; None if there is none."""
    if source.dimension == target.dimension or _becomes(source.dimension, target.dimension):
        return source.factor / target.factor
    return None


def scales(unit: Unit) -> tuple[Unit, ...]:
    """Units of the same dimension in common use, the unit's own scale among them."""
    if unit.dimension == PROPORTION or unit.dimension.startswith("rate per "):
        return tuple(
            replace(found, dimension=unit.dimension)
            for text in _SCALES_OF_PROPORTION
            if (found := read_unit(text))
        )
    counted, _, denominator = unit.text.partition("/")
    if unit.dimension.endswith(" per population") and denominator:
        texts = [f"{counted}/{scale}" for scale in _SCALES_OF_POPULATION]
    else:
        vocabulary = load(definitions())
        name = vocabulary.noun(counted, vocabulary.scale(counted, 0)[1])
        bare = vocabulary.texts[name[0]] if name else counted
        rest = unit.text[len(counted) :]
        texts = (
            [unit.text]
            if unit.dimension == NUMBER
            else [f"{scale}{bare}{rest}" for scale in ("", "万", "亿")]
        )
        if not rest and not unit.dimension.startswith(("count", "money")):
            texts = [text for text in vocabulary.texts.values() if _has_dimension(text, unit.dimension)]
    return tuple(found for text in dict.fromkeys([*texts, unit.text]) if (found := read_unit(text)))


def _has_dimension(text: str, dimension: str) -> bool:
    unit = read_unit(text)
    return unit is not None and unit.dimension == dimension


def _becomes(source: str, target: str) -> bool:
    if source == PROPORTION:
        return target.startswith("rate per ")
    if source == NUMBER:
        return " per " not in target and target not in (PROPORTION, "百分点")
    counted, per, denominator = source.partition(" per ")
    other, other_per, other_denominator = target.partition(" per ")
    same_denominator = (per, denominator) == (other_per, other_denominator)
    return same_denominator and _kind_of_count(counted, other)


def _kind_of_count(one: str, other: str) -> bool:
    return (one == "count" and other.startswith("count of ")) or (
        other == "count" and one.startswith("count of ")
    )


@lru_cache(maxsize=4096)
def _read_unit(text: str, files: tuple[Path, ...]) -> Unit | None:
    if len(text) > LONGEST:
        return None
    vocabulary = load(files)
    spelled = normalise(text)
    if len(spelled) > 2 and spelled[0] + spelled[-1] in _BRACKETS:
        spelled = spelled[1:-1]
    spelled = _SUMMED.sub("", spelled)
    # 1/10万 and /10万 are one
    found = _unit_at(vocabulary, spelled, 1 if spelled.startswith("1/") else 0)
    return found[0] if found is not None and found[1] == len(spelled) > 0 else None


def _unit_at(vocabulary: Vocabulary, text: str, start: int) -> tuple[Unit, int] | None:
    """A unit in full: numerator, then denominators, of which the longest sensible run is taken."""
    whole = None if text.startswith("/", start) else vocabulary.noun(text, start)
    factor, after_scale = _word_scale(vocabulary, text, start)
    scaled = vocabulary.noun(text, after_scale) if after_scale > start else None
    if scaled is None and factor >= 10000 and text[after_scale : after_scale + 1] in _BEHIND_SCALES:
        scaled = _BEHIND_SCALES[text[after_scale]], after_scale + 1
    if scaled and (whole is None or scaled[1] > whole[1]):
        name, end = scaled
    elif whole and whole[1] >= after_scale:
        (name, end), factor = whole, Fraction(1)
    elif after_scale > start:
        name, end = _NUMBER, after_scale
    elif text[start : start + 1] in ("/", "每") and start < len(text):
        name, end = _WHOLE, start
    else:
        return None
    name = _IN_NUMERATOR.get(name, name)
    if name in vocabulary.denominators:
        return None
    end = _past_second(vocabulary, text, name, end)
    unit = _scaled(vocabulary, factor, name) if end > start else FRACTION
    if unit.text.startswith("10万"):
        # it stands behind a number
        unit = replace(unit, text=unit.text.replace("10万", "十万", 1))
    found = _over(vocabulary, text, unit, name, end)
    return found if found is not None else ((unit, end) if end > start else None)


def _over(vocabulary: Vocabulary, text: str, unit: Unit, name: str, at: int) -> tuple[Unit, int] | None:
    """The unit with the denominators that follow it at text[at:], times last (元/月·人); None where there are none."""
    under: list[Unit] = []
    opened = False
    while at < len(text) and (text[at] in "/每" or (under and text[at] in _DOTS)):
        begin = at + (2 if text.startswith("/每", at) else 1)
        if text.startswith("(", begin):
            begin, opened = begin + 1, True
        found = _denominator_at(vocabulary, text, begin)
        if found is None or (found[1] is None and text[at] in _DOTS):
            break
        factor, below, at = found
        if opened and text.startswith(")", at):
            at, opened = at + 1, False
        if below in (None, _POPULATION) and _is_proportion(name, factor, below):
            return None if opened else (_proportion(factor), at)
        if name == _WHOLE:
            break
        denominator = _scaled(vocabulary, factor, below or _POPULATION)
        numbered = text[begin] in _ARABIC or text[begin] in _CHINESE_DIGITS
        if numbered and _is_beside(unit, denominator, factor, unit.factor / vocabulary.measure(name)[0]):
            break
        under.append(denominator)
        end = at
    if opened or not under:
        return None
    for denominator in sorted(under, key=lambda one: one.dimension in _TIMES):
        unit = Unit(
            f"{unit.text}/{denominator.text}",
            unit.factor / denominator.factor,
            f"{unit.dimension} per {denominator.dimension}",
        )
    return unit, end


def _is_beside(unit: Unit, other: Unit, number: Fraction, scale: Fraction) -> bool:
    """Whether so many of another unit behind a slash are a figure of their own: 20万千瓦/40万千瓦时, 5万人/3万户."""
    if {unit.dimension, other.dimension} == _OF_A_STORE:
        return True
    return scale != 1 and str(number).rstrip("0") != "1" and other.dimension not in _TIMES


def _past_second(vocabulary: Vocabulary, text: str, name: str, end: int) -> int:
    """The index behind a second counting word in brackets: 台(套), 册(件)."""
    match = _SECOND.match(text, end)
    other = vocabulary.names.get(match[1]) if match else None
    if match is None or other is None or name == _WHOLE or text.endswith(match[1], 0, end):
        return end
    one, two = vocabulary.measure(name)[1], vocabulary.measure(other)[1]
    return match.end() if (one == two and one.startswith("count")) or _kind_of_count(one, two) else end


def _is_proportion(name: str, factor: Fraction, below: str | None) -> bool:
    """A share of the population, and not staff or things per population: 人/10万, 例/万人, /千人口."""
    if factor < 100 or (_scale_text(factor).isdigit()):
        return False
    return name in (_WHOLE, *_CASES) or (name == _PERSONS and below is None and factor >= 100000)


def _proportion(factor: Fraction) -> Unit:
    texts = {Fraction(100): "%", Fraction(1000): "‰"}
    return Unit(texts.get(factor, f"/{_scale_text(factor)}"), 1 / factor, PROPORTION)


def _denominator_at(vocabulary: Vocabulary, text: str, start: int) -> tuple[Fraction, str | None, int] | None:
    """(scale, name or None, end) of the denominator at text[start:]: 千人, 3万人口, 百户, 十万."""
    factor, at = vocabulary.scale(text, start)
    if not factor:
        return None
    bare = vocabulary.noun(text, start)
    found = _people(vocabulary, text, at)
    if bare and (found is None or bare[1] > found[1]):
        factor, found = Fraction(1), bare
    if found is None or found[0] in (_NUMBER, _WHOLE):
        # 1/3 is a fraction, 1/1000 a proportion
        whole = set(str(factor)[1:]) == {"0"} and str(factor)[0] == "1"
        return (factor, None, at) if factor >= 100 and (whole or text[at - 1] not in _ARABIC) else None
    name, end = found
    if _is_share(vocabulary, name):
        return None
    if text[at:end] in _LINKING:
        linked = _people(vocabulary, text, end)
        if linked and linked[0] in vocabulary.denominators:
            name, end = linked
    if _NO_PUPIL.match(text, at):
        return None
    if vocabulary.measure(name)[1] == "money":
        product = _OF_MONEY.match(text, end)
        end = product.end() if product else end
    return factor, _IN_DENOMINATOR.get(name, name), end


def _people(vocabulary: Vocabulary, text: str, at: int) -> tuple[str, int] | None:
    """The noun at text[at:], for people with where and how they live before it (城镇常住人口), and where it ends."""
    named = vocabulary.noun(text, at)
    living = _LIVING.match(text, at)
    if living is None or _NO_PUPIL.match(text, living.end()):
        return named
    lived = vocabulary.noun(text, living.end())
    return lived if lived and lived[0] in _WHO_LIVE and lived[1] > (named[1] if named else at) else named


def _is_share(vocabulary: Vocabulary, name: str) -> bool:
    return vocabulary.measure(name)[1] in (PROPORTION, "百分点")


def _word_scale(vocabulary: Vocabulary, text: str, start: int) -> tuple[Fraction, int]:
    """The scale word at text[start:] without a number before it."""
    if text[start : start + 1] in (*_ARABIC, *_CHINESE_DIGITS):
        return Fraction(1), start
    return vocabulary.scale(text, start)


def _scaled(vocabulary: Vocabulary, factor: Fraction, name: str) -> Unit:
    base, dimension = vocabulary.measure(name)
    text = "" if name == _NUMBER else vocabulary.texts[name]
    text = "人" if name == _POPULATION else text
    if factor == 1:
        return Unit(text, base, dimension)
    return Unit(_scale_text(factor) + text, base * factor, dimension)


@lru_cache(maxsize=256)
def _scale_text(factor: Fraction) -> str:
    """The scale as it is written: 千, 万, 10万, 百万, 3万."""
    words = {12: "万亿", 11: "千亿", 10: "百亿", 8: "亿", 7: "千万", 6: "百万", 4: "万", 3: "千", 2: "百"}
    if factor == 100000:
        return "10万"
    for power, word in words.items():
        if factor == 10**power:
            return word
    for power in (8, 4):
        if factor % 10**power == 0:
            return f"{factor // 10**power}{words[power]}"
    return str(factor.numerator)


def _definitions(text: str, path: Path) -> Iterator[_Definition]:
    """Every definition of a file, as pint reads it."""
    for number, line in enumerate(text.splitlines(), 1):
        try:
            definition = _definition(line)
        except ValueError:
            raise ValueError(f"{path}:{number}: not a unit definition: {line}") from None
        if definition is not None:
            yield definition


def _definition(line: str) -> _Definition | None:
    """What a line defines, None where it is empty; ValueError where it is no definition.

    Of pint's language only this is a definition: directives (`@import`) are none, and there is no power,
    for pint works out whatever stands there (9**9**9) to the last digit.
    """
    words = [word.strip() for word in line.split("#")[0].split("=")]
    if words == [""]:
        return None
    if len(words) < 2 or not all(words):
        raise ValueError(line)
    name, relation, *rest = words
    if not name.removesuffix("-").isidentifier() or not (
        _SCALE if name.endswith("-") else _RELATION
    ).fullmatch(relation):
        raise ValueError(line)
    return name, relation, rest[0] if rest and rest[0] != "_" else None, rest[1:]


def _measuring(
    paths: tuple[Path, ...], measures: Mapping[str, tuple[str, str]]
) -> Callable[[str], tuple[Fraction, str]]:
    @lru_cache(maxsize=1)
    def registry() -> Any:
        # importing pint takes 120 ms, and is needed only for what no table has
        import pint

        closed: Any = pint.UnitRegistry(None, non_int_type=Fraction)
        # Names alone: which spellings pint allows differs from version to version.
        texts = ((read_whole(path).decode(_ENCODING), path) for path in paths)
        units = (one for text, path in texts for one in _definitions(text, path) if not one[0].endswith("-"))
        closed.load_definitions([f"{name} = {relation}" for name, relation, *_ in units])
        return closed

    @cache
    def measure(name: str) -> tuple[Fraction, str]:
        if name in measures:
            factor, dimension = measures[name]
            return Fraction(factor), dimension
        container = registry().UnitsContainer({name: 1})
        found, _ = registry().get_base_units(container)
        (base,) = registry().get_dimensionality(container)
        words = base.strip("[]").removeprefix("per_")
        return Fraction(found), words.replace("count_", "count of ")

    return measure
