"""What is said to be a backup: cut off, altered, another program's or made to do harm, it is refused in plain words."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings

from dianzhang.safety.backup import checking, restoring
from dianzhang.safety.backup.form import HEAD, MANIFEST, MARK, MARKED, SIGNATURE, BackupError, allowed
from dianzhang.safety.backup.making import make
from tests.safety.places import Places
from tests.safety.test_backup import department

pytestmark = [
    pytest.mark.django_db(transaction=True, available_apps=settings.INSTALLED_APPS),
    pytest.mark.requirement("S5.4"),
]


@pytest.fixture
def good(places: Places) -> Path:
    with places("here") as home:
        department()
        return make(home / "good.dzbackup").path


Entries = dict[str, bytes]


def rewritten(good: Path, change: Callable[[Entries], None], *, sign: bool = False) -> Path:
    """The same zip with other entries; its signature is left out unless it should stay."""
    with zipfile.ZipFile(good) as source:
        entries = {name: source.read(name) for name in source.namelist()}
    if not sign:
        del entries[SIGNATURE]
    change(entries)
    path = good.with_name("bad.dzbackup")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in entries.items():
            target.writestr(name, data)
    return path


def refused(path: Path) -> str:
    with pytest.raises(BackupError) as error:
        restoring.check(path)
    said = error.value.message
    assert said.zh
    assert said.en
    assert "Traceback" not in said.en
    return said.zh


def claim(entries: Entries, name: str, data: bytes) -> None:
    """An entry that the manifest names too, as a forger would."""
    manifest = json.loads(entries[MANIFEST])
    manifest["entries"][name] = {"bytes": len(data), "sha256": sha256(data).hexdigest()}
    entries[MANIFEST] = json.dumps(manifest).encode()
    entries[name] = data


def test_a_good_one_is_found_to_be_one(good: Path) -> None:
    manifest, key = restoring.check(good)
    assert manifest.journal.events > 0
    assert key


def test_one_byte_less_anywhere(good: Path) -> None:
    data = good.read_bytes()
    for part in (0, 10, len(data) // 2, len(data) - 30, len(data) - 1):
        cut = good.with_name("cut.dzbackup")
        cut.write_bytes(data[:part])
        assert refused(cut)


def test_one_bit_turned(good: Path) -> None:
    data = bytearray(good.read_bytes())
    for at in range(60, len(data) - 60, max(1, len(data) // 40)):
        data[at] ^= 0x10
        bad = good.with_name("bit.dzbackup")
        bad.write_bytes(data)
        data[at] ^= 0x10
        try:
            restoring.check(bad)
        except BackupError:
            continue
        with zipfile.ZipFile(bad) as one, zipfile.ZipFile(good) as other:  # a date or the like of the zip itself
            assert [one.read(name) for name in one.namelist()] == [other.read(name) for name in other.namelist()]


@pytest.mark.parametrize("data", [b"", b"PK", b"hello", b"SQLite format 3\0" + bytes(5000), bytes(100_000)])
def test_other_files(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    assert "备份" in refused(path)


def test_a_zip_of_somebody_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("document.xml", "<a/>")
    assert "不是店章的备份" in refused(tmp_path / "x.zip")
    assert "没有文件" in refused(tmp_path / "none")
    assert refused(tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        "../evil", "/etc/cron.d/evil", "files/../../evil", "files/./x", "files//x", "tables/../x.jsonl", "C:\\evil",
        "files/a\\..\\b", "tables/engine_event.jsonl/../../x", "keys/other", "dianzhang.sqlite3", "files/",
        "manifest.sig/x",
    ],
)  # fmt: skip
def test_names_that_lead_elsewhere(good: Path, name: str) -> None:
    assert not allowed(name)
    assert "拒绝" in refused(rewritten(good, lambda entries: claim(entries, name, b"evil")))


def test_a_bomb(good: Path) -> None:
    assert "拒绝" in refused(rewritten(good, lambda entries: claim(entries, "files/bomb", bytes(50 << 20))))


def test_more_than_the_disk_has_room_for(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(good.parent)._replace(free=1000)
    monkeypatch.setattr(checking.shutil, "disk_usage", lambda _path: usage)
    assert "MB" in refused(good)


def test_an_entry_that_the_manifest_does_not_name(good: Path) -> None:
    assert "清单" in refused(rewritten(good, lambda entries: entries.update({"files/x": b"x"})))
    assert "清单" in refused(rewritten(good, lambda entries: entries.pop("tables/engine_shop.jsonl") and None))


def test_one_name_twice(good: Path) -> None:
    bad = good.with_name("twice.dzbackup")
    shutil.copy(good, bad)
    with zipfile.ZipFile(bad, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("tables/engine_shop.jsonl", b"[]")
    assert "拒绝" in refused(bad)


def test_rows_altered(good: Path) -> None:
    def alter(entries: Entries) -> None:
        entries["tables/engine_shop.jsonl"] = entries["tables/engine_shop.jsonl"].replace(b"tmall-1", b"tmall-2")

    assert "engine_shop" in refused(rewritten(good, alter))


def test_rows_and_manifest_altered_but_not_signed_again(good: Path) -> None:
    def alter(entries: Entries) -> None:
        name = "tables/engine_shop.jsonl"
        entries[name] = entries[name].replace(b"tmall-1", b"tmall-2")
        manifest = json.loads(entries[MANIFEST])
        manifest["tables"]["engine_shop"]["sha256"] = sha256(entries[name]).hexdigest()
        entries[MANIFEST] = json.dumps(manifest).encode()

    assert MANIFEST in refused(rewritten(good, alter, sign=True))
    _manifest, key = restoring.check(rewritten(good, alter))
    assert key == "", "without a signature it is taken, and said to have none"


@pytest.mark.parametrize(
    "manifest",
    [b"", b"{", b"[]", b'{"dianzhang":"backup","format":2}', b'{"dianzhang":"backup","format":1}', b"[" * 100_000],
)
def test_manifests_that_are_none(good: Path, manifest: bytes) -> None:
    assert "清单" in refused(rewritten(good, lambda entries: entries.update({MANIFEST: manifest})))
    assert MARKED.startswith(MARK.replace("-", " ").encode())


def loaded(good: Path, places: Places, change: Callable[[dict[str, object], Entries], None]) -> str:
    """Its hashes are right, what is in it is not: refused while it is loaded, and nothing is left."""

    def alter(entries: Entries) -> None:
        manifest = json.loads(entries[MANIFEST])
        change(manifest, entries)
        for name, table in manifest["tables"].items():
            data = entries.get(f"tables/{name}.jsonl", b"")
            table |= {"bytes": len(data), "rows": data.count(b"\n"), "sha256": sha256(data).hexdigest()}
        for name, one in manifest["entries"].items():
            one |= {"bytes": len(entries[name]), "sha256": sha256(entries[name]).hexdigest()}
        entries[MANIFEST] = json.dumps(manifest).encode()

    bad = rewritten(good, alter)
    with places("there") as home, pytest.raises(BackupError) as error:
        restoring.restore(bad)
    assert not [path.name for path in home.iterdir() if "restoring" in path.name]
    with places("there"):
        from dianzhang.engine.models import Event, Person

        assert (Person.objects.count(), Event.objects.count()) == (0, 0)
    return error.value.message.zh


SHOP = "tables/engine_shop.jsonl"
CASES: dict[str, Callable[[dict[str, object], Entries], None]] = {
    "没有": lambda m, e: (
        m["tables"].update(evil=dict(m["tables"]["engine_shop"])),
        e.update({"tables/evil.jsonl": b""}),
    ),  # type: ignore[attr-defined,index,func-returns-value]
    "不一样": lambda m, e: m["tables"]["engine_shop"]["columns"].append(["x; DROP TABLE engine_event", "int"]),  # type: ignore[index]
    "读不出来": lambda m, e: e.update({SHOP: b'{"a":1}\n'}),
    "放不进": lambda m, e: e.update({SHOP: e[SHOP] + e[SHOP]}),
    "更新的程序": lambda m, e: m["migrations"]["safety"].append("0999_future"),  # type: ignore[index]
    "journal-head": lambda m, e: e.update({HEAD: b"[]"}),
}


@pytest.mark.parametrize("said", CASES)
def test_contents_that_do_not_belong(good: Path, places: Places, said: str) -> None:
    assert said in loaded(good, places, CASES[said])
