"""Files on their way in by a form: no more of them is written down than their page takes."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from dianzhang.engine.access import Actor
from dianzhang.engine.distrust import turned_away
from dianzhang.engine.files import LARGEST, Kept, TooLarge, keep
from dianzhang.engine.words import message
from dianzhang.gateways.tables import small
from dianzhang.kernel.filekinds import FileKindError
from dianzhang.trade import uploads

TOO_LARGE = "file_too_large"  # stands on the request whose file was left out


class Bounded(FileUploadHandler):
    """Leaves out a file that is longer than it may be, before it fills the disk."""

    request: HttpRequest

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *more: Any) -> None:  # noqa: N803 — Django's name
        orders = {
            reverse(name) for name in ("order-import", "order-import-look", "order-import-columns", "setup-orders")
        }
        self.most = uploads.LARGEST if self.request.path in orders else LARGEST
        self.over = content_length > self.most + 1_000_000

    def new_file(self, *about: Any, **more: Any) -> None:
        super().new_file(*about, **more)
        self.size = 0
        if self.over:
            self._leave_out()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.size += len(raw_data)
        if self.size > self.most:
            self._leave_out()
        return raw_data

    def _leave_out(self) -> None:
        setattr(self.request, TOO_LARGE, True)
        raise SkipFile

    def file_complete(self, file_size: int) -> None:
        return None


def table_sent(request: HttpRequest) -> bytes:
    """A small table of a form: its file, or what was pasted; a byte more than the largest tells that it is larger."""
    file = request.FILES.get("file")
    if isinstance(file, UploadedFile):
        return file.read(small.LARGEST + 1)  # type: ignore[no-any-return]
    return request.POST.get("pasted", "").encode()


def taken(request: HttpRequest, actor: Actor, name: str = "file") -> Kept | str:
    """The file of a form, kept; or why it is not taken."""
    file = request.FILES.get(name)
    try:
        if getattr(request, TOO_LARGE, False):
            raise TooLarge
        if not isinstance(file, UploadedFile):
            return gettext("选一个文件。")
        return keep(file.chunks(), file.name or "")
    except TooLarge:
        return gettext("文件超过 %(n)s MB，没有收：压缩一下、分成几份，或者放在网盘上写下链接。") % {
            "n": LARGEST // 1_000_000
        }
    except FileKindError as error:
        turned_away("a file of a kind that is refused", actor)
        return message(error.message)
