"""Reports to parsed and tagged text."""
