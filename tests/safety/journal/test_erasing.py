"""A photo of the journal is erased by a manager with a reason: its bytes are gone, that there was one stays, nothing else moves."""

import re

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from practice.core import audit
from practice.core.audit import AuditEvent
from practice.core.db import db
from practice.core.errors import NotKnown
from practice.safety.journal import commands
from practice.safety.journal.kinds import JournalEntry
from practice.safety.journal.models import Photo, PhotoErasing
from practice.safety.journal.photos import CleanPhoto
from tests.conftest import NOW

MARK = b"\xff\xd8 the page of another family \xff\xd9"
SAYS = "Ring Uncle Teal at the boatyard"


@pytest.fixture
def kept(app, world):
    """An entry with a photo that should never have been kept: (entry, photo)."""
    with app.app_context(), audit.acting_as(world.users["ines"]):
        entry = commands.add_entry(world.family, commands.NewEntry(
            JournalEntry(on=NOW.date(), said_by=world.people["Coral"], came="told", went_to_plan="Coral came."),
            photo=CleanPhoto(MARK, 60, 40), photo_says=SAYS))
        return entry, db.session.scalar(select(Photo.id))


def url(world, photo, what=""):
    return f"/families/{world.family}/journal/photos/{photo}{what}"


def erase(client, world, photo, expect=303, **form):
    return client("manager").post(url(world, photo, "/erase"), {"because": "The wrong family", **form}, expect=expect)


def test_a_manager_erases_it_and_the_entry_says_that_there_was_one(app, client, world, kept):
    entry, photo = kept
    manager = client("manager")
    assert manager.get(url(world, photo)).data == MARK
    page = manager.get(f"/families/{world.family}/journal/{entry}")
    assert "Erase this photo, with a reason" in page.words
    before = manager.get(url(world, photo, "/erase"))
    assert SAYS in before.words and "cannot be brought back" in before.words
    answer = erase(client, world, photo)
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    for person in ("manager", "allocated worker"):
        client(person).get(url(world, photo), expect=404)
        page = client(person).get(answer.location)
        assert "There was a photo of a page here" in page.words
        assert re.search(r"Tom Larder erased it, .*, because: The wrong family", page.words)
        assert SAYS in page.words  # words are kept unless they were ticked
        assert page.all("img") == []
        assert "1 photo erased" in page.words
    client("manager").get(url(world, photo, "/erase"), expect=404)
    erase(client, world, photo, expect=404)
    with app.app_context():
        row = db.session.scalars(select(Photo)).one()
        assert (row.data, row.sha256, row.says, row.width) == (b"", "", SAYS, 60)
        event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "photo.erased")).one()
        assert (event.actor_id, event.about_id, event.detail) == (world.users["tom"], entry,
                                                                  {"bytes": len(MARK), "words_too": False})
    assert "erased a photo of a page" in client("manager").get(f"/families/{world.family}/looked").words


def test_its_words_go_too_where_that_was_ticked(app, client, world, kept):
    entry, photo = kept
    erase(client, world, photo, words_too="y")
    page = client("manager").get(f"/families/{world.family}/journal/{entry}")
    assert "There was a photo of a page here" in page.words
    assert SAYS not in page.text
    with app.app_context():
        assert db.session.scalars(select(Photo.says)).one() == ""


def test_a_reason_is_asked_for_and_nothing_is_erased_without_one(app, client, world, kept):
    _, photo = kept
    page = erase(client, world, photo, expect=422, because=" ", words_too="y")
    assert page.error_beside("because") == "Say why it is erased. The reason stays"
    assert page.field("words_too").get("checked") is not None
    assert client("manager").get(url(world, photo)).data == MARK


def test_others_do_not_erase(client, world, kept):
    _, photo = kept
    refused = client("allocated worker").get(url(world, photo, "/erase"), expect=403)
    assert "A manager erases a photo" in refused.words
    for person, status in (("allocated worker", 403), ("school, plan only", 403), ("other family’s worker", 404)):
        client(person).post(url(world, photo, "/erase"), {"because": "x"}, expect=status)
    page = client("allocated worker").get(f"/families/{world.family}/journal")
    assert "1 photo" in page.words and "Erase" not in page.words
    assert client("manager").get(url(world, photo)).data == MARK


def test_one_of_a_withdrawn_entry_is_erased_too(client, world, kept):
    entry, photo = kept
    page = client("manager").get(f"/families/{world.family}/journal/{entry}/withdraw")
    client("manager").post(f"/families/{world.family}/journal/{entry}/withdraw",
                           {**page.hidden("/withdraw"), "because": "The wrong family"})
    assert "Erase it" in client("manager").get(f"/families/{world.family}/journal/{entry}").words
    erase(client, world, photo)
    assert "There was a photo" in client("manager").get(f"/families/{world.family}/journal/{entry}").words


def test_two_who_erase_at_once_erase_it_once(app, world, kept):
    _, photo = kept
    with app.app_context(), audit.acting_as(world.users["tom"]):
        commands.erase_photo(photo, "The wrong family")
        with pytest.raises(NotKnown):
            commands.erase_photo(photo, "Once more")
        assert db.session.scalars(select(PhotoErasing.because)).all() == ["The wrong family"]


# The database itself allows this one change and no other

ERASE = "UPDATE photo SET data = {empty}, sha256 = ''"
OTHER_CHANGES = ("UPDATE photo SET says = 'Something else'", "UPDATE photo SET says = ''", "UPDATE photo SET width = 1",
                 "UPDATE photo SET data = {other}", "UPDATE photo SET data = {other}, sha256 = ''", "DELETE FROM photo",
                 "UPDATE photo SET data = {empty}", "UPDATE photo SET data = {empty}, sha256 = '', says = 'Something else'",
                 "UPDATE photo SET data = {empty}, sha256 = '', recorded_at = '2020-01-01 00:00:00'",
                 "UPDATE photo SET data = {empty}, sha256 = '', author_id = NULL",
                 "UPDATE photo SET data = {empty}, sha256 = '', height = 7")


def said(app, sql):
    is_sqlite = app.extensions["engine"].dialect.name == "sqlite"
    return text(sql.format(empty="x''" if is_sqlite else "''::bytea", other="x'ff'" if is_sqlite else "'\\xff'::bytea"))


def try_all(app, changes):
    for change in changes:
        with app.app_context(), pytest.raises(DatabaseError, match="append-only"):
            db.session.connection(execution_options={"writes": True})
            db.session.execute(said(app, change))


def test_nothing_of_a_photo_changes_before_its_erasing_is_written_down(app, world, kept):
    try_all(app, (*OTHER_CHANGES, ERASE))


def test_with_its_erasing_written_down_the_bytes_may_go_and_nothing_else(app, world, kept):
    _, photo = kept
    with app.app_context():
        db.session.connection(execution_options={"writes": True})
        row = db.session.get(Photo, photo)
        db.session.add(PhotoErasing(family_id=row.family_id, record_id=row.record_id, photo_id=photo, because="Wrong", at=NOW))
        db.session.commit()
    try_all(app, OTHER_CHANGES)
    with app.app_context():
        db.session.connection(execution_options={"writes": True})
        db.session.execute(said(app, ERASE))
        db.session.commit()
    try_all(app, (*OTHER_CHANGES, ERASE, "UPDATE photo_erasing SET because = ''", "DELETE FROM photo_erasing"))
    with app.app_context():
        assert db.session.scalars(select(Photo.data)).one() == b""


def test_the_file_of_the_database_holds_no_byte_of_it_any_more(app, client, world, kept):
    """SQLite alone: PostgreSQL clears what it let go of by vacuum."""
    engine = app.extensions["engine"]
    if engine.dialect.name != "sqlite":
        pytest.skip("one file only on SQLite")

    def in_the_file():
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        with open(engine.url.database, "rb") as file:
            return MARK in file.read()

    assert in_the_file()  # the control
    erase(client, world, kept[1])
    assert not in_the_file()


def test_taking_the_migration_back_keeps_erased_photos_empty_and_freezes_the_others_wholly(app, client, world, kept):
    erase(client, world, kept[1])
    with app.app_context():
        app.extensions["alembic"].downgrade("0018")
        db.close()
        assert db.session.execute(text("SELECT length(data) FROM photo")).scalar_one() == 0
        db.close()
    try_all(app, (*OTHER_CHANGES, ERASE))
    with app.app_context():
        app.extensions["alembic"].upgrade()
        db.close()
    try_all(app, (*OTHER_CHANGES, ERASE))  # with nobody's erasing written down any more
