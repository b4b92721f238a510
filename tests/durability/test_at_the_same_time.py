"""Not in turns but at once: threads of one service, and processes that share a database."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from threading import Barrier, Event

from sqlmodel import select

from app.db import Database
from app.models.fields import Key
from app.models.reviews import Review
from app.models.self_evaluation import AgreedVersion
from app.services.self_evaluation import book_of, read_sheet, save_answer
from app.services.self_evaluation_versions import ChangedSince, agree_version
from app.services.texts import Clash, list_changes, restore_text
from app.services.texts_forms import Sent, save_form
from tests.durability.editors import PLACE
from tests.durability.ledger import Acknowledged, find_faults, read_kept
from tests.people import People

ROOT = Path(__file__).parents[2]


def save_until_current(
    database: Database, people: People, who: str, place: tuple[str, str], text: str
) -> list[Acknowledged]:
    """As the script does: a clash tells the version on top of which one's own text is kept."""
    base, told = 0, []
    while True:
        with database.writing() as session:
            result = save_answer(session, people.review, *place, text, base=base, by=people[who].actor)
        base = result.version
        told.append(Acknowledged(place, text, None if isinstance(result, Clash) else base))
        if not isinstance(result, Clash):
            return told


def test_threads_at_one_answer_lose_no_text(database: Database, people: People) -> None:
    start = Barrier(4)

    def write(who: str) -> list[Acknowledged]:
        start.wait()
        told = []
        for number in range(25):
            told += save_until_current(database, people, who, PLACE, f"{who} {number}")
        return told

    writers = ("senco", "senior_leader", "colleague", "school_admin")
    with ThreadPoolExecutor(len(writers)) as threads:
        told = [one for each in threads.map(write, writers) for one in each]
    assert people.review.id is not None
    assert find_faults(database, people.review.id, told) == []
    kept = read_kept(database, people.review.id)[PLACE]
    assert {text for _, text in kept.versions} == {f"{who} {number}" for who in writers for number in range(25)}


def test_processes_at_one_answer_lose_no_text(database: Database, database_url: str, people: People) -> None:
    command = [sys.executable, "-m", "tests.durability.saving_process", database_url, str(people.review.id)]
    processes = [
        subprocess.Popen([*command, name, "50"], cwd=ROOT, stdout=subprocess.PIPE, text=True) for name in ("Ida", "Jo")
    ]
    told = []
    for process in processes:
        output, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        told += [Acknowledged(PLACE, text, version) for text, version in json.loads(output)]
    assert people.review.id is not None
    assert find_faults(database, people.review.id, told) == []
    assert len({one.text for one in told}) == 100


def test_putting_back_while_others_save_loses_no_text(database: Database, people: People) -> None:
    save_until_current(database, people, "senco", PLACE, "the first")

    def put_back(number: int) -> bool:
        with database.writing() as session:
            history = list_changes(session, book_of(people.review), PLACE[0], field=PLACE[1])
            earlier = history[number % len(history)]
            shown = read_sheet(session, people.review).text(*PLACE).version
            result = restore_text(
                session, book_of(people.review), earlier, base=shown - number % 2, by=people["senco"].actor
            )
        return isinstance(result, Clash)

    def write(number: int) -> list[Acknowledged]:
        return save_until_current(database, people, "colleague", PLACE, f"text {number}")

    with ThreadPoolExecutor(8) as threads:
        writing = [threads.submit(write, number) for number in range(40)]
        overtaken = list(threads.map(put_back, range(40)))
        told = [one for each in writing for one in each.result()]
    assert any(overtaken)
    assert people.review.id is not None
    assert find_faults(database, people.review.id, told) == []
    assert {f"text {number}" for number in range(40)} < read_kept(database, people.review.id)[PLACE].texts


def test_agreed_copy_is_what_was_checked(database: Database, people: People) -> None:
    """One writes the same number in two answers, one after the other; another agrees what they see, meanwhile. No copy
    may hold a mixture that never stood there."""
    save_until_current(database, people, "senco", ("LEAD-1", "judgement"), "")
    save_until_current(database, people, "senco", ("LEAD-1", "judgement"), levels(people)[0])
    two = (("LEAD-1", "strengths"), ("LEAD-2", "strengths"))
    finished = Event()

    def write() -> None:
        for number in range(1, 61):
            for place in two:
                save_until_current(database, people, "colleague", place, str(number))
        finished.set()

    def agree(who: str) -> list[str]:
        outcomes = []
        while not finished.is_set() or len(outcomes) < 10:
            with database.reading() as session:
                checked = read_sheet(session, people.review).fingerprint()
            try:
                with database.writing() as session:
                    agree_version(session, people.review, checked=checked, present="", by=people[who].actor)
            except ChangedSince:
                outcomes.append("changed since")
            else:
                outcomes.append(checked)
        return outcomes

    with ThreadPoolExecutor(3) as threads:
        writing = threads.submit(write)
        agreeing = [threads.submit(agree, who) for who in ("senco", "senior_leader")]
        writing.result()
        outcomes = [one for each in agreeing for one in each.result()]
    with database.reading() as session:
        versions = session.exec(select(AgreedVersion).order_by(AgreedVersion.number)).all()
    assert [version.number for version in versions] == list(range(1, len(versions) + 1))
    # Each state that was agreed is kept once, however often and by whomever it was agreed.
    assert sorted(version.fingerprint for version in versions) == sorted(set(outcomes) - {"changed since"})
    for version in versions:
        kept = json.dumps(version.answers, ensure_ascii=False, separators=(",", ":"))
        assert sha256(kept.encode()).hexdigest() == version.fingerprint
        numbers = {place: int(value) for place, field, value, _ in version.answers if field == "strengths"}
        assert numbers.get("LEAD-1", 0) - numbers.get("LEAD-2", 0) in {0, 1}


def test_forms_in_opposite_order_do_not_wait_for_each_other(database: Database, people: People) -> None:
    keys = [Key(f"LEAD-{item}", field) for item in (1, 2, 3) for field in ("strengths", "developments")]

    def send(number: int) -> int:
        order = keys if number % 2 else list(reversed(keys))
        with database.writing() as session:
            review = session.get_one(Review, people.review.id)
            sent = [Sent(key, f"text {number} at {key}", 0) for key in order]
            return save_form(session, book_of(review), sent, by=people["senco"].actor).saved

    with ThreadPoolExecutor(8) as threads:
        saved = list(threads.map(send, range(40)))
    assert sum(saved) == len(keys)
    assert people.review.id is not None
    told = [Acknowledged((key.place, key.field), f"text {n} at {key}", None) for n in range(40) for key in keys]
    assert find_faults(database, people.review.id, told) == []


def levels(people: People) -> list[str]:
    from app.services.self_evaluation import framework_of

    return [level.code for level in framework_of(people.review).scale]
