"""Parsed text to mentions, attributions and claims."""
