"""Faults under the real store and the real server: what must hold when machines do not play along."""
