"""Set-up: locks that name everything and no address, and a script that says in plain words what is missing."""

import re
import shutil
import subprocess
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from practice.settings import ROOT

LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-uv.lock")
COMES_WITH_HTMX = {"django", "asgiref", "sqlparse"}


def names_in(lock: str) -> set[str]:
    return {match.lower() for match in re.findall(r"^([A-Za-z0-9_.-]+)==", (ROOT / lock).read_text(), re.MULTILINE)}


def wanted(extra: str = "") -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return {re.split(r"[\[<>=;]", line)[0].lower() for line in lines}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_hashes_and_no_address(lock):
    text = (ROOT / lock).read_text()
    assert "://" not in text
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_locks_name_what_the_project_asks_for_and_leave_django_out():
    assert wanted() <= names_in("requirements.lock")
    assert wanted() | wanted("test") <= names_in("requirements-test.lock")
    for lock in LOCKS:
        assert not names_in(lock) & COMES_WITH_HTMX
    assert find_spec("django") is None


def test_nothing_of_others_is_committed():
    """Browser files and fonts come out of packages."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    others = re.compile(r"htmx[^/]*\.js$|\.min\.|\.woff2?$|\.ttf$|\.otf$|/vendor/|node_modules")
    assert [name for name in listed if others.search(name)] == []


def test_the_continuous_integration_runs_what_everybody_runs():
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
    assert "./run test" in (ROOT / ".ci" / "run").read_text()


# -- the script on a machine that lacks things: the same script, with other answers from the machine's programs --

@pytest.fixture
def machine(tmp_path):
    """A clone with an environment in it, on a machine whose programs a test may answer for."""
    for name in ("run", "pyproject.toml", *LOCKS):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "programs").mkdir()
    return Machine(tmp_path)


class Machine:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def program(self, name: str, script: str) -> None:
        file = self.folder / "programs" / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)

    def installed(self) -> None:
        """An environment that the script finds up to date."""
        (self.folder / ".venv" / "bin").mkdir(parents=True)
        (self.folder / ".venv" / "bin" / "python").symlink_to("/usr/bin/env")
        mark = subprocess.run("cksum requirements.lock requirements-uv.lock | cksum | cut -d' ' -f1", shell=True, check=True,
                              cwd=self.folder, capture_output=True, text=True).stdout
        (self.folder / ".venv" / "run.stamp").write_text(mark)

    def run(self, *words: str, **settings: str) -> tuple[int, str]:
        path = f"{self.folder}/programs:/usr/local/bin:/usr/bin:/bin"
        done = subprocess.run(["sh", "./run", *words], cwd=self.folder, check=False, text=True, timeout=60,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              env={"PATH": path, "HOME": "/nonexistent", **settings})
        return done.returncode, done.stdout


NO_PANGO = 'case "$*" in *pango*|*noto*) exit 1;; esac; echo "install ok installed"'
ALL_THERE = 'echo "install ok installed"'


def test_without_the_right_to_install_it_names_what_is_missing_and_goes_on(machine):
    machine.installed()
    machine.program("dpkg-query", NO_PANGO)
    machine.program("id", "echo 65534")
    machine.program("sudo", "exit 1")
    machine.program("apt-get", "echo apt-get was called; exit 1")
    code, said = machine.run("install")
    assert code == 0
    line = "apt-get update && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-core"
    assert f"    {line}\n" in said
    assert "the app runs without PDF" in said
    assert "apt-get was called" not in said
    assert said.rstrip().endswith("Installed. ./run serves the app.")


def test_with_sudo_it_installs_what_is_missing(machine):
    machine.installed()
    machine.program("dpkg-query", NO_PANGO)
    machine.program("id", "echo 1000")
    machine.program("sudo", 'case "$1" in -n) exit 0;; esac; echo "$*" >>asked')
    code, said = machine.run("install")
    assert code == 0, said
    asked = (machine.folder / "asked").read_text()
    assert "apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-core" in asked


def test_a_second_run_installs_nothing(machine):
    machine.installed()
    machine.program("dpkg-query", ALL_THERE)
    machine.program("apt-get", "echo called >>asked")
    machine.program("sudo", "echo called >>asked")
    code, said = machine.run("install")
    assert code == 0
    assert said.count("All there.") == 2
    assert not (machine.folder / "asked").exists()


def test_an_old_python_is_named(machine):
    machine.program("dpkg-query", ALL_THERE)
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        machine.program(name, 'case "$1" in --version) echo "Python 3.10.12"; exit 0;; esac; exit 1')
    machine.program("apt-get", "exit 1")
    machine.program("id", "echo 65534")
    code, said = machine.run("install")
    assert code == 1
    assert "Python 3.11 or newer is needed, and Python 3.10.12 is here." in said


def test_a_word_that_it_does_not_know_shows_what_there_is(machine):
    code, said = machine.run("tset")
    assert code == 2
    assert "./run test" in said


def test_a_folder_that_is_another_users_is_said_before_anything_is_tried(machine):
    machine.program("mkdir", "exit 1")
    code, said = machine.run("install")
    assert code == 1
    assert "You may not write into" in said
