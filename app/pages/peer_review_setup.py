"""The pages on which schools come together and part: asking, answering, taking back, leaving."""

from dataclasses import dataclass, field

from app.access.guard import Allowed
from app.access.permissions import Permission
from app.language import day
from app.language import gettext as _
from app.models.peer_review import PeerGroup, PeerMember, PeerReview
from app.models.reviews import Review
from app.models.schools import School
from app.pages.peer_review_news import PeerNews, news_of_school
from app.pages.sent import Sent
from app.services.peer_review import list_members, list_peer_reviews, ring
from app.services.peer_review_groups import find_kept, find_member, list_open_reviews
from app.services.peer_review_states import find_schools
from app.services.schools import search_schools
from app.services.self_evaluation import framework_of


@dataclass(frozen=True, slots=True)
class SchoolGroupsPage:
    school: School
    peers: PeerNews
    can_manage: bool

    @classmethod
    def of(cls, allowed: Allowed[School]) -> "SchoolGroupsPage":
        return cls(allowed.thing, news_of_school(allowed), allowed.may(Permission.PEER_GROUP_MANAGE))


@dataclass(frozen=True, slots=True)
class FoundSchool:
    school: School
    is_here: bool
    """Whether somebody of it can answer."""


@dataclass(frozen=True, slots=True)
class AskForm(Sent):
    """As it was sent, with what was wrong with it."""

    review: str = ""
    note: str = ""
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of who reviews whom, if one more school joins: pairs of names, (reviewer, host)."""

    goes_on: list[tuple[str, str]] = field(default_factory=list)
    stops: list[tuple[str, str]] = field(default_factory=list)
    begins: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class AskPage:
    """First the other school is found, then it is asked: into a new pair, or into a group that there is."""

    school: School
    group: PeerGroup | None
    query: str
    found: list[FoundSchool]
    partner: FoundSchool | None
    reviews: list[tuple[str, str]]
    form: AskForm
    change: Change
    contact: str

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return self.form.errors

    @property
    def here(self) -> str:
        """Where both steps are shown."""
        return f"/peer-groups/{self.group.id}/invitations/new" if self.group else self.list + "/new"

    @property
    def list(self) -> str:
        return f"/schools/{self.school.id}/peer-groups"

    @property
    def action(self) -> str:
        return f"/peer-groups/{self.group.id}/invitations" if self.group else self.list

    @property
    def back(self) -> str:
        return f"/peer-groups/{self.group.id}" if self.group else self.list

    @classmethod
    def search(cls, allowed: Allowed[School] | Allowed[PeerGroup], query: str, *, contact: str) -> "AskPage":
        own, group = _own(allowed)
        found = [one for one in search_schools(allowed.session, query) if one.id != own.id] if query.strip() else []
        kept = find_kept(allowed.session, found) if found else set()
        lines = [FoundSchool(one, one.id in kept) for one in found]
        return cls(own, group, query, lines, None, [], AskForm(), Change(), contact)

    @classmethod
    def ask(
        cls,
        allowed: Allowed[School] | Allowed[PeerGroup],
        partner: School,
        *,
        contact: str,
        form: AskForm | None = None,
    ) -> "AskPage":
        own, group = _own(allowed)
        is_here = partner.id in find_kept(allowed.session, [partner])
        reviews = [] if group else choices(list_open_reviews(allowed.session, own))
        change = _change(allowed, group, partner) if group else Change()
        form = form or AskForm(review=reviews[0][0] if len(reviews) == 1 else "")
        return cls(own, group, "", [], FoundSchool(partner, is_here), reviews, form, change, contact)


def _own(allowed: Allowed[School] | Allowed[PeerGroup]) -> tuple[School, PeerGroup | None]:
    assert allowed.school is not None
    return allowed.school, allowed.thing if isinstance(allowed.thing, PeerGroup) else None


def _change(allowed: Allowed[School] | Allowed[PeerGroup], group: PeerGroup, partner: School) -> Change:
    session = allowed.session
    running = [one for one in list_peer_reviews(session, group) if not one.ended_at]
    joined = [one.school_id for one in list_members(session, group) if one.joined_at]
    now = {(one.reviewer_school_id, one.school_id) for one in running}
    final = {(one.reviewer_school_id, one.school_id) for one in running if one.final_at}
    then = ring([*joined, partner.id or 0], running)
    ids = {id_ for pair in now | then for id_ in pair}
    names = {id_: one.name for id_, one in find_schools(session, ids).items()}

    def named(pairs: set[tuple[int, int]]) -> list[tuple[str, str]]:
        return [(names[reviewer], names[host]) for reviewer, host in sorted(pairs)]

    return Change(named(now & (then | final)), named(now - then - final), named(then - now))


def choices(reviews: list[Review]) -> list[tuple[str, str]]:
    """Open reviews to choose from: id and label."""
    return [
        (
            str(one.id),
            _("%(framework)s, started on %(day)s") % {"framework": framework_of(one).title, "day": day(one.started_at)},
        )
        for one in reviews
    ]


@dataclass(frozen=True, slots=True)
class JoiningPage:
    """What an asked school answers on: who asks and the note, and which review it would bring."""

    group: PeerGroup
    school: School
    own: PeerMember
    reviews: list[tuple[str, str]]
    chosen: str
    why: str = ""
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        return self.problems

    def error(self, name: str) -> str:
        return dict(self.problems).get(name, "")

    @classmethod
    def of(
        cls,
        allowed: Allowed[PeerGroup],
        own: PeerMember,
        *,
        chosen: str = "",
        why: str = "",
        errors: tuple[tuple[str, str], ...] = (),
    ) -> "JoiningPage":
        assert allowed.school is not None
        reviews = choices(list_open_reviews(allowed.session, allowed.school))
        chosen = chosen or (reviews[0][0] if len(reviews) == 1 else "")
        return cls(allowed.thing, allowed.school, own, reviews, chosen, why, errors)


@dataclass(frozen=True, slots=True)
class WithdrawalPage:
    """Leaving a group: which peer reviews stop, and what stays."""

    group: PeerGroup
    school: School
    stops: list[tuple[str, str]]
    why: str = ""
    error: str = ""

    @property
    def errors(self) -> list[tuple[str, str]]:
        return [("why", self.error)] if self.error else []

    @classmethod
    def of(cls, allowed: Allowed[PeerGroup], *, why: str = "", error: str = "") -> "WithdrawalPage":
        assert allowed.school is not None
        stopping = [
            one for one in list_peer_reviews(allowed.session, allowed.thing) if _would_stop(one, allowed.school)
        ]
        names = find_schools(allowed.session, {id_ for one in stopping for id_ in one.school_ids})
        pairs = [(names[one.reviewer_school_id].name, names[one.school_id].name) for one in stopping]
        return cls(allowed.thing, allowed.school, pairs, why, error)


def _would_stop(review: PeerReview, leaving: School) -> bool:
    return not review.ended_at and not review.final_at and leaving.id in review.school_ids


def own_place(allowed: Allowed[PeerGroup]) -> PeerMember:
    """The place of the reader's school, which the guard has seen."""
    assert allowed.school is not None
    found = find_member(allowed.session, allowed.thing, allowed.school)
    assert found is not None
    return found
