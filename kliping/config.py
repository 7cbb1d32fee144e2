"""The settings: one `kliping.toml` and `KLIPING_*` variables, some twenty keys, unknown ones refused by name."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from kliping.errors import KlipingError

_PREFIX = "KLIPING_"


class ConfigurationError(KlipingError):
    """A setting that cannot be used; the message names file, key (and line) and what to do."""


class Settings(BaseModel):
    """Everything a user may set. The default is in force where `kliping.toml` is silent."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data_dir: Path = Field(Path("kliping-data"), description="where database, archive and reports are kept")
    sources_dir: Path | None = Field(None, description="your own source files, read beside the shipped ones")
    sources: tuple[str, ...] = Field((), description="slugs to crawl; empty: all that are enabled")
    contact: str = Field("", description="e-mail or address of who runs this crawler, sent in the user agent")
    concurrency: int = Field(8, ge=1, le=64, description="requests under way at once, over all hosts")
    delay: float = Field(1.0, ge=0, le=600, description="seconds between two requests to one host, at least")
    timeout: float = Field(30.0, gt=0, le=600, description="seconds until a request is given up")
    max_page_bytes: int = Field(5_000_000, ge=10_000, description="a larger page is refused")
    extraction_workers: int | None = Field(
        None,
        ge=0,
        le=64,
        description="processes that read pages while others are fetched; empty: what suits the machine",
    )
    fetch: Literal["all", "relevant"] = Field(
        "all", description="relevant: ask only for articles whose title or teaser speaks of the subject; misses some"
    )
    lookback_days: int = Field(7, ge=1, le=3650, description="how far back a first crawl looks")
    watch: tuple[str, ...] = Field((), description="terms to watch for, besides awards and statements")
    search: tuple[str, ...] = Field(
        (
            "pelayanan publik",
            "zona integritas",
            "keterbukaan informasi publik",
            "penghargaan pemerintah daerah",
            "inovasi pelayanan publik",
        ),
        description="what to ask the search pages of outlets for, beside the watched terms",
    )
    units: tuple[str, ...] = Field((), description="your units, by any of their names; briefings put them first")
    office: str = Field("", description="letterhead of reports: the name of the office")
    zone: Literal["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"] = Field(
        "Asia/Jakarta", description="the zone of reports and of times that name none"
    )
    language: Literal["id", "en"] = Field("id", description="language of pages and reports")
    embedder: str = Field("", description="a sentence-transformers model; empty: the shipped one")

    @field_validator("*", mode="before")
    @classmethod
    def _no_truth(cls, value: object) -> object:
        if isinstance(value, bool):  # no setting is a yes or no; pydantic would take it for 1 or 0
            raise ValueError("must be a number or text")
        return value

    @field_validator("contact")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if not value.isprintable():  # it goes into a header of every request
            raise ValueError("must be one line without control characters")
        return value

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.data_dir / "kliping.db"

    @property
    def archive_dir(self) -> Path:
        """The folder of WARC files."""
        return self.data_dir / "archive"

    @property
    def reports_dir(self) -> Path:
        """The folder of briefings and clippings."""
        return self.data_dir / "reports"

    @property
    def user_agent(self) -> str:
        """An honest name, with the contact when one is set."""
        return f"Kliping/0.1 ({self.contact or 'press clippings; contact not set'})"


def load_settings(path: Path | None = None, environment: dict[str, str] | None = None) -> Settings:
    """Read `path`, or `kliping.toml` in the working folder when there is one, then `KLIPING_*` over it.

    Raises ConfigurationError naming the file, the key and its line; relative folders count from the file's folder.
    """
    variables = dict(os.environ) if environment is None else environment
    chosen = path or (Path(variables[f"{_PREFIX}CONFIG"]) if variables.get(f"{_PREFIX}CONFIG") else None)
    file = chosen or Path("kliping.toml")
    values: dict[str, object] = {}
    text = ""
    if chosen is not None or file.exists():
        try:
            text = file.read_text(encoding="utf-8")
            values = tomllib.loads(text)
        except OSError as error:
            raise ConfigurationError(f"{file}: cannot be read ({error.strerror}); give an existing file") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"{file}: is not valid TOML: {error}") from error
        except RecursionError:
            raise ConfigurationError(f"{file}: is not valid TOML: brackets in brackets without end") from None
        for key in ("data_dir", "sources_dir"):
            folder = values.get(key)
            if isinstance(folder, str):
                values[key] = str(file.parent / folder)
    named = {f"{_PREFIX}{key.upper()}": key for key in Settings.model_fields}
    for variable, value in variables.items():
        if not variable.startswith(_PREFIX) or variable in {f"{_PREFIX}CONFIG", f"{_PREFIX}DEBUG"}:
            continue
        if variable not in named:
            raise ConfigurationError(f"{variable}: no such setting; known: {', '.join(sorted(named))}")
        key = named[variable]
        many = key in {"sources", "watch", "search", "units"}
        values[key] = [part.strip() for part in value.split(",") if part.strip()] if many else value
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise ConfigurationError("; ".join(_complaints(error, file, text, variables))) from None


def _complaints(error: ValidationError, file: Path, text: str, variables: dict[str, str]) -> list[str]:
    complaints = []
    for problem in error.errors():
        key = str(problem["loc"][0]) if problem["loc"] else ""
        variable = f"{_PREFIX}{key.upper()}"
        if variable in variables:
            where = variable
        else:
            line = next(
                (n for n, row in enumerate(text.splitlines(), 1) if re.match(rf"\s*{re.escape(key)}\s*=", row)), 0
            )
            where = f"{file}{f', line {line}' if line else ''}: {key}"
        if problem["type"] == "extra_forbidden":
            complaints.append(f"{where}: no such setting; known: {', '.join(Settings.model_fields)}")
        else:
            message = problem["msg"].replace("valid tuple", 'list such as ["…", "…"]')
            complaints.append(f"{where}: {message[:1].lower()}{message[1:]}, not {problem['input']!r}")
    return complaints
