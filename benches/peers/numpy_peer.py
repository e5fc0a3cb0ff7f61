"""NumPy: the reference implementation as it is (`reference/model.py`, `reference/measures.py`)."""

import world


def make(scenario, agents, seed):
    return world.model.World(scenario, agents, seed, 0)


if __name__ == "__main__":
    world.command(make)
