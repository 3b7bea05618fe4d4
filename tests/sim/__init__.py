"""The convergence simulator: the real writer and rooms, with a world around them that a seed decides.

Network, clock, disk and pages are simulated in one thread, so a seed always gives the same run.
`python -m tests.sim SEED` plays one, with `--game guided` of another game than the usual; `--shrink` finds
the steps that matter.
"""
