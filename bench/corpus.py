"""Endless Finnish-looking texts for benches: words and compounds, some common, most rare.

No real text is in it. The same seed gives the same texts. The vocabulary is as large as the
analyser's cache (8,000 words in eleven forms, with frequencies by Zipf's law), so a bench of a
million passages does not look up every form again and again; one word in 400 is one of 160,000
names that no dictionary knows. Two passages in three are as long as a section or an agenda item,
the third as long as a page of a file.
"""

import itertools
import math
import random

# Words that inflect by endings alone, the most common first.
STEMS = """
palvelu työ kylä koulu talo järjestö neuvottelu pöytä talous jäsen asia vuosi kunta hallinto
tieto tuki apu toimi yhteisö verkko ryhmä perhe lapsi nuori seura tila alue hanke
suunnitelma arviointi raha avustus kurssi leiri juhla torstai metsä ranta joki silta satama kauppa
tori kirja lehti kuva musiikki teatteri museo urheilu liikunta peli retki matka auto pyörä
juna lento posti puhelin kirje viesti sana kieli kulttuuri taide tanssi laulu soitto kuoro
näyttely kokoelma arkisto kartta reitti polku puisto piha puutarha marja sieni kala lintu karhu
hirvi susi koira kissa hevonen lammas peruna leipä maito kahvi tee mehu vesi ilma
tuuli sade lumi jää kesä talvi syksy kevät ilta aamu yö päivä
"""
FILLERS = "ja on että ei se myös kun sekä mutta kuin ovat joka vain jos niin tai kanssa"
FILLED = 0.3  # of all words
KNOWN = [stem for stem in dict.fromkeys(STEMS.split()) if stem[-1] in "oöuyaä"]
LEMMAS = 8_000
ENDINGS = {"": 9, "n": 6, "ssa": 3, "sta": 3, "lla": 2, "lle": 2, "lta": 1, "na": 1, "ksi": 1}
ENDINGS |= {"kin": 1, "kaan": 1}
FRONT = str.maketrans("aou", "äöy")
SLOPE, STEEP = 8, 1.1  # frequencies of the common words, then of the rare ones
NAME_IN = 400  # one name in so many words
SYLLABLES = [consonant + vowel for consonant in "hjklmnprstv" for vowel in "aeiou"]
SECTION, PAGE = 45, 200  # words
SENTENCE = 11
LONGEST = 220


def inflect(word: str, ending: str) -> str:
    harmony = not any(letter in "aou" for letter in word[-6:])
    return word + (ending.translate(FRONT) if harmony else ending)


class Corpus:
    """Texts and queries generated from one seed."""

    def __init__(self, seed: int = 1):
        self.random = random.Random(seed)  # noqa: S311 - no secret depends on it
        pairs = [first + second for first, second in itertools.product(KNOWN, KNOWN)]
        self.random.shuffle(pairs)
        self.words = [*KNOWN, *pairs][:LEMMAS]
        fillers = FILLERS.split()
        weights = [(rank + SLOPE) ** -STEEP for rank in range(len(self.words))]
        filler = sum(weights) * FILLED / (1 - FILLED) / len(fillers)
        self.forms = [*fillers, *(inflect(w, e) for w in self.words for e in ENDINGS)]
        share = sum(ENDINGS.values())
        inflections = (w * often / share for w in weights for often in ENDINGS.values())
        self.cumulative = list(itertools.accumulate([*[filler] * len(fillers), *inflections]))

    def some_words(self, number: int) -> list[str]:
        """Return so many inflected words, as frequent as they are in texts."""
        return self.random.choices(self.forms, cum_weights=self.cumulative, k=number)

    def name(self) -> str:
        return "".join(self.random.choices(SYLLABLES, k=3)) + "kka"

    def passage(self, number: int) -> str:
        """Return the text of one passage; every third is a page of a file."""
        if number % 3:
            length = self.random.lognormvariate(math.log(SECTION), 0.5)
        else:
            length = self.random.gauss(PAGE, 30)
        words = self.some_words(max(8, min(int(length), LONGEST)))
        if self.random.random() < len(words) / NAME_IN:
            words[self.random.randrange(len(words))] = self.name()
        starts = range(0, len(words), SENTENCE)
        return ". ".join([" ".join(words[at : at + SENTENCE]).capitalize() for at in starts]) + "."

    def title(self) -> str:
        return " ".join(self.some_words(3)).capitalize()

    def queries(self, number: int) -> dict[str, list[str]]:
        """Return so many queries of each kind."""
        return {kind: [make(self) for _ in range(number)] for kind, make in KINDS.items()}

    def between(self, low: int, high: int) -> str:
        """Return some form of a word between the `low`th and the `high`th most common one."""
        word = self.words[self.random.randrange(low, min(high, len(self.words)))]
        return inflect(word, self.random.choice(list(ENDINGS)))


def misspelt_word(corpus: Corpus) -> str:
    word = corpus.between(100, 2_000)
    at = corpus.random.randrange(2, len(word) - 1)
    return word[:at] + word[at + 1 :]


def several_words(corpus: Corpus) -> str:
    """Return two to four words, common and rare ones mixed."""
    bands = corpus.random.choices([(0, 20), (20, 300), (300, 3_000)], k=corpus.random.randint(2, 4))
    return " ".join(corpus.between(*band) for band in bands)


KINDS = {
    "common word": lambda c: c.between(0, 12),
    "usual word": lambda c: c.between(12, 500),
    "rare word": lambda c: c.between(3_000, LEMMAS),
    "name": lambda c: c.name(),
    "misspelt": misspelt_word,
    "without dots": lambda c: c.between(0, 2_000).translate(str.maketrans("äö", "ao")),
    "two to four words": several_words,
    "two common words": lambda c: f"{c.between(0, 12)} {c.between(0, 12)}",
    "question": lambda c: f"Milloin {c.between(0, 300)} {c.between(0, 300)} päätettiin?",
    "phrase": lambda c: f'"{c.between(0, 60)} {c.between(0, 60)}"',
    "without a word": lambda c: f"{c.between(0, 60)} -{c.between(0, 60)}",
    "nowhere": lambda c: "qx" + c.name(),
}
