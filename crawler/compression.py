"""Answers that the server packed: unpacked by Scrapy, refused where the packed bytes end too early."""

from __future__ import annotations

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response

from crawler.encoding import ends_early
from crawler.guard import Refused

CUT_OFF = "answer cut off (its gzip ends too early)"


class WholeAnswersMiddleware(HttpCompressionMiddleware):  # type: ignore[misc]
    """Scrapy takes what a gzip stream held before it broke off for the whole; half an article must not be kept so."""

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Raises Refused for a gzip stream without its end."""
        packed: bytes = response.body
        gzipped = b"gzip" in (response.headers.get("Content-Encoding") or b"").lower()  # the header goes with unpacking
        answer = super().process_response(request, response)
        if (
            isinstance(answer, Response)
            and gzipped
            and packed.startswith(b"\x1f\x8b")
            # the last four bytes state the length: where they agree nothing need be unpacked again
            and int.from_bytes(packed[-4:], "little") != len(answer.body) & 0xFFFFFFFF
            and ends_early(packed)
        ):
            raise Refused(CUT_OFF)
        return answer
