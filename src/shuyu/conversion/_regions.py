"""Words and characters that tell a region: facts about usage, gathered for `shuyu detect`.

A word is here when it is the usual one for its thing where it is listed, and another word is usual elsewhere; words
with a second meaning that all regions share (信息 but not 消息, 质量 but not 水平) are left out. They are written in
Simplified characters and found in either script.
"""

from __future__ import annotations

_TAIWAN = """
    软体 硬体 韧体 网路 网际网路 滑鼠 萤幕 硬碟 磁碟 随身碟 光碟机 记忆体 数位化 数位相机 程式码 程式设计 原始码
    资料夹 资料库 作业系统 印表机 列印 行动电话 行动装置 行动支付 智慧型手机 人工智慧 部落格 部落客 解析度 频宽 回圈
    函式 函式库 物件导向 位元组 字元 字串 巨集 演算法 巨量资料 捷运 计程车 脚踏车 游览车 国中生 国小 国民小学 健保
    立法院 立法委员 立委 行政院 考试院 监察院 县市政府 新台币 凤梨 芭乐 酪梨 鲔鱼 优格 起司 泡面 录影带 雷射 奈米
    矽谷 飞弹 太空梭 塑胶袋 原子笔 保丽龙 宝特瓶 简讯 资讯安全 资安 寮国 义大利 沙乌地阿拉伯 北韩 南韩 川普 欧巴马
    雪梨市 柴契尔 梵谷 毕卡索 加值税 客制化 在地化 开放原始码 授权条款 相容性 外挂程式 套件 模组 连接埠 连线
    智慧财产权 当机 转帐 提款机 统一编号 悠游卡 里长 萤光幕 机车行 影印机 录影机 幼稚园 大专院校 公车 阵列
    介面 专案 行销
"""
_HONG_KONG = """
    电邮 的士 巴士站 小巴 电单车 港铁 八达通 强积金 行政长官 特首 特区政府 区议会 廉政公署 入境处 公屋 居屋 差饷
    手提电话 流动电话 流动装置 流动应用程式 质素 泊车 士多 雪柜 银包 返工 警务处 惩教署 康文署 房屋署 运输署 医管局
    按揭 楼价 楼市 恒指 港元 港币 朱古力 三文治 吞拿鱼 芝士 戴卓尔 列根 沙地阿拉伯 信用咭 咪高峰 菲林 是次 有见及此
    现时 经已 立法会议员 政务司 屋苑 屋邨 业主立案法团 电脑程式 巴士
"""
_MAINLAND = """
    鼠标 硬盘 内存 程序员 源代码 编程 数据库 文件夹 操作系统 打印机 复印机 移动支付 智能手机 移动互联网 博客 微博
    微信 分辨率 带宽 死机 变量 字节 字符 字符串 面向对象 云计算 地铁站 出租车 公交车 公交 大巴 初中生 医保 社保
    街道办 全国人大 政协 国务院 发改委 工信部 省委 市委 县委 党委 党中央 人民币 土豆 鳄梨 金枪鱼 酸奶 奶酪 方便面
    视频 录像带 激光 纳米 航天飞机 宇航员 航天员 塑料 圆珠笔 短信 信息安全 信息化 老挝 新西兰 撒切尔 凡高 毕加索
    开源 许可证 兼容 插件 组件 模块 端口 二维码 网民 网友 城管 高考 考研 增值税 定制化 默认 用户界面 信息技术
    人工智能 大数据 软件 硬件 网络 互联网 数字化 打印 服务器 屏幕 算法 摩托车 自行车 幼儿园
"""
_TAIWAN_AND_HONG_KONG = """
    资讯 资讯科技 程式 伺服器 预设值 登入 登出 纽西兰 影片 支援 使用者 晶片 光碟 透过 部份 帐户 公帑
"""
_MAINLAND_AND_HONG_KONG = "软件 硬件 网络 互联网 人工智能 屏幕 打印 算法 激光 纳米 数据库 大数据 意大利 硬盘"

TAIWAN, HONG_KONG, MAINLAND = "TW", "HK", "CN"


def _regions_of_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for words, regions in (
        (_TAIWAN, (TAIWAN,)),
        (_HONG_KONG, (HONG_KONG,)),
        (_MAINLAND, (MAINLAND,)),
        (_TAIWAN_AND_HONG_KONG, (TAIWAN, HONG_KONG)),
        (_MAINLAND_AND_HONG_KONG, (MAINLAND, HONG_KONG)),
    ):
        for word in words.split():
            found.setdefault(word, set()).update(regions)
    return {word: tuple(sorted(regions)) for word, regions in found.items()}


WORDS: dict[str, tuple[str, ...]] = _regions_of_words()
"""A word, in Simplified characters, and the regions (ISO 3166) where it is the usual one."""

CHARACTERS: dict[str, str] = {
    **dict.fromkeys("裡啟汙", TAIWAN),
    **dict.fromkeys("裏啓衞説閲税鋭脱葱温卧羣鈎麪牀悦枱咭邨嘅咗嚟喺佢哋冇", HONG_KONG),
}
"""Forms of characters that tell a region where the text is Traditional, written Cantonese among them."""
