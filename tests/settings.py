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
