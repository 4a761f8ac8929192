"""Which words of a name say what the thing is, and which say what it is for, how it looks or how much of it there is.

"Gaming mouse pad black" is a pad: "mouse" says what for, "black" how it looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from search.analysis import Analyser
from search.analysis.stemming import STOP_WORDS, stem

Name = frozenset[str]
"""The tokens that are one word of a text."""


def _read(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


# What follows says what a product is for or what comes with it, not what it is.
PURPOSE_WORDS = frozenset("for with compat 适用 适用于 适配 兼容 用于 配 送 赠 赠送 附 附赠 含".split())
# Things made for another thing: the words before them say for which.
ACCESSORIES = _read(
    "accessory adapter adaptor antenna arm bag band battery bezel bracket bulb cable cap cart cartridge case"
    " charger cleaner clip converter cord cover cradle cushion dock docking enclosure extender feet film filter"
    " folio hanger holder holster hood ink kit lamp lens lid lock mat module mount pad part pouch protector rack"
    " refill remote replacement riser shelf shell skin sleeve spare splitter stand strap stylus tip toner tray"
    " tripod upgrade warranty 包 壳 软壳 硬壳 手机壳 保护壳 外壳 保护套 手机套 皮套 膜 钢化膜 贴膜 保护膜 手机膜 支架"
    " 底座 挂架 挂件 挂绳 挂钩 表带 腕带 耳套 耳塞套 数据线 充电线 连接线 延长线 充电器 充电头 快充头 电源线 适配器"
    " 转接头 转接线 转换器 分线器 扩展坞 遥控器 电池 灯泡 滤芯 滤网 刷头 刀头 墨盒 硒鼓 墨水 碳粉 笔芯 笔袋 镜头盖 镜头"
    " 内胆包 收纳包 收纳盒 包装盒 配件 零件 耗材 贴纸 鞋带 鞋垫"
)
# How a thing looks or is sold: said after its name, and no name itself.
_ASIDES = _read(
    "black white silver grey gray red blue green pink gold golden brown yellow orange purple beige ivory violet"
    " navy colour color multicolour multicolor transparent clear new original genuine official 黑 白 红 蓝 绿 灰"
    " 粉 黑色 白色 银色 灰色 红色 蓝色 绿色 粉色 粉红色 金色 棕色 黄色 橙色 紫色 米色 米白色 咖啡色 卡其色 藏青色"
    " 深灰色 浅灰色 浅蓝色 深蓝色 玫瑰金 透明 彩色 颜色 正品 包邮 新款 官方 旗舰店 专柜 现货 新品 同款 爆款 支 盒"
    " 瓶 个 件 只 片 条 双 本 套"
)
# Several things, or the kind of thing, in one word: what stands before it names the thing as well.
_WHOLES = _read(
    "pc computer set kit system bundle pack series device edition machine 电脑 套装 套盒 礼盒 礼盒装 组合 套餐"
    " 系列 两件套 三件套 四件套 机 盒装 瓶装"
)
_REACH = 2


def list_names(text: str, analyser: Analyser) -> list[Name]:
    """The words of a text in order."""
    return [name for run in analyser.split(text) for name in run.names]


def is_accessory(name: Iterable[str]) -> bool:
    """Whether a word names something that is made for another thing."""
    return not ACCESSORIES.isdisjoint(name)


def find_heads(names: Sequence[Name]) -> frozenset[str]:
    """The tokens of the word that names the thing: the last one before what it is for."""
    before = [name for name in _cut_purpose(names) if not name <= STOP_WORDS]
    end = len(before)
    while end > 1 and before[end - 1] & _ASIDES:
        end -= 1
    heads: set[str] = set()
    while end:
        end -= 1
        heads |= before[end]
        if not before[end] & _WHOLES:
            break
    return frozenset(heads)


def find_asides(names: Sequence[Name], *, of_accessory: bool) -> frozenset[str]:
    """The tokens that only ever say what the thing is for; `of_accessory` says that it is made for another."""
    asides: set[str] = set()
    naming: set[str] = set()
    purpose = len(_cut_purpose(names))
    for place, name in enumerate(names):
        beside = any(map(is_accessory, names[place + 1 : place + 1 + _REACH]))
        is_aside = not is_accessory(name) and (of_accessory or beside or place >= purpose)
        (asides if is_aside else naming).update(name)
    return frozenset(asides - naming)


def _cut_purpose(names: Sequence[Name]) -> Sequence[Name]:
    """The words before the first that says what it is for; a text that begins with it has no other name."""
    for place, name in enumerate(names):
        if place and name & PURPOSE_WORDS:
            return names[:place]
    return names
