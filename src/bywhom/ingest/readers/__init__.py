"""One format each: bytes to text and what the format says of the text."""
