"""Why a gradient may rightly differ from the slope, in the language of the page."""

from __future__ import annotations

from app.text import template, text
from engine.check.reasons import Reason

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def reason_data(reason: Reason, lang: str) -> dict[str, str]:
    """The kind of a reason and its sentence, with the names and the numbers that it is about."""
    facts = {name: written(fact) for name, fact in reason.facts}
    facts |= {name: str(int(fact) + 1) for name, fact in reason.facts if name in ("row", "col")}
    key = f"reason.{reason.kind}"
    said = text(key, lang, **facts) if template(key, lang) else reason.text
    return {"kind": reason.kind, "said": said}


def written(fact: str | int | float) -> str:
    """A name as it is, a number with a real minus sign, a small power of ten as a power."""
    if isinstance(fact, str):
        return fact
    mantissa, _, power = f"{fact:g}".partition("e")
    if mantissa == "1" and power:
        return "10" + str(int(power)).translate(RAISED)
    return f"{fact:g}".replace("-", "−")
