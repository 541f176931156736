"""The register in the admin: what is seen and changed, and by whom; import and export."""
