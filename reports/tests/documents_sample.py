"""An invented document of seven pages with everything that documents can hold."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal

from reports.documents.model import (
    Attachment,
    Chart,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Signature,
    Table,
)
from union.charts import Point, Series

RARE = "䶮㛃𬱖𫖮𬬭𬭎喆燚犇堃翀𠅤㑇鿍"
HOSTILE = (
    "<img src=file:///etc/passwd><b>{{x}}</b>&amp;"
    "<link rel=attachment href='file:///etc/hosts'>"
)
CREATED = datetime(2025, 12, 26, 9, 0, tzinfo=timezone(timedelta(hours=8)))

FIGURES = Table(
    caption="表1　2025年主要指标",
    headers=("序号", "指标", "单位", "上年", "本年", "增减"),
    widths=(2.4, 10.2, 2.8, 4.2, 4.2, 4.2),
    align=("center", "left", "center", "right", "right", "right"),
    rows=(
        ("1", "会员总数", "人", "612", "643", "+31"),
        ("2", "慰问患病职工", "人次", "97", "108", "+11"),
        ("3", "医疗互助赔付", "人次", "262", "291", "+29"),
        ("4", "征集提案", "件", "46", "53", "+7"),
        ("5", "文体活动参加", "人次", "1480", "1705", "+225"),
    ),
)
LEDGER = Table(
    caption="表2　慰问职工明细",
    unit="单位：元",
    headers=("序号", "姓名", "科室", "事由", "金额", "日期"),
    widths=(2.5, 4, 8, 5, 4, 4.5),
    align=("center", "center", "left", "left", "right", "center"),
    rows=tuple(
        (
            str(number),
            f"王{RARE[number % len(RARE)]}",
            "重症医学科" if number % 7 else "重症医学与急诊医学科护理单元第二组",
            "住院慰问",
            f"{Decimal(500 + number)}.00",
            f"{number % 12 + 1}月{number % 28 + 1}日",
        )
        for number in range(1, 41)
    ),
)
MONTHS = tuple(f"{month}月" for month in range(1, 13))
THIS_YEAR = (62, 41, 88, 105, 142, 113, 129, 134, 97, 85, 101, 118)
LAST_YEAR = (52, 51, 78, 95, 102, 93, 109, None, 77, 85, 91, 108)


def series(name, values):
    points = zip(MONTHS, values, strict=True)
    return Series(name, tuple(Point(*point) for point in points))


CHART = Chart.of(
    "图1　2025年各月活动参加人次", tuple(zip(MONTHS, THIS_YEAR, strict=True)), "人次"
)
TREND = Chart(
    "图2　两年各月活动参加人次比较",
    (series("本年", THIS_YEAR), series("上年", LAST_YEAR)),
    "人次",
    "line",
)
GROUPS = Chart.of(
    "图3　各工会小组会费实收",
    tuple(
        (f"第{number}工会小组", Decimal(30000 - 900 * number))
        for number in range(1, 16)
    ),
    "元",
)
GIFTS = (
    "慰问患病职工及家属108人次，慰问品费12118.4元；慰问职工病故和职工家属病故6人次，慰问"
    "费1500元。“三八”节前夕为全院女职工送去节日礼品；“六一”前夕为182名十四周岁以下职工"
    "子女送去礼物。"
)
WORK = (
    "健全提案跟踪督办机制，做到件件有答复；完善困难职工档案，做到应帮尽帮；办好全员健身活动"
    "，丰富职工文化生活；认真落实《基层工会经费收支管理办法》，自觉接受经费审查委员会监督。"
)

BLOCKS = (
    Paragraph(
        "2025年，院工会在院党委和上级工会的领导下，围绕医院中心工作，认真履行各项职责，较好地"
        "完成了年初确定的各项任务。现将全年工作情况和2026年工作安排报告如下。"
    ),
    Heading("一、2025年主要工作"),
    Heading("（一）加强组织建设", 2),
    Paragraph(
        "现有会员643人，年内新增69人，转入7人，转出4人，退休保留会籍12人。全年应收会费"
        "104280元，实收104280元，收缴率100%。换届后王喆、李燚、张犇、陈堃、刘翀等5名同志"
        f"当选新一届委员。名册中的罕用字：{RARE}。"
    ),
    Heading("（二）落实职代会制度", 2),
    Heading(
        "1.按期召开职代会。",
        3,
        "3月20日下午，在院礼堂召开七届七次职工代表大会，应到代表60名，实到53名，审议通过"
        "报告2项。",
    ),
    Heading(
        "2.办好职工提案。",
        3,
        "共征集提案114份，立案17件（43份），转意见建议23件（48份），均已按期答复，见面率、"
        "答复率100%，满意和基本满意率96.2%。",
    ),
    Paragraph("全年主要指标见表1，各月活动参加人次见图1。"),
    FIGURES,
    CHART,
    Heading("（三）开展送温暖慰问", 2),
    Paragraph(GIFTS * 3),
    LEDGER,
    Heading("（四）经费收缴", 2),
    TREND,
    GROUPS,
    Heading("二、2026年工作计划"),
    Heading("1.健全制度", 3),
    Paragraph("坚持服务职工、服务医院发展，重点做好以下工作：" + WORK * 4),
    Paragraph(WORK * 6 + "\n　　" + WORK * 7),
)
TITLE = ("滨江医院工会", "2025年工作总结和2026年工作计划")
SIGNATURE = Signature("滨江医院工会委员会", "2025年12月26日")


def plain(*extra, title=TITLE):
    return Document(
        title=title,
        issuer="滨江医院工会委员会",
        created=CREATED,
        subject="年度工作总结和计划",
        keywords=("工会", "工作总结", "工作计划"),
        blocks=BLOCKS + extra,
        signature=SIGNATURE,
    )


def wrapped():
    return Document(
        title=("关于报送2025年度工作总结和", "2026年度工作计划的报告"),
        issuer="滨江医院工会委员会",
        created=CREATED,
        blocks=(
            Paragraph(
                "根据上级工会工作安排，现将我院工会2025年度工作总结和2026年度工作计划报上，请审阅。"
            ),
            Paragraph("特此报告。"),
        ),
        signature=Signature("滨江医院工会委员会", "2025年12月26日", sealed=True),
        letterhead=Letterhead(
            mark="滨江医院工会委员会文件",
            number="滨医工〔2025〕5号",
            signer="王喆",
            recipient="滨江市卫生健康系统工会",
            attachments=(
                Attachment(TITLE, BLOCKS, SIGNATURE),
                Attachment(("2025年度主要指标",), (FIGURES,)),
                Attachment(("会费收缴明细表",)),
            ),
        ),
    )


def hostile():
    """Returns a report with hostile text wherever a user can type."""
    bad = HOSTILE
    blocks = (
        Heading(bad),
        Heading(bad, 2, body=bad),
        Paragraph(bad),
        Table(bad, (bad,), (28,), ("left",), ((bad,),), unit=bad),
        Chart.of(bad, [(bad, 1)], bad),
    )
    return Document(
        title=(bad,),
        issuer=bad,
        created=CREATED,
        blocks=blocks,
        subject=bad,
        keywords=(bad,),
        signature=Signature(bad, bad),
        letterhead=Letterhead(bad, bad, bad, bad, (Attachment((bad,), blocks),)),
    )
