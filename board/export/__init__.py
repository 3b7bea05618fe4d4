"""From a scene to files that people keep: JSON, CSV and a minute in Markdown."""
