"""What sealing refuses, in words for whoever keeps the key."""


class SealingError(Exception):
    """The ledger cannot be sealed as things stand; the words say why and what to do."""
