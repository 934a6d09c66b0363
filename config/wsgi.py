"""The application as a web server calls it; it refuses to serve while the system checks find an error."""

import os

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections


def checked_application() -> WSGIHandler:
    """Return the application once the checks, those of the database among them, find no error."""
    application = get_wsgi_application()
    found = run_checks(include_deployment_checks=not settings.DEBUG, databases=list(connections))
    errors = [str(message) for message in found if message.is_serious() and not message.is_silenced()]
    if isinstance(staticfiles_storage, ManifestStaticFilesStorage) and not staticfiles_storage.hashed_files:
        errors.append("The static files are not collected. Run `manage.py collectstatic`.")
    if errors:
        raise ImproperlyConfigured("Not served, because:\n" + "\n".join(errors))
    connections.close_all()
    return application


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = checked_application()
