"""Search for readers: one table of what can be found, asked in the reader's language.

`words` folds text, `entries` says what is found of an object, `indexing` keeps the table,
`statements` asks it, `service` answers. The admin's own search is Wagtail's.
"""
