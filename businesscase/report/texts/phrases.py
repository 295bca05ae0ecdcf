"""Sentences and titles by key: (English, Danish), with places for values."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, str]] = {
    "verdict": (
        "{verdict}: that the extra cost is recouped within {years} years {for_whom}. {recouped}It is all recouped "
        "{probability} ({bounds}, simulation error only): an average for families like these, given the stated "
        "assumptions, not a finding about these {families}.",
        "{verdict}: at merudgiften er tjent hjem inden for {years} år {for_whom}. {recouped}Det hele er tjent hjem "
        "{probability} ({bounds}, kun simulationsusikkerhed): et gennemsnit for familier som disse under de angivne "
        "forudsætninger, ikke et resultat for netop disse {families}.",
    ),
    "recouped": (
        "Of {cost} mio. DKK{discounted} about {saved} mio. ({share}) is recouped after {years} years. ",
        "Af {cost} mio. kr.{discounted} er omkring {saved} mio. ({share}) tjent hjem efter {years} år. ",
    ),
    "recouped.nothing": (
        "Of {cost} mio. DKK{discounted} nothing is recouped after {years} years. ",
        "Af {cost} mio. kr.{discounted} er intet tjent hjem efter {years} år. ",
    ),
    "probability.is": ("with probability {probability}", "med sandsynlighed {probability}"),
    "probability.below": ("in fewer than 1 in 100 draws", "i færre end 1 af 100 trækninger"),
    "probability.above": ("in more than 99 in 100 draws", "i mere end 99 af 100 trækninger"),
    "bounds": ("95 %: {bounds}", "95 %: {bounds}"),
    "gate": (
        "No verdict: {share} of the variation between draws is simulation noise. Above {limit} the correction for it "
        "cannot be trusted; use more replications (--replications).",
        "Ingen konklusion: {share} af variationen mellem trækninger er simulationsstøj, og over {limit} kan "
        "korrektionen herfor ikke bruges. Brug flere gentagelser (--replications).",
    ),
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
    "rules.as_legislated": (
        "Rules and amounts on their dates, where these were found; others carried or assumed",
        "Regler og satser på deres datoer, hvor de er fundet; andre videreført eller antaget",
    ),
    "rules.frozen": (
        "Rules and amounts frozen as they stood on 1 January {year}",
        "Regler og satser fastfrosset, som de var 1. januar {year}",
    ),
    "variant": ("Variant: {name}", "Variant: {name}"),
    "edited.title": ("numbers of {file} ({count})", "tal fra {file} ({count})"),
    "edited": (
        "These numbers of {file} stand in for the file's, held fixed and without a source:",
        "Disse tal fra {file} står i stedet for scenariefilens, faste og uden kilde:",
    ),
    "edited.nothing": ("{file} changes no number of the run.", "{file} ændrer intet tal i kørslen."),
    "edited.another": (
        "The scenario file is not what it was when {file} was written; where they differ is said, of numbers only:",
        "Scenariefilen er ikke, som den var, da {file} blev skrevet; forskelle nævnes, men kun for tal:",
    ),
    "edited.since": (
        "  {name}: the file has changed since the workbook was written ({then}); the file's number is used",
        "  {name}: scenariefilen er ændret, siden projektmappen blev skrevet ({then}); filens tal bruges",
    ),
    "edited.both": (
        "  {name}: the file has changed too since the workbook was written ({then}); the workbook's number is used",
        "  {name}: også scenariefilen er ændret, siden projektmappen blev skrevet ({then}); projektmappens tal bruges",
    ),
    "evidence": ("Evidence: {evidence}", "Grundlag: {evidence}"),
    "extrapolation": (
        "{share} of the savings to year {years} (in absolute terms) rest on outcomes observed here, to year "
        "{observed}; the rest is borrowed from other programmes or extrapolated.",
        "{share} af besparelserne til år {years} (uden fortegn) hviler på resultater observeret her, højst "
        "{observed} år inde; resten er lånt fra andre indsatser eller fremskrevet.",
    ),
    "extrapolation.nothing_observed": (
        "No outcome of this programme was observed: all savings are extrapolation.",
        "Intet resultat af denne indsats er observeret: alle besparelser er fremskrivning.",
    ),
    "extrapolation.nothing_saved": (
        "Nothing is saved, so nothing is extrapolated.",
        "Intet spares, så intet er fremskrevet.",
    ),
    "noise": (
        "Simulation noise: {share} of the variation, corrected for (uncorrected P {raw}).",
        "Simulationsstøj: {share} af variationen; der er korrigeret (ukorrigeret P {raw}).",
    ),
    "noise.none": ("Simulation noise: none.", "Simulationsstøj: ingen."),
    "noise.expected": (
        "Simulation noise: none: expectations are solved, not sampled. Its approximations, each changed on a "
        "few draws, together move {share} of a year's person-time; --all names them.",
        "Simulationsstøj: ingen: forventninger er løst, ikke simuleret. Dens tilnærmelser, hver ændret i nogle "
        "få trækninger, flytter tilsammen {share} af et års persontid; --all nævner dem.",
    ),
    "noise.mixed": (
        "Simulation noise: {share} of the variation, from the refunds of yearly cases alone, corrected for "
        "(uncorrected P {raw}). All else is solved; its approximations move {moved} of a year's person-time; --all "
        "names them.",
        "Simulationsstøj: {share} af variationen, alene fra refusion af årlige sager; der er korrigeret "
        "(ukorrigeret P {raw}). Alt andet er løst; tilnærmelserne flytter {moved} af et års persontid; --all nævner "
        "dem.",
    ),
    "title.engine": ("Approximations of the engine {engine}", "Tilnærmelser i motoren {engine}"),
    "column.approximation": ("Approximation", "Tilnærmelse"),
    "column.moves": ("Moves of a year's time", "Flytter af et års tid"),
    "note.engine": (
        "Each was changed on a few draws; the largest share of any clock's person-time in a year that then lies in "
        "another cell. docs/explanation/engines.md",
        "Hver er ændret i nogle få trækninger; den største andel af et urs persontid i et år, der så ligger i en anden "
        "celle. docs/explanation/engines.md",
    ),
    "approximation.steps": ("Steps of weeks", "Skridt på uger"),
    "approximation.frailty": ("Families' frailty at a few nodes", "Familiers skrøbelighed i få punkter"),
    "approximation.intake": ("Enrolment at a few dates", "Indskrivning på få datoer"),
    "approximation.covariate": ("A covariate at a few values", "En kovariat i få værdier"),
    "approximation.age": ("Age at a few values", "Alder i få værdier"),
    "approximation.durations": ("Durations in classes", "Varigheder i klasser"),
    "approximation.cohorts": ("Clocks that begin later, in cohorts", "Ure, der begynder senere, i kohorter"),
    "approximation.self_support": ("Self-support gathered before, in classes", "Optjent selvforsørgelse i klasser"),
    "approximation.pauses": ("Counts of weeks while out of benefit", "Talte uger uden for ydelse"),
    "approximation.read_clocks": ("Clocks that are read, averaged", "Ure, der aflæses, som gennemsnit"),
    "approximation.reset_window": ("Window of the reset, by its mean", "Nulstillingens vindue ved dets middel"),
    "approximation.read_durations": ("Durations of clocks that are read", "Varigheder i ure, der aflæses"),
    "approximation.read_ends": ("Ends of clocks that are read, averaged", "Slut på ure, der aflæses, som gennemsnit"),
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
        "Mio. kr., {price_year}-priser; {costs}; årlig besparelse før den",
    ),
    "note.payers": (
        "Means over draws; households: income. No cost: P is the chance of no deficit.",
        "Middel; husholdninger: indkomst. Uden udgift er P chancen for ikke at tabe.",
    ),
    "note.payers.enrolment": (
        " Payback and P: as if every family started on the first day.",
        " Tjent hjem og P: som om alle familier startede den første dag.",
    ),
    "sources": (
        "Of {total} mio. saved in {years} years{discounted} before the cost: {parts}.",
        "Af {total} mio. sparet på {years} år{discounted} før udgiften: {parts}.",
    ),
    "sources.lost": (
        "In all {total} mio. is lost in {years} years{discounted} before the cost: {parts}.",
        "I alt mistes {total} mio. på {years} år{discounted} før udgiften: {parts}.",
    ),
    "sources.discounted": (" (discounted)", " (diskonteret)"),
    "other_municipalities": (
        "Public sector includes municipalities that families moved to: {amount} in {years} years.",
        "Det offentlige omfatter kommuner, som familier er flyttet til: {amount} på {years} år.",
    ),
    "residual": (
        "The extra cost is the budget less grants: a residual, which may hold staff already on the payroll.",
        "Merudgiften er budgettet minus bevillinger: en rest, som kan rumme medarbejdere, der allerede var ansat.",
    ),
    "residual.routine": (
        " At the routine price of {cost} mio. P is {probability}.",
        " Til prisen i almindelig drift på {cost} mio. er P {probability}.",
    ),
    "left_out.count": (
        "Known things left out of the model that can push the result: {count}; --all names them and, where known, says "
        "which way.",
        "Kendte forhold uden for modellen, som kan påvirke resultatet: {count}; --all nævner dem og siger, hvor det "
        "vides, hvilken vej.",
    ),
    "title.left_out": ("Left out", "Udeladt"),
    "note.attribution": (
        "'With' holds the part credited to the programme (attribution), not the levels participants reached.",
        "'Med' rummer den del, der tilskrives indsatsen, ikke de niveauer, deltagerne nåede.",
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
    "drivers.nothing": (
        "Nothing is saved or lost in any draw, so no assumption turns the result.",
        "Intet spares eller mistes i nogen trækning, så ingen forudsætning flytter resultatet.",
    ),
    "driver.sampled": ("sampling", "stikprøve"),
    "driver.effect": ("effect: {name}", "virkning: {name}"),
    "driver.sampling": ("sampling of the reported level", "stikprøveusikkerhed i det målte niveau"),
    "title.claims": ("All claims", "Alle påstande"),
    "note.claims": ("* headline claim; the others are secondary.", "* hovedpåstanden; de øvrige er sekundære."),
    "note.payback": (
        "Central curve: mean quantities at declared prices; the summary's amounts are means over draws and differ a "
        "little. Before tax, from the first outlay; for good: not in deficit again within {horizon} years. P: over "
        "draws.",
        "Central kurve: middelmængder til deklarerede priser; resumeets beløb er middel over trækninger og afviger "
        "lidt. Før skat, fra den første udgift; varigt: ikke i underskud igen inden for {horizon} år. P: over "
        "trækninger.",
    ),
    "title.payback": (
        "Payback by payer and cost (central curve)",
        "Tilbagebetalingstid efter betaler og udgift (central kurve)",
    ),
    "title.cohort": (
        "Payback if every family had started on the first day (central curve)",
        "Tilbagebetalingstid, hvis alle familier var startet den første dag (central kurve)",
    ),
    "title.probability": (
        "Probability recouped {crossing} within so many years from {clock_start}, {costs}, {savings}, {discounted}",
        "Sandsynlighed for tjent hjem {crossing} inden for så mange år fra {clock_start}, {costs}, {savings}, "
        "{discounted}",
    ),
    "title.net_saving": (
        "Accumulated net saving, mio. DKK, {costs} (mean; 10–90 % band)",
        "Akkumuleret nettobesparelse, mio. kr., {costs} (middel; 10–90 %-bånd)",
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
    "figure.saving": ("Accumulated net saving, mio. DKK", "Akkumuleret nettobesparelse, mio. kr."),
    "figure.saving.subtitle": (
        "{costs}; mean and 10–90 % band over draws",
        "{costs}; middel og 10–90 %-bånd over trækninger",
    ),
    "figure.years": ("Years from the start of the programme", "År fra indsatsens start"),
    "figure.extrapolated": ("extrapolation", "fremskrivning"),
    "figure.probability": ("Probability that it is recouped", "Sandsynlighed for, at det er tjent hjem"),
    "figure.within": ("Years from {clock_start}", "År fra {clock_start}"),
    "figure.confidence": ("needed: {confidence}", "krav: {confidence}"),
    "figure.claim_years": ("{years} years", "{years} år"),
    "run.written": ("Written: {names}, in {folder}", "Skrevet: {names}, i {folder}"),
}
