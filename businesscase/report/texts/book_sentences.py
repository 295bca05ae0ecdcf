"""Titles and sentences of the workbook's first and last sheets by key: (English, Danish)."""

from __future__ import annotations

BOOK_SENTENCES: dict[str, tuple[str, str]] = {
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
    "book.sensitivity.none": (
        "No input goes with the result beyond what chance gives among so many.",
        "Ingen forudsætning følger resultatet ud over, hvad tilfældet giver blandt så mange.",
    ),
    "book.chart.tornado": (
        "What goes with the saving (+) and against it (-)",
        "Hvad der følger besparelsen (+), og hvad der går imod den (-)",
    ),
    "book.chart.tornado.alt": (
        "Bars of the rank correlation of each input with the saving, the strongest first: {first}, {correlation}. The "
        "numbers stand in the rows above.",
        "Søjler over hver forudsætnings rangkorrelation med besparelsen, den stærkeste først: {first}, {correlation}. "
        "Tallene står i rækkerne ovenfor.",
    ),
    "book.sensitivity.segments": (
        "Net change per family at the headline's date, 1,000 DKK",
        "Nettoændring pr. familie på hovedpåstandens dato, 1.000 kr.",
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
        "Accumulated net change after years, 1,000 DKK",
        "Akkumuleret nettoændring efter år, 1.000 kr.",
    ),
    "book.uncertainty.read": ("How to read it", "Sådan læses det"),
    "book.uncertainty.read.probability": (
        "Probability: the share of {draws} draws of the inputs in which the effort pays back in time, on average for "
        "families like these.",
        "Sandsynlighed: den andel af {draws} trækninger af forudsætningerne, hvor indsatsen tjener sig hjem i tide, i "
        "gennemsnit for familier som disse.",
    ),
    "book.uncertainty.read.bounds": (
        "95 % low and high, and error: how far the simulation itself may be off, with so many draws and {replications} "
        "life courses in each. More draws make them narrower; not better inputs.",
        "95 % lav og høj samt fejl: hvor langt simuleringen selv kan være fra, med så mange trækninger og "
        "{replications} livsforløb i hver. Flere trækninger gør dem smallere; ikke bedre forudsætninger.",
    ),
    "book.uncertainty.read.percentile": (
        "10th percentile: the saving is smaller in one draw of ten. 90th: it is larger in one of ten.",
        "10-percentil: besparelsen er mindre i hver tiende trækning. 90-percentil: den er større i hver tiende.",
    ),
    "book.uncertainty.read.verdict": (
        "Uncorrected: before what chance between life courses adds was taken out of the probability.",
        "Ukorrigeret: før det, tilfældet mellem livsforløb lægger til, er trukket ud af sandsynligheden.",
    ),
    "book.spread.as_run": ("As run: net saving, gain positive", "Som kørt: nettobesparelse, gevinst positiv"),
    "book.uncertainty.mean": ("mean", "middel"),
    "book.uncertainty.p10": ("10th percentile of the saving", "10-percentil af besparelsen"),
    "book.uncertainty.p90": ("90th percentile of the saving", "90-percentil af besparelsen"),
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
    "book.front.answer": ("The answer, as run", "Svaret, som kørt"),
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
    "book.front.edits": ("Numbers of a workbook (its SHA-256)", "Tal fra en projektmappe (dens SHA-256)"),
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
    "book.column.payers": ("Payer", "Betaler"),
    "book.column.payback_whole": ("Payback, whole years", "Tilbagebetaling, hele år"),
    "book.summary.payers": ("Payers, 1,000 DKK", "Betalere, 1.000 kr."),
    "book.summary.costs": (
        "The headline's payer, by what is counted as cost, 1,000 DKK",
        "Hovedpåstandens betaler, efter hvad der regnes som udgift, 1.000 kr.",
    ),
    "book.summary.claims": ("Claims and verdicts, as run", "Påstande og konklusioner, som kørt"),
    "book.column.saving_horizon": ("Change to the horizon", "Ændring til horisonten"),
    "book.column.net_horizon": ("Net to the horizon", "Netto til horisonten"),
    "book.column.net_date": ("Net at the date asked for", "Netto på den dato, der spørges om"),
    "book.column.chance": ("Probability, as run", "Sandsynlighed, som kørt"),
    "book.summary.left_out": ("What the model leaves out", "Det, modellen udelader"),
}
