"""Place names and office words that pypinyin reads wrongly: 单县 is shanxian, 支行 zhihang.

``formats/readings`` adds them to its phrases. Found by trying a hundred place names known for unusual
readings; add a line where a unit is misread.
"""

PLACE_READINGS = {
    "单县": "shan xian", "浚县": "xun xian", "洪洞": "hong tong", "繁峙": "fan shi", "解州": "hai zhou",
    "长垣": "chang yuan", "涡阳": "guo yang", "珲春": "hun chun", "大城县": "dai cheng xian",
    "六合区": "lu he qu", "朝阳": "chao yang", "长治": "chang zhi", "漯河": "luo he", "沌口": "zhuan kou",
    "都匀": "du yun", "支行": "zhi hang",
}
