"""`check`: every gradient of the last iteration against central differences."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from engine.check.gradcheck.compare import Check, check_gradients
from engine.check.may_differ import sentence
from engine.cli.scenario_file import add_scenario, scenario_at
from engine.network.scenario.scenario import last_of


def arguments(parser: ArgumentParser) -> None:
    """Add what may be asked for."""
    add_scenario(parser)


def command(args: Namespace) -> int:
    """Print a line for every gradient, and why it may rightly differ; 1 if one is wrong."""
    scenario = scenario_at(args.scenario)
    checks = check_gradients(last_of(scenario), scenario.spec.conventions)
    for checked in checks:
        print("\n".join(_lines(checked)))
    wrong = [checked.name for checked in checks if not checked.passed]
    print(f"wrong: {', '.join(wrong)}" if wrong else f"all {len(checks)} gradients are right")
    return 1 if wrong else 0


def _lines(checked: Check) -> Iterator[str]:
    wrong = "" if checked.passed else "WRONG, "
    error = checked.errors.max()
    yield f"{checked.name}: {wrong}{checked.verdict.words()}, relative error {error:.1e}"
    yield from (f"  {sentence(reason).removesuffix('.')}" for reason in checked.reasons)
