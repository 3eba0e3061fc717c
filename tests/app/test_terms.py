"""The words that people read: terms as textbooks have them, in the catalogue and in the lessons."""

import re
import tomllib
from pathlib import Path

import pytest

ASSETS = Path(__file__).resolve().parents[2] / "assets"
FILES = sorted(ASSETS.glob("**/*.toml"))
NOT_TO_BE_READ = {"program", "printed", "formula", "value", "right", "scene", "where"}
"""Keys of a lesson whose text is code, or quoted from a document; in the catalogue all is read."""

CHINESE = {
    "拐点": "an inflection point; a kink is 折点（不可导点）",
    "失活": "dropout; a dead unit is 死亡单元",
    "捷径": "a residual connection; what softmax and cross-entropy come to is 化简结果",
    "回路": "a circuit; a path of the backward pass is 反向传播路径",
    "批归一化": "批量归一化",
    "滑动": "a running average is 移动平均",
    "推断": "statistical inference; that of a network is 推理（预测）",
    "批大小": "批量大小",
    "正确率": "准确率",
    "印": "讲义给出的数值",
    r"第 ?\{?\w+\}? ?站|[上下本]一?站|站点": "第 3 节",
    "[右左]斜率": "右导数, 左导数",
    "倒着": "按相反次序相乘",
    "对不上": "维度不匹配, or 不一致",
}
ENGLISH = {
    r"\b[Tt]he document\b": "its name, as the head of the lesson gives it",
    r"\bway (back|forward)\b": "the backward pass, the forward pass",
    "thousand million": "billion",
}


def texts(table, left_out, key=""):
    """Every text of a TOML table that a person reads, with its language."""
    if isinstance(table, dict):
        for name, part in table.items():
            if name not in left_out:
                yield from texts(part, left_out, name)
    elif isinstance(table, list):
        for part in table:
            yield from texts(part, left_out, key)
    elif isinstance(table, str) and key in ("en", "zh"):
        yield key, table


READ = [
    said
    for path in FILES
    for said in texts(
        tomllib.loads(path.read_text(encoding="utf-8")),
        () if path.name == "text.toml" else NOT_TO_BE_READ,
    )
]


@pytest.mark.parametrize(
    ("lang", "term", "instead"),
    [
        *(("zh", term, instead) for term, instead in CHINESE.items()),
        *(("en", term, instead) for term, instead in ENGLISH.items()),
    ],
)
def test_a_term_that_means_something_else_does_not_occur(lang, term, instead):
    found = [said for language, said in READ if language == lang and re.search(term, said)]
    assert found == [], instead


def test_the_texts_are_found():
    assert len(READ) > 2000
    assert {lang for lang, _ in READ} == {"en", "zh"}
