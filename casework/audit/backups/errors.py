"""What a backup refuses, in words for whoever looks after the server."""


class BackupError(Exception):
    """Something was not backed up or restored; the words say why and what to do."""
