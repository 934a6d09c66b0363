"""Short e-mails that tell colleagues of something that they can look at here."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from allauth.core import context as answering
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def send_notice(
    template: str, *, subject: Any, to: Iterable[Any], page: str, context: Mapping[str, Any] | None = None
) -> None:
    """Write each of these people, once what they are told of is committed; who has no address is left out.

    The template is given ``page``, the address here at which they read more, with the site that is asked.

    Everybody has an e-mail of their own. That no server takes it hinders nothing. Mails pass through machines
    of others and stay there: a template names no person outside the staff, and no case.
    """
    addresses = [user.email for user in to if user.email]
    if addresses:
        text = render_to_string(template, {**(context or {}), "page": absolute(page)})

        def send() -> None:
            _send(str(subject), text, addresses, template)

        transaction.on_commit(send, robust=True)


def absolute(address: str) -> str:
    """Return an address here with the site that is being asked; outside of a request, as it is."""
    request = answering.request
    return request.build_absolute_uri(address) if request is not None else address


def _send(subject: str, text: str, addresses: Iterable[str], template: str) -> None:
    server = get_connection()
    for address in addresses:
        try:
            EmailMessage(subject, text, to=[address], connection=server).send()
        except OSError:
            logger.exception("a notice was not sent", extra={"notice": template})
