"""Reads reports on an armed conflict and keeps the account: who did what to whom, where, when, said by whom."""
