"""Exception and messages for what the approval does not allow."""


class ApprovalRefused(Exception):
    """A refusal, with a Finnish message and a code.

    Codes: not_yours, own_text, changed, ended, role_lost, decided, no_reason, no_comment, bundled,
    unready, waiting, closed, protected, clash, privacy, forbidden, being_read, unanswered.
    """

    def __init__(self, message: str, code: str):
        super().__init__(message)
        self.message = message
        self.code = code


# Why a decision was refused, as shown to the user who tried.
MESSAGES = {
    "not_yours": "Tätä ei ole pyydetty sinun hyväksyttäväksesi.",
    "own_text": "Et voi hyväksyä tekstiä, jonka itse lähetit tai kirjoitit.",
    "changed": "Teksti on muuttunut lähettämisen jälkeen. Hyväksy uusi versio.",
    "ended": "Lähettäjä on perunut lähetyksen. Sinun ei tarvitse tehdä mitään.",
    "role_lost": "Sinulla ei ole enää oikeutta hyväksyä tätä.",
    "decided": "Asia on jo ratkaistu.",
    "no_reason": "Kirjoita perustelu: pääkäyttäjän päätös merkitään muistiin perusteluineen.",
    "no_comment": "Kirjoita, mitä pitäisi korjata.",
    "protected": "Tekstiä ei voi julkaista: siitä on poistettu kohta, johon muu sisältö viittaa. "
    "Mitään ei muutettu. Pyydä lähettäjää palauttamaan kohta.",
    "clash": "Tekstiä ei voi julkaista: se on ristiriidassa jo tallennetun tiedon kanssa, "
    "esimerkiksi kaksi edustusta menee päällekkäin. Mitään ei muutettu. Pyydä lähettäjää "
    "korjaamaan teksti.",
}


def make_refusal(code: str) -> ApprovalRefused:
    return ApprovalRefused(MESSAGES[code], code)
