"""The wiring: order, run, resume, report."""
