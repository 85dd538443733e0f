"""Ledgers in the layouts of real ones, rebuilt as small texts, and the items that each of them holds.

`|` separates the cells of a row; an expected item is `id | title | tag | team | owner | start | last | deadline |
closed | note`, empty cells at the end left out. The headings and the words are those of public follow-up tables and templates.
"""

from __future__ import annotations

from typing import NamedTuple


class Layout(NamedTuple):
    """One ledger: what it is like, its rows, the items it holds, which cells are merged, and options that it needs.

    With `refused` it does not come in by the proposal alone: the text stands in what is said, and `options` lead out.
    What `is_csv` has lost its merged cells.
    """

    name: str
    rows: str
    items: str
    merges: str = ""
    options: str = ""
    refused: str = ""
    is_csv: bool = False


LAYOUTS = (
    Layout(
        "督办台账: titles, sections, total, signatures",
        """\
某县重点工作督办台账
填报单位：督查室 |  |  |  | 填报日期：2026年11月20日
序号 | 督办事项 | 责任单位 | 紧急程度 | 交办时间 | 完成时限
一、招商引资
1 | 新能源项目落地 | 招商局 | 特急 | 2026-9-1 | 12月底前
二、营商环境
1 | 一窗受理改造 | 政务局 | 一般 | 2026-9-2 | 长期
合计 | 2
填表人：甲 |  | 审核人：乙
""",
        """\
1 | 新能源项目落地 | red | 招商引资 | 招商局 | 2026-09-01 |  | 2026-12-31
2 | 一窗受理改造 | green | 营商环境 | 政务局 | 2026-09-02 |  |  |  | 完成时限：长期
""",
        merges="A1:F1 A4:F4 A6:F6",
    ),
    Layout(
        "督办台账: as CSV without merges, prefilled numbers",
        """\
序号 | 督办事项 | 牵头单位 | 配合单位 | 办理时限 | 办理情况 | 缓急
1 | 旧城改造 | 住建局 | 财政局、资规局 | 2026年12月31日 | 正在办理 | 急
2 | 污水管网 | 水务局 |  | 2027年6月底 | 已办结 | 平急
3
4
""",
        """\
1 | 旧城改造 | red |  | 住建局 | 2026-11-22 |  | 2026-12-31 |  | 配合单位：财政局、资规局
2 | 污水管网 | green |  | 水务局 | 2026-11-22 |  | 2027-06-30 | 2026-11-22
""",
    ),
    Layout(
        "隐患整改台账: levels of danger, at once, ticks",
        """\
序号 | 检查日期 | 存在的安全隐患 | 隐患等级 | 整改措施 | 整改责任人 | 整改期限 | 是否整改到位
1 | 2026.10.8 | 消防通道堵塞 | 重大隐患 | 清理通道 | 张三 | 立即整改 | 是
2 | 2026.10.8 | 灭火器过期 | 一般隐患 | 更换灭火器 | 李四 | 2026年11月30日前 | 否
""",
        """\
1 | 消防通道堵塞 | red |  | 张三 | 2026-10-08 |  |  | 2026-11-22 | 整改措施：清理通道；整改期限：立即整改
2 | 灭火器过期 | green |  | 李四 | 2026-10-08 |  | 2026-11-30 |  | 整改措施：更换灭火器
""",
    ),
    Layout(
        "隐患整改台账: ticks in a column of their own",
        """\
序号 | 隐患描述 | 风险等级 | 责任部门 | 整改时限 | 整改情况 | 销号时间
1 | 电线老化 | 较大风险 | 后勤部 | 11月30日 | 整改中 |
2 | 栏杆松动 | 低风险 | 后勤部 | 10月31日前 | √ | 2026-10-20
""",
        """\
1 | 电线老化 | orange |  | 后勤部 | 2026-11-22 |  | 2026-11-30
2 | 栏杆松动 | green |  | 后勤部 | 2026-10-20 |  | 2026-10-31 | 2026-10-20
""",
    ),
    Layout(
        "议定事项: 会议时间, states",
        """\
序号 | 会议时间 | 议定事项 | 责任单位 | 责任领导 | 完成时限 | 落实情况
1 | 2026年9月3日 | 研究园区扩区 | 园区办 | 王副县长 | 2026年12月 | 正在推进
2 | 2026年9月3日 | 审定人才政策 | 人社局 | 李副县长 | 9月底前 | 已落实到位
""",
        """\
1 | 研究园区扩区 | green |  | 园区办 | 2026-09-03 |  | 2026-12-31 |  | 责任领导：王副县长
2 | 审定人才政策 | green |  | 人社局 | 2026-09-03 |  | 2026-09-30 | 2026-09-30 | 责任领导：李副县长
""",
    ),
    Layout(
        "政府工作报告分解: two levels of headings, merged",
        """\
政府工作报告重点任务分解表（2026年）
序号 | 重点任务 | 责任分工 |  | 完成时限 | 备注
 |  | 牵头单位 | 责任人
1 | 新建学校三所 | 教体局 | 甲 | 年底前 | 已选址
2 | 改造老旧小区 | 住建局 | 乙 | 11月底前 |
""",
        """\
1 | 新建学校三所 | green | 教体局 | 甲 | 2026-11-22 |  | 2026-12-31 |  | 已选址
2 | 改造老旧小区 | green | 住建局 | 乙 | 2026-11-22 |  | 2026-11-30
""",
        merges="A1:F1 A2:A3 B2:B3 C2:D2 E2:E3 F2:F3",
    ),
    Layout(
        "政府工作报告分解: two levels, CSV",
        """\
序号 | 工作任务 | 责任分工 |  | 时间安排 |  | 紧急程度
 |  | 牵头专班 | 责任人 | 交办时间 | 完成时限 |
1 | 任务甲 | 甲专班 | 甲 | 2026-09-01 | 2026-12-31 | 红
2 | 任务乙 | 乙专班 | 乙 | 2026-09-02 | 2026-12-31 | 绿
""",
        """\
1 | 任务甲 | red | 甲专班 | 甲 | 2026-09-01 |  | 2026-12-31
2 | 任务乙 | green | 乙专班 | 乙 | 2026-09-02 |  | 2026-12-31
""",
    ),
    Layout(
        "红黄绿灯: lamps as urgency",
        """\
序号 | 项目名称 | 责任单位 | 开工时间 | 计划完工 | 亮灯情况 | 进展情况
1 | 快速路二期 | 交通局 | 2026-03-01 | 2026-12-31 | 红灯 | 征拆受阻
2 | 污水厂 | 水务局 | 2026-04-01 | 2027-06-30 | 黄灯 | 设备安装
3 | 文化馆 | 文旅局 | 2026-05-01 | 2027-05-31 | 绿灯 | 主体封顶
""",
        """\
1 | 快速路二期 | red |  | 交通局 | 2026-03-01 |  | 2026-12-31 |  | 征拆受阻
2 | 污水厂 | orange |  | 水务局 | 2026-04-01 |  | 2027-06-30 |  | 设备安装
3 | 文化馆 | green |  | 文旅局 | 2026-05-01 |  | 2027-05-31 |  | 主体封顶
""",
    ),
    Layout(
        "红黄蓝预警 in emoji",
        """\
编号 | 事项名称 | 预警 | 责任人 | 截止日期
A1 | 甲事 | 🔴 | 张三 | 2026/12/1
A2 | 乙事 | 🟡 | 李四 | 2026/12/2
A3 | 丙事 | 🟢 | 王五 | 2026/12/3
""",
        """\
A1 | 甲事 | red |  | 张三 | 2026-11-22 |  | 2026-12-01
A2 | 乙事 | orange |  | 李四 | 2026-11-22 |  | 2026-12-02
A3 | 丙事 | green |  | 王五 | 2026-11-22 |  | 2026-12-03
""",
    ),
    Layout(
        "四色: orange beside yellow",
        """\
编号 | 事项 | 预警等级 | 负责人
1 | 甲事 | 红色预警 | 甲
2 | 乙事 | 橙色预警 | 乙
3 | 丙事 | 黄色预警 | 丙
4 | 丁事 | 蓝色预警 | 丁
""",
        """\
1 | 甲事 | red |  | 甲 | 2026-11-22
2 | 乙事 | orange |  | 乙 | 2026-11-22
3 | 丙事 | green |  | 丙 | 2026-11-22
4 | 丁事 | green |  | 丁 | 2026-11-22
""",
    ),
    Layout(
        "会议纪要任务: one problem with several measures, merged",
        """\
序号 | 存在问题 | 整改措施 | 责任人 | 完成时限 | 列入日期
1 | 台账不全 | 补齐台账 | 甲 | 2026-12-01 | 2026-11-01
 |  | 建立制度 | 乙 | 2026-12-05
2 | 巡查不到位 | 加密巡查 | 丙 | 2026-12-10 | 2026-11-01
""",
        """\
1-1 | 台账不全: 补齐台账 | green |  | 甲 | 2026-11-01 |  | 2026-12-01
1-2 | 台账不全: 建立制度 | green |  | 乙 | 2026-11-01 |  | 2026-12-05
2 | 巡查不到位 | green |  | 丙 | 2026-11-01 |  | 2026-12-10 |  | 整改措施：加密巡查
""",
        merges="A2:A3 B2:B3 F2:F3",
    ),
    Layout(
        "多条措施: CSV, blank below",
        """\
序号 | 问题 | 整改措施 | 责任人 | 完成时限
1 | 台账不全 | 补齐台账 | 甲 | 2026-12-01
 |  | 建立制度 | 乙 | 2026-12-05
2 | 巡查不到位 | 加密巡查 | 丙 | 2026-12-10
""",
        """\
1-1 | 台账不全: 补齐台账 | green |  | 甲 | 2026-11-22 |  | 2026-12-01
1-2 | 台账不全: 建立制度 | green |  | 乙 | 2026-11-22 |  | 2026-12-05
2 | 巡查不到位 | green |  | 丙 | 2026-11-22 |  | 2026-12-10 |  | 整改措施：加密巡查
""",
    ),
    Layout(
        "专班 merged downwards in CSV",
        """\
序号 | 事项 | 标签 | 专班 | 责任人 | 上次调度
1 | 甲事 | 红 | 招商专班 | 甲 | 2026-11-01
2 | 乙事 | 绿 |  | 乙 | 2026-11-02
3 | 丙事 | 橙 | 国评专班 | 丙 | 2026-11-03
4 | 丁事 | 橙 |  | 丁 | 2026-11-04
""",
        """\
1 | 甲事 | red | 招商专班 | 甲 |  | 2026-11-01
2 | 乙事 | green | 招商专班 | 乙 |  | 2026-11-02
3 | 丙事 | orange | 国评专班 | 丙 |  | 2026-11-03
4 | 丁事 | orange | 国评专班 | 丁 |  | 2026-11-04
""",
        is_csv=True,
    ),
    Layout(
        "专班 merged downwards",
        """\
序号 | 事项 | 标签 | 专班 | 责任人 | 上次调度
1 | 甲事 | 红 | 招商专班 | 甲 | 2026-11-01
2 | 乙事 | 绿 |  | 乙 | 2026-11-02
3 | 丙事 | 橙 |  | 丙 | 2026-11-03
""",
        """\
1 | 甲事 | red | 招商专班 | 甲 |  | 2026-11-01
2 | 乙事 | green | 招商专班 | 乙 |  | 2026-11-02
3 | 丙事 | orange |  | 丙 |  | 2026-11-03
""",
        merges="D2:D3",
    ),
    Layout(
        "调度记录: several dates of dispatch",
        """\
序号 | 事项 | 紧急程度 | 责任人 | 最近调度时间 | 备注
1 | 甲事 | 红 | 甲 | 11月3日、11月10日 | 等待
2 | 乙事 | 橙 | 乙 | 2026年10月28日 |
""",
        """\
1 | 甲事 | red |  | 甲 |  | 2026-11-10 |  |  | 等待
2 | 乙事 | orange |  | 乙 |  | 2026-10-28
""",
    ),
    Layout(
        "责任单位 with 责任人 and 专班",
        """\
编号 | 重点工作 | 专班 | 责任单位 | 责任人 | 时限
DB-1 | 园区路网 | 项目专班 | 交通局 | 甲、乙 | 9.30
DB-2 | 标准厂房 | 项目专班 | 园区办 | 丙 | 26.12.9
""",
        """\
DB-1 | 园区路网 | green | 项目专班 | 甲、乙 | 2026-11-22 |  | 2026-09-30 |  | 责任单位：交通局
DB-2 | 标准厂房 | green | 项目专班 | 丙 | 2026-11-22 |  | 2026-12-09 |  | 责任单位：园区办
""",
    ),
    Layout(
        "周计划: 本周任务, no numbers",
        """\
本周任务 | 责任人 | 完成时间 | 完成情况
走访企业 | 甲 | 11月25日 | 进行中
上报材料 | 乙 | 11月20日 | 已完成
""",
        """\
1 | 走访企业 | green |  | 甲 | 2026-11-22 |  | 2026-11-25
2 | 上报材料 | green |  | 乙 | 2026-11-20 |  | 2026-11-20 | 2026-11-20
""",
    ),
    Layout(
        "月计划 with states in per cent",
        """\
序号 | 本月工作计划 | 责任科室 | 完成期限 | 完成进度
1 | 编制方案 | 一科 | 2026-11-30 | 70%
2 | 采购设备 | 二科 | 2026-11-15 | 100%
""",
        """\
1 | 编制方案 | green |  | 一科 | 2026-11-22 |  | 2026-11-30
2 | 采购设备 | green |  | 二科 | 2026-11-15 |  | 2026-11-15 | 2026-11-15
""",
    ),
    Layout(
        "软件缺陷: 严重程度 P0-P3",
        """\
任务编号 | 问题描述 | 严重程度 | 开发者 | 提交时间 | 状态
BUG-001 | 登录失败 | P0 | 小李 | 2026-11-01 08:12:44 | 已解决
BUG-002 | 按钮错位 | P2 | 小王 | 2026-11-02 09:00:00 | 处理中
BUG-003 | 文字错误 | P3 | 小王 | 2026-11-03 10:00:00 | 未解决
""",
        """\
BUG-001 | 登录失败 | red |  | 小李 | 2026-11-01 |  |  | 2026-11-22
BUG-002 | 按钮错位 | green |  | 小王 | 2026-11-02
BUG-003 | 文字错误 | green |  | 小王 | 2026-11-03
""",
    ),
    Layout(
        "需求台账: 高中低",
        """\
序号 | 功能描述 | 优先级 | 开发者 | 计划开发时间 | 预计完成时间 | 是否完成
1 | 报表导出 | 高 | 甲 | 2026-10-01 | 2026-11-30 | 否
2 | 批量删除 | 中 | 乙 | 2026-10-08 | 2026-12-15 | 否
3 | 换肤 | 低 | 丙 | 2026-10-15 | 2026-10-30 | 是
""",
        """\
1 | 报表导出 | red |  | 甲 | 2026-10-01 |  | 2026-11-30
2 | 批量删除 | orange |  | 乙 | 2026-10-08 |  | 2026-12-15
3 | 换肤 | green |  | 丙 | 2026-10-15 |  | 2026-10-30 | 2026-10-30
""",
    ),
    Layout(
        "A B C 级",
        """\
序号 | 任务 | 级别 | 负责人
1 | 甲事 | A级 | 甲
2 | 乙事 | B级 | 乙
3 | 丙事 | C级 | 丙
""",
        """\
1 | 甲事 | red |  | 甲 | 2026-11-22
2 | 乙事 | orange |  | 乙 | 2026-11-22
3 | 丙事 | green |  | 丙 | 2026-11-22
""",
    ),
    Layout(
        "罗马数字",
        """\
序号 | 督查事项 | 督办等级 | 承办单位 | 交办日期
1 | 甲事 | Ⅰ级 | 甲局 | 2026-9-1
2 | 乙事 | Ⅱ级 | 乙局 | 2026-9-1
3 | 丙事 | Ⅲ级 | 丙局 | 2026-9-1
4 | 丁事 | Ⅳ级 | 丁局 | 2026-9-1
""",
        """\
1 | 甲事 | red |  | 甲局 | 2026-09-01
2 | 乙事 | orange |  | 乙局 | 2026-09-01
3 | 丙事 | green |  | 丙局 | 2026-09-01
4 | 丁事 | green |  | 丁局 | 2026-09-01
""",
    ),
    Layout(
        "紧急 without 特急",
        """\
序号 | 事项 | 紧急程度 | 责任人
1 | 甲事 | 紧急 | 甲
2 | 乙事 | 较急 | 乙
3 | 丙事 | 一般 | 丙
""",
        """\
1 | 甲事 | red |  | 甲 | 2026-11-22
2 | 乙事 | orange |  | 乙 | 2026-11-22
3 | 丙事 | green |  | 丙 | 2026-11-22
""",
    ),
    Layout(
        "特急 above 紧急",
        """\
序号 | 事项 | 紧急程度 | 责任人
1 | 甲事 | 特急 | 甲
2 | 乙事 | 紧急 | 乙
3 | 丙事 | 一般 | 丙
""",
        """\
1 | 甲事 | red |  | 甲 | 2026-11-22
2 | 乙事 | orange |  | 乙 | 2026-11-22
3 | 丙事 | green |  | 丙 | 2026-11-22
""",
    ),
    Layout(
        "repeated headings on every page",
        """\
序号 | 事项 | 标签 | 列入日期
1 | 甲事 | 红 | 2026-11-01
序号 | 事项 | 标签 | 列入日期
2 | 乙事 | 绿 | 2026-11-02
""",
        """\
1 | 甲事 | red |  |  | 2026-11-01
2 | 乙事 | green |  |  | 2026-11-02
""",
    ),
    Layout(
        "numbered columns under the headings",
        """\
序号 | 事项 | 标签 | 列入日期
1 | 2 | 3 | 4
1 | 甲事 | 红 | 2026-11-01
""",
        """\
1 | 甲事 | red |  |  | 2026-11-01
""",
    ),
    Layout(
        "a form above the headings",
        """\
督办台账
编号 | DB-2026-01 | 标题 | 重点工作 | 负责人 | 甲
序号 | 事项 | 紧急程度 | 责任人 | 列入日期
1 | 甲事 | 红 | 甲 | 2026-11-01
""",
        """\
1 | 甲事 | red |  | 甲 | 2026-11-01
""",
    ),
    Layout(
        "信访台账: notes below, legends",
        """\
序号 | 信访事项 | 责任单位 | 交办时间 | 办结时限 | 办理状态
1 | 甲村道路 | 交通局 | 2026-10-1 | 2026-11-30 | 办理中
2 | 乙村饮水 | 水务局 | 2026-10-2 | 2026-11-15 | 已办结（2026年11月12日）
注：1.本表每周一报送。
2.办结须附佐证材料。
""",
        """\
1 | 甲村道路 | green |  | 交通局 | 2026-10-01 |  | 2026-11-30
2 | 乙村饮水 | green |  | 水务局 | 2026-10-02 |  | 2026-11-15 | 2026-11-12
""",
    ),
    Layout(
        "销号 with words and days",
        """\
序号 | 事项 | 紧急程度 | 责任人 | 交办时间 | 销号
1 | 甲事 | 红 | 甲 | 2026-09-01 | 已销号
2 | 乙事 | 红 | 乙 | 2026-09-01 |
3 | 丙事 | 绿 | 丙 | 2026-09-01 | √
4 | 丁事 | 绿 | 丁 | 2026-09-01 | 已销号（2026年11月5日）
""",
        """\
1 | 甲事 | red |  | 甲 | 2026-09-01 |  |  | 2026-11-22
2 | 乙事 | red |  | 乙 | 2026-09-01
3 | 丙事 | green |  | 丙 | 2026-09-01 |  |  | 2026-11-22
4 | 丁事 | green |  | 丁 | 2026-09-01 |  |  | 2026-11-05
""",
    ),
    Layout(
        "full width, strange blanks",
        """\
序　号 | 事 项 | 紧急⏎程度 | 完成时限（年/月/日）
１ | 甲事 | 红 | ２０２６－１２－９
""",
        """\
１ | 甲事 | red |  |  | 2026-11-22 |  | 2026-12-09
""",
    ),
    Layout(
        "巡察整改: no urgency, long texts",
        """\
序号 | 反馈问题 | 整改措施 | 责任领导 | 责任单位 | 整改时限 | 进展
1 | 学习不深入 | 每月集中学习 | 甲书记 | 办公室 | 长期坚持 | 已学习三次
2 | 制度不健全 | 修订制度 | 乙主任 | 综合科 | 2026年12月底 | 起草中
""",
        """\
1 | 学习不深入 | green |  | 办公室 | 2026-11-22 |  |  |  | 已学习三次；整改措施：每月集中学习；责任领导：甲书记；整改时限：长期坚持
2 | 制度不健全 | green |  | 综合科 | 2026-11-22 |  | 2026-12-31 |  | 起草中；整改措施：修订制度；责任领导：乙主任
""",
    ),
    Layout(
        "清单 with departments as sections",
        """\
序号 | 事项 | 责任人 | 时限
招商专班
1 | 甲事 | 甲 | 2026-12-01
2 | 乙事 | 乙 | 2026-12-02
国评专班
3 | 丙事 | 丙 | 2026-12-03
""",
        """\
1 | 甲事 | green | 招商专班 | 甲 | 2026-11-22 |  | 2026-12-01
2 | 乙事 | green | 招商专班 | 乙 | 2026-11-22 |  | 2026-12-02
3 | 丙事 | green | 国评专班 | 丙 | 2026-11-22 |  | 2026-12-03
""",
    ),
    Layout(
        "Issue log",
        """\
Issue ID | Issue Description | Priority | Assigned To | Date Raised | Target Date | Status
1 | Server down | High | Ann | 2026-11-01 | 2026-12-01 | Open
2 | Typo | Low | Bob | 2026-11-02 | 2026-12-02 | Closed
""",
        """\
1 | Server down | red |  | Ann | 2026-11-01 |  | 2026-12-01
2 | Typo | green |  | Bob | 2026-11-02 |  | 2026-12-02 | 2026-11-22
""",
    ),
    Layout(
        "RAID log, ISO dates",
        """\
Risk ID | Risk Description | Risk Rating | Risk Owner | Date Identified | Mitigation | Status
R1 | Supplier late | High | Ann | 2026-10-01 | Second source | Open
R2 | Rain | Medium | Bob | 2026-10-02 | Tents | Closed
""",
        """\
R1 | Supplier late | red |  | Ann | 2026-10-01 |  |  |  | Mitigation: Second source
R2 | Rain | orange |  | Bob | 2026-10-02 |  |  | 2026-11-22 | Mitigation: Tents
""",
    ),
    Layout(
        "RAG status",
        """\
Item # | Activity | RAG | Lead | Start Date | End Date
1 | Dig | RED | Ann | 2026-10-01 | 2026-12-01
2 | Pour | AMBER | Bob | 2026-10-01 | 2026-12-11
3 | Paint | GREEN | Cid | 2026-10-01 | 2026-12-21
""",
        """\
1 | Dig | red |  | Ann | 2026-10-01 |  | 2026-12-01
2 | Pour | orange |  | Bob | 2026-10-01 |  | 2026-12-11
3 | Paint | green |  | Cid | 2026-10-01 |  | 2026-12-21
""",
    ),
    Layout(
        "Jira export",
        """\
Issue key | Summary | Status | Priority | Assignee | Created | Due date | Resolved
OPS-1 | Fix login | In Progress | Highest | ann | 07/Sep/26 8:15 AM | 30/Nov/26 |
OPS-2 | Clean logs | Done | Low | bob | 07/Sep/26 9:15 AM | 30/Oct/26 | 01/Nov/26 5:34 PM
""",
        """\
OPS-1 | Fix login | red |  | ann | 2026-09-07 |  | 2026-11-30
OPS-2 | Clean logs | green |  | bob | 2026-09-07 |  | 2026-10-30 | 2026-11-01
""",
    ),
    Layout(
        "Google sheet: tasks, day first",
        """\
Task | Owner | Due date | Status
Book venue | Ann | 25/11/2026 | To do
Send invites | Bob | 3/12/2026 | In progress
""",
        """\
1 | Book venue | green |  | Ann | 2026-11-22 |  | 2026-11-25
2 | Send invites | green |  | Bob | 2026-11-22 |  | 2026-12-03
""",
    ),
    Layout(
        "Google sheet: month first",
        """\
Task | Owner | Due date | Status
Book venue | Ann | 11/25/2026 | To do
Send invites | Bob | 12/3/2026 | Done
""",
        """\
1 | Book venue | green |  | Ann | 2026-11-22 |  | 2026-11-25
2 | Send invites | green |  | Bob | 2026-11-22 |  | 2026-12-03 | 2026-11-22
""",
    ),
    Layout(
        "Action items of minutes",
        """\
Action Item | Responsible | Due | Done?
Update plan | Ann | Nov 30, 2026 | No
Call vendor | Bob | Nov 20, 2026 | Yes
""",
        """\
1 | Update plan | green |  | Ann | 2026-11-22 |  | 2026-11-30
2 | Call vendor | green |  | Bob | 2026-11-20 |  | 2026-11-20 | 2026-11-20
""",
    ),
    Layout(
        "Defect list with severity and priority",
        """\
Defect ID | Summary | Severity | Priority | Developer | Detected on Date | Closing Date | State
D-1 | Crash | Critical | P1 | Ann | 2026-10-01 |  | Open
D-2 | Slow | Minor | P3 | Bob | 2026-10-02 | 2026-10-20 | Closed
""",
        """\
D-1 | Crash | red |  | Ann | 2026-10-01
D-2 | Slow | green |  | Bob | 2026-10-02 |  |  | 2026-10-20
""",
    ),
    Layout(
        "Vulnerabilities",
        """\
Vulnerability | Severity | Assigned To | Reported At | SLA Deadline | Status
Old TLS | Critical | ann | 2026-10-01T08:00:00Z | 2026-11-30 | Open
Weak hash | Medium | bob | 2026-10-02T08:00:00Z | 2026-12-30 | Resolved
""",
        """\
1 | Old TLS | red |  | ann | 2026-10-01 |  | 2026-11-30
2 | Weak hash | orange |  | bob | 2026-10-02 |  | 2026-12-30 | 2026-11-22
""",
    ),
    Layout(
        "Work plan with planned and actual dates",
        """\
Task Name | Planned |  | Actual |  | Responsible
 | Start Date | End Date | Start Date | End Date |
Survey | 2026-09-01 | 2026-09-30 | 2026-09-02 | 2026-10-02 | Ann
Design | 2026-10-01 | 2026-12-15 | 2026-10-03 |  | Bob
""",
        """\
1 | Survey | green |  | Ann | 2026-09-01 |  | 2026-09-30 | 2026-10-02
2 | Design | green |  | Bob | 2026-10-01 |  | 2026-12-15
""",
    ),
    Layout(
        "OKR",
        """\
Key Result | Owner | Progress | Last check-in | Target date
Ten offices | Ann | 70% | 2026-11-02 | 2026-12-31
Two courses | Bob | 100% | 2026-11-09 | 2026-11-15
""",
        """\
1 | Ten offices | green |  | Ann |  | 2026-11-02 | 2026-12-31
2 | Two courses | green |  | Bob |  | 2026-11-09 | 2026-11-15 | 2026-11-09
""",
    ),
    Layout(
        "Inspection: deficiencies",
        """\
No. | Description of deficiency | Risk Level | Person responsible | Target date | Date completed
1 | Missing guard | High | Ann | 2026-11-30 |
2 | Blocked exit | Medium | Bob | 2026-11-10 | 2026-11-08
""",
        """\
1 | Missing guard | red |  | Ann | 2026-11-22 |  | 2026-11-30
2 | Blocked exit | orange |  | Bob | 2026-11-08 |  | 2026-11-10 | 2026-11-08
""",
    ),
    Layout(
        "Project list of a team, snake case",
        """\
task_id | title | owner | due_date | status
T-1 | Update runbook | ops lead | 2026-12-21 | In Progress
T-2 | Rotate keys | sec lead | 2026-11-21 | Completed
""",
        """\
T-1 | Update runbook | green |  | ops lead | 2026-11-22 |  | 2026-12-21
T-2 | Rotate keys | green |  | sec lead | 2026-11-21 |  | 2026-11-21 | 2026-11-21
""",
    ),
    Layout(
        "Numbers anew in each section",
        """\
No | Item | Owner | Priority
Phase 1: Setup
1 | Hire | Ann | High
2 | Buy | Bob | Low
Phase 2: Run
1 | Train | Cid | Normal
""",
        """\
1 | Hire | red | Setup | Ann | 2026-11-22
2 | Buy | green | Setup | Bob | 2026-11-22
3 | Train | orange | Run | Cid | 2026-11-22
""",
    ),
    Layout(
        "English totals and notes",
        """\
Item | Priority | Owner | Start date
Alpha | High | Ann | 2026-10-01
Beta | Low | Bob | 2026-10-02
Total | 2
Note: reviewed weekly
""",
        """\
1 | Alpha | red |  | Ann | 2026-10-01
2 | Beta | green |  | Bob | 2026-10-02
""",
    ),
    Layout(
        "English, unknown states",
        """\
Task | Assignee | Status | Due Date
Alpha | Ann | Parked | 2026-12-01
Beta | Bob | Rejected | 2026-12-02
""",
        """\
1 | Alpha | green |  | Ann | 2026-11-22 |  | 2026-12-01
2 | Beta | green |  | Bob | 2026-11-22 |  | 2026-12-02 | 2026-11-22
""",
    ),
    Layout(
        "Only titles and people",
        """\
Activities | Team lead
Dig | Ann
Pour | Bob
""",
        """\
1 | Dig | green |  | Ann | 2026-11-22
2 | Pour | green |  | Bob | 2026-11-22
""",
    ),
    Layout(
        "任务 with serial numbers for days",
        """\
编号 | 任务名称 | 等级 | 责任人 | 列入日期 | 截止日期
1 | 甲事 | 红 | 甲 | 46335 | 46386
""",
        """\
1 | 甲事 | red |  | 甲 | 2026-11-09 |  | 2026-12-30
""",
    ),
    Layout(
        "TBD and N/A",
        """\
Task | Owner | Due Date | Priority
Alpha | Ann | TBD | Medium
Beta | Bob | N/A | Med
""",
        """\
1 | Alpha | orange |  | Ann | 2026-11-22 |  |  |  | Due Date: TBD
2 | Beta | orange |  | Bob | 2026-11-22 |  |  |  | Due Date: N/A
""",
    ),
    Layout(
        "stars",
        """\
序号 | 重点事项 | 重要程度 | 负责人
1 | 甲事 | ★★★ | 甲
2 | 乙事 | ★ | 乙
""",
        """\
1 | 甲事 | red |  | 甲 | 2026-11-22
2 | 乙事 | green |  | 乙 | 2026-11-22
""",
    ),
    Layout(
        "● 红",
        """\
序号 | 事项 | 标签 | 责任人 | 上次调度
1 | 甲事 | ● 红 | 甲 | 2026-11-09
2 | 乙事 | ○ 绿 | 乙 | 2026-11-09
""",
        """\
1 | 甲事 | red |  | 甲 |  | 2026-11-09
2 | 乙事 | green |  | 乙 |  | 2026-11-09
""",
    ),
    Layout(
        "state in the column of progress",
        """\
序号 | 事项 | 责任人 | 进展
1 | 甲事 | 甲 | 已完成
2 | 乙事 | 乙 | 未完成
3 | 丙事 | 丙 | 进行中
""",
        """\
1 | 甲事 | green |  | 甲 | 2026-11-22 |  |  | 2026-11-22
2 | 乙事 | green |  | 乙 | 2026-11-22
3 | 丙事 | green |  | 丙 | 2026-11-22
""",
    ),
    Layout(
        "progress in words is a note",
        """\
序号 | 事项 | 责任人 | 进展
1 | 甲事 | 甲 | 正在与省厅对接，预计下周批复
2 | 乙事 | 乙 | 已签订协议，等待首笔资金到位
""",
        """\
1 | 甲事 | green |  | 甲 | 2026-11-22 |  |  |  | 正在与省厅对接，预计下周批复
2 | 乙事 | green |  | 乙 | 2026-11-22 |  |  |  | 已签订协议，等待首笔资金到位
""",
    ),
    Layout(
        "quarter and half year",
        """\
序号 | 任务 | 责任单位 | 完成时限
1 | 甲事 | 甲局 | 2026年第四季度
2 | 乙事 | 乙局 | 2027年上半年
3 | 丙事 | 丙局 | 12月中旬
""",
        """\
1 | 甲事 | green |  | 甲局 | 2026-11-22 |  | 2026-12-31
2 | 乙事 | green |  | 乙局 | 2026-11-22 |  | 2027-06-30
3 | 丙事 | green |  | 丙局 | 2026-11-22 |  | 2026-12-20
""",
    ),
    Layout(
        "terms counted from the day of listing",
        """\
序号 | 任务 | 责任单位 | 交办时间 | 完成时限
1 | 甲事 | 甲局 | 2026-11-01 | 1月内
2 | 乙事 | 乙局 | 2026-11-10 | 10日内
""",
        """\
1 | 甲事 | green |  | 甲局 | 2026-11-01 |  | 2026-12-01
2 | 乙事 | green |  | 乙局 | 2026-11-10 |  | 2026-11-20
""",
    ),
    Layout(
        "rows without numbers",
        """\
序号 | 事项 | 责任人
1 | 甲事 | 甲
 | 乙事 | 乙
3 | 丙事 | 丙
""",
        """\
1 | 甲事 | green |  | 甲 | 2026-11-22
2 | 乙事 | green |  | 乙 | 2026-11-22
3 | 丙事 | green |  | 丙 | 2026-11-22
""",
    ),
    Layout(
        "a title that says total",
        """\
序号 | 事项 | 责任人 | 标签 | 上次调度
1 | 合计账户清理 | 甲 | 红 | 2026-11-09
2 | 备注信息系统改造 | 乙 | 绿 | 2026-11-09
""",
        """\
1 | 合计账户清理 | red |  | 甲 |  | 2026-11-09
2 | 备注信息系统改造 | green |  | 乙 |  | 2026-11-09
""",
    ),
    Layout(
        "联系人 and telephone are lost, said",
        """\
序号 | 事项 | 责任人 | 联系电话 | 时限
1 | 甲事 | 甲 | 13800000000 | 2026-12-01
""",
        """\
1 | 甲事 | green |  | 甲 | 2026-11-22 |  | 2026-12-01
""",
    ),
    Layout(
        "days with words behind",
        """\
序号 | 事项 | 责任人 | 完成时限
1 | 甲事 | 甲 | 2026年12月31日前完成
2 | 乙事 | 乙 | 2026-12-01 上午
""",
        """\
1 | 甲事 | green |  | 甲 | 2026-11-22 |  | 2026-12-31
2 | 乙事 | green |  | 乙 | 2026-11-22 |  | 2026-12-01
""",
    ),
    Layout(
        "refused: a word nobody knows",
        """\
序号 | 事项 | 标签 | 上次调度
1 | 甲事 | 紫 | 2026-11-09
""",
        """\
1 | 甲事 | red |  |  |  | 2026-11-09
""",
        options="--word 紫=red",
        refused="unknown tag `紫`",
    ),
    Layout(
        "refused: which of two deadlines",
        """\
序号 | 事项 | 标签 | 上次调度 | 完成时限 | 截止日期
1 | 甲事 | 红 | 2026-11-09 | 2026-11-30 | 2026-12-31
""",
        """\
1 | 甲事 | red |  |  |  | 2026-11-09 | 2026-12-31
""",
        options="--map 完成时限=-",
        refused="two columns for `deadline`",
    ),
    Layout(
        "refused: day or month",
        """\
Task | Owner | Due date
Alpha | Ann | 4/8/2026
""",
        """\
1 | Alpha | green |  | Ann | 2026-11-22 |  | 2026-08-04
""",
        options="--day-first",
        refused="day and month cannot be told apart",
    ),
    Layout(
        "refused: one number twice",
        """\
序号 | 事项 | 标签 | 上次调度
1 | 甲事 | 红 | 2026-11-09
1 | 乙事 | 绿 | 2026-11-09
""",
        """\
1 | 甲事 | red |  |  |  | 2026-11-09
2 | 乙事 | green |  |  |  | 2026-11-09
""",
        options="--map 序号=-",
        refused="the number `1` is taken",
    ),
    Layout(
        "refused: 1 to 5, which end?",
        """\
ID | Task | Priority | Owner
7 | Alpha | 1 | Ann
8 | Beta | 5 | Bob
""",
        """\
7 | Alpha | red |  | Ann | 2026-11-22
8 | Beta | green |  | Bob | 2026-11-22
""",
        options="--word 1=red --word 5=green",
        refused="unknown tag `1`",
    ),
    Layout(
        "实际 and 计划 dates, two levels",
        """\
序号 | 任务 | 计划 |  | 实际 |  | 责任人
 |  | 开始时间 | 完成时间 | 开始时间 | 完成时间 |
1 | 甲事 | 2026-09-01 | 2026-10-31 | 2026-09-05 | 2026-11-02 | 甲
2 | 乙事 | 2026-09-01 | 2026-12-31 | 2026-09-06 |  | 乙
""",
        """\
1 | 甲事 | green |  | 甲 | 2026-09-01 |  | 2026-10-31 | 2026-11-02
2 | 乙事 | green |  | 乙 | 2026-09-01 |  | 2026-12-31
""",
        merges="A1:A2 B1:B2 C1:D1 E1:F1 G1:G2",
    ),
    Layout(
        "smartsheet issue tracker",
        """\
ISSUE TRACKER
ISSUE NUMBER | ISSUE NAME | DESCRIPTION | IMPACT SUMMARY | ACTION STEPS | ISSUE TYPE | PRIORITY | CURRENT STATUS | ISSUE OWNER | DATE IDENTIFIED | NOTES
1 | Crane broken | The crane at gate 2 | delay | Repair | Technical | High | In Progress | Ann | 10/25/2026 | parts ordered
2 | No permit | City | stop | Apply | Legal | Medium | Complete | Bob | 10/3/2026 |
""",
        """\
1 | Crane broken | red |  | Ann | 2026-10-25 |  |  |  | parts ordered
2 | No permit | orange |  | Bob | 2026-10-03 |  |  | 2026-11-22
""",
    ),
    Layout(
        "项目进度跟踪表",
        """\
项目进度跟踪表
序号 | 项目名称 | 任务描述 | 负责人 | 开始日期 | 计划完成日期 | 实际完成日期 | 进度 | 状态 | 备注
1 | 甲项目 | 设计 | 张三 | 2026/9/1 | 2026/10/31 | 2026/11/2 | 100% | 已完成 |
2 | 乙项目 | 施工 | 李四 | 2026/9/8 | 2026/12/31 |  | 45% | 进行中 | 材料未到
""",
        """\
1 | 甲项目 | green |  | 张三 | 2026-09-01 |  | 2026-10-31 | 2026-11-02
2 | 乙项目 | green |  | 李四 | 2026-09-08 |  | 2026-12-31 |  | 材料未到
""",
    ),
    Layout(
        "工作任务督办表",
        """\
任务来源 | 任务内容 | 责任部门 | 责任人 | 下达时间 | 要求完成时间 | 完成情况 | 未完成原因 | 备注
局长办公会 | 修订制度 | 综合科 | 张三 | 2026.9.1 | 2026.9.30 | 已完成 |  |
局长办公会 | 编制预算 | 财务科 | 李四 | 2026.10.8 | 2026.12.10 | 未完成 | 数据未齐 |
""",
        """\
1 | 修订制度 | green | 综合科 | 张三 | 2026-09-01 |  | 2026-09-30 | 2026-09-30
2 | 编制预算 | green | 财务科 | 李四 | 2026-10-08 |  | 2026-12-10
""",
    ),
    Layout(
        "问题整改清单",
        """\
序号 | 问题类别 | 具体问题 | 整改目标 | 整改措施 | 整改时限 | 牵头领导 | 责任单位 | 整改进展 | 是否完成
1 | 党建 | 学习不够 | 按期学 | 每月一次 | 立行立改 | 甲书记 | 办公室 | 已建立制度 | 是
2 | 作风 | 文山会海 | 减少三成 | 合并会议 | 2026年12月底前 | 乙主任 | 综合科 | 正在推进 | 否
""",
        """\
1 | 学习不够 | green |  | 办公室 | 2026-11-22 |  |  | 2026-11-22 | 已建立制度；整改措施：每月一次；牵头领导：甲书记；整改时限：立行立改
2 | 文山会海 | green |  | 综合科 | 2026-11-22 |  | 2026-12-31 |  | 正在推进；整改措施：合并会议；牵头领导：乙主任
""",
    ),
    Layout(
        "安全隐患排查",
        """\
序号 | 排查日期 | 隐患部位 | 隐患内容 | 隐患类别 | 整改措施 | 整改责任人 | 计划完成日期 | 实际完成日期 | 验收人 | 备注
1 | 2026-10-08 | 锅炉房 | 压力表未检 | 一般 | 送检 | 张三 | 2026-11-30 |  | 王五 |
2 | 2026-10-08 | 配电室 | 门未上锁 | 重大 | 加锁 | 李四 | 2026-10-10 | 2026-10-09 | 王五 |
""",
        """\
1 | 压力表未检 | green |  | 张三 | 2026-10-08 |  | 2026-11-30 |  | 整改措施：送检
2 | 门未上锁 | red |  | 李四 | 2026-10-08 |  | 2026-10-10 | 2026-10-09 | 整改措施：加锁
""",
    ),
    Layout(
        "google bug tracker",
        """\
Bug ID | Bug name | Reporter | Submit date | Summary | Platform | Severity | Assigned to | Priority
B1 | Login | ann | 11/13/2026 | cannot log in | web | Major | bob | P1
B2 | Logo | ann | 11/2/2026 | wrong colour | web | Minor | cid | P3
""",
        """\
B1 | cannot log in | red |  | bob | 2026-11-13
B2 | wrong colour | green |  | cid | 2026-11-02
""",
    ),
    Layout(
        "gantt",
        """\
WBS | Task | Assigned | Progress | Start | End | Days
1 | Plan | Ann | 100% | 2026-10-01 | 2026-10-10 | 10
1.1 | Draft | Ann | 50% | 2026-10-05 | 2026-12-10 | 60
""",
        """\
1 | Plan | green |  | Ann | 2026-10-01 |  | 2026-10-10 | 2026-10-10
1.1 | Draft | green |  | Ann | 2026-10-05 |  | 2026-12-10
""",
    ),
    Layout(
        "收文办理",
        """\
收文日期 | 来文单位 | 文件标题 | 拟办意见 | 承办科室 | 办结期限 | 办理结果
2026-11-02 | 市政府办 | 关于报送材料的通知 | 请甲科办理 | 甲科 | 2026-11-25 |
2026-11-03 | 市发改委 | 关于调度项目的函 | 请乙科办理 | 乙科 | 2026-11-28 | 已办结
""",
        """\
1 | 关于报送材料的通知 | green |  | 甲科 | 2026-11-02 |  | 2026-11-25
2 | 关于调度项目的函 | green |  | 乙科 | 2026-11-03 |  | 2026-11-28 | 2026-11-22
""",
    ),
    Layout(
        "领导批示",
        """\
序号 | 批示时间 | 批示领导 | 批示内容 | 承办单位 | 办理时限 | 办理情况 | 反馈时间
1 | 2026年11月1日 | 市长 | 请交通局研究 | 交通局 | 11月20日前 | 正在办理 |
2 | 2026年11月5日 | 副市长 | 请抓紧 | 住建局 | 11月底前 | 已办结 | 2026年11月18日
""",
        """\
1 | 请交通局研究 | green |  | 交通局 | 2026-11-01 |  | 2026-11-20
2 | 请抓紧 | green |  | 住建局 | 2026-11-05 | 2026-11-18 | 2026-11-30 | 2026-11-18
""",
    ),
    Layout(
        "重点项目",
        """\
序号 | 项目名称 | 建设单位 | 总投资（亿元） | 年度计划投资 | 建设起止年限 | 形象进度 | 存在问题 | 需协调事项 | 包保领导 | 责任人
1 | 甲园区 | 甲公司 | 10.5 | 3 | 2025-2027 | 主体施工 | 用地 | 供地 | 王副县长 | 张三
2 | 乙路网 | 乙公司 | 5.2 | 2 | 2026-2028 | 前期 | 资金 | 债券 | 李副县长 | 李四
""",
        """\
1 | 甲园区 | green |  | 张三 | 2026-11-22 |  |  |  | 主体施工；包保领导：王副县长
2 | 乙路网 | green |  | 李四 | 2026-11-22 |  |  |  | 前期；包保领导：李副县长
""",
    ),
    Layout(
        "to do, personal",
        """\
Done | Task | Due | Notes
✓ | Buy paper | 11/20/2026 |
 | Call Bob | 11/30/2026 | urgent
""",
        """\
1 | Buy paper | green |  |  | 2026-11-20 |  | 2026-11-20 | 2026-11-20
2 | Call Bob | green |  |  | 2026-11-22 |  | 2026-11-30 |  | urgent
""",
    ),
    Layout(
        "UN style workplan",
        """\
Activity | Responsible party | Timeline | Budget (USD) | Status | Comments
Training of staff | HR | Q4 2026 | 10000 | On track |
Procurement | Admin | Q1 2027 | 5000 | Delayed | vendor late
""",
        """\
1 | Training of staff | green |  | HR | 2026-11-22
2 | Procurement | green |  | Admin | 2026-11-22 |  |  |  | vendor late
""",
    ),
    Layout(
        "12345 热线",
        """\
工单编号 | 来电时间 | 诉求内容 | 紧急程度 | 承办单位 | 办理期限 | 办理状态 | 满意度
GD001 | 2026-11-01 10:12 | 路灯不亮 | 普通 | 城管局 | 2026-11-08 | 已办结 | 满意
GD002 | 2026-11-20 09:30 | 停水 | 紧急 | 水务局 | 2026-11-21 | 办理中 |
""",
        """\
GD001 | 路灯不亮 | green |  | 城管局 | 2026-11-01 |  | 2026-11-08 | 2026-11-08
GD002 | 停水 | red |  | 水务局 | 2026-11-20 |  | 2026-11-21
""",
    ),
    Layout(
        "会议议定事项跟踪",
        """\
会议名称：第12次局务会
议题 | 议定事项 | 责任人 | 完成时限 | 进度
议题一 | 制定方案 | 张三 | 11月25日 | 已完成
 | 上报方案 | 李四 | 11月30日 | 推进中
议题二 | 组织培训 | 王五 | 12月10日 | 未启动
""",
        """\
1 | 制定方案 | green |  | 张三 | 2026-11-22 |  | 2026-11-25 | 2026-11-22
2 | 上报方案 | green |  | 李四 | 2026-11-22 |  | 2026-11-30
3 | 组织培训 | green |  | 王五 | 2026-11-22 |  | 2026-12-10
""",
    ),
)
