"""What a seal says, hashed and signed: every word of it but the signature, and the head of the seal before."""

from __future__ import annotations

import json
from datetime import UTC
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from .models import Seal

BEGINNING = "0" * 64  # the head before the first seal


def text(seal: Seal) -> bytes:
    """``dianzhang seal 1`` and a JSON array, one below the other."""
    at = seal.sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
    said = [seal.number, seal.form, seal.first, seal.last, seal.root, seal.previous, at, seal.key]
    return b"dianzhang seal 1\n" + json.dumps(said, separators=(",", ":")).encode()


def head(seal: Seal) -> str:
    return sha256(text(seal)).hexdigest()


def signed_by(seal: Seal, key: str) -> bool:
    """Whether the holder of this public key signed it."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(seal.signature), text(seal))
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(key: str) -> str:
    """A public key for people to write down and compare: 32 hex digits in fours."""
    digits = sha256(bytes.fromhex(key)).hexdigest()[:32]
    return " ".join(digits[n : n + 4] for n in range(0, 32, 4))
