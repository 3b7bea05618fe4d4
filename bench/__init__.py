"""Load on Tavolo and on its peers, side by side: `make bench`. See bench/README.md."""
