"""The report on translations tells a translator nothing new of drafts in another language."""

import pytest

from cms.site.groups import provision_groups
from tests import factories

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/translations-state/"


@pytest.mark.parametrize("export", ["", "?export=csv"])
def test_the_report_keeps_the_newest_title_of_a_foreign_draft(
    tree, client, admin_client, django_user_model, export
):
    article = factories.news_page(tree.news, title="Before")
    article.unpublish()
    article.title = "What we plan"
    article.save_revision()
    translator = django_user_model.objects.create_user("translator-fr")
    translator.groups.add(provision_groups()["translators-fr"])
    client.force_login(translator)

    def read(reader):
        answer = reader.get(f"{REPORT}{export}")
        return b"".join(answer).decode()

    assert "What we plan" in read(admin_client)
    assert "What we plan" not in read(client)
    assert "Before" in read(client)
