"""Settings of all tests."""

import os

from hypothesis import settings

# What a test changes in planlint itself no cache sees; the cache's own tests switch it on.
os.environ["PLANLINT_NO_CACHE"] = "1"

# How long an example takes tells of the machine, not of the code.
settings.register_profile("planlint", deadline=None)
settings.load_profile("planlint")
