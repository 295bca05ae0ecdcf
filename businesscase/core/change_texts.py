"""What is said of what a variant, a change or a workbook sets.

A part of `fault_texts`: key -> (English, Danish).
"""

from __future__ import annotations

CHANGE_TEXTS: dict[str, tuple[str, str]] = {
    "changing.part": (
        "'{name}' is a part of a number with its origin",
        "'{name}' er en del af et tal med sin oprindelse",
    ),
    "changing.dated": (
        "'{name}' changes on dates: which number is meant?",
        "'{name}' ændrer sig på datoer: hvilket tal menes?",
    ),
    "changing.rest": (
        "'{name}' is the rest of its mix: a bare number has no unit here",
        "'{name}' er resten af sin fordeling: et bart tal har ingen enhed her",
    ),
    "changing.mapping": ("a mapping with value, unit and origin", "nøgler med værdi, enhed og oprindelse"),
    "changing.many": ("'{name}' is not one number", "'{name}' er ikke ét tal"),
    "edits.holding": ("'{yes}' in its cell of the column {column}", "'{yes}' i dets celle i kolonnen {column}"),
    "edits.below": ("a number below 0", "et tal under 0"),
    "edits.such_as": ("a value such as {value:.3g}", "en værdi såsom {value:.3g}"),
    "edits.or": ("{one}, or {other}", "{one}, eller {other}"),
    "edits.no_mean": (
        "with its uncertainty scaled, {value:g} cannot be the mean of this number",
        "med den skalerede usikkerhed kan {value:g} ikke være dette tals middelværdi",
    ),
    "variants.unknown": ("there is no variant '{name}'", "der er ingen variant '{name}'"),
    "resolve.som": ("this is a SØM scenario", "dette er et SØM-scenarie"),
    "resolve.families": (
        "a scenario of families; this one is for: businesscase som",
        "et scenarie om familier; dette er til: businesscase som",
    ),
    "book.other_scenario": (
        "the workbook '{path}' is of the scenario '{title}': expected '{title_2}'",
        "arbejdsbogen '{path}' er af scenariet '{title}'; ventet: '{title_2}'",
    ),
    "book.of_variant": ("of the variant '{written_of}'", "af varianten '{written_of}'"),
    "book.of_itself": ("of the scenario itself", "af scenariet selv"),
    "book.no_variant": ("no --variant", "ingen --variant"),
    "book.other_variant": (
        "the workbook '{path}' is {named}: expected {wanted}",
        "arbejdsbogen '{path}' er {named}; ventet: {wanted}",
    ),
    "book.lost_rows": (
        "{count} numbers of the scenario have no row: {shown}{more}",
        "{count} af scenariets tal har ingen række: {shown}{more}",
    ),
    "book.a_row": ("a row for each, as written", "en række for hvert, som det blev skrevet"),
    "book.not_read": (
        "this is not read from a workbook, and its formulas use it: change it in the scenario file",
        "det læses ikke fra en arbejdsbog, og dens formler bruger det: ændr det i scenariefilen",
    ),
    "book.interval": (
        "an interval is not read from a workbook: change it in the scenario file",
        "et interval læses ikke fra en arbejdsbog: ændr det i scenariefilen",
    ),
    "book.nothing": ("nothing", "ingenting"),
    "book.was_run": (
        "this is what was run, and not to be changed",
        "dette er, hvad der blev kørt, og skal ikke ændres",
    ),
    "book.no_inputs": (
        "the workbook '{path}' has no sheet of inputs: found {names}; expected a workbook as this version exports it",
        "arbejdsbogen '{path}' har intet ark med forudsætninger: fandt {names}; ventet: en "
        "arbejdsbog, som denne version skriver den",
    ),
    "a.unit": ("unit", "enhed"),
    "a.price_year": ("price year", "prisår"),
    "a.unit.other": ("another unit", "en anden enhed"),
    "a.price_year.other": ("another price year", "et andet prisår"),
    "and_more": (" and {count} more", " og {count} til"),
    "book.key_twice": (
        "the key stands twice, the first time in row {row}",
        "nøglen står to gange, første gang i række {row}",
    ),
    "book.unknown_key": (
        "unknown key '{name}': the scenario has no such number",
        "ukendt nøgle '{name}': scenariet har intet sådant tal",
    ),
    "book.neither": ("this is neither of the two words", "det er ingen af de to ord"),
    "book.empty_cell": (
        "an empty cell, or a formula that was never calculated",
        "en tom celle, eller en formel, der aldrig blev beregnet",
    ),
    "book.save_as": (
        "save it as .xlsx (Excel Workbook), and give that file",
        "gem den som .xlsx (Excel-projektmappe), og brug den fil",
    ),
    "book.a_date": ("a date, {date}", "en dato, {date}"),
    "book.a_time": ("a time of day, {time}", "et klokkeslæt, {time}"),
    "book.day": ("{day} {month} {year}", "{day}. {month} {year}"),
    "book.read_as_date": (
        "Excel has read this as a date ({date}): probably the decimal mark was another than Excel's",
        "Excel har læst dette som en dato ({date}): decimaltegnet var nok et andet end Excels",
    ),
    "book.write": (
        "write {danish} ({english} in an English Excel) and set the cell's format to Number",
        "skriv {danish} ({english} i en engelsk Excel), og sæt cellens format til Tal",
    ),
    "book.read_as_text": (
        "this is text, not a number: the program that saved the workbook has another decimal mark, or the cell the "
        "format Text",
        "det er tekst, ikke et tal: det program, der gemte arbejdsbogen, har et andet decimaltegn, eller cellen "
        "formatet Tekst",
    ),
    "book.far": (
        "{place}: {name} is set to {now}, more than {times} times away from what the scenario declares, {declared} "
        "({low} to {high}). It is used as it stands: is its unit right ({unit}), and are there no zeros too many?",
        "{place}: {name} er sat til {now}, mere end {times} gange fra det, scenariet angiver, {declared} ({low} til "
        "{high}). Det bruges, som det står: er enheden rigtig ({unit}), og er der ikke nuller for meget?",
    ),
    "book.read_as_time": ("Excel has read this as a time of day", "Excel har læst dette som et klokkeslæt"),
    "book.as_number": ("a number, with the cell's format set to Number", "et tal, med cellens format sat til Tal"),
    "book.another_unit": (
        "the scenario file has {what} now ('{now}') than when the workbook was written ('{then}')",
        "scenariefilen har nu {what} ('{now}'), end da arbejdsbogen blev skrevet ('{then}')",
    ),
    "book.anew": (
        "a workbook exported anew, with your changes made there",
        "en arbejdsbog, der er skrevet igen, med dine ændringer i den",
    ),
    "book.unit_changed": (
        "the {what} was changed here, and it is not read from a workbook: the value still counts in '{then}'",
        "{what} er ændret her og læses ikke fra en arbejdsbog: værdien regnes stadig i '{then}'",
    ),
    "book.unit_again": (
        "'{then}' again, and the value in it; or {other} in the scenario file, and the workbook exported anew",
        "'{then}' igen, og værdien i det; eller {other} i scenariefilen og arbejdsbogen skrevet igen",
    ),
    "book.old": (
        "is an old .xls file or has a password: take the password away, {save_as}",
        "er en gammel .xls-fil eller har en adgangskode: fjern adgangskoden, {save_as}",
    ),
    "book.ods": ("is an OpenDocument file (.ods): {save_as}", "er en OpenDocument-fil (.ods): {save_as}"),
    "book.xlsb": ("is a binary workbook (.xlsb): {save_as}", "er en binær arbejdsbog (.xlsb): {save_as}"),
    "book.no_workbook": (
        "is not a workbook: expected an .xlsx file without a password",
        "er ingen arbejdsbog; ventet: en .xlsx-fil uden adgangskode",
    ),
    "month.1": ("January", "januar"),
    "month.2": ("February", "februar"),
    "month.3": ("March", "marts"),
    "month.4": ("April", "april"),
    "month.5": ("May", "maj"),
    "month.6": ("June", "juni"),
    "month.7": ("July", "juli"),
    "month.8": ("August", "august"),
    "month.9": ("September", "september"),
    "month.10": ("October", "oktober"),
    "month.11": ("November", "november"),
    "month.12": ("December", "december"),
    "book.head": (
        "this is not the head of the inputs as it was written",
        "dette er ikke forudsætningernes hoved, som det blev skrevet",
    ),
    "book.gone": ("the cell '{mark}{name}' is gone", "cellen '{mark}{name}' er væk"),
    "changing.whole": (
        "the key of the number itself, set to a number or to a mapping with value, unit and origin",
        "nøglen på selve tallet, sat til et tal eller til nøgler med værdi, enhed og oprindelse",
    ),
    "changing.nothing": ("none", "ingen"),
    "book.macros": ("macros", "makroer"),
    "book.links": ("links to other workbooks", "henvisninger til andre arbejdsbøger"),
    "book.controls": ("controls", "kontrolelementer"),
    "book.other_file": ("'{path}' {found}", "'{path}' {found}"),
    "changing.item": (
        "'{name}' is a part of a list, and a list is set as a whole",
        "'{name}' er en del af en liste, og en liste sættes som helhed",
    ),
    "changing.list": ("{name}: [..., ...]", "{name}: [..., ...]"),
    "emptied": (
        "'{name}' is empty, set to null here, and what needs it is told below",
        "'{name}' er tom, sat til null her, og det, der mangler den, står nedenfor",
    ),
    "emptied.expected": (
        "a value, or what needs it left out too",
        "en værdi, eller at det, der bruger den, også udelades",
    ),
    "note.set": ("set to {value} by {by}", "sat til {value} af {by}"),
    "note.variant": ("variant '{name}'", "varianten '{name}'"),
    "note.scaled": (
        "a number of {file}; its uncertainty is that of the file, {value}, scaled",
        "et tal fra {file}; usikkerheden er filens, {value}, skaleret",
    ),
    "note.rate": (
        "{told} in {time} person-years; before {value} ({low} to {high}): {origin}",
        "{told} på {time} personår; før {value} ({low} til {high}): {origin}",
    ),
    "note.share": (
        "{told} of {of}; before {value} ({low} to {high}): {origin}",
        "{told} af {of}; før {value} ({low} til {high}): {origin}",
    ),
    "note.records": ("own records ({names}): {sources}", "egne tal ({names}): {sources}"),
    "note.fitted": (
        "fitted to observations; declared {value} ({low} to {high})",
        "tilpasset efter observationer; angivet {value} ({low} til {high})",
    ),
}
