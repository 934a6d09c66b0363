"""The addresses of the application."""

from django.contrib import admin
from django.urls import include, path

from config.health import healthz

urlpatterns = [
    path("", include("casework.workspace.urls")),
    path("accounts/", include("casework.accounts.urls")),
    path("accounts/", include("casework.accounts.keys_urls")),
    path("dashboard/", include("casework.dashboards.urls")),
    path("audit/", include("casework.audit.urls")),
    path("admin/", admin.site.urls),
    path("dates/", include("casework.core.urls")),
    path("healthz", healthz, name="healthz"),
]
