"""What the school sees of what it shares: each link, who opened it, what they asked; and the form for another link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app import clock
from app.access.guard import Allowed
from app.access.permissions import Permission
from app.language import day
from app.language import gettext as _
from app.models.accounts import Grant
from app.models.reviews import Review
from app.models.shares import Audience, Share, SharedDocument, ShareQuestion, ShareQuestionChange
from app.pages.sent import Sent
from app.pages.shares_papers import SharedPaper, list_agreed
from app.pages.shares_words import audiences, document_purposes, document_titles
from app.services.shares import DAYS, USUAL_DAYS, ShareState, Wanted, list_shares
from app.services.shares_questions import AnswerClash, list_earlier_answers, list_questions

LATEST = "latest"


def shown_version(share: Share) -> str:
    """Which version a link shows, in words."""
    if share.version is None:
        return _("always the latest agreed version")
    return _("version %(number)s") % {"number": share.version}


@dataclass(frozen=True, slots=True)
class SharesPage:
    """Every link with its openings, and every question, those that wait first."""

    review: Review
    shares: list[ShareState]
    questions: list[tuple[ShareQuestion, Grant, Share]]
    can_manage: bool

    titles = staticmethod(document_titles)
    groups = staticmethod(audiences)
    shown_version = staticmethod(shown_version)

    @property
    def working(self) -> list[ShareState]:
        return [one for one in self.shares if one.works]

    @property
    def ended(self) -> list[ShareState]:
        return [one for one in self.shares if not one.works]

    @property
    def waiting(self) -> int:
        return sum(not question.answer for question, _grant, _share in self.questions)

    @classmethod
    def of(cls, allowed: Allowed[Review]) -> "SharesPage":
        review, session = allowed.thing, allowed.session
        can_manage = review.is_open and allowed.may(Permission.SHARES_MANAGE)
        return cls(review, list_shares(session, review), list_questions(session, review), can_manage)


@dataclass(frozen=True, slots=True)
class ShareForm(Sent):
    """As it was sent, with what was wrong with it."""

    document: str = SharedDocument.GOVERNORS_PAPER
    audience: str = Audience.GOVERNORS
    name: str = ""
    version: str = LATEST
    days: str = str(USUAL_DAYS)
    passcode: str = ""
    note: str = ""
    errors: tuple[tuple[str, str], ...] = ()

    @property
    def wanted(self) -> Wanted:
        """Only for a form without errors."""
        return Wanted(
            SharedDocument(self.document),
            Audience(self.audience),
            self.name,
            None if self.version == LATEST else int(self.version),
            int(self.days),
            self.passcode,
            self.note,
        )


@dataclass(frozen=True, slots=True)
class NewSharePage:
    """The form that makes a link, with what it means and a look at what its holders will see."""

    review: Review
    form: ShareForm
    versions: list[tuple[str, str]]

    @property
    def errors(self) -> Sequence[tuple[str, str]]:
        return self.form.errors

    @property
    def documents(self) -> list[tuple[str, str, str]]:
        purposes = document_purposes()
        return [(code, title, purposes[code]) for code, title in document_titles().items()]

    @property
    def groups(self) -> list[tuple[str, str]]:
        return list(audiences().items())

    @property
    def days(self) -> list[tuple[str, str]]:
        return [(str(days), _days(days)) for days in DAYS]

    @classmethod
    def of(cls, allowed: Allowed[Review], form: ShareForm) -> "NewSharePage":
        agreed = list_agreed(allowed.session, allowed.thing)
        versions = [(LATEST, _("Always the latest agreed version"))]
        versions += [(str(one.number), one.in_words) for one in agreed]
        return cls(allowed.thing, form, versions)


def _days(days: int) -> str:
    return _("%(days)s days, until %(day)s") % {"days": days, "day": day(clock.today() + timedelta(days=days))}


@dataclass(frozen=True, slots=True)
class NewAddressPage:
    """The address of a share, the only time that it is shown."""

    review: Review
    address: str
    title: str
    group: str
    ends: date
    has_passcode: bool


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What holders of a link will read; None where nothing is agreed yet."""

    review: Review
    title: str
    shared: SharedPaper | None


@dataclass(frozen=True, slots=True)
class AnswerPage(Sent):
    """One question with room for its answer, and every answer there was."""

    review: Review
    question: ShareQuestion
    grant_name: str
    title: str
    person_id: int
    words: str
    for_everybody: bool
    earlier: Sequence[ShareQuestionChange]
    clash: AnswerClash | None = None
    errors: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(
        cls,
        allowed: Allowed[Review],
        question: ShareQuestion,
        *,
        words: str | None = None,
        for_everybody: bool | None = None,
        clash: AnswerClash | None = None,
        errors: tuple[tuple[str, str], ...] = (),
    ) -> "AnswerPage":
        grant = allowed.session.get_one(Grant, question.grant_id)
        share = allowed.session.get_one(Share, question.grant_id)
        assert allowed.person.id is not None
        return cls(
            allowed.thing,
            question,
            grant.name,
            document_titles()[share.document],
            allowed.person.id,
            question.answer if words is None else words,
            question.for_everybody if for_everybody is None else for_everybody,
            list_earlier_answers(allowed.session, question),
            clash,
            errors,
        )
