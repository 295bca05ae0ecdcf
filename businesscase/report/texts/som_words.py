"""Words of the SØM-compatible mode, by key: (English, Danish)."""

from __future__ import annotations

SOM_WORDS: dict[str, tuple[str, str]] = {
    "som.subtitle": (
        "SØM's method · {participants} participants, {rate} succeed because of it · {horizon} years from {start} · "
        "{price_year} prices · {draws} draws",
        "SØM's metode · {participants} deltagere, {rate} lykkes på grund af den · {horizon} år fra {start} · "
        "{price_year}-priser · {draws} trækninger",
    ),
    "som.title.by_year": (
        "Net result by year and payer, mio. DKK (positive: saved)",
        "Nettoresultat efter år og betaler, mio. kr. (positivt: sparet)",
    ),
    "som.title.by_item": (
        "Net result by item and payer over {horizon} years, mio. DKK",
        "Nettoresultat efter post og betaler over {horizon} år, mio. kr.",
    ),
    "som.title.item_years": (
        "Net result by item and year, {first}–{last}, mio. DKK, {whom}",
        "Nettoresultat efter post og år, {first}–{last}, mio. kr., {whom}",
    ),
    "som.note.by_year": (
        "Declared values, real prices, not discounted. As SØM counts: the effect sets in when the year of finishing "
        "begins, and does not fade.",
        "Deklarerede værdier, faste priser, ikke diskonteret. Som SØM regner: virkningen indtræder, når året begynder, "
        "og klinger ikke af.",
    ),
    "som.cost": ("Programme cost", "Indsatsens udgift"),
    "som.net": ("Net result", "Nettoresultat"),
    "som.column.item": ("Item", "Post"),
    "som.column.net": ("Net result,\n{horizon} years", "Nettoresultat,\n{horizon} år"),
    "som.lacks": ("What SØM does not show", "Det, SØM ikke viser"),
    "som.title.sure.as_som": ("With SØM's own timing", "Med SØM's egen tidsfølge"),
    "som.title.sure.timed": (
        "With phase-in and fading as declared ({timing})",
        "Med indfasning og aftagen som deklareret ({timing})",
    ),
    "som.timing.phase_in": ("finish {phase_in} years into the year", "slut {phase_in} år inde i året"),
    "som.timing.half_life": ("halved after {half_life} years", "halveret efter {half_life} år"),
    "som.note.sure": (
        "Mio. DKK, not discounted. Net result: mean and 10–90 % over draws. Payback for good, from the first outlay, "
        "at declared values. P: over draws; without a cost, of no deficit.",
        "Mio. kr., ikke diskonteret. Nettoresultat: middel og 10–90 % over trækninger. Varigt tjent hjem, fra den "
        "første udgift, ved deklarerede værdier. P: over trækninger; uden udgift for ikke at tabe.",
    ),
    "som.verdict": (
        "{verdict}: that the cost is recouped within {years} years {for_whom}: {probability} (95 %: {bounds}, "
        "simulation error only; {confidence} is needed).",
        "{verdict}: at udgiften er tjent hjem inden for {years} år {for_whom}: {probability} (95 %: {bounds}, kun "
        "simulationsusikkerhed; der kræves {confidence}).",
    ),
    "som.verdict.timing": ("Timing as declared. ", "Tidsfølge som deklareret. "),
    "som.needed": (
        "Success rate at which it breaks even {for_whom}: {within} within {years} years, {whole} within {horizon} "
        "(declared: {rate}).",
        "Succesrate, hvor det går lige op {for_whom}: {within} inden for {years} år, {whole} inden for {horizon} "
        "(deklareret: {rate}).",
    ),
    "som.needed.none": ("none", "ingen"),
    "som.needed.above": ("more than 100 %", "over 100 %"),
    "som.title.returns": (
        "Other views over {horizon} years, mio. DKK; {discounted}",
        "Andre opgørelser over {horizon} år, mio. kr.; {discounted}",
    ),
    "som.note.returns": (
        "To the first outlay, which is counted from the middle of its year. Internal rate: n/a unless exactly one.",
        "Til den første udgift, regnet fra midten af dens år. Intern rente: i.r., medmindre der er netop én.",
    ),
    "som.ignores": ("What the method ignores", "Det, metoden ser bort fra"),
    "som.ignores.cause": (
        "Cause: a consequence is the difference between those who succeed and those who do not, not what success "
        "causes. Differences that are not significant count as zero.",
        "Årsag: en konsekvens er forskellen mellem dem, der lykkes, og dem, der ikke gør, ikke det, som succesen "
        "skaber. Forskelle, der ikke er signifikante, tæller som nul.",
    ),
    "som.ignores.families": (
        "Families: one person in one target group. What a parent's success does for the children, or the other way "
        "round, is not in it.",
        "Familier: én person i én målgruppe. Hvad en forælders succes betyder for børnene eller omvendt, er ikke med.",
    ),
    "som.ignores.rules": (
        "Rules: one share of refusion per price. The staircase of refusion by time on benefits, equalisation and "
        "block grants are not in it.",
        "Regler: én refusionssats pr. pris. Refusionstrappen efter tid på ydelse, udligning og bloktilskud er ikke "
        "med.",
    ),
    "som.ignores.budgets": (
        "Budgets: prices are averages with overhead. What a budget can be cut by, and when, is less.",
        "Budgetter: priserne er gennemsnit med overhead. Det, et budget kan nedsættes med, og hvornår, er mindre.",
    ),
    "som.ignores.capacity": (
        "Capacity: no waiting, no drop-out other than through the number who finish; quality of life has no price.",
        "Kapacitet: der er ingen ventetid og intet frafald ud over antallet, der slutter; livskvalitet har ingen pris.",
    ),
}
