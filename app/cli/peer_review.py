"""`send-review group`: an operator brings schools together that review each other."""

from typing import Annotated

import typer
from sqlmodel import Session

from app.cli import app
from app.cli.common import open_database, stop
from app.language import gettext as _
from app.models.actors import Actor, ActorKind
from app.models.peer_review import PeerGroup
from app.models.reviews import Review
from app.models.schools import School
from app.services.peer_review import list_peer_reviews
from app.services.peer_review_groups import list_open_reviews, set_up_group
from app.services.peer_review_letters import list_told, tell_grouped
from app.services.schools import find_school
from app.settings import Settings

NOT_POSSIBLE, MISUSED = 1, 2
"""Exit codes: the schools cannot be brought together as they are; the words of the command do not say which."""


@app.command("group")
def group_command(
    urns: Annotated[list[str], typer.Argument(help=_("Two or three schools."), metavar="URN URN [URN]")],
    review: Annotated[
        list[str] | None,
        typer.Option(
            help=_("Which open review a school brings, where it has several. May be given again."), metavar="URN=ID"
        ),
    ] = None,
    one_way: Annotated[
        bool, typer.Option("--one-way", help=_("The first school reviews the second, and not the other way round."))
    ] = False,
) -> None:
    """Bring two or three schools together that review each other.

    A pair reviews both ways, a triad in a ring. Safe to repeat.
    Exit code 0: they are together. 1: they cannot be, with the reason. 2: it is not clear which schools.
    """
    if not 2 <= len(urns) <= 3 or (one_way and len(urns) != 2):
        raise stop(_("Name two schools, or three for a triad. One way alone is for two."), code=MISUSED)
    settings = Settings()
    with open_database(settings) as database, database.writing() as session:
        schools = [_school(session, urn) for urn in urns]
        if len({school.id for school in schools}) < len(schools):
            raise stop(_("A school cannot review itself: name each school once."), code=MISUSED)
        chosen = _chosen(session, review or [], schools)
        brought = [(school, chosen.get(school.id) or _only_review(session, school)) for school in schools]
        group, is_new = set_up_group(session, brought, one_way=one_way, by=Actor(ActorKind.PERSON, None, _("Operator")))
        if is_new:
            _tell(session, schools, link=f"{settings.base_url}/peer-groups/{group.id}")
        elif group.one_way != one_way:
            raise stop(_("These schools are together already, and not in this way. They change that themselves."))
        _report(session, group, schools, is_new=is_new)


def _school(session: Session, urn: str) -> School:
    school = find_school(session, urn)
    if school is None:
        raise stop(_("There is no school with the URN %(urn)s.") % {"urn": urn})
    return school


def _chosen(session: Session, given: list[str], schools: list[School]) -> dict[int | None, Review]:
    """The reviews named with --review, by the id of their school."""
    chosen: dict[int | None, Review] = {}
    for words in given:
        urn, equals, number = words.partition("=")
        school = find_school(session, urn) if equals else None
        if school is None or school.id not in {one.id for one in schools}:
            raise stop(
                _("“%(words)s” does not name one of these schools: write URN=ID.") % {"words": words}, code=MISUSED
            )
        found = next((one for one in list_open_reviews(session, school) if str(one.id) == number.strip()), None)
        if found is None:
            raise stop(
                _("%(school)s has no open review %(number)s.") % {"school": school.name, "number": number.strip()}
            )
        chosen[school.id] = found
    return chosen


def _only_review(session: Session, school: School) -> Review:
    reviews = list_open_reviews(session, school)
    words = {"school": school.name, "urn": school.urn, "ids": ", ".join(str(one.id) for one in reviews)}
    if not reviews:
        raise stop(_("%(school)s has no open review. Its SENCO starts one first.") % words)
    if len(reviews) > 1:
        raise stop(_("%(school)s has several open reviews (%(ids)s). Say which: --review %(urn)s=ID") % words)
    return reviews[0]


def _tell(session: Session, schools: list[School], *, link: str) -> None:
    for school in schools:
        others = [one.name for one in schools if one.id != school.id]
        tell_grouped(session, school, others, link=link)
        if not list_told(session, school.id or 0):
            typer.echo(
                _("Nobody of %(school)s is here yet, so nobody there was told.") % {"school": school.name}, err=True
            )


def _report(session: Session, group: PeerGroup, schools: list[School], *, is_new: bool) -> None:
    said = _("Group %(id)s is made.") if is_new else _("Group %(id)s was there already. Nothing is changed.")
    typer.echo(said % {"id": group.id})
    names = {school.id: school.name for school in schools}
    for one in list_peer_reviews(session, group):
        if not one.ended_at and one.reviewer_school_id in names and one.school_id in names:
            typer.echo(
                _("  %(reviewer)s reviews %(host)s")
                % {"reviewer": names[one.reviewer_school_id], "host": names[one.school_id]}
            )
