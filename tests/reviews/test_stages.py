"""Of six stages one at most is next, whatever has begun."""

from app.pages.reviews_stages import Stage, next_of, with_one_next


def stage(name: str, state: str, *, asked: bool = False) -> Stage:
    return Stage(name, state, "What happens.", href=f"/{name}", is_asked_for=asked)


def test_furthest_stage_is_next_and_the_one_before_stays_open() -> None:
    stages = with_one_next([stage("look", "next"), stage("visit", "waiting"), stage("plan", "next")])
    assert [one.state for one in stages] == ["open", "waiting", "next"]
    assert next_of(stages) == stages[2]


def test_what_a_partner_waits_for_comes_before_ones_own_plan() -> None:
    stages = with_one_next([stage("look", "next"), stage("report", "next", asked=True), stage("plan", "next")])
    assert [one.state for one in stages] == ["open", "next", "open"]


def test_stage_that_is_done_is_one_line() -> None:
    done, later = with_one_next([stage("look", "done"), stage("plan", "later")])
    assert (done.about, later.about) == ("", "What happens.")
    assert next_of([done, later]) is None
