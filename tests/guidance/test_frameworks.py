"""The frameworks of discussions: content with its own check, and a frozen copy that a later version does not touch."""

import pytest

from practice.guidance.frameworks import FOLDER, FrameworkWrong, frameworks, frozen, read, thawed, with_end

HEAD = 'name = "{}"\ncalled = "A"\nversion = 1\nsource = "S"\nfor_whom = "F"\n'
STAGE = '[[stage]]\nid = "one"\ntitle = "T"\npurpose = "P"\nminutes = 5\nspeaks = "all"\nout = "O"\n{}[stage.asks]\nall = "A"\n'


def test_every_framework_of_the_reference_is_there_and_whole():
    assert set(frameworks()) == {"group-mapping", "systemic", "motivational-supervision", "stuck-case", "restorative-circle",
                                 "family-group-conference", "strategy-discussion", "core-group", "review-conference"}
    assert next(iter(frameworks())) == "group-mapping"
    for one in frameworks().values():
        assert all(stage.asked_of("participant") for stage in one.stage), one.name
        assert any(stage.private for stage in one.stage) or one.name == "family-group-conference", one.name


def test_group_mapping_has_its_eleven_steps_with_their_private_rounds():
    mapping = frameworks()["group-mapping"]
    assert [stage.id for stage in mapping.stage if stage.private] == ["dangers", "goals", "scale", "questions", "worth"]
    assert len(mapping.stage) == 11
    assert [stage.engine for stage in with_end(mapping).stage[11:]] == ["options", "stances", "decision"]


def test_the_familys_own_time_is_not_written_down():
    assert [stage.id for stage in frameworks()["family-group-conference"].stage if stage.unrecorded] == ["private_time"]


def test_a_frozen_framework_comes_back_as_it_was():
    for one in frameworks().values():
        assert thawed(frozen(with_end(one))) == with_end(one)


@pytest.mark.parametrize(("stage", "says"), [
    ('private = true\n', "a private step asks for something"),
    ('input = "words"\nlabel = "L"\n', "what each writes is private"),
    ('private = true\ninput = "number"\nlabel = "L"\n', "the words of 0 and 10"),
    ('private = true\ninput = "choice"\nlabel = "L"\n', "a choice has its words"),
    ('reads = "later"\n', "it reads a private step that came before it"),
    ('private = true\ninput = "danger"\nlabel = "L"\n', "nobody reads what was written"),
    ('private = true\ninput = "words"\n', "needs its label"),
    ('traffic = "light"\n', "unknown field"),
])
def test_a_mistake_in_a_file_is_named(tmp_path, stage, says):
    path = tmp_path / "wrong.toml"
    path.write_text(HEAD.format("wrong") + STAGE.format(stage), "utf-8")
    with pytest.raises(FrameworkWrong, match=says):
        read(path)


def test_a_file_is_called_as_its_framework(tmp_path):
    path = tmp_path / "other.toml"
    path.write_text((FOLDER / "core-group.toml").read_text("utf-8"), "utf-8")
    with pytest.raises(FrameworkWrong, match="its name is core-group"):
        read(path)
