"""What is kept outside the database: the key that seals, which keys count, and the newest seal.

Whoever can write to the database alone can neither seal again what they changed nor cut off the end with its seals.
Two files in the data folder, or where ``DIANZHANG_SEAL_KEY`` points: the private key (0600), and beside it
``journal-head.json``: ``keys`` (each public key, and from which seal on it counts) and ``seal`` (the newest one).
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.db.models import Max

from dianzhang.engine.moment import now
from dianzhang.kernel.messages import MessageError

from .files import write_whole
from .models import Seal

NAME = "journal-head.json"


class KeyTrouble(MessageError):
    """The key cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Head:
    """The newest seal, as it was kept."""

    number: int
    last: int
    head: str
    sealed_at: str


@dataclass(frozen=True)
class Outside:
    """``keys``: (public key, from this seal on), in order."""

    keys: tuple[tuple[str, int], ...] = ()
    seal: Head | None = None
    note: str = ""

    def key_of(self, number: int) -> str | None:
        """The key that counts for the seal of this number."""
        return next((key for key, since in reversed(self.keys) if since <= number), None)

    @property
    def key(self) -> str | None:
        return self.keys[-1][0] if self.keys else None


def key_file() -> Path:
    return Path(os.environ.get("DIANZHANG_SEAL_KEY") or settings.DIANZHANG_HOME / "seal-key").absolute()


def head_file() -> Path:
    return key_file().with_name(NAME)


def read() -> Outside:
    """What is kept; empty where nothing is.  KeyTrouble when the file cannot be read as what it should be."""
    path = head_file()
    try:
        return parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Outside()
    except (OSError, ValueError) as error:
        raise KeyTrouble(
            zh=f"{path} 读不出来（{error}）。从备份里放回它",
            en=f"{path} cannot be read ({error}): put it back from a backup",
        ) from None


def parse(text: str) -> Outside:
    """ValueError for anything that is not such a file."""
    try:
        found = json.loads(text)
        keys = tuple((str(one["key"]), int(one["from"])) for one in found["keys"])
        if any(len(bytes.fromhex(key)) != 32 for key, _since in keys):
            raise ValueError("not a public key")
        seal = Head(**found["seal"]) if found.get("seal") else None
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no journal head ({error})") from None
    return Outside(keys, seal, str(found.get("note", "")))


def renew() -> str:
    """A new key for the seals to come, where the old one is lost; seals made so far are held to the key they had.

    The file of the old key, if there is one, is kept under another name.  Returns the public key.
    """
    path, kept = key_file(), read()
    if path.exists():
        path.rename(path.with_name(f"{path.name}-{now():%Y%m%d-%H%M%S}"))
    key = public(make_key())
    top = Seal.objects.aggregate(top=Max("number"))["top"] or 0
    before = tuple((one, since) for one, since in kept.keys if since <= top)
    write(replace(kept, keys=(*before, (key, top + 1))))
    return key


def accept() -> tuple[Path | None, Seal | None]:
    """The journal as it is counts from now on: (where the former record was put, the newest seal)."""
    path, kept = head_file(), read()
    aside = None
    if path.exists():
        aside = path.with_name(f"journal-head-{now():%Y%m%d-%H%M%S}.json")
        path.rename(aside)
    seal = Seal.objects.defer("leaves").order_by("-number").first()
    write(replace(kept, seal=head_of(seal) if seal else None))
    return aside, seal


def as_text(kept: Outside) -> str:
    document = {
        "keys": [{"key": key, "from": since} for key, since in kept.keys],
        "seal": asdict(kept.seal) if kept.seal else None,
        "note": kept.note,
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def write(kept: Outside) -> None:
    write_whole(head_file(), as_text(kept).encode())


def remember(seal: Seal) -> None:
    """The newest seal, and its key if it is the first."""
    kept = read()
    write(replace(kept, keys=kept.keys or ((seal.key, 1),), seal=head_of(seal), note=""))


def head_of(seal: Seal) -> Head:
    return Head(seal.number, seal.last, seal.head, seal.sealed_at.isoformat())


def private_key() -> Ed25519PrivateKey | None:
    """The key that seals; None where there is none.  KeyTrouble when the file holds something else."""
    path = key_file()
    try:
        found = load_pem_private_key(path.read_bytes(), None)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyTrouble(
            zh=f"{path} 不是封存密钥（{error}）。把你另存的那份放回去",
            en=f"{path} is no seal key ({error}): put back your copy",
        ) from None
    if not isinstance(found, Ed25519PrivateKey):
        raise KeyTrouble(zh=f"{path} 不是 Ed25519 密钥", en=f"{path} is not an Ed25519 key")
    return found


def make_key() -> Ed25519PrivateKey:
    """A new key in the file.  Of several processes that make one together, the first one's counts."""
    path = key_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = Ed25519PrivateKey.generate()
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    write_whole(draft, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    found = private_key()
    assert found is not None
    return found


def public(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
