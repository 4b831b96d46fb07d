"""The command line: one module a command, loaded only when it is called."""

from __future__ import annotations

import importlib
import os
import sys

import click

COMMANDS = {
    "check": "judge plans, alone and against their superiors 检查规划",
    "parse": "show how one printed figure is read 解读一个数值",
    "show": "one indicator across all plans, by level 一个指标的各级对照",
    "tree": "who is above whom, held and missing plans 上下级与收录情况",
    "explain": "a rule's reasons, or how a finding came about 解释规则或问题",
    "rules": "list the rules, run their cases 规则清单与用例",
    "export": "every statement, a line each 导出全部表述",
    "verify": "prove that every figure stands in its source 核对出处",
    "schema": "JSON Schemas of the files, for editors 文件格式",
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"planlint.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from planlint.words import did_you_mean

            hint = did_you_mean(args[0], COMMANDS)
            ctx.fail(f"没有命令“{args[0]}”{hint.zh} / no such command “{args[0]}”{hint.en}")
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        from planlint import __version__

        click.echo(f"planlint {__version__}")
        ctx.exit()


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExamples:\n  planlint check corpus/\n  planlint check --lang en --format json plans/ > report.json\n"
    "  planlint parse 比基期降低10%\n  planlint show 健康素养 corpus/\n  planlint explain PL201",
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
    """The program: errors of planlint's own end with status 3 and a line, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        main(prog_name="planlint")
    except BrokenPipeError:
        # The reader of the pipe has gone; Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if os.environ.get("PLANLINT_DEBUG"):
            raise
        click.echo(
            f"planlint 自身出错 / internal error: {type(error).__name__}: {error}\n"
            "（PLANLINT_DEBUG=1 显示详情 / shows the details）",
            err=True,
        )
        sys.exit(3)
