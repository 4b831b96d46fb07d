"""What planlint finds in the chains of other sectors and in small damaged plans is what was expected, exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

import planlint
from planlint.files import CONFIG_NAME
from planlint.project import load_catalogue
from tests.expected import EXPECTED, HERE, PROJECTS, found_in


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name)
def test_planlint_finds_what_is_expected_and_nothing_else(project: Path) -> None:
    expected = (project / EXPECTED).read_text(encoding="utf-8")
    assert expected.splitlines() == found_in(project).splitlines()


def test_no_code_knows_an_indicator_of_the_sectors() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in Path(planlint.__file__).parent.rglob("*.py"))
    sectors = [load_catalogue(project / CONFIG_NAME)[0].layers[0] for project in (HERE / "sectors").iterdir()]
    assert 40 <= sum(map(len, sectors))
    assert [] == [indicator.name for layer in sectors for indicator in layer if indicator.name in code]
