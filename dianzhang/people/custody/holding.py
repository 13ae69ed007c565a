"""An account's way: registered, given to one holder, taken back, closed; a change of holder makes its password due."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, model_validator

from dianzhang.engine import registry
from dianzhang.engine.access import SYSTEM
from dianzhang.engine.models import Shop
from dianzhang.engine.organisation import organisation
from dianzhang.engine.outcome import Act, Batch, Item
from dianzhang.engine.personal import Kept, Personal
from dianzhang.engine.registry import command, consequence
from dianzhang.engine.vault import encrypt

from ..models import Account
from .states import ACCOUNT


class NewAccount(BaseModel):
    """Which log-in, for what, held by whom.  A shared secret only with the reason why nothing better can be had."""

    kind: Literal["platform", "promotion", "payment", "tool"] = Kept(...)
    platform: str = Kept(..., min_length=1, max_length=30)
    name: str = Personal(..., min_length=1, max_length=80)
    rights: str = Kept(..., min_length=1, max_length=300)
    person: str = Personal("", max_length=40, title="保管人")
    shop: str = Personal("", max_length=40)
    main: int | None = Personal(None, title="所属主账号编号")
    bound: str = Personal("", max_length=40)
    shared: str = Kept("", max_length=300)
    secret: str = Personal("", max_length=500)

    @model_validator(mode="after")
    def _why_shared(self) -> NewAccount:
        if self.secret and not self.shared.strip():
            raise ValueError(_("平台能开子账号就一人一个；非要共用密码，写明理由。"))
        return self


class Holder(BaseModel):
    person: str = Kept(..., min_length=1, max_length=40, title="保管人")


class Note(BaseModel):
    reason: str = Personal("", max_length=300)


@command("account.register", zh="账号.登记", en="Register", on=ACCOUNT, creates=True, input=NewAccount)
def register(accounts: Batch[Account, NewAccount], act: Act) -> None:
    """Write down a log-in, its rights and its holder."""
    for account, given in accounts:
        if (why := _cannot_be(given)) is not None:
            accounts.refuse(account, why)
            continue
        account.kind, account.platform, account.name = given.kind, given.platform, given.name
        account.rights, account.bound, account.shared = given.rights, given.bound, given.shared.strip()
        account.main_id, account.rotated_at = given.main, act.at
        account.shop_id = Shop.objects.filter(code=given.shop).values_list("pk", flat=True).first()
        account.box = encrypt(given.secret) if given.secret else ""
        account.unit_id = act.actor.unit_id
        if given.person:
            _give(account, organisation().codes[given.person])
            account.custody = "held"


def _cannot_be(given: NewAccount) -> str | None:
    """Why this cannot be registered: it is there, its holder or shop is not."""
    org = organisation()
    if Account.objects.filter(platform=given.platform, name=given.name).exclude(custody="closed").exists():
        return _("这个账号已经登记过了。")
    if given.person and org.codes.get(given.person) not in org.posts_of:
        return _("没有在岗的人“%(who)s”。") % {"who": given.person}
    if given.shop and not any(shop.code == given.shop for shop in org.shops.values()):
        return _("没有店铺“%(shop)s”。") % {"shop": given.shop}
    if given.main is not None and not Account.objects.filter(pk=given.main).exclude(custody="closed").exists():
        return _("没有编号为 %(number)s 的主账号。") % {"number": given.main}
    return None


def _give(account: Account, person: int) -> None:
    org = organisation()
    account.owner_id, account.unit_id = person, org.unit_of(org.posts_of[person][0])


@command(
    "account.assign", zh="账号.交给", en="Give to", on=ACCOUNT, leads={"custody": (("free", "held"), "held")},
    input=Holder, primary=True,
)  # fmt: skip
def assign(accounts: Batch[Account, Holder], act: Act) -> None:
    """One holder; whoever held it before knows the password, so it is due."""
    org = organisation()
    for account, given in accounts:
        person = org.codes.get(given.person)
        if person not in org.posts_of:
            accounts.refuse(account, _("没有在岗的人“%(who)s”。") % {"who": given.person})
        elif person == account.owner_id:
            accounts.unchanged(account)
        else:
            before = account.owner_id
            _give(account, person)
            if before is not None:
                expose(account, act)


@command(
    "account.withdraw", zh="账号.收回", en="Take back", on=ACCOUNT, leads={"custody": ("held", "free")}, input=Note
)
def withdraw(accounts: Batch[Account, Note], act: Act) -> None:
    """Nobody holds it until it is given again; its password is due."""
    for account, _given in accounts:
        account.owner_id = None
        expose(account, act)


@command(
    "account.close", zh="账号.注销", en="Close", on=ACCOUNT, leads={"custody": (("free", "held"), "closed")},
    input=Note, undo="account.reopen",
)  # fmt: skip
def close(accounts: Batch[Account, Note], act: Act) -> None:
    """It no longer exists on the platform; the secret is forgotten."""
    for account, _given in accounts:
        account.owner_id, account.box = None, ""


@command("account.reopen", zh="账号.恢复", en="Reopen", on=ACCOUNT, leads={"custody": ("closed", "free")})
def reopen(accounts: Batch[Account, None], act: Act) -> None:
    """Closed by mistake: it waits for a holder."""
    for account, _nothing in accounts:
        if Account.objects.filter(platform=account.platform, name=account.name).exclude(custody="closed").exists():
            accounts.refuse(account, _("这个账号已经登记过了。"))


def expose(account: Account, act: Act) -> None:
    """Somebody who no longer holds it knows its password."""
    exposed = registry.actions["account.expose"]
    act.transaction.afterwards(lambda: act.transaction.do(exposed, [Item(record=account)], actor=SYSTEM, checked=True))


@consequence("account.expose", zh="账号.密码外露", en="Password known", on=ACCOUNT, leads={"rotation": ("*", "due")})
def exposed(accounts: Batch[Account, None], act: Act) -> None:
    """The password is to be changed: one who no longer holds the account, or has left, knows it."""
