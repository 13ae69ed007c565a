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
    "wechat_editor": "微信编辑",
    "weibo_editor": "微博编辑",
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

# What else such posts are called: in a list of staff each of these is the post it means.
ALSO: dict[str, str] = {
    "部门总监": "director", "运营总监": "director", "电商运营总监": "director", "电子商务总监": "director",
    "部门经理": "manager", "运营经理": "manager", "电商运营经理": "manager", "副经理": "deputy_manager",
    "部门主管": "supervisor", "运营主管": "supervisor", "电商运营主管": "supervisor",
    "电商运营专员": "ops", "电商运营助理": "ops_assistant", "订单处理": "order_desk", "订单专员": "order_desk",
    "推广主管": "promo_lead", "推广员": "promo", "营销策划": "marketing", "招商加盟": "franchise",
    "网站建设": "site_builder",
    "商务专员": "business", "市场策划": "market", "微信运营": "wechat", "微博运营": "weibo_editor",
    "产品策划": "product_manager", "产品专员": "product_editor", "图文编辑": "product_editor", "文案": "copywriter",
    "美工": "design", "网店美工": "design", "设计师": "design", "美工设计师": "design", "视觉设计师": "design",
    "摄影": "photographer", "客服": "service", "客户服务专员": "service", "客服主管": "service_lead",
    "仓管": "warehouse", "仓库管理员": "warehouse", "仓库主管": "warehouse_lead", "采购员": "purchasing",
    "品质管理": "quality", "质检员": "quality", "快递专员": "logistics", "技术员": "technical",
    "人力资源": "hr", "人事": "hr", "财务": "finance", "会计": "finance",
}  # fmt: skip
