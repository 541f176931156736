"""The translation editor, in place of wagtail-localize's (docs/deviations/localize-editor.md)."""
