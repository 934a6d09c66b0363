"""Identifiers of entries are in the order of time."""

from casework.audit.identifiers import new_id


class TestNewId:
    def test_is_a_version_seven_uuid(self) -> None:
        identifier = new_id()

        assert (identifier.version, identifier.variant) == (7, "specified in RFC 4122")

    def test_is_later_than_each_one_before(self) -> None:
        identifiers = [new_id() for _ in range(5000)]

        assert identifiers == sorted(set(identifiers))
