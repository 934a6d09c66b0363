"""What an app that shows codes would show."""

import time

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

#: The key that an app shares with the account of somebody in a test.
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PERIOD = 30


def code_of(key=KEY, *, periods_ahead=0):
    """Return the code that the app shows now, or showed or will show some half minutes away."""
    return format_hotp_value(hotp_value(key, int(time.time()) // PERIOD + periods_ahead))


def with_app(user):
    """Give the person an app that shows codes, and return them."""
    data = {"secret": get_adapter().encrypt(KEY)}
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data=data)
    return user
