"""How usual characters are in print: the measure by which encodings from before Unicode are told apart."""

from __future__ import annotations

from collections import Counter

# The most used characters of modern Chinese print, and the traditional forms of those that have one.
_COMMON = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事"
    "成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此"
    "已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代"
    "内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安"
    "少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光"
    "放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运京省县乡"
    "镇村城街党委书局部队厂商店银行铁车站船江河桥农业林粮食米布衣药医院病学校童妇男老师讯者编辑摄影星期版号刊广告夜晨春夏秋冬"
    "六七八九百千元角分斤亩公里米吨日月年时钟昨明后左右东西南北中"
)
_TRADITIONAL = (
    "這個們來為國說時會對於過發後裡裏種經麼學當沒動還進樣開從實軍無與長機關點業將兩間問並應戰頭體見產門員東聲義條氣題爾別變總電"
    "數報結務場計許統區隊決馬書則聽卻達強難權設記類據邊張該規萬覺術領確傳師觀讓識帶導爭運縣鄉鎮黨廠銀鐵車農糧藥醫訊編輯攝號廣"
    "畝噸鐘處論認話給資買賣華聯島灣臺灣灯燈歲樂歡飛雲風魚鳥黃語課誰請謝錢錯雖雙雜離難靜順須願養驗鬥鬧漢漸濟營爺爾獎環當畫異盡"
    "禮稱穩積窮筆節紀約紅級納純紙終組細結絕統經綠維網緊線練縣總績織繼續罷羅職聖聞腦臉興舉舊莊葉蘇處號衛補裝複覺規視親計訂討訓託"
)
_PUNCTUATION = "，。、：；？！“”‘’「」『』（）《》〈〉【】〔〕—…·．　\u00b7"
_LATIN = "äöüÄÖÜßéèêàâçîôûùëïœæñáíóúåøÉÈÀÇ«»„“”‘’—–°§…£\u00a0"
_HANGUL = "이다는의에을를가은로하고지기도사한시나인어라자그대리정스아부일해것수보서들전여상있장조주"
_WEIGHTS = dict.fromkeys(_PUNCTUATION, 0.7) | dict.fromkeys(_COMMON + _TRADITIONAL + _HANGUL, 1.0)
_SAMPLED = 8000


def rate(text: str, western: bool = False) -> float:
    """How usual the characters of `text` beyond ASCII are, -1 to 1; 0 where there are none.

    `western` rates them as letters and marks of Western European print instead.
    """
    beyond = Counter(c for c in text[:_SAMPLED] if c > "\u007f")
    count = beyond.total()
    if not count:
        return 0.0
    weigh = _western_weight if western else _weight
    score = sum(weigh(char) * number for char, number in beyond.items()) / count
    return score * 0.9 if western else score


def _western_weight(char: str) -> float:
    return 0.9 if char in _LATIN else -0.7


def _weight(char: str) -> float:
    known = _WEIGHTS.get(char)
    if known is not None:
        return known
    if "\u3041" <= char <= "\u3096":
        return 1.0
    if "\u30a1" <= char <= "\u30fc":
        return 0.6
    if "\uac00" <= char <= "\ud7a3":
        return 0.0
    if "\u4e00" <= char <= "\u9fff":
        return 0.1
    if "\uff01" <= char <= "\uff5e":
        return 0.3
    return -1.0
