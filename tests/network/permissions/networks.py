"""What belongs to one network: its pages in every state, its files, its authorities."""

from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import (
    Collection,
    Comment,
    Page,
    Workflow,
)

from cms.models import StandardPage
from network.models import (
    Application,
    ApplicationState,
    ConsentText,
    NetworkSection,
    Transition,
)
from network.models.applications import Actor
from tests import factories
from tests.cms.translation.helpers import submit, type_strings
from tests.network.permissions.things import Thing, World


def add_section(
    world: World, tree: Any, code: str, network: Any, person: User, workflow: Workflow
) -> None:
    """The pages of a network: published, draft, alias, translation, in review, locked."""
    section = newer(world, network, code, person, "en", "section")
    add_page(world, f"{code} section", "section", code, "en", section)
    in_ukrainian = tree.translation_of(network, "uk")
    add_page(world, f"{code} section uk", "section", code, "uk", in_ukrainian)

    article = factories.news_page(network, title=f"Article {code}", slug=f"article-{code}")
    translation = submit(article, tree.locale("uk"))
    type_strings(translation, title=f"Стаття {code}")
    translation.save_target(publish=True, user=person)
    add_page(world, f"{code} article", "article", code, "en", newer(world, article, code, person))
    version = tree.translation_of(article, "uk")
    add_page(
        world,
        f"{code} translation",
        "translation",
        code,
        "uk",
        newer(world, version, code, person, "uk"),
    )
    add_page(world, f"{code} alias", "alias", code, "fr", tree.translation_of(article, "fr"))
    world.add(
        f"{code} localize",
        "localize",
        code,
        "uk",
        translation=translation.pk,
        source=translation.source_id,
        unit="00000000-0000-4000-8000-000000000001",
        segment=translation.source.stringsegment_set.first().pk,
    )

    draft = draft_beneath(network, world.secret(f"zq{code}draft", code, "en"), person)
    add_page(world, f"{code} draft", "draft", code, "en", draft)
    Comment.objects.create(
        page=draft,
        user=person,
        text=world.secret(f"zq{code}comment", code, "en"),
        contentpath="title",
    )
    if code == "gr":  # the only one of its type, so that the chooser of that type begins above it
        above = draft_beneath(network, "zqgrabove", person)
        above.add_child(instance=StandardPage(title="Hidden", slug="hidden", live=False))
    hidden = draft_beneath(in_ukrainian, world.secret(f"zq{code}ukdraft", code, "uk"), person)
    add_page(world, f"{code} draft uk", "draft", code, "uk", hidden)

    locked = draft_beneath(network, world.secret(f"zq{code}locked", code, "en"), person)
    Page.objects.filter(pk=locked.pk).update(locked=True, locked_at=timezone.now())
    add_page(world, f"{code} locked", "locked", code, "en", locked)

    reviewed = draft_beneath(network, world.secret(f"zq{code}review", code, "en"), person)
    state = workflow.start(reviewed, person)
    add_page(
        world,
        f"{code} reviewed",
        "reviewed",
        code,
        "en",
        reviewed,
        workflow_state=state.pk,
        task_state=state.current_task_state_id,
        task=state.current_task_state.task_id,
    )


def draft_beneath(parent: Any, title: str, person: User) -> Any:
    """A page that was never published, with a log of who edited it."""
    parent = Page.objects.get(pk=parent.pk).specific
    page = factories.NewsPage(
        title=title, slug=title, date="2019-02-26", summary=title, live=False, owner=person
    )
    parent.add_child(instance=page)
    page.save_revision(user=person, log_action=True)
    return page


def newer(
    world: World, page: Any, code: str, person: User, language: str = "en", kind: str = "next"
) -> Any:
    """`page`, published, with a draft of another title above it."""
    page = Page.objects.get(pk=page.pk).specific
    page.title = world.secret(f"zq{code}{kind}{language}", code, language, right="read")
    page.save_revision(user=person, log_action=True)
    return Page.objects.get(pk=page.pk).specific


def add_page(
    world: World, name: str, kind: str, section: str, language: str, page: Any, **values: Any
) -> None:
    meta = type(page.specific)._meta
    world.add(
        name,
        kind,
        section,
        language,
        pk=page.pk,
        revision=page.latest_revision_id or 0,
        app=meta.app_label,
        model=meta.model_name,
        key=page.translation_key,
        parent=page.get_parent().pk,
        path=(page.get_url_parts() or ("", "", ""))[2].partition("/")[2].partition("/")[2],
        **values,
    )


def add_media(world: World, section: str, collection: Collection) -> None:
    """A picture and a document of a section."""
    word = world.secret(f"zq{section}image", section, right="choose")
    picture = factories.image(title=word, collection=collection, credit=word)
    picture.get_rendition("max-165x165")
    world.add(f"{section} image", "image", section, pk=picture.pk)
    word = world.secret(f"zq{section}document", section, right="choose")
    document = factories.document(title=word, collection=collection)
    world.add(
        f"{section} document", "document", section, pk=document.pk, filename=document.filename
    )


def add_register(world: World, code: str, section: NetworkSection) -> None:
    """An authority with somebody to write to, and an application with a note."""
    authority = factories.authority(country=section.country, key=f"town-{code}")
    contact = world.secret(f"zq{code}contact", code, right="register")
    authority.contact_persons.create(name=contact, email=f"{contact}@example.org", note=contact)
    participation = factories.participation(500 + len(world.things), authority=authority)
    world.add(
        f"{code} authority",
        "authority",
        code,
        pk=authority.pk,
        key=authority.key,
        relation=participation.pk,
        country=section.country,
    )
    applicant = world.secret(f"zq{code}applicant", code, right="casework")
    consent = ConsentText.objects.first() or ConsentText.objects.create(
        label="1", published_at=timezone.now()
    )
    application = Application.objects.create(
        kind="authority",
        state=ApplicationState.UNDER_REVIEW,
        language="uk",
        country=section.country,
        authority_name=applicant,
        authority_kind="municipality",
        person_name=applicant,
        person_role=applicant,
        email=f"{applicant}@example.org",
        reason=applicant,
        consent=consent,
        consent_language="en",
        consent_given_at=timezone.now(),
        confirmed_at=timezone.now(),
        decision_document=ContentFile(applicant.encode(), name="decision.pdf"),
    )
    application.notes.create(text=applicant)
    Transition.objects.create(
        application=application,
        from_state=ApplicationState.CONFIRMED,
        to_state=ApplicationState.UNDER_REVIEW,
        actor=Actor.SECRETARIAT,
    )
    world.add(f"{code} application", "application", code, pk=application.pk)
    world.things.setdefault("consent", Thing("consent", "common", values={"pk": consent.pk}))
    world.add(f"{code} network", "network", code, pk=section.pk)
