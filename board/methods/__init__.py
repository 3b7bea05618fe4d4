"""Workshop methods as data, and the golden workshop as a demo."""
