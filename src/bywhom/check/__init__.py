"""Is the casefile sound?"""
