"""Withdraw with a reason, and bring back: the small pages that words of every kind have. A room says where they stand, who may,
how it draws a small page, and where it leads back to."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField

from practice.core.access import allow
from practice.core.forms import AtMost, Form, Said
from practice.records import commands
from practice.records.acting import do, looking_at
from practice.records.policy import RecordSight

Rule = Callable[..., RecordSight]
Ask = Callable[..., ResponseReturnValue]  # (seen, form, title, save, *, names, note, status, clash): see safety.views.row
Back = Callable[[RecordSight], ResponseReturnValue]

class WithdrawForm(Form):
    because = TextAreaField("Why is it withdrawn?", description="It stays readable, struck through, with this reason",
                            validators=[Said("Say why you withdraw it. It stays readable"), AtMost()])


def withdrawing(bp: Blueprint, at: str, rule: Rule, ask: Ask, back: Back, *, title: str = "Withdraw, with a reason",
                note: str = "") -> None:
    """The page AT/withdraw of BP, and what it does."""

    def page(seen: RecordSight, form: Form, **context: Any) -> ResponseReturnValue:
        return ask(seen, form, title, "Withdraw", names=("because",), note=note, **context)

    def act(seen: RecordSight, form: WithdrawForm) -> None:
        commands.withdraw(seen.row.id, form.seen_version, form.because.data or "")

    _small(bp, f"{at}/withdraw", "withdraw", rule, WithdrawForm, act, page, back)


def bringing_back(bp: Blueprint, at: str, rule: Rule, ask: Ask, back: Back) -> None:
    """The page AT/restore of BP, and what it does."""

    def page(seen: RecordSight, form: Form, **context: Any) -> ResponseReturnValue:
        note = f"Withdrawn, because: {seen.row.withdrawn_because}" if seen.row.is_withdrawn else "It is in use."
        return ask(seen, form, "Bring it back", "Bring it back", note=note, **context)

    _small(bp, f"{at}/restore", "restore", rule, Form, lambda seen, form: commands.restore(seen.row.id, form.seen_version), page,
           back)


def _small(bp: Blueprint, address: str, endpoint: str, rule: Rule, of: type[Form],  # noqa: PLR0917
           act: Callable[[RecordSight, Any], None], page: Callable[..., ResponseReturnValue], back: Back) -> None:
    def show(seen: RecordSight) -> ResponseReturnValue:
        return page(seen, looking_at(of(), seen))

    def post(seen: RecordSight) -> ResponseReturnValue:
        form = of()
        return do(seen, form, lambda: act(seen, form), lambda _: back(seen), page)

    bp.add_url_rule(address, endpoint, allow(rule)(show))
    bp.add_url_rule(address, f"{endpoint}_post", allow(rule)(post), methods=["POST"])
