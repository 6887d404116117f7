"""How numbers that ship with the package were learnt."""
