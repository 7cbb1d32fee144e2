"""Scrapy's settings, made from Kliping's. Robots rules, certificates and limits are not optional."""

from __future__ import annotations

from kliping.config import Settings

#: Requests are tried again this often, after 1, 2 and 4 seconds or what Retry-After asks for.
RETRIES = 3
#: Seconds; a server that asks for a longer pause is left for the next crawl.
MAX_PAUSE = 60.0
#: Seconds; a robots.txt may ask for more, and gets this.
MAX_CRAWL_DELAY = 300.0
#: Lists are larger than pages: a news sitemap of a big portal has 10 MB.
LIST_FACTOR = 4
#: RFC 9309: a crawler reads at least 500 KiB of a robots.txt.
MAX_ROBOTS_BYTES = 512 * 1024


def scrapy_settings(settings: Settings, hosts: int = 1) -> dict[str, object]:
    """The settings of a Scrapy crawler for so many hosts."""
    return {
        "BOT_NAME": "kliping",
        "USER_AGENT": settings.user_agent,
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_PARSER": "crawler.robots.BoundedRobotParser",
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        # Two of each host may wait their turn; how many are really under way is the downloader's gate.
        "CONCURRENT_REQUESTS": max(settings.concurrency, min(2 * hosts, 1000)),
        "KLIPING_CONCURRENCY": settings.concurrency,
        "DOWNLOADER": "crawler.throttle.BoundedDownloader",
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": settings.delay,
        # A delay is a promise to the site ("at least"): no jitter below it.
        "DOWNLOAD_DELAY_JITTER": 0,
        "DOWNLOAD_TIMEOUT": settings.timeout,
        "DOWNLOAD_MAXSIZE": settings.max_page_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DNS_TIMEOUT": min(settings.timeout, 20.0),
        "TWISTED_DNS_RESOLVER": "crawler.guard.GuardedResolver",
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_MAX_DELAY": MAX_CRAWL_DELAY,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
        "EXTENSIONS": {
            "scrapy.extensions.throttle.AutoThrottle": None,
            "scrapy.extensions.telnet.TelnetConsole": None,
            "scrapy.extensions.memusage.MemoryUsage": None,
            "scrapy.extensions.logstats.LogStats": None,
            "crawler.throttle.HostThrottle": 0,
        },
        "DOWNLOADER_MIDDLEWARES": {
            "crawler.guard.GuardMiddleware": 90,
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "crawler.robots.RobotsMiddleware": 100,
            "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
            "crawler.retry.PatientRetryMiddleware": 550,
            "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
            "crawler.guard.OwnHostRedirectMiddleware": 600,
            "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
            "crawler.compression.WholeAnswersMiddleware": 590,
            "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
        },
        "HTTPERROR_ALLOW_ALL": True,  # the spiders name every status in the report
        "REDIRECT_MAX_TIMES": 5,
        "METAREFRESH_ENABLED": False,
        "RETRY_TIMES": RETRIES,
        "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG",
        "COOKIES_ENABLED": False,
        "REFERER_ENABLED": False,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.5",
            "Accept-Language": "id,en;q=0.5",
        },
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",  # the intake knows what was asked for
        "STATS_DUMP": False,
        "LOG_ENABLED": False,
    }
