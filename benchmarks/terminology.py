"""Time, queries, precision and recall of finding terms; prints a table. `make bench`.

usage: python -m benchmarks.terminology
"""

import random
import statistics
import time
from collections.abc import Callable

import django
from django.db import connection
from django.test.runner import DiscoverRunner
from django.test.utils import CaptureQueriesContext

TERMS, FORMS, WORDS, REPEATS = 500, 6, 5_000, 30
ALPHABETS = {"en": "abcdefghiklmnoprstuvwy", "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"}


def vocabulary(language: str) -> list[str]:
    """Words of three to nine letters, the same in every run."""
    chance = random.Random(language)  # noqa: S311 (nothing secret)
    letters = ALPHABETS[language]
    return ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(4 * TERMS)]


def build(language: str) -> None:
    """Terms of one to three words, every other discouraged, each with further forms."""
    from tests import factories

    words = vocabulary(language)
    chance = random.Random(1)  # noqa: S311
    for number in range(TERMS):
        text = " ".join(chance.sample(words, chance.choice((1, 1, 2, 3))))
        factories.term(
            text,
            language,
            forms=tuple(text + ending for ending in ALPHABETS[language][:FORMS]),
            administrative_status="deprecated" if number % 2 else "preferred",
        )


def text_of(language: str) -> str:
    """A text of that many words, with punctuation and paragraphs."""
    chance = random.Random(2)  # noqa: S311
    gaps = (*[" "] * 12, ", ", ". ", "’", "\n\n")
    return "".join(
        word + chance.choice(gaps) for word in chance.choices(vocabulary(language), k=WORDS)
    )


def milliseconds(work: Callable[[], object]) -> float:
    """Median of several runs."""
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def speed(language: str) -> None:
    """Print how long the words of a text take, in a warm process and after a change of terms."""
    from cms.terminology.matching import find_terms
    from cms.terminology.versions import terms_changed

    build(language)
    text = text_of(language)
    started = time.perf_counter()
    found = find_terms(text, language)
    first = (time.perf_counter() - started) * 1000
    with CaptureQueriesContext(connection) as warm:
        find_terms(text, language)
    median = milliseconds(lambda: find_terms(text, language))
    terms_changed()
    with CaptureQueriesContext(connection) as renewed:
        find_terms(text, language)
    print(
        f"{language:16}{len(found):12}{median:12.1f}{first:12.1f}{len(warm):12}{len(renewed):12}",
        flush=True,
    )


def accuracy() -> None:
    """Print precision and recall on the corpus, with and without what matching cannot know."""
    from tests.cms.terminology import corpus

    corpus.load_terms()
    sentences = corpus.sentences()
    listed = [sentence for sentence in sentences if not sentence.is_known_limit]
    for name, some in (("all sentences", sentences), ("no known limits", listed)):
        score = corpus.score(some)
        print(f"{name:16}{len(some):12}{score.precision:12.3f}{score.recall:12.3f}", flush=True)


def main() -> None:
    django.setup()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    try:
        print(f"{WORDS} words, {TERMS} terms with {FORMS} further forms each")
        columns = ("findings", "ms", "ms first", "queries", "if changed")
        print(f"{'language':16}" + "".join(f"{text:>12}" for text in columns))
        for language in ALPHABETS:
            speed(language)
        columns = ("sentences", "precision", "recall")
        print(f"\n{'corpus':16}" + "".join(f"{text:>12}" for text in columns))
        accuracy()
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
