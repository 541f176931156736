"""Tells other programs, over HTTP, that something which readers see has changed.

`events` writes down what has happened, in the transaction that causes it; `delivery` sends it
later, from a worker. `addresses` says where nothing is ever sent. docs/webhooks.md is for those who
receive.
"""
