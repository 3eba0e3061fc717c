"""Write names in the small HTML that Plotly's labels take."""

from __future__ import annotations

from html import escape

from engine.core.box import Box, Digits, Letter, Row, Sign, Sub, Sup, Word


def markup(box: Box) -> str:
    """Write a label as `∇<i>W</i><sub>2</sub>`."""
    match box:
        case Letter(text):
            return f"<i>{escape(text)}</i>"
        case Word(text) | Digits(text) | Sign(text):
            return escape(text)
        case Row(items):
            return "".join(map(markup, items))
        case Sub(base, sub):
            return f"{markup(base)}<sub>{markup(sub)}</sub>"
        case Sup(base, sup):
            return f"{markup(base)}<sup>{markup(sup)}</sup>"
    raise TypeError(f"{box!r} does not stand in a label")
