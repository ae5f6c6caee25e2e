"""Words that tell what a heading is: rubric of briefs, column label, notice, advert, contents, picture news."""

from __future__ import annotations

import re
from functools import lru_cache

from reader.domain.text import is_han

# So many answers are kept: the same lines are asked about by several rules.
_KEPT = 2048
_BRIEFS = re.compile(
    r"(?:[\w\u3400-\u9fff·]{0,6})?(?:热线快报|热线播报|新闻快报|快报集|短讯|短訊|简讯|簡訊|简报|簡報|快讯|快訊|短波|短新闻|短新聞|简明新闻|簡明新聞|要闻简报|要聞簡報|一句话新闻|一句话|一周要闻|新闻集锦|新聞集錦|新闻速览|要闻速览|速读|速讀|速览|快览|要览|动态|动态集锦|集纳|零讯|零訊|瑣聞|琐闻|彙誌|汇志|點滴|点滴|資訊|资讯|微新闻|微新聞|微资讯|新闻链|简闻|簡聞|專電|专电|來電|要電|譯電)"
)
_BRIEFS_WEST = re.compile(
    r"(?:nouvelles (?:diverses|locales|en bref)|faits[- ]divers|échos|echos|petites nouvelles|informations|dernières nouvelles|en quelques lignes|marchés?(?: (?:de|du|des) [\w' -]{2,30})?|(?:échos|nouvelles) (?:de la|du|des|de) [\w' -]{2,30}|petite chronique|"
    r"vermischte(?:s| nachrichten)|échos et nouvelles|kleine (?:mitteilungen|nachrichten|chronik)|allerlei|kurze nachrichten|aus (?:aller welt|der umgegend|stadt und land)|kurz (?:gemeldet|berichtet|notiert|gefaßt)|kurzmeldungen|kurznachrichten|(?:nachrichten |meldungen )?in kürze|lokalnotizen|notizen|aus aller welt|tages(?:übersicht|überſicht|schau|ſchau|bericht|nachrichten)|en bref|brèves|in short|short (?:items|notes|mention)|brief mention|items(?: of interest)?|local and personal|locals|notes and news|lokales|lokales und provinzielles|provinzielles und lokales|aus (?:der |dem )?(?:provinz|nachbarſchaft|nachbarschaft|kreise|gerichtsſaal|gerichtssaal)|letzte (?:draht)?(?:nachrichten|meldungen)|letzte drahtnachrichten|kunterbuntes|(?:aus dem )?polizeibericht|blaulicht|police (?:blotter|report|log|beat)|sheriff's (?:log|report)|bunte chronik|bunte zeitung|unpolitiſche nachrichten|unpolitische nachrichten|tagesneuigkeiten|provinzielles|"
    r"(?:local|district|general|foreign|brief|city|town|village|county|social|shipping)(?: (?:and|&) \w{3,12})?(?: and general)? (?:news|intelligence|notes|brevities|items|briefs|jottings|happenings)|"
    r"(?:society|social|club|personal)(?: and| &) (?:society|social|club|personal|local|lodge)s?(?: (?:notes|news|events|items))?|personal mention|social (?:events|calendar)|club (?:notes|news)|faits du jour|nos échos|notes d'un flâneur|nouvelles en trois lignes|à travers (?:la ville|le département|les cantons)|dans la région|petites nouvelles locales|aus (?:nah und fern|dem reiche|der heimat|stadt und (?:kreis|provinz|umgebung)|unserem leserkreis)|von nah und fern|lokale nachrichten|lokale rundschau|(?:kleine )?stadtnachrichten|kreis ?und stadt|neues vom tage|was sonst noch geschah|"
    r"news (?:in brief|notes|briefs|of the (?:week|day|town))|in brief|briefs|brevities|jottings|personals?|news briefs|round ?about|here and there|(?:[a-z][a-z'.-]{1,14} ){0,2}(?:briefs|brevities|jottings|personals|news notes|news items)|about town|around town|town talk|(?:the )?markets?|shipping(?: news)?|market (?:report|prices))[.:]?"
)
_COLUMN_TAIL = re.compile(
    r"(?:时评|時評|杂谈|雜談|漫谈|漫談|大家谈|大家談|闲话|閒話|夜话|夜話|茶座|茶坊|视点|視點|聚焦|观察|觀察|关注|关切|速递|播报|快报|之窗|窗口|天地|园地|園地|论坛|論壇|专栏|專欄|专题|專題|专版|专刊|热线|熱線|"
    r"服务台|服務台|信箱|广角|廣角|风采|風采|风物|风物志|人物|故事|随笔|隨筆|副刊|来信|來信|方块|方塊|小品|漫画|漫畫|之声|之聲|心声|心聲|呼声|呼聲|之音|来信照登|来函照登|來函照登|來信照登|讀者投書|读者来信|讀者來信|读者来函|人家|旧事|舊事|往事|纪事|紀事|笔记|札记|手记|日记|访谈|对话|"
    r"现场|在现场|在一线|一线|进行时|回眸|回音壁|曝光台|光荣榜|红黑榜|榜样|典型|先锋|先鋒|篇|系列|系列报道|连载|連載|小说|小說|诗|诗页|书评|影评|文苑|文艺|艺苑|苑|坛|坛|谈|語|语|微评|锐评|点评|點評|短评|短評|社论|社論|专论|专家说|百科|课堂|讲堂|讲台|大讲堂|家园|家園|[帮幫][你您]问|[帮幫][你您]問|问答|問答|答疑|我答|必答|生活|健康|教育|法治|财经|民生|服务|提醒|提示|气象|天气|讣闻|广场|街燈下|燈下|灯下|窗下|夜谭|夜譚|客厅|会客厅|会客室|要聞|要闻|新聞|专件|專件|来函照登|來函|来鸿|來鴻|国内|國內|国际|國際|省內|經濟|经济|地方|綜合|综合|主题教育|在行动|看变化|价值观|身边人|追踪|追蹤|跟踪|回访|新征程|新气象|新作为|启新程|新风采|一线见闻|基层行|走基层|大家讲|微课堂|回头看|面对面|零距离|直通车|连心桥|晒台|擂台|看台|巡礼|巡禮|掠影|扫描|纪行|采风|走笔)$"
)
_COLUMN_HEAD = re.compile(
    "(?:关注|關注|聚焦|关切|视点|視點|热点|熱點|特写|特寫|深度|调查|調查|直击|直擊|探访|亮点|亮點|特别关注)[·・•‧|｜]"
)
_SLOGAN = re.compile(
    "(?:学习(?:宣传)?贯彻|深入学习|深入贯彻|全面贯彻|贯彻落实|奋进|喜迎|走进|学思想|庆祝|纪念|弘扬|践行|壮丽|决战|决胜|打赢|坚决打好|奋斗|牢记)[^，。、：:,0-9]{3,26}"
)
_COLUMN_WEST = re.compile(
    r"(?:drahtnachrichten|telegramme|(?:the )?(?:voice|forum|mailbag|mail bag|pulse) of the (?:people|public|reader)s?|(?:the )?(?:people|reader)s?'?s? (?:forum|voice|column|views|pulpit)|(?:the )?(?:public|open|readers') (?:forum|pulse|letter box)|(?:the )?mail ?bag|vox populi|letter ?box|letters from readers|(?:lettres|tribune|courrier|boîte aux lettres) (?:de|des|du|à) [\w' ]{3,24}|causerie|billet(?: du (?:jour|matin|soir))?|propos (?:du jour|d'un [\w]{3,14})|au jour le jour|carnet (?:mondain|du jour)|variétés|leitartikel|rundschau|tagesspiegel|der leser hat das wort|briefkasten|für unsere frauen|telegraphic|around the [a-z]{3,14}|letters (?:to the [a-z]{3,12}|from (?:the people|our readers|readers))|briefe an (?:die|den) [a-z]{3,16}|leserbriefe?|leserzuschriften|unsere leser schreiben|das wort hat der leser|courrier des lecteurs|(?:original )?correspondence|weddings|engagements|funerals|social(?: notes)?|society(?: notes)?|from our files|the editor's [a-z]{3,12}|looking back(?:ward)?|church (?:notices|news|notes)|hospital notes|vital statistics|letters to the editor|our letter[- ]box|the readers?'? (?:forum|column)|readers write|editorial|leading article|original poetry|poetry|obituar(?:y|ies)|deaths|births|marriages|sporting|sports?|vie locale|actualité|région|aus der region|lokales geschehen|kommentar|leitartikel|glosse|meinung|unsere meinung|unser kommentar|standpunkt|am rande|randnotiz|zur sache|interview|porträt|das porträt|gastbeitrag|lesermeinung|éditorial|opinion|tribune|humeur|le billet|la chronique|portrait|guest column|viewpoint|commentary|our view|your view|profile|commercial|markets?|"
    r"shipping|police court|law report|foreign|home|society|theatres?|literature|literatur|aus dem leserkreise|sprechsaal|eingesandt|stimmen aus dem publikum|tribune libre|chronique(?: [\w ]{2,20})?|bulletin(?: du jour)?|revue de la presse|théâtres|"
    r"letzte nachrichten|politische (?:rundschau|übersicht|uebersicht|nachrichten)|ausland|inland|deutschland|kunst und wissenschaft|theater und musik|handel(?: und verkehr)?|the woman's page|our young folks|the kitchen table|(?:the )?(?:home|garden|children's|household|women's|woman's|chess|farm|poets'?|motor|radio)(?: and \w{3,10})? (?:corner|page|column|notes|circle)|(?:your |our )?letters|readers' letters|feuilleton|petty sessions|county court|quarter sessions|assizes|law reports?|gerichtssaal|tribunaux|(?:our )?readers? (?:say|write)|(?:[a-z'-]{2,14} ){1,2}(?:notes|chat|corner|diary|column|talk|gossip)|our readers say|the week|comment|notes and comments)[.:]?"
)
_PICTURE = re.compile(
    r"(?:图片新闻|圖片新聞|图片报道|圖片報導|新闻图片|摄影报道|影像|图说[\u4e00-\u9fff]{0,4}|图片故事|新華圖片|镜头|镜头下的[\u4e00-\u9fff]{0,6}|图个明白)"
)
_NOTICE = re.compile(
    r"(?:通告|公告|公示|通知|布告|佈告|告示|声明|聲明|更正|勘误|勘誤|致歉|致读者|征稿|徵稿|征文|徵文|征集|讣告|訃告|訃聞|讣闻|招标|招標|中标|拍卖|拍賣|启示|征订|徵求|敬告读者|天气|天气预报|氣象|气象|天氣|天氣預報|(?:交通|出行|温馨|溫馨|安全|停水|停电|停電|防汛|预警)提示|(?:停水|停电|停電|停气|停氣)(?:信息|通知|預告|预告)?|(?:今日)?(?:活动|活動)(?:预告|預告)|停气|停氣|(?:今日|今晚)?(?:電影|电影)(?:廣告|广告)?|影訊|影讯|戲院消息|戏院消息|影院消息|电影预告|船期|預告|预告)(?:启事|啟事|啓事)?$"
    r"|^(?:公告|通告|更正|声明|通知|公示)"
)
_ADVERT = re.compile(
    r"(?:启事|啟事|啓事|启示|廣告|广告|招租|出租|买卖|買賣|出让|出讓|聘請|转让|轉讓|出售|征婚|徵婚|招聘|遗失|遺失|寻人|尋人|寻物|招领|招領|遗失声明|遺失聲明|作废|鸣谢|鳴謝|分类信息|便民信息|大戲院|戲院|大劇場|大舞臺|大舞台)$|^(?:徵|征)(?:求|聘|租|婚|友)|^求(?:租|購|购|職|职)|^(?:广告|廣告|遗失声明|遺失聲明|分类广告|告白)"
)
_NOTICE_WEST = re.compile(
    r"(?:(?:the )?weather(?: forecast)?|births, marriages,? (?:and|&) deaths|births and deaths|births?|marriages?|deaths?|in memoriam|naissances?|décès|termine|veranstaltungen|terminkalender|vereins(?:kalender|nachrichten|anzeigen|tafel)|kirchliche nachrichten|familiennachrichten|gottesdienst(?:e|ordnung)?|temps probable|(?:das )?wetter(?:bericht|vorhersage|dienst)?|météo|la température|bulletin météorologique|(?:amtliche )?bekanntmachung(?:en)?|bekanntmachung\.|verordnung|aufruf|public notices?|notices?|tenders?(?: for [\w' -]{3,40})?|notice (?:of|to|is) [\w' -]{3,40}|official notices?|avis(?: (?:officiel|au public|de décès|d'obsèques|de messe))?|remerciements|rectificatif|mise au point|richtigstellung|so ist es richtig|corrections?|erratum|berichtigung|rectification|todesanzeige|arrêté)[.:]?"
)
_ADVERT_WEST = re.compile(
    r"(?:advertisements?|small ads?|small advertisements|wanted|for sale|to let|anzeigen?|inserate|zu vermieten|zu verkaufen|annonces|petites annonces|à vendre|à louer|situations vacant|want ads?|classified(?: ads?| advertis(?:ing|ements))?|lost|found)[.:]?"
)
_CONTENTS = re.compile(
    r"(?:今日|本期|本版|内页|内文)?(?:导读|導讀|导览|要目|目录|目錄|看点|提要)$|^(?:inside|in the [a-z]{3,20} today|on other pages|in this issue|inside today|index|contents|heute im blatt|inhalt|sommaire)[.:]?$"
)
_FORECAST = re.compile("[^，。]{0,12}(?:气象台|氣象台|气象局|天文台|氣象局)[^，。]{0,14}(?:预报|預報|发布|發布|预计|預計)[：:，,]")
_NOTIFIES = re.compile("(?:特此|此)(?:通告|公告|声明|聲明|通知|公示|周知|更正|致歉|布告|佈告)[!！]?")
_NOTICE_WORDS = frozenset(
    ("启事", "啟事", "广告", "廣告", "公告", "通告", "分类广告", "分類廣告", "便民信息", "分类信息", "告白")
)
_FIRM = re.compile(r"& (?:SONS?|Sons?|CO|Co|BROS|Bros|FILS|Cie|CIE|SÖHNE|Söhne)\b|\b(?:LTD|Ltd|LIMITED|G\.m\.b\.H)\b")
_KICKER_WEST = re.compile(
    r"feuilleton\b.{0,60}|(?:dernières )?(?:dépêches|télégrammes)(?: [\w' ]{2,30})?|dernière heure|unterm strich|letzte telegramme|by (?:cable|wireless|telegraph)|stop press|late news|latest telegrams",
    re.IGNORECASE,
)
_ADVERT_START = re.compile(
    r"(?:WANTED|FOR SALE|TO LET|TO BE SOLD|LOST|FOUND|STRAYED|STOLEN|REWARD|MONEY TO LOAN|Zu verkaufen|Zu vermieten|Gesucht wird|Ein(?:e)? [A-ZÄÖÜ]\w+ (?:wird|iſt|ist) (?:gesucht|geſucht)|A VENDRE|A LOUER|ON DEMANDE)\b"
)


# Words of offers; several of them in a short text show an advertisement whose title does not say so.
_OFFERS = re.compile(
    "(?:大?减价|大?減價|廉價|新到|低廉|附送|遠近馳名|远近驰名|[一二三四五六七八九]折|优惠|優待|優惠|赠送|贈送|贈品|函購|函购|电话|電話|地址|開設|发售|發售|經售|经售|每[瓶盒斤打包](?:售|價|价)?|批發|批发|零售|惠顾|惠顧|賜顧|赐顾|光顧|光顾|駕臨|酬賓|酬宾|促销|特价|特價|送货上门|歡迎選購|欢迎选购|外埠|回春|主治|專治|专治|代客|本[號号店行莊公司]|报名|網址|网址|咨询|招生)"
)
_OFFERS_WEST = re.compile(
    r"(?:[Pp]hones? \w?\d|[Tt]elephone|per (?:lb|doz|ton|yard|bottle|dozen)|(?:a|per) (?:ton|pound|yard|bottle|dozen|box|week)\b|\$ ?\d|\d ?cents? |\d{1,2}[ds]\. |£\d|\b[Oo]ur \w+ |\b[Ww]e (?:also )?(?:sell|carry|offer|have)|[Ff]ree delivery|[Gg]uaranteed|[Ff]inest|[Bb]est quality|[Tt]ry |[Tt]erms|\b[Aa]pply\b|[Bb]illig|preiswert|empf[ie]{1,2}hlt|[Mm]ark\b|Fernruf|frs?\.? |[Ss]'adresser|[Pp]rix)"
)
_LONGEST_FIRM, _LONGEST_NOTICE = 80, 20
_NEWS_TEXT = re.compile("昨|记者|記者|日前|[0-9一二三四五六七八九十]日(?:上午|下午|晚|晨)")
_SHORT_OFFER, _SHORT_OFFER_WEST = 160, 300


def offers(text: str) -> bool:
    """Whether a short text is one offer: three of the words advertisements are made of, and none of the news'."""
    if any(map(is_han, text[:40])):
        found = set(_OFFERS.findall(text[:_SHORT_OFFER]))
        return len(text) <= _SHORT_OFFER and len(found) >= 3 and not _NEWS_TEXT.search(text)
    return len(text) <= _SHORT_OFFER_WEST and len(set(_OFFERS_WEST.findall(text))) >= 3


_COURT = re.compile(
    r"\b(?:petty sessions|police courts?|county court|quarter sessions|assizes|magistrates|gerichts|tribuna(?:l|ux)\b|cour d'assises)"
)
_CASE = re.compile(
    r"\b(?:defendants?|[Ff]ined|admitted the offence|pleaded|guilty|acquitted|magistrates?|sentenced|remanded|summoned|sum- ?moned|discharged|charged with|the [Bb]ench|plaintiff|Angeklagte[rn]?|Gericht|verurteilt|freigesprochen|prévenu|condamné|acquitté)\b"
)


_SPACED_OUT = re.compile("[\u3400-\u9fff](?:[ 　]{1,4}[\u3400-\u9fff]){1,5}")


def _plain(text: str) -> str:
    words = text.strip(" 　·.。:：—-【】[]〖〗《》<>〈〉■●◆□▲☆★│|").replace("ſ", "s")
    return words.replace(" ", "").replace("\u3000", "") if _SPACED_OUT.fullmatch(words) else words


@lru_cache(maxsize=_KEPT)
def is_briefs(text: str) -> bool:
    """Whether a heading is a rubric of briefs (短讯, 簡訊, Vermischtes, Nouvelles diverses, LOCAL NEWS)."""
    words = _plain(text)
    if len(words) <= 12 and _BRIEFS.fullmatch(words):
        return True
    return len(words) <= 50 and bool(_BRIEFS_WEST.fullmatch(words.lower()))


def is_picture_label(text: str) -> bool:
    """Whether a heading only says that a picture follows (图片新闻)."""
    words = _plain(text)
    return len(words) <= 10 and bool(_PICTURE.fullmatch(words))


@lru_cache(maxsize=_KEPT)
def is_column_label(text: str) -> bool:
    """Whether a heading reads as the name of a column or section rather than as news."""
    words = _plain(text)
    if not words:
        return False
    if is_picture_label(text):
        return True
    if any(map(is_han, words)):
        if " " in words:
            return False
        if len(words) <= 18 and _COLUMN_HEAD.match(words):
            return True
        return (len(words) <= 10 and bool(_COLUMN_TAIL.search(words))) or bool(_SLOGAN.fullmatch(words))
    return len(words) <= 50 and bool(_COLUMN_WEST.fullmatch(words.lower()))


_LETTERS_WEST = re.compile(
    r"(?:(?:our |your )?letters?(?: to the [a-z]{3,12}| from .{3,24}| box)?|(?:original )?correspondence|eingesandt|sprechsaal|lese?rbriefe?|leserzuschriften|briefkasten|stimmen aus .{3,24}|aus dem leserkreise|(?:courrier|tribune|lettres|boîte aux lettres)(?: (?:de|des|du|à) .{3,24})?|readers? (?:write|say)|mail ?bag|vox populi|letter ?box)[.:]?"
)


def is_letters_label(text: str) -> bool:
    """Whether a label stands over letters of readers."""
    words = _plain(text)
    return len(words) <= 50 and bool(_LETTERS_WEST.fullmatch(words.lower()))


def heads_column(text: str) -> bool:
    """Whether a label opens with a column's own word and a middle dot (`关注·秋冬季森林防火`)."""
    return bool(_COLUMN_HEAD.match(_plain(text)))


_READERS = re.compile("(?:读者|讀者|市民|网友|網友)(?:来信|來信|回音|之声|之聲|投书|投書|来函|來函|留言|热线|熱線|反馈|反饋|信箱|[·・]作者[·・]编者)")


def is_readers_column(text: str) -> bool:
    """Whether a heading names the place where readers write (`讀者回音`): never a part of a report."""
    return bool(_READERS.fullmatch(_plain(text)))


def is_court(text: str) -> bool:
    """Whether a heading stands over cases before a court (PETTY SESSIONS, Gerichtssaal)."""
    return len(text) <= 50 and bool(_COURT.search(_plain(text).lower()))


_VITAL = re.compile(
    r"(?:births?|marriages?|deaths?|silver weddings?|golden weddings?|in memoriam|engagements?|naissances?|mariages?|décès|publications de mariages?|geburten|eheschließungen|verlobungen|sterbefälle|todesfälle)[.:]?"
)
_SPORT = re.compile(
    r"(?:(?:association |rugby )?football(?: association| rugby)?|(?:schwer|leicht)athletik|fu[sß]{1,2}ball|rugby(?: à xv)?|cyclisme|radsport|cycling|boules|pétanque|boxing|boxe|boxen|tennis|golf|natation|swimming|schwimmen|athlétisme|athletics|leichtathletik|cricket|hockey|turf|hippisme|courses|racing|aviron|rowing|rudern|escrime|tir|turnen|handball|schach|chess|billiards|billard|baseball|basketball|bowling|wrestling|lutte|aviation|coursing|angling|lacrosse|gymnastique|automobilisme|motocyclisme|ski|basket-ball)[.:]?"
)
_SPORT_TITLE = re.compile(r"\bsport")
_VITAL_TITLE = re.compile("births|marriages|deaths|état civil|standesamt|familiennachrichten|personenstand")


def is_sport(text: str) -> bool:
    """Whether a heading only names a sport (`CYCLISME`)."""
    return bool(_SPORT.fullmatch(_plain(text).lower()))


def is_list_part(title: str, text: str) -> bool:
    """Whether a heading is a part of a list: of births, marriages and deaths, or of a page's sports."""
    words, over = _plain(text).lower(), title.lower()
    if _SPORT.fullmatch(words):
        return bool(_SPORT_TITLE.search(over))
    return bool(_VITAL.fullmatch(words) and _VITAL_TITLE.search(over))


def hears_case(text: str) -> bool:
    """Whether a text tells of a case before a court."""
    return bool(_CASE.search(text[:800]))


@lru_cache(maxsize=_KEPT)
def kind_of(title: str, first: str = "") -> str:
    """`notice`, `advert`, `contents` or `article`, by the words of the title or, without one, of the first text."""
    words = _plain(title)
    lower = words.lower()
    if _NOTIFIES.fullmatch(words):
        return "article"
    if len(words) <= 40:
        if _CONTENTS.search(lower):
            return "contents"
        if _ADVERT_START.match(words):
            return "advert"
        if (_ADVERT.search(words) and not _NOTICE.search(words)) or _ADVERT_WEST.fullmatch(lower):
            return "advert"
        if _NOTICE.search(words) or _NOTICE_WEST.fullmatch(lower):
            return "notice"
    if len(words) <= _LONGEST_FIRM and _FIRM.search(words):
        return "advert"
    if _FORECAST.match(first[:40]):
        return "notice"
    if not words and first and opens_advert(first):
        return "advert"
    return "article"


_SELLS = re.compile(
    r"\b(?:zu (?:verkaufen|vermieten|kaufen geſ?s?ucht)|billig abzugeben|à (?:vendre|louer)|for sale|to let)\b", re.IGNORECASE
)
_ADDRESSED = re.compile(r"(?:\d{1,4}[a-z]?(?:, [^!?]{2,24})?|(?:Exped(?:ition)?|Geſchäftsſtelle|Geschäftsstelle|[Oo]ffice|bureau)[^.]{0,30})\.$")
_LONGEST_SMALL = 200


def opens_advert(text: str) -> bool:
    """Whether a paragraph begins as small advertisements do (`WANTED, a steady Lad`), or offers a thing and ends with an address."""
    if _ADVERT_START.match(text):
        return True
    small = len(text) <= _LONGEST_SMALL and not any(map(is_han, text[:20]))
    return small and bool(_SELLS.search(text)) and bool(_ADDRESSED.search(text))


def is_notice_title(text: str) -> bool:
    """Whether a line is the title of a notice or advertisement (启事, 更正, Bekanntmachung)."""
    return len(text) <= _LONGEST_NOTICE and kind_of(text) in {"notice", "advert"}


def is_notice_word(text: str) -> bool:
    """Whether a heading only says that notices follow (`啟事`, `廣告`)."""
    return _plain(text) in _NOTICE_WORDS


def is_kicker_label(text: str) -> bool:
    """Whether a Latin heading stands over others as a kicker does (`FEUILLETON DU GAULOIS DU 8 FÉVRIER 1882`)."""
    words = _plain(text)
    return len(words) <= 70 and bool(_KICKER_WEST.fullmatch(words))


def names_part(text: str) -> bool:
    """Whether a label names a part of a series (`村居篇`, `系列报道之三`)."""
    return text.rstrip("{}[]()（）.。 ①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳").endswith(("篇", "系列", "之一", "之二", "之三", "之四", "之五", "季", "辑"))
