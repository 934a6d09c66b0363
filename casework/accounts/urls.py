"""The addresses of the pages about accounts."""

from django.urls import path

from casework.accounts.views import RestorersView

app_name = "accounts"

urlpatterns = [path("restorers/", RestorersView.as_view(), name="restorers")]
