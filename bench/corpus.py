"""Finnish-looking texts without end, for benches: words and compounds, some common, most rare.

No text of anybody's is in it. The same seed gives the same texts.
"""

import itertools
import random

# Words that inflect by endings alone. The first are the most common.
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
KNOWN = [stem for stem in STEMS.split() if stem[-1] in "oöuyaä"]
ENDINGS = ("", "", "n", "ssa", "sta", "lla", "lle", "lta", "na", "ksi", "kin", "kaan")
FRONT = str.maketrans("aou", "äöy")
SLOPE = 8  # the larger, the flatter is the fall from common words to rare ones


def inflected(word: str, ending: str) -> str:
    harmony = not any(letter in "aou" for letter in word.rpartition("-")[2][-6:])
    return word + (ending.translate(FRONT) if harmony else ending)


class Corpus:
    """Texts and queries of one seed."""

    def __init__(self, seed: int = 1):
        self.random = random.Random(seed)  # noqa: S311 - no secret depends on it
        pairs = [first + second for first, second in itertools.product(KNOWN, KNOWN)]
        self.random.shuffle(pairs)
        self.words = KNOWN + pairs
        weights = [1 / (rank + SLOPE) for rank in range(len(self.words))]
        self.cumulative = list(itertools.accumulate(weights))

    def word(self) -> str:
        word = self.random.choices(self.words, cum_weights=self.cumulative)[0]
        return inflected(word, self.random.choice(ENDINGS))

    def sentence(self) -> str:
        words = [
            self.word() if self.random.random() < 0.7 else self.random.choice(FILLERS.split())
            for _ in range(self.random.randint(6, 16))
        ]
        return " ".join(words).capitalize() + "."

    def text(self, characters: int) -> str:
        """Paragraphs of about so many characters."""
        parts, length = [], 0
        while length < characters:
            sentence = self.sentence()
            parts.append(sentence + ("\n" if self.random.random() < 0.2 else " "))
            length += len(parts[-1])
        return "".join(parts)

    def title(self) -> str:
        return f"{self.word()} {self.word()}".capitalize()

    def queries(self, number: int) -> list[str]:
        """Common and rare words, two and three together, misspelt ones, and some not there."""
        count = len(self.words)
        bands = [(0, 10), (10, 100), (100, 1_000), (1_000, count)]
        made = []
        for n in range(number):
            low, high = bands[n % len(bands)]
            words = [self.words[self.random.randrange(low, high)] for _ in range(1 + n % 3)]
            words = [inflected(word, self.random.choice(ENDINGS)) for word in words]
            if n % 7 == 3:
                words[0] = words[0].translate(str.maketrans("äö", "ao"))
            if n % 11 == 5:
                words[0] = words[0][:3] + words[0][4:]
            made.append(" ".join(words))
        return [*made, "olematonsanaei", '"kylä talo"', "palvelu -talo"]
