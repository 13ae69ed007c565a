"""The layouts of order files that are recognised, one file for each platform.  The order does not matter."""

from ..layout import Layout
from . import (
    amazon,
    douyin,
    jd,
    kuaishou,
    lazada,
    pdd,
    plain,
    qianniu,
    shopee,
    shopify,
    taobao,
    tiktok,
    tmall_report,
    weixin,
    xiaohongshu,
    youzan,
)

LAYOUTS: tuple[Layout, ...] = (
    taobao.ORDERS,
    taobao.DETAILS,
    taobao.ITEMS,
    qianniu.ORDERS,
    qianniu.ITEMS,
    jd.LAYOUT,
    pdd.LAYOUT,
    douyin.LAYOUT,
    xiaohongshu.LAYOUT,
    kuaishou.LAYOUT,
    weixin.LAYOUT,
    youzan.LAYOUT,
    shopify.LAYOUT,
    amazon.LAYOUT,
    shopee.LAYOUT,
    lazada.LAYOUT,
    tiktok.LAYOUT,
    tmall_report.LAYOUT,
    plain.LAYOUT,
)
