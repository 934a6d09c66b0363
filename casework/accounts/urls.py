"""The addresses of the pages about accounts."""

from django.urls import path

from casework.accounts.views import CountersignatureListView, CountersignatureView, RestorersView

app_name = "accounts"

urlpatterns = [
    path("restorers/", RestorersView.as_view(), name="restorers"),
    path("second-person/", CountersignatureListView.as_view(), name="countersignature_list"),
    path("second-person/<int:pk>/", CountersignatureView.as_view(), name="countersignature"),
]
