"""planlint: a cross-plan consistency linter for plans that stand above one another.

`audit(paths, config)` judges plans and returns a `Report`: the objects that the command line prints.
"""

from __future__ import annotations

TYPE_CHECKING = False  # not from typing, which takes a while: Ctrl-C is minded from __main__.py on
if TYPE_CHECKING:
    from typing import Any

    from planlint.auditing import Report, audit
    from planlint.configuration import Config

__version__ = "0.1.0"
__all__ = ["Config", "Report", "__version__", "audit"]


def __getattr__(name: str) -> Any:
    """Loads what the package offers when it is asked for: start-up is felt at every commit."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from planlint import auditing, configuration

    return configuration.Config if name == "Config" else getattr(auditing, name)
