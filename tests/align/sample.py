"""A short story of our own, in both languages, for the tests of alignment."""

ZH = (
    "小镇的图书馆只有两名职员。",
    "老周管借书，林燕管目录，他们已经一起工作了19年。",
    "有一天，一台旧电脑坏了。",
    "目录里的3,200条记录全都不见了！",
    "林燕没有哭。",
    "她拿出一叠发黄的卡片，说：“从头再来。”",
    "老周笑了，给她倒了一杯茶。",
    "他们花了四个月，把每本书都抄了一遍。",
    "孩子们放学以后来帮忙。",
    "到了冬天，新的目录在Linux服务器上运行起来。",
    "你知道他们做的第一件事是什么吗？",
    "他们给每张卡片拍了照片，然后去吃火锅。",
)
EN = (
    "The library of the small town had only two clerks.",
    "Old Zhou lent the books.",
    "Lin Yan kept the catalogue; they had worked together for 19 years.",
    "One day an old computer broke down.",
    "All 3,200 records of the catalogue were gone!",
    "Lin Yan did not cry; she took out a pile of yellowed cards and said, 'We start again.'",
    "Old Zhou smiled and poured her a cup of tea.",
    "It took them four months to copy out every book.",
    "The children came to help after school.",
    "By winter the new catalogue was running on a Linux server.",
    "Do you know what they did first?",
    "They took a photograph of every card.",
    "Then they went to eat hot pot.",
)
GOLD = (
    ((0,), (0,)),
    ((1,), (1, 2)),
    ((2,), (3,)),
    ((3,), (4,)),
    ((4, 5), (5,)),
    ((6,), (6,)),
    ((7,), (7,)),
    ((8,), (8,)),
    ((9,), (9,)),
    ((10,), (10,)),
    ((11,), (11, 12)),
)
