"""How the properties of core are tested: the same examples on each run, however slow the machine."""

from hypothesis import settings

settings.register_profile("core", derandomize=True, deadline=None)
settings.load_profile("core")
