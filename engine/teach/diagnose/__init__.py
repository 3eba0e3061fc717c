"""Where an answer, or someone's own code, goes wrong: entries, shape, and the likely mistake."""

from engine.teach.diagnose.comparison import Compared, Verdict, compare, first_wrong
from engine.teach.diagnose.diagnosis import Diagnosis, diagnose
from engine.teach.diagnose.shapes import HARMLESS, ShapeFault, shape_fault

__all__ = [
    "HARMLESS",
    "Compared",
    "Diagnosis",
    "ShapeFault",
    "Verdict",
    "compare",
    "diagnose",
    "first_wrong",
    "shape_fault",
]
