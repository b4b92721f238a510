"""What somebody sees who holds a link to one paper: the way in, the paper, and what they asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.access.links import LinkHolder
from app.models.accounts import Grant, LinkOpening
from app.models.reviews import Review
from app.models.schools import School
from app.models.shares import Share, ShareQuestion, ShareReading
from app.pages.sent import Sent
from app.pages.shares_papers import SharedPaper, shared_paper
from app.pages.shares_words import document_titles
from app.services.shares import find_reading
from app.services.shares_questions import questions_seen


@dataclass(frozen=True, slots=True)
class ShareLandingPage(Sent):
    """Who shares what, until when, and what the school will see. The button opens it."""

    grant: Grant
    share: Share
    school_name: str
    title: str
    action: str
    name: str = ""
    errors: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(
        cls, holder: LinkHolder, action: str, *, name: str = "", errors: tuple[tuple[str, str], ...] = ()
    ) -> "ShareLandingPage":
        share = holder.session.get_one(Share, holder.grant.id)
        school = holder.session.get_one(School, share.school_id)
        return cls(holder.grant, share, school.name, document_titles()[share.document], action, name, errors)


def paper_of(session: Session, share: Share) -> SharedPaper | None:
    """The paper as this link shows it now; None where nothing is agreed."""
    review, school = session.get_one(Review, share.review_id), session.get_one(School, share.school_id)
    return shared_paper(session, review, school, share.document, version=share.version)


@dataclass(frozen=True, slots=True)
class ShareReadingPage(Sent):
    """The paper, its two files, “I have read this”, and the questions that this browser may see."""

    grant: Grant
    share: Share
    opening: LinkOpening
    school_name: str
    title: str
    shared: SharedPaper | None
    state: str
    """Of the PDF: ready, rendering, failed or none."""
    reading: ShareReading | None
    questions: Sequence[ShareQuestion]
    question: str = ""
    name: str = ""
    errors: tuple[tuple[str, str], ...] = ()

    @property
    def here(self) -> str:
        return f"/shares/{self.grant.id}/paper"

    @property
    def own(self) -> list[ShareQuestion]:
        return [one for one in self.questions if one.opening_id == self.opening.id]

    @property
    def of_others(self) -> list[ShareQuestion]:
        return [one for one in self.questions if one.opening_id != self.opening.id]

    @classmethod
    def of(
        cls,
        holder: LinkHolder,
        shared: SharedPaper | None,
        state: str,
        *,
        question: str = "",
        name: str = "",
        errors: tuple[tuple[str, str], ...] = (),
    ) -> "ShareReadingPage":
        share = holder.session.get_one(Share, holder.grant.id)
        school = holder.session.get_one(School, share.school_id)
        assert holder.opening is not None
        reading = find_reading(holder.session, holder.opening, of_version=shared.version) if shared else None
        return cls(
            holder.grant,
            share,
            holder.opening,
            school.name,
            document_titles()[share.document],
            shared,
            state,
            reading,
            questions_seen(holder.session, holder.opening),
            question,
            name,
            errors,
        )
