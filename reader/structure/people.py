"""What tells a person's name in Latin letters from other capitalised words: given names, initials, words no name has."""

from __future__ import annotations

import re

# Given names as papers of three languages print them; the list is a hint, never a condition by itself.
_GIVEN = frozenset(
    (
        "aaron abel abraham ada adam adelaide adele adelheid adolf adolph adolphe adrian agatha agnes alain alan albert albrecht "
        "alex alexander alexandre alexis alfred alice alistair allan allen alma alois alphonse alwin amanda amelia amos amy anatole "
        "andré andrea andreas andrew angela angus anja anke anna anne annette annie anselm anthony antoine anton antonia archibald "
        "armand arne arnold arthur astrid auguste august augustus axel barbara barry bartholomew basil beatrice benedikt benjamin "
        "benoît bernard bernd bernhard bert bertha berthold bertram bertrand bessie betty bill birgit björn blanche bob boris brendan "
        "brian bridget bruce bruno camille carl carla carol caroline carsten caspar catherine cathy cécile cecil celia céline charles "
        "charlotte chester chris christa christian christine christoph christopher claire clara clarence claude claudia clemens "
        "clement clément clifford clive colin conrad constance cora cornelia craig curt cyril cyrille daisy dale dan daniel daphne dave "
        "david dean deborah denis dennis derek désiré detlef diana didier dieter dietrich dirk dominik dominique donald dora doris "
        "dorothea dorothy douglas duncan earl ebenezer eberhard eckhard eddie edgar edith edmond edmund édouard eduard edna edward edwin "
        "egon eileen elaine eleanor elfriede elias elisabeth elise eliza elizabeth ella ellen elliot elmer elsa else elsie emil émile "
        "emile emilie emily emma emmanuel enid eric erich erik erika ernest ernst erwin esther ethel étienne etienne eugen eugene eugène "
        "eva evan evelyn fanny felix félix ferdinand fernand fiona flora florence floyd françois franz fred frederic frédéric frederick "
        "friederike friedrich fritz gabriel gareth gaston geoffrey georg george georges gérald gerald gérard gerard gerd gerda gerhard "
        "gertrud gertrude gilbert gilles gisela gladys glenn gordon gottfried gottlieb grace graham greg gregory grete gretchen guido "
        "guillaume gunther günter günther gustav gustave guy hannah hanna hannes hans harald harold harriet harry hartmut harvey hazel "
        "heather hector heike heiner heinrich heinz helen helene hélène helga helmut henri henriette henry herbert hermann herman "
        "hilda hilde hildegard hinrich holger homer honoré horace horst howard hubert hugh hugo humphrey ian ida ilse inge ingeborg "
        "ingrid ira irene irma isaac isabel isabelle ivan ivor jack jacob jacqueline jacques jake jakob james jan jana jane janet jasper "
        "jean jeanne jeff jenny jens jeremiah jeremy jérôme jerry jessica jessie jim joachim joan joanna jochen joe joel joanne johann "
        "johanna johannes john johnny jonas jonathan jörg joseph josef joséphine joshua josiah joyce judith jules julia julian julie "
        "julien julius jürgen jutta kai karen karin karl karla karsten kaspar kate katharina katherine kathleen katja keith ken "
        "kenneth kevin klara klaus konrad konstantin kurt lambert lars laura laurence laurent lawrence leah leo léon leon leonard "
        "léonard leopold leroy leslie lester lewis lilian lillian lina linda lionel lisa lise liselotte lloyd lorenz lothar louis louise "
        "luc lucas lucien lucy ludwig luise luke lukas luther lydia mabel madeleine maggie magnus malcolm manfred marc marcel margaret "
        "margarete margit margot marguerite maria marie marianne marilyn marion marius mark markus marlene martha martin marvin "
        "mary mathias mathilde matilda matt matthew matthias maud maude maurice max maxime may melvin meta michael michel michelle mick "
        "mike mildred millie milton minna minnie miriam mirko molly monika monique moritz morris moses muriel myra myrtle nadine nancy "
        "nathan nathaniel neil nell nellie nicholas nick nicolas nicole niels niklas nikolaus nils nora norbert norman octave olaf olga "
        "oliver olive olivia olivier oscar oskar oswald otis otto ottilie pamela pascal pat patrice patricia patrick patsy paul paula "
        "pauline pearl peggy percy peter petra philip philipp philippe phil phoebe phyllis pierre prosper priya quentin rachel rainer "
        "ralf ralph raoul raphael raymond rebecca reginald reinhard reinhold rémi renate rené renée reuben rex rhoda ricarda richard "
        "rita robert roberta robin rodney roger roland rolf ronald rosa rosalie rose rosemary ross roy rudolf rudolph rufus rupert ruth "
        "sabine sally sam samuel sandra sara sarah sebastian séverin sheila shirley sibylle sidney siegfried sigmund sigrid silas silke "
        "simon simone sofie solange sonja sophia sophie stanislas stanley stefan stella stephan stéphane stephen steve steven stuart "
        "susan susanna susanne suzanne sven sybil sylvia tanja ted teresa terence theo theodor théodore theodore théophile thelma theresa "
        "thérèse thomas tilly tim timothy tobias tom tony trevor trude ulrich ulrike uli urs ursula uwe valentin valerie vera vernon "
        "veronika victor victoria viktor vincent viola violet virginia vivian volker walter waldemar wallace walther warren wayne wendy "
        "werner wilbur wilfred wilhelm wilhelmine willi william willy wolf wolfgang wolfram yann yannick yves yvette yvonne zoe"
    ).split()
)
_STYLES = frozenset(("mr", "mrs", "miss", "ms", "dr", "prof", "rev", "sir", "lady", "capt", "col", "gen", "m", "mme", "mlle", "mm"))
# Words of titles and sentences that no name has (particles of names are not among them).
_NEVER = frozenset(
    (
        "a an the this that his her its our their your my some any no not and or but if is are was were be been has have had will "
        "to in on at by for from with into over under after before as up out off what who how why when where "
        "ein eine einer eines einem einen das dem den der die des unser unsere unserer ihr ihre sein seine kein keine und oder aber "
        "ist sind war im am in an auf aus bei mit nach über vom zum zur für wie was wer wo warum "
        "un une les des notre nos votre vos leur leurs son sa ses ce cet cette ces et ou mais est sont sur dans par pour avec sans "
        "au aux en que qui quoi"
    ).split()
)
_INITIAL = re.compile(r"(?:[^\W\d_]\.){1,4}(?:-[^\W\d_]\.)?")
_EDGES = "\"'“”‘’„«».,;:()[]—–- "


def _words(text: str) -> list[str]:
    return [word for word in (part.strip(_EDGES) for part in text.split()) if word]


def names_person(text: str) -> bool:
    """Whether a few words surely begin as a name does: a given name, an initial or a style (`Mrs.`), then capitals."""
    words = _words(text.replace("-", " "))
    if not words or len(words) > 6 or not could_be_name(text):
        return False
    first = words[0].lower()
    initials = any(_INITIAL.fullmatch(part.strip("()[]—– ,")) for part in text.split())
    return first in _GIVEN or (first in _STYLES and len(words) > 1) or initials


def could_be_name(text: str) -> bool:
    """Whether no word of a line speaks against a name: an article, a preposition, a verb, a genitive."""
    words = _words(text)
    return bool(words) and not any(word.lower() in _NEVER or word[-2:] in {"'s", "’s", "'S", "’S"} for word in words)
