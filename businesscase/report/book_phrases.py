"""Titles and sentences of the finance workbook by key: (English, Danish)."""

from __future__ import annotations

BOOK_PHRASES: dict[str, tuple[str, str]] = {
    # payback
    "book.title.payback": (
        "Payback: when the extra cost is recouped",
        "Tilbagebetaling: hvornår merudgiften er tjent hjem",
    ),
    "book.note.payback": (
        "Formulas on the central curve, linear within each column's period. The library is linear within each "
        "month, so "
        "its years stand beside; whole years are rounded up. First row: the headline claim.",
        "Formler på den centrale kurve, lineære inden for hver kolonnes periode. Biblioteket er lineært inden for hver "
        "måned, så dets år står ved siden af; hele år er rundet op. Første række: hovedpåstanden.",
    ),
    "book.section.workings": ("Workings", "Mellemregninger"),
    "book.column.costs": ("Cost", "Udgift"),
    "book.column.discounting": ("Discounting", "Diskontering"),
    "book.column.opening": ("Opening", "Primo"),
    "book.column.savings": ("Saving", "Besparelse"),
    "book.column.cost": ("Cost in all", "Udgift i alt"),
    "book.column.period": ("Column, for good", "Kolonne, varigt"),
    "book.column.sustained": ("For good, years", "Varigt, år"),
    "book.column.whole": ("Whole years", "Hele år"),
    "book.column.period_first": ("Column, first", "Kolonne, første"),
    "book.column.first": ("First time, years", "Første gang, år"),
    "book.column.library": ("Library, for good", "Biblioteket, varigt"),
    "book.column.library_first": ("Library, first", "Biblioteket, første"),
    "book.column.net": ("Net to the horizon", "Netto til horisonten"),
    "book.never": ("If not recouped", "Hvis ikke tjent hjem"),
    "book.not_within": ("not within {years} years", "ikke inden for {years} år"),
    "book.rounding": ("Rounding, share of turnover; years", "Afrunding, del af omsætning; år"),
    "book.row.flow": ("net cost", "nettoudgift"),
    "book.row.discounted": ("discounted", "diskonteret"),
    "book.row.accumulated": ("accumulated", "akkumuleret"),
    "book.row.deficit": ("in deficit: 1", "i underskud: 1"),
    "book.row.stays": ("out for good: 1", "varigt ude: 1"),
    "book.row.upward": ("comes out: 1", "kommer ud: 1"),
    "book.chart.payback": ("Accumulated net cost, 1,000 DKK", "Akkumuleret nettoudgift, 1.000 kr."),
    "book.chart.payback.alt": (
        "Line chart of the accumulated net cost by period. {who}: recouped for good after {years} years. The numbers "
        "stand in the rows 'accumulated' below.",
        "Kurve over den akkumulerede nettoudgift pr. periode. {who}: varigt tjent hjem efter {years} år. Tallene "
        "står i "
        "rækkerne 'akkumuleret' nedenfor.",
    ),
    "book.chart.axis": ("1,000 DKK, cost +", "1.000 kr., udgift +"),
    "book.section.discount": ("Discounting", "Diskontering"),
    "book.discount.outlay": ("First outlay, years after the start", "Første udgift, år efter start"),
    "book.discount.fixed": ("Factor (continuous rate; needs a new run)", "Faktor (kontinuert rente; kræver ny kørsel)"),
    "book.discount.year": ("Year from the first outlay", "År fra første udgift"),
    "book.discount.factor": ("Discount factor", "Diskonteringsfaktor"),
    "book.discount.half": ("Discounted to the middle of the year", "Diskonteres til midten af året"),
    "book.discount.rate": ("Rate from {limit}", "Rente fra {limit}"),
    "book.discount.in_force": ("Rate", "Rente"),
    "book.discount.begin": ("Beginning of year", "Årets begyndelse"),
    "book.discount.middle": ("Middle of year", "Årets midte"),
    # accounts
    "book.title.accounts": ("Bookings in the chart of accounts", "Kontering i kontoplanen"),
    "book.note.accounts": (
        "The headline's cost, tax and equalisation with it. * number or name not read in a public source. Kroner shown "
        "in thousands.",
        "Hovedpåstandens udgift, skat og udligning med. * nummer eller navn ikke læst i en offentlig kilde. Kroner "
        "vist "
        "i 1.000 kr.",
    ),
    "book.title.record": ("Flat record by year", "Flad post pr. år"),
    "book.note.record": (
        "Function, dranst, art and amount, as Danmarks Statistik asks for them, without kommunekode.",
        "Funktion, dranst, art og beløb, som Danmarks Statistik beder om dem, uden kommunekode.",
    ),
    "book.column.function": ("Function", "Funktion"),
    "book.column.name": ("Name", "Navn"),
    "book.column.dranst": ("Dranst", "Dranst"),
    "book.column.art": ("Art", "Art"),
    "book.column.area": ("Class", "Styringsområde"),
    "book.column.department": ("Committee or department", "Udvalg eller forvaltning"),
    "book.column.account": ("Function", "Funktion"),
    "book.column.from": ("From", "Fra"),
    "book.column.until": ("Until", "Til"),
    "book.column.class": ("Class no.", "Omr. nr."),
    "book.column.calendar": ("Year", "År"),
    "book.column.amount": ("Amount", "Beløb"),
    "book.title.frame": ("Service frame and cash", "Serviceramme og kasse"),
    "book.note.frame": (
        "Service frame: class service, dranst 1. Cash: everything, net of refusion. Expenditure positive unless the "
        "sign was changed.",
        "Serviceramme: styringsområde service, dranst 1. Kasse: alt, netto efter refusion. Udgift positiv, medmindre "
        "fortegnet er ændret.",
    ),
    "book.frame.gross": ("gross", "brutto"),
    "book.frame.refusion": ("refusion (dranst 2)", "refusion (dranst 2)"),
    "book.frame.net": ("net", "netto"),
    "book.frame.service": ("Service frame", "Serviceramme"),
    "book.frame.cash": ("Cash before tax and equalisation", "Kasse før skat og udligning"),
    "book.frame.after": ("Cash after tax and equalisation", "Kasse efter skat og udligning"),
    "book.title.budget": ("Budget form", "Budgetskema"),
    "book.note.budget": (
        "Kroner shown in thousands; rounding may make figures not add up. Expenditure positive unless the sign was "
        "changed.",
        "Kroner vist i 1.000 kr.; afrunding kan medføre, at tal ikke summer. Udgift positiv, medmindre fortegnet er "
        "ændret.",
    ),
    "book.budget.first": ("Budget year (may be changed)", "Budgetår (kan ændres)"),
    "book.budget.rest": ("Other years", "Øvrige år"),
    "book.budget.lasting": ("Lasting changes", "Varige ændringer"),
    "book.budget.lasting.sum": ("Lasting changes in all", "Samlet varig ændring"),
    "book.budget.implementation": ("Implementation (temporary)", "Implementering (midlertidig)"),
    "book.budget.implementation.sum": ("Implementation in all", "Samlet implementering"),
    "book.budget.financing": ("Financing", "Finansiering"),
    "book.budget.financing.sum": ("Financing in all", "Samlet finansiering"),
    "book.budget.together": ("Together, before tax and equalisation", "Samlet, før skat og udligning"),
    "book.budget.accumulated": ("Accumulated from the budget year", "Akkumuleret fra budgetåret"),
    "book.budget.taxed": ("Together, after tax and equalisation", "Samlet, efter skat og udligning"),
    # purses
    "book.title.departments": ("Departments: who pays, who saves", "Per forvaltning: hvem betaler, hvem sparer"),
    "book.note.departments": (
        "By calendar year, the headline's cost. A saving is negative where expenditure is positive. Last what the "
        "department's budget can be cut by.",
        "Pr. kalenderår, hovedpåstandens udgift. En besparelse er negativ, hvor udgift er positiv. Sidst det, "
        "forvaltningens budget kan reduceres med.",
    ),
    "book.title.payers": ("Payers: who pays, who saves", "Per betaler: hvem betaler, hvem sparer"),
    "book.note.payers": (
        "By calendar year, the headline's cost. A household's income is a negative expenditure.",
        "Pr. kalenderår, hovedpåstandens udgift. En husholdnings indkomst er en negativ udgift.",
    ),
    "book.purse.cost": ("Cost", "Udgift"),
    "book.purse.cost.sum": ("Cost in all", "Udgift i alt"),
    "book.purse.saving": ("Change", "Ændring"),
    "book.purse.saving.sum": ("Change in all (saving negative)", "Ændring i alt (besparelse negativ)"),
    "book.purse.net": ("Net, before tax and equalisation", "Netto, før skat og udligning"),
    "book.purse.tax": ("Tax, equalisation", "Skat, udligning"),
    "book.purse.tax.sum": ("Tax and equalisation in all", "Skat og udligning i alt"),
    "book.purse.cut": ("Memo: budget-reducible", "Memo: budgetreducerbart"),
    "book.purse.cut.sum": ("Memo: budget-reducible in all", "Memo: budgetreducerbart i alt"),
    "book.purse.undivided": ("Municipality, no department", "Kommunen, uden forvaltning"),
    "book.reducible.cut": ("saving, as budgets can be cut", "besparelse, som budget kan reduceres"),
    "book.reducible.full": ("extra cost, counts in full", "merudgift, tæller fuldt"),
    # control and changes
    "book.title.control": ("Control", "Kontrol"),
    "book.note.control": (
        "First sums that must always agree. Then the run's own figures, which agree while no input is changed.",
        "Først summer, der altid skal stemme. Så kørslens egne tal, der stemmer, så længe ingen forudsætning er "
        "ændret.",
    ),
    "book.control.tolerance": ("Largest difference allowed, DKK", "Største tilladte forskel, kr."),
    "book.control.words": ("Words used", "Ord, der bruges"),
    "book.control.words.ok": ("OK", "OK"),
    "book.control.words.fail": ("ERROR", "FEJL"),
    "book.control.words.changed": ("inputs changed since the run", "forudsætninger ændret siden kørslen"),
    "book.control.changed": ("Inputs that differ from the run", "Forudsætninger, der afviger fra kørslen"),
    "book.control.master": ("Master check", "Samlet kontrol"),
    "book.control.library": (
        "The run's central ledger, over the horizon",
        "Kørslens centrale regnskab, over horisonten",
    ),
    "book.control.run": ("Of the run", "Fra kørslen"),
    "book.column.check": ("Check", "Kontrol"),
    "book.column.left": ("Left", "Venstre"),
    "book.column.right": ("Right", "Højre"),
    "book.column.difference": ("Difference", "Forskel"),
    "book.column.fails": ("Fails", "Fejl"),
    "book.column.result": ("Result", "Resultat"),
    "book.check.payers": ("Payers one by one = all products", "Betalerne hver for sig = alle produkter"),
    "book.check.departments": ("Departments = the municipality", "Forvaltningerne = kommunen"),
    "book.check.classes": ("Classes of the accounts = the municipality", "Styringsområderne = kommunen"),
    "book.check.bookings": ("Bookings = the municipality", "Konteringerne = kommunen"),
    "book.check.programme": ("Programme cost by department = cost", "Indsatsens udgift pr. forvaltning = udgiften"),
    "book.check.taxes": (
        "Taxes and equalisation cancel out between payers",
        "Skat og udligning går op mellem betalerne",
    ),
    "book.check.record": ("Flat record = the municipality", "Flad post = kommunen"),
    "book.title.changes": ("Log of changes", "Ændringslog"),
    "book.note.changes": (
        "For the reader: what was changed, when, by whom, and who checked it.",
        "Til læseren: hvad er ændret, hvornår, af hvem, og hvem har kontrolleret det.",
    ),
    "book.changes.first": (
        "Written from a run; see the first sheet for seed and hash.",
        "Skrevet fra en kørsel; se frø og hash på første ark.",
    ),
    "book.column.version": ("Version", "Version"),
    "book.column.day": ("Date", "Dato"),
    "book.column.by": ("By", "Hvem"),
    "book.column.sheet": ("Sheet", "Ark"),
    "book.column.change": ("Change", "Ændring"),
    "book.column.checked": ("Checked by", "Kontrolleret af"),
    # values of the run
    "book.title.sensitivity": (
        "Sensitivity: which inputs turn the result",
        "Følsomhed: hvilke forudsætninger vender resultatet",
    ),
    "book.note.sensitivity": (
        "Values of the run: rank correlation over draws with the headline's accumulated saving at its date.",
        "Værdier fra kørslen: rangkorrelation over trækninger med hovedpåstandens akkumulerede besparelse på dens "
        "dato.",
    ),
    "book.column.correlation": ("Correlation", "Korrelation"),
    "book.sensitivity.segments": (
        "Net saving per family at the headline's date",
        "Nettobesparelse pr. familie på hovedpåstandens dato",
    ),
    "book.title.uncertainty": ("Uncertainty", "Usikkerhed"),
    "book.note.uncertainty": (
        "Values of the run, over draws; they do not follow a changed input. Error: simulation error of the "
        "probability.",
        "Værdier fra kørslen, over trækninger; de følger ikke en ændret forudsætning. Fejl: simulationsfejl på "
        "sandsynligheden.",
    ),
    "book.uncertainty.curve": (
        "Probability of payback within years (S-curve)",
        "Sandsynlighed for tilbagebetaling inden for år (S-kurve)",
    ),
    "book.uncertainty.band": (
        "Accumulated net saving after years, gain positive",
        "Akkumuleret nettobesparelse efter år, gevinst positiv",
    ),
    "book.uncertainty.mean": ("mean", "middel"),
    "book.uncertainty.p10": ("10th percentile", "10-percentil"),
    "book.uncertainty.p90": ("90th percentile", "90-percentil"),
    "book.column.claim": ("Claim", "Påstand"),
    "book.column.probability": ("Probability", "Sand- synlighed"),
    "book.column.lower": ("95 % low", "95 % lav"),
    "book.column.upper": ("95 % high", "95 % høj"),
    "book.column.error": ("Error", "Fejl"),
    "book.column.raw": ("Uncorrected", "Ukorrigeret"),
    "book.column.verdict": ("Verdict", "Konklusion"),
    "book.chart.curve": ("Probability of payback by year", "Sandsynlighed for tilbagebetaling efter år"),
    "book.chart.curve.alt": (
        "S-curves of the probability of payback within so many years. The numbers stand in the rows above.",
        "S-kurver over sandsynligheden for tilbagebetaling inden for så mange år. Tallene står i rækkerne ovenfor.",
    ),
    "book.chart.probability": ("Probability", "Sandsynlighed"),
    "book.title.follow_up": (
        "Follow-up: indicators with expected values",
        "Opfølgning: indikatorer med forventede værdier",
    ),
    "book.note.follow_up": (
        "Share of members in each state at each date, mean over draws (values of the run). The yellow rows are for "
        "what "
        "is measured.",
        "Andel af personer i hver tilstand på hver dato, middel over trækninger (værdier fra kørslen). De gule "
        "rækker er "
        "til det, der måles.",
    ),
    "book.column.clock": ("Domain", "Område"),
    "book.column.state": ("State", "Tilstand"),
    "book.follow_up.measured": ("Measured", "Målt"),
    # first sheets
    "book.front.sign": ("Sign", "Fortegn"),
    "book.front.sign.legend": (
        "1: expenditure is positive, as in municipal accounts. -1: a gain is positive. May be changed.",
        "1: udgift er positiv, som i kommunale regnskaber. -1: gevinst er positiv. Kan ændres.",
    ),
    "book.front.purpose": (
        "Does the programme pay back: for whom, and when? Change a yellow cell and every sheet follows.",
        "Tjener indsatsen sig hjem: for hvem, og hvornår? Ret en gul celle, og alle ark følger med.",
    ),
    "book.front.check": ("Master check", "Samlet kontrol"),
    "book.front.changed": ("Inputs changed", "Ændrede forudsætninger"),
    "book.front.price_level": ("Price level", "Prisniveau"),
    "book.front.unit": ("Unit", "Enhed"),
    "book.front.unit.words": ("Stored in full kroner, shown in 1,000 DKK.", "Gemt i hele kroner, vist i 1.000 kr."),
    "book.front.colours": ("Colours", "Farver"),
    "book.front.colours.words": (
        "Yellow with a frame: may be changed. Everything else is locked (without a password).",
        "Gul med ramme: kan ændres. Alt andet er låst (uden adgangskode).",
    ),
    "book.front.rounding": ("Rounding", "Afrunding"),
    "book.front.rounding.words": (
        "Rounding may make figures not add up.",
        "Afrunding kan medføre, at tal ikke summer.",
    ),
    "book.front.curve": ("Curve", "Kurve"),
    "book.front.curve.words": (
        "The central curve: quantities averaged over draws, at declared prices. Probabilities are values of the run.",
        "Den centrale kurve: mængder i gennemsnit over trækninger, til de angivne priser. Sandsynligheder er værdier "
        "fra kørslen.",
    ),
    "book.front.rerun": ("Needs a new run", "Kræver ny kørsel"),
    "book.front.rerun.words": (
        "What changes the courses of life: hazards, effects, families, time served, and prices that yearly refusion "
        "adds up (placement, supportive measures).",
        "Det, der ændrer livsforløbene: hyppigheder, virkninger, familier, tid i indsatsen og priser, som den årlige "
        "refusion lægger sammen (anbringelse, støttende foranstaltninger).",
    ),
    "book.front.rules": ("Rules", "Regler"),
    "book.front.rules.now": ("each rule and amount on its date", "hver regel og hvert beløb på sin dato"),
    "book.front.version": ("Version of businesscase", "Version af businesscase"),
    "book.front.seed": ("Seed", "Frø"),
    "book.front.draws": ("Draws", "Trækninger"),
    "book.front.engine": ("Engine", "Motor"),
    "book.front.hash": ("Hash of the scenario", "Scenariets hash"),
    "book.front.unverified": ("Unverified account numbers", "Uverificerede kontonumre"),
    "book.front.none": ("none", "ingen"),
    "book.front.contents": ("Contents", "Indhold"),
    "book.summary.note": (
        "In {price_year} prices; kroner shown in 1,000 DKK.",
        "I {price_year}-priser; kroner vist i 1.000 kr.",
    ),
    "book.summary.as_run": (
        "As it was run; it does not follow a changed input. Below: the central curve as it stands now.",
        "Som kørt; følger ikke en ændret forudsætning. Nedenfor: den centrale kurve, som den står nu.",
    ),
    "book.summary.now": ("{who}, {costs}", "{who}, {costs}"),
    "book.summary.whole": (
        "Recouped for good after whole years (rounded up)",
        "Varigt tjent hjem efter hele år (rundet op)",
    ),
    "book.summary.years": ("The same, interpolated within the period", "Det samme, interpoleret i perioden"),
    "book.summary.library": ("The library's monthly curve, as run", "Bibliotekets månedskurve, som kørt"),
    "book.summary.first": ("Recouped for the first time, years", "Tjent hjem første gang, år"),
    "book.summary.asked": ("Years that are asked for", "Antal år, der spørges om"),
    "book.summary.probability": ("Probability within those years, as run", "Sandsynlighed inden for dem, som kørt"),
    "book.summary.check": ("Master check", "Samlet kontrol"),
    "book.summary.changed": ("Inputs changed since the run", "Forudsætninger ændret siden kørslen"),
    "book.summary.overview": ("Overview to the horizon, 1,000 DKK", "Oversigt til horisonten, 1.000 kr."),
    "book.column.proposal": ("Proposal", "Forslag"),
    "book.column.invest_service": ("Investment, service", "Investering, service"),
    "book.column.invest_capital": ("Investment, capital", "Investering, anlæg"),
    "book.column.save_service": ("Change, service", "Ændring, service"),
    "book.column.save_transfers": ("Change, transfers etc.", "Ændring, overførsler mv."),
    "book.column.payback_whole": ("Payback, whole years", "Tilbagebetaling, hele år"),
    "book.summary.payers": ("Payers, 1,000 DKK", "Betalere, 1.000 kr."),
    "book.column.saving_horizon": ("Change to the horizon", "Ændring til horisonten"),
    "book.column.net_horizon": ("Net to the horizon", "Netto til horisonten"),
    "book.column.net_date": ("Net at the date asked for", "Netto på den dato, der spørges om"),
    "book.column.chance": ("Probability, as run", "Sandsynlighed, som kørt"),
    "book.summary.left_out": ("What the model leaves out", "Det, modellen udelader"),
}
