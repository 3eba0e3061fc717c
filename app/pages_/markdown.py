"""Text for Streamlit, which reads Markdown: what came with an address may be anything."""

from __future__ import annotations

import re
from string import punctuation

MARK = re.compile(f"[{re.escape(punctuation)}]")


def literal(sentence: str) -> str:
    r"""Write a sentence so that Markdown shows it as it stands, without pictures and links.

    Source: CommonMark 0.31, section 2.4: a backslash before any ASCII punctuation.

    >>> print(literal("![](//a.b/c) is no example"))
    \!\[\]\(\/\/a\.b\/c\) is no example
    """
    return MARK.sub(r"\\\g<0>", sentence)
