"""Titles and sentences of the workbook's sheets of money by key: (English, Danish)."""

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
    "book.column.period": ("Column no., for good", "Kolonne nr., varigt"),
    "book.column.sustained": ("For good, years", "Varigt, år"),
    "book.column.whole": ("Whole years", "Hele år"),
    "book.column.period_first": ("Column no., first", "Kolonne nr., første"),
    "book.column.first": ("First time, years", "Første gang, år"),
    "book.column.library": ("Library, for good", "Biblioteket, varigt"),
    "book.column.library_first": ("Library, first", "Biblioteket, første"),
    "book.column.net": ("Net to the horizon", "Netto til horisonten"),
    "book.never": ("If not recouped", "Hvis ikke tjent hjem"),
    "book.not_within": ("not within {years} years", "ikke inden for {years} år"),
    "book.rounding": ("Rounding (share)", "Afrunding (andel)"),
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
    "book.discount.half": ("Half: to the middle of the year", "Halvdelen: til midten af året"),
    "book.discount.span": ("Step of the rate", "Rentetrin"),
    "book.discount.from_year": ("From year", "Fra år"),
    "book.discount.root": ("Root of 1 + rate", "Kvadratrod af 1 + rente"),
    "book.discount.guess": ("Root: guess", "Rod: gæt"),
    "book.discount.step": ("Root: step {n}", "Rod: skridt {n}"),
    "book.discount.rate": ("Rate from {limit}", "Rente fra {limit}"),
    "book.discount.in_force": ("Rate", "Rente"),
    "book.discount.begin": ("Beginning of year", "Årets begyndelse"),
    "book.discount.middle": ("Middle of year", "Årets midte"),
    # accounts
    "book.title.accounts": ("Bookings in the chart of accounts", "Kontering i kontoplanen"),
    "book.note.accounts": (
        "The headline's cost, tax and equalisation with it. * number or name not read in a public source.",
        "Hovedpåstandens udgift, skat og udligning med. * nummer eller navn ikke læst i en offentlig kilde.",
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
    "book.frame.refusion": ("refunded (dranst 2)", "refusion (dranst 2)"),
    "book.frame.net": ("net", "netto"),
    "book.frame.service": ("Service frame", "Serviceramme"),
    "book.frame.cash": ("Cash before tax and equalisation", "Kasse før skat og udligning"),
    "book.frame.after": ("Cash after tax and equalisation", "Kasse efter skat og udligning"),
    "book.title.budget": ("Budget form", "Budgetskema"),
    "book.note.budget": (
        "Rounding may make figures not add up. Expenditure positive unless the sign was changed.",
        "Afrunding kan medføre, at tal ikke summer. Udgift positiv, medmindre fortegnet er ændret.",
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
}
