"""How fluid a big board is in a real browser: Tavolo's page beside tldraw and Excalidraw."""
