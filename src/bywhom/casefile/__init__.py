"""The Python API: the only thing that commands, pages and notebooks call."""
