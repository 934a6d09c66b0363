"""What a mail tells of the machine that sends it."""

from django.core.mail import EmailMessage


class TestMessage:
    def test_names_the_domain_that_it_comes_from_and_asks_nobody_for_the_name_of_this_machine(self):
        sent = EmailMessage("Subject", "Words", to=["dana@casework.example"]).message()

        assert sent["From"] == "casework@localhost"
        assert sent["Message-ID"].endswith("@localhost>")
