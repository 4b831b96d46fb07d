"""The command line: one module a command, loaded only when it is called."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from typing import TYPE_CHECKING

import click

from planlint.cli.options import Group, examples, usual_language
from planlint.cli.output import INTERRUPTED, drop, is_full, open_standard_streams, say, speaking
from planlint.words import Words

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = {
    "check": "judge plans, alone and against their superiors 检查规划",
    "audit": "judge very many plans, on a cluster too 大规模检查",
    "parse": "show how one printed figure is read 解读一个数值",
    "show": "one indicator across all plans, by level 一个指标的各级对照",
    "matrix": "superiors' indicators by lower plans 覆盖矩阵",
    "tree": "who is above whom, held and missing plans 上下级与收录情况",
    "explain": "a rule's reasons, or how a finding came about 解释规则或问题",
    "rules": "list, test, write and try rules 规则清单、用例、编写",
    "ratchet": "accept today's findings, fail on new ones 既有问题清单",
    "config": "what is configured, and where 生效的配置及其来源",
    "export": "every statement, a line each 导出全部表述",
    "verify": "prove that every figure stands in its source 核对出处",
    "cache": "what earlier runs have left 缓存的位置、大小和清除",
    "schema": "JSON Schemas of the files, for editors 文件格式",
}


class _Lazy(Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"planlint.cli.{cmd_name}").command
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        # The commands themselves are not loaded for their names.
        named = (item for item in COMMANDS.items() if item[0].startswith(incomplete))
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [*(CompletionItem(name, help=words) for name, words in named), *options]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        from planlint import __version__

        click.echo(f"planlint {__version__}")
        ctx.exit()


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "planlint check corpus/",
        "planlint check --lang en --format json plans/ > report.json",
        "planlint parse 比基期降低10%",
        "planlint show 健康素养 corpus/",
        "planlint explain PL201",
    ),
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version and exit.",
)
def main() -> None:
    """A linter for plans that stand above one another.

    跨层级规划一致性检查：下级目标不弱于上级，单位正确，前后一致。
    """


def run() -> None:
    """The program: every way in which it can end has its exit status (docs/json.md)."""
    try:
        open_standard_streams()
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        status = main(prog_name="planlint", standalone_mode=False)
    except click.ClickException as error:
        with speaking():
            error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        status = INTERRUPTED
    except BrokenPipeError:
        drop(sys.stdout)
        status = 1
    except Exception as error:
        if isinstance(error, OSError) and is_full(error):
            drop(sys.stdout)
            words = Words(f"无法写出：{error.strerror}", f"can't write the output: {error.strerror}")
            say(f"planlint: {words.in_(usual_language())}")
            sys.exit(2)
        if isinstance(error.__cause__, KeyboardInterrupt):  # while a class was made: Python 3.11 wraps it
            sys.exit(INTERRUPTED)
        if os.environ.get("PLANLINT_DEBUG"):
            raise
        from planlint.files import working_directory

        if isinstance(error, FileNotFoundError) and error.filename is None and working_directory() is None:
            words = Words("当前目录已不存在", "the working directory is gone")
            say(f"planlint: {words.in_(usual_language())}")
            sys.exit(2)
        from planlint.reporting.terminal import visible

        told = visible(f"{type(error).__name__}: {error}")
        words = Words(
            f"planlint 自身出错：{told}\n（设 PLANLINT_DEBUG=1 可看详情）",
            f"planlint: internal error: {told}\n(PLANLINT_DEBUG=1 shows the details)",
        )
        say(words.in_(usual_language()))
        status = 3
    gc.freeze()  # with the process all memory goes: it need not be looked through for cycles before
    sys.exit(status)
