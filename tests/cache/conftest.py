"""The cache switched on, and a small project."""

from tests.cli.conftest import folder, project, run, switch_cache_on, write

__all__ = ["folder", "project", "run", "switch_cache_on", "write"]
