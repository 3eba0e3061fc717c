from engine.network.conventions import HANDOUT, MEAN, PRESETS, SUM, Conventions


def test_the_default_is_the_handouts():
    """Sections 3.6 and 4.2: parameters averaged, gamma and beta summed; 4.1: alpha on the old."""
    assert Conventions() == HANDOUT == PRESETS["handout"]
    assert (HANDOUT.mean, HANDOUT.norm_mean) == ("parameters", False)
    assert (HANDOUT.running_var, HANDOUT.alpha, HANDOUT.softmax) == ("biased", "old", "short")


def test_a_mean_loss_has_pytorchs_choices():
    """`torch.nn.BatchNorm1d`: momentum weighs the new statistic, the running variance unbiased."""
    assert (MEAN.mean, MEAN.running_var, MEAN.alpha) == ("loss", "unbiased", "new")


def test_a_sum_averages_nothing():
    assert (SUM.mean, SUM.norm_mean) == ("nowhere", False)
