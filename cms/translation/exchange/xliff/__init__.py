"""XLIFF 2.0 (OASIS Standard, 5 August 2014), written and read with lxml."""
