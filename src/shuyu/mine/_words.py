"""What tells the left edge of a Chinese term in running text: words as data, Simplified.

All of it is general knowledge of the language, written for this project.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A term ends before these, seen from its right end: nothing to their left belongs to it.
STOP = _words("""
是 为 為 叫 叫做 叫作 称 称为 称作 称之为 称其为 名为 名叫 命名为 取名 简称 俗称 又称 亦称 也称 也叫 即 也即 亦即
就是 即是 指 指的是 指代 特指 使用 采用 利用 运用 借助 借助于 通过 基于 根据 按照 依据 依靠 依托 凭借 选用 沿用 套用
改用 采取 采纳 提出 提供 推出 发布 发表 公布 宣布 研发 研制 设计 构建 建立 成立 创建 创办 创立 组建 设立 打造 搭建
推动 推进 加强 实现 完成 进行 开展 展开 引入 引进 引用 介绍 讨论 描述 定义 解决 避免 防止 减少 降低 提高 提升 增加
改善 改进 包括 包含 包括了 涵盖 涉及 含有 具有 拥有 有 没有 存在 出现 产生 导致 引起 引发 造成 发生 属于 成为 作为
当作 视为 看作 看成 变成 变为 转化为 转变为 形成 得到 获得 取得 收到 接受 选择 加入 参加 参与 出席 访问 联合 携手
收购 投资 击败 超过 超越 对比 比较 参见 参阅 看 看到 见 发现 认为 表示 指出 说 报道 报道称 写道 强调 认识 了解 介绍了
调用 返回 添加 删除 修改 设置 声明 导入 安装 下载 上传 保存 读取 写入 打开 关闭 启动 停止 结束 开始 继续 保持 保证
确保 满足 符合 适用 适用于 用于 用 用来 用以 位于 来自 源自 源于 出自 归 受 受到 遭 遭受 遇到 面临 针对 关于 围绕
聚焦 突破 例如 比如 譬如 诸如 像 如 如同 类似 类似于 等同于 相当于 尤其 尤其是 特别 特别是 主要 主要是 所谓 所谓的 等
等等 及其 让 使 令 使得 给 要 想 能 能够 可以 可能 应 应该 应当 必须 需要 需 会 将 已 已经 曾 曾经 正在 正 就 都 也
还 又 更 很 非常 十分 最 较 只 仅 仅仅 不 不是 未 并 并且 而 而且 但 但是 因为 因此 因 所以 如果 若 则 那么 虽然 即使
当 从 往 向 朝 于 在 对于 把 以 同 跟 由 被 当中 其中 其 这 那 此 该 本 每 各 某 另 另一 另外 哪 什么 怎么 这个 那个
这些 那些 这种 那种 这样 那样 这一 那一 该种 此种 这类 那类 某种 某个 某些 一些 有些 有的 所有 全部 任何 每个 每种
各个 各种 各类 各自 另一种 另一个 他 她 它 他们 她们 它们 我 我们 你 你们 您 自己 咱们 人们 大家 本人 本文 本书 本章
本节 本刊 本报 本报讯 谁 之后 之前 之间 之中 以来 以后 以前 以及其 了 着 过 地 得 所 吧 吗 呢 啊 上 中 下 里 内 外 后
前 时 间 之 者 个 种 款 项 名 家 位 台 次 张 类 批 套 条 份 些 第一 第二 第三 一 两 几 数 多 其他 其它 其余 诸多 众多
许多 大量 不少 多数 多种 多个 数个 几个 几种 若干 部分 少数 一系列 一类 一批 一款 一项 一家 一名 一位 今天 明天 昨天
今年 去年 明年 近日 近年 近年来 日前 目前 当前 现在 如今 当时 此时 同时 最近 最新 近期 之际 期间 随后 随着 此后 此前
后来 最后 最终 首先 其次 然后 接着 由于 除了 除 与其 不如 无论 不管 尽管 只要 只有 除非 既 既然 一旦 万一 倘若 假如
要求 允许 禁止 支持 反对 帮助 协助 鼓励 推荐 建议 利 借 经 经由 经过 沿 沿着 凭 据 据称 据说 按 依 依照 遵循 遵守
参照 参考 借鉴 继承 派生 源 转向 走向 面对 来到 前往 抵达 离开 进入 退出 加盟 隶属 隶属于 附属于 人 人物 事件 问题
情况 现象 情形 时候 场景 例子 概念 术语 名词 词语 缩写 全称 英文 简写 记为 记作 写作 译为 译作 翻译为 翻译成 等于
大于 小于 不同于 区别于 有别于 启用 禁用 触发 尝试 考虑 忽略 给定 给出 求 求解 得出 取 设 记 试 运行 部署 迁移到
应用于 应用到 归功于 归因于 取决于 受限于 局限于 在于 基于此 致力于 专注 专注于 服务于 优于 劣于 高于 低于 早于 晚于
而是 不仅 不仅仅 以及用 如何 为何 为什么 怎样 多么 极 极其 相当 比 比起 如下 包含了 提出了 采用了 使用了 发布了
推出了 引入了 成立了 完成了 实现了 建立了 获得了 我国 贵国 该国 全国政协 先生 女士 们 乎 矣 焉 哉 也就是 也就是说
换句话说 换言之 俗话说 常说 人称 自称 号称 堪称 被称 被誉为 誉为 誉 统称 统称为 合称 并称 通称 泛称 别名 原名 本名
化名 笔名 艺名 曾用名 一下 代表 附有 带有 载有 备有 设有 建有 配有 配备 内置 附带 携带 大部分 小部分 绝大部分 大多数
绝大多数 还有 仍有 都有 就有 带来 有着 叫着 或是 还是 代表着 意味着 追溯 追溯到 回溯到 上溯到 辖下 下辖 麾下 属下
旗下 无法 难以 足以 得以 予以 加以 用作 当成 代替 替代 取代 替换 替换为 换成 改为 改成 说明 阐述 探讨 探索 讲解 展示
显示 演示 回顾 总结 概述 关注 特别关注 呼吁 倡导 宣称 声称 坦言 透露 预计 预期 希望 期望 试图 力图 旨在 意在 致使
促使 迫使 促成 促 助力 赋能 携 率 率领 带领 领导 主办 承办 协办 举办 召开 举行 签署 签订 担任 出任 兼任 就任 任
任职于 就职于 毕业于 就读于 供职于 效力于 成立于 创立于 创办于 诞生于 发源于 起源于 发表于 发布于 刊登于 刊于 收录于
载于 见于 视作 称得上 尊称 译成 记录 教 问 答 回答 询问 找 找到 寻找 拿 拿到 买 卖 购买 出售 销售 租用 派遣 邀请 聘请
委托 授权 交给 送给 递给 传给 发给 连接到 链接到 映射到 绑定到 附加到 转换为 转换成 转为 变换为 编译为 编译成 解析为
解析成 表示为 定义为 视之为 理解为 解释为 归类为 分为 分成 拆分为 划分为 不再 不会 不能 不可 不得 不同 并非 绝非 几乎
大约 大概 约 近 逾 超 将近 至少 至多 最多 最少 不少于 不超过 直到 直至 截至 截止 自从 自 自此 每当 每次 有时 总是
经常 常常 通常 一般 往往 偶尔 很少 从不 逐渐 逐步 立即 马上 立刻 迅速 不断 持续 仍然 依然 仍 依旧 列出 提到 提及 谈到
说到 讲到 想到 用到 学到 见到 遇见 碰到 感到 听到 读到 涉 涉嫌 牵涉 关乎 有关 相关 与此相关 无关 除此之外 不包括
只包括 还包括 主要包括 常见 常用 典型 著名 知名
""")

# These may stand inside a name, or join two: 新闻与商业频道.
CONJUNCTIONS = _words("和 与 與 及 暨 以及 或 或者 并 和或 跟")

# Inside a term only where the English says so: 端到端, 点对点.
TO = {
    "基于": ("based", "from", "aware", "driven", "wise"),
    "到": ("to", "2", "->"),
    "对": ("to", "2", "peer"),
    "至": ("to", "2"),
    "在": ("in", "on", "at"),
    "中": ("in", "mid"),
}

# Modifiers that are seldom part of a term, unless the English shows them.
MODIFIERS: dict[str, tuple[str, ...]] = {
    word: tuple(stems.split("|")) if stems else ()
    for word, _, stems in (
        entry.partition(":")
        for entry in """
        新:new|neo|novel 新的:new 新型:new|novel 主要:main|major|principal 典型:typical 经典:classic
        重要:important|key 流行:popular|pop 热门:hot|popular 先进:advanced 强大:powerful|strong 优秀:excellent
        国产:domestic 国内:domestic 国外:foreign 海外:oversea|foreign 头部:head|top 顶尖:top 领先:leading 首个:first
        首款:first 下属: 所属: 附属:affiliat|attach|subsidi 直属: 现有:existing 传统:tradition|convention|classic
        具体:concrete|specific 简单:simple|plain 复杂:complex 真正:true|real 常规:regular|convention
        普通:ordinary|common|general 一般:general 特殊:special 不同:differ|vari 相同:same 类似:similar 上述: 前述:
        下列: 原有: 原来的: 著名:famous 知名:well 大名鼎鼎的: 整个:whole 完整:full|complet|whole 高效:efficien
        全新:new 最新:latest|new 最大:max|large|great 最小:min|least|small 最佳:best|optim 最好:best 更好:better
        更快:faster 早期:early 现代:modern 当代:contemporary 古代:ancient 未来:future
        特定:specific|special|particular 前:former|ex|pre|prior 原:origin|former 现:current 副:vice|deputy|sub 时任:
        现任: 前任:
        """.split()
    )
}

# A kind of thing: between a kind and a coined name there is an edge (开源平台魔搭, 首席执行官奥尔特曼).
KINDS = _words("""
公司 企业 集团 机构 组织 大学 学院 研究所 研究院 实验室 平台 社区 社群 网站 媒体 软件 系统 框架 工具 语言 模型 大模型
算法 项目 产品 芯片 应用 服务 引擎 机器人 助手 巨头 创始人 联合创始人 总裁 首席执行官 执行官 董事长 主席 理事长
秘书长 教授 博士 院士 作家 记者 总统 总理 首相 部长 大臣 专家 学者 科学家 工程师 研究员 数学家 物理学家 经济学家
哲学家 诗人 画家 导演 演员 歌手 球员 团队 期刊 杂志 报纸 数据集 库 游戏 品牌 手机 汽车 城市 国家 地区 小镇 厂商
供应商 开发商 服务商 运营商 商 独角兽 初创 初创公司 初创企业 同事 朋友 女士 先生 律师 分析师 顾问 发言人 负责人 主管
经理 总经理 主任 校长 院长 所长 局长 处长 市长 省长 州长 议员 参议员 众议员 国王 皇帝 将军 浏览器 编辑器 编译器
操作系统 数据库 编程语言 基金 银行 酒店 餐厅 电影 小说 专辑 歌曲 电视剧 节目 频道 论文 书 著作 报告 标准 协议 格式
测试 基准 竞赛 比赛 奖
""")

# What an example in brackets is an example of: 传输方式（Get）.
GENERIC = _words("""
类型 方式 方法 形式 模式 格式 选项 功能 参数 属性 变量 函数 命令 字段 值 名称 版本 平台 跨平台 环境 单位 状态 对象
文件
""")

# Verbs of one character that take a term as their object (讲自然语言处理).
SHORT_VERBS = frozenset(
    "讲看听写读做建造开打拿玩吃喝买卖学教谈聊查搜选放跑装配测管办传发收送寄存取调改换加减去来爱恨怕想懂会用"
)

# A name that ends so may begin with its country (美国国家航空航天局).
BODIES = tuple(
    """
    院 局 会 部 所 社 署 厅 频道 组织 中心 大学 学院 公司 集团 联盟 协会 学会 基金会 实验室 银行 党 法 法案 条例 战略
    计划 网 台 委 行 处 办公室 同盟 论坛 大会 峰会 杂志 系统
    """.split()
)

COUNTRIES: dict[str, tuple[str, ...]] = {
    word: tuple(stems.split("|"))
    for word, _, stems in (
        entry.partition(":")
        for entry in """
        中国:china|chinese|sino 美国:america|us|u.s|united|usa 英国:brit|uk|united|u.k|english 法国:french|france
        德国:german|deutsch 日本:japan|nippon 韩国:korea 俄罗斯:russia 俄国:russia 印度:india 加拿大:canad
        澳大利亚:austral 意大利:ital 西班牙:spain|spanish 荷兰:dutch|netherl 瑞士:swiss|switz 瑞典:swed 以色列:israel
        新加坡:singap 欧洲:europ|eu 欧盟:eu|europ 巴西:brazil 南非:south|africa 北京:beijing|peking 上海:shanghai
        香港:hong|hk 台湾:taiwan 深圳:shenzhen 广东:guangdong 杭州:hangzhou 全球:global|world|internat
        世界:world|global|internat 国际:internat|world|global 亚洲:asia 非洲:africa 我国:
        全国:national|nation|all|china
        """.split()
    )
}

# Characters that transliterate foreign names: the first part of a name before its middle dot is made of them.
TRANSLITERATION = frozenset(
    "阿埃艾爱安昂奥澳巴白柏拜班邦保鲍贝本比彼边别宾波伯博卜布采蔡查察昌彻楚茨戴丹当道德邓迪蒂丁东杜顿多俄厄恩尔法凡范方菲费芬丰冯弗夫佛福富盖"
    "甘冈高戈哥格葛根古瓜圭哈海汉汗豪赫黑亨洪胡华怀惠霍基吉加嘉贾杰金京卡凯坎康考科柯克肯孔库夸奎昆拉莱赖兰朗劳勒雷蕾黎里理利丽莉廉连良列烈林琳龙隆卢鲁"
    "路吕伦罗洛马玛迈麦曼芒毛梅门蒙米密明摩莫默姆木穆拿娜纳南内尼妮年宁牛纽农努诺欧帕派潘庞培佩彭皮平蒲浦普奇齐契恰强乔钦琴青琼丘屈让热仁日荣茹儒瑞若撒"
    "登书得萨塞赛桑瑟森沙莎山珊尚绍舍申圣施什石史士世舒朔丝斯司思松苏索塔泰坦汤唐陶特腾提田铁廷汀通图土托瓦万旺威韦维魏温文翁沃乌吾武伍西锡希席夏香肖谢辛欣兴休修"
    "许雪逊雅亚延扬杨尧耀耶叶伊依宜意因英尤于约扎泽曾詹张章珍芝治中朱茱卓兹宗祖佐"
)

# Chinese words of terms, and how the English for them begins: whether a word belongs to the English beside it.
GLOSSED: dict[str, tuple[str, ...]] = {
    word: tuple(stems.split("|"))
    for word, _, stems in (
        entry.partition(":")
        for entry in """
        卫生:health 组织:organi 电信:telecom|telegra 联盟:union|alliance|league|coalition|consort 基金会:foundation
        基金:fund 货币:monetary|currenc|money 银行:bank 开放:open 开源:open 原子:atom
        人工:artificial|manual|human|labo 人工智能:artificial+intelligence|ai|intellig|machine+intelligence
        智能:intellig|smart|ai 机器:machine|robot 学习:learn|study 深度:deep|depth 强化:reinforc|enhanc|strength
        监督:supervis|regulat 无监督:unsupervis 自监督:self 半监督:semi 神经网络:neural+net|neural|network|net|nn
        神经:neural|nerve|neuro 网络:network|net|web|cyber|internet 卷积:convol|cnn
        循环:recurr|cycl|loop|circul|round 递归:recurs 生成:generat|produc 对抗:adversar|against|counter
        检索:retriev|search 增强:augment|enhanc|reinforc|boost 语言:language|lingu 模型:model
        大:large|big|great|grand|major 大型:large|big 小:small|mini|little|lesser|micro 多:multi|many|poly|more
        多模态:multimodal|multi 模态:modal 自然:natur 处理:process|handl|treat 处理器:process
        计算:comput|calcul|count 计算机:comput 视觉:vision|visual 图像:image|imag|pictur 图形:graphic|graph
        语音:speech|voice|audio 识别:recogni|identif|detect 检测:detect|test|inspect 分类:classif|categor
        回归:regress|return 聚类:cluster 优化:optimi|improv 梯度:gradient 下降:descent|decreas|declin|drop
        随机:random|stochast 批量:batch|bulk|mass 小批量:minibatch|mini 正则化:regulari 归一化:normali
        标准化:standardi|normali 激活:activat 函数:function|func 损失:loss 误差:error 反向:back|revers|invers
        传播:propagat|dissemin|spread|communic|broadcast 前向:forward 政府间:intergovern|inter 门控:gate|gating
        专门:special|panel|ad 特设:ad|special 著佐权:copyleft 电气:electric 集成:integrat|ensembl
        持续:continu|sustain 召回率:recall 精确率:precision 准确率:accuracy 自由软件:free+software|free
        伪造:fake|forg 向量机:vector+machine|vector 表格:table|form 基于:from|based|wise|aware|driven
        后向:backward|back 假设:hypothes|assum|what|suppos 真:true|real 假:false|fake 阴性:negativ 阳性:positiv
        构造:construct|structur 科技:tech|scien 金融科技:fintech 工作小组:task+force|work|group|task 披露:disclos
        乘数:multipl 偏移:shift|offset|bias 层规范化:layer 图像分割:image 前馈:feed 向量:vector 矩阵:matri
        张量:tensor 标量:scalar 特征:feature|eigen|character 参数:param|argument 超参数:hyper 权重:weight
        偏差:bias|deviat 偏置:bias 方差:varian 协方差:covarian 均值:mean|averag 平均:averag|mean 概率:probab
        分布:distribut 条件:condition 联合:joint|united|combin|union|alli 边缘:margin|edge 似然:likelihood
        估计:estimat 先验:prior 后验:posterior 贝叶斯:bayes 高斯:gauss 支持:support 决策:decision 树:tree 森林:forest
        注意力:attention 机制:mechanism 编码:encod|cod 编码器:encod 解码器:decod 嵌入:embed 词:word|term 词表:vocab
        文本:text 数据:data 数据集:dataset|data|set 数据库:data|db 训练:train 测试:test 验证:valid|verif|authenti
        评估:evaluat|assess 推理:inferen|reason 推断:inferen 预测:predict|forecast 微调:fine|tun 迁移:transfer|migrat
        预训练:pre 蒸馏:distil 剪枝:prun 量化:quanti 压缩:compress 系统:system 平台:platform 框架:framework
        接口:interface 应用:appli|app|use 程序:program|procedur|appli 软件:software 硬件:hardware 开发:develop
        工具:tool 服务:service|serv 服务器:server 管理:manag|administ|govern 安全:secur|safe 隐私:privacy|privat
        保护:protect|conserv 知识:knowledge|intellectual 产权:propert 图谱:graph|map|spectr 治理:governance
        政府:government|govern 企业:enterpris|corpor|business|compan|firm 公司:compan|corp|inc|ltd|limited
        研究:research|stud 研究院:institut|academ|research 研究所:institut 中心:cent 中央:central 科学:scien
        技术:tech 工程:engineer|project 信息:inform|messag 通信:communic|telecom 经济:econom
        合作:cooperat|collabor|partner 发展:develop 社会:soci 文化:cultur 教育:educat 环境:environ 气候:climat
        变化:chang|vari 能源:energy 贸易:trade|commerc 金融:financ 投资:invest 市场:market 证券:secur 债务:debt
        债券:bond|debt 结算:settl|clear 支付:pay 实时:real 即时:real|instant 监管:regulat|supervis|oversee
        办公室:office 促进:facilit|promot 委员会:commission|committe|council|board 协会:associat|societ|institut
        大学:universit|college 学院:college|institut|school|academ|facult 实验室:lab 部:ministr|department|divi
        局:bureau|authorit|agenc|administ|office 会议:conferen|meeting|congress|summit|council|assembl 论坛:forum
        大会:conferen|congress|assembl|general 频道:channel 新闻:news|press|journal 商业:business|commerc|trade
        消费者:consum 广播:broadcast|radio 电视:televis|tv 公共:public|common 产品:product 行为:behav|act|conduct
        目标:target|object|goal 对象:object 序列:sequen|seq|series 时间:time|tempor 空间:spac|spatial 线性:linear
        非线性:nonlinear|non 逻辑:logi 图:graph|figure|map|diagram 节点:node 层:layer 隐藏:hidden|hid
        隐:hidden|latent|implicit 输入:input|enter 输出:output|export 长:long 短:short 短期:short 长期:long
        记忆:memory 内存:memory|ram 存储:stor|memory 状态:stat 门:gate|door 控制:control 单元:unit|cell 残差:resid
        池化:pool 全:full|all|whole|total 局部:local 全局:global 硬盘:disk|drive|hard 驱动器:drive 固态:solid
        远程:remote|distance|tele 分布式:distribut 并行:parallel 异步:async 同步:sync 云:cloud 端:end|edge|terminal
        虚拟:virtual 现实:real 物联网:internet+things|internet|iot 互联网:internet|web 区块链:block 数字:digit|number
        电子:electron|e-|mail 移动:mobil|mov 自动:auto 自主:autonom|self 驾驶:driv 机器人:robot|bot 专家:expert
        混合:mix|hybrid|blend 稀疏:spars 稠密:dens 解释:explain|explan|interpret 公平:fair|equit 透明:transparen
        责任:responsib|liab|duty 伦理:ethic 偏见:bias|prejud 幻觉:hallucin|illus 提示:prompt|hint
        指令:instruct|command 对齐:align 人类:human 反馈:feedback 奖励:reward 策略:polic|strateg 价值:valu
        智能体:agent 代理:agent|prox 自注意力:self 束:beam|bundle 搜索:search 贪心:greedy 采样:sampl 蒙特卡洛:monte
        马尔可夫:markov 过程:process|procedur|course 方法:method|approach 算法:algorithm 理论:theor 定律:law
        规模:scal 均衡:equilibr|balanc 博弈:game 主义:ism 孤岛:insular|island|silo 先锋:vanguard|pioneer
        社区:communit 贡献:contribut 许可:licen|permi 许可证:licen|permi 协议:protocol|agree|licen|accord
        版权:copyright 专利:patent 法律:law|legal 规范:norm|specif|standard|code 标准:standard|criteri
        认证:certif|authenti|accredit 加密:encrypt|crypt 密钥:key 关键:key|critic|crucial
        主:main|master|princip|primary 成分:component|ingredien 分析:analy 独立:independen 奇异:singular
        分解:decompos|factor|resol 变换:transform 变量:variab 常量:constant 指数:exponent|index|expo 对数:log
        期望:expect 熵:entropy 交叉:cross 散度:divergen 增益:gain 流形:manifold 维度:dimension
        灾难:disaster|curse|catastroph 泛化:generali 容量:capac 动量:moment 自适应:adapt 初始化:initiali
        消失:vanish|disappear 爆炸:explo 最小:min|least|small 最大:max|large|great 可:able 半:semi|half
        国家:national|state|countr|nation 世界:world|global 国际:internat|world 全球:global|world 亚洲:asia
        东亚:east|asia 太平洋:pacific 大西洋:atlantic 联合国:united+nations|un|united|nation 健康:health
        医疗:medic|health 医学:medic 医院:hospital 药品:drug|pharm|medic 食品:food 农业:agricult|farm 工业:industr
        航空:aero|air|aviat 航天:space|aero|astro 航空航天:aero|space 交通:transport|traffic 运输:transport
        电力:electric|power 电动:electric 汽车:car|auto|vehic|motor 石油:oil|petrol 天然气:gas 水:water|hydro
        粮食:food|grain 儿童:child 妇女:women|woman 难民:refugee 人权:human|right 劳工:labo 军事:militar 国防:defen
        战略:strateg 外交:diplom|foreign 情报:intellig 警察:police 法院:court 宪法:constitut
        议会:parliament|council|congress 总统:president 财政:financ|fisc|treasur 税:tax 税务:tax|revenue 海关:custom
        统计:statistic 人口:popul|demograph 资源:resource 人力:human|man 财产:propert 资产:asset 资本:capital
        股票:stock|share|equit 股份:share|stock|joint 交易:trad|exchang|transact 交易所:exchang 汇率:exchang|rate
        利率:interest|rate 通胀:inflat 债:debt|bond 合格:qualif 境外:foreign|oversea|offshore
        机构:institut|agenc|organi|body|establish 投资者:investor 人民币:rmb|renminbi|yuan 港元:hk|hong
        美元:dollar|us|usd 综合:comprehensive|integrat|compos|general 银行业:bank 保险:insur 集团:group|corp
        国际金融公司:international 分类帐:ledger 账本:ledger 绿色:green 可持续:sustain 碳:carbon 排放:emission|emit
        污染:pollut 生物:bio 化学:chem 物理:phys 数学:math 生命:life 基因:gen 蛋白质:protein 细胞:cell
        病毒:virus|viral 疫苗:vaccin 冠状病毒:corona 呼吸:respirat 综合征:syndrome 用户:user 客户:client|customer
        界面:interface 体验:experien 设计:design 产业:industr 供应链:supply+chain 物流:logist 零售:retail 品牌:brand
        广告:advert|ad 营销:market 媒体:media 社交:social 平等:equal|equit 民主:democra 自由:free|liber
        过拟合:overfit 欠拟合:underfit 拟合:fit 通过:through|via 同时:simultan|concurrent 用:with|using
        下:sub|below|under|lower|next|down 上:up|super|on|over|above 中:mid|inter|medium
        内:in|intra|inner|within|internal 外:out|ex|exter|outer 前:pre|fore|former|front|prior
        后:post|after|back|later|rear 不:un|in|non|dis|im|ir 非:non|un|in|a 选择:select|choice|choos|option
        存在:exist|presen 定义:defin 引用:refer|citation|quot 完成:complet|finish 避免:avoid 比较:compar|contrast
        对比:contrast|compar 部署:deploy 启动:boot|start|launch 停止:stop|halt 结束:end|terminat|finish 派生:deriv
        提升:boost|lift|promot 改进:improv 实现:implement|realiz|achiev 进入:enter|entry|access 退出:exit|quit|leav
        发现:discover|find 保持:keep|retain|maintain|hold 提供:provi|suppl|offer 参与:particip|engag|involv
        参考:refer 建议:suggest|recommend|advi|propos 推荐:recommend 要求:requir|request|demand
        运行:run|operat|runtime 触发:trigger|fire 讨论:discuss 描述:descri 解决:solv|resol|solution
        构建:build|construct 建立:build|establish|found|creat 加强:strengthen|enhanc 突破:break 收购:acqui|buyout
        访问:access|visit 设置:set|config 声明:declar|statement 导入:import 安装:instal 下载:download 上传:upload
        保存:save|stor|preserv 读取:read|fetch 写入:writ 打开:open 关闭:clos|shut|off 调用:call|invo 返回:return
        添加:add|append 删除:delet|remov|eras 修改:modif|edit|chang|revis 允许:allow|permi 禁止:prohibit|ban|forbid
        开始:begin|start|bos 减少:reduc|decreas 提高:improv|rais|enhanc 增加:increas|add 降低:reduc|lower|decreas
        形成:form 产生:generat|produc 发生:occur|incidence 属于:belong 作为:as 成为:becom 出现:emerg|appear|occur
        接受:accept|recei 得到:obtain|get 获得:obtain|acqui|gain 引入:introduc|import 加入:join|add
        参加:join|attend|particip 保证:guarant|ensur|warrant|assur 满足:satisf|meet 符合:compl|conform|consisten
        适用:appl|suitab 位于:locat 主要:main|major|primar|princip 特别:special 尤其:especial
        人:human|people|person|man|men|one 人们:people 问题:problem|question|issue 事件:event|incident
        情况:situation|condition|case 现象:phenomen|effect 概念:concept|notion 术语:term 例子:example
        场景:scen|scenario 其他:other 全部:all|full|total 每个:each|per 每:per|each|every 全称:full 英文:english
        最终:final|last|end 首先:first 最后:last|final|end 第一:first|one|1st 第二:second|two|2nd 第三:third|three
        年:year|annual 月:month 日:day|dai 时:time|hour|when 间:inter|between 个:individual 者:er|or 项:item|term
        类:class|categor|kind 层次:hierarch|level 等级:level|grade|rank|class 等:equal|etc 等待:wait
        位:bit|digit|position|order 位置:position|locat 方向:direct|orient 角度:angle|view 长度:length 宽度:width
        高度:height|high 边界:bound|border|edge|limit 框:box|frame 真实:real|true|ground|actual 锚:anchor
        块:block|chunk|patch 表示:represent 词元:token 汇聚:pool|converg 规范化:normali 映射:map 恒等:identity
        核:kernel|nucle|core 数:number|count|digit 元:meta|element|unit 率:rate|ratio 度:degree|measure 性:ity|ness
        化:iz|ation 法:method|law|algorithm 器:er|or|device 机:machine|device 点:point|dot|spot 积:product|accumul
        集:set|collect 集合:set|collect 空:empty|null|void 零:zero|null 一:one|single|uni|first
        二:two|second|bi|double|binary 三:three|tri|third|triple 双:double|dual|bi|two 双向:bidirect|two
        单:single|mono|uni|simplex 单调:monoton 复:complex|multi|repeat 高:high|tall 低:low
        快速:fast|quick|rapid|fourier 慢:slow 好:good|well 坏:bad 新:new|neo|novel 旧:old|legacy 早:early 晚:late
        强:strong|strength|hard 弱:weak 正:posit|regular|normal 负:negat 反:anti|counter|inver|back|reverse
        逆:inver|revers|back 左:left 右:right 横:horizont|lateral 纵:vertic|longit 直接:direct 间接:indirect
        静态:static 动态:dynam 固定:fix 可变:variab|mutab 私有:priva 本地:local|native
        外部:exter|outer|outside|foreign 内部:inter|inner|inside|insider 基础:base|basic|foundation|infra|fundament
        核心:core|kernel|central 底层:under|low|bottom 顶层:top 上下文:context 上游:upstream 下游:downstream
        键:key|bond 值:value 字典:dict 列表:list 元组:tuple 字符串:string 字符:char 字节:byte 对称:symmetr 整数:integ
        浮点:float 布尔:bool 属性:attribut|propert 实例:instance 继承:inherit 模块:module 包:packag|pack 线程:thread
        进程:process 协程:corout 锁:lock 解释器:interpret 编译器:compil 抽象:abstract 语法:syntax|grammar 语义:semant
        命令:command|order 行:line|row 文件:file|document 目录:director|catalog|folder 路径:path|route
        缓存:cache|buffer 队列:queue 栈:stack 堆:heap
        """.split()
    )
}

UNITS = _words("""
kg g mg km m cm mm nm s ms ns min h hr hrs gb mb kb tb pb bit bits byte bytes hz khz mhz ghz v kv w kw mw kwh mwh gwh
a ma j kj mol pa kpa mpa db px pt em rpm fps tops flops gflops tflops pflops usd rmb cny hkd eur gbp jpy mph kph ppm
ml l dl pm am bps mbps gbps
""")

# English words that begin a note and not a name.
NOTE = _words("""
see cf e.g i.e eg ie ibid note notes via per source photo image credit table fig figure figs tab eq eqn equation ch
chap chapter sec section appendix app p pp page pages vol no nr line lines ed eds trans version ver v isbn issn doi
http https www mailto tel for or and but if when as such in on at by to with without up down from not more most than
other read click
""")
# Single words that describe what stands before the brackets, and do not name it.
REMARKS = _words("""
true false none null nil yes no ok okay good bad well here there left right top bottom above below up down both
either neither new old same other etc sic tba tbd na nan optional required default example continued abridged draft
final
""")

ARTICLES = _words("""
a an the of and or for in on at by to with from de la du des der die das van von und et y & as into via per
""")
WEAK_END = _words("a an the of and or for in on at by to with from into via as than that which who")
FINITE = _words("""
is are was were be been am has have had will would can could shall should may might must do does did isn't aren't
wasn't don't doesn't i we you he she they it this that these those there here please
""")
