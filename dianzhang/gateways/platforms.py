"""What the platforms are called on which shops sell."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

PLATFORMS: Mapping[str, str] = {
    "tmall": _("淘宝天猫"), "jd": _("京东"), "pdd": _("拼多多"), "douyin": _("抖音"), "wechat": _("微信小店"),
    "xiaohongshu": _("小红书"), "kuaishou": _("快手"), "shopify": "Shopify", "other": _("其他"),
}  # fmt: skip
