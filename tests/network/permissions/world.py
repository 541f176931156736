"""A site with two networks, whose drafts, pictures, people and rows carry words to look for.

Each object belongs to a section ("ua", "gr", or "common" for what belongs to none) and mostly to a
language. What is secret of it has a word of its own, `zq…`, which stands nowhere else: an answer
that holds the word of another section tells what it should not.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Page,
    PageLogEntry,
    Site,
    Workflow,
)
from wagtail_localize.models import Translation

from cms.site.groups import coordinator_group, provision_groups
from cms.translation import roles
from cms.webhooks.encryption import encrypted
from cms.webhooks.events import record_test
from cms.webhooks.models import Delivery, Endpoint
from network.models import (
    NetworkSection,
    RegisterUpload,
)
from tests import factories
from tests.network.permissions.networks import (
    add_media,
    add_page,
    add_register,
    add_section,
    draft_beneath,
)
from tests.network.permissions.things import World

COUNTRIES = {"ua": "UA", "gr": "GR"}


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
    Endpoint.objects.filter(pk=endpoint.pk).update(encrypted_secret=encrypted(f"whsec_{word}"))
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
