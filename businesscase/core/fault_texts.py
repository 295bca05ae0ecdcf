"""What is said of a fault, in both languages: the frame of every fault, slips of writing, fields that do not fit.

Key -> (English, Danish). The words of results are in `report/texts`; these are here because the lowest floors say them
(docs/decisions/0034-faults-in-two-languages.md).
"""

from __future__ import annotations

from businesscase.core.change_texts import CHANGE_TEXTS
from businesscase.core.engine_texts import ENGINE_TEXTS
from businesscase.core.explain_texts import EXPLAIN_TEXTS
from businesscase.core.flow_texts import FLOW_TEXTS
from businesscase.core.guide_texts import GUIDE_TEXTS
from businesscase.core.level_texts import LEVEL_TEXTS
from businesscase.core.life_texts import LIFE_TEXTS
from businesscase.core.meaning_texts import MEANING_TEXTS
from businesscase.core.means_texts import MEANS_TEXTS
from businesscase.core.money_texts import MONEY_TEXTS
from businesscase.core.own_texts import OWN_TEXTS
from businesscase.core.plan_texts import PLAN_TEXTS
from businesscase.core.progress_texts import PROGRESS_TEXTS
from businesscase.core.rule_texts import RULE_TEXTS
from businesscase.core.run_texts import RUN_TEXTS
from businesscase.core.som_texts import SOM_TEXTS
from businesscase.core.team_texts import TEAM_TEXTS
from businesscase.core.usage_texts import USAGE_TEXTS

TEXTS: dict[str, tuple[str, str]] = {
    **OWN_TEXTS,
    **GUIDE_TEXTS,
    **RULE_TEXTS,
    **LIFE_TEXTS,
    **LEVEL_TEXTS,
    **MONEY_TEXTS,
    **MEANING_TEXTS,
    **MEANS_TEXTS,
    **CHANGE_TEXTS,
    **FLOW_TEXTS,
    **RUN_TEXTS,
    **TEAM_TEXTS,
    **PLAN_TEXTS,
    **ENGINE_TEXTS,
    **SOM_TEXTS,
    **EXPLAIN_TEXTS,
    **PROGRESS_TEXTS,
    **USAGE_TEXTS,
    # the frame
    "one_fault": ("1 fault in {of}", "1 fejl i {of}"),
    "faults": ("{count} faults in {of}", "{count} fejl i {of}"),
    "the scenario": ("the scenario", "scenariet"),
    "the workbook": ("the workbook", "arbejdsbogen"),
    "the request": ("the request", "forespørgslen"),
    "key": ("key:", "nøgle:"),
    "found": ("found:", "fundet:"),
    "expected": ("expected:", "ventet:"),
    "nearest": ("did you mean: {name}?", "mente du: {name}?"),
    "one_of": ("one of: {names}", "en af: {names}"),
    # files that are no text
    "no_file": ("there is no such file", "filen findes ikke"),
    "unreadable": ("the file cannot be read: {why}", "filen kan ikke læses: {why}"),
    "empty_file": ("the file is empty", "filen er tom"),
    "not_a_scenario": ("the file is not a scenario", "filen er ikke et scenarie"),
    "keys_with_values": (
        "keys with values: version:, title:, clocks: and so on",
        "nøgler med værdier: version:, title:, clocks: og så videre",
    ),
    "slip.utf_16": (
        "the file is not text in UTF-8 but in UTF-16, as some editors save it: save it as UTF-8",
        "filen er ikke tekst i UTF-8, men i UTF-16, som nogle programmer gemmer den: gem den som UTF-8",
    ),
    "slip.latin_1": (
        "the file is not text in UTF-8: this line has '{letter}' as Windows (Latin-1) writes it: save it as UTF-8",
        "filen er ikke tekst i UTF-8: linjen har '{letter}', som Windows (Latin-1) skriver det: gem filen som UTF-8",
    ),
    "too_many_nodes": (
        "the file unfolds to {count:,} values, what aliases (*) mean included: at most {most:,} are read",
        "filen folder sig ud til {count:,} værdier, med det, henvisninger (*) står for: der læses højst {most:,}",
    ),
    "line_too_long": (
        "this line has {count:,} characters; at most {most:,} are read",
        "linjen har {count:,} tegn; der læses højst {most:,}",
    ),
    "broken_lines": (
        "a text broken into lines (>-), a list with one entry a line",
        "en tekst delt i linjer (>-), en liste med ét led pr. linje",
    ),
    "text_too_long": (
        "the file has {count:,} characters; at most {most:,} are read",
        "filen har {count:,} tegn; der læses højst {most:,}",
    ),
    "write_out": (
        "a scenario without aliases; a table of many families is shorter as shares of segments",
        "et scenarie uden henvisninger; mange familier beskrives kortere ved segmenternes andele",
    ),
    # data about persons
    "civil_number": (
        "a civil registration number (CPR) seems to stand here: files with data about persons are not read",
        "her ser der ud til at stå et CPR-nummer: filer med oplysninger om personer læses ikke",
    ),
    "no_persons": (
        "counts of persons, never the persons; an amount of so many kroner in thousand DKK or mio DKK",
        "antal personer, aldrig personerne; et så stort kronebeløb i thousand DKK eller mio DKK",
    ),
    # slips of writing
    "not_yaml": ("the file is not YAML: {what}", "filen er ikke YAML: {what}"),
    "slip.tab": (
        "not YAML: a tab stands before the text of this line; indent with spaces, not with tabs",
        "ikke YAML: der står et tabulatortegn før linjens tekst; ryk ind med mellemrum, ikke med tabulator",
    ),
    "slip.space": (
        "a {name} ({code}) stands in column {column}, where an ordinary space belongs: type it again",
        "der står et {name} ({code}) i kolonne {column}, hvor der skal være et almindeligt mellemrum: skriv det igen",
    ),
    "space.00A0": ("non-breaking space", "hårdt mellemrum"),
    "space.other": ("special space", "særligt mellemrum"),
    "slip.no_space": (
        "not YAML: a space is missing after the colon of '{name}'",
        "ikke YAML: der mangler et mellemrum efter kolonet i '{name}'",
    ),
    "slip.reserved": (
        "not YAML: a text that begins with {sign} must stand in quotes",
        "ikke YAML: en tekst, der begynder med {sign}, skal stå i anførselstegn",
    ),
    "slip.control": (
        "a control character ({code}) stands here: delete it, or save the file anew as plain text",
        "her står et styretegn ({code}): slet det, eller gem filen igen som ren tekst",
    ),
    "too_deep": (
        "the file is nested deeper than it can be read",
        "filen er indlejret dybere, end den kan læses",
    ),
    "slip.indentation": (
        "this line is indented by {found} spaces where its block, which begins on line {block}, has {wanted}",
        "linjen er rykket {found} mellemrum ind, men dens blok, som begynder på linje {block}, har {wanted}",
    ),
    "indent_by": ("{wanted} spaces before '{name}'", "{wanted} mellemrum før '{name}'"),
    "slip.unclosed_quote": (
        "a quote ({quote}) opens here and is not closed where the text ends",
        "et anførselstegn ({quote}) åbnes her og lukkes ikke, hvor teksten slutter",
    ),
    "slip.unopened_quote": (
        "a quote ({quote}) closes this text and none opens it: a quote is lost before it, or one too many after it",
        "et anførselstegn ({quote}) lukker teksten, og intet åbner den: der mangler et før den, eller er et for meget",
    ),
    "close_quote": ("text between two quotes: {quote}...{quote}", "tekst mellem to anførselstegn: {quote}...{quote}"),
    "slip.colon": (
        "not YAML: a colon followed by a space stands inside a text without quotes: put the text in quotes",
        "ikke YAML: et kolon inde i en tekst uden anførselstegn: sæt teksten i anførselstegn",
    ),
    "slip.comma": (
        "a comma stands in the text of '{name}', which is not in quotes: in braces the text ends there; "
        "put it in quotes",
        "et komma i teksten til '{name}', som ikke står i anførselstegn: i krøllede parenteser slutter "
        "teksten dér; sæt den i anførselstegn",
    ),
    "slip.bracket": (
        "not YAML: the {sign} that opens here is not closed; the fault shows on line {line}",
        "ikke YAML: {sign}, som åbnes her, lukkes ikke; det viser sig på linje {line}",
    ),
    "look_from": ("{what}; look from line {line} on", "{what}; se fra linje {line} og frem"),
    "decimal_comma": ("a decimal comma: write {correct}", "et decimalkomma: skriv {correct}"),
    "comma_before_three": (
        "a comma before three digits: write {thousands} if these are thousands, {decimals} if they are decimals",
        "et komma før tre cifre: skriv {thousands}, hvis det er tusinder, {decimals}, hvis det er decimaler",
    ),
    "thousands": (
        "did you mean {correct}? A point is a decimal point here, not a Danish thousands separator",
        "mente du {correct}? Et punktum er her et decimaltegn, ikke en tusindadskiller",
    ),
    "duplicate_key": (
        "the key '{name}' appears twice; first on line {first}",
        "nøglen '{name}' står to gange; først på linje {first}",
    ),
    # fields that do not fit
    "missing": ("'{name}' is missing", "'{name}' mangler"),
    "removed": (
        "'{name}' cannot be set to null: it must have a value",
        "'{name}' kan ikke sættes til null: der skal stå en værdi",
    ),
    "unknown_key": ("unknown key '{name}'", "ukendt nøgle '{name}'"),
    "empty": (
        "'{name}' is empty: give a value, or leave the key out",
        "'{name}' er tom: skriv en værdi, eller udelad nøglen",
    ),
    "not_a_number": ("'{name}' is not a number with its origin", "'{name}' er ikke et tal med sin oprindelse"),
    "certificate": (
        "a number with its unit and origin: {value: ..., unit: ..., source: ..., grade: ...} or {..., assumption: ...}",
        "et tal med enhed og oprindelse: {value: ..., unit: ..., source: ..., grade: ...} eller {..., assumption: ...}",
    ),
    "certificate_or": ("{certificate}, or {names}", "{certificate}, eller {names}"),
    "or": ("{one} or {other}", "{one} eller {other}"),
    "cannot_stand": ("'{name}' cannot stand here", "'{name}' kan ikke stå her"),
    "must_be": ("'{name}' must be {expected}", "'{name}' skal være {expected}"),
    "not_finite": ("a number must be finite", "et tal skal være endeligt"),
    "too_few": ("'{name}' has too few entries", "'{name}' har for få poster"),
    "too_many": ("'{name}' has too many entries", "'{name}' har for mange poster"),
    "at_least": ("at least {limit:g}", "mindst {limit:g}"),
    "at_most": ("at most {limit:g}", "højst {limit:g}"),
    "more_than": ("more than {limit:g}", "mere end {limit:g}"),
    "less_than": ("less than {limit:g}", "mindre end {limit:g}"),
    "a_number": ("a number", "et tal"),
    "a_whole_number": ("a whole number", "et helt tal"),
    "whole_number": ("a whole number of at least {least}", "et helt tal på mindst {least}"),
    "inner_share": ("a number between 0 and 1", "et tal mellem 0 og 1"),
    "an_even_number": ("an even number of at least {least}", "et lige tal på mindst {least}"),
    "and_at_most": ("{what} and at most {most}", "{what} og højst {most}"),
    "a_text": ("text; put it in quotes", "tekst; sæt den i anførselstegn"),
    "true_or_false": ("true or false", "true eller false"),
    "a_list": ("a list, such as [one, two]", "en liste, såsom [en, to]"),
    "a_mapping": ("keys with values", "nøgler med værdier"),
    "a_date": ("a date, such as 2019-01-01", "en dato, såsom 2019-01-01"),
    "no_such_name": ("there is no {what} '{name}'", "'{name}' findes ikke ({what})"),
    "name_cannot_stand": ("the name '{name}' cannot stand here", "navnet '{name}' kan ikke stå her"),
    # goals
    "goal.until": (
        "the goal is to be met outside the years that are looked at",
        "målet skal nås uden for de år, der ses på",
    ),
    "goal.since": (
        "the goal is counted from outside the years that are looked at, or from after its end",
        "målet tælles fra uden for de år, der ses på, eller fra efter dets slutning",
    ),
    "goal.date": ("a date after {first} and up to {last}", "en dato efter {first} og til og med {last}"),
    "goal.since_of_stock": (
        "a {measure} is counted at one date, until: it has no since",
        "{measure} tælles på én dato, until: den har ingen since",
    ),
    "goal.leave_out": ("leave it out", "udelad den"),
    "goal.unit": ("wrong unit '{unit}' of a goal of {measure}", "forkert enhed '{unit}' for et mål af {measure}"),
    "goal.of_none": ("a share of nobody", "en andel af ingen"),
    "goal.negative": (
        "a goal below 0: write fewer: or more: for the direction",
        "et mål under 0: skriv fewer: eller more: for retningen",
    ),
    "goal.above_all": ("a share above all of them", "en andel over dem alle"),
    "goal.ends_member": (
        "the state '{state}' ends the member: a goal is of the living",
        "tilstanden '{state}' afslutter medlemmet: et mål gælder de levende",
    ),
    "goal.other_states": ("states without ends_member", "tilstande uden ends_member"),
    "goal.of_others": (
        "of: {of}, but {clock} is a clock of {members}",
        "of: {of}, men forløbet {clock} gælder {members}",
    ),
    "goal.taken": (
        "'{move}' has two effects: '{by}' acts on it already",
        "'{move}' har to virkninger: '{by}' virker allerede på den",
    ),
    "goal.one_each": (
        "each transition in one goal, level or ratio",
        "hver overgang i ét mål, ét niveau eller én faktor",
    ),
    "goal.clock_of_level": (
        "a goal in the clock {clock}, in which {by} is solved for: the level would no longer be met",
        "et mål i forløbet {clock}, hvor {by} løses: niveauet ville ikke længere blive nået",
    ),
    "goal.level_or_goal": ("either the level or the goal", "enten niveauet eller målet"),
    "goal.beyond": (
        "the goal cannot be met: {without} are expected without the programme, and {asked} is asked for",
        "målet kan ikke nås: uden indsatsen ventes {without}, og der bedes om {asked}",
    ),
    "goal.beyond_draws": (
        "the goal cannot be met in {share} of the draws: {without} are expected without the programme, {asked} is "
        "asked for, and with the hazards acted on {reached} is as far as it goes there",
        "målet kan ikke nås i {share} af simuleringerne: uden indsatsen ventes {without}, der bedes om {asked}, og "
        "med de overgange, der virkes på, kommer man dér til {reached}",
    ),
    "goal.asked.at_least": ("at least {amount}", "mindst {amount}"),
    "goal.asked.at_most": ("at most {amount}", "højst {amount}"),
    "goal.asked.more": ("{amount} more", "{amount} flere"),
    "goal.asked.fewer": ("{amount} fewer", "{amount} færre"),
    "goal.asked.times": ("{amount} of that", "{amount} af det"),
    "goal.refused": (
        "{place}{message}\n    key:      {at}\n    numbers that give what is expected:\n      {keys}",
        "{place}{message}\n    nøgle:    {at}\n    tal, der giver det ventede:\n      {keys}",
    ),
    # what a command says of itself
    "starter_there": (
        "{file} is there already; nothing was written",
        "{file} findes allerede; intet blev skrevet",
    ),
    "schema_there": (
        "{file} is there already, with other contents; nothing was written",
        "{file} findes allerede med andet indhold; intet blev skrevet",
    ),
    "unwritable": ("{folder} cannot be written: {why}", "{folder} kan ikke skrives: {why}"),
}
