"""Names put together by chance from common and rare characters."""

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文单仇区查盖解华"
)
DOUBLE_SURNAMES = ("欧阳", "尉迟", "上官", "诸葛")
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红玲春梅雪飞鹏浩宇晨曦佳怡"
    "欣然子涵梓轩俊文博思雨诗琪嘉慧建国志成海燕晓东立新永康丹青云帆若兰书瑶"
)
#: Characters that many fonts lack; a few members bear one.
RARE = "喆堃翀犇燚垚珺玥祎瑀昇旻昉赟璟洺湉濛竑芃镕飏龑旸䶮㛃"


def make_name(rng):
    surname = (
        rng.choice(DOUBLE_SURNAMES) if rng.random() < 0.01 else rng.choice(SURNAMES)
    )
    given = "".join(rng.choice(GIVEN) for _ in range(1 if rng.random() < 0.2 else 2))
    if rng.random() < 0.03:
        given = given[:-1] + rng.choice(RARE)
    return surname + given
