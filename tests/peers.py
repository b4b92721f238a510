"""The other schools of every story about peer review.

Ravi is the SENCO of Riverside School, Rosa a colleague there and Glen a governor: Riverside reviews Ashgrove, and is
reviewed by it. Fay is the SENCO of Fernbank School, which was Ashgrove's partner before, until it left.
"""

from dataclasses import dataclass

from sqlmodel import Session

from app.models.accounts import Role
from app.models.peer_review import PeerGroup, PeerReview, Side
from app.models.reviews import Depth, Review
from app.models.schools import School
from app.review_framework.loader import latest_framework
from app.services.peer_review import Seat, ask_school, join, leave, list_members, list_peer_reviews, sign, start_group
from app.services.reviews import start_review
from tests.people import People, make_member, make_school


@dataclass(frozen=True)
class Peers:
    """Adds `reviewer`, `reviewer_colleague`, `reviewer_governor` and `former_reviewer` to the people."""

    group: PeerGroup
    school: School
    """Riverside."""
    own_review: Review
    """The self-evaluation of Riverside."""
    former_school: School
    there: PeerReview
    """Riverside reviews Ashgrove. Both have signed what they sign at the start."""
    back: PeerReview
    """Ashgrove reviews Riverside, signed too."""
    former: PeerReview
    """Fernbank reviewed Ashgrove, until it left."""
    people: People
    member_id: int
    """The place of Ashgrove in the group."""

    def seat(self, side: Side) -> Seat:
        """A side of the peer review of Ashgrove."""
        return Seat(self.there, side, self.people.school, self.school)


def create_peers(session: Session, people: People) -> Peers:
    by = people["senco"].actor
    group = start_group(session, by=by)
    ask_school(session, group, people.school, by=by)
    join(session, group, people.school, people.review, by=by)
    former_school, _ = add_partner(session, people, group, "100003", "Fernbank School", "former_reviewer", "Fay Former")
    former = next(one for one in list_peer_reviews(session, group) if one.school_id == people.school.id)
    leave(session, group, former_school, why="A nearer school was found.", by=by)
    school, own = add_partner(session, people, group, "100004", "Riverside School", "reviewer", "Ravi Reviewer")
    people.by_name["reviewer_colleague"] = make_member(
        session, school, "reviewer_colleague", "Rosa Colleague", Role.COLLEAGUE
    )
    people.by_name["reviewer_governor"] = make_member(
        session, school, "reviewer_governor", "Glen Governor", Role.GOVERNOR
    )
    running = {one.school_id: one for one in list_peer_reviews(session, group) if not one.ended_at}
    assert people.school.id is not None
    assert school.id is not None
    there, back = running[people.school.id], running[school.id]
    for review, host, visitor in ((there, "senco", "reviewer"), (back, "reviewer", "senco")):
        sign(session, review, people[host], Side.HOST, wording="What the host commits to.")
        sign(session, review, people[visitor], Side.REVIEWER, wording="What the reviewer undertakes.")
    place = list_members(session, group)[0].id
    assert place is not None
    return Peers(group, school, own, former_school, there, back, former, people, place)


def add_partner(
    session: Session, people: People, group: PeerGroup, urn: str, name: str, key: str, person: str
) -> tuple[School, Review]:
    school = make_school(session, urn, name)
    people.by_name[key] = make_member(session, school, key, person, Role.SENCO)
    session.flush()
    by = people[key].actor
    own = start_review(session, school, latest_framework("wss-mainstream"), Depth.SHORT, scope={}, by=by)
    ask_school(session, group, school, by=people["senco"].actor)
    join(session, group, school, own, by=by)
    return school, own
