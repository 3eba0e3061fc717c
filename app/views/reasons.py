"""Say why a gradient may rightly differ from the slope, in the language of the page."""

from __future__ import annotations

from engine.check.may_differ import Fact, Reason, sentence

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def reason_data(reason: Reason, lang: str) -> dict[str, str]:
    """Write the kind of a reason and its sentence; rows and columns are counted from 1."""

    def fact_written(name: str, fact: Fact) -> str:
        return written(int(fact) + 1 if name in ("row", "col") else fact)

    return {"kind": reason.kind, "said": sentence(reason, lang, fact_written)}


def written(fact: Fact) -> str:
    """Write a name as it is, a number with a real minus sign, a small power of ten as a power."""
    if isinstance(fact, str):
        return fact
    mantissa, _, power = f"{fact:g}".partition("e")
    if mantissa == "1" and power:
        return "10" + str(int(power)).translate(RAISED)
    return f"{fact:g}".replace("-", "−")
