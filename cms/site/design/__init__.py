"""The page that shows every block and component, for who changes the design (docs/design.md)."""
