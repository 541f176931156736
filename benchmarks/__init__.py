"""Declared workloads, each measured in a process and a database of its own."""
