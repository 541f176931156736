"""Takes texts to translation agencies and back, as XLIFF 2.0 or PO.

`collect` gathers the units of translations, `files` writes and reads them, `importer` says what a
returned file would change, and changes it. A file's format is known to `xliff` and `po` only.
"""
