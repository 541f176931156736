"""A site as `wagtail start` makes one, with articles and the APIs that Wagtail itself brings."""
