"""planlint: a cross-plan consistency linter for plans that stand above one another.

`audit(paths, config)` judges plans and returns a `Report`: the objects that the command line prints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planlint.audit import Report, audit
    from planlint.project import Config

__version__ = "0.1.0"
__all__ = ["Config", "Report", "__version__", "audit"]


def __getattr__(name: str) -> Any:
    """Loads what the package offers when it is asked for: start-up is felt at every commit."""
    if name in ("Report", "audit"):
        from planlint import audit as module

        # The submodule of the same name must not hide the function once it is loaded.
        globals().update(audit=module.audit, Report=module.Report)
        return globals()[name]
    if name == "Config":
        from planlint.project import Config

        return Config
    raise AttributeError(name)
