"""Stop words of queries."""

FINNISH = """
ja tai sekä eli että jos kun kuin niin myös mutta vaan vai sillä koska jotta vaikka
on ovat oli olivat ole ollut olla olen olet olemme olette onko olisi ei eivät en et emme ette
se ne tämä nämä tuo nuo siitä sitä sen niiden niitä tästä tätä tämän näiden näitä siellä täällä
mikä mitkä mitä minkä mistä missä mihin millä miltä mille miten miksi milloin kuinka kuka ketkä
ketä kenen keneltä kenelle kenet keitä keiden keistä kenestä keneen ketkä kumpi montako paljonko
mis mihi kukas ketkäs mitäs missäs koska millon montako kuinkahan
millainen millaisia minkälainen minkälaisia onkohan
joka jotka jonka joiden joita jota jossa joissa josta joista johon joihin jolla joilla jolle
minä sinä hän me te he minun sinun hänen meidän teidän heidän minulle meille
voi voivat voiko voin voisi voinko saa saako saan saanko pitää pitääkö täytyy haluan tulee
jo vielä nyt sitten siis kanssa mukaan kautta vuoksi takia asti lisäksi kaikki
mua sua mun sun mä sä tää toi ootte oon
tehdä tekee tehdään moni monta kannattaako löytyykö tarvitaanko tarvitsenko tarvitseeko olisiko
mistähän liittyen koskien liittyvä liittyvät
"""
SWEDISH = """
och att det den som är av för med till inte om ett en har de från eller vid kan ska skall i på
vad vem vilka vilken vilket när var hur varför finns jag man vi du ni
"""
ENGLISH = """
a an the of and in to is are was who what when where which how do does can for about your
"""
STOP_WORDS = frozenset(FINNISH.split()) | frozenset((SWEDISH + ENGLISH).split())


def is_stop_word(word: str) -> bool:
    return word.lower() in STOP_WORDS
