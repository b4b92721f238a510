"""Groups: who reviews whom follows from who is in one, through every change."""

from app.db import Database
from app.models.peer_review import PeerReview, Side
from app.models.schools import School
from app.services.peer_review import ask_school, join, leave, list_peer_reviews
from tests.peers import Peers, add_partner
from tests.people import People


def running(reviews: list[PeerReview]) -> set[tuple[int, int]]:
    """(reviewer, host) of those that were not stopped."""
    return {(one.reviewer_school_id, one.school_id) for one in reviews if not one.ended_at}


def ids(*schools: School) -> list[int]:
    return [one.id for one in schools if one.id is not None]


def test_pair_reviews_both_ways(database: Database, people: People, peers: Peers) -> None:
    ashgrove, riverside = ids(people.school, peers.school)
    with database.reading() as session:
        assert running(list_peer_reviews(session, peers.group)) == {(ashgrove, riverside), (riverside, ashgrove)}


def test_third_school_makes_a_ring_that_keeps_what_it_can(database: Database, people: People, peers: Peers) -> None:
    with database.writing() as session:
        third, _own = add_partner(session, people, peers.group, "100005", "Thornhill School", "third", "Tia Third")
        ways = running(list_peer_reviews(session, peers.group))
    ashgrove, riverside, thornhill = ids(people.school, peers.school, third)
    round_one = {(ashgrove, riverside), (riverside, thornhill), (thornhill, ashgrove)}
    assert ways in (round_one, {(host, reviewer) for reviewer, host in round_one})


def test_triad_that_loses_a_school_is_a_pair_again(database: Database, people: People, peers: Peers) -> None:
    with database.writing() as session:
        third, _own = add_partner(session, people, peers.group, "100005", "Thornhill School", "third", "Tia Third")
        leave(session, peers.group, third, why="Their SENCO has left.", by=people["third"].actor)
        ways = running(list_peer_reviews(session, peers.group))
    ashgrove, riverside = ids(people.school, peers.school)
    assert ways == {(ashgrove, riverside), (riverside, ashgrove)}


def test_finished_review_outlives_a_change(database: Database, people: People, peers: Peers) -> None:
    with database.writing() as session:
        there = session.get_one(PeerReview, peers.there.id)
        there.final_at = there.created_at
        session.add(there)
        leave(session, peers.group, peers.school, why="Done.", by=people["reviewer"].actor)
        left = {one.id: one.ended_at for one in list_peer_reviews(session, peers.group)}
    assert left[peers.there.id] is None
    assert left[peers.back.id] is not None


def test_school_that_comes_back_starts_anew(database: Database, people: People, peers: Peers) -> None:
    with database.writing() as session:
        leave(session, peers.group, peers.school, why="Illness.", by=people["reviewer"].actor)
        ask_school(session, peers.group, peers.school, by=people["senco"].actor)
        join(session, peers.group, peers.school, peers.own_review, by=people["reviewer"].actor)
        reviews = list_peer_reviews(session, peers.group)
    assert len(running(reviews)) == 2
    assert {peers.there.id, peers.back.id} & {one.id for one in reviews if not one.ended_at} == set()


def test_host_sees_no_word_that_is_the_reviewer_s_alone(database: Database, peers: Peers) -> None:
    from app.models.fields import Key
    from app.services.peer_review_texts import book_of, read_seat_texts
    from app.services.texts import save_text

    host, reviewer = peers.seat(Side.HOST), peers.seat(Side.REVIEWER)
    by = peers.people["reviewer"].actor
    with database.writing() as session:
        save_text(session, book_of(session, reviewer), Key("notes/k3f9", "text"), "Seen.", base=0, by=by)
    with database.reading() as session:
        assert read_seat_texts(session, reviewer).value("notes/k3f9", "text") == "Seen."
        assert read_seat_texts(session, host).value("notes/k3f9", "text") == ""
