"""The addresses of the application."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from config.health import healthz

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="home"),
    path("admin/", admin.site.urls),
    path("dates/", include("casework.core.urls")),
    path("healthz", healthz, name="healthz"),
]
