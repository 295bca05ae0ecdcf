"""What is said of a run, of the cases it compares, and of the files that it reads and writes.

A part of `fault_texts`: key -> (English, Danish).
"""

from __future__ import annotations

RUN_TEXTS: dict[str, tuple[str, str]] = {
    "of.scenarios": ("{count} scenarios", "{count} scenarier"),
    "asked.no_claim": ("there is no claim '{name}'", "der er ingen påstand '{name}'"),
    "asked.no_department": ("there is no department '{name}'", "der er ingen forvaltning '{name}'"),
    "asked.a_claim": ("a scenario that declares a claim", "et scenarie, der angiver en påstand"),
    "asked.a_department": ("a scenario that declares a department", "et scenarie, der angiver en forvaltning"),
    "asked.no_money": (
        "the claim '{name}' has no money in it: nothing can turn it",
        "der er ingen penge i påstanden '{name}': intet kan vende den",
    ),
    "asked.none_of_it": (
        "the model finds none of '{name}': there is nothing that could be more or less",
        "modellen finder intet af '{name}': der er intet, der kunne være mere eller mindre af",
    ),
    "asked.no_cost": (
        "the claim '{name}' has no cost to recoup: there is no cost per family to look for",
        "påstanden '{name}' har ingen udgift at tjene hjem: der er ingen udgift pr. familie at lede efter",
    ),
    "asked.no_input": ("unknown input '{name}'", "ukendt forudsætning '{name}'"),
    "asked.a_number": ("the key of a number", "nøglen til et tal"),
    "asked.a_number_such": ("the key of a number, such as {name}", "nøglen til et tal, som {name}"),
    "asked.not_one_number": ("'{name}' is not one number", "'{name}' er ikke ét tal"),
    "asked.moves_nothing": (
        "'{name}' moves no claim: nothing in the model depends on it",
        "'{name}' flytter ingen påstand: intet i modellen afhænger af den",
    ),
    "asked.held_at_0": (
        "'{name}' is held fixed at 0: there is no interval to search; give it low and high",
        "'{name}' holdes fast på 0: der er intet interval at lede i; giv den low og high",
    ),
    "drive.draws": (
        "shares of the spread need draws: found {found}, expected at least {least}",
        "andele af spredningen kræver simuleringer: fandt {found}; ventet: mindst {least}",
    ),
    "drive.design": (
        "a design has 2^m points: found {found}, expected a power of two from {least}",
        "et design har 2^m punkter: fandt {found}; ventet: en potens af to fra {least}",
    ),
    "asked.nothing": (
        "there is nothing to compare: found {count} cases, expected at least two",
        "der er intet at sammenligne: fandt {count} tilfælde; ventet: mindst to",
    ),
    "asked.variants": (
        "--variant names variants of one file: expected one FILE with it, or several FILEs without",
        "--variant nævner varianter af én fil; ventet: én FILE med den, eller flere FILEs uden",
    ),
    "asked.twice": (
        "named twice: {names}; expected different cases",
        "nævnt to gange: {names}; ventet: forskellige tilfælde",
    ),
    "asked.no_variants": (
        "'{where}' has no variants: expected at least two cases to compare, such as another FILE",
        "'{where}' har ingen varianter; ventet: mindst to tilfælde at sammenligne, såsom en FILE mere",
    ),
    "asked.one_name": (
        "two cases are called {twice}: expected names that tell them apart",
        "to tilfælde hedder {twice}; ventet: navne, der skiller dem",
    ),
    "fit.for_role": ("role: fit for what is to be fitted", "role: fit for det, der skal tilpasses efter"),
    "fit.nothing": ("nothing is to be fitted", "der er intet at tilpasse efter"),
    "fit.draws": (
        "a fit needs draws worth {least:.0f}: ask for {ask:.0f} or more",
        "en tilpasning kræver simuleringer, der er {least:.0f} værd: bed om {ask:.0f} eller flere",
    ),
    "fit.unmoved": ("nothing in the model can move this observation", "intet i modellen kan flytte denne observation"),
    "fit.same": ("the same prediction in every draw: {mean}", "samme forudsigelse i hver simulering: {mean}"),
    "fit.compare": (
        "role: compare, or an uncertain input that acts on what was measured",
        "role: compare, eller en usikker forudsætning, der virker på det, der blev målt",
    ),
    "voi.draws": (
        "what knowledge is worth needs draws: found {found}, expected at least {least}",
        "hvad viden er værd, kræver simuleringer: fandt {found}; ventet: mindst {least}",
    ),
    "voi.families": (
        "a roll-out takes in families: found {found} a year, expected more than 0",
        "en udrulning optager familier: fandt {found} om året; ventet: mere end 0",
    ),
    "voi.no_families": (
        "a study needs families: found {found} in all, expected at least one in each of its arms ({arms})",
        "en undersøgelse kræver familier: fandt {found} i alt; ventet: mindst én i hver af dens arme ({arms})",
    ),
    "voi.ratio": (
        "a number of families compared with for each that is served",
        "et antal familier at sammenligne med for hver, der deltager",
    ),
    "voi.comparison": (
        "comparison is a number of families for each that is served: found {found}, expected 0 (none) or more",
        "comparison er et antal familier for hver, der deltager: fandt {found}; ventet: 0 (ingen) eller flere",
    ),
    "voi.cost": (
        "{name} is an assumption with its interval: found {found}, expected LOW VALUE HIGH in DKK, rising, from 0",
        "{name} er en antagelse med sit interval: fandt {found}; ventet: LAV VÆRDI HØJ i kroner, stigende, fra 0",
    ),
    "voi.no_spread": (
        "no two cohorts of families differ in '{outcome}', so nothing is known of a study's error; expected another "
        "outcome",
        "ingen to hold af familier er forskellige i '{outcome}', så en undersøgelses fejl kendes ikke; ventet: et "
        "andet udfald",
    ),
    "voi.group": ("there is no group of inputs '{name}'", "der er ingen gruppe af tal '{name}'"),
    "voi.group.expected": (
        "the key of an uncertain number, or a topic, one of: {names}",
        "nøglen til et usikkert tal, eller et emne, et af: {names}",
    ),
    "run.keep": (
        "--keep says what is kept in a folder: expected --out DIR with it",
        "--keep siger, hvad der gemmes i en mappe; ventet: --out DIR sammen med den",
    ),
    "sobol.filed": (
        "--sobol draws numbers itself: expected none from a file of draws, found {keys}",
        "--sobol trækker selv tal; ventet: ingen fra en fil med simuleringer, fandt {keys}",
    ),
    "sobol.few": (
        "--sobol needs {least} draws or more, found {draws}: its error is that between 16 scrambles",
        "--sobol kræver mindst {least} simuleringer, fandt {draws}: dens fejl er den mellem 16 blandinger",
    ),
    "sobol.fitted": (
        "--sobol draws the declared inputs: expected no draws that were fitted",
        "--sobol trækker de erklærede forudsætninger; ventet: ingen simuleringer, der er tilpasset",
    ),
    "precision.fitted": (
        "precision asks for more draws: expected no draws that were fitted, of which there are as many as there are",
        "præcision beder om flere simuleringer; ventet: ingen, der er tilpasset, for dem er der kun så mange af",
    ),
    "run.twice": (
        "named twice: standard input; expected different cases",
        "nævnt to gange: standardinput; ventet: forskellige tilfælde",
    ),
    "files.folder": ("cannot write in the folder '{folder}': {why}", "der kan ikke skrives i mappen '{folder}': {why}"),
    "files.file": ("cannot write the file '{path}': {why}", "filen '{path}' kan ikke skrives: {why}"),
    "files.temporary": (
        "cannot write in the temporary folder '{folder}': {why}; TMPDIR names another",
        "der kan ikke skrives i den midlertidige mappe '{folder}': {why}; TMPDIR nævner en anden",
    ),
    "sizing.memory": (
        "{asked} need about {memory} of memory, and this machine has {has}: expected at most {fits} {most}",
        "{asked} kræver omkring {memory} hukommelse, og denne maskine har {has}; ventet: højst {fits} {most}",
    ),
    "sizing.disk": (
        "{asked} need about {needed} in '{folder}', and {free} is free there: expected at most {fits} draws, or "
        "another folder",
        "{asked} kræver omkring {needed} i '{folder}', og der er {free} ledigt; ventet: højst {fits} simuleringer "
        "eller en anden mappe",
    ),
    "sizing.draws": (
        "{draws} draws need about {needed} of memory, and this machine has {has}: expected at most {fits} draws",
        "{draws} simuleringer kræver omkring {needed} hukommelse, og denne maskine har {has}; ventet: "
        "højst {fits} simuleringer",
    ),
    "draws.ask_for": (
        "{message}: ask for {rows:,} draws at most (the first is on line {line})",
        "{message}: bed om højst {rows:,} simuleringer (den første er på linje {line})",
    ),
    "book.saved": (
        "'{book}' was saved by somebody since it was written: move it, or write to another place",
        "'{book}' er gemt af nogen, siden den blev skrevet: flyt den, eller skriv et andet sted",
    ),
    "book.ending": (
        "cannot write the workbook '{book}': expected a name that ends with .xlsx",
        "arbejdsbogen '{book}' kan ikke skrives; ventet: et navn, der slutter med .xlsx",
    ),
    "book.large": (
        "the workbook '{path}' is {size:,} bytes: expected {most:,} at most",
        "arbejdsbogen '{path}' fylder {size:,} byte; ventet: højst {most:,}",
    ),
    "book.unread": ("cannot read the workbook '{path}': {why}", "arbejdsbogen '{path}' kan ikke læses: {why}"),
    "book.unpacks": (
        "the workbook '{path}' would unpack to {unpacked:,} bytes in {count:,} parts, from {packed:,}: "
        "expected {most:,} in {parts:,} at most, and {ratio} times its size",
        "arbejdsbogen '{path}' ville fylde {unpacked:,} byte i {count:,} dele pakket ud af {packed:,}; "
        "ventet: højst {most:,} i {parts:,}, og {ratio} gange dens størrelse",
    ),
    "book.holds": (
        "the workbook '{path}' has {name}: expected the file as it was exported, only numbers new",
        "arbejdsbogen '{path}' har {name}; ventet: filen, som den blev skrevet, kun med nye tal",
    ),
    "book.no_utf8": (
        "the workbook '{path}' is not written in UTF-8, as workbooks are",
        "arbejdsbogen '{path}' er ikke skrevet i UTF-8, som arbejdsbøger er",
    ),
    "book.area": (
        "the workbook '{path}' has a merged or linked area of no known form",
        "arbejdsbogen '{path}' har et flettet eller sammenkædet område af ukendt form",
    ),
    "book.areas": (
        "the workbook '{path}' has {cells:,} merged or linked cells: expected {most:,} at most",
        "arbejdsbogen '{path}' har {cells:,} flettede eller sammenkædede celler; ventet: højst {most:,}",
    ),
}
