"""The register of the demonstration: authorities and their three relations."""

import datetime

from cms.demo.content import read_rows
from network.models import (
    Authority,
    AuthorityArticle,
    AuthorityName,
    Membership,
    NetworkPage,
    Participation,
    Signature,
)
from network.models.relations import AnnouncedParticipation
from news.models import NewsPage

NAME_COLUMN = "name_"
NOT_NAMES = ("name_language",)


def load_authorities() -> dict[str, Authority]:
    """The authorities by key, with their names in other languages and spellings."""
    rows = read_rows("authorities.csv")
    created = Authority.objects.bulk_create(
        Authority(
            key=row["key"],
            name=row["name"],
            name_language=row["name_language"],
            kind=row["kind"],
            country=row["country"],
            latitude=float(row["latitude"]) if row["latitude"] else None,
            longitude=float(row["longitude"]) if row["longitude"] else None,
            is_example=row["is_example"] == "true",
        )
        for row in rows
    )
    AuthorityName.objects.bulk_create(
        AuthorityName(
            authority=authority, language=column.removeprefix(NAME_COLUMN), name=row[column]
        )
        for authority, row in zip(created, rows, strict=True)
        for column in row
        if column.startswith(NAME_COLUMN) and column not in NOT_NAMES and row[column]
    )
    by_key = {authority.key: authority for authority in created}
    AuthorityName.objects.bulk_create(
        AuthorityName(
            authority=by_key[row["authority"]],
            kind=row["kind"],
            language=row["language"],
            name=row["name"],
        )
        for row in read_rows("authority_names.csv")
    )
    Authority.objects.refresh_search_names()
    return by_key


def tie_article(article: NewsPage, authorities: list[Authority]) -> None:
    """Say which authorities an article is about."""
    AuthorityArticle.objects.bulk_create(
        AuthorityArticle(authority=authority, article=article) for authority in authorities
    )


def load_relations(authorities: dict[str, Authority], networks: dict[str, NetworkPage]) -> None:
    """Who takes part in the Alliance, who in a network, who signed the Declaration."""
    participations = Participation.objects.bulk_create(
        Participation(
            authority=authorities[row["authority"]],
            number=int(row["number"]),
            joined_on=day(row["joined_on"]),
            left_on=day(row["left_on"]),
        )
        for row in read_rows("participants.csv")
    )
    # They are no news: no webhook is to tell that they join today.
    AnnouncedParticipation.objects.bulk_create(
        AnnouncedParticipation(participation=participation) for participation in participations
    )
    Membership.objects.bulk_create(
        Membership(
            authority=authorities[row["authority"]],
            network=networks[row["network"]],
            role=row["role"],
            joined_on=day(row["joined_on"]),
        )
        for row in read_rows("memberships.csv")
    )
    Signature.objects.bulk_create(
        Signature(authority=authorities[row["authority"]], signed_on=day(row["signed_on"]))
        for row in read_rows("signatures.csv")
    )


def day(text: str) -> datetime.date | None:
    """An ISO date; None where the file has none."""
    return datetime.date.fromisoformat(text) if text else None
