"""`kliping backup`: a consistent copy of the database while others write."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from store.database import Store, StoreError, explain


def backup(store: Store, target: Path) -> int:
    """Copy the database to a file; the number of bytes written. The copy appears whole or not at all.

    :raises StoreError: the target exists, its folder cannot be written, the disk is full.
    """
    if target.exists():
        raise StoreError(target, "this file exists already", "Name another file: a backup never overwrites one")
    unfinished = target.with_name(f"{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = sqlite3.connect(unfinished)
        try:
            store.connection.backup(copy, pages=4096)
            # A single file without companions: readable from a read-only medium.
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
        unfinished.replace(target)
    except sqlite3.Error as error:
        raise explain(error, target) from error
    except OSError as error:
        raise StoreError(target, f"the copy cannot be written ({error.strerror})", "Choose another folder") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return target.stat().st_size
