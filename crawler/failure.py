"""Why a request failed, in words for the report. Nothing is retried or logged here."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy import exceptions
from scrapy.exceptions import IgnoreRequest

_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (exceptions.DownloadConnectionRefusedError, "connection refused"),
    (exceptions.DownloadTimeoutError, "timeout"),
    (exceptions.ResponseDataLossError, "answer cut off"),
    (exceptions.UnsupportedURLSchemeError, "not an http address"),
)


def reason_of(error: BaseException, url: str) -> str:
    """A short reason: "connection refused", "timeout", "unknown host", "larger than allowed" …"""
    # guard imports nothing of this module; the other way round the private addresses are known.
    from crawler.guard import PRIVATE, GuardedResolver

    if isinstance(error, IgnoreRequest):
        message = str(error)
        if "max redirections" in message:
            return "redirect loop"
        return "larger than allowed" if "exceeded" in message or "maxsize" in message.lower() else message or "ignored"
    if isinstance(error, exceptions.CannotResolveHostError):
        return PRIVATE if urlsplit(url).hostname in GuardedResolver.refused else "unknown host"
    if isinstance(error, exceptions.DownloadCancelledError):
        return "larger than allowed"  # a download that takes too long ends in a timeout error instead
    for kind, reason in _REASONS:
        if isinstance(error, kind):
            return reason
    text = " ".join(str(error).split())
    if "certificate" in text.lower():
        return "certificate not valid"
    return f"{type(error).__name__}: {text}"[:160].rstrip(": ")
