"""The base of every error that a user can mend; its message names the file, key or address and what to do."""

from __future__ import annotations


class KlipingError(Exception):
    """A mistake outside the program. `exit_code` is what the command line ends with."""

    exit_code = 2
