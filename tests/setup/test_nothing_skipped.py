import pytest

PLUGIN = ("-p", "tests.plugins.nothing_skipped", "--continue-on-collection-errors")
SKIPS = {
    "test_marked": "import pytest\n@pytest.mark.skip(reason='tired')\ndef test_it(): pass",
    "test_called": "import pytest\ndef test_it(): pytest.skip('tired')",
    "test_fixture": "import pytest\n@pytest.fixture\ndef it(): pytest.skip('tired')\ndef test_it(it): pass",
    "test_file": "import pytest\npytest.skip('tired', allow_module_level=True)\ndef test_it(): pass",
    "test_package": "import pytest\npytest.importorskip('no_such_package', reason='tired')\n",
    "test_no_parameters": "import pytest\n@pytest.mark.parametrize('tired', [])\ndef test_it(tired): pass",
    "test_unittest": (
        "import unittest\nclass Test(unittest.TestCase):\n def test_it(self): raise unittest.SkipTest('tired')"
    ),
}
EXPECTED_FAILURE = "import pytest\n@pytest.mark.xfail\ndef test_it(): assert False"


@pytest.fixture
def skipping(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makepyfile(**SKIPS)
    return pytester


def test_with_ci_every_skipped_test_fails(skipping: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    result = skipping.runpytest_inprocess(*PLUGIN)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(failed=2, errors=5)
    for name in SKIPS:
        result.stdout.fnmatch_lines([f"*{name}.py* With CI=true nothing may be skipped*tired*"])


def test_without_ci_they_may_be_skipped(skipping: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    result = skipping.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(skipped=7)


def test_with_ci_an_expected_failure_counts_as_run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    pytester.makepyfile(EXPECTED_FAILURE)
    result = pytester.runpytest_inprocess(*PLUGIN)
    result.assert_outcomes(xfailed=1)
    assert result.ret == pytest.ExitCode.OK


def test_with_ci_skipping_fails_in_workers_too(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    pytester.makepyfile(SKIPS["test_called"])
    result = pytester.runpytest_subprocess(*PLUGIN, "-n", "1")
    result.assert_outcomes(failed=1)
