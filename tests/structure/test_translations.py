"""Chinese and English are both complete."""

from tools import chinese, texts, visible_chinese
from tools.translations import problems


def test_nothing_is_missing() -> None:
    assert problems(texts.find_texts()) == []


def test_texts_in_code_are_found() -> None:
    source = '_("保存")\nngettext("%(n)s 单", "%(n)s 单们", n)\npgettext_lazy("动词", "发货")\n_(name)\nother("别的")\n'
    assert [(text.id, text.context) for text in texts.in_code(source, "")] == [
        ("保存", None),
        (("%(n)s 单", "%(n)s 单们"), None),
        ("发货", "动词"),
    ]


def test_texts_in_templates_are_found() -> None:
    source = """
    {% translate "今日" %}{% translate "发货" context "动词" as verb %}{% include "a.html" with title=_("订单") %}
    {% blocktranslate trimmed count n=orders|length %}
        {{ n }} 单 100%
    {% plural %}
        {{ n }} 单
    {% endblocktranslate %}"""
    assert [(text.id, text.context) for text in texts.in_template(source, "")] == [
        ("今日", None),
        ("发货", "动词"),
        ("订单", None),
        (("%(n)s 单 100%%", "%(n)s 单"), None),
    ]


def test_what_is_declared_is_a_word_and_what_is_spoken_is_a_slip() -> None:
    source = '''"""文档"""
_("译")
STATES = {"open": "词一"}
@command("order.ship", zh="订单.发货", en="Ship")
@command("order.hold", zh="词二")
def ship(reason="词三"):
    """文档"""
    raise Refused("漏一", hint=f"漏二 {reason}")
Message(f"第 {n} 行", f"line {n}")
Message("第一行", "the first line")
Section("词四", "trade/parcel.html")
day = f"{n} 日"  # in Chinese only
'''
    found = [(text.text, text.is_word) for text in chinese.loose(source)]
    assert {text for text, is_word in found if is_word} == {"词一", "词二", "词三", "词四"}
    assert {text for text, is_word in found if not is_word} == {"漏一", "漏二 "}


def test_chinese_outside_gettext_is_found_in_templates() -> None:
    source = """<h1>店章 {% translate "今日" %}</h1> {# 注 #} <!-- 注 -->
    {% comment %}注{% endcomment %}{% blocktranslate %}好{% endblocktranslate %}
    <p title="漏一"></p>{% include "a.html" with title="漏二" %}{{ name|default:"漏三" }}{{ name|default:_("好") }}"""
    found = "".join(text for _, text in visible_chinese.in_template(source, ""))
    assert [word for word in ("漏一", "漏二", "漏三", "今日", "注", "好") if word in found] == ["漏一", "漏二", "漏三"]
