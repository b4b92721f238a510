"""A backup made while people write is the installation as of one moment, and restores to equal rows."""

import sqlite3
import stat
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event, Lock

from app.backups.manifest import count_rows
from app.db import Database
from app.models.actors import Actor
from tests.backups.conftest import Run
from tests.durability.editors import AUTOSAVE
from tests.durability.ledger import Acknowledged, find_faults
from tests.people import People
from tests.visits import Browser

WRITERS = ("senco", "senior_leader", "colleague", "school_admin")
HISTORY = "SELECT * FROM answer_change ORDER BY id"
LATEST = """
SELECT place, field, version, value FROM answer_change AS one WHERE version = (
    SELECT max(version) FROM answer_change AS other
    WHERE (one.review_id, one.place, one.field) = (other.review_id, other.place, other.field))
ORDER BY place, field"""
CURRENT = "SELECT place, field, version, value FROM answer ORDER BY place, field"


def rows(file: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


class Work:
    """Everybody writes their own answer, save after save, until they are told to stop."""

    def __init__(self, browser_of: Callable[[str], Browser], review_id: int) -> None:
        self.browser_of, self.review_id = browser_of, review_id
        self.acknowledged: list[Acknowledged] = []
        self.counting, self.stop = Lock(), Event()

    def write(self, who: str) -> None:
        browser, place, version = self.browser_of(who), (f"LEAD-{WRITERS.index(who) + 1}", "strengths"), 0
        while not self.stop.is_set():
            text = f"{who} writes their text number {version + 1}"
            data = {"name": ".".join(place), "value": text, "version": version}
            response = browser.post(f"/reviews/{self.review_id}/answers", data, headers=AUTOSAVE)
            assert response.status_code == 200, response.text
            version += 1
            with self.counting:
                self.acknowledged.append(Acknowledged(place, text, version))

    def told_so_far(self) -> list[Acknowledged]:
        with self.counting:
            return list(self.acknowledged)

    def wait_for(self, more: int) -> None:
        until = len(self.told_so_far()) + more
        while len(self.told_so_far()) < until:
            self.stop.wait(0.01)


def test_backup_while_people_write_restores_to_one_moment(
    run: Run,
    database_url: str,
    database: Database,
    people: People,
    browser_of: Callable[[str], Browser],
    tmp_path: Path,
) -> None:
    assert people.review.id is not None
    live = tmp_path / "test.sqlite3"
    work = Work(browser_of, people.review.id)
    before, during = [], []
    with ThreadPoolExecutor(len(WRITERS)) as threads:
        writing = [threads.submit(work.write, who) for who in WRITERS]
        try:
            for number in range(3):
                work.wait_for(8)
                before.append(work.told_so_far())
                run(database_url, tmp_path / "var", "backup", str(tmp_path / f"{number}.backup"))
                during.append(len(work.told_so_far()) - len(before[-1]))
            work.wait_for(4)
        finally:
            work.stop.set()
        for each in writing:
            each.result()
    assert max(during) > 0, "Nobody wrote while a backup was made: this shows nothing"
    everything = rows(live, HISTORY)
    for number, told in enumerate(before):
        restored = tmp_path / f"restored-{number}" / "new.sqlite3"
        run(f"sqlite:///{restored}", restored.parent / "var", "restore", str(tmp_path / f"{number}.backup"))
        history = rows(restored, HISTORY)
        assert len(told) <= len(history) < len(everything)
        assert history == everything[: len(history)], "Not all that was saved up to a moment, and nothing after it"
        assert rows(restored, CURRENT) == rows(restored, LATEST), "Answers are of another moment than their history"
        again = Database(f"sqlite:///{restored}")
        assert find_faults(again, people.review.id, told) == []
        again.close()


def test_every_table_is_restored_row_for_row(
    run: Run, database_url: str, database: Database, people: People, tmp_path: Path
) -> None:
    run(database_url, tmp_path / "var", "demo")
    (tmp_path / "var" / "files" / "ab").mkdir(parents=True)
    (tmp_path / "var" / "files" / "ab" / "evidence").write_bytes(bytes(range(256)) * 5000)
    (tmp_path / "var" / "outbox").mkdir()
    (tmp_path / "var" / "outbox" / "letter.eml").write_text("with a link")
    backup = tmp_path / "backups" / "today.backup"
    assert "1 files" in run(database_url, tmp_path / "var", "backup", str(backup)).output
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [path.name for path in backup.parent.iterdir()] == ["today.backup"]
    with zipfile.ZipFile(backup) as pack:
        assert sorted(pack.namelist()) == ["database.sqlite3", "files/ab/evidence", "manifest.json"]
    restored = tmp_path / "elsewhere" / "new.sqlite3"
    run(f"sqlite:///{restored}", restored.parent / "var", "restore", str(backup))
    with closing(sqlite3.connect(tmp_path / "test.sqlite3")) as connection:
        counts = count_rows(connection)
    assert len(counts) >= 12
    assert sum(counts.values()) > 500
    for table in counts:
        assert rows(restored, f"SELECT * FROM {table} ORDER BY 1, 2" if table != "alembic_version" else TABLES) == rows(
            tmp_path / "test.sqlite3", f"SELECT * FROM {table} ORDER BY 1, 2" if table != "alembic_version" else TABLES
        )
    was, now = (at / "var" / "files" / "ab" / "evidence" for at in (tmp_path, restored.parent))
    assert was.read_bytes() == now.read_bytes()
    assert not (restored.parent / "var" / "outbox").exists()


TABLES = "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2"


def test_restored_installation_serves_its_people(
    run: Run, database_url: str, people: People, browser_of: Callable[[str], Browser], tmp_path: Path
) -> None:
    address = f"/reviews/{people.review.id}/areas/LEAD"
    shown = browser_of("senco").get(address).text
    by: Actor = people["senco"].actor
    assert by.name in shown
    backup = tmp_path / "a.backup"
    run(database_url, tmp_path / "var", "backup", str(backup))
    restored = tmp_path / "elsewhere" / "new.sqlite3"
    run(f"sqlite:///{restored}", restored.parent, "restore", str(backup))
    from app.main import create_app
    from app.settings import Settings

    again = create_app(Settings.model_validate({"DATABASE_URL": f"sqlite:///{restored}", "var_dir": restored.parent}))
    browser = Browser(again, people.sign_in(again.state.database, "senco"))
    assert browser.get(address).status_code == 200
    again.state.database.close()
