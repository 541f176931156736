import pytest

from tests.cms.terminology import corpus

pytestmark = pytest.mark.django_db


def test_every_sentence_of_the_corpus_has_the_findings_that_its_row_says() -> None:
    corpus.load_terms()
    sentences = corpus.sentences()
    assert len(sentences) >= 60
    wrong = {
        sentence.text: [sentence.text[start:end] for start, end in found]
        for sentence in sentences
        if (found := sentence.matched()) != sentence.spans(sentence.found)
    }
    assert wrong == {}
    score = corpus.score([each for each in sentences if not each.is_known_limit])
    assert (score.precision, score.recall) == (1.0, 1.0)
    whole = corpus.score(sentences)
    assert (whole.precision, whole.recall) < (1.0, 1.0)
