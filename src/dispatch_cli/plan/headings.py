"""The headings by which ledgers know what their columns hold, as real ones have them; the surest word first."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """The headings of one key: Chinese, English, and those that are taken where no other column is the key."""

    chinese: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()


def _words(chinese: str, english: str, otherwise: str = "") -> Words:
    """Return the headings that three texts list, between commas."""
    chinese_words, english_words, others = (
        tuple(filter(None, text.split(", "))) for text in (chinese, english, otherwise)
    )
    return Words(chinese_words, english_words, others)


HEADINGS = {
    "id": _words(
        "编号, 事项编号, 任务编号, 问题编号, 项目编号, 序号, 问题序号, 任务序号, 工单编号, 合同编号, 文号",
        "issue key, risk id, issue id, defect id, task id, action id, ticket, ticket id, bug id, risk issue id, "
        "item #, item no, issue number, issue no, risk number, task number, action number, case number, "
        "ticket number, bug no, wbs, ref, no, number, #, key",
    ),
    "title": _words(
        "事项, 标题, 事项名称, 工作事项, 重点事项, 督办事项, 议定事项, 督查事项, 任务, 任务名称, 工作任务, "
        "重点任务, 目标任务, 项目名称, 问题标题, 问题描述, 问题说明, 存在问题, 存在的问题, 存在的安全隐患, "
        "存在隐患, 隐患描述, 问题, 隐患, 违规描述, 工作项目, 重点工作, 督办内容, 议定内容, 本周任务, "
        "本月工作计划, 工作事宜",
        "item, task, task name, task title, subject, summary, issue title, action item, action items, "
        "risk title, key result, deliverable, project name, vulnerability, issue summary, issue name, bug name, "
        "risk name, action name, activity name",
        "工作内容, 任务内容, 功能描述, 项目, 内容, 事项内容, 批示内容, 诉求内容, 隐患内容, 问题内容, 反馈内容, "
        "具体事项, name, issue, risk, action, actions, activity, activities, query, issue description, "
        "risk description, risk/issue description, task description, defect description, "
        "description of deficiency, description of issue, description of risk, description of action, "
        "action description, description, details",
    ),
    "tag": _words(
        "标签, 紧急程度, 紧急等级, 等级, 优先级, 缓急程度, 轻重缓急, 缓急, 重要程度",
        "urgency, priority",
        "严重程度, 隐患等级, 风险等级, 隐患级别, 问题等级, 风险级别, 亮灯情况, 亮灯, 亮灯状态, 预警, 预警等级, "
        "预警级别, 督办等级, 督办级别, 级别, 隐患类别, 风险类别, 类别, severity, risk level, risk rating, rag, "
        "rag status, risk score, criticality, impact, importance",
    ),
    "team": _words(
        "专班, 工作专班, 牵头专班, 责任专班",
        "task force",
        "条线, 板块, 工作组, 小组, squad, workstream, group",
    ),
    "owner": _words(
        "责任人, 负责人, 具体负责人, 具体责任人, 整改责任人, 经办人, 承办人, 主办人, 开发者, 责任单位, 牵头单位, "
        "主办单位, 承办单位, 整改责任单位, 整改单位, 责任部门, 牵头部门, 承办部门, 责任科室, 承办科室, 牵头科室",
        "assignee, assigned to, responsible, responsible person, person responsible, action owner, risk owner, "
        "issue owner, task owner, developer, lead, team lead, pic, responsible party, assigned, assigned person, "
        "owner name, person in charge, accountable, lead department, responsible department, department in charge, "
        "lead unit, responsible unit, lead agency",
        "责任领导, 牵头领导, 分管领导, 包保领导, 挂点领导, 包抓领导, 责任县领导, department",
    ),
    "start": _words(
        "列入, 列入日期, 列入时间, 交办时间, 交办日期, 开始时间, 开始日期, 提交时间, 记录时间, 下达时间, "
        "来源时间, 立项时间, 登记时间, 登记日期, 提出时间, 提出日期, 发现时间, 发现日期",
        "listed, listed on, start date, date raised, raised on, created, created at, created on, date created, "
        "detected on date, assigned date, assigned at, reported at, date reported, opened, date opened, "
        "date of login, date identified, date logged, submit date, date submitted, submitted on, date added, "
        "reported on, date assigned",
        "检查日期, 检查时间, 会议时间, 会议日期, 开工时间, 计划开发时间, 计划开始时间, 排查时间, 收文日期, "
        "批示时间, 批示日期, 来电时间, 受理时间, 受理日期, 接收时间, 实际开始时间, 排查日期, 日期, 时间, "
        "planned start, start, date, assigned",
    ),
    "last": _words(
        "上次调度, 上次调度时间, 上次调度日期, 最近调度, 最近调度时间, 最近调度日期",
        "last dispatch, last check in, last followed up, last follow up, last review",
        "最近反馈时间, 反馈时间, 最近更新, 更新时间, updated, last updated, updated at",
    ),
    "deadline": _words(
        "时限, 办结时限, 完成时限, 截止日期, 截止时间, 整改时限, 整改期限, 拟办结时间, 拟办结时限, 计划完工, "
        "计划完成时间, 预计完成时间, 计划完成时限, 要求完成时间, 办理时限, 完成期限, 结束日期, 结束时间, "
        "目标完成时间, 计划完成日期, 计划办结时间, 计划办结日期, 预计完成日期, 办结期限, 办理期限, 整改完成时限, "
        "期限",
        "due, due date, end date, target date, sla deadline, target completion date, planned end date, "
        "planned end, target resolution date, due by, completion date planned, finish, target, deadline date, "
        "expected completion date, planned completion date, finish date, planned finish, due on",
        "完成时间, 办结时间, 整改完成时间, 竣工时间, eta, completion date, 完成日期, end, expected completion, "
        "completion",
    ),
    "closed": _words(
        "销号, 销号日期, 销号时间, 办结日期, 整改到位时间, 实际完成时间, 实际办结时间, 实际完成日期, 关闭时间, "
        "关闭日期, 解决时间, 实际办结日期, 实际关闭日期",
        "closed on, closing date, date closed, closed date, closed at, resolved at, resolution date, "
        "date resolved, actual end date, actual res date, actual date, actual resolution date, "
        "actual completion date, date completed, completed on, actual end, actual finish, actual close date, "
        "fixed on",
        "resolved, completed",
    ),
    "note": _words(
        "备注, 说明",
        "notes, remark, remarks, comment, comments",
        "进展, 最新进展, 进展情况, 工作进展, 目前进展, 当前进展, 最近反馈, 反馈情况, 整改进展, 推进情况, "
        "办理情况, 落实情况, 整改情况, 完成情况, 形象进度, progress, latest progress, latest, update, "
        "latest update, status update",
    ),
    "state": _words(
        "状态, 推进状态, 办理状态, 销号状态, 整改状态, 完成状态, 任务状态, 问题状态, 是否完成, 是否解决, "
        "是否办结, 是否销号, 是否整改到位, 是否整改, 是否关闭",
        "status, state, issue status, current status, open/closed, task status, done, done?, resolved?",
        "完成情况, 落实情况, 办理情况, 整改情况, 办结情况, 销号情况, 推进情况, 整改落实情况, 进展情况, 进展, "
        "进度, 完成进度, 办理结果, 整改结果, 处理结果, 整改进展, 处理情况, 处理状态, progress, resolution, "
        "complete, % complete",
    ),
    "measure": _words(
        "整改措施, 措施, 工作措施, 具体措施, 工作举措, 具体举措, 推进举措, 解决措施, 整改内容, 工作要求, "
        "具体任务, 阶段任务, 节点任务",
        "measure, measures, corrective action, mitigation, mitigation action, next steps, next step, steps",
    ),
    "aside": _words(
        "配合单位, 协办单位, 配合部门, 协助单位, 协同单位, 协办部门, 参与单位, 配合专班",
        "supported by, support, consulted, supporting team",
    ),
}
