"""The passwords that are made for people."""

from django.contrib.auth.password_validation import validate_password

from casework.accounts.passwords import ALPHABET, generate_password


class TestGeneratePassword:
    def test_is_strong_enough_for_the_application_itself(self):
        assert validate_password(generate_password()) is None

    def test_is_easy_to_copy_by_hand(self):
        groups = generate_password().split("-")

        assert [len(group) for group in groups] == [4, 4, 4, 4, 4]
        assert set("".join(groups)) <= set(ALPHABET)
        assert set(ALPHABET).isdisjoint("0o1il")

    def test_is_never_the_same(self):
        assert len({generate_password() for _ in range(100)}) == 100
