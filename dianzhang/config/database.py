"""DATABASE_URL, read into what Django wants to know."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# One writer at a time, and it says so at once (IMMEDIATE): a transaction that turns from reader to writer half-way
# is refused by SQLite without waiting. Readers never wait (WAL). A power cut may cost the last commits, never the file.
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=NORMAL;"
        "PRAGMA cache_size=-16384;"
        "PRAGMA mmap_size=268435456;"
        "PRAGMA temp_store=MEMORY;"
        "PRAGMA journal_size_limit=67108864;"
    ),
}


class DatabaseUrlError(ValueError):
    """DATABASE_URL cannot be read; the message says why and what it should look like."""


def read_database_url(url: str) -> dict[str, Any]:
    """One entry of Django's DATABASES.

    `sqlite:///relative/path`, `sqlite:////absolute/path`, or `postgresql://user:password@host:port/name`; what stands
    behind `?` is handed on to the driver (`?sslmode=require`, `?host=/run/postgresql`).
    """
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme == "sqlite":
        if parts.netloc or not parts.path.strip("/"):
            raise DatabaseUrlError(f"DATABASE_URL {url!r} names no file. Write sqlite:///path/to/file.sqlite3")
        if options:
            raise DatabaseUrlError(f"DATABASE_URL: SQLite takes no options, but there is {', '.join(options)}")
        return sqlite(Path(unquote(parts.path.removeprefix("/"))))
    if parts.scheme in ("postgresql", "postgres"):
        return _postgresql(url, options)
    raise DatabaseUrlError(
        f"DATABASE_URL begins with {parts.scheme or 'nothing'!r}. "
        "Dianzhang runs on sqlite:///path or postgresql://user:password@host:port/name"
    )


def sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "dianzhang.config.sqlite3",
        "NAME": str(path.absolute()),
        "CONN_MAX_AGE": None,
        "OPTIONS": SQLITE_OPTIONS,
    }


def _postgresql(url: str, options: dict[str, str]) -> dict[str, Any]:
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/")) or options.pop("dbname", "")
    if not name:
        raise DatabaseUrlError("DATABASE_URL names no database. Write postgresql://user:password@host:port/name")
    try:
        port = parts.port
    except ValueError:
        raise DatabaseUrlError("DATABASE_URL: the port is not a number between 0 and 65535") from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or options.pop("password", "")),
        "HOST": unquote(parts.hostname or options.pop("host", "")),
        "PORT": str(port or options.pop("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
