"""Schools with agreed self-evaluations, final reports and themes, ready to be counted."""

import random
from collections.abc import Sequence

from sqlmodel import Session

from app import clock
from app.models.actors import Actor
from app.models.peer_review import PeerGroup, PeerReview
from app.models.peer_review_report import PeerReportVersion
from app.models.programme import Cohort, CohortRegion, Enrolment
from app.models.reviews import Review
from app.models.schools import School
from app.models.self_evaluation import AgreedVersion
from app.review_framework.loader import latest_framework
from app.services.programme_enrolments import enrol

FRAMEWORK = latest_framework("wss-mainstream")
LEVELS = tuple(level.code for level in FRAMEWORK.scale)
WORD = "zqagreedword"
"""Stands in every school's own words, and in no figure."""


def add_counted(
    session: Session,
    cohort: Cohort,
    regions: Sequence[CohortRegion],
    count: int,
    *,
    by: Actor,
    seed: int = 1,
    trust: str = "",
    alike: bool = False,
) -> list[Enrolment]:
    """So many schools, taking turns in these regions: with an agreed version, a report, and their consent. Those that
    are `alike` all say the same, and no peer has been there.
    """
    dice, made = random.Random(seed), []
    for number in range(count):
        school = School(urn=f"{70 + seed}{number:04}", name=f"Counted School {seed}-{number:02}", trust=trust)
        session.add(school)
        session.flush()
        one = enrol(session, cohort, school, region=regions[number % len(regions)], on=clock.today(), by=by)
        one.insight_consent = True
        made.append(one)
        dice = random.Random(seed) if alike else dice
        review = agree_as(session, school, [(item.code, level(dice, item.code)) for item in FRAMEWORK.items], dice)
        if not alike:
            report(session, school, review, dice)
    session.flush()
    return made


def level(dice: random.Random, code: str) -> str:
    """Some items are strong in most schools, some weak, in all with exceptions."""
    strength = sum(map(ord, code)) % 3
    return dice.choices(LEVELS, ((5, 6, 3, 1), (2, 4, 5, 3), (1, 2, 6, 6))[strength])[0]


def agree_as(
    session: Session, school: School, judged: Sequence[tuple[str, str]], dice: random.Random, number: int = 1
) -> Review:
    """A version with these levels is agreed, of a new review."""
    assert school.id is not None
    review = Review(
        school_id=school.id,
        framework_id=FRAMEWORK.id,
        framework_version=FRAMEWORK.version,
        depth="full",
        started_at=clock.now(),
        started_by="",
    )
    session.add(review)
    session.flush()
    answers = [[code, "judgement", chosen, 1] for code, chosen in judged]
    themes = " ".join(dice.sample(["language", "interventions", "outcomes", "resources"], 2))
    answers += [["scope", "focus_themes", themes, 1], ["LEAD", "summary", WORD, 1]]
    version = AgreedVersion(
        review_id=review.id or 0,
        school_id=school.id,
        number=number,
        depth="full",
        agreed_at=clock.now(),
        agreed_by="",
        answers=answers,
        fingerprint="",
    )
    session.add(version)
    session.flush()
    return review


def report(session: Session, school: School, review: Review, dice: random.Random) -> None:
    """A peer has judged, and both have signed. The first school made reviews all the others."""
    group = PeerGroup(created_at=clock.now(), created_by="")
    session.add(group)
    session.flush()
    reviewer = 1 if school.id != 1 else 2
    about = PeerReview(
        group_id=group.id or 0,
        school_id=school.id or 0,
        reviewer_school_id=reviewer,
        review_id=review.id or 0,
        created_at=clock.now(),
        final_at=clock.now(),
    )
    session.add(about)
    session.flush()
    texts = [[f"report/{item.code}", "judgement", level(dice, item.code), 1] for item in FRAMEWORK.items]
    session.add(
        PeerReportVersion(
            peer_review_id=about.id or 0,
            school_id=school.id or 0,
            number=1,
            texts=texts,
            fingerprint="",
            reviewer_signed_by="",
            reviewer_signed_at=clock.now(),
            host_signed_by="",
            host_signed_at=clock.now(),
        )
    )
