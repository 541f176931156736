import pytest

from cms.demo import terms


@pytest.fixture
def demo_terms(db: None) -> None:
    """The concepts and terms of the demonstration, without its pages."""
    terms.load_terms()
