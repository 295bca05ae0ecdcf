"""Words of purses, budgets and municipal accounts by key: (English, Danish)."""

from __future__ import annotations

POCKET_WORDS: dict[str, tuple[str, str]] = {
    "savings.budget_reducible": ("what a budget can be cut by", "det budgetreducerbare"),
    # the matrix of purses
    "title.pockets": (
        "Who pays against who saves in the first {years} years, mio. DKK; {costs}",
        "Hvem betaler, og hvem sparer i de første {years} år, mio. kr.; {costs}",
    ),
    "note.pockets": (
        "Means over draws. Verdict: each purse's own cost recouped by its own saving.",
        "Middel over trækninger. Konklusion: egen udgift tjent hjem af egen besparelse.",
    ),
    "note.pockets.cut": (
        " Cut: saving that its budget can be cut by.",
        " Kan skæres: det, budgettet kan sættes ned med.",
    ),
    "column.purse": ("Purse", "Kasse"),
    "column.pays": ("Pays", "Betaler"),
    "column.saves": ("Saves", "Sparer"),
    "column.net": ("Net", "Netto"),
    "column.cut": ("Cut", "Kan\nskæres"),
    "payer_short.other_municipality": ("Other mu-\nnicip.", "Andre\nkommuner"),
    "purse.all": ("Municipality in all", "Kommunen i alt"),
    "standing.saves_from_the_start": ("Saves from the start", "Sparer fra starten"),
    "standing.saves_later": ("Saves after {years} y.", "Sparer efter {years} år"),
    "standing.not_for_good": ("Saves, not for good", "Sparer, ikke varigt"),
    "standing.hardly": ("Hardly touched", "Næsten uberørt"),
    "standing.loses": ("Pays nothing, loses", "Betaler intet, taber"),
    "standing.untouched": ("–", "–"),
    "standing.gives": ("Gives", "Giver"),
    "title.pockets_years": (
        "Net saving of each purse by year, mio. DKK (mean over draws)",
        "Nettobesparelse i hver kasse pr. år, mio. kr. (middel over trækninger)",
    ),
    "title.pockets_years_others": (
        "Net saving of the other payers by year, mio. DKK (mean over draws)",
        "Nettobesparelse hos de andre betalere pr. år, mio. kr. (middel over trækninger)",
    ),
    "title.pockets_payback": (
        "Payback of each purse (central curve) and its probability within {years} years",
        "Tilbagebetalingstid for hver kasse (central kurve) og sandsynlighed på {years} år",
    ),
    # all savings and what a budget can be cut by
    "title.reducible": (
        "The municipality: all savings, and what a budget can be cut by; {costs}",
        "Kommunen: alle besparelser, og det budgetreducerbare; {costs}",
    ),
    "title.reducible_costs": (
        "All savings and what a budget can be cut by, for every cost",
        "Alle besparelser og det budgetreducerbare, for hver udgift",
    ),
    "title.reducible_categories": (
        "What budgets can be cut by in the first {years} years, mio. DKK (mean over draws)",
        "Budgetreducerbart i de første {years} år, mio. kr. (middel over trækninger)",
    ),
    "note.reducible": (
        "Benefits are budget guaranteed: what one municipality cuts, the guarantee takes back from them all in part.",
        "Ydelser er budgetgaranterede: hvad én kommune skærer, tager garantien til dels tilbage fra dem alle.",
    ),
    "column.counted": ("Savings counted", "Besparelse"),
    "column.saved": ("Saved in\n{years} years", "Sparet på\n{years} år"),
    "column.all_savings": ("All", "Alle"),
    "column.reducible": ("Can be cut", "Kan skæres"),
    "counted.all": ("All, {savings}", "Alle, {savings}"),
    "counted.reducible": ("What a budget can be cut by", "Det budgetreducerbare"),
    # accounts
    "accounts.line": (
        "On the central curve the municipal accounts of these {years} years show (expenditure +): service frame "
        "{service} mio., cash {cash} mio. ({taxed} with tax and equalisation). Account classes not verified: --all.",
        "På den centrale kurve viser kommunens regnskab for disse {years} år (udgift +): serviceramme {service} mio., "
        "kasse {cash} mio. ({taxed} med skat og udligning). Kontienes styringsområder er ikke bekræftet: --all.",
    ),
    "accounts.unverified": (
        "Accounts not verified in a public source: {functions}.",
        "Konti, der ikke er bekræftet i en offentlig kilde: {functions}.",
    ),
    "title.accounts": (
        "Municipal accounts: with the programme less without it, mio. DKK; expenditure +",
        "Kommunens konti: med indsatsen minus uden, mio. kr.; udgift +",
    ),
    "note.accounts": (
        "Central curve; {costs}. Dr.: 1 operation, 2 state refusion, 3 capital, 7 financing. * not verified.",
        "Central kurve; {costs}. Dr.: 1 drift, 2 statsrefusion, 3 anlæg, 7 finansiering. * ikke bekræftet.",
    ),
    "title.areas": (
        "Classes of the accounts in the first {years} years, mio. DKK; expenditure +",
        "Styringsområder i de første {years} år, mio. kr.; udgift +",
    ),
    "title.frame": (
        "Service frame and cash by year, mio. DKK; expenditure +",
        "Serviceramme og kasse pr. år, mio. kr.; udgift +",
    ),
    "column.function": ("Function", "Funktion"),
    "column.dranst": ("Dr.", "Dr."),
    "column.horizon": ("All\nyears", "Alle\når"),
    "column.area": ("Class", "Styringsområde"),
    "column.gross_account": ("Gross", "Brutto"),
    "column.refusion": ("Refusion", "Refusion"),
    "column.service_frame": ("Service\nframe", "Service-\nramme"),
    "column.cash": ("Cash before\ntax", "Kasse før\nskat"),
    "column.cash_after": ("Cash with tax and\nequalisation", "Kasse med skat\nog udligning"),
    "area.service": ("Service", "Service"),
    "area.budget_guaranteed": ("Budget-guaranteed transfers", "Budgetgaranterede overførsler"),
    "area.other_transfers": ("Other transfers", "Øvrige overførsler"),
    "area.co_financing": ("Co-financing of health care", "Medfinansiering"),
    "area.capital": ("Capital", "Anlæg"),
    "area.central_refusion": ("Central refusion", "Central refusion"),
    "area.financing": ("Financing", "Finansiering"),
    # the picture
    "figure.pockets": ("Who pays against who saves", "Hvem betaler, og hvem sparer"),
    "figure.pockets.bars": ("In the first {years} years, mio. DKK", "I de første {years} år, mio. kr."),
    "figure.pockets.bars.subtitle": (
        "{costs}; mean over draws; diamond: net",
        "{costs}; middel over trækninger; rude: netto",
    ),
    "figure.pockets.heat": (
        "Accumulated net saving at the end of year",
        "Akkumuleret nettobesparelse ved udgangen af år",
    ),
    "figure.pockets.heat.subtitle": (
        "mio. DKK, mean over draws; darker: further from zero; minus: in deficit",
        "mio. kr., middel over trækninger; mørkere: længere fra nul; minus: underskud",
    ),
    "figure.pays": ("pays", "betaler"),
    "figure.saves": ("saves", "sparer"),
}
