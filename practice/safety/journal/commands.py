"""Changes to the journal: add an entry, put it right, say that it was read."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select, update

from practice.access.models import Information
from practice.core import audit, clock
from practice.core.db import command, db
from practice.core.errors import NotKnown, RuleBroken
from practice.mapping import commands as mapping
from practice.records import commands as records
from practice.records import queries
from practice.records.models import NotFor, Record
from practice.safety.journal.kinds import CAME, JournalEntry
from practice.safety.journal.models import JournalRead, Photo, PhotoErasing, ReadMark
from practice.safety.journal.photos import CleanPhoto


@dataclass(frozen=True, slots=True)
class NewEntry:
    """One entry to write down. `danger_id` is what it is about (None: the plan as a whole); a photo comes with its words."""

    body: JournalEntry
    danger_id: UUID | None = None
    info: Information = Information.PLAN
    not_for: tuple[UUID, ...] = ()
    because: str = ""
    photo: CleanPhoto | None = None
    photo_says: str = ""


@command
def add_entry(family_id: UUID, new: NewEntry) -> UUID:
    """Write an entry down; returns its id. A number stands on the scale of its danger from then on.

    Raises RuleBroken for a day to come, nobody named, nothing said, a number without a danger's scale, a photo without words.
    """
    scale = _check(family_id, new, None)
    record_id = records.add(family_id, "journal", new.body, parent_id=new.danger_id, info=new.info)
    if new.not_for:
        records.set_not_for(record_id, new.not_for, new.because)
    if scale is not None:
        _rate(scale, new.body)
    _keep_photo(family_id, record_id, new)
    return record_id


@command
def change_entry(record_id: UUID, seen: int, new: NewEntry) -> None:
    """Put an entry right; its earlier words stay. Raises Clash when someone saved after the person looked.

    A number that was given stays on the scale: a new one is a further rating, and name and danger stand as they are.
    """
    standing = queries.one(record_id)
    record = db.session.get(Record, record_id)
    if standing is None or record is None or standing.kind != "journal":
        raise NotKnown
    before: JournalEntry = standing.body
    danger_before = standing.parent_id
    records.revise(record_id, seen, new.body, parent_id=new.danger_id, info=new.info)
    record.parent_id = new.danger_id  # 'the plan as a whole' too
    scale = _check(record.family_id, new, before, danger_before)
    hidden = queries.not_for(record.family_id).get(record_id, {})
    if set(hidden) != set(new.not_for) or any(reason != new.because for reason in hidden.values()):
        records.set_not_for(record_id, new.not_for, new.because)
    if scale is not None and (new.body.number, new.body.on) != (before.number, before.on):
        _rate(scale, new.body)
    _keep_photo(record.family_id, record_id, new)


@command
def mark_read(record_id: UUID, number: int, mark: ReadMark, words: str = "") -> None:
    """Say that an entry was read as it stood in revision NUMBER, and what follows from it."""
    record = db.session.get(Record, record_id, with_for_update=True)
    if record is None or record.kind != "journal" or record.withdrawn_at is not None:
        raise NotKnown
    if number != record.number:
        raise RuleBroken("mark", "The entry was changed after you opened it. Read it as it stands now, then say so again")
    if mark is not ReadMark.NO_CHANGE and not words.strip():
        raise RuleBroken("words", "Say in a sentence what was changed, or what the worry is and who was told")
    db.session.add(JournalRead(family_id=record.family_id, record_id=record_id, number=number, mark=mark, words=words.strip(),
                               author_id=audit.actor(), at=clock.now()))
    audit.record("journal.read", family_id=record.family_id, about=record_id, detail={"mark": mark.value})


@command
def erase_photo(photo_id: UUID, because: str, *, words_too: bool = False) -> None:
    """Erase the bytes of a photo, and with WORDS_TOO what was written of it. That there was one, who erased it and why stays.

    Raises RuleBroken without a reason, NotKnown for one that is erased already. Copies in backups go when those do.
    """
    photo = db.session.get(Photo, photo_id, with_for_update=True)
    if photo is None or not photo.data:
        raise NotKnown
    if not because.strip():
        raise RuleBroken("because", "Say why it is erased. The reason stays")
    db.session.add(PhotoErasing(family_id=photo.family_id, record_id=photo.record_id, photo_id=photo.id, because=because.strip(),
                                author_id=audit.actor(), at=clock.now()))
    audit.record("photo.erased", family_id=photo.family_id, about=photo.record_id,
                 detail={"bytes": len(photo.data), "words_too": words_too})
    db.session.flush()
    if (connection := db.session.connection()).dialect.name == "sqlite":  # else the bytes lie on in pages that are free
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
    db.session.execute(update(Photo).where(Photo.id == photo_id).values(
        data=b"", sha256="", **({"says": ""} if words_too else {})).execution_options(synchronize_session=False))
    db.session.expire(photo)


def _check(family_id: UUID, new: NewEntry, before: JournalEntry | None, danger_before: UUID | None = None) -> UUID | None:
    """The rules of an entry; returns the scale that its number stands on, if it has one."""
    body = new.body
    if body.on is None:
        raise RuleBroken("on", "Give the day, like 9 Oct")
    if body.on > clock.today():
        raise RuleBroken("on", "This day has not come yet. Give today or an earlier one")
    if body.said_by is None and not body.said_by_name:
        raise RuleBroken("said_by", "Say whose entry it is")
    if body.came not in CAME:
        raise RuleBroken("came", "Choose how it came to you")
    if not (body.went_to_plan or body.words or new.photo):
        raise RuleBroken("went_to_plan", "Write what went to plan, or what happened")
    if body.child_said and body.child is None:
        raise RuleBroken("child", "Choose which child did or said it")
    if new.photo is not None and not new.photo_says.strip():
        raise RuleBroken("photo_says", "Write down what the photo says, for those who cannot see it")
    _check_signs(family_id, body)
    if before is not None and before.number is not None:
        if body.number is None:
            raise RuleBroken("number", "A number that was given stays on the scale. Put the right one in its place")
        if body.said_by != before.said_by or new.danger_id != danger_before:
            raise RuleBroken("said_by" if body.said_by != before.said_by else "danger",
                             "The number stands on the scale like this. Leave it, withdraw this entry and write a new one")
    return None if body.number is None else _scale_for(family_id, new)


def _check_signs(family_id: UUID, body: JournalEntry) -> None:
    signs = set(body.signs)
    if signs and len(signs) != db.session.scalar(select(func.count()).select_from(Record).where(
            Record.family_id == family_id, Record.kind == "early_sign", Record.id.in_(signs))):
        raise RuleBroken("signs", "Choose from the early signs of this plan")


def _scale_for(family_id: UUID, new: NewEntry) -> UUID:
    """The scale of the danger. A number stands there for everyone who sees the scale, so no name may be kept from it."""
    if new.body.said_by is None:
        raise RuleBroken("said_by", "A number belongs to a person in the record. Choose who gave it")
    if new.danger_id is None:
        raise RuleBroken("danger", "Choose the danger whose scale the number is on")
    scale = db.session.scalar(select(Record.id).where(
        Record.family_id == family_id, Record.kind == "scale", Record.parent_id == new.danger_id,
        Record.withdrawn_at.is_(None)).order_by(Record.position, Record.id).limit(1))
    if scale is None:
        raise RuleBroken("number", "This danger has no scale yet. Write one in the mapping, or leave the number out")
    hidden = set(db.session.scalars(select(NotFor.person_id).where(NotFor.record_id == scale)))
    if set(new.not_for) - hidden:
        raise RuleBroken("number", "A number stands on the scale for everyone who sees the scale. Leave it out, or take the "
                         "names off “Who must not see it?”")
    return scale


def _rate(scale: UUID, body: JournalEntry) -> None:
    """The number as a rating of that person. No word of the entry goes with it: the scale has readers of its own."""
    assert body.said_by is not None
    assert body.on is not None
    mapping.rate(scale, mapping.NewRating(body.said_by, body.number, body.on, asked_by="in the safety journal"))


def _keep_photo(family_id: UUID, record_id: UUID, new: NewEntry) -> None:
    if new.photo is None:
        return
    db.session.add(Photo(family_id=family_id, record_id=record_id, says=new.photo_says.strip(), width=new.photo.width,
                         height=new.photo.height, data=new.photo.data, sha256=new.photo.sha256, author_id=audit.actor(),
                         recorded_at=clock.now()))
    audit.record("photo.added", family_id=family_id, about=record_id, detail={"bytes": len(new.photo.data)})
