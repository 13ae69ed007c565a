"""What is found about the journal, in words."""

from __future__ import annotations

from dianzhang.kernel.messages import Message

from .comparing import Broken

WHAT = {
    "changed": Message("内容改过", "changed"),
    "deleted": Message("不见了", "deleted"),
    "inserted": Message("是后来插进来的", "inserted"),
    "reordered": Message("挪过位置", "reordered"),
    "cut": Message("连同后面的被截掉", "cut off the end"),
    "seal_changed": Message(
        "封存内容改过，这一段没法逐件核对", "the seal was changed; its events cannot be told apart"
    ),
    "seal_missing": Message("封存不见了", "a seal is missing"),
    "seal_chain": Message("封存接不上前一段", "the seal does not follow the one before"),
    "signature": Message(
        "封存不是用密钥签的，有人重新串过", "not signed by the key: sealed anew by somebody without it"
    ),
    "other_key": Message("封存用的是另一把密钥", "sealed with another key"),
    "other_chain": Message("和数据库外面留的最后一段不同", "not the seal that was kept outside the database"),
    "no_key": Message("没有公钥，没法知道是谁封存的", "no public key here, so nobody can tell who sealed it"),
}
NOTES = {
    "no_head": Message(
        "数据库外面没有留下最后一段（journal-head.json），截掉末尾看不出来",
        "no newest seal is kept outside the database (journal-head.json): a cut end would go unnoticed",
    ),
    "no_key": Message(
        "用 --fingerprint 给出你记下的指纹，或放回 journal-head.json",
        "give the fingerprint you wrote down with --fingerprint, or put journal-head.json back",
    ),
}


def said(one: Broken) -> Message:
    """One line: where, and what."""
    what = WHAT[one.what]
    place = Message(f"第 {one.position} 件", f"event {one.position}")
    if one.until and one.until != one.position:
        place = Message(f"第 {one.position} 到 {one.until} 件", f"events {one.position} to {one.until}")
    if one.seal:
        place = Message(f"{place.zh}（第 {one.seal} 段封存）", f"{place.en} (seal {one.seal})")
    return Message(f"{place.zh}：{what.zh}", f"{place.en}: {what.en}")
