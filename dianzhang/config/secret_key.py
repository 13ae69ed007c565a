"""The key that signs sessions: given by the environment, or made once and kept in the data folder."""

import os
import secrets
import tempfile
from pathlib import Path


def secret_key(home: Path) -> str:
    given = os.environ.get("DIANZHANG_SECRET_KEY")
    return given or kept_key(home / "secret-key")


def kept_key(path: Path) -> str:
    """The key in this file, made (mode 0600) if there is none yet.

    Web and worker may start together. Each writes a whole file of its own and links it to the name; the link fails
    for all but the first, so everyone reads the same key and nobody reads half of one.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".secret-key-")  # mkstemp makes it 0600
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(50))
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(draft)
    key = path.read_text(encoding="ascii").strip()
    if not key:
        raise RuntimeError(f"{path} is empty. Delete it, and a new key is made; everybody logs in again.")
    return key
