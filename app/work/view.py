"""How a person looks at their work: one table, from which JSON, the address and the reader follow.

A new thing to look at or to fold is a row here.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.text import LANGUAGES
from app.work.reading import IDS, NAME
from app.work.writing import GRADIENTS, SCHEMES, Writing, read_writing
from engine.network.options import choice, number, word

ENTRY = rf"{NAME}:\d{{1,3}}:\d{{1,3}}"
"""An entry of a value: `gradW2:0:1`."""
SEVERAL = rf"{IDS}(,{IDS}){{0,29}}"
PARTS = ("head", "graph", "timeline", "controls", "formula", "side", "code", "lesson")
"""What can be left out of the page; `head.css` hides each."""


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at, and how; the numbers do not depend on it.

    - `step`: the value whose step it is at; empty for the first
    - `selected`: the entry whose sum stays on screen; `taken_apart`: the one whose `tree` or
      `paths` stand beside; `matrix`: the value whose matrix is open
    - `picture`, `zoom`, `folded`: which picture of the whole, how near, the groups that are one
    - `sample`: which of the samples the neurons show, counted from 1; 0 for all
    - `library`: whose code is shown
    - `names`, `gradients`: in whose names it is written; empty for the document's own
    - `digits`: how many are shown, 0 for as many as fit; `exact`: fractions instead
    - `lens`: what is laid over the numbers; `power`: the check's step is 10 to minus this
    - `speed`: of playing; `present`: the presenter mode; `hide`: the parts that are left out
    - `lang`: the language; empty for the browser's
    """

    step: str = word(NAME)
    selected: str = word(ENTRY, key="at")
    taken_apart: str = word(f"{ENTRY}:(tree|paths)", key="why")
    matrix: str = word(NAME)
    picture: str = choice("graph", "neurons", "matrices")
    zoom: str = choice("equations", "layers", "entries")
    folded: str = word(SEVERAL)
    sample: int = number(0, 64, default=1)
    library: str = choice("numpy", "torch", "jax", key="code")
    names: str = choice("", *SCHEMES)
    gradients: str = choice("", *GRADIENTS)
    digits: int = number(0, 12, default=0)
    exact: bool = choice(False, True)
    lens: str = choice("", "check", "compare", "submission")
    power: int = number(1, 12, default=5)
    speed: float = choice(0.5, 1.0, 2.0, 4.0, default=1.0)
    present: bool = choice(False, True)
    hide: str = word(SEVERAL)
    lang: str = choice("", *LANGUAGES)

    def writing(self, document: str) -> Writing:
        """Give the names and the notation that were chosen, in a document."""
        return read_writing(self.names, self.gradients, document)
