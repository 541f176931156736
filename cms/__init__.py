"""Alliance CMS: a multilingual, headless CMS on Wagtail for networks of cities and regions."""
