"""The files of a lesson, read as one table, and the keys that stand in it."""

import pytest

from engine.core.errors import LessonError
from engine.teach.lessons.lesson import load
from engine.teach.lessons.tables import read_folder, take


def folder(tmp_path, **files):
    for name, text in files.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_files_of_a_folder_are_one_table(tmp_path):
    whole = read_folder(folder(tmp_path, lesson="order = 1", scenes="[scene.net]\nprogram = ''"))
    assert whole == {"order": 1, "scene": {"net": {"program": ""}}}


def test_a_key_stands_in_one_file(tmp_path):
    with pytest.raises(LessonError, match=r"more\.toml: has order, which another file has too"):
        read_folder(folder(tmp_path, lesson="order = 1", more="order = 2"))


def test_a_file_that_is_not_toml_is_named(tmp_path):
    with pytest.raises(LessonError, match=r"lesson\.toml: "):
        read_folder(folder(tmp_path, lesson="order ="))


def test_keys_are_needed_allowed_or_unknown():
    assert take("stop", {"id": 1, "focus": 2}, "id", "focus panel") == {"id": 1}
    with pytest.raises(LessonError, match="stop: needs id, text"):
        take("stop", {"focus": 2}, "id text", "focus")
    with pytest.raises(LessonError, match="stop: has unknown keys: colour"):
        take("stop", {"id": 1, "colour": 2}, "id")


ONE_FILE = """
order = 9
minutes = 2
title.en = "One stop"
title.zh = "一站"
line.en = "A sum."
line.zh = "求和。"
notation_line.en = "x y"
notation_line.zh = "x y"

[scene.sum]
program = '''
x : input (N, 1)
[forward]
y = sum_rows(x)  # linear.bias
'''
values.x = "1; 2"

[[stop]]
id = "sum"
where = "1"
scene = "sum"
step = "y"
title.en = "Adding up"
title.zh = "相加"
text.en = "{y} adds up {x}."
text.zh = "{y} 是 {x} 之和。"
"""


def test_a_lesson_may_be_one_file(tmp_path):
    (tmp_path / "sum").mkdir()
    folder(tmp_path / "sum", lesson=ONE_FILE)
    lesson = load("sum", tmp_path)
    assert lesson.scenes["sum"].trace()["y"].tolist() == [[3]]
    assert [stop.id for stop in lesson.stops] == ["sum"]
    assert lesson.judgements() == lesson.demonstrations() == ()
    with pytest.raises(LessonError, match="other: is not a lesson; there are sum"):
        load("other", tmp_path)


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("checkpoint", 'scene = "sum"\nname = "y"\nprinted = "3"'),
        ("finding", 'words = true\nen = "A slip."\nzh = "笔误。"'),
    ],
)
def test_what_is_printed_stands_at_a_stop_of_the_lesson(tmp_path, printed, said):
    (tmp_path / "sum").mkdir()
    for stop in ("sum", "total"):
        text = f'{ONE_FILE}\n[[{printed}]]\nwhere = "2"\nstop = "{stop}"\n{said}\n'
        folder(tmp_path / "sum", lesson=text)
        load.cache_clear()
        if stop == "sum":
            assert load("sum", tmp_path)
            continue
        with pytest.raises(LessonError, match=f"{printed} 2: stands at 'total', which is not a st"):
            load("sum", tmp_path)
