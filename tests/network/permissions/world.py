"""A site with two networks, whose drafts, pictures, people and rows carry words to look for.

Each object belongs to a section ("ua", "gr", or "common" for what belongs to none) and mostly to a
language. What is secret of it has a word of its own, `zq…`, which stands nowhere else: an answer
that holds the word of another section tells what it should not.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    Comment,
    GroupApprovalTask,
    Page,
    PageLogEntry,
    Site,
    Workflow,
)
from wagtail_localize.models import Translation

from cms.models import StandardPage
from cms.site.groups import coordinator_group, provision_groups
from cms.translation import roles
from cms.webhooks.events import record_test
from cms.webhooks.models import Delivery, Endpoint
from network.models import (
    Application,
    ApplicationState,
    ConsentText,
    NetworkSection,
    RegisterUpload,
    Transition,
)
from network.models.applications import Actor
from tests import factories
from tests.cms.translation.helpers import submit, type_strings

LANGUAGES = ("en", "fr", "uk")
PAGES = ("section", "article", "draft", "alias", "translation", "reviewed", "locked", "index")
COUNTRIES = {"ua": "UA", "gr": "GR"}


@dataclass(frozen=True)
class Thing:
    """Something that routes act on: `kind` says what it is, `values` fill the addresses."""

    kind: str
    section: str
    language: str = "*"
    values: dict[str, Any] = field(default_factory=dict)


@dataclass
class World:
    things: dict[str, Thing] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    # Each secret word, with the section and the language of what it belongs to, and the right on
    # that which lets read it.
    secrets: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def add(self, name: str, kind: str, section: str, language: str = "*", **values: Any) -> None:
        self.things[name] = Thing(kind, section, language, values)

    def secret(self, word: str, section: str, language: str = "*", right: str = "edit") -> str:
        self.secrets[word] = (section, language, right)
        return word

    def of_kind(self, *kinds: str) -> dict[str, Thing]:
        return {name: thing for name, thing in self.things.items() if thing.kind in kinds}


def build() -> World:
    """The site, and a client for each role, signed in."""
    world = World()
    tree = factories.site_tree()
    groups = provision_groups()
    networks = {
        code: factories.network_page(
            tree.networks, title=f"Network {code}", slug=f"network-{code}", country=country
        )
        for code, country in COUNTRIES.items()
    }
    people = {}
    for code, network in networks.items():
        groups[f"coordinator-{code}"] = coordinator_group(network)
        section = NetworkSection.objects.get(network_key=network.translation_key)
        people[code] = User.objects.create_user(
            world.secret(f"zq{code}login", code), first_name=world.secret(f"zq{code}person", code)
        )
        people[code].groups.add(section.group)
        add_section(world, tree, code, network, people[code], section.workflow)
        add_media(world, code, section.collection)
        add_register(world, code, section)
        word = world.secret(f"zq{code}upload", code, right="register")
        upload = RegisterUpload.objects.create(
            user=people[code], name=word, content=f"name,country\n{word},{section.country}".encode()
        )
        world.add(f"{code} upload", "upload", code, pk=upload.pk)
        world.add(f"{code} collection", "collection", code, pk=section.collection_id)
    add_common(world, tree, people["gr"])
    groups["translator-uk-ua"] = roles.ensure_role(
        networks["ua"].translation_key, tree.locale("uk")
    ).group
    sign_in(world, people, groups)
    return world


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


def add_common(world: World, tree: Any, person: User) -> None:
    """What belongs to no section: the pages above, an article, its draft, pictures, settings."""
    for name, page in (("home", tree.home), ("news", tree.news), ("networks", tree.networks)):
        add_page(world, name, "index", "common", "en", page)
    article = factories.news_page(tree.news, title="Common article", slug="common-article")
    add_page(world, "common article", "article", "common", "en", article)
    word = world.secret("zqcommondraft", "common", "en")
    add_page(world, "common draft", "draft", "common", "en", draft_beneath(tree.news, word, person))

    root = Collection.get_first_root_node()
    picture, document = factories.image(collection=root), factories.document(collection=root)
    world.add("common image", "image", "common", pk=picture.pk)
    world.add("common document", "document", "common", pk=document.pk, filename=document.filename)

    note, organisation = factories.note(), factories.organisation()
    snippets = {
        "cms_terminology.terminologynote": note,
        "cms.organisation": organisation,
        "cms.allianceprofile": factories.profile(),
        "news.topic": factories.topic(),
    }
    for label, snippet in snippets.items():
        revision = getattr(snippet, "save_revision", lambda: None)()
        app, model = label.split(".")
        world.add(
            label,
            "snippet",
            "common",
            pk=snippet.pk,
            revision=revision.pk if revision else 0,
            app=app,
            model=model,
        )
    world.add("concept", "concept", "common", pk=factories.concept("roma").pk)
    workflow, task = Workflow.objects.first(), GroupApprovalTask.objects.first()
    world.add("workflow", "workflow", "common", pk=workflow.pk)
    world.add("task", "task", "common", pk=task.pk)
    world.add("locale", "locale", "common", pk=tree.locale("fr").pk)
    world.add("site", "site", "common", pk=Site.objects.get().pk)
    redirect = Redirect.objects.create(old_path="/old", redirect_link="/new")
    world.add("redirect", "redirect", "common", pk=redirect.pk)
    add_webhooks(world)
    world.add("user", "user", "gr", pk=person.pk)
    world.add("group", "group", "gr", pk=person.groups.get().pk)
    session = EditingSession.objects.create(
        user=person,
        content_type=ContentType.objects.get_for_model(Page),
        object_id=world.things["gr article"].values["pk"],
        last_seen_at=timezone.now(),
    )
    world.add("session", "session", "gr", pk=session.pk)
    world.add("nothing", "nothing", "common")


def add_webhooks(world: World) -> None:
    """An endpoint that is told of nothing, with a dead letter. Who may lock anything may see it."""
    word = world.secret("zqcommonwebhook", "common", right="lock")
    endpoint = Endpoint.objects.create(name=word, url=f"https://{word}.alliance.eu/")
    Endpoint.objects.filter(pk=endpoint.pk).update(secret=f"whsec_{word}")
    record_test(endpoint)
    endpoint.deliveries.update(state=Delivery.State.DEAD)
    world.add("endpoint", "endpoint", "common", pk=endpoint.pk)
    world.add("delivery", "delivery", "common", pk=endpoint.deliveries.get().pk)


def sign_in(world: World, people: dict[str, User], groups: dict[str, Group]) -> None:
    """A client for each role. Who is revoked opened the admin before the right was taken away."""
    door = Group.objects.create(name="Door")
    door.permissions.add(Permission.objects.get(codename="access_admin"))
    members = {
        "secretariat": [groups["secretariat"]],
        "editor": [groups["editors"]],
        "translator-uk-ua": [groups["translator-uk-ua"]],
        "without-rights": [door],
        "revoked": [groups["coordinator-ua"], door],
    }
    for name, given in members.items():
        people[name] = User.objects.create_user(name)
        people[name].groups.set(given)
    people["administrator"] = User.objects.create_superuser("administrator")
    for name in (*members, "administrator", "coordinator-ua", "coordinator-gr"):
        client = world.clients[name] = Client(raise_request_exception=False)
        client.force_login(people[name.removeprefix("coordinator-")])
    world.clients["anonymous"] = Client(raise_request_exception=False)
    revoke(world, people["revoked"], groups["coordinator-ua"])


def revoke(world: World, person: User, group: Group) -> None:
    """Take the section from a coordinator who has worked, submitted and locked there."""
    worked_on = world.things["ua draft"].values["pk"]
    PageLogEntry.objects.log_action(
        Page.objects.get(pk=worked_on).specific, "wagtail.edit", user=person
    )
    Page.objects.filter(pk=world.things["ua locked"].values["pk"]).update(locked_by=person)
    Page.objects.get(pk=world.things["ua reviewed"].values["pk"]).workflow_states.update(
        requested_by=person
    )
    assert world.clients["revoked"].get(reverse("wagtailadmin_home")).status_code == 200
    assert Translation.objects.exists()
    person.groups.remove(group)
