"""What is said of prices, dates, departments, accounts and claims.

A part of `fault_texts`: key -> (English, Danish).
"""

from __future__ import annotations

MONEY_TEXTS: dict[str, tuple[str, str]] = {
    "contributions.itself": ("the contribution is paid to the payer itself", "bidraget betales til betaleren selv"),
    "contributions.no_steps": (
        "the price '{on}' is financed by '{financing}', which has no steps",
        "prisen '{on}' finansieres efter '{financing}', som ikke har nogen trin",
    ),
    "contributions.staircase": ("a price that a staircase pays", "en pris, som en trappe betaler"),
    "contributions.step": ("step of the staircase '{financing}'", "trin på trappen '{financing}'"),
    "contributions.per_entry": (
        "the price '{name}' is per entry, and what is taken off is an amount per time",
        "prisen '{name}' er pr. indtræden, og det, der trækkes fra, er et beløb pr. tid",
    ),
    "money.per_time": ("a price with per_time", "en pris med per_time"),
    "contributions.no_state": (
        "the price '{name}' does not stand on the state '{missing}' of {clock}",
        "prisen '{name}' gælder ikke tilstanden '{missing}' i {clock}",
    ),
    "contributions.same_states": (
        "a price of the states of '{on}': {names}",
        "en pris for tilstandene i '{on}': {names}",
    ),
    "dates.out_of_reach": (
        "the catalogue does not reach {date}: {entries}",
        "kataloget når ikke til {date}: {entries}",
    ),
    "dates.this": ("this date", "denne dato"),
    "dates.reached": (
        "a date that all of them reach, or entries of the same names for it in this file",
        "en dato, som de alle når til, eller poster med de samme navne for den i denne fil",
    ),
    "dates.begins": ("{path} begins on {begin}", "{path} begynder {begin}"),
    "dates.gap": (
        "a gap: nothing says what holds from {first} to {begin}",
        "et hul: intet siger, hvad der gælder fra {first} til {begin}",
    ),
    "dates.share_before": ("a share from {first} or before", "en andel fra {first} eller før"),
    "dates.ends": ("{path} ends on {until}", "{path} slutter {until}"),
    "dates.gap_after": (
        "a gap: it ends on {until}, and is used until {last}",
        "et hul: den slutter {until}, og bruges til {last}",
    ),
    "dates.takes_over": (
        "what takes its place, as another entry of since",
        "det, der træder i stedet, som en post mere under since",
    ),
    "money.other_members": ("the clock {clock} does not run for {members}", "forløbet {clock} gælder ikke {members}"),
    "money.other_stairs": (
        "{field} differs from that of the staircase '{first}': benefit time is counted once",
        "{field} er en anden end i trappen '{first}': ydelsestid tælles kun på én måde",
    ),
    "money.entry_on_stairs": (
        "a price per entry cannot be paid by the staircase '{financing}', which follows time on benefit",
        "en pris pr. indtræden kan ikke betales efter trappen '{financing}', som følger tiden på ydelse",
    ),
    "money.shares": ("a financing rule with shares", "en finansieringsregel med andele"),
    "money.no_benefit": (
        "the state '{state}' does not count as benefit: the first step would be refunded for ever",
        "tilstanden '{state}' tæller ikke som ydelse: det første trin ville blive refunderet for altid",
    ),
    "money.counts_benefit": (
        "a state with counts: benefit, or a financing rule with shares",
        "en tilstand med counts: benefit, eller en finansieringsregel med andele",
    ),
    "money.levy_itself": ("the levy is paid to the payer itself", "afgiften betales til betaleren selv"),
    "money.no_year": ("this is no year that prices are known of", "det er ikke et år, hvis priser kendes"),
    "between": ("{first} to {last}", "{first} til {last}"),
    "money.as_spent": (
        "as_spent is for the costs and grants of the programme",
        "as_spent er til indsatsens udgifter og tilskud",
    ),
    "money.price_year": ("the year of the price level", "prisniveauets år"),
    "money.no_index": (
        "the amount is in the prices of {first}, and no index brings '{category}' to {target}",
        "beløbet er i {first}-priser, og intet indeks bringer '{category}' til {target}",
    ),
    "money.an_index": ("an index for {category} under index_of", "et indeks for {category} under index_of"),
    "money.index_reach": (
        "the index '{index}' brings prices from {value} to {last}",
        "indekset '{index}' bringer priser fra {value} til {last}",
    ),
    "money.no_growth": (
        "the index '{index}' lacks the growth of {names}",
        "indekset '{index}' mangler væksten i {names}",
    ),
    "money.all_growth": (
        "growth in every year between that of the amount and {target}",
        "vækst i hvert år mellem beløbets år og {target}",
    ),
    "money.outside": (
        "the year {year} lies outside the years that are looked at",
        "året {year} ligger uden for de år, der ses på",
    ),
    "from_moment": (" from {moment}", " fra {moment}"),
    "from_to": ("{first} to {last}", "{first} til {last}"),
    "money.year_twice": ("the year {year} stands twice", "året {year} står to gange"),
    "money.granted": (
        "the grants of {year} exceed the costs of {year}: {granted:,.0f} DKK against {costing:,.0f} DKK",
        "tilskuddene i {year} er større end udgifterne i {year}: {granted:,.0f} kr. mod {costing:,.0f} kr.",
    ),
    "money.as_is_spent": (
        "grants in the years in which they are spent, and no more than is spent",
        "tilskud i de år, hvor de bruges, og ikke flere, end der bruges",
    ),
    "claims.no_headline": ("no claim is the headline", "ingen påstand er hovedpåstanden"),
    "claims.one_headline": ("headline: true in exactly one claim", "headline: true i netop én påstand"),
    "claims.second": (
        "a second headline: '{headlines}' is the headline already",
        "endnu en hovedpåstand: '{headlines}' er det allerede",
    ),
    "claims.routine": (
        "the claim needs the cost of a family in routine, and the programme does not state it",
        "påstanden bruger, hvad en familie koster i almindelig drift, og det angiver indsatsen ikke",
    ),
    "claims.beyond": (
        "the claim reaches beyond the horizon of {horizon_years} years",
        "påstanden rækker ud over horisonten på {horizon_years} år",
    ),
    "at_most_years": ("at most {horizon_years}", "højst {horizon_years}"),
    "departments.two": (
        "the category '{category}' stands in two departments, '{owner}' and '{name}'",
        "kategorien '{category}' står i to forvaltninger, '{owner}' og '{name}'",
    ),
    "departments.one": ("each category in exactly one department", "hver kategori i netop én forvaltning"),
    "departments.divided": (
        "'{category}' is divided by what the departments pay of the programme",
        "'{category}' fordeles efter, hvad forvaltningerne betaler af indsatsen",
    ),
    "departments.none": (
        "the municipality books '{category}', and it stands in no department",
        "kommunen bogfører '{category}', og den står i ingen forvaltning",
    ),
    "departments.each": (
        "each category that the municipality books in exactly one department",
        "hver kategori, som kommunen bogfører, i netop én forvaltning",
    ),
    "departments.who": ("which departments pay the cost '{name}'?", "hvilke forvaltninger betaler udgiften '{name}'?"),
    "departments.shares": ("departments: shares of {names}", "departments: andele for {names}"),
    "departments.sum": (
        "the shares of the departments sum to {total:g}, not to 1",
        "forvaltningernes andele giver tilsammen {total:g}, ikke 1",
    ),
    "accounts.no_code": (
        "'{code}' is not a function of the chart of accounts",
        "'{code}' er ikke en funktion i kontoplanen",
    ),
    "accounts.a_code": ('a code in quotes, such as "5.28.21"', 'en kode i anførselstegn, såsom "5.28.21"'),
    "accounts.row_ends": ("the row ends before it begins", "rækken slutter, før den begynder"),
    "accounts.overlap": ("two rows of '{code}' hold in {later}", "to rækker for '{code}' gælder i {later}"),
    "accounts.no_overlap": ("years that do not overlap", "år, der ikke overlapper"),
    "accounts.of_department": (" of the department '{department}'", " i forvaltningen '{department}'"),
    "accounts.unbooked": (
        "the municipality books '{category}'{where}, and it has no account in {missing}",
        "kommunen bogfører '{category}'{where}, og den har ingen konto i {missing}",
    ),
    "accounts.a_function": ("a function that it is booked on", "en funktion, som den bogføres på"),
    "accounts.sum": (
        "the shares of the bookings{own}{since} sum to {whole:g}, not to 1",
        "konteringernes andele{own}{since} giver tilsammen {whole:g}, ikke 1",
    ),
    "accounts.no_function": (
        "there is no function '{code}' in this chart of accounts, which may lack some",
        "der er ingen funktion '{code}' i denne kontoplan, som kan mangle nogle",
    ),
    "accounts.listed": ("a function under accounts", "en funktion under accounts"),
    "accounts.reach": (
        "the function {code} is in the chart of accounts {spans}",
        "funktionen {code} er i kontoplanen {spans}",
    ),
    "accounts.not_in_year": (
        "the function '{code}' is not in the chart of accounts in {missing}",
        "funktionen '{code}' er ikke i kontoplanen i {missing}",
    ),
    "accounts.span": ("{first} to {last}", "{first} til {last}"),
    "accounts.now": ("now", "nu"),
    "accounts.of_year": (
        "a function of that year; this one holds {spans}",
        "en funktion fra det år; denne gælder {spans}",
    ),
    "claims.only_municipality": (
        "only the municipality has budgets here that can be cut",
        "kun kommunen har her budgetter, der kan skæres",
    ),
    "claims.nothing_reducible": (
        "the claim counts what a budget can be cut by, and nothing says what that is",
        "påstanden tæller, hvad et budget kan skæres med, og intet siger, hvad det er",
    ),
    "claims.all_savings": (
        "the headline counts all savings; what a budget can be cut by stands beside it",
        "hovedpåstanden tæller alle besparelser; hvad et budget kan skæres med, står ved siden af",
    ),
    "claims.tax": ("before_tax or after_tax", "before_tax eller after_tax"),
    "support.per_entry": (
        "mutual support reduces an amount per time, and this price is per entry",
        "gensidig forsørgelse nedsætter et beløb pr. tid, og denne pris er pr. indtræden",
    ),
    "support.children": (
        "mutual support is between parents, and this price is for children (clock {clock})",
        "gensidig forsørgelse er mellem forældre, og denne pris er for børn (forløbet {clock})",
    ),
    "support.of_parents": ("a price of a clock of parents", "en pris i et forløb for forældre"),
    "support.segment": ("segment of this price", "segment for denne pris"),
    "support.one_parent": (
        "the families of the segment '{name}' have one parent: nobody owes support",
        "familierne i segmentet '{name}' har én forælder: ingen har forsørgelsespligt",
    ),
    "support.none": ("none is declared", "ingen er angivet"),
    "support.two": ("segments with two parents: {names}", "segmenter med to forældre: {names}"),
    "support.no_state": (
        "the price '{name}' does not stand on the partner's state '{state}' of {clock}",
        "prisen '{name}' gælder ikke partnerens tilstand '{state}' i {clock}",
    ),
    "support.no_price": ("a price of {state}, but none is declared", "en pris for {state}, men ingen er angivet"),
    "support.income": (
        "the price '{name}' is per entry, and an income is an amount per time",
        "prisen '{name}' er pr. indtræden, og en indkomst er et beløb pr. tid",
    ),
    "not_modelled.payer": (
        "a department is of the municipality, and the payer is {payer}",
        "en forvaltning er kommunens, og betaleren er {payer}",
    ),
    "not_modelled.none": ("no department, or payer: municipality", "ingen forvaltning, eller payer: municipality"),
    "not_modelled.headline": (
        "the headline counts what is not modelled; its probability without it stands beside it",
        "hovedpåstanden tæller det med, der ikke er modelleret; sandsynligheden uden det står ved siden af",
    ),
    "not_modelled.nothing": (
        "the claim leaves out what is not modelled, and nothing is declared under not_modelled",
        "påstanden udelader det, der ikke er modelleret, og intet er angivet under not_modelled",
    ),
    "not_modelled.account": ("'{category}' has no account in {first}", "'{category}' har ingen konto i {first}"),
    "not_modelled.from_start": (
        "a function that it is booked on from the start, or no account at all",
        "en funktion, som den bogføres på fra starten, eller slet ingen konto",
    ),
    "yearly.twice": (
        "the price '{price_name}' is refunded by '{refunded}' already",
        "prisen '{price_name}' refunderes allerede efter '{refunded}'",
    ),
    "yearly.once": (
        "each price once: the refund of one rule is not taken off what the other sees",
        "hver pris én gang: den ene regels refusion trækkes ikke fra det, den anden ser",
    ),
    "yearly.others": (
        "the costs of a household's children are added, and '{price_name}' is that of others too",
        "udgifterne til en husstands børn lægges sammen, og '{price_name}' gælder også andre",
    ),
    "yearly.of_children": ("prices of children, or pooled: person", "priser for børn, eller pooled: person"),
    "yearly.limit_ends": (
        "the limit of '{name}' ends on {until}, and is used until {end}",
        "grænsen i '{name}' slutter {until}, og bruges til {end}",
    ),
    "yearly.later": ("brackets of the years after it", "trin for årene efter den"),
    "yearly.price_years": (
        "in {year} the limits of '{lower}' and '{higher}' stand at different price years",
        "i {year} står grænserne for '{lower}' og '{higher}' i hver sit prisår",
    ),
    "yearly.not_rising": (
        "the limit of '{higher}' is not above that of '{lower}' in {year}",
        "grænsen for '{higher}' ligger ikke over den for '{lower}' i {year}",
    ),
    "yearly.more": ("more than {low:.12g} {unit}", "mere end {low:.12g} {unit}"),
    "yearly.shares": (
        "the share of '{higher}' is below that of '{lower}'",
        "andelen for '{higher}' er under den for '{lower}'",
    ),
    "yearly.rising": ("shares of a cost that rise with it", "andele af en udgift, der stiger med den"),
    "yearly.per_entry": (
        "the price '{name}' is paid per entry, which no month can be made of",
        "prisen '{name}' betales pr. indtræden, som ingen måned kan laves af",
    ),
    "yearly.not_own": (
        "the price '{name}' is financed by '{financing}', not by the municipality alone",
        "prisen '{name}' finansieres efter '{financing}', ikke af kommunen alene",
    ),
    "yearly.own": (
        "a price that the municipality pays: it is refunded what it paid",
        "en pris, som kommunen betaler: den får refunderet, hvad den har betalt",
    ),
}
