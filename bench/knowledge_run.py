"""The database of ``bench.knowledge``: ``fill COUNT``, then ``read`` answers lines with what each search takes."""

from __future__ import annotations

import random
import sys
import time
from itertools import islice
from typing import Any

import django

from bench.place import answer

FOLDERS = 40
LETTERS = "退换货订单流程客服仓库发售后价格活动商品图片主详情页标题库存快递运费赔付投诉评价好差审核挂起放行"
RARE = "紫砂壶描金"


def words(pick: random.Random) -> list[str]:
    return ["".join(pick.choice(LETTERS) for _ in range(pick.randint(2, 4))) for _ in range(600)]


def fill(count: int) -> None:
    """Documents as their action leaves them, written in bulk: the row, its version, its words."""
    from django.core.management import call_command
    from django.utils import timezone

    from dianzhang.engine.access import SYSTEM
    from dianzhang.engine.act import must, one
    from dianzhang.engine.actions.structure import set_up
    from dianzhang.engine.fulltext import words_of
    from dianzhang.engine.models import FullText
    from dianzhang.work.documents.states import DOCUMENT
    from dianzhang.work.models import Document, DocumentVersion, Folder

    call_command("migrate", verbosity=0)
    set_up(
        {"dept": ("部门", None)},
        {"head": ("主管", "dept", None), "half": ("半数", "dept", "head"), "few": ("少数", "dept", "head")},
    )
    for code in ("head", "half", "few"):
        must(one("person.add", SYSTEM, code=code, name=code, post=code))
    now, pick = timezone.now(), random.Random(7)
    readers = [" head few " if n == 0 else " head half " if n % 2 else " head " for n in range(FOLDERS)]
    folders = Folder.objects.bulk_create(
        Folder(name=f"夹{n}", readers="posts", posts=posts) for n, posts in enumerate(readers)
    )
    known = words(pick)

    def made() -> Any:
        for n in range(1, count + 1):
            said = [known[min(int(pick.expovariate(0.02)), len(known) - 1)] for _ in range(150)]
            title = "".join(pick.sample(known, 3)) + (RARE if n % 20_000 == 17 else "")
            yield n, folders[n % FOLDERS].pk, title, "，".join(said)

    rows = made()
    while some := list(islice(rows, 2000)):
        Document.objects.bulk_create(
            Document(id=n, folder_id=folder, title=title, kind="process", version=1, letters=len(text), written_at=now)
            for n, folder, title, text in some
        )
        DocumentVersion.objects.bulk_create(
            DocumentVersion(document_id=n, number=1, text=text, written_at=now) for n, _f, _t, text in some
        )
        FullText.objects.bulk_create(
            FullText(
                subject_kind="document", subject_id=n,
                words=words_of(DOCUMENT, title, text, ["any", f"f{folder}", "p0", "kept"]),
            )
            for n, folder, title, text in some
        )  # fmt: skip
    analyse()


def analyse() -> None:
    """What the databases do by themselves after a while."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def read(_line: str = "") -> dict[str, float]:
    """Seconds of each search."""
    from dianzhang.engine.access import actor_of
    from dianzhang.engine.models import Person
    from dianzhang.work.documents.reading import search

    known = words(random.Random(7))
    asked = {
        "a word of nearly every text": known[0], "a word of many": known[30], "a rare word": RARE,
        "two words": f"{known[1]} {known[40]}", "one character": known[3][0], "no such word": "鲸鲨",
    }  # fmt: skip
    found: dict[str, float] = {}
    for who in ("head", "half", "few"):
        actor = actor_of(Person.objects.get(code=who))
        for name, query in asked.items():
            began = time.perf_counter()
            search(actor, query)
            found[f"{name}, reader of {_share(who)}"] = time.perf_counter() - began
    return found


def _share(who: str) -> str:
    return {"head": "all", "half": "half the folders", "few": "one folder"}[who]


def main() -> None:
    django.setup()
    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]))
    else:
        answer(read)


if __name__ == "__main__":
    main()
