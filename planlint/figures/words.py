"""The words of figures, as data: what each may say. The longest word at a place is the one that is read.

They are spelled as a figure's text is folded: no traditional and no full-width forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Literal, NamedTuple

Role = Literal[
    "adverb",
    "area",
    "authority",
    "base-before",
    "base-after",
    "better",
    "change",
    "close",
    "cumulative",
    "done",
    "double",
    "each",
    "fraction",
    "from",
    "half",
    "hedge",
    "hundredths",
    "inclusive",
    "join",
    "make",
    "mark",
    "mean",
    "minus",
    "more",
    "none-of",
    "noun",
    "number",
    "open",
    "op",
    "op-after",
    "per",
    "per-year",
    "plus-minus",
    "period",
    "point",
    "point-after",
    "rate",
    "ratio",
    "real",
    "reach",
    "same",
    "skip",
    "span",
    "stop",
    "tail",
    "tenth",
    "to",
    "trend",
    "unit",
    "between",
    "unknown",
    "vague",
    "of",
    "year",
    "zero",
]


class Word(NamedTuple):
    """What a word of the vocabulary says."""

    role: Role
    says: str
    """Comparator, direction or the like; its meaning depends on the role."""


_NOT = "不 不得 不能 不应 不应当 不宜 不可 不许 不准 未 没有 没 勿 不要 不会 不再 并不"
_STRICT = {
    ">": "> 高于 大于 多于 超过 超 首超 首破 超出 高出 领先 领先于 逾 突破 越过 长于 强于 远高于 快于 快过 明显高于 显著高于 大幅超过 高过 略高于 稍高于 略多于",
    "<": "< 低于 小于 少于 不足 不到 不满 未达 未达到 未到 短于 远低于 慢于 明显低于 显著低于 下于 略低于 稍低于 略少于",
}
_OPPOSITE = {">": "<=", "<": ">="}

# comparators before a number or a reference
_BEFORE = {
    ">=": "≥ >= => ≮ >or= 至少 最少 最低 最低为 最小 起码 不低于等于 大于等于 大于或等于 等于或大于 高于等于 高于或等于 超过或等于 "
    "不少于等于 下限 下限为 底线为 不下于 不低过",
    "<=": "≤ <= =< ≯ 至多 最多 最高 最高为 最大 顶多 小于等于 小于或等于 等于或小于 低于等于 低于或等于 不高于等于 少于等于 "
    "上限 上限为 不超 封顶为",
    "=": "= == 等于 恰好 正好 恰为",
    "~": "≈ ~ ≒ 约 大约 约为 约占 约占到 约占比 约达 约有 大概 大致 近 将近 接近 接近于 近于 趋近于 趋于 临近 逼近 大约为",
}
# comparators after a number; 以上 includes it (GB/T and the Civil Code, article 1259)
_AFTER = {
    ">=": "以上 及以上 和以上 或以上 与以上 以及以上 之上 起 及其以上 或更高 或更多 或以上水平 以上水平 为下限 为底线 + 向上",
    "<=": "以下 及以下 和以下 或以下 与以下 以及以下 以内 之内 内 之下 及以内 以里 或更低 或更少 为限 封顶 为上限",
    ">": "以外 开外 之多 多于此 有余 挂零 出头",
    "~": "左右 上下 前后 上下浮动 附近 许",
}

_CHANGES = {
    # growth words: a per cent after them is of the base
    "up relative": "增长 增长了 递增 净增长 正增长 复合增长 递升 增产",
    "down relative": "下降 下降了 降低 降低了 递减 下滑 降 下调 压降 递降 回落 减轻 收窄 下跌 跌 衰减 减低 负增长",
    # a number without a unit after these counts things
    "down lessen": "减少 减少了 缩减 压减 压缩 削减 减 减排 缩短 缩小 节约 消减 减小 核减 精简",
    # of a share, a per cent after these may also be points
    "up plain": "提高 提高了 提升 提升了 增加 增加了 上升 上升了 增 升 提 增收 扩大 扩大了 上涨 涨 升高 改善 延长 增强 提速 上调 扩充 加大 "
    "攀升 增多 扩增 拓展 提增 增进 再增加 再提高 再提升 净增加 净增 累增",
    # the count of what is new
    "up new": "新增 新增加 再新增 再增 增设 增建 增配 新建 新建成 新建设 再建 再建成 新设 新设立 新创建 再创建 新培育 再培育 新开 新开工 "
    "新改扩建 新建改建 改建 新建改扩建 新建和改扩建 新建改造 新建扩建 改扩建 新引进 新培养 新认定 新获批 新开通 新打造 新添 新办 新组建 "
    "新开设 新投放 新投入 新改建 新改造 新开办 新发展 增补 扩建 新购置 新配备 新装 新吸纳 新转移",
    # only of another area's or year's value: 比全国平均水平高2岁
    "up other": "高 高出 多 多出 快 快于 ",
    "down other": "低 低出 少 少出 慢",
}
_RATES = {
    "up": "增速 速度增长 速度递增 增长率 增长速度 增幅 升幅 涨幅 增长幅度 提高幅度 提升幅度 上升幅度 增加幅度 增长比例 增长率为 平均增速 平均增长率 平均增长速度 复合增长率",
    "down": "降幅 下降率 降低率 下降幅度 降低幅度 减少幅度 减幅 降速 下降速度 跌幅 降低比例 下降比例 减少率 削减率 减排率 压减率 压减幅度 平均降幅",
}
_TRENDS = {
    "up": "稳中有升 稳中有增 稳中有进 稳中向好 稳中趋好 向好 好转 转好 趋好 回升 未下降 未降低 未减少 只增不减 只升不降 不下降 不降低 不减少 不降 不减 提质增效 "
    "优化 完善 健全 增长态势 上升态势 上升趋势 增长趋势 更加完善 更加健全 加强 巩固 强化 深化 进步 提质 丰富 更加公平 "
    "稳步向好 持续向好 稳定向好 不断向好 根本好转 有效改善 有效提升 有效提高 正常增长 恢复性增长 走在前列",
    "down": "稳中有降 稳中趋降 未上升 未增加 未反弹 只降不升 只减不增 不上升 不增加 不增长 不提高 不反弹 减缓 放缓 趋缓 遏制 控制 下降趋势 下降态势 得到遏制 得到控制 "
    "有效控制 有效遏制 遏制上升趋势 回落趋势 持续走低 缓解 有效缓解 得到缓解 有效下降 有效降低 扭转",
    "level": "稳定 平稳 保持稳定 维持稳定 稳定不变 不变 保持不变 动态平衡 占补平衡 基本平衡 平衡 持平 保持 维持 巩固 稳中求进 趋于稳定 保持平稳 合理 "
    "趋于合理 合理区间 合理范围 合理区间内 合理范围内 无变化 无明显变化 正常水平 自然平衡 保持平衡 总体平衡 不减 保持合理 均衡 适度 收支平衡 相当",
}
_ADVERBS = (
    "持续 逐步 稳步 不断 明显 显著 大幅 大幅度 有所 进一步 有效 快速 较快 稳定地 更加 较大 较大幅度 持续稳定 持续稳步 逐渐 稳妥 加快 大力 "
    "平稳 较明显 更 得到 得到有效 适度 适当 合理 全面 继续 小幅 略有 明显地 显著地 均衡 同步 连续 有序 总体呈 呈 呈现 根本 根本性 "
    "首次 历史性 历史性地 成功 率先 再次 再度 切实 深入 充分 普遍 同比例 稳中 稳步地 实质性 有力 长期 着力 扎实 全力 积极 进一步地 步 较 较为 较好 良好 趋于"
)
_DONE = (
    "全覆盖 全面覆盖 实现 实现全覆盖 建成 完成 建立 达标 全部达标 全达标 全部 全面建成 消除 全面消除 普及 全面普及 人人享有 清零 全面完成 "
    "全部完成 全部建成 全面实现 全部实现 全面建立 全部建立 全面达标 覆盖所有 覆盖全部 全部覆盖 全面开展 全面实施 全面推行 全面推开 全面落实 "
    "全面推进 全部落实 全部纳入 全部具备 形成 健全完善 设立 启动 通过 通过验收 通过评审 通过评估 创建成功 成功创建 消除状态 合格 具备 到位 全部到位 脱贫 摘帽 "
    "脱贫摘帽 投入使用 投用 建成投用 建成使用 投入运营 开工 开工建设 竣工 上线 上线运行 均等化 "
    "所有 全体 全员 全员覆盖 全域覆盖 广覆盖 覆盖 全流程覆盖 基本覆盖 全接入 接入 全贯通 贯通 全联通 联通 通达 全通 互联互通 满覆盖 户户通 村村通 "
    "阻断 根除 杜绝 消灭 解决 妥善解决 得到解决 落实 开展 配齐 配足 配备齐全 齐备 齐全 全配备 成立 组建 挂牌 揭牌 获批 创建 创成 打造 建设 "
    "推广 获得 达成 满足 √ 是 有 全部满足 全面铺开 常态化 规范化 标准化 法治化 信息化 全部规范 全面取消 取消 有保障 得到保障 全面禁烟 无烟 动态消除"
)
_DONE_SO_FAR = (
    "有效保障 得到有效保障 有力保障 得到有力保障 基本保障 得到基本保障 充分保障 得到充分保障 切实保障 得到切实保障 全面保障 得到全面保障 "
    "保障有力 提前完成 如期完成 按期完成 按时完成 圆满完成 如期实现"
)
"""Done, or done to the extent that follows: 提前完成省下达任务, 有效保障95%."""
_ZERO = (
    "零死亡 零发生 零感染 零事故 零报告 零排放 零新增 零流行 零病例 零漏报 零差错 零投诉 零缺陷 零填埋 零直排 零上访 零伤亡 零暴发 零传播 零疫情 "
    "零就业家庭 零输入 零扩散 零辍学 零失学 零违规 零违建 零火灾 零污染 零案件 零返贫 零容忍 零艾滋 零死亡率 零发病 零发病率 零感染率 零返贫率 "
    "零辍学率 零失误 零距离 零欠薪 零重特大事故 动态清零 动态归零 动态为零 归零 为零 "
    ""
)
_HEDGES = (
    "几乎 力争 有望 预期 预计 预计数 预计值 原则上 原则 争取 基本 基本上 总体 总体上 大体 大体上 努力 力求 尽量 尽可能 一般 拟 计划 "
    "有条件的 条件允许时 鼓励 引导 倡导 整体 整体上 初步 预期目标 视情况 大部分"
)
_SKIP = (
    "皆 皆为 全为 均 都 各 分别 平均 总计 共 共计 合计 总 人均 户均 村均 校均 床均 生均 师均 班均 增加值 台阶 应 须 需 应当 必须 要 确保 保证 保障 可 可以 能 能够 使 将 已 已经 也 仍 "
    "还 即 就 全年 全期 期末 每 比例 比例为 比重 比重为 患病率 发病率 死亡率 总数 总量 数量 规模 总规模 总数为 "
    "目标 目标值 目标为 约束 约束性 预期性 指标 要求 要求为 幅度 幅度为 的 了 : \" ' “ ” ‘ ’ 「 」 『 』 "
    "全市 全县 全区 全旗 全省 全盟 全州 我市 我县 我区 我省 我旗 率 覆盖率 达标率 完成率 普及率 合格率 知晓率 满意率 满意度 入学率 入园率 巩固率 签约率 管理率 治愈率 救治率 接种率 报告率 治疗率 筛查率 "
    "参保率 利用率 处理率 回收率 及时率 检出率 建档率 服务率 系统管理率 规范管理率 住院率 就诊率 准确率 通过率 优良率 占有率 贡献率 值 数 值为 数值 水平 "
    "实际值 实际数 实际水平 基数 地 得 并 再 又 且 新 全口径 常年 单位 届时 本 年内 按 按照 依照 一直 始终 大关 关口 就业 人数 平均值 平均值为 均值为 年均值 年平均值 投入强度"
)
_REACH = (
    "运行在 相当于 达到 达 达到了 到达 实现达到 为 是 在 有 保持 保持在 保持为 保持到 保持于 维持 维持在 维持到 稳定 稳定在 稳定到 "
    "稳定保持在 稳定达到 控制 控制在 控制到 控制为 控制于 严控在 严格控制在 锁定在 限制在 限定在 界于 介于 位于 处于 位居 位列 名列 稳居 "
    "稳列 排名 排位 排在 走在 居 列 居于 进入 跻身 迈入 步入 设有 配有 拥有 具有 建有 争创 设 覆盖 覆盖到 惠及 服务 支持 评选命名 推荐 建 "
    "符合 满足 争取资金 设置有 巩固在 巩固 稳固在 稳住在 保持并 定为 确定为 设定为 配齐 配足 年检 新发展到 做到 迈上 登上 站上 保有 布局 "
    "规划 规划建设 统筹 统筹建设 调整 调整为 恢复到 恢复至 加密到 提前到 提前至"
)
_MAKE = (
    "设置 设立 配置 配备 建成 建设 建立 建好 完成 培养 培育 培训 引进 打造 创建 创成 实施 开展 组织 举办 选派 招录 招聘 招收 安置 接待 "
    "救治 救助 发放 发展 推广 推出 开通 开设 认定 遴选 评选 命名 改造 修建 购置 投入 投资 完成投资 落实 筹集 扶持 扶持建设 组建 形成 实现 "
    "取得 获得 创建成 建成投用 安排 提供 供应 种植 补充 签约 签订 转移 转化 储备 完工 开工 整治 治理 修复 绿化 造林 就业 引育 招引 孵化 "
    "申报 授权 收集 处置 处理 利用 出栏 存栏 播种 收购 销售 接收 动用 承接 输送 吸纳 帮扶 管护 保护 布设 办理 受理 征缴 征收 追回 追缴 化解 查处 调处 审结 放流"
)
"""Verbs whose object may stand before its number (改造老旧小区2万户), and which are nouns behind a verb of change (增加投资5亿元)."""
_REACH_UP = (
    "扩至 扩到 达到并超过 扩展到 扩展至 发展到 发展至 壮大到 跃升至 跃升到 跃至 提标到 突破到 累计增加到 增设到 增配到 "
    "达至 扩容至 扩容到 扩面到 →"
)
_REACH_DOWN = "控减到"
_TAILS = (
    "较高水平 较低水平 低流行水平 较低流行水平 低水平 高水平 较好水平 更高水平 优良 优秀 良好 下达目标值 平均水平 平均值 平均数 平均线 平均标准 平均 均值 年均值 年均水平 年均数 年平均值 年平均水平 平均增速 水平 标准 要求 目标 目标值 指标 任务 任务数 计划 前列 行列 先进 先进行列 一流 领先 领先水平 前茅 "
    "下达 下达指标 下达任务 下达目标 下达计划 下达数 规定 规定值 规范 限值 控制数 控制线 控制目标 红线 底线 等级 级 类 甲等 乙等 上游 中上游 上游水平 "
    "中上水平 中等水平 中位数 中位 考核要求 考核目标 考核指标 考核标准 核定 核定数 核定值 线 平均增幅 位次 时限 法定时限 承诺时限 规定时限 警戒线 首位 榜首 百强 百强县 百强市 百强区 第一方阵 方阵 第一梯队 梯队 增速 增长率 总体水平"
)
_AREAS = (
    "全国 国家 全省 全区 自治区 全市 全县 全旗 全盟 全州 全疆 全域 上级 省级 市级 县级 盟市 旗县 国内 国际 世界 全球 省 市 县 高收入国家 发达国家 "
    "中等发达国家 中高收入国家 东部 中部 西部 东部地区 中部地区 西部地区 中西部 中西部地区 东北地区 周边 周边地区 周边城市 同类 同类地区 同等 本省 本市 本区 我省 "
    "我市 我区 行业 全行业 农村 城镇 城乡 区域 各年度视情提出 各年度视情确定 年度视情提出 视情提出 视情确定 待国家下达 待上级下达 待省下达 省内 市内 区内 自治区级 国家级 省定 市定 国定 部颁 省政府 市政府 国务院 自治区党委 兵团 "
    "长三角 京津冀 全流域 首位 榜首 沿海 沿海地区 经济发达地区 民族地区"
)
_POINTS = (
    "基期 基期年 基年 基准年 基准期 上年 上年度 上一年 上一年度 去年 前一年 上年同期 去年同期 上年末 上年底 现状 现有 原有 原来 目前 当前 现在 期初 规划期初 "
    "规划基期 规划基年 同期 前期 上期 上一规划期 上一期 上个规划期 规划期 规划期内 规划期末 规划期间 本世纪中叶 期末 近三年 近五年 前三年 前五年 前两年 近两年 近十年 过去五年 上一周期 往年 常年 历年 疫情前 "
    " 改革前 当年 本年 今年 年底 年末 每年末 远期 近期 中期 本期 届满"
)


_NOTES = " ".join(f"注{number} (注{number}) [注{number}] 〔注{number}〕" for number in range(1, 10))

FIVE_YEAR_PLANS = {
    f"十{ordinal}五": 2005 + 5 * number for number, ordinal in enumerate("一二三四五六七八九", 1)
}
"""The last year of each."""


_TABLE: dict[tuple[Role, str], str] = {
    **{("op", op): words for op, words in _BEFORE.items()},
    **{("op", op): words for op, words in _STRICT.items()},
    **{("op-after", op): words for op, words in _AFTER.items()},
    **{("change", says): words for says, words in _CHANGES.items()},
    **{("rate", says): words for says, words in _RATES.items()},
    **{("trend", says): words for says, words in _TRENDS.items()},
    ("adverb", ""): _ADVERBS,
    ("done", ""): f"{_DONE} {_DONE_SO_FAR}",
    (
        "done",
        "not",
    ): "未达标 不达标 未完成 未建立 未建成 未开展 暂未开展 尚未开展 尚未建立 未实现 未覆盖 未实施 未启动 否 ×",
    ("done", "beyond"): "超额完成",
    ("zero", ""): _ZERO,
    ("none-of", ""): "无 不发生 未发生 没有 无发生 不出现 未出现 杜绝 不存在",
    ("zero", "growth"): "零增长",
    ("zero", "first"): '零突破 零的突破 "零"的突破 “零”的突破 「零」的突破',
    ("hedge", ""): _HEDGES,
    ("skip", ""): _SKIP,
    ("reach", ""): f"{_REACH} {_MAKE} {_DONE_SO_FAR} 超额完成",
    ("make", ""): _MAKE,
    ("reach", "up"): _REACH_UP,
    ("reach", "down"): _REACH_DOWN,
    ("tail", ""): _TAILS,
    ("area", ""): _AREAS,
    ("authority", ""): "按 按照 依 依照 依据 根据 以 遵照 执行 参照 由",
    ("close", ""): "为准 执行 确定 核定 安排 掌握 后确定 后核定 后执行 后明确",
    ("point", ""): _POINTS,
    ("period", ""): " ".join(FIVE_YEAR_PLANS),
    (
        "point-after",
        "",
    ): "现状 以来 末 底 初 期末 末期 期初 期间 时期 前 之前 以前 年末 年底 年初 中期 规划期末 规划期间 规划期 内 度 后 开始 起 当年 全年 期 同期",
    (
        "base-before",
        "",
    ): "较 比 与 同 和 跟 相较 相较于 相比 相比于 比较 对比 较之 比之 相对 相对于 对照 基于 在",
    ("base-before", "base"): "同比 环比 同口径 同口径下 同口径计算",
    (
        "base-after",
        "",
    ): "基础上 的基础上 基础之上 基数上 相比 相比较 为基数 为基期 为基准 为基础 比 比较 基准上 基数之上 的水平上 水平上 之上再",
    ("better", "better"): "优于 好于 优于或高于 更优于 胜于",
    (
        "better",
        "not worse",
    ): "不劣于 不差于 不逊于 不低于或优于 达到或优于 达到或好于 优于或等于 优于或达到 不亚于",
    (
        "same",
        "",
    ): "持平 一致 相当 同步 相同 齐平 看齐 相适应 保持一致 保持同步 保持相当 保持相同 保持持平",
    ("per-year", "level"): "每年 年均 每年度 年 年度 平均每年 每年平均 每年均 每一年 年平均",
    ("per-year", "change"): "逐年 年年 按年",
    (
        "cumulative",
        "",
    ): "累计 累积 总计累计 五年累计 5年累计 累计数 累计值 五年内累计 共累计 规划期累计 期内累计 期间累计 合计累计 [累计] 五年总计 为五年累计数 为累计数",
    ("real", ""): "实际",
    ("of", ""): "占 占比 占到 约占 约占到 约占比",
    ("double", ""): "翻 翻了",
    ("half", "level"): "一半 半数",
    ("half", "over"): "过半 过半数 大半",
    ("half", "down"): "减半 折半",
    ("half", "up"): "翻番 翻倍 倍增",
    ("hundredths", "%"): "百分之 百分",
    ("hundredths", "‰"): "千分之 千分",
    ("hundredths", "/万"): "万分之 万分",
    ("hundredths", "/10万"): "十万分之 10万分之 十万分",
    ("hundredths", "/百万"): "百万分之",
    ("tenth", ""): "成",
    ("fraction", "of"): "分之",
    ("fraction", "/"): "/",
    ("from", ""): "从 由 自",
    ("to", ""): "到 至 截至 截至到 截止 截止到",
    (
        "vague",
        "",
    ): "数十 数百 数千 数万 几十 几百 几千 几万 上百 上千 上万 若干 一批 一些 部分 少数 许多 大量 其中 "
    "无障碍 无烟 无害化 无偿 无人机 无线 无废 无公害 无人 无缝",
    ("span", ""): "- — ~",
    ("ratio", ""): ": 比",
    ("plus-minus", ""): "±",
    ("between", ""): "之间 区间 范围内 的范围内 范围 区间内 的区间",
    ("minus", ""): "- 负",
    ("more", ">"): "余 多 几",
    ("inclusive", "in"): "含 含本数 包含 包括 含本级 含该值",
    ("inclusive", "out"): "不含 不包含 不含本数",
    (
        "each",
        "",
    ): "每个 每所 每家 每座 每村 每县 每市 每区 每旗 每乡 每镇 每校 每站 每处 每一个 每一所 每盟 每支 每条 每类 每项 每名 每位 每张 每院 每街道 每社区 "
    "每乡镇 每旗县 每盟市 每县区 每县市区 每旗县区 每班 每科 每团 各 各自 各地 各级 各旗县 各县区 各盟市 各乡镇 各县 各地区 任一 任何一个",
    ("open", ""): "( [ 〔 【 { 〖",
    ("stop", ""): ") ] 〕 】 } 〗",
    ("join", "any"): "或 或者 或是 亦或",
    ("join", "all"): "但 但是 且 并 并且 而且 同时 及 以及 与 和 , ; 。 、 兼 又",
    ("mark", ""): f"* ※ † ‡ # △ ▲ ★ ☆ [注] (注) 〔注〕 {_NOTES} " + " ".join(map(chr, range(0x2460, 0x2474))),
}
_NOUNS = (
    "床位 病床 编制床位 医生 医师 护士 全科医生 人员 机构 医院 医疗机构 医疗卫生机构 学校 企业 村 社区 乡镇 街道 县 旗 旗县 区县 县区 旗县区 行政村 嘎查村 项目 工程 "
    "品种 药品 专科 学科 重点专科 重点学科 中心 站点 卫生院 卫生室 服务中心 服务站 养老机构 托育机构 托位 床 车 车辆 救护车 负压救护车 人口 人 老人 老年人 儿童 学生 "
    "教师 党员 职工 贫困人口 建筑面积 面积 耕地 资金 投资 岗位 学位 车位 班 场所 场馆 基地 园区 平台 示范区 示范村 示范点 示范县 示范社区 示范乡镇 团队 志愿者 人才 "
    "专家 专利 发明专利 高新技术企业 科技型中小企业 景区 公园 里程 公里数 水库 基站 充电桩 泵站 家庭 农户 居民 群众 劳动力 就业 以上人口 家庭医生 医护人员 卫生人员 "
    "卫生技术人员 执业医师 注册护士 卫生监督员 监督员 助理医师 乡村医生 护理人员 护理员 专业技术人员 档案 电子健康档案 旗县(市、区) 县(市、区) 旗(县、区) 家机构 "
    "养老床位 护理型床位 托位数 床位数 人次数 常住人口 户籍人口 城市 城镇 地区 盟市 省份 种类 产业集群 龙头企业 合作社 家庭农场 "
    "一次能源 大学生 毕业生 技能人才 高技能人才 工人 农民工 残疾人 病例 患者 孕产妇 新生儿 育龄妇女 适龄儿童 项 疫苗 设备 机器 机器人 图书 博物馆 图书馆 文化馆 体育场地 幼儿园 小学 "
    "中学 高中 高校 中医馆 蒙医馆 国医堂 分中心 质控中心 急救站 急救车 病区 科室 诊室 数据 门诊 诊所 药店 门店 工作室 实验室 研究院 研究所 站 所 院 厂 厂房 道路 公路 铁路 高速公路"
)

_ENTIRELY = "保管治收检签接助享救兑建纳发种绿改开养上筛贷补转退报查换分用联评护育帮扶训学教诊防控送配设装通整拆还缴关入修培奖清引办融投划登归覆兜转排责"
"""应保尽保, 愿接尽接: done as far as there is anybody to whom it applies."""
_PLANNED = (
    "规划 计划 年度 年度计划 预期 规划预期 预定 既定 控制 约束性 考核 预算 年初预算 年度预算",
    "目标 目标值 目标数 目标任务 指标 指标值 任务 任务数 要求 控制数 控制目标 控制指标",
)
"""规划目标, 年度任务: what was planned, by whomever."""
_MEANS = (
    "近2年 近3年 近5年 近10年 历史 两年 三年 五年 十年 多年 历史最高 历史最低 历史最好 历史平均 历史同期 两年平均 三年平均 五年平均 十年平均 多年平均",
    "水平 值 均值 平均值 平均水平",
)
"""历史最高水平, 五年平均值: a value of other times."""
_PRICES = "可比价 可比价格 可比口径 不变价 不变价格"
_CAUSES = "价格因素 物价因素 价格上涨因素 物价上涨因素 价格变动因素"
"""按可比价计算, 扣除价格因素后: growth in real terms."""


def words() -> Iterator[tuple[str, Word]]:
    """(spelling, what it says) of the whole vocabulary; later ones of equal spelling add to the earlier."""
    for (role, says), spellings in _TABLE.items():
        for spelling in spellings.split():
            yield spelling, Word(role, says)
    for spelling in _NOUNS.split():
        yield spelling, Word("noun", "")
    for says, spellings in _CHANGES.items():
        way, _, verb = says.partition(" ")
        for spelling in spellings.split() if verb in ("relative", "lessen", "plain") else ():
            # 增长为8% is a growth by as much
            for to in "到至" if says == "up relative" else "到至为":
                yield spelling + to, Word("reach", way)
    for modal, verb in product("应能愿可", _ENTIRELY):
        yield f"{modal}{verb}尽{verb}", Word("done", "")
    for planned, noun in (
        ("年度", "计划"),
        ("预期", "值"),
        ("规划", "预期"),
        ("规划预期", "值"),
        ("发展", "目标"),
        ("发展规划", "目标"),
        *product(*map(str.split, _PLANNED)),
    ):
        yield planned + noun, Word("area", "")
        yield planned + noun, Word("tail", "")
        yield planned + noun, Word("skip", "")
    for price, reckoned in product(_PRICES.split(), ("", "计算", "测算", "核算", "计")):
        yield price + reckoned, Word("real", "")
        yield f"按{price}{reckoned}", Word("real", "")
        yield f"以{price}{reckoned}", Word("real", "")
    for rid, cause, after in product(("扣除", "剔除"), _CAUSES.split(), ("", "后", "影响", "影响后")):
        yield rid + cause + after, Word("real", "")
    for times, noun in product(*map(str.split, _MEANS)):
        yield times + noun, Word("area", "")
        yield times + noun, Word("tail", "")
    for strict, spellings in _STRICT.items():
        for spelling in spellings.split():
            if not spelling.startswith(("不", "未", "<", ">")):
                for negation in _NOT.split():
                    yield negation + spelling, Word("op", _OPPOSITE[strict])


_MISSING = (
    "— —— ——— - -- --- / // \\ … ... ...... · n/a na n.a. null none 无数据 暂无数据 暂无 缺 缺失 缺省 不详 待定 待统计 未统计 暂未统计 未公布 "
    "尚未公布 待公布 无统计 空 空白 不适用 无此项 无此指标 无统计数据 ~ 待核定 待下达 待测算 未监测 尚无数据 待下达后确定 ○ (空) (无) 未填 ﹣ _ __ 新增指标 新设指标 新指标"
)
MISSING = frozenset(_MISSING.split())
"""Cells that say there is no figure, lower case, blanks dropped."""
