"""Characters that given names use in more than one reading: 王乐 may be wangle or wangyue.

Only for finding people: every such reading gets search keys, the likeliest one is chosen by
``formats/readings``.
"""

_READINGS = {
    "乐": "le yue", "行": "xing hang", "长": "chang zhang", "重": "chong zhong", "朝": "chao zhao",
    "曾": "ceng zeng", "茜": "qian xi", "晟": "sheng cheng", "盛": "sheng cheng", "莘": "shen xin",
    "柏": "bai bo", "朴": "pu piao", "解": "jie xie", "单": "dan shan", "参": "can shen",
    "藏": "cang zang", "传": "chuan zhuan", "蔓": "man wan", "颉": "jie xie", "露": "lu lou",
    "都": "du dou", "见": "jian xian", "隽": "jun juan", "宓": "mi fu", "洗": "xi xian",
    "校": "xiao jiao", "泊": "bo po", "番": "fan pan", "拓": "tuo ta", "翟": "zhai di",
    "尉": "wei yu", "俞": "yu shu",
}


def given_readings(character: str) -> list[str]:
    """The readings in use for a simplified character; empty when it has but one."""
    return _READINGS.get(character, "").split()
