"""Mail: by the department's own mail server, within a time for all of it, its answer read.

A letter keeps its Message-ID when it is sent again, so that where only the answer was lost it is still one letter.
"""

from __future__ import annotations

import smtplib
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext as _

from .channel import Answer, Said

PATIENCE = 20.0  # seconds for all of it; a timeout of a socket begins anew with every byte, this one does not


def send(to: str, said: Said, letter_id: str) -> Answer:
    """One plain letter to one address; ``letter_id`` stands before the @ of its Message-ID."""
    if not settings.DIANZHANG_MAILS:
        return Answer("silent", why=_("没有设发邮件的服务器。"))
    begun, post = time.monotonic(), _Watched(timeout=PATIENCE)
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    headers = {"Message-ID": f"<{letter_id}@{host}>", "Auto-Submitted": "auto-generated"}
    letter = EmailMessage(said.head.replace("\n", " "), "\n\n".join(said.lines), None, [to], headers=headers)
    letter.connection = post

    def after(answer: Answer) -> Answer:
        return Answer(answer.came, answer.code, answer.why, answer.wait, time.monotonic() - begun)

    with post.watch(PATIENCE):
        try:
            letter.send()
        except (smtplib.SMTPException, OSError) as error:
            return after(_failed(error, late=post.late.is_set() or time.monotonic() - begun >= PATIENCE))
    return after(Answer("taken", "250"))


def _failed(error: Exception, *, late: bool) -> Answer:
    if late or isinstance(error, TimeoutError):
        return Answer("silent", why=_("邮件服务器 %(n)s 秒内没有办完。") % {"n": round(PATIENCE)})
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _answered(*next(iter(error.recipients.values())), _("邮件服务器不收这个收件地址"))
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Answer("silent", str(error.smtp_code), _("邮件服务器不认 DIANZHANG_MAIL 里的用户和密码。"))
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(error.smtp_code, error.smtp_error, _("邮件服务器不收"))
    return Answer("silent", why=_("连不上邮件服务器，或者话没说完就断了。"))


def _answered(code: int, _words: bytes | str, why: str) -> Answer:
    """5xx is for good, 4xx is for now.  Its words may name the address, so only the code is kept."""
    return Answer("refused" if code >= 500 else "silent", str(code), f"{why}（{code}）。")


class _Watched(EmailBackend):
    """Django's own way to a mail server, ended when its time is over, whatever it is waiting for."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.late, self.opened = threading.Event(), list[socket.socket]()

    @property
    def connection_class(self) -> Callable[..., smtplib.SMTP]:  # type: ignore[override]
        opened = self.opened

        class Session(smtplib.SMTP_SSL if self.use_ssl else smtplib.SMTP):  # type: ignore[misc]
            def _get_socket(self, *where: Any) -> socket.socket:
                found: socket.socket = super()._get_socket(*where)
                opened.append(found)
                return found

        return Session

    def watch(self, seconds: float) -> _Watch:
        return _Watch(self, seconds)


class _Watch:
    def __init__(self, post: _Watched, seconds: float) -> None:
        self.post, self.timer = post, threading.Timer(seconds, self._cut)
        self.timer.daemon = True

    def _cut(self) -> None:
        self.post.late.set()
        encrypted = getattr(self.post.connection, "sock", None)  # STARTTLS puts another socket over the first
        for one in [*self.post.opened, *([encrypted] if encrypted else [])]:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def __enter__(self) -> None:
        self.timer.start()

    def __exit__(self, *_ended: object) -> None:
        self.timer.cancel()
