"""What happens to the records of persons: duplicates are suspected, told apart, merged and parted again."""

from casework.persons.services.duplicates import (
    CannotBeDistinct,
    Suspect,
    mark_distinct,
    names_of,
    suspected_duplicates,
    suspects_of,
)
from casework.persons.services.merging import (
    MergeRefused,
    UnmergeRefused,
    merge_persons,
    unmerge_persons,
)

__all__ = [
    "CannotBeDistinct",
    "MergeRefused",
    "Suspect",
    "UnmergeRefused",
    "mark_distinct",
    "merge_persons",
    "names_of",
    "suspected_duplicates",
    "suspects_of",
    "unmerge_persons",
]
