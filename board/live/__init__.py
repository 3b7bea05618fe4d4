"""Boards that are open now: rooms, their sessions, the writer and presence."""
