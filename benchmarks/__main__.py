"""`python -m benchmarks COMMAND`: write a national corpus, check what is found in it, measure, draw growth."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from benchmarks import curve, national, places, planted, run, scenes
from benchmarks.process import CommandError

_WORK = Path(tempfile.gettempdir()) / "planlint-benchmarks"
_folder = click.argument("folder", type=click.Path(path_type=Path))
_seed = click.option("--seed", default=national.SEED, show_default=True)
_work = click.option(
    "--work",
    type=click.Path(path_type=Path),
    default=_WORK,
    show_default=True,
    help="Where corpora and environments are made and kept.",
)


@click.group()
def main() -> None:
    """Benchmarks of planlint."""


@main.command()
@click.argument("plans", type=click.IntRange(1))
@_folder
@_seed
@click.option(
    "--fault-in", default=national.FAULT_IN, show_default=True, help="One county plan in so many; 0: none."
)
@click.option("--group", default=places.GROUP, show_default=True, help="Plans of one sector and period.")
def generate(plans: int, folder: Path, seed: int, fault_in: int, group: int) -> None:
    """Write so many plans, with faults planted in them, into FOLDER."""
    faults = size = 0
    for page in national.write(folder, plans, seed=seed, fault_in=fault_in, size=group):
        faults += page.fault is not None
        size += len(page.text.encode())
    click.echo(f"{plans} plans, {size / 1e6:.1f} MB, {faults} faults planted: {folder}")


@main.command()
@_folder
def faults(folder: Path) -> None:
    """Check the corpus in FOLDER: every planted fault must be found, and nothing else."""
    comparison = planted.compared(folder)
    click.echo(comparison.told())
    sys.exit(not comparison.is_exact)


@main.command("run")
@click.argument("names", nargs=-1, type=click.Choice(list(scenes.SCENES)), metavar="[SCENE]...")
@click.option("--rounds", type=click.IntRange(1), help="Rounds of every scene, instead of its own number.")
@click.option("--write", "output", type=click.Path(path_type=Path), help="Write what was measured, as JSON.")
@_seed
@_work
def run_(names: tuple[str, ...], rounds: int | None, output: Path | None, seed: int, work: Path) -> None:
    """Measure the goals: start, national, peers, large (several hours for a slow check); all but large by default."""
    told = _teller()
    stage = scenes.Stage(work, seed, told)
    measured: list[run.Measured] = []
    try:
        for name in names or [name for name in scenes.SCENES if name != "large"]:
            measured.append(run.measure(scenes.SCENES[name](stage), rounds, told))
            click.echo(run.table(list(run.outcomes(measured[-1]))))
    except CommandError as broken:
        raise click.ClickException(str(broken)) from None
    if output is not None:
        report = run.report(measured, stage)
        output.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.exit(not all(outcome.met for scene in measured for outcome in run.outcomes(scene)))


@main.command()
@click.argument("sizes", nargs=-1, type=click.IntRange(1))
@click.option("--write", "output", type=click.Path(path_type=Path), help="Write the figures, as JSON.")
@click.option("--plot", type=click.Path(path_type=Path), help="Write the curve, as SVG.")
@_seed
@_work
def growth(sizes: tuple[int, ...], output: Path | None, plot: Path | None, seed: int, work: Path) -> None:
    """Measure a cold check and CC for each number of plans."""
    told = _teller()
    counts = sizes or curve.SIZES
    measured = run.measure(scenes.growth(scenes.Stage(work, seed, told), counts), None, told)
    points = [
        curve.Point(size, measured.medians[f"check {size}"].wall, measured.medians[f"CC {size}"].wall)
        for size in counts
    ]
    click.echo(curve.table(points))
    if output is not None:
        output.write_text(curve.written(points), encoding="utf-8")
    if plot is not None:
        plot.write_text(curve.drawn(points), encoding="utf-8")


@main.command()
@click.argument("measured", type=click.Path(exists=True, path_type=Path))
@click.argument("plot", type=click.Path(path_type=Path))
def draw(measured: Path, plot: Path) -> None:
    """Draw the curve of figures that `growth --write` kept."""
    plot.write_text(curve.drawn(curve.read(measured.read_text(encoding="utf-8"))), encoding="utf-8")


def _teller() -> Callable[[str], object]:
    """Says on a terminal what is being done, in one line that the next one overwrites; elsewhere nothing."""
    if not sys.stderr.isatty():
        return lambda _: None
    return lambda words: click.echo(f"\r\x1b[K{words}", nl=False, err=True)


if __name__ == "__main__":
    main()
