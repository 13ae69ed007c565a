import pytest

from dianzhang.config.database import DatabaseUrlError, read_database_url


def test_sqlite_absolute() -> None:
    assert read_database_url("sqlite:////srv/data/a%20b.sqlite3")["NAME"] == "/srv/data/a b.sqlite3"


def test_sqlite_relative(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    here = tmp_path_factory.mktemp("here")
    monkeypatch.chdir(here)
    assert read_database_url("sqlite:///a.sqlite3")["NAME"] == str(here / "a.sqlite3")


def test_postgresql() -> None:
    read = read_database_url("postgresql://us%40er:p%2Fw@db.example:6543/shop?sslmode=require")
    assert read["ENGINE"] == "django.db.backends.postgresql"
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"]) == ("us@er", "p/w", "db.example", "6543")
    assert read["NAME"] == "shop"
    assert read["OPTIONS"] == {"sslmode": "require"}


def test_postgresql_on_a_socket() -> None:
    read = read_database_url("postgresql:///shop?host=/run/postgresql")
    assert (read["HOST"], read["NAME"], read["OPTIONS"]) == ("/run/postgresql", "shop", {})


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("mysql://localhost/shop", "mysql"),
        ("shop.sqlite3", "sqlite:///"),
        ("sqlite://", "names no file"),
        ("sqlite:///a?b=c", "no options"),
        ("postgresql://localhost", "names no database"),
        ("postgresql://localhost:99999/shop", "port"),
    ],
)
def test_a_wrong_url_says_what_to_write(url: str, part: str) -> None:
    with pytest.raises(DatabaseUrlError, match=part):
        read_database_url(url)
