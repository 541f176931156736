"""Several people write one text at the same moment: one is stored, the others see it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from wagtail_localize.models import StringTranslation

from cms.translation.segments import Conflict, Saved, read_segments, save_string
from tests import factories
from tests.cms.translation.helpers import submit

WRITERS = 6


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_texts_written_at_once_one_is_stored_and_the_others_are_told():
    tree = factories.site_tree()
    uk = tree.locale("uk")
    source = submit(factories.news_page(tree.news, title="Roofs"), uk).source
    title = read_segments(source, uk)[0]
    together = Barrier(WRITERS)

    def write(number):
        together.wait()
        try:
            return save_string(source, uk, title, f"Дахи {number}", None, None)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        answers = list(pool.map(write, range(WRITERS)))
    (saved,) = [answer for answer in answers if isinstance(answer, Saved)]
    told = {answer.theirs for answer in answers if isinstance(answer, Conflict)}
    assert told == {saved.html} == set(StringTranslation.objects.values_list("data", flat=True))
