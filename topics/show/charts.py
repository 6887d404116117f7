"""Every kind of chart: a table of the model in, a drawing out.

Every chart says in its title what is drawn, and in its subtitle what its numbers are fractions or counts of, how many
plans stand behind it, whether there are intervals, and what was left out for want of room. Charts draw what they are
given: no share is computed here.

frames → over_time(), shares(), compare(), similarity(), passage_map(), ledger(), targets(), rank() → Drawing
"""

from __future__ import annotations

from topics.show.dumbbells import compare
from topics.show.flows import ledger
from topics.show.landscape import passage_map
from topics.show.likeness import similarity
from topics.show.overtime import over_time
from topics.show.ranges import targets
from topics.show.shares import shares
from topics.show.tiers import rank

__all__ = ["compare", "ledger", "over_time", "passage_map", "rank", "shares", "similarity", "targets"]
