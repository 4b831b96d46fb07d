"""The tree of jurisdictions and plans, drawn for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planlint.hierarchy import Gap, TreeNode
from planlint.model import Plan
from planlint.reporting.terminal import visible
from planlint.words import Lang, Words

_NONE_HELD = Words("（未收录规划）", "(no plan held)")


def draw_tree(nodes: Sequence[TreeNode], lang: Lang) -> str:
    """The tree with box characters, a line a jurisdiction; empty where there are no nodes."""
    return "".join(line + "\n" for line in _lines(nodes, lang))


def _lines(nodes: Sequence[TreeNode], lang: Lang) -> Iterator[str]:
    # A stack of its own: stated superiors may be stacked deeper than Python recurses.
    waiting = [(node, "", "", "") for node in reversed(nodes)]
    while waiting:
        node, indent, branch, below = waiting.pop()
        head, *more = _words(node, lang)
        yield f"{indent}{branch}{head}"
        inner = indent + below
        stem = "│  " if node.below else "   "
        for line in more:
            yield f"{inner}{stem}{line}"
        last = len(node.below) - 1
        for index in range(last, -1, -1):
            turn = ("├─ ", "│  ") if index < last else ("└─ ", "   ")
            waiting.append((node.below[index], inner, *turn))


def _words(node: TreeNode, lang: Lang) -> list[str]:
    """The node's own line, and further lines where more than one thing is to be said of it."""
    head = node.jurisdiction
    if node.name != node.jurisdiction:
        head += f" {_plain(node.name)}"
    facts = [_plan_words(plan) for plan in node.plans]
    if not node.plans:
        facts.append(_NONE_HELD.in_(lang))
    else:
        facts.extend(_gap_words(gap).in_(lang) for gap in node.missing)
    return [f"{head}  {facts[0]}"] if len(facts) == 1 else [head, *facts]


def _plan_words(plan: Plan) -> str:
    return f"[{plan.id}] {_plain(plan.title)} {plan.period}"


def _gap_words(gap: Gap) -> Words:
    sector = _plain(gap.sector)
    return Words(f"（未收录 {sector} {gap.period} 规划）", f"(no {sector} plan {gap.period} held)")


def _plain(text: str) -> str:
    """One line without control characters, whatever a plan file says."""
    return visible(" ".join(text.split()))
