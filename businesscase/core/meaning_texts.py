"""What is said of numbers, shares and observations, of what is used, and of the text of a file.

A part of `fault_texts`: key -> (English, Danish).
"""

from __future__ import annotations

MEANING_TEXTS: dict[str, tuple[str, str]] = {
    "name.with_point": (
        "a name cannot contain a point, which separates the names in a key",
        "et navn kan ikke indeholde et punktum, som skiller navnene i en nøgle",
    ),
    "draws.no_file": (
        "the number names a column, and the scenario has no file of draws",
        "tallet nævner en kolonne, og scenariet har ingen fil med simuleringer",
    ),
    "draws.column": ("column of {file}", "kolonne i {file}"),
    "draws.transformed": ("a number that has a finite {transform}", "et tal, der har en endelig {transform}"),
    "draws.no_number": (
        "the column {column} has a cell without a number",
        "kolonnen {column} har en celle uden et tal",
    ),
    "draws.outside": ("outside what '{name}' may be: {message}", "uden for, hvad '{name}' kan være: {message}"),
    "observations.derived": (
        "a value that nobody published is no measurement to fit to",
        "en værdi, som ingen har offentliggjort, er ingen måling at tilpasse efter",
    ),
    "observations.fit": ("fit, of a value of grade C", "fit, af en værdi af grade C"),
    "observations.compare": ("role: compare, or grade A or B", "role: compare, eller grade A eller B"),
    "observations.until": (
        "the window ends outside the years that are looked at",
        "vinduet slutter uden for de år, der ses på",
    ),
    "observations.from": ("a date from {start} on and before {until}", "en dato fra {start} og før {until}"),
    "observations.since": (
        "the window begins outside the years that are looked at, or after its end",
        "vinduet begynder uden for de år, der ses på, eller efter sin slutning",
    ),
    "observations.unit": ("wrong unit '{unit}' of a {measure}", "forkert enhed '{unit}' for {measure}"),
    "observations.error": (
        "a standard error of zero or less: no measurement is without error",
        "en standardfejl på nul eller mindre: ingen måling er uden fejl",
    ),
    "observations.empty_arm": ("the arm '{arm}' has no families", "gruppen '{arm}' har ingen familier"),
    "observations.a_family": ("at least one family", "mindst én familie"),
    "observations.one_arm": (
        "a difference between arms, and only one arm has families",
        "en forskel mellem grupper, og kun den ene har familier",
    ),
    "observations.comparison": (
        "families.comparison: how many were compared with",
        "families.comparison: hvor mange der blev sammenlignet med",
    ),
    "observations.price_year": (
        "the amount is in prices of another year than the scenario's",
        "beløbet er i et andet års priser end scenariets",
    ),
    "observations.no_index": ("none, but none is declared", "ingen, for ingen er angivet"),
    "observations.index": ("index: one of {names}", "index: en af {names}"),
    "observations.weights": (
        "the weights of the definitions do not sum to one",
        "definitionernes vægte giver ikke tilsammen 1",
    ),
    "observations.sum": ("weights that sum to 1", "vægte, der tilsammen giver 1"),
    "observations.of_money": (
        "{word} is said of money, and the observation is of states",
        "{word} siges om penge, og observationen er af tilstande",
    ),
    "observations.of_states": ("clock_start or compared_with", "clock_start eller compared_with"),
    "observations.no_comparison": (
        "nothing is compared in the money of one arm",
        "der sammenlignes ikke noget i én gruppes penge",
    ),
    "observations.saving": ("a saving, or leave it out", "en besparelse, eller udelad den"),
    "no_number": ("there is no number '{name}'", "der er intet tal '{name}'"),
    "observations.moves": (
        "'{name}' moves what is counted, not what it costs: a reading cannot change it",
        "'{name}' flytter det, der tælles, ikke hvad det koster: en læsning kan ikke ændre det",
    ),
    "observations.priced": ("a number under {names}", "et tal under {names}"),
    "shares.drawn": (
        "{at}: in draw {draw} the shares of {names} sum to {total:.3f}; narrow their ranges, or make the "
        "largest one the rest",
        "{at}: i simulering {draw} giver andelene for {names} tilsammen {total:.3f}; gør deres "
        "intervaller snævrere, eller lad den største være resten",
    ),
    "yearly.drawn": (
        "{at}.above: in draw {draw} the limit is not above that of the step before",
        "{at}.above: i simulering {draw} ligger grænsen ikke over den for trinnet før",
    ),
    "draws.too_few": (
        "{file} holds {rows:,} draws, and {draws:,} were asked for",
        "{file} har {rows:,} simuleringer, og der bedes om {draws:,}",
    ),
    "shares.level": ("the shares of the level sum to {total:g}", "niveauets andele giver tilsammen {total:g}"),
    "shares.most": ("at most 1", "højst 1"),
    "shares.level_high": (
        "the shares of one level can sum to more than one: to {highest:g} where each is at its high",
        "andelene i ét niveau kan tilsammen give mere end én: {highest:g}, hvor hver er på sin high",
    ),
    "shares.high": (
        "high of all the shares summing to at most 1",
        "high for alle andelene, der tilsammen giver højst 1",
    ),
    "shares.rest": (
        "a second share: rest; '{rest}' is the rest already",
        "endnu en andel: rest; '{rest}' er resten allerede",
    ),
    "shares.rest_once": ("rest at most once", "rest højst én gang"),
    "shares.financing": (
        "an uncertain share of financing: the shares would not sum to one in every draw",
        "en usikker finansieringsandel: andelene ville ikke give én i hver simulering",
    ),
    "shares.certain": (
        "a share without low and high, or rest for the other one",
        "en andel uden low og high, eller rest for den anden",
    ),
    "shares.share_rest": ("share: rest at most once", "share: rest højst én gang"),
    "shares.nothing_left": (
        "the shares sum to {total:g}, and leave nothing for the rest",
        "andelene giver tilsammen {total:g}, og efterlader intet til resten",
    ),
    "shares.uncertain": (
        "the share of '{name}' is uncertain, so the shares cannot sum to one in every draw",
        "andelen for '{name}' er usikker, så andelene kan ikke give én i hver simulering",
    ),
    "shares.one_rest": ("share: rest for one of the others", "share: rest for en af de andre"),
    "shares.sum": ("the shares sum to {total:g}, not to 1{when}", "andelene giver tilsammen {total:g}, ikke 1{when}"),
    "uncertainty.twice": ("the key stands twice, here and in '{seen}'", "nøglen står to gange, her og i '{seen}'"),
    "uncertainty.one_group": ("each key in one group, once", "hver nøgle i én gruppe, én gang"),
    "uncertainty.common": ("a common correlation must stay below 1", "en fælles korrelation skal være under 1"),
    "uncertainty.below_one": ("numbers from 0 to below 1", "tal fra 0 til under 1"),
    "uncertainty.certain": ("draws_with, but the number is not uncertain", "draws_with, men tallet er ikke usikkert"),
    "uncertainty.interval": ("low and high", "low og high"),
    "uncertainty.itself": ("the number draws with itself", "tallet simuleres med sig selv"),
    "uncertainty.a_key": ("the key of a number", "nøglen på et tal"),
    "uncertainty.not_uncertain": ("the number '{name}' is not uncertain", "tallet '{name}' er ikke usikkert"),
    "uncertainty.a_number": ("a number with low and high", "et tal med low og high"),
    "uncertainty.from_file": ("the number '{name}' is drawn from a file", "tallet '{name}' hentes fra en fil"),
    "uncertainty.no_draw": ("the number '{name}' has no draw of its own", "tallet '{name}' har ingen egen simulering"),
    "uncertainty.size": ("the matrix does not fit {size} keys", "matricen passer ikke til {size} nøgler"),
    "uncertainty.rows": ("{size} rows of {size} numbers", "{size} rækker med {size} tal"),
    "uncertainty.symmetric": ("the correlation matrix is not symmetric", "korrelationsmatricen er ikke symmetrisk"),
    "uncertainty.same": ("the same number across the diagonal", "det samme tal på den anden side af diagonalen"),
    "uncertainty.diagonal": (
        "the correlation matrix has other numbers than 1 on its diagonal",
        "korrelationsmatricen har andre tal end 1 på diagonalen",
    ),
    "uncertainty.definite": (
        "the correlation matrix is not positive definite: these correlations cannot hold together",
        "korrelationsmatricen er ikke positivt definit: disse korrelationer kan ikke gælde på én gang",
    ),
    "uncertainty.weaker": ("weaker correlations", "svagere korrelationer"),
    "use.or_not": ("use it, or leave it out", "brug den, eller udelad den"),
    "use.profile": ("no effect uses the profile '{name}'", "ingen virkning bruger profilen '{name}'"),
    "use.rule": ("no price uses the financing rule '{name}'", "ingen pris bruger finansieringsreglen '{name}'"),
    "use.index": ("no ledger category uses the index '{name}'", "ingen kategori bruger indekset '{name}'"),
    "use.category": ("nothing books the ledger category '{name}'", "intet bogfører kategorien '{name}'"),
    "use.state": (
        "nobody starts in the state '{state}', and no transition leads to it",
        "ingen starter i tilstanden '{state}', og ingen overgang fører til den",
    ),
    "use.draws": (
        "no number names a column of the file of draws",
        "intet tal nævner en kolonne i filen med simuleringer",
    ),
    "use.covariate": ("no transition uses the covariate '{name}'", "ingen overgang bruger kovariaten '{name}'"),
    "use.exponent": ("no transition has a frailty exponent", "ingen overgang har en skrøbelighedseksponent (frailty)"),
    "use.frailty": (
        "a frailty exponent, but the families have no frailty (population.frailty)",
        "en skrøbelighedseksponent, men familierne har ingen skrøbelighed (population.frailty)",
    ),
    "fields.account": ("'{found}' is not an account code", "'{found}' er ikke en kontokode"),
    "fields.an_account": (
        'an account code in quotes, such as "5.28.21"',
        'en kontokode i anførselstegn, såsom "5.28.21"',
    ),
    "fields.none": ("a {what}, but none is declared", "{what}, men ingen er angivet"),
    "parts.nested": (
        "a part of the catalogue cannot include other parts",
        "en del af kataloget kan ikke tage andre dele med",
    ),
    "parts.not_this": ("'include' cannot be this", "'include' kan ikke være dette"),
    "parts.list": ("a list of: {names}", "en liste af: {names}"),
    "parts.part": ("part of the catalogue", "del af kataloget"),
    "parts.twice": ("'{name}' is included twice", "'{name}' er taget med to gange"),
    "reading.tags": ("tags such as {tag} are not used in scenarios", "mærker som {tag} bruges ikke i scenarier"),
    "reading.endless": (
        "this repeats itself without end: an alias inside its own anchor",
        "dette gentager sig selv uden ende: en henvisning inde i sit eget anker",
    ),
    "reading.merge": (
        "merge keys (<<) are not used in scenarios: write the values out",
        "fletning (<<) bruges ikke i scenarier: skriv værdierne ud",
    ),
    "reading.code": (
        'a function code must stand in quotes: "{name}"',
        'en funktionskode skal stå i anførselstegn: "{name}"',
    ),
    "reading.key": ("a key must be a name", "en nøgle skal være et navn"),
    "reading.key_text": ("text, in quotes if need be", "tekst, om nødvendigt i anførselstegn"),
    "reading.no_point": (
        "a name without a point (18 months, not 1.5 years)",
        "et navn uden punktum (18 months, ikke 1.5 years)",
    ),
    "reading.what_if": ("unknown key 'what_if'", "ukendt nøgle 'what_if'"),
    "reading.bare": ("a bare number in a variant makes a what-if", "et bart tal i en variant er et tænkt tal"),
    "reading.account": (
        'an account code must stand in quotes: "{value}"',
        'en kontokode skal stå i anførselstegn: "{value}"',
    ),
    "references.no_price": ("there is no price in the catalogue '{name}'", "der er ingen pris '{name}' i kataloget"),
    "references.listed": ("a name that `businesscase prices` lists", "et navn, som `businesscase prices` opregner"),
    "references.draws_with": ("draws_with must be the key of a number", "draws_with skal være nøglen på et tal"),
}
