"""Backups: the whole record with its files, in one file that only keys kept elsewhere can open.

A backup is a tar archive, encrypted in the format of age to each of the recipients: first a manifest, then
the database as it stood at one moment, then every file that it refers to. It holds no secret of the server,
and the server holds none that opens it.
"""
