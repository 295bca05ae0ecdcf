"""What is said of prices that fall with the household's income: key -> (English, Danish). A part of `fault_texts`."""

from __future__ import annotations

MEANS_TEXTS: dict[str, tuple[str, str]] = {
    "means.state": ("state of this price", "tilstand for denne pris"),
    "means.per_entry": (
        "a means test reduces an amount per time, and this price is per entry",
        "en indtægtsregulering nedsætter et beløb pr. tid, og denne pris er pr. indtræden",
    ),
    "means.children": (
        "a means test asks for the parents' income, and this price is for children (clock {clock})",
        "en indtægtsregulering spørger til forældrenes indkomst, og denne pris er for børn (forløbet {clock})",
    ),
    "means.both": (
        "a price falls with the partner's income or with the household's, not with both",
        "en pris falder med partnerens indkomst eller med husstandens, ikke med begge",
    ),
    "means.other_clock": (
        "the price '{name}' is no amount per time of the clock {clock}",
        "prisen '{name}' er ikke et beløb pr. tid i forløbet {clock}",
    ),
    "means.itself": (
        "the price '{name}' is itself means-tested: it is no income that a means test counts",
        "prisen '{name}' er selv indtægtsreguleret: den er ikke en indkomst, der tæller med",
    ),
    "means.income": ("a wage or a benefit", "en løn eller en ydelse"),
    "rule.income": (
        "expected wages or benefits: the names of prices that are the household's income",
        "skriv wages eller benefits: navnene på de priser, der er husstandens indkomst",
    ),
}
