"""The catalogue of posts: every post that the departments known to us have, with the word a rulebook uses for it.

A department takes those it has (``engine.actions.organisation.set_up``) and may add its own; a rulebook may name any.
"""

from __future__ import annotations

from dianzhang.engine import registry
from dianzhang.kernel.vocabulary import PostWord

CATALOGUE: dict[str, str] = {
    # leading
    "chairman": "董事长",
    "director": "电商总监",
    "manager": "电商经理",
    "deputy_manager": "电商副经理",
    "supervisor": "主管",
    "project_manager": "项目经理",
    # operations
    "ops_lead": "运营组长",
    "ops": "运营专员",
    "ops_assistant": "运营助理",
    "order_desk": "订单审核",
    "data_analyst": "数据分析师",
    "site_builder": "建站专员",
    "distribution_lead": "分销主管",
    "franchise": "招商专员",
    "business": "商务拓展",
    "sales_lead": "销售主管",
    "sales": "销售专员",
    # promotion and market
    "promo_lead": "推广组长",
    "promo": "推广专员",
    "marketing": "营销专员",
    "wechat": "微信营销",
    "events": "活动策划",
    "market_lead": "市场主管",
    "market": "市场专员",
    # products and content
    "product_manager": "产品经理",
    "product_editor": "产品编辑",
    "copywriter": "文案编辑",
    "design_lead": "设计组长",
    "design": "设计专员",
    "photographer": "摄影师",
    # service
    "service_lead": "客服组长",
    "service": "客服专员",
    "presale": "售前客服",
    "midsale": "售中客服",
    "aftersale": "售后客服",
    "tech_support": "技术支持",
    # goods and warehouse
    "warehouse_lead": "仓储组长",
    "warehouse": "仓储专员",
    "warehouse_link": "仓储协调",
    "logistics_lead": "物流主管",
    "logistics": "物流专员",
    "purchasing_lead": "采购主管",
    "purchasing": "采购专员",
    "supply_chain": "供应链专员",
    "quality": "品控专员",
    # beside them
    "technical": "技术专员",
    "hr": "人事专员",
    "finance": "财务专员",
}

registry.posts.update({code: PostWord(code, zh) for code, zh in CATALOGUE.items()})
