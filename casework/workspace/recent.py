"""The records that somebody read last, for as long as they are signed in."""

from django.db.models import Q, Value
from django.http import HttpRequest

from casework.audit.models import AuditedModel
from casework.search.choices import Rank
from casework.search.models import SearchDocument
from casework.search.services import Hit, hits_of

KEPT = 8
_KEY = "read_last"


def remember_reading(request: HttpRequest, record: AuditedModel) -> None:
    """Note that the record was read just now, before those read earlier."""
    read = [record._meta.label_lower, record.pk]
    earlier = [each for each in request.session.get(_KEY, []) if each != read]
    request.session[_KEY] = [read, *earlier][:KEPT]


def recent_hits(request: HttpRequest) -> list[Hit]:
    """Return the records read last, the latest first, as far as the reader may still know of them."""
    read = [tuple(each) for each in request.session.get(_KEY, [])]
    if not read:
        return []
    wanted = Q()
    for kind, key in read:
        wanted |= Q(kind=kind, object_id=key)
    entries = SearchDocument.objects.visible_to(request.user).filter(wanted)
    hits = hits_of(entries.annotate(rank=Value(Rank.WHOLE_NAME)), user=request.user)
    return sorted(hits, key=lambda hit: read.index((hit.kind, hit.object_id)))
