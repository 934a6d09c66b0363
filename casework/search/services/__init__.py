"""Finding what is on record, and keeping the index by which it is found."""

from casework.search.services.finding import Hit, find, hits_of, suggest
from casework.search.services.indexing import Rebuilt, follow_ledger, rebuild_index

__all__ = ["Hit", "Rebuilt", "find", "follow_ledger", "hits_of", "rebuild_index", "suggest"]
