"""What can be wrong with a row, or with the rows of an order, before any cell is read."""

from __future__ import annotations

from dianzhang.kernel.messages import Message

MOST_ROWS = 1000  # of one order; a column of equal numbers must not fill the memory
MOST_CHARACTERS = 1000  # of one cell
LONGEST = {  # characters of what is kept of a buyer and a place
    "buyer_name": 100, "receiver": 100, "phone": 60, "province": 60, "city": 60, "district": 60, "address": 400,
}  # fmt: skip
SHORTEST = min(LONGEST.values())  # whose cells are all shorter than this has none that is too long
REMARK = 500  # characters of what a buyer wrote that are kept

HALF_WRITTEN = Message(
    "文件的最后一行没有写完：请重新导出；若内容是完整的，补上换行即可",
    "the last line of the file is not finished: export it again, or end the line if it is complete",
)
BAD_QUOTES = Message(
    "引号没有配对：请检查这一行里的双引号", "quotation marks do not pair: check the double quotes of this line"
)
BAD_BYTES = Message(
    "有读不出来的字符：请改正，或重新导出", "there are characters that cannot be read: mend them or export again"
)
NO_NUMBER = Message("没有订单号：请补上", "there is no order number: add it")
AFTER_NO_NUMBER = Message(
    "上一行没有订单号，也许属于这一单：请一并补正", "the line above has no order number and may belong here: mend both"
)
TOO_LONG = Message(
    f"一个订单超过 {MOST_ROWS} 行：请检查订单号这一列",
    f"an order of more than {MOST_ROWS} rows: check the column of order numbers",
)


def too_much_text(most: int = MOST_CHARACTERS) -> Message:
    return Message(f"超过 {most} 个字：请缩短", f"more than {most} characters: shorten it")


TOO_MUCH_TEXT = too_much_text()
