"""How much a browser and an address may use: a person never waits, a loop soon does."""

from __future__ import annotations

from app.budget.bucket import Allowance
from app.budget.budget import Budget

HERE = Budget(
    {
        "browser": Allowance(most=20, rate=0.25),
        "newcomers": Allowance(most=90, rate=0.5),
        "address": Allowance(most=180, rate=0.75),
    }
)
"""Seconds of the server's own process. An edit takes 0.003 to 0.05 of them, a first visit 0.1."""
APART = Budget(
    {
        "browser": Allowance(most=60, rate=0.5),
        "newcomers": Allowance(most=60, rate=0.5),
        "address": Allowance(most=300, rate=1.0),
    }
)
"""Seconds of workers. The gradient check of the largest network takes 7 of them."""
ALONE = 0.5
"""Of a second of a worker that nobody else waits for, this share is charged: it comes back."""
RESERVED = 0.02
"""So much a request is charged before it is answered, so that many at once are counted too."""
