"""`planlint schema`: JSON Schemas of the files that planlint reads."""

from __future__ import annotations

import json
from pathlib import Path

import click

from planlint.cli.options import Refusal, examples, lang_option, said, unwritable
from planlint.cli.output import put
from planlint.words import Lang, Words
from planlint.writing import write_text

KINDS = ("plan", "catalogue", "statistics", "rule", "cases", "config", "ratchet")


@click.command(epilog=examples("planlint schema plan", "planlint schema --write schemas/"))
@click.argument("kind", type=click.Choice(KINDS), required=False)
@click.option(
    "--write",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help=said("Write them all into a folder", "全部写入一个目录"),
)
@lang_option
def command(kind: str | None, folder: Path | None, lang: Lang) -> None:
    """Print the JSON Schema of a kind of file, for completion and hover in an editor.

    各类文件的 JSON Schema，供编辑器补全和提示。
    """
    from planlint.reading.schema import json_schemas

    schemas = {
        name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in json_schemas().items()
    }
    if folder is not None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, text in schemas.items():
                write_text(folder / f"{name}.schema.json", text)
        except OSError as error:
            raise unwritable(folder, error, lang) from None
    elif kind is not None:
        put(schemas[kind])
    else:
        kinds = ", ".join(KINDS)
        raise Refusal(
            Words(f"请给出种类（{kinds}）或 --write 目录", f"give a kind ({kinds}) or --write FOLDER"),
            lang,
        )
