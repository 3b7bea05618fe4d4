"""Pure: no I/O, no clock, no randomness, no Flask, no SQLAlchemy. They come in as arguments."""
