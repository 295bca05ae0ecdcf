"""Words of a comparison of cases by key: (English, Danish)."""

from __future__ import annotations

COMPARE_WORDS: dict[str, tuple[str, str]] = {
    "compare.title": ("{count} cases side by side", "{count} tilfælde side om side"),
    "compare.subtitle": (
        "{price_year} prices · {draws} draws, seed {seed}: the same in all cases",
        "{price_year}-priser · {draws} trækninger, frø {seed}: ens i alle tilfælde",
    ),
    "compare.verdicts": ("Headline claim of each case, mio. DKK", "Hovedpåstanden i hvert tilfælde, mio. kr."),
    "compare.verdicts.note": (
        "Cost over the horizon and saving to the year of the claim as each run prints them. P is the share of draws in "
        "which that case is recouped on average; of a difference between cases no probability is claimed.",
        "Udgift over hele perioden og besparelse til påstandens år, som hver kørsel viser dem. P er andelen af "
        "trækninger, hvor tilfældet i gennemsnit er tjent hjem; om en forskel siges ingen sandsynlighed.",
    ),
    "compare.balances": (
        "Balance after {years} years by payer, mio. DKK (− is still owed)",
        "Balance efter {years} år pr. betaler, mio. kr. (− er endnu ikke tjent hjem)",
    ),
    "compare.balances.note": (
        "Undiscounted, from the start of the programme, by the cost and saving of each case's claim.",
        "Udiskonteret, fra indsatsens start, efter udgift og besparelse i hvert tilfældes påstand.",
    ),
    "compare.discounted": ("Discounted: {cases}.", "Diskonteret: {cases}."),
    "compare.inputs": ("What differs from the first case", "Det, der er anderledes end i første tilfælde"),
    "compare.inputs.none": ("Nothing differs.", "Intet er forskelligt."),
    "compare.inputs.more": (
        "and {count} more: in the workbook (--out)",
        "og {count} til: i projektmappen (--out)",
    ),
    "compare.inputs.equal": ("{count} numbers are the same in all cases.", "{count} tal er ens i alle tilfælde."),
    "compare.levels": (
        "What participants achieved is a level without a control group unless the evidence of a case says otherwise: "
        "the cases compare assumptions, not programmes that were tried against each other.",
        "Deltagernes resultater er niveauer uden kontrolgruppe, medmindre et tilfældes grundlag siger andet: her "
        "sammenlignes forudsætninger, ikke indsatser, der er afprøvet mod hinanden.",
    ),
    "compare.apart": (
        "Not comparable as they stand: the cases differ in {what}. Their figures answer different questions.",
        "Ikke sammenlignelige, som de står: tilfældene har forskellig {what}. Tallene svarer på forskellige spørgsmål.",
    ),
    "compare.apart.perspective": ("whose payback is asked for", "part, der spørges for"),
    "compare.apart.costs": ("cost definition", "udgiftsdefinition"),
    "compare.apart.savings": ("which saving counts", "besparelse, der tæller"),
    "compare.apart.discounted": ("discounting", "diskontering"),
    "compare.apart.crossing": ("for good or first", "tilbagebetaling (for stedse eller første gang)"),
    "compare.apart.clock_start": ("when the clock starts", "start på uret"),
    "compare.apart.within_years": ("the year asked for", "frist"),
    "compare.apart.confidence": ("confidence", "krav til sikkerhed"),
    "compare.apart.price_year": ("price level", "prisniveau"),
    "compare.apart.start": ("start date", "startdato"),
    "compare.apart.horizon": ("horizon", "tidshorisont"),
    "compare.absent": ("absent", "findes ikke"),
    "column.case": ("Case", "Tilfælde"),
    "column.verdict_word": ("Verdict", "Dom"),
    "column.p": ("P", "P"),
    "column.by_year": ("By\nyear", "Frist\når"),
    "column.case_cost": ("Cost", "Udgift"),
    "column.case_saved": ("Saved", "Sparet"),
    "column.case_share": ("Of the\ncost", "Af ud-\ngiften"),
    "column.case_payback": ("Recouped\nafter years", "Tjent hjem\nefter år"),
    # the workbook
    "book.sheet.lines": ("Amounts", "Beløb"),
    "book.compare.purpose": (
        "Several cases side by side. The first is what the others are compared with.",
        "Flere tilfælde side om side. Det første er det, de andre sammenlignes med.",
    ),
    "book.compare.live": ("Formulas", "Formler"),
    "book.compare.live.words": (
        "Amounts are values of the runs' central curves; sums, differences and payback are formulas. The workbook in "
        "which prices can be changed is made for one case at a time: businesscase export.",
        "Beløb er værdier fra kørslernes centrale kurver; summer, forskelle og tilbagebetaling er formler. Den "
        "projektmappe, hvor priser kan ændres, laves for ét tilfælde ad gangen: businesscase export.",
    ),
    "book.compare.apart": ("Comparable", "Sammenlignelige"),
    "book.compare.apart.none": (
        "Yes: the headline claims ask the same, in the same prices.",
        "Ja: hovedpåstandene spørger om det samme, i samme priser.",
    ),
    "book.compare.evidence": ("Evidence", "Evidens"),
    "book.compare.cases": ("The cases", "Tilfældene"),
    "book.column.case": ("Case", "Tilfælde"),
    "book.column.number": ("No.", "Nr."),
    "book.column.number_case": ("No. of case", "Nr. tilfælde"),
    "book.column.number_purse": ("No. of payer", "Nr. betaler"),
    "book.column.number_department": ("No. of department", "Nr. forvaltning"),
    "book.column.library_all": ("Library", "Biblioteket"),
    "book.column.file": ("File", "Fil"),
    "book.column.variant": ("Variant", "Variant"),
    "book.column.hash": ("Hash of the scenario", "Scenariets hash"),
    "book.column.engine": ("Engine", "Regnemotor"),
    "book.column.replications": ("Replications", "Gentagelser"),
    "book.column.title": ("Title", "Titel"),
    "book.column.by_year": ("By whole year", "Frist, hele år"),
    "book.column.verdict": ("Verdict (as run)", "Dom (som kørt)"),
    "book.column.probability": ("P (as run)", "P (som kørt)"),
    "book.column.bounds": ("95 % of P: from, to", "95 % for P: fra, til"),
    "book.column.upper": ("to", "til"),
    "book.column.case_cost": ("Cost to be recouped, 1.000 kr.", "Udgift, der skal tjenes hjem, 1.000 kr."),
    "book.column.case_saving": ("Saved by then, 1.000 kr.", "Sparet til fristen, 1.000 kr."),
    "book.column.case_balance": ("Still owed by then, 1.000 kr.", "Rest ved fristen, 1.000 kr."),
    "book.column.case_apart": ("Still owed, minus the first case, 1.000 kr.", "Rest minus første tilfældes, 1.000 kr."),
    "book.column.case_whole": ("Recouped at year-end (whole years)", "Tjent hjem ved årsslut (hele år)"),
    "book.column.case_years": ("Recouped, years (library)", "Tjent hjem, år (biblioteket)"),
    "book.compare.summary.note": (
        "Headline claim of each case, {price_year} prices. Verdict and probability are of the runs; money is of their "
        "central curves and live.",
        "Hovedpåstanden i hvert tilfælde, {price_year}-priser. Dom og sandsynlighed er fra kørslerne; penge er fra "
        "deres centrale kurver og levende.",
    ),
    "book.compare.inputs.note": (
        "Only numbers that are not the same in all cases; {equal} are. A case without the number has a blank cell.",
        "Kun tal, der ikke er ens i alle tilfælde; {equal} er ens. Et tilfælde uden tallet har en tom celle.",
    ),
    "book.compare.uneven": (
        "Money is shown at a whole year; the claim and its P are of another date: {cases}.",
        "Penge vises ved et helt år; påstanden og dens P gælder en anden dato: {cases}.",
    ),
    "book.compare.settings": ("What differs and is not a number", "Det forskellige, der ikke er et tal"),
    "book.compare.purses.note": (
        "With the programme less without it, by calendar year, the headline's cost included; 1.000 kr. Below each "
        "case the difference from the first.",
        "Med indsatsen minus uden, pr. kalenderår, med hovedpåstandens udgift; 1.000 kr. Under hvert tilfælde "
        "forskellen fra det første.",
    ),
    "book.compare.apart_row": ("{case}, less the first", "{case}, minus det første"),
    "book.compare.lines.note": (
        "Values of the central curves: with the programme less without it, expenditure positive, kroner by calendar "
        "year, shown in 1.000 kr.",
        "Værdier fra de centrale kurver: med indsatsen minus uden, udgifter positive, kroner pr. kalenderår, vist i "
        "1.000 kr.",
    ),
    "book.compare.payback.note": (
        "Years since the clock of each claim began. Cost and saving are values of the central curve; what is still "
        "owed accumulates in formulas and is recouped at the first year-end after the last that is in deficit (of a "
        "claim that asks for the first time: at the first without).",
        "År siden hver påstands ur begyndte. Udgift og besparelse er værdier fra den centrale kurve; resten opgøres "
        "med formler og er tjent hjem ved den første årsslut efter den sidste med underskud (spørger en påstand om "
        "første gang: ved den første uden).",
    ),
    "book.compare.cost": ("cost", "udgift"),
    "book.compare.saving": ("saving", "besparelse"),
    "book.compare.net": ("cost less saving", "udgift minus besparelse"),
    "book.compare.accumulated": ("accumulated", "akkumuleret"),
    "book.compare.deficit": ("year, where it ends in deficit", "år, hvis det ender i underskud"),
    "book.compare.clear": ("1, where the year ends without deficit", "1, hvis året ender uden underskud"),
    "book.compare.chart": ("Accumulated cost less saving", "Akkumuleret udgift minus besparelse"),
    "book.compare.chart.alt": (
        "Line chart of the accumulated cost less saving of {cases} over {years} years since the first outlay; a line "
        "that comes to zero is recouped. The figures stand in the rows below.",
        "Kurver over akkumuleret udgift minus besparelse for {cases} over {years} år fra første udlæg; en kurve, der "
        "når nul, er tjent hjem. Tallene står i rækkerne nedenfor.",
    ),
    "book.compare.check.payers": ("{case}: payers against all amounts", "{case}: betalere mod alle beløb"),
    "book.compare.check.departments": (
        "{case}: departments against the municipality",
        "{case}: forvaltninger mod kommunen",
    ),
    "book.compare.check.areas": ("{case}: classes against the municipality", "{case}: klasser mod kommunen"),
    "book.compare.check.ledger": ("{case}: amounts against the library", "{case}: beløb mod biblioteket"),
    "book.compare.control.note": (
        "Sums that must agree, and the library's own figures beside the sheet's.",
        "Summer, der skal stemme, og bibliotekets egne tal ved siden af arkets.",
    ),
}
