"""Terminology that governs: concepts and terms, findings in texts, a gate at publishing.

Where to look, from the ground up:

- Terms: `models`; how they are entered: `viewsets`, `panels`, `forms`, `paradigm`, `collisions`.
- Finding words: `matching` by `normalise`, renewed by `versions`; in translations `bilingual`.
- In which texts: `places` with `block_passages`, `plain_text` and `sentences`; `findings` puts
  words and places together, `exemptions` and `exemption_log` say what may stay.
- While somebody writes: `editor`. Before anything goes live: all modules named after the gate.
- In all texts at once: `site_texts` with `crude_search`, for `impact` and the command
  `check_terms`.
- For readers: `glossary`, `note_history`, `views`, and `term_links` with its button
  `term_feature`. For programs: `api`.
"""
