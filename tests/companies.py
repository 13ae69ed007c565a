"""Companies' log-ins on this machine: an OpenID Connect issuer, and what DingTalk and Feishu answer.

They speak HTTP as the real ones do, check what they are sent, and stop with the block.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "dianzhang", "s3cret"


@dataclass
class Company:
    """What the server knows, and what it should tell: ``person`` is who is logged in there now."""

    person: dict[str, Any]
    base: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    audience: str = CLIENT
    issuer: str = ""
    asked: list[str] = field(default_factory=list)
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))


class _Door(BaseHTTPRequestHandler):
    company: Company

    def log_message(self, *_words: Any) -> None:
        pass

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self._do(parts.path, asked)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"] or 0)).decode()
        told = json.loads(body) if "json" in self.headers.get("content-type", "") else {}
        self._do(urlsplit(self.path).path, told or {name: values[0] for name, values in parse_qs(body).items()})

    def _do(self, path: str, asked: dict[str, Any]) -> None:
        self.company.asked.append(path)
        verb = getattr(self, path.strip("/").replace("/", "_").replace(".", "").replace("-", "_"), None)
        if verb is None:
            self._tell({"error": "not here"}, 404)
        else:
            verb(asked)

    def _tell(self, what: Any, status: int = 200) -> None:
        body = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    # --- OpenID Connect ------------------------------------------------------------------

    def well_known_openid_configuration(self, _asked: dict[str, Any]) -> None:
        base = self.company.base
        self._tell({
            "issuer": self.company.issuer or base, "authorization_endpoint": f"{base}/authorize",
            "token_endpoint": f"{base}/token", "userinfo_endpoint": f"{base}/userinfo", "jwks_uri": f"{base}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        })  # fmt: skip

    def authorize(self, asked: dict[str, str]) -> None:
        code = secrets.token_urlsafe(8)
        self.company.codes[code] = asked
        name = "authCode" if asked.get("prompt") == "consent" else "code"
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode({name: code, 'state': asked['state']})}")
        self.end_headers()

    def token(self, asked: dict[str, str]) -> None:
        begun = self.company.codes.pop(asked.get("code", ""), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(asked.get("code_verifier", "").encode()).digest()).rstrip(b"=")
        good = begun is not None and (asked.get("client_id"), asked.get("client_secret")) == (CLIENT, SECRET)
        if not good or begun is None or begun.get("code_challenge") != proof.decode():
            return self._tell({"error": "invalid_grant"}, 400)
        moment = int(time.time())
        claims = {
            "iss": self.company.base, "aud": self.company.audience, "iat": moment, "exp": moment + 60,
            **self.company.person,
        }  # fmt: skip
        signed = jwt.encode(claims, self.company.key, "RS256", {"kid": "1"})
        return self._tell({"access_token": "open", "token_type": "Bearer", "expires_in": 60, "id_token": signed})

    def userinfo(self, _asked: dict[str, str]) -> None:
        good = self.headers["authorization"] == "Bearer open"
        self._tell(self.company.person if good else {"error": "invalid_token"}, 200 if good else 401)

    def jwks(self, _asked: dict[str, str]) -> None:
        shown = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.company.key.public_key()))
        self._tell({"keys": [{**shown, "kid": "1", "alg": "RS256", "use": "sig"}]})

    # --- DingTalk --------------------------------------------------------------------------

    def dingtalk_token(self, asked: dict[str, str]) -> None:
        good = (asked.get("clientId"), asked.get("clientSecret")) == (CLIENT, SECRET)
        if not good or self.company.codes.pop(asked.get("code", ""), None) is None:
            return self._tell({"code": "invalidAuthCode"}, 400)
        return self._tell({"accessToken": "open", "refreshToken": "again", "expireIn": 7200, "corpId": "corp"})

    def dingtalk_me(self, _asked: dict[str, str]) -> None:
        good = self.headers["x-acs-dingtalk-access-token"] == "open"
        self._tell(self.company.person if good else {"code": "Forbidden"}, 200 if good else 403)

    # --- Feishu ----------------------------------------------------------------------------

    def feishu_app(self, asked: dict[str, str]) -> None:
        good = (asked.get("app_id"), asked.get("app_secret")) == (CLIENT, SECRET)
        self._tell({"code": 0, "app_access_token": "app"} if good else {"code": 10003}, 200 if good else 400)

    def feishu_token(self, asked: dict[str, str]) -> None:
        if asked.get("app_access_token") != "app" or self.company.codes.pop(asked.get("code", ""), None) is None:
            return self._tell({"code": 20003}, 400)
        return self._tell({"code": 0, "data": {"access_token": "open", "expires_in": 7200, **self.company.person}})

    def feishu_me(self, _asked: dict[str, str]) -> None:
        good = self.headers["authorization"] == "Bearer open"
        self._tell({"code": 0, "data": self.company.person} if good else {"code": 20005})


@contextmanager
def company(person: dict[str, Any]) -> Iterator[Company]:
    """A company whose ``person`` is at the door."""
    there = Company(person)
    door = type("Door", (_Door,), {"company": there})
    with ThreadingHTTPServer(("127.0.0.1", 0), door) as server:
        server.daemon_threads = True
        there.base = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield there
        finally:
            server.shutdown()
            thread.join()
