"""The form of every file that planlint reads, as models; the JSON Schemas are made from them.

Everything is text here (YAML's own types are never used); descriptions are Chinese, for the editor.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    WithJsonSchema,
)
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

from planlint.model import KINDS
from planlint.words import Words


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


_UNQUOTED = {"type": "number"}


def _scalar(
    pattern: str | None = None,
    *unquoted: Mapping[str, Any],
    shortest: int | None = None,
    longest: int | None = None,
    **more: Any,
) -> WithJsonSchema:
    """In an editor what stands without quotes, by default a number, is as good as a text, and a blank as an empty one."""
    bounds = {"pattern": pattern, "minLength": shortest, "maxLength": longest}
    text = {"type": "string", **{key: bound for key, bound in bounds.items() if bound is not None}}
    blank = [] if pattern or shortest else [{"type": "null"}]
    return WithJsonSchema({"anyOf": [text, *(unquoted or (_UNQUOTED,)), *blank], **more})


_LINES = r"^[1-9][0-9]{0,6}([-–—~～][1-9][0-9]{0,6})?$"
_CODE = r"^[0-9]{6}(-[\w-]{1,40})?$"
_YEARS = r"^([0-9]{4}([-–—~～][0-9]{4})?|undated)$"
_PERIOD = r"^[0-9]{4}([-–—~～][0-9]{4})?$"
_YEAR = r"^[0-9]{4}$"
_SLUG = r"^[A-Za-z0-9][\w.+-]{0,99}$"
_SAID = r"^[ \t\r\n\u3000]*[^ \t\r\n\u3000][\s\S]*$"
_SIZE = r"^\+?[0-9]{1,30}(\.[0-9]{1,30})?$"
_NUMBER = r"^[-+]?[0-9]{1,30}(\.[0-9]{1,30})?$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_FLAG = r"^(true|false)$"
_FILE = r"^\.*[^/\\.][^/\\]*$"
_SHA256 = r"^[0-9A-Fa-f]{64}$"
RULE_ID = r"^[A-Z]{2,8}[0-9]{3,4}$"
RULE_NAME = r"^[a-z][a-z0-9-]{2,60}$"
_GAP = r"^[0-9]{1,60}(\.[0-9]{1,60}|/[1-9][0-9]{0,60})?$"
_BYTES = r"^(\s*[0-9A-Fa-f]{2})*\s*$"

PATTERN_WORDS: Mapping[str, Words] = {
    _LINES: Words("行号，如 348 或 375-377", "a line number such as 348 or 375-377"),
    _CODE: Words("六位行政区划代码，如 150724", "a six-digit division code such as 150724"),
    _YEARS: Words(
        "年份、起止年份或 undated，如 2025、2016-2020",
        "a year, a span or undated, such as 2025 or 2016-2020",
    ),
    _YEAR: Words("年份，如 2020", "a year such as 2020"),
    _PERIOD: Words("年份或起止年份，如 2021-2025", "a year or first-last years such as 2021-2025"),
    _SLUG: Words("字母、数字和短横线组成的编号", "an id of letters, digits and hyphens"),
    _SAID: Words("文字，不只是空白", "words, not blanks alone"),
    _SIZE: Words("不为负的数字", "a number that is not negative"),
    _NUMBER: Words("数字", "a number"),
    _DAY: Words("日期 YYYY-MM-DD", "a date YYYY-MM-DD"),
    _FLAG: Words("true 或 false", "true or false"),
    _FILE: Words("不带目录的文件名", "a file name without folders"),
    _SHA256: Words("64 位十六进制 SHA-256", "64 hexadecimal digits, a SHA-256"),
    RULE_ID: Words("大写字母加数字，如 PL201", "capital letters and digits such as PL201"),
    _GAP: Words("小数或分数，如 2.5、1/3", "a decimal or a fraction such as 2.5 or 1/3"),
    _BYTES: Words("十六进制的字节，如 EF BB BF", "hexadecimal bytes such as EF BB BF"),
    RULE_NAME: Words("小写英文短名，如 unit-missing", "a name in small letters such as unit-missing"),
}
"""What a text should be, by the pattern that it has to match."""


def _ascending(lines: str) -> str:
    first, *last = map(int, re.split(r"[^0-9]", lines))
    if last and last[0] < first:
        raise PydanticCustomError("descending", "descending")
    return lines


def _existing_day(day: str) -> str:
    try:
        date.fromisoformat(day)
    except ValueError:
        raise PydanticCustomError("no_such_day", "no such day") from None
    return day


MOST_INDICATORS = 5000
"""Of one catalogue file."""
MOST_LISTED = 1000
"""Words, paths, waivers and the like in one list: what a person wrote has fewer, and each is held against many."""
MOST_NESTED = 100
"""The same in a list within such a list, and of folded words, each of which is looked for in every name."""

_WORDS = (_UNQUOTED, {"type": "boolean"})
"""What a text may be without quotes: 第一章's 1, or true."""

Key = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Text = Annotated[Key, _scalar(None, *_WORDS, shortest=1, longest=2000)]
Cell = Annotated[str, StringConstraints(max_length=2000), _scalar(longest=2000)]
"""What may be blank: a figure, a unit, a row's number."""
_A_YEAR = {"type": "integer", "minimum": 1000, "maximum": 9999}
_LINE = {"type": "integer", "minimum": 1, "maximum": 9_999_999}
Lines = Annotated[str, StringConstraints(pattern=_LINES), AfterValidator(_ascending), _scalar(_LINES, _LINE)]
Code = Annotated[str, StringConstraints(pattern=_CODE), _scalar(_CODE)]
Years = Annotated[str, StringConstraints(pattern=_YEARS)]
_SLUG_UNQUOTED = ({"type": "number", "minimum": 0}, {"type": "boolean"})
Slug = Annotated[str, StringConstraints(pattern=_SLUG), _scalar(_SLUG, *_SLUG_UNQUOTED)]
Number = Annotated[str, StringConstraints(pattern=_NUMBER), _scalar(_NUMBER)]
Said = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2000, pattern=_SAID),
    _scalar(_SAID, *_WORDS, shortest=1, longest=2000),
]
Size = Annotated[
    str,
    StringConstraints(pattern=_SIZE),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": _SIZE}, {"type": "number", "minimum": 0}]}),
]
Day = Annotated[str, StringConstraints(pattern=_DAY), AfterValidator(_existing_day)]
Gap = Annotated[str, StringConstraints(pattern=_GAP), _scalar(_GAP)]
Bytes = Annotated[str, StringConstraints(pattern=_BYTES)]
Flag = Annotated[
    str,
    StringConstraints(pattern=_FLAG),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": ["true", "false"]}]}),
]


def _one_or_many(value: object) -> str:
    return "[list]" if isinstance(value, list) else "[one]"


# The tags of unions stand in pydantic's locations beside the keys of the file; brackets tell them apart.
T = TypeVar("T")
OneOrMany = Annotated[
    Annotated[T, Tag("[one]")] | Annotated[list[T], Field(min_length=1), Tag("[list]")],
    Discriminator(_one_or_many),
]


class WaiverForm(_Form):
    """对某条规则的豁免。"""

    rule: Annotated[Text, Field(description="规则编号，如 PL201")]
    reason: Annotated[Said, Field(description="豁免理由（必填）")]
    approved_by: Annotated[Text | None, Field(description="批准单位或人")] = None
    document: Annotated[Text | None, Field(description="批准文号")] = None
    until: Annotated[Day | None, Field(description="有效期至，YYYY-MM-DD")] = None
    max_gap: Annotated[Size | None, Field(description="差距的上限，以差距的单位计；超过则豁免不生效")] = None


class PlanWaiverForm(WaiverForm):
    """对整份规划的某个问题的豁免。"""

    indicator: Annotated[
        Text | None, Field(description="问题所说的指标（名称或编号），如 PL202 所缺的指标；与指标无关的不填")
    ] = None


class PlaceForm(_Form):
    """数值在原文中的位置。"""

    section: Annotated[Text | None, Field(description="章节标题路径")] = None
    table: Annotated[Text | None, Field(description="表名；正文和专栏不填")] = None
    row: Annotated[Cell | None, Field(description="表中序号，照录（重号也照录）")] = None
    line: Annotated[Lines | None, Field(description="原文件行号，从 1 起；跨行写 375-377")] = None


class _Details(_Form):
    unit: Annotated[Cell | None, Field(description="表中单位栏，照录；括号里的单位留在名称中")] = None
    nature: Annotated[Text | None, Field(description="指标属性，照录：预期性、约束性、指导性……")] = None
    population: Annotated[Said | None, Field(description="人群，仅在与指标目录不同时填写")] = None
    place: Annotated[Said | None, Field(description="数值属于其他地方或本地一部分时，照录该词")] = None
    part: Annotated[Said | None, Field(description="数值只说其中一部分机构或病例时，照录该词")] = None
    basis: Annotated[Said | None, Field(description="以……为单位：每个单位都须达到")] = None
    norm: Annotated[Flag | None, Field(description="配置标准（人员、设备）")] = None
    id: Annotated[Slug | None, Field(description="表述编号，供 sum_of 引用")] = None
    sum_of: Annotated[list[Slug] | None, Field(description="本数是哪些表述之和")] = None
    waive: Annotated[list[WaiverForm] | None, Field(description="豁免")] = None
    note: Annotated[Text | None, Field(description="录入说明")] = None
    at: Annotated[PlaceForm | None, Field(description="原文位置")] = None


class EntryForm(_Details):
    """一个数值，带有与整条表述不同的项。"""

    figure: Annotated[Cell, Field(description="数值，照录，如 ≤20、比基期降低10%")]
    section: Annotated[Text | None, Field(description="章节")] = None
    table: Annotated[Text | None, Field(description="表名")] = None
    row: Annotated[Cell | None, Field(description="表中序号")] = None
    line: Annotated[Lines | None, Field(description="行号")] = None


def _entry_kind(value: object) -> str:
    if isinstance(value, list):
        return "[list]"
    return "[entry]" if isinstance(value, dict) else "[figure]"


Entry = Annotated[
    Annotated[Cell, Tag("[figure]")] | Annotated[EntryForm, Tag("[entry]")],
    Discriminator(_entry_kind),
]
Entries = Annotated[
    Annotated[Cell, Tag("[figure]")]
    | Annotated[EntryForm, Tag("[entry]")]
    | Annotated[list[Entry], Field(min_length=1), Tag("[list]")],
    Discriminator(_entry_kind),
]


def _timed_kind(value: object) -> str:
    if isinstance(value, dict) and "figure" not in value:
        return "[years]"
    return _entry_kind(value)


Timed = Annotated[
    Annotated[Cell, Tag("[figure]")]
    | Annotated[EntryForm, Tag("[entry]")]
    | Annotated[list[Entry], Field(min_length=1), Tag("[list]")]
    | Annotated[
        dict[Years, Entries],
        Field(min_length=1, json_schema_extra={"additionalProperties": False}),
        Tag("[years]"),
    ],
    Discriminator(_timed_kind),
]


class StatementForm(_Details):
    """一条表述：一处文字（或一行表格）对一个指标给出的数值。"""

    model_config = ConfigDict(
        json_schema_extra={"allOf": [{"anyOf": [{"required": [kind]} for kind in KINDS]}]}
    )

    indicator: Annotated[OneOrMany[Text], Field(description="指标名称，照录；或目录编号（另填 printed）")]
    printed: Annotated[
        OneOrMany[Text] | None, Field(description="原文用词，指标写目录编号时填写；个数与指标相同")
    ] = None
    target: Annotated[Timed | None, Field(description="目标值：{2025: “≥25”}")] = None
    baseline: Annotated[Timed | None, Field(description="现状值、基期值、过去值：{2020: “20”}")] = None
    past_target: Annotated[Timed | None, Field(description="上期规划的目标值")] = None


class SourceForm(_Form):
    """公开发布的原文件。"""

    file: Annotated[
        str, StringConstraints(pattern=_FILE, max_length=255), Field(description="文件名（不带目录）")
    ]
    sha256: Annotated[
        str | None,
        StringConstraints(pattern=_SHA256),
        Field(description="原文件的 SHA-256"),
    ] = None


class DisownedForm(_Form):
    """规划在正文中声明不作为衡量指标的一项。"""

    indicator: Annotated[Text, Field(description="指标名称，照录")]
    at: Annotated[PlaceForm | None, Field(description="原文位置")] = None


class PlanHeadForm(_Form):
    """规划。"""

    id: Annotated[Slug, Field(description="规划编号，全库唯一，如 ewenki-health-14")]
    title: Annotated[Text, Field(description="规划名称")]
    jurisdiction: Annotated[
        Code, Field(description="行政区划代码（GB/T 2260），加引号；无代码的功能区写 150600-名称")
    ]
    sector: Annotated[Slug, Field(description="领域，如 health")]
    period: Annotated[
        str,
        StringConstraints(pattern=_PERIOD),
        Field(description="规划期，如 2021-2025"),
        _scalar(_PERIOD, _A_YEAR),
    ]
    superior: Annotated[Code | None, Field(description="上级行政区代码；不填则由代码推出")] = None
    implements: Annotated[
        list[Slug] | None, Field(max_length=MOST_LISTED, description="所依据的规划编号")
    ] = None
    main_table: Annotated[Text | None, Field(description="主要指标表的表名（与 at.table 一致）")] = None
    disowns: Annotated[
        list[DisownedForm] | None,
        Field(max_length=MOST_LISTED, description="正文声明不作为核心指标、不作考核的指标"),
    ] = None
    waive: Annotated[
        list[PlanWaiverForm] | None,
        Field(max_length=MOST_LISTED, description="对整份规划的问题的豁免，如不设某个约束性指标"),
    ] = None
    source: Annotated[SourceForm | None, Field(description="原文件")] = None


class PlanForm(_Form):
    """规划文件：一份规划及其全部表述。"""

    plan: PlanHeadForm
    statements: Annotated[list[StatementForm], Field(description="表述，按原文顺序")]


class IndicatorForm(_Form):
    """指标。"""

    id: Annotated[Slug, Field(description="编号，英文短横线")]
    name: Annotated[Text, Field(description="通用名称")]
    aliases: Annotated[list[Text] | None, Field(description="实际印出的其他名称")] = None
    name_en: Annotated[Text | None, Field(description="英文名称")] = None
    unit: Annotated[Text, Field(description="惯用单位，如 %、‰、/10万、岁、人/千人；没有单位写 无")]
    better: Annotated[
        Literal["higher", "lower", "neither", "unknown"],
        Field(description="越高越好、越低越好、都不是、不知道（不知道则不跨级比较）"),
    ] = "unknown"
    population: Annotated[Text | None, Field(description="人群")] = None
    denominator: Annotated[Text | None, Field(description="比率的分母，如 活产、人口")] = None
    plausible: Annotated[
        list[Number] | None,
        Field(min_length=2, max_length=2, description="合理范围 [下限, 上限]，以惯用单位计"),
    ] = None
    extensive: Annotated[Flag | None, Field(description="总量（人数、床位、金额）：从不跨级比较")] = None
    near: Annotated[list[Slug] | None, Field(description="很可能是同一指标的另一名称")] = None
    weight: Annotated[
        Text | None, Field(description="各地汇总时的权数，如 人口；不填则为 denominator，再则为 population")
    ] = None
    part_of: Annotated[list[Slug] | None, Field(description="是这些指标的一部分（较窄）")] = None
    at_most: Annotated[list[Slug] | None, Field(description="数值绝不高于这些指标")] = None
    combines: Annotated[
        list[Slug] | None,
        Field(min_length=2, description="是这些比率的人群合在一起的比率，必在它们之间"),
    ] = None
    parts: Annotated[list[Slug] | None, Field(description="总量：互不重叠的各部分，合计不超过它")] = None
    count_of: Annotated[Slug | None, Field(description="总量：是哪个比率的分子")] = None
    per: Annotated[Slug | None, Field(description="比率：分母是哪个总量，如 常住人口数")] = None
    note: Annotated[Text | None, Field(description="说明：易混指标、定义")] = None


class CatalogueForm(_Form):
    """指标目录文件。"""

    indicators: Annotated[list[IndicatorForm], Field(max_length=MOST_INDICATORS, description="指标")]
    sector: Annotated[Slug | None, Field(description="领域；不填则各领域通用")] = None
    fold: Annotated[
        list[Text] | None,
        Field(max_length=MOST_NESTED, description="比较名称和人群时略去的词，如 常住、登记在册"),
    ] = None


class StatisticForm(_Form):
    """某地某年的一个统计数：指标的值，或汇总时的权数。"""

    jurisdiction: Annotated[Code, Field(description="行政区划代码，加引号；全国为 000000")]
    year: Annotated[str, StringConstraints(pattern=_YEAR), Field(description="年份"), _scalar(_YEAR, _A_YEAR)]
    indicator: Annotated[Text | None, Field(description="指标编号或名称（与 weight 二选一）")] = None
    weight: Annotated[Text | None, Field(description="权数，如 人口、活产（与 indicator 二选一）")] = None
    value: Annotated[Cell, Field(description="数值，照录")]
    unit: Annotated[Cell | None, Field(description="单位，照录；也可写在数值中")] = None
    source: Annotated[Text | None, Field(description="出处，如 2020 年统计公报")] = None


class StatisticsForm(_Form):
    """统计数据文件：供参照和汇总之用，不受检查。"""

    statistics: Annotated[list[StatisticForm], Field(description="统计数")]


class SaidForm(_Form):
    """中英文文字。"""

    zh: Annotated[Text, Field(description="中文")]
    en: Annotated[Text, Field(description="英文")]


Severity = Literal["error", "warning", "note"]


class SeverityByForm(BaseModel):
    """依某一项取值决定的严重程度。"""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    by: Annotated[Text, Field(description="依据：superior.nature 或 judged.nature")]
    binding: Annotated[Severity, Field(alias="约束性", description="约束性指标")]
    anticipatory: Annotated[Severity, Field(alias="预期性", description="预期性指标")]
    guiding: Annotated[Severity | None, Field(alias="指导性", description="指导性指标")] = None
    default: Annotated[Severity, Field(description="其余")]


def _severity_kind(value: object) -> str:
    return "[by]" if isinstance(value, dict) else "[one]"


class RuleHeadForm(_Form):
    """规则。"""

    id: Annotated[str, StringConstraints(pattern=RULE_ID), Field(description="编号，如 PL201")]
    name: Annotated[str, StringConstraints(pattern=RULE_NAME), Field(description="英文短名：它发现什么")]
    judge: Annotated[
        Text, Field(description="被判断的对象：target、baseline、past_target、statement、plan、file")
    ]
    against: Annotated[
        Text | None, Field(description="与谁比：nearest-superior、same-plan、own-baseline……")
    ] = None
    same: Annotated[
        list[Text] | None,
        Field(max_length=MOST_NESTED, description="须相同的项：indicator、population、year……"),
    ] = None
    when: Annotated[
        dict[str, OneOrMany[Text]] | None,
        Field(max_length=MOST_NESTED, description="只判断符合条件的对象，如 {superior.nature: 约束性}"),
    ] = None
    require: Annotated[Text, Field(description="应满足的关系，如 at-least-as-strict")]
    options: Annotated[dict[str, Text] | None, Field(max_length=MOST_NESTED, description="关系的参数")] = None
    severity: Annotated[
        Annotated[Severity, Tag("[one]")] | Annotated[SeverityByForm, Tag("[by]")],
        Discriminator(_severity_kind),
        Field(description="严重程度"),
    ]
    after: Annotated[
        list[Text] | None, Field(max_length=MOST_LISTED, description="先行规则：它们报错处本规则不再判断")
    ] = None
    message: SaidForm
    why: SaidForm
    since: Annotated[Text | None, Field(description="从哪个版本起有")] = None


class RuleForm(_Form):
    """规则文件。"""

    rule: RuleHeadForm


Option = Annotated[str, StringConstraints(min_length=1, max_length=200), _scalar(shortest=1, longest=200)]
RuleWords = Annotated[list[Text], Field(max_length=MOST_LISTED)]
FewRuleWords = Annotated[list[Text], Field(max_length=MOST_NESTED)]
Paths = Annotated[list[Text], Field(max_length=MOST_LISTED)]
ToldSeverity = Literal["error", "warning", "note", "off"]


class PathRulesForm(_Form):
    """某些路径下的规划另有的规则。"""

    path: Annotated[Text, Field(description="路径，可用 * 和 **，相对于配置文件，如 plans/old/**")]
    select: Annotated[FewRuleWords | None, Field(description="这里只用这些规则")] = None
    ignore: Annotated[FewRuleWords | None, Field(description="这里不用这些规则")] = None
    severity: Annotated[
        dict[Key, ToldSeverity] | None, Field(max_length=MOST_NESTED, description="这里的严重程度")
    ] = None


class ProjectForm(_Form):
    """项目配置。"""

    extends: Annotated[
        OneOrMany[Text] | None,
        Field(description="预设 drafter（起草）、reviewer（审核）、strict（严格），或另一配置文件的路径"),
    ] = None
    plans: Annotated[Paths | None, Field(description="规划所在目录或文件")] = None
    catalogues: Annotated[Paths | None, Field(description="指标目录")] = None
    rules: Annotated[Paths | None, Field(description="规则目录")] = None
    divisions: Annotated[Paths | None, Field(description="补充或更正的行政区划 CSV")] = None
    statistics: Annotated[Paths | None, Field(description="统计数据：参照值和权数")] = None
    units: Annotated[Paths | None, Field(description="补充的计量单位文件")] = None
    select: Annotated[
        RuleWords | None, Field(description="只用这些规则：编号、前缀（PL2）或族名（levels）")
    ] = None
    ignore: Annotated[RuleWords | None, Field(description="不用这些规则：编号、前缀或族名")] = None
    severity: Annotated[
        dict[Key, ToldSeverity] | None,
        Field(
            max_length=MOST_LISTED, description="改变规则的严重程度，如 {PL104: “off”}；可用前缀 PL1 或族名"
        ),
    ] = None
    options: Annotated[
        dict[Key, dict[Key, Option]] | None,
        Field(max_length=MOST_LISTED, description="规则的参数，如 {PL209: {deviations: 4}}"),
    ] = None
    per_path: Annotated[
        list[PathRulesForm] | None, Field(max_length=MOST_LISTED, description="某些路径下另有的规则")
    ] = None
    mandatory: Annotated[
        RuleWords | None, Field(description="强制的规则：不能豁免、忽略、关闭，也不能列入既有问题")
    ] = None
    ratchet: Annotated[
        Text | None, Field(description="既有问题清单；不写则为旁边的 planlint-ratchet.yaml")
    ] = None


class ConfigForm(_Form):
    """planlint.yaml：项目配置文件。"""

    planlint: ProjectForm


class AcceptanceForm(_Form):
    """一个已接受的既有问题。"""

    finding: Annotated[Text, Field(description="问题编号，不带末尾的次序")]
    gap: Annotated[Gap | None, Field(description="接受时的差距；以后大于它即不再接受")] = None
    unit: Annotated[Text | None, Field(description="差距的单位")] = None


class RatchetForm(_Form):
    """既有问题清单：planlint ratchet 写成。"""

    ratchet: Annotated[list[AcceptanceForm], Field(description="已接受的问题")]


class CaseForm(_Form):
    """规则的一个用例。"""

    name: Annotated[Text, Field(description="用例说明")]
    expect: Annotated[Literal["fail", "pass", "not-comparable"], Field(description="应有的判断")]
    files: Annotated[list[str] | None, Field(description="小规划的 YAML 全文，各为一个文件")] = None
    hex: Annotated[list[Bytes] | None, Field(description="文件的字节，十六进制")] = None
    mandatory: Annotated[RuleWords | None, Field(description="此例中强制的规则")] = None
    message: Annotated[Text | None, Field(description="消息中应有的文字")] = None
    severity: Annotated[Severity | None, Field(description="应有的严重程度")] = None
    gap: Annotated[Text | None, Field(description="应有的差距（小数或分数）")] = None


class CasesForm(_Form):
    """规则的用例文件（规则编号.cases.yaml）。"""

    cases: Annotated[list[CaseForm], Field(min_length=1, description="用例")]


FORMS: Mapping[str, tuple[str, type[_Form]]] = {
    "plan": ("plan", PlanForm),
    "statements": ("plan", PlanForm),
    "indicators": ("catalogue", CatalogueForm),
    "sector": ("catalogue", CatalogueForm),
    "fold": ("catalogue", CatalogueForm),
    "statistics": ("statistics", StatisticsForm),
    "rule": ("rule", RuleForm),
    "planlint": ("config", ConfigForm),
    "ratchet": ("ratchet", RatchetForm),
    "cases": ("cases", CasesForm),
}
"""Top key of a file → the kind of file and its form."""

assert set(KINDS) <= set(StatementForm.model_fields)


class _ForEditors(GenerateJsonSchema):
    """What may be left out must not be blank, as pydantic's None would have it: a blank is an empty text."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        found = super().default_schema(schema)
        return (
            found if found.get("default", "") is not None else {k: found[k] for k in found if k != "default"}
        )


def json_schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of each kind of file, by kind."""
    schemas = {}
    for kind, form in dict(FORMS.values()).items():
        schema = form.model_json_schema(by_alias=True, schema_generator=_ForEditors)
        schemas[kind] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return schemas
