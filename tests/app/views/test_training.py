"""The curves of a training run."""

import plotly.graph_objects as go
import pytest

from app.digits import Course
from app.text import LANGUAGES
from app.views.training import training_figure


@pytest.mark.parametrize("lang", LANGUAGES)
def test_plotly_takes_the_figure(lang):
    found = Course((2.0, 1.0), (0.5, 0.75), (0.25, 0.5))
    figure = go.Figure(training_figure(found, lang))
    assert [trace.y for trace in figure.data] == [(2, 1), (0.5, 0.75), (0.25, 0.5)]
    assert figure.data[0].x == (1, 2)
    assert len({trace.name for trace in figure.data}) == 3
