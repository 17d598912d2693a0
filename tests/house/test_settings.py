"""Production refuses to start unsafe, with a sentence that says what to set (A45)."""

import subprocess
import sys

import pytest

from practice.settings import Mode, Settings

SAFE = {"MODE": "production", "SECRET_KEY": "x7" * 20, "PUBLIC_URL": "https://ground.example"}


@pytest.mark.parametrize(("change", "sentence"), [
    ({"SECRET_KEY": "only-for-demonstration-and-tests"}, "Set SECRET_KEY"), ({"SECRET_KEY": "short"}, "Set SECRET_KEY"),
    ({"PUBLIC_URL": "http://ground.example"}, "Set PUBLIC_URL"), ({"DEBUG": "true"}, "Turn DEBUG off"),
    ({"PASSWORD_MEMORY_KIB": "64"}, "Set PASSWORD_MEMORY_KIB")])
def test_production_with_an_unsafe_setting_exits_with_a_plain_sentence(change, sentence, tmp_path):
    run = subprocess.run([sys.executable, "-c", "from practice import create_app; create_app()"], capture_output=True,
                         text=True, check=False,
                         env={**SAFE, "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite", "PATH": "", **change})
    assert run.returncode != 0
    assert sentence in run.stderr
    assert "Traceback" not in run.stderr


def test_production_starts_when_all_is_safe(monkeypatch):
    for name, value in SAFE.items():
        monkeypatch.setenv(name, value)
    assert Settings().mode is Mode.PRODUCTION
