"""Duties of a small department: each who handles complaints takes one up a day; somebody closes the day."""

HEAD = """---
制度: 例行制度
代号: duties
版本: "{version}"
生效: 2026-01-01
---

# 一 例行

"""
DAILY = """
## 1.1 每天接一件 {#daily}
```rule
例行:
  事项: 接一件客诉
  责任: 客服专员
  周期: 每个工作日
  时间: 17:30
  证明: 客诉.受理
  超时处理: {通知: 客服组长}
```
"""
WEEKLY = """
## 1.2 每周一件质量 {#weekly}
```rule
例行:
  事项: 本周的质量客诉
  责任: 客服专员
  周期: 每周五
  若: 类别 = "质量"
  证明: 客诉.受理
  任一人: 是
```
"""
BY_WORD = """
## 1.3 对一对账号 {#accounts}
```rule
例行: {事项: 对一遍账号, 责任: 客服组长, 周期: 每月5日, 时间: 12:00}
```
"""
ACCESS = """
## 1.9 谁能做什么 {#access}
```rule
权限:
  - {岗位: [客服专员, 客服组长], 可做: [客诉.*, 例行.查看], 范围: 本组}
  - {岗位: 全员, 可做: [请假.*], 范围: 本人}
```
"""


def rulebook(*clauses: str, version: str = "1") -> str:
    return HEAD.format(version=version) + "".join((*clauses, ACCESS))
