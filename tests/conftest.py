"""What all tests share: the profiles of Hypothesis, and where things are."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# "ci" gives the same examples every time: a red build is always somebody's change. "nightly" looks for new ones.
settings.register_profile("ci", max_examples=300, derandomize=True, deadline=None, database=None)
settings.register_profile("nightly", max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

collect_ignore = ["typing_api.py"]  # type checkers read it


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return Path(__file__).parents[1]
