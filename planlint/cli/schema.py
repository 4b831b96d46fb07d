"""`planlint schema`: JSON Schemas of the files that planlint reads."""

from __future__ import annotations

import json
from pathlib import Path

import click

from planlint.cli.options import examples


@click.command(epilog=examples("planlint schema plan", "planlint schema --write schemas/"))
@click.argument("kind", type=click.Choice(["plan", "catalogue", "rule", "cases", "config"]), required=False)
@click.option(
    "--write",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write them all into a folder.",
)
@click.pass_context
def command(ctx: click.Context, kind: str | None, folder: Path | None) -> None:
    """Print the JSON Schema of a kind of file, for completion and hover in an editor.

    各类文件的 JSON Schema，供编辑器补全。
    """
    from planlint.reading.schema import json_schemas
    from planlint.writing import write_text

    schemas = {
        name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in json_schemas().items()
    }
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in schemas.items():
            write_text(folder / f"{name}.schema.json", text)
    elif kind is not None:
        click.echo(schemas[kind], nl=False)
    else:
        ctx.fail("KIND: plan, catalogue, rule, cases, config; or --write FOLDER")
