"""Which script a text is set in, so that each gets the glyphs and the manners of its region."""

from __future__ import annotations

import re

# Everyday characters whose two forms differ: enough to tell a page apart within a few lines.
_SIMPLIFIED = frozenset(
    "国学会来时说对这个后为与发经还进过现开关长门问间电车东业务产书见贝运动农战让认论报纸华区县达闻轮驶雾灯线图义乡习乱争亚亲亿仅从仓仪价众优传伤体储儿兰兴养军决况净减凤刘则刚创别剧办劳"
    "势医协单卖卫厂厅历压参双变号叶听启员响团园围圆圣场块坚坛声处备复头奋妇孙宁宝实审宽导将层届岁岛币师带帮广庄庆库应废异张弹强归当录总恶户扩扬担拥择挥损换据旧显晓权条极标树样桥检楼欢残"
    "汉汤沟济浅测渔湾满灭灵点热爱状独环画疗盐监盖盘码础确礼种积称稳穷竞笔签粮红级纪约组细织终结给统继续维综绿网罗职联肃胜脑脱节范获萧蓝虑补装规视览觉训议记许设访证评识诉词译试诗话该详语"
    "误请诸课调谈谢谭责败账货质购贵费资赛赞赵赶跃轨转轻载较辉输边辽迁违连迟适选遗邓郑邻释针钱铁铜银销锋错镇闭闹阅队阳阴阶际陆陈险随隐难静页顶项顺须顾预领频题额风飞饭饮馆马驻验鱼鲁鲜鸟麦"
    "黄齐龙"
)
_TRADITIONAL = frozenset(
    "國學會來時說對這個後為與發經還進過現開關長門問間電車東業務產書見貝運動農戰讓認論報紙華區縣達聞輪駛霧燈線圖義鄉習亂爭亞親億僅從倉儀價眾優傳傷體儲兒蘭興養軍決況淨減鳳劉則剛創別劇辦勞"
    "勢醫協單賣衛廠廳歷壓參雙變號葉聽啟員響團園圍圓聖場塊堅壇聲處備復頭奮婦孫寧寶實審寬導將層屆歲島幣師帶幫廣莊慶庫應廢異張彈強歸當錄總惡戶擴揚擔擁擇揮損換據舊顯曉權條極標樹樣橋檢樓歡殘"
    "漢湯溝濟淺測漁灣滿滅靈點熱愛狀獨環畫療鹽監蓋盤碼礎確禮種積稱穩窮競筆簽糧紅級紀約組細織終結給統繼續維綜綠網羅職聯肅勝腦脫節範獲蕭藍慮補裝規視覽覺訓議記許設訪證評識訴詞譯試詩話該詳語"
    "誤請諸課調談謝譚責敗賬貨質購貴費資賽贊趙趕躍軌轉輕載較輝輸邊遼遷違連遲適選遺鄧鄭鄰釋針錢鐵銅銀銷鋒錯鎮閉鬧閱隊陽陰階際陸陳險隨隱難靜頁頂項順須顧預領頻題額風飛飯飲館馬駐驗魚魯鮮鳥麥"
    "黃齊龍"
)
_READ_AT_MOST = 800
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_KANA = re.compile("[\u3041-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")


def script_of(text: str) -> str:
    """`zh-Hans`, `zh-Hant`, `ja`, `ko` or `latin`: judged from the first hundreds of characters."""
    head = text[:_READ_AT_MOST]
    kana, hangul, han = (len(script.findall(head)) for script in (_KANA, _HANGUL, _HAN))
    if kana * 12 > len(head):
        return "ja"
    if hangul * 3 > len(head):
        return "ko"
    if han * 6 < len(head):
        return "latin"
    simplified = sum(map(_SIMPLIFIED.__contains__, head))
    traditional = sum(map(_TRADITIONAL.__contains__, head))
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def script_of_language(code: str | None) -> str | None:
    """The script of a language code as files state it (`zh-TW`, `zh_Hans`, `de`), None where none is stated."""
    if not code:
        return None
    tag = code.replace("_", "-").lower()
    if tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo", "lzh")):
        return "zh-Hant"
    if tag.startswith("zh"):
        return "zh-Hans"
    return tag[:2] if tag[:2] in {"ja", "ko"} else "latin"
