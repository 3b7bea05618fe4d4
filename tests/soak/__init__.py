"""`make soak`: long runs that try to break the promises, each with its seeds and figures."""
