"""Words to things: entities, places, dates."""
