"""Which text search configuration PostgreSQL (14 and later) has for a language."""

NO_STEMS = "simple"

CONFIGS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hu": "hungarian",
    "hy": "armenian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "tr": "turkish",
    "yi": "yiddish",
}


def config_of(language: str) -> str:
    """The configuration for a BCP 47 code; one without stems where PostgreSQL has none."""
    return CONFIGS.get(language.split("-")[0].lower(), NO_STEMS)
