from engine.core.expr import Name
from engine.core.naming import Place, grad, new, old


def test_gradients_and_updates_are_named_after_their_value():
    assert grad("W2") == "gradW2"
    assert new("W2") == "W2_new"
    assert old("running_mean2") == "running_mean2_old"


def test_a_layer_names_its_own_values_by_its_number():
    place = Place(2, Name("Y1"), Name("Y2lin"))
    assert (place.own("W"), place.own("B")) == (Name("W2"), Name("B2"))
