"""The addresses of core."""

from django.urls import path

from casework.core.views import DateReadView

app_name = "core"
urlpatterns = [
    path("read/", DateReadView.as_view(), name="date_read"),
]
