"""All that the file of one case shows, arranged by subject: what the reader may not know is never read."""

from casework.workspace.case_file.asked import Asked
from casework.workspace.case_file.file import CaseFile, read_case_file

__all__ = ["Asked", "CaseFile", "read_case_file"]
