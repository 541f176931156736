"""The admin of applications: who sees what, who decides what, and on what they saw."""

from typing import Any

from django.test import Client
from django.urls import reverse

from network.applications.transitions import move
from network.models import Actor, Application, ApplicationState, Participation
from news.models import NewsPage
from tests import factories
from tests.network.decisions.conftest import Desk, with_decision

S = ApplicationState


def address(application: Application, name: str = "detail", *args: Any) -> str:
    return reverse(f"network_applications:{name}", args=[application.pk, *args])


def decide(client: Client, application: Application, state: str, **values: Any) -> Any:
    """Send the page of a decision as a browser would that has just opened it."""
    form = {
        "seen": application.transitions.latest("pk").pk,
        "reason": "Because",
        "authority": "new",
        "candidates": "",
        **values,
    }
    return client.post(address(application, "decide", state), form)


def test_everybody_sees_the_applications_of_the_own_country_and_the_secretariat_all(
    desk: Desk,
) -> None:
    ours = with_decision(desk.application(authority_name="Ukrainian town"))
    theirs = desk.application(authority_name="Greek town", country="GR")
    index = reverse("network_applications:index")
    for name, visible in (("ua", [ours]), ("gr", [theirs]), ("secretariat", [ours, theirs])):
        client = desk.client(name)
        listed = client.get(index).content.decode()
        assert f"{index}?export=xlsx" not in listed
        for one in (ours, theirs):
            expected = 200 if one in visible else 404
            assert (one.authority_name in listed) == (one in visible), name
            assert client.get(address(one)).status_code == expected
            deciding = client.get(address(one, "decide", "declined"))
            assert (deciding.status_code == 404) == (expected == 404)
            sent = client.post(address(one, "notes"), {"text": "Hello"}).status_code
            assert sent == (302 if one in visible else 404)
            assert client.post(address(one, "checklist"), {}).status_code == sent
        found = client.get(address(ours, "document"))
        assert found.status_code == (200 if ours in visible else 404)
    assert b"".join(desk.client("ua").get(address(ours, "document"))).startswith(b"%PDF")
    assert b"Greek town" not in desk.client("ua").get(f"{index}?country=GR").content
    outsider = desk.client("outsider")
    for path in (index, address(ours), address(ours, "document")):
        assert outsider.get(path).headers["Location"] == reverse("wagtailadmin_home")
    assert decide(outsider, ours, "declined").headers["Location"] == reverse("wagtailadmin_home")
    assert b"applications/" not in outsider.get(reverse("wagtailadmin_home")).content


def test_only_the_secretariat_accepts_a_participant_whatever_is_posted(desk: Desk) -> None:
    """In every state, with every field of every form."""
    coordinator = desk.client("ua")
    for state in S:
        application = desk.application(state=state)
        for wanted in ("accepted", "ACCEPTED", "declined", "withdrawn"):
            decide(coordinator, application, wanted, actor="secretariat", by=1, target="network")
            application.refresh_from_db()
            assert application.state == state
    assert not Participation.objects.exists()

    application = desk.application()
    assert b"accepted" not in coordinator.get(address(application)).content
    assert decide(coordinator, application, "recommended").status_code == 302
    assert decide(desk.client("secretariat"), application, "accepted").status_code == 302
    assert Participation.objects.get().authority.name == application.authority_name


def test_a_coordinator_accepts_a_member_of_the_own_network(desk: Desk) -> None:
    fields = {"target": "network", "network_key": desk.network.translation_key}
    application = desk.application(**fields)
    assert decide(desk.client("gr"), application, "accepted").status_code == 404
    assert decide(desk.client("ua"), application, "accepted").status_code == 302
    assert [one["name"] for one in desk.network.get_members()] == [application.authority_name]
    assert not Participation.objects.exists()
    # Applied for again: the register says no, and the page why.
    again = desk.application(**fields)
    member = again.__class__.objects.get(pk=application.pk).authority
    answer = decide(
        desk.client("ua"), again, "accepted", authority=member.pk, candidates=str(member.pk)
    )
    assert "already" in answer.content.decode()
    again.refresh_from_db()
    assert again.state == S.UNDER_REVIEW


def test_a_page_that_somebody_overtook_says_who_did_what_and_changes_nothing(desk: Desk) -> None:
    application = desk.application()
    seen = application.transitions.latest("pk").pk
    move(
        application.pk,
        S.RECOMMENDED,
        by=desk.people["ua"],
        actor=Actor.COORDINATOR,
    )
    client = desk.client("secretariat")
    answer = client.post(
        address(application, "decide", "declined"), {"seen": seen, "reason": "No"}, follow=True
    )
    words = answer.content.decode()
    assert "Meanwhile" in words
    assert "ua" in words
    application.refresh_from_db()
    assert application.state == S.RECOMMENDED


def test_a_question_needs_its_words_and_a_checklist_says_who_and_when(desk: Desk) -> None:
    application = desk.application()
    client = desk.client("ua")
    answer = decide(client, application, "more_information", reason=" ")
    assert answer.status_code == 200
    assert answer.context["form"].errors["reason"]
    assert decide(client, application, "more_information", reason="Which?").status_code == 302
    assert application.transitions.latest("pk").reason == "Which?"

    client.post(address(application, "checklist"), {"letter": "2026-11-01", "contact": ""})
    client.post(address(application, "notes"), {"text": "They called."})
    future = client.post(address(application, "checklist"), {"letter": "2999-01-01"})
    assert "future" in future.content.decode()
    check = application.checks.get()
    assert (check.item, str(check.on), check.by) == ("letter", "2026-11-01", desk.people["ua"])
    page = client.get(address(application)).content.decode()
    assert "They called." in page
    assert "noted by ua" in page


def test_likely_duplicates_are_shown_and_one_that_has_come_meanwhile_stops_acceptance(
    desk: Desk,
) -> None:
    application = desk.application(authority_name="Ужгородська міська рада")
    client = desk.client("secretariat")
    for name, kind in (("Ужгород", "UA"), ("Ужгород", "GR"), ("Хуст", "UA")):
        factories.authority(name=name, country=kind)
    answer = decide(client, application, "accepted")
    assert "look again" in answer.content.decode()
    page = client.get(address(application, "decide", "accepted")).context["form"]
    assert [label.partition(" ")[0] for _pk, label in page.fields["authority"].choices] == [
        "Ужгород",
        "None",
    ]
    candidates = page.fields["candidates"].initial
    assert (
        decide(
            client, application, "accepted", authority=candidates, candidates=candidates
        ).status_code
        == 302
    )
    assert Participation.objects.get().authority_id == int(candidates)


def test_a_list_of_fifty_costs_what_a_list_of_five_does(
    desk: Desk, django_assert_max_num_queries: Any
) -> None:
    client = desk.client("secretariat")
    index = reverse("network_applications:index")
    counts = []
    for number in (5, 45):
        for _number in range(number):
            desk.application()
        client.get(index)
        with django_assert_max_num_queries(100) as captured:
            client.get(index)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_whoever_accepts_says_the_names_with_which_register_and_announcement_begin(
    desk: Desk,
) -> None:
    client = desk.client("secretariat")
    application = desk.application()
    form = client.get(address(application, "decide", "accepted")).content.decode()
    assert "Name in this language: English" in form and "Ukrainian" in form
    hidden = decide(client, application, "accepted", name_in_en="Test\u202eHromada")
    assert "U+202E" in hidden.content.decode()
    names = {"name_language": "uk", "name_in_en": "Test Hromada"}
    assert decide(client, application, "accepted", **names).status_code == 302
    authority = Participation.objects.get().authority
    assert (authority.name_language, authority.name_in("en")) == ("uk", "Test Hromada")
    assert authority.name_in("uk") == application.authority_name
    assert NewsPage.objects.get(alias_of=None).title.startswith("Test Hromada becomes the")

    # One that is in the register already keeps the names that it has.
    again = desk.application(target="network", network_key=desk.network.translation_key)
    names = {"name_in_en": "Another", "name_in_fr": "Commune de Test"}
    ours = {"authority": authority.pk, "candidates": str(authority.pk)}
    assert decide(client, again, "accepted", **ours, **names).status_code == 302
    authority = Participation.objects.get().authority
    assert [authority.name_in(code) for code in ("en", "fr")] == ["Test Hromada", "Commune de Test"]
