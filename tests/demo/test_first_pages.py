"""A first page says of a family's thread what the family's own plan page says: it reads less, and may not be wrong for it."""

import pytest
from sqlalchemy import select

from practice.accounts.models import Role, User
from practice.core import clock
from practice.core.db import db
from practice.insight import bulk
from practice.insight.case import cases_of
from practice.safety.queries import plan_of
from practice.safety.thread import thread_of

# What a first page does not read and does not say: who agreed to which version, and since when a flag was part of one.
NOT_SAID = {"not_agreed", "flag_not_rung"}


def said(thread):
    return {(one.code, one.about, one.person, one.says) for one in thread.all_breaks if one.code not in NOT_SAID}


@pytest.mark.parametrize("login", ["ines", "priya", "fay", "kath", "owen", "tom"])
def test_the_breaks_are_those_of_the_plan(demo, login):
    with demo.test_request_context("/"):
        user = db.session.scalar(select(User).where(User.login == login))
        families, _ = bulk.mine(user.id)
        cases = [case for case in cases_of(families, user.id) if not case.mine.sight.part.dangers]
        assert cases or user.role is Role.SPECIALIST
        for case in cases:
            assert said(case.thread) == said(thread_of(plan_of(case.mine.sight), clock.today())), case.name


def test_nobody_is_told_that_nothing_would_close_the_case_where_it_is_written(demo):
    with demo.test_request_context("/"):
        user = db.session.scalar(select(User).where(User.login == "priya"))
        case, = (one for one in cases_of(bulk.mine(user.id)[0], user.id) if one.name == "Orchard")
        assert case.plan.of("closing")
        assert "no_closing" not in {one.code for one in case.thread.all_breaks}
