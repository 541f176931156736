"""The site, with each answer of the API made anew, as for whoever asks first.

What else the cache knows, such as the furniture and how many articles there are, it knows here too.
"""

from importlib import import_module

from cms.wsgi import application

__all__ = ["application"]

# No answer is as small as that. Imported by name, for only now Django is ready for it.
import_module("cms.apikit.keeping").LARGEST = 0
