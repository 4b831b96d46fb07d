"""The whole output of planlint on the five plans, made anew by `python -m tests.golden.regenerate`."""
