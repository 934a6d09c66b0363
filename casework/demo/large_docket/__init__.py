"""A docket of any size, wholly invented, to see how the application bears the years to come."""

from casework.demo.large_docket.inventing import DocketNotEmpty, VocabularyMissing, invent_docket

__all__ = ["DocketNotEmpty", "VocabularyMissing", "invent_docket"]
