"""Claims to findings and answers; pure functions over a ReadView."""
