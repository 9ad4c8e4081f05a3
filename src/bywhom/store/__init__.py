"""The casefile on disk; the only package that speaks SQL."""
