"""The addresses of the auditor's pages."""

from django.urls import path

from casework.audit.views.erasures import ErasureAskView, ErasureListView, ErasureView, SweepView
from casework.audit.views.feed import ActView, FeedExportView, FeedView
from casework.audit.views.integrity import (
    IntegrityView,
    ProofBeginView,
    ProofView,
    VerificationBeginView,
)
from casework.audit.views.reads import ReadExportView, ReadListView
from casework.audit.views.restoring import RestoreView

app_name = "audit"

urlpatterns = [
    path("", FeedView.as_view(), name="feed"),
    path("export.<str:kind>", FeedExportView.as_view(), name="feed_export"),
    path("acts/<uuid:act>/", ActView.as_view(), name="act"),
    path("restore/<uuid:entry>/", RestoreView.as_view(), name="restore"),
    path("erasures/", ErasureListView.as_view(), name="erasure_list"),
    path("erasures/ask/<uuid:entry>/", ErasureAskView.as_view(), name="erasure_ask"),
    path("erasures/<int:number>/", ErasureView.as_view(), name="erasure"),
    path("erasures/sweep/", SweepView.as_view(), name="sweep"),
    path("reads/", ReadListView.as_view(), name="read_list"),
    path("reads/export.<str:kind>", ReadExportView.as_view(), name="read_export"),
    path("integrity/", IntegrityView.as_view(), name="integrity"),
    path("integrity/verify/", VerificationBeginView.as_view(), name="verification_begin"),
    path("integrity/prove/", ProofBeginView.as_view(), name="proof_begin"),
    path("integrity/proofs/<int:number>.zip", ProofView.as_view(), name="proof"),
]
