"""How the web server enters."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dianzhang.config.settings")
application = get_wsgi_application()
reverse("today")  # reads all addresses, and with them all pages, a second's work: before the first visitor comes
