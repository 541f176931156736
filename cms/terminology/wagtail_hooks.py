from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.terminology import exemption_log, gate_in_admin, impact_urls, term_feature
from cms.terminology.editor import hooks as editor_hooks  # noqa: F401 (registered by the import)
from cms.terminology.viewsets import TerminologyViewSetGroup

register_snippet(TerminologyViewSetGroup)
hooks.register("register_log_actions", exemption_log.exemption_actions)
hooks.register("register_admin_urls", impact_urls.urlpatterns)
hooks.register("register_rich_text_features", term_feature.register)
hooks.register("register_admin_viewset", lambda: term_feature.chooser)
gate_in_admin.install()
