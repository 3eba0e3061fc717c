"""`check`: every gradient of the last iteration against central differences."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence

from engine.check.gradcheck.compare import Check, check_gradients
from engine.check.may_differ import sentence
from engine.check.verdict import Verdict
from engine.cli.scenario_file import add_scenario, scenario_at
from engine.network.scenario.scenario import last_of


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_scenario(parser)


def command(args: Namespace) -> int:
    """Print a line for every gradient, and why it may differ; 1 if one is not seen to be right."""
    scenario = scenario_at(args.scenario, args.values)
    checks = check_gradients(last_of(scenario), scenario.spec.conventions)
    print("\n".join([*_lines(checks), _summary(checks)]))
    return 0 if all(checked.passed for checked in checks) else 1


def _summary(checks: Sequence[Check]) -> str:
    unknown = sum(checked.verdict is Verdict.INFINITE for checked in checks)
    if unknown:
        return f"{unknown} of {len(checks)} gradients cannot be checked"
    wrong = [checked.name for checked in checks if not checked.passed]
    return f"wrong: {', '.join(wrong)}" if wrong else f"all {len(checks)} gradients are right"


def _lines(checks: Sequence[Check]) -> Iterator[str]:
    """Say each verdict with its reasons; why a loss is not finite, which holds for all, once."""
    for checked in checks:
        yield f"{checked.name}: {_verdict(checked)}"
        if checked.finite or checked is checks[0]:
            yield from (f"  {sentence(reason).removesuffix('.')}" for reason in checked.reasons)


def _verdict(checked: Check) -> str:
    words = checked.verdict.words()
    if checked.verdict is Verdict.INFINITE:
        return words
    wrong = "" if checked.passed else "WRONG, "
    return f"{wrong}{words}, relative error {checked.errors.max():.1e}"
