"""What is said of a SØM file and of the catalogue of prices: key -> (English, Danish). A part of `fault_texts`."""

from __future__ import annotations

SOM_TEXTS: dict[str, tuple[str, str]] = {
    "som.unit": ("wrong unit '{unit}'", "forkert enhed '{unit}'"),
    "som.unit.expected": ("a money (DKK, thousand DKK, mio DKK)", "penge (DKK, thousand DKK, mio DKK)"),
    "som.follow_up": ("'{name}' is not a year since success", "'{name}' er ikke et år siden succesen"),
    "som.follow_up.expected": ("a year or a range, such as 0 or 1-3", "et år eller et spænd, som 0 eller 1-3"),
    "som.of_families": (
        "this is a scenario of families, not a SØM scenario",
        "dette er et scenarie om familier, ikke et SØM-scenarie",
    ),
    "som.a_file": (
        "a file with participants, success_rate and consequences; this one is for: businesscase run",
        "en fil med participants, success_rate og consequences; denne er til: businesscase run",
    ),
    "som.no_draws": ("a SØM scenario has no file of draws", "et SØM-scenarie har ingen fil med simuleringer"),
    "som.nothing_paid": (
        "nothing is paid: there is neither a cost of a year nor one at time 0",
        "intet er betalt: der er hverken en udgift i et år eller en på tidspunkt 0",
    ),
    "som.costs": (
        "costs: payer -> year -> money, or outlay_at_start",
        "costs: betaler -> år -> penge, eller outlay_at_start",
    ),
    "som.january": (
        "SØM counts calendar years: the start must be a first of January",
        "SØM tæller kalenderår: start skal være en 1. januar",
    ),
    "som.outside": ("{year} lies outside the years looked at", "{year} ligger uden for de år, der ses på"),
    "som.years": ("{first} to {last}", "{first} til {last}"),
    "som.taken": ("the name '{name}' is taken by the accounts", "navnet '{name}' bruges af regnskabet"),
    "som.another_name": ("another name", "et andet navn"),
    "som.year_twice": (
        "year {year} stands twice, here and in '{other}'",
        "år {year} står to gange, her og i '{other}'",
    ),
    "som.year_once": ("each year once", "hvert år én gang"),
    "som.beyond": (
        "year {year} since success lies beyond the {horizon} years looked at",
        "år {year} siden succesen ligger efter de {horizon} år, der ses på",
    ),
    "som.finish": (
        "participants finish within the year they are counted in",
        "deltagerne bliver færdige i det år, de tælles i",
    ),
    "som.one_year": ("at most 1 year (at high)", "højst 1 år (ved high)"),
    "som.half_life": ("a half-life must be above 0", "en halveringstid skal være over 0"),
    "som.no_fading": ("leave it out: no fading", "udelad den: intet klinger af"),
    "som.as_spent": ("as_spent is for costs", "as_spent er til udgifter"),
    "som.level": ("the year of the price level", "prisniveauets år"),
    "som.no_index": (
        "the amount is in the prices of {level}, and no index brings it to {target}",
        "beløbet er i {level}-priser, og intet indeks bringer det til {target}",
    ),
    "som.an_index": ("an index: growth by year", "et indeks: growth for hvert år"),
    "som.growth": ("the index lacks the growth of {years}", "indekset mangler væksten i {years}"),
    "som.every_growth": (
        "growth in every year between {level} and {target}",
        "growth i hvert år mellem {level} og {target}",
    ),
    "som.unused": ("no amount needs the index", "intet beløb har brug for indekset"),
    "som.use_it": ("use it, or leave it out", "brug det, eller udelad det"),
    # the catalogue of prices
    "prices.twice": (
        "the price '{name}' stands in '{other}' too",
        "prisen '{name}' står også i '{other}'",
    ),
    "prices.none": (
        "no price has '{word}' in its name, label or source; businesscase prices lists them all",
        "ingen pris har '{word}' i navn, betegnelse eller kilde; businesscase prices viser dem alle",
    ),
    "prices.none_near": (
        "no price has '{word}' in its name, label or source; did you mean: {close}?",
        "ingen pris har '{word}' i navn, betegnelse eller kilde; mente du: {close}?",
    ),
    "prices.unknown": ("there is no price '{name}' in the catalogue", "der er ingen pris '{name}' i kataloget"),
    "prices.a_name": (
        "a name that businesscase prices lists",
        "et navn, som businesscase prices viser",
    ),
    # texts that are none
    "text.half": ("this text holds half a character", "teksten rummer et halvt tegn"),
    "text.whole": (
        "whole characters: \\U0001F600 instead of \\ud83d\\ude00",
        "hele tegn: \\U0001F600 i stedet for \\ud83d\\ude00",
    ),
}
