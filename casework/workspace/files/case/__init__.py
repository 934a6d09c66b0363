"""All that the file of one case shows, arranged by subject: what the reader may not know is never read."""

from casework.workspace.files.case.asked import Asked
from casework.workspace.files.case.file import CaseFile, read_case_file

__all__ = ["Asked", "CaseFile", "read_case_file"]
