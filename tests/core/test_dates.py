"""Working days against the published test values, and dates as people write them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form

from practice.core import clock, dates
from practice.core.forms import JudgeField
from practice.core.working_days import bank_holidays, is_working_day, working_days_between


class Judged(Form):
    value = JudgeField("How safe?")


NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(("start", "count", "due"), [
    (date(2026, 9, 7), 1, date(2026, 9, 8)), (date(2026, 9, 11), 1, date(2026, 9, 14)),
    (date(2026, 9, 12), 1, date(2026, 9, 14)), (date(2026, 12, 24), 1, date(2026, 12, 29)),
    (date(2026, 9, 7), 45, date(2026, 11, 9)), (date(2026, 11, 24), 45, date(2027, 1, 29)),
    (date(2026, 3, 20), 15, date(2026, 4, 14)), (date(2026, 12, 18), 15, date(2027, 1, 13)),
    (date(2026, 12, 21), 10, date(2027, 1, 7)), (date(2027, 3, 19), 10, date(2027, 4, 6))])
def test_the_published_working_day_values(start, count, due):
    assert is_working_day(due)
    assert working_days_between(start, due) == count


@given(st.dates(date(2023, 1, 2), date(2090, 6, 1)), st.integers(0, 90))
def test_working_days_are_those_that_one_counts_on_the_fingers(start, days):
    passed = [start + timedelta(days=number) for number in range(1, days + 1)]
    assert working_days_between(start, start + timedelta(days=days)) == sum(map(is_working_day, passed))


@pytest.mark.parametrize(("year", "published"), [  # gov.uk/bank-holidays, England and Wales
    (2023, "2 Jan, 7 Apr, 10 Apr, 1 May, 8 May, 29 May, 28 Aug, 25 Dec, 26 Dec"),
    (2024, "1 Jan, 29 Mar, 1 Apr, 6 May, 27 May, 26 Aug, 25 Dec, 26 Dec"),
    (2025, "1 Jan, 18 Apr, 21 Apr, 5 May, 26 May, 25 Aug, 25 Dec, 26 Dec"),
    (2026, "1 Jan, 3 Apr, 6 Apr, 4 May, 25 May, 31 Aug, 25 Dec, 28 Dec"),
    (2027, "1 Jan, 26 Mar, 29 Mar, 3 May, 31 May, 30 Aug, 27 Dec, 28 Dec"),
    (2028, "3 Jan, 14 Apr, 17 Apr, 1 May, 29 May, 28 Aug, 25 Dec, 26 Dec"),  # by the rule: a New Year’s Day on a Saturday
    (2033, "3 Jan, 15 Apr, 18 Apr, 2 May, 30 May, 29 Aug, 26 Dec, 27 Dec"),  # and a Christmas on a Sunday
])
def test_bank_holidays_are_those_published_and_go_on_by_rule(year, published):
    assert ", ".join(f"{day.day} {day:%b}" for day in bank_holidays(year)) == published
    assert not any(is_working_day(day) for day in bank_holidays(year))


@pytest.mark.parametrize(("typed", "meant"), [
    ("4 Dec", date(2026, 12, 4)), ("4 December 2026", date(2026, 12, 4)), ("Fri 4 Dec", date(2026, 12, 4)),
    ("4th dec", date(2026, 12, 4)), ("04/12/2026", date(2026, 12, 4)), ("4.12.26", date(2026, 12, 4)),
    ("2026-12-04", date(2026, 12, 4)), ("today", date(2026, 11, 24)), ("Tomorrow", date(2026, 11, 25)),
    ("18 Jan", date(2027, 1, 18)), ("7 Sept", date(2026, 9, 7)), ("Tuesday 8 December", date(2026, 12, 8))])
def test_days_as_people_write_them(typed, meant):
    with clock.at(NOW):
        assert dates.parse_day(typed) == meant


@pytest.mark.parametrize(("typed", "words"), [("31 Feb 2026", "not a day that exists"), ("30/13/2026", "not a day that exists"),
                                              ("soon", "Write the date like 4 Dec"), ("29 Feb 2027", "not a day that exists"),
                                              ("31/12/9999", "Is the year 9999 right"), ("0202-12-04", "Is the year 202 right")])
def test_a_day_that_is_none_gets_a_sentence(typed, words):
    with clock.at(NOW), pytest.raises(ValueError, match=words):
        dates.parse_day(typed)


@pytest.mark.parametrize(("month", "hour", "minute", "says"), [(1, 0, 5, "0.05"), (1, 0, 0, "0.00"), (7, 23, 20, "0.20"),
                                                               (1, 9, 7, "9.07"), (1, 15, 30, "15.30")])
def test_a_time_of_the_night_has_its_hour(month, hour, minute, says):
    assert dates.time_of(datetime(2026, month, 24, hour, minute, tzinfo=UTC)) == says


@pytest.mark.parametrize("sent", ["0099", "00050", "11", "-1", "4.5", "٣", "1" * 5000])
def test_no_number_beyond_ten_however_it_is_written(sent):
    form = Judged(MultiDict({"value": sent}))
    assert not form.validate() and form.value.data is None
    assert form.value.errors == ["Choose a number from 0 to 10"]


@given(st.text(max_size=40))
def test_no_text_whatever_breaks_the_reading_of_dates(typed):
    with clock.at(NOW):
        try:
            assert isinstance(dates.parse_day(typed), date)
        except ValueError as error:
            assert "4 Dec" in str(error)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_what_is_shown_can_be_typed_back(day):
    with clock.at(NOW):
        assert dates.parse_day(dates.long_day(day)) == day
        assert dates.parse_day(dates.full_day(day)) == day


def test_ahead_means_the_coming_one():
    with clock.at(NOW):
        assert dates.parse_day("3 March", ahead=True) == date(2027, 3, 3)


def test_ages_on_birthdays_and_leap_days():
    assert dates.age_on(date(2019, 2, 3), date(2026, 2, 2)) == 6
    assert dates.age_on(date(2019, 2, 3), date(2026, 2, 3)) == 7
    assert dates.age_on(date(2020, 2, 29), date(2026, 2, 28)) == 5
    assert dates.age_on(date(2020, 2, 29), date(2026, 3, 1)) == 6
