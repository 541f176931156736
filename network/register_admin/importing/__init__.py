"""Authorities from a table: its file, its columns, what it would change, and the change."""
