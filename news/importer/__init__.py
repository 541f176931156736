"""Brings the pages of the original site in: from text dumps, or from Markdown with front matter.

`sources` finds and reads files; `dump`, `furniture`, `markdown_file`, `meta` and `dates` understand
them without a database; `item` puts together what is known of one article; `writer` and
`furniture_writer` write it, each item in a transaction of its own; `report` says what happened.
"""
