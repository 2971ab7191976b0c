"""Names put together by chance from common and rare characters."""

from itertools import accumulate

from members.choices import Sex

#: The common ones first.
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文单仇区查盖解华"
)
#: The first is some ten times as frequent as the last.
FREQUENCIES = tuple(accumulate(1 / (rank + 10) for rank in range(len(SURNAMES))))
DOUBLE_SURNAMES = ("欧阳", "尉迟", "上官", "诸葛")
GIVEN = {
    Sex.FEMALE: (
        "芳娜敏静丽艳娟秀霞平桂英玉萍红玲春梅雪晨曦佳怡欣然涵雨诗琪嘉慧海燕晓新"
        "丹云若兰书瑶文华"
    ),
    Sex.MALE: (
        "伟强磊军洋勇杰涛明超刚华平飞鹏浩宇晨轩俊文博嘉建国志成海晓东立新永康青云帆"
    ),
}
#: Characters that many fonts lack; a few members bear one.
RARE = "喆堃翀犇燚垚珺玥祎瑀昇旻昉赟璟洺湉濛竑芃镕飏龑旸䶮㛃"


def make_name(rng, sex):
    if rng.random() < 0.01:
        surname = rng.choice(DOUBLE_SURNAMES)
    else:
        (surname,) = rng.choices(SURNAMES, cum_weights=FREQUENCIES)
    given = "".join(rng.sample(GIVEN[sex], 1 if rng.random() < 0.2 else 2))
    if rng.random() < 0.03:
        given = given[:-1] + rng.choice(RARE)
    return surname + given
