"""What the guide writes into a scenario in its own words, in English and Danish: reasons, comments, what is known."""

from __future__ import annotations

from businesscase.scenario.explain.questions import GOAL, MEASURED

Both = tuple[str, str]

SAID: Both = ("answered in the guide", "svaret i guiden")
HEAD: Both = (
    "Written from fifteen numbers; * is a default that nobody has answered (assumption: catalogue/default).",
    "Skrevet ud fra femten tal; * er en standardværdi, som ingen har svaret på (assumption: catalogue/default).",
)
WHY: dict[str, Both] = {
    "trust": ("trust comes first", "tilliden kommer først"),
    "judgement": ("judgement", "skøn"),
    "alike": ("parents; spouses fare alike", "forældre; det går ægtefæller ens"),
    "goals": (
        "what is to be reached: the moves are made as fast as it takes",
        "hvad der skal nås: overgangene sættes så meget op, som der skal til",
    ),
    "day": ("counted on this day", "tælles på denne dag"),
    "avoided": ("{some} of {of} expected placements avoided", "{some} af {of} ventede anbringelser undgået"),
    "spread": ("half of the mean", "halvdelen af gennemsnittet"),
    "intake": ("enrolled over the first year", "optages over det første år"),
    "longer": ("half as long again", "halvanden gang så længe"),
    "routine": ("the budget less development", "budgettet uden udvikling"),
    "own": ("the same question for what no grant pays", "det samme spørgsmål for det, intet tilskud betaler"),
    "payer": ("or payer: central_government", "eller payer: central_government"),
}
KNOWN: dict[str, Both] = {  # kind of what is known of work -> what is known of the effects
    GOAL: (
        "A goal for parents in work that nobody has measured; how much of it is met, and the placements avoided, "
        "are judged.",
        "Et mål for forældre i job, som ingen har målt; hvor meget af det der nås, og de undgåede anbringelser, er "
        "skøn.",
    ),
    MEASURED: (
        "Parents in work as they were counted at the end, without a control group: what of it the programme caused, "
        "and the placements avoided, are judged.",
        "Forældre i job, som de blev talt til sidst, uden kontrolgruppe: hvad indsatsen har skabt af det, og de "
        "undgåede anbringelser, er skøn.",
    ),
}
