"""What every test can count on; the fixtures themselves are in tests/plugins/."""

pytest_plugins = [
    "tests.plugins.chromium",
    "tests.plugins.nothing_skipped",
    "tests.plugins.outside",
    "tests.plugins.postgres",
    "tests.plugins.house",
    "tests.plugins.lean",
]
