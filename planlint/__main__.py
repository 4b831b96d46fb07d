"""`python -m planlint`."""

from planlint.cli import run

if __name__ == "__main__":
    run()
