"""Words of the other views of the same money, by key: (English, Danish)."""

from __future__ import annotations

OTHER_WORDS: dict[str, tuple[str, str]] = {
    "payer.everyone": ("Everyone", "Alle parter"),
    "column.present_value": ("Present\nvalue", "Nutids-\nværdi"),
    "column.not_negative": ("P of\n≥ 0", "P for\n≥ 0"),
    "column.per_krone": ("Saved per\nkrone", "Sparet pr.\nkrone"),
    "column.internal_rate": ("Internal\nrate", "Intern\nrente"),
    "column.peak_need": ("Peak\nneed", "Største\ntræk"),
    "column.peak_years": ("After\nyears", "Efter\når"),
    "rate.none": ("n/a ({roots})", "i.r. ({roots})"),
    "title.returns": (
        "Other views over {horizon} years, mio. DKK; {costs}, {savings}",
        "Andre opgørelser over {horizon} år, mio. kr.; {costs}, {savings}",
    ),
    "note.returns": (
        "Discounted at the scenario's rates to the first outlay, whether or not the headline is; the peak need is not "
        "discounted. Values on the central curve; 10 % and P over draws. Saved per krone: a purse's own saving over "
        "its own cost (fiscal return; 1 breaks even), for everyone the benefit-cost ratio, in which households' income "
        "counts. Internal rate: n/a unless exactly one rate makes the value zero (their number in brackets) and money "
        "is laid out first.",
        "Diskonteret med scenariets renter til den første udgift, uanset hovedpåstanden; det største træk er ikke "
        "diskonteret. Værdier på den centrale kurve; 10 % og P over trækninger. Sparet pr. krone: en kasses egen "
        "besparelse over dens egen udgift (1 går lige op), for alle parter cost-benefit-forholdet, hvor "
        "husholdningernes indkomst tæller med. Intern rente: i.r. (ikke relevant), medmindre netop én rente giver "
        "værdien nul (antallet i parentes) og pengene bruges først.",
    ),
    "title.successes": (
        "Cost of a success, and how many are needed",
        "Prisen for en succes, og hvor mange der skal til",
    ),
    "successes": (
        "Success: a person in one of these states at year {years}, beyond those who would be there without the "
        "programme: {states}. Credited to it: {extra} (10–90 %: {low} to {high}) among {families} families.",
        "Succes: en person i en af disse tilstande i år {years} ud over dem, der ville være der uden indsatsen: "
        "{states}. Tilskrevet indsatsen: {extra} (10–90 %: {low} til {high}) blandt {families} familier.",
    ),
    "successes.cost": (
        "Each costs {cost} DKK ({costs}{discounted}).",
        "Hver koster {cost} kr. ({costs}{discounted}).",
    ),
    "successes.needed": (
        "To recoup the cost in {years} years it takes {needed} successes ({per_hundred} per 100 families), if each is "
        "worth what these are: the whole saving, that on children too, is shared among them.",
        "For at tjene udgiften hjem på {years} år skal der {needed} succeser til ({per_hundred} pr. 100 familier), "
        "hvis hver er lige så meget værd: hele besparelsen, også på børnene, er fordelt på dem.",
    ),
    "successes.more_than_families": (
        "That is more successes than families.",
        "Det er flere succeser end familier.",
    ),
    "successes.not_needed": (
        "How many it takes cannot be said: there is no cost, no success or no saving to share among them.",
        "Hvor mange der skal til, kan ikke siges: der er ingen udgift, ingen succes eller ingen besparelse at fordele.",
    ),
    "successes.unknown": (
        "Not counted: the scenario does not say what a success is (programme.success).",
        "Ikke opgjort: scenariet siger ikke, hvad en succes er (programme.success).",
    ),
}
