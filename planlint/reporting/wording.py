"""The words that reports share: severities, kinds, and why something could not be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planlint.catalogue import Catalogue
from planlint.model import Waiver
from planlint.ratchet import exact
from planlint.words import Lang, Words

SEVERITY: Mapping[str, Words] = {
    "error": Words("错误", "error"),
    "warning": Words("警告", "warning"),
    "note": Words("提示", "note"),
}

KIND: Mapping[str, Words] = {
    "target": Words("目标值", "target"),
    "baseline": Words("现状值", "baseline"),
    "past_target": Words("上期目标值", "past target"),
}

REASON: Mapping[str, Words] = {
    "trend": Words("只有趋势，没有数值", "a trend without a number"),
    "reference": Words("参照另一水平，其数值未知", "refers to a level that is not known"),
    "done": Words("只说完成或覆盖，没有数值", "says done, without a number"),
    "missing": Words("数值缺失", "no figure is given"),
    "compound": Words("几种条件并列，无法合成一个范围", "several conditions that make no single range"),
    "ratio": Words("比例形式不同", "a ratio of another form"),
    "no-base": Words("变化没有可用的基数", "a change without a base"),
    "no-change": Words("不是变化幅度", "no change is stated"),
    "too-many-bases": Words("变化的基数过多", "a change with too many bases"),
    "constant-prices": Words("按可比价的变化，推不出现价的水平", "a change at constant prices, which leads to no level at current ones"),
    "bases-disagree": Words("基数不一，结论不同", "the bases disagree, and so do the verdicts"),
    "readings-disagree": Words("变化可作两种理解（见 PL105），结论不同", "the change can be read in two ways (see PL105), and the verdicts differ"),
    "dimension": Words("单位的量纲不同", "units of different dimensions"),
    "no-unit": Words("没有单位", "no unit is printed"),
    "unknown-unit": Words("单位不认识", "an unknown unit"),
    "unknown-indicator": Words("指标不在目录中", "the indicator is in no catalogue"),
    "ambiguous-name": Words("指标名称有歧义", "the name is ambiguous"),
    "unreadable": Words("数值读不懂", "the figure can't be read"),
    "direction-unknown": Words("不知该指标以高为好还是以低为好", "which way is better is not known"),
    "approximate": Words("在“左右”的范围之内", "within the tolerance of an approximate figure"),
    "other-bound": Words("一方有上限或下限，另一方没有", "one has a ceiling or floor where the other has none"),
    "near-name": Words("以相近名称的指标列出，是否同一指标须人工判断", "stated under a near name; whether it is the same is for a person to judge"),
    "other-sector": Words("上级是别的领域的规划，未必由本规划承接", "the superior is a plan of another sector: the indicator need not be carried down here"),
    "no-range": Words("没有可比的范围", "no range follows"),
    "norm": Words("配置标准，不是结果", "a norm, not a result"),
    "undated": Words("没有年份", "no year is given"),
    "basis": Words("一方逐单位计，一方为平均", "one side counts each unit, the other the mean"),
    "change-weaker-level-stricter": Words("变化幅度较小，所及水平却不弱", "the change is weaker, the level it leads to is not"),
    "span": Words("一方是多年的平均或合计", "one side is a mean or total over years"),
    "extensive": Words("总量不跨级比较", "a total, which is not compared across levels"),
    "not-same": Words("年份、人群或范围不同，或规则未启用", "of another year, population or scope, or the rule is off"),
    "no-weights": Words("没有本级当年或以前的权数，不能汇总", "the place's own weight is not held for that year or before"),
    "weights-exceed": Words("下级的权数之和大于本级的权数", "the weights below come to more than the place's own"),
    "weight-known": Words("下级目标只占一部分权重，最好与最差的情形结论不同", "too little of the weight below has a target: best and worst case differ"),
    "undecided": Words("所指的规则关闭，或无法判断", "its rule is off or could not judge"),
    "no-number": Words("没有可用的数", "no number to reckon with"),
    "part-missing": Words("有的部分没有同期的数值", "a part has no figure of that kind and time"),
    "ambiguous": Words("变化可作两种理解", "the change can be read in two ways"),
}  # fmt: skip


def reason_words(reason: str, lang: Lang) -> str:
    """Why something could not be compared."""
    code, _, rule = reason.partition(":")
    if code == "spoiled":
        return Words(f"须先解决 {rule}", f"{rule} has to be mended first").in_(lang)
    words = REASON.get(code)
    if words is None:
        return reason
    if code == "weight-known" and rule:
        return words.in_(lang) + Words(f"（已知 {rule}%）", f" ({rule}% is known)").in_(lang)
    return words.in_(lang)


def waiver_words(waiver: Waiver, lang: Lang) -> str:
    """Why something is waived, who approved it, until when and up to which gap."""
    gap = "" if waiver.max_gap is None else exact(waiver.max_gap)
    told = (
        Words(waiver.reason, waiver.reason),
        Words(waiver.approved_by or "", waiver.approved_by or ""),
        Words(waiver.document or "", waiver.document or ""),
        Words(f"至 {waiver.until}", f"until {waiver.until}") if waiver.until else Words("", ""),
        Words(f"差距不超过 {gap}", f"up to a gap of {gap}") if gap else Words("", ""),
    )
    return " · ".join(words.in_(lang) for words in told if words.zh)


def counted(count: int, noun: str) -> str:
    """An English noun with its number."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def listed(words: Iterable[str], lang: Lang) -> str:
    """Several things in a row."""
    return ("、" if lang == "zh" else ", ").join(words)


def unknown_indicator(words: str, catalogue: Catalogue) -> Words:
    """That no indicator has this name, and which have one like it."""
    names = [indicator.name for indicator in catalogue.suggestions(words)[:3]]
    zh = f"，是否指 {listed(names, 'zh')}？" if names else ""
    en = f"; did you mean {listed(names, 'en')}?" if names else ""
    return Words(f"目录中没有指标“{words}”{zh}", f"no indicator “{words}” in the catalogue{en}")
