"""The settings of the tests: a data folder of their own, so that no test ever touches somebody's `var`."""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="dianzhang-test-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["DIANZHANG_HOME"] = _home

from dianzhang.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # logging in is not what costs here

# In memory, one for each process: pytest-django knows Django's own engine only and would make a file of ours.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405
