"""A list of staff: what its columns are called."""

from __future__ import annotations

from dianzhang.kernel.messages import Message

from .tables.small import Layout, SmallTable, read_small

STAFF = Layout(
    Message("员工名单", "list of staff"),
    {
        "name": ("姓名", "名字", "员工姓名", "员工", "name", "full name", "employee"),
        "post": ("岗位", "职位", "职务", "岗位名称", "post", "position", "job title", "title"),
        "mobile": (
            "手机",
            "手机号",
            "手机号码",
            "电话",
            "联系电话",
            "联系方式",
            "mobile",
            "phone",
            "telephone",
            "cell",
        ),
        "code": ("工号", "员工编号", "编号", "登录名", "code", "staff number", "employee id", "id"),
        "joined_on": ("入职日期", "入职时间", "入职日", "到岗日期", "joined", "start date", "hire date", "joined on"),
    },
    needed=("name", "post"),
)


def read_staff(content: bytes) -> SmallTable:
    """The people in a file or in what was pasted: name, post, mobile, code, joined_on."""
    return read_small(content, STAFF)
