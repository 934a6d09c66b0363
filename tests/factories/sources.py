"""Publications and files that never existed."""

import hashlib

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from casework.core.choices import Confidentiality
from casework.reference.choices import Vocabulary
from casework.sources.models import Source, SourceFile
from tests.factories.reference import TermFactory


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    kind = factory.SubFactory(TermFactory, vocabulary=Vocabulary.SOURCE_KIND)
    title = factory.Sequence(lambda n: f"Source {n}")

    class Params:
        restricted = factory.Trait(confidentiality=Confidentiality.RESTRICTED)


class SourceFileFactory(DjangoModelFactory):
    class Meta:
        model = SourceFile
        exclude = ("content",)

    content = factory.Sequence(lambda n: f"Content {n}".encode())
    source = factory.SubFactory(SourceFactory)
    file = factory.LazyAttribute(lambda row: ContentFile(row.content, name="notes.txt"))
    original_name = "notes.txt"
    media_type = "text/plain"
    size = factory.LazyAttribute(lambda row: len(row.content))
    sha256 = factory.LazyAttribute(lambda row: hashlib.sha256(row.content).hexdigest())
