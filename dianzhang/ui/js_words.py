"""The words that scripts put on the page, so that they too are translated in one place."""

from __future__ import annotations

from django.utils.translation import gettext


def js_words() -> dict[str, str]:
    return {
        "seconds": gettext("%(n)d 秒"),
        "minutesSeconds": gettext("%(m)d 分 %(s)d 秒"),
        "minutes": gettext("%(n)d 分钟"),
        "hoursMinutes": gettext("%(h)d 小时 %(m)d 分"),
        "hours": gettext("%(n)d 小时"),
        "left": gettext("剩 %(span)s"),
        "late": gettext("超时 %(span)s"),
        "selected": gettext("已选 %(n)s 条"),
        "offline": gettext("连不上服务器。网络恢复后再试一次，填的内容还在。"),
        "failed": gettext("服务器没能完成这一步，什么都没有改。请再试一次；还不行就告诉管理员。"),
        "forbidden": gettext("你的岗位不能做这一步，或者登录已过期。"),
        "conflict": gettext("这条记录刚被别人改过。刷新后看看现在的样子。"),
        "passkeyKnown": gettext("这个通行密钥已经加过了。"),
        "passkeyFailed": gettext("没有成。可能是取消了、超时了，或者这台设备上没有这里的通行密钥。"),
        "boardNo": gettext("你的岗位现在没有把它移到“%(to)s”的一步。"),
        "boardGoes": gettext("%(card)s：移到“%(to)s”…"),
        "boardAsks": gettext("%(card)s：移到“%(to)s”要先填表"),
        "boardIs": gettext("%(card)s现在在“%(to)s”"),
        "boardDue": gettext("各行按截止时间分，拖过去改不了截止时间。"),
        "boardNobody": gettext("事项不能变成没有人负责。"),
        "undo": gettext("取消这一步"),
        "ended": gettext("登录已经结束。这一页还在，再做什么都要重新登录。"),
        "copyByHand": gettext("浏览器没让复制。已经选中了，按 Ctrl-C（Mac 上 ⌘C）。"),
        "close": gettext("关闭"),
        "unsaved": gettext("填的内容还没有提交，确定离开？"),
        "unsavedText": gettext("正文有改动没存。接着做用的是存好的那一份，没存的会丢。接着做？"),
    }
