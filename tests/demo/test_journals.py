"""The journals of the worked cases are those of the case files, and nothing in them reaches who must not read it."""

from sqlalchemy import select

from practice.access.queries import my_part_in
from practice.accounts.models import User
from practice.core.db import db
from practice.families.models import Family, Person
from practice.families.queries import sight_of
from practice.safety.journal.models import Photo
from practice.safety.journal.photos import size_of_plain
from practice.safety.journal.queries import journal_of, waiting


def user(login):
    return db.session.scalar(select(User.id).where(User.login == login))


def journal(family, login):
    family_id = db.session.scalar(select(Family.id).where(Family.name == family))
    assert my_part_in(family_id, user(login)) is not None
    return journal_of(sight_of(family_id, user(login)))


def test_the_entry_of_hazels_birthday_is_word_for_word_with_its_page(demo):
    with demo.app_context():
        orchard = journal("Orchard", "priya")
        entry = next(row for row in orchard.entries if row.body.on.isoformat() == "2026-10-14")
        assert entry.body.words == "Cake at Olive’s. He cried. He didn’t drink. Ash asleep by 8."
        photo = orchard.photos[entry.id][0]
        assert "He didn’t drink." in photo.says
        data = db.session.scalar(select(Photo.data).where(Photo.id == photo.id))
        assert size_of_plain(bytes(data)) == (photo.width, photo.height)


def test_the_lapse_was_a_worry_that_changed_the_plan(demo):
    with demo.app_context():
        orchard = journal("Orchard", "priya")
        lapse = next(row for row in orchard.entries if row.body.on.isoformat() == "2026-10-09")
        assert lapse.body.worry and lapse.body.number == 6
        assert [read.mark.value for read in orchard.reads[lapse.id]] == ["worry_raised", "plan_changed"]
        assert len(orchard.unread) == 1


def test_one_worry_waits_for_the_lead_the_worker_and_the_manager(demo):
    with demo.app_context():
        for login in ("kwame", "fay", "owen"):
            assert [one.family for one in waiting(user(login)) if one.body.worry] == ["Lantern"], login
        for login in ("wick", "prism", "ines", "ada"):
            assert [one for one in waiting(user(login)) if one.body.worry] == [], login


def test_no_entry_of_the_harbour_family_is_for_callum_or_dunstan(demo):
    with demo.app_context():
        harbour = journal("Harbour", "ines")
        kept_from = set(db.session.scalars(select(Person.id).where(Person.name.in_(("Callum Reef", "Dunstan Reef")))))
        assert len(kept_from) == 2 and len(harbour.entries) == 4
        assert all(kept_from <= set(harbour.not_for.get(row.id, {})) for row in harbour.entries)
