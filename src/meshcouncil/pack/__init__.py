"""Packs: from a folder of YAML and Markdown to a compiled definition, with errors an author understands."""
