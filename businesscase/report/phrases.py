"""Sentences and titles by key: (English, Danish), with places for values."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, str]] = {
    "verdict": (
        "{verdict}: that the extra cost is recouped within {years} years {for_whom}. It is with {probability} "
        "(95 %: {bounds}), on average for families like these, given the stated assumptions.",
        "{verdict}: at merudgiften er tjent hjem inden for {years} år {for_whom}. Det er den med {probability} "
        "(95 %: {bounds}), i gennemsnit for familier som disse og under de angivne forudsætninger.",
    ),
    "probability.is": ("probability {probability}", "sandsynlighed {probability}"),
    "probability.below": ("a probability below {probability}", "en sandsynlighed under {probability}"),
    "probability.above": ("a probability above {probability}", "en sandsynlighed over {probability}"),
    "conditions": (
        "The claim needs {confidence}. {costs}, {savings}, {discounted}; years from {clock_start}; {crossing}.",
        "Påstanden kræver {confidence}. {costs}, {savings}, {discounted}; år regnet fra {clock_start}; {crossing}.",
    ),
    "conditions.sustained": (
        "recouped for good: not in deficit again within {horizon} years",
        "tjent varigt hjem: ikke i underskud igen inden for {horizon} år",
    ),
    "conditions.first": (
        "recouped the first time the balance reaches zero ({horizon} years are followed)",
        "tjent hjem, første gang regnskabet når nul (fulgt i {horizon} år)",
    ),
    "subtitle": (
        "{families} families, {persons} persons · {horizon} years from {start} · {price_year} prices · {draws} draws",
        "{families} familier, {persons} personer · {horizon} år fra {start} · {price_year}-priser · {draws} trækninger",
    ),
    "variant": ("Variant: {name}", "Variant: {name}"),
    "evidence": ("Evidence: {evidence}", "Grundlag: {evidence}"),
    "extrapolation": (
        "{share} of the savings up to year {years} accrue after the last observed outcome ({observed} years in): "
        "that part is extrapolation.",
        "{share} af besparelserne frem til år {years} ligger efter det sidst observerede resultat ({observed} år "
        "inde): den del er fremskrivning.",
    ),
    "extrapolation.nothing_observed": (
        "No outcome of this programme was observed: all savings are extrapolation.",
        "Intet resultat af denne indsats er observeret: alle besparelser er fremskrivning.",
    ),
    "noise": (
        "Simulation noise: {share} of the variation between draws, corrected for (uncorrected probability {raw}).",
        "Simulationsstøj: {share} af variationen mellem trækninger; der er korrigeret herfor (ukorrigeret "
        "sandsynlighed {raw}).",
    ),
    "noise.none": ("Simulation noise: none.", "Simulationsstøj: ingen."),
    "noise.high": (
        "That is more than {limit}: more replications (--replications) would make the probability surer.",
        "Det er mere end {limit}: flere gentagelser (--replications) vil gøre sandsynligheden sikrere.",
    ),
    "redrawn": (
        "In {share} of the draws the reported level '{level}' could not have come about with that draw's base hazards; "
        "its shares were drawn again there.",
        "I {share} af trækningerne kunne det rapporterede niveau '{level}' ikke være opstået med trækningens "
        "grundintensiteter; dets andele blev trukket igen.",
    ),
    "noise.unknown": (
        "Simulation noise is unknown: a single draw has no variation between draws.",
        "Simulationsstøjen er ukendt: én trækning har ingen variation mellem trækninger.",
    ),
    "few_draws": (
        "With {draws} draws the probability is uncertain by ±{error}; use more draws (--draws) before relying on it.",
        "Med {draws} trækninger er sandsynligheden usikker med ±{error}; brug flere trækninger (--draws), før den "
        "bruges.",
    ),
    "not_within": ("> {horizon}", "> {horizon}"),
    "not_within.long": ("not within {horizon} years", "ikke inden for {horizon} år"),
    "no_cost": ("no cost", "uden udg."),
    "at_once": ("at once", "straks"),
    "no_cost_no_saving": ("–", "–"),
    "title.payers": (
        "Mio. DKK, {price_year} prices; {costs}; saving per year before that cost",
        "Mio. kr., {price_year}-priser; {costs}; besparelse pr. år før denne udgift",
    ),
    "note.payers": (
        "Means over draws; households: change in income. With no cost to recoup, P is of no loss.",
        "Middel over trækninger; husholdningerne: ændret indkomst. Uden udgift at tjene hjem er P for intet tab.",
    ),
    "title.moved": (
        "Person-years and new stays in the first {years} years, with and without the programme",
        "Helårspersoner og nye forløb i de første {years} år, med og uden indsatsen",
    ),
    "moves_into": ("New: {state}", "Nye: {state}"),
    "title.drivers": (
        "What turns it most (rank correlation with the net saving at year {years})",
        "Det, der flytter resultatet mest (rangkorrelation med nettobesparelsen i år {years})",
    ),
    "drivers.none": (
        "No assumption varies enough with the result to be named at this number of draws.",
        "Ingen forudsætning varierer nok med resultatet til at kunne nævnes ved så få trækninger.",
    ),
    "driver.sampling": ("sampling of the reported level", "stikprøveusikkerhed i det målte niveau"),
    "title.claims": ("All claims", "Alle påstande"),
    "note.claims": ("* headline claim; the others are secondary.", "* hovedpåstanden; de øvrige er sekundære."),
    "note.payback": (
        "Payback of the mean curve, from the first outlay; for good: not in deficit again within {horizon} years. "
        "P: over draws.",
        "Tilbagebetalingstid for middelkurven fra den første udgift; varigt: ikke i underskud igen inden for {horizon} "
        "år. P: over trækninger.",
    ),
    "title.payback": ("Payback by payer and cost", "Tilbagebetalingstid efter betaler og udgift"),
    "title.cohort": (
        "Payback if every family had started on the first day",
        "Tilbagebetalingstid, hvis alle familier var startet den første dag",
    ),
    "title.probability": (
        "Probability recouped for good within so many years, {costs}, {discounted}",
        "Sandsynlighed for varigt tjent hjem inden for så mange år, {costs}, {discounted}",
    ),
    "title.net_saving": (
        "Accumulated net saving, mio. DKK, {costs} (mean; 10–90 % band)",
        "Akkumuleret nettobesparelse, mio. kr., {costs} (middel; 10–90 %-bånd)",
    ),
    "title.yearly_net_saving": (
        "Net saving of each year, mio. DKK, {costs} (mean over draws)",
        "Nettobesparelse i hvert år, mio. kr., {costs} (middel over trækninger)",
    ),
    "title.outcomes": (
        "{clock}: share in each state at the end of the year",
        "{clock}: andel i hver tilstand ved årets udgang",
    ),
    "title.entries": (
        "New stays in each state in the first {years} years",
        "Nye forløb i hver tilstand i de første {years} år",
    ),
    "title.segments": (
        "Net saving per family at year {years}, by kind of family",
        "Nettobesparelse pr. familie i år {years} efter familietype",
    ),
    "title.grades": ("Assumptions by grade", "Forudsætninger efter grad"),
    "title.quantities": ("Quantities by year", "Mængder efter år"),
    "title.ledger": ("Accounts by year, DKK in {price_year} prices", "Regnskab efter år, kr. i {price_year}-priser"),
    "title.assumptions": ("Every number and where it comes from", "Hvert tal og hvor det kommer fra"),
    "note.ledger": (
        "Mean quantities at declared prices. Positive: paid by the payer; a household's income is negative. "
        "Saving: without less with.",
        "Middelmængder til deklarerede priser. Positivt: betales af betaleren; husholdningernes indkomst er negativ. "
        "Besparelse: uden minus med.",
    ),
    "note.assumptions": (
        "Low and high are the 5th and 95th percentile. businesscase explain FILE KEY says where a number acts.",
        "Lav og høj er 5- og 95-percentilen. businesscase explain FIL NØGLE fortæller, hvor et tal virker.",
    ),
    "sheet.summary": ("Summary", "Resume"),
    "sheet.assumptions": ("Assumptions", "Forudsætninger"),
    "sheet.claims": ("Claims", "Påstande"),
    "sheet.payback": ("Payback", "Tilbagebetaling"),
    "sheet.probability": ("Probability", "Sandsynlighed"),
    "sheet.net_saving": ("Net saving", "Nettobesparelse"),
    "sheet.outcomes": ("Outcomes", "Udfald"),
    "sheet.quantities": ("Quantities", "Mængder"),
    "sheet.ledger": ("Accounts", "Regnskab"),
    "figure.saving": ("Accumulated net saving, mio. DKK", "Akkumuleret nettobesparelse, mio. kr."),
    "figure.saving.subtitle": (
        "{costs}; mean and 10–90 % band over draws",
        "{costs}; middel og 10–90 %-bånd over trækninger",
    ),
    "figure.years": ("Years from the start of the programme", "År fra indsatsens start"),
    "figure.extrapolated": ("extrapolation", "fremskrivning"),
    "figure.probability": ("Probability that it is recouped", "Sandsynlighed for, at det er tjent hjem"),
    "figure.probability.subtitle": ("for good, {costs}, {discounted}", "varigt, {costs}, {discounted}"),
    "figure.within": ("Years from the first outlay", "År fra den første udgift"),
    "figure.confidence": ("needed: {confidence}", "krav: {confidence}"),
    "figure.claim_years": ("{years} years", "{years} år"),
    "run.written": ("Written: {names}, in {folder}", "Skrevet: {names}, i {folder}"),
}
