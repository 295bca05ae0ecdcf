"""What is said of own records: key -> (English, Danish). A part of `fault_texts`."""

from __future__ import annotations

OWN_TEXTS: dict[str, tuple[str, str]] = {
    "own.no_clock": ("there is no clock '{name}'", "der er intet forløb '{name}'"),
    "own.no_move": ("the clock {clock} has no move '{name}'", "forløbet {clock} har ingen overgang '{name}'"),
    "own.nobody_starts": (
        "nobody starts in the state '{name}' of {clock}: there is no share to update",
        "ingen begynder i tilstanden '{name}' på {clock}: der er ingen andel at opdatere",
    ),
    "own.a_rest": (
        "'{name}' is the rest of its mix: there is no share to update",
        "'{name}' er resten af fordelingen: der er ingen andel at opdatere",
    ),
    "own.other_states": (
        "counts of the other states, or by_duration",
        "antal i de andre tilstande, eller by_duration",
    ),
    "own.band": ("the hazard is by bands: which one was counted?", "hyppigheden har bånd: hvilket er talt?"),
    "own.no_band": ("the hazard has no such band", "hyppigheden har ikke dette bånd"),
    "own.no_bands": ("the hazard has no bands", "hyppigheden har ingen bånd"),
    "own.leave_out": ("leave it out", "udelad den"),
    "own.duration": (
        "the hazard changes with time: how long had those counted been in the state, on average?",
        "hyppigheden ændrer sig med tiden: hvor længe havde de talte i gennemsnit været i tilstanden?",
    ),
    "own.span": ("duration: 6 years", "duration: 6 years (år)"),
    "own.covariates": (
        "this hazard depends on covariates of the members, and a count of all of them does not tell it",
        "hyppigheden afhænger af kendetegn ved personerne, og et samlet antal fortæller den ikke",
    ),
    "own.set_it": ("no count; change the number itself", "intet antal; ret selve tallet"),
    "own.certain": (
        "'{number}' has no interval: it is held to be known, and no count can move it",
        "'{number}' har intet interval: det regnes for kendt, og intet antal kan flytte det",
    ),
    "own.give_interval": ("low and high of that number", "low og high på det tal"),
    "own.from_draws": ("'{number}' is drawn from a file of draws", "'{number}' trækkes fra en fil"),
    "own.no_elapsed": (
        "'{name}' is entered at programme start: there is no elapsed time to update",
        "'{name}' begynder ved indsatsens start: der er ingen forløben tid at opdatere",
    ),
    "own.declare_elapsed": ("elapsed: with mean and spread", "elapsed: med mean og spread"),
    "own.rising": (
        "by_duration needs rising lower limits that begin with '0 years', and persons in two of them",
        "by_duration skal have stigende nedre grænser fra '0 years' og personer i mindst to af dem",
    ),
    "own.too_wide": (
        "'{number}' cannot be written as a number with its interval after these counts",
        "'{number}' kan ikke skrives som et tal med interval efter disse antal",
    ),
    "own.narrower": (
        "a narrower interval before, or a longer time of counting",
        "et smallere interval før, eller en længere tælletid",
    ),
    "own.priors": ("unknown key 'priors': the library sets it", "ukendt nøgle 'priors': biblioteket sætter den"),
    "own.no_file": ("there is no file of counts '{name}'", "der er ingen fil med antal '{name}'"),
    "own.beside": ("a CSV file in the folder of the scenario", "en CSV-fil i scenariets mappe"),
    "own.is_book": (
        "a workbook is not read here: save the sheet of counts as CSV",
        "en arbejdsbog læses ikke her: gem arket med antal som CSV",
    ),
    "own.not_csv": ("the file of counts is not a CSV file in UTF-8", "filen med antal er ikke en CSV-fil i UTF-8"),
    "own.empty": ("the file of counts holds no counts", "filen med antal indeholder ingen antal"),
    "own.head": ("a row of heads, and one count in a row", "en række med overskrifter og ét antal i hver række"),
    "own.column": ("unknown column '{name}'", "ukendt kolonne '{name}'"),
    "own.column_twice": ("the column '{name}' stands twice", "kolonnen '{name}' står to gange"),
    "own.cells": (
        "the row has {found} cells, and the head {wanted}",
        "rækken har {found} celler, og overskriften {wanted}",
    ),
    "own.number": ("'{name}' is not a number", "'{name}' er ikke et tal"),
    "own.either": ("a row counts a move or a stock", "en række tæller en overgang eller en bestand"),
    "own.move_or_state": ("one of the columns move, state filled", "en af kolonnerne move, state udfyldt"),
    "own.twice": ("there is a record '{name}' already", "der er allerede et antal '{name}'"),
}
