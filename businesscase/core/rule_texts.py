"""What is said of the rules that a declaration states itself: key -> (English, Danish). A part of `fault_texts`."""

from __future__ import annotations

RULE_TEXTS: dict[str, tuple[str, str]] = {
    "rule.band": (
        "a band of ages that ends at {until:g} cannot begin at {since:g}",
        "et aldersinterval, der slutter ved {until:g}, kan ikke begynde ved {since:g}",
    ),
    "rule.bands": (
        "bands need rising lower limits that begin with '0 months'",
        "bands skal have stigende nedre grænser, der begynder med '0 months'",
    ),
    "rule.marginal": (
        "marginal: true needs an exponential law and a frailty exponent other than 0",
        "marginal: true kræver en eksponentiel lov og en skrøbelighedseksponent, der ikke er 0",
    ),
    "rule.time_covariates": (
        "time_covariates need an exponential or Weibull law",
        "time_covariates kræver en eksponentiel lov eller en Weibull-lov",
    ),
    "rule.time_covariates.expected": ("covariates", "covariates"),
    "rule.one_law": ("expected exactly one of {names}; found {found}", "skriv netop en af {names}; fundet: {found}"),
    "rule.together": ("{first} and {second} go together", "{first} og {second} hører sammen"),
    "rule.date": ("'{text}' is no date", "'{text}' er ingen dato"),
    "rule.date.expected": (
        "a year such as 2018, or a date such as 2025-07-01",
        "et år såsom 2018, eller en dato såsom 2025-07-01",
    ),
    "rule.dates_rise": ("the date {name} does not come after {before}", "datoen {name} kommer ikke efter {before}"),
    "rule.dates_rise.expected": ("rising dates, each once", "stigende datoer, hver én gang"),
    "rule.until": ("until is {until}, before its last number", "until er {until}, før dens sidste tal"),
    "rule.until.expected": ("a date after {dates}", "en dato efter {dates}"),
    "rule.no_mean": (
        "value {value:g} cannot be the mean with this 5th and 95th percentile",
        "value {value:g} kan ikke være middelværdien med denne 5- og 95-percentil",
    ),
    "rule.no_mean.expected": (
        "the mean can lie between {low:.4g} and {high:.4g}",
        "middelværdien kan ligge mellem {low:.4g} og {high:.4g}",
    ),
    "rule.matrix": ("a matrix needs either source: or assumption:", "en matrix kræver enten source: eller assumption:"),
    "rule.no_table": (
        "there is no file of draws '{path}' in the folder of the scenario",
        "der er ingen fil med simuleringer '{path}' i scenariets mappe",
    ),
    "rule.table_unread": (
        "the file of draws cannot be read: {strerror}",
        "filen med simuleringer kan ikke læses: {strerror}",
    ),
    "rule.table_csv": (
        "the file of draws is not a CSV file in UTF-8",
        "filen med simuleringer er ikke en CSV-fil i UTF-8",
    ),
    "rule.table_head": (
        "the file of draws needs a head of different names, and one row per draw below it",
        "filen med simuleringer skal have et hoved med forskellige navne og en række pr. simulering under det",
    ),
    "rule.table_row": (
        "line {line} of {path} has {count} cells, and the head has {count_2}",
        "linje {line} i {path} har {count} celler, og hovedet har {count_2}",
    ),
    "rule.stairs": (
        "the staircase needs rising lower limits that begin with '0 weeks'",
        "trappen skal have stigende nedre grænser, der begynder med '0 weeks'",
    ),
    "rule.by_parts": ("families are counted by parts", "familier tælles efter dele"),
    "rule.by_parts.expected": (
        "parts, and no clock, states or transitions beside",
        "parts, og ingen clock, states eller transitions ved siden af",
    ),
    "rule.whole": (
        "expected clock, states and transitions; parts are for measure: families",
        "skriv clock, states og transitions; parts er til measure: families",
    ),
    "rule.one_of": ("expected exactly one of {names}", "skriv netop en af {names}"),
    "rule.attribution": (
        "levels without attribution: how much of them did the programme cause?",
        "niveauer uden attribution: hvor meget af dem skyldes indsatsen?",
    ),
    "rule.attribution.expected": (
        "attribution: a share with its interval",
        "attribution: en andel med interval",
    ),
    "rule.of_share": (
        "of: is said of a share that is written as a number of persons; leave it out",
        "of: siges om en andel, der er skrevet som et antal personer; udelad den",
    ),
    "rule.booking": (
        "a booking needs either source: or assumption:",
        "en kontering kræver enten source: eller assumption:",
    ),
    "rule.booked": (
        "refusion: booked is for a category booked gross on dranst 1",
        "refusion: booked er til en kategori, der bogføres brutto på dranst 1",
    ),
    "rule.income": (
        "expected wages or benefits: the names of prices that are the partner's income",
        "skriv wages eller benefits: navnene på de priser, der er partnerens indkomst",
    ),
    "rule.wages": (
        "wages and hours go together: the disregard follows the hours worked for the wages",
        "wages og hours hører sammen: fradraget følger de timer, der arbejdes for lønnen",
    ),
    "rule.disregard": (
        "the disregard '{name}' is not declared under disregards",
        "fradraget '{name}' er ikke angivet under disregards",
    ),
    "rule.unit": ("unknown unit '{unit}'", "ukendt enhed '{unit}'"),
    "rule.unit.expected": ("one of: {names}", "en af: {names}"),
    "rule.price_year": ("an amount of money needs its price_year", "et beløb skal have sit prisår (price_year)"),
    "rule.saving": ("a saving is a difference between arms", "en besparelse er en forskel mellem grupper"),
    "rule.saving.expected": ("money for what one arm cost", "money for, hvad én gruppe kostede"),
    "rule.money": ("money is that of one arm", "money er én gruppes"),
    "rule.money.expected": (
        "arm: programme or counterfactual, or a saving",
        "arm: programme eller counterfactual, eller en besparelse",
    ),
    "rule.one_found": ("expected exactly one of {names}; found {value}", "skriv netop en af {names}; fundet: {value}"),
    "rule.years": (
        "years go with persons or starters, and with nothing else: how long were they followed?",
        "years står sammen med persons eller starters og ikke med andet: hvor længe blev de fulgt?",
    ),
    "rule.more_moved": (
        "count is {count:g}: more moved than began",
        "count er {count:g}: flere flyttede sig, end der begyndte",
    ),
    "rule.more_moved.expected": ("at most {starters:g}", "højst {starters:g}"),
    "rule.of_nobody": ("count is {count:g}, of nobody", "count er {count:g}, af ingen"),
    "rule.of_nobody.expected": ("the time in which they were counted", "den tid, hvori de blev talt"),
    "rule.more_persons": ("persons are {persons:g}: more than all", "persons er {persons:g}: flere end alle"),
    "rule.more_persons.expected": ("at most {of:g}", "højst {of:g}"),
    "rule.negative": ("by_duration holds a number below 0", "by_duration har et tal under 0"),
    "rule.negative.expected": ("counts of persons", "antal personer"),
    "rule.by_duration": ("by_duration adds up to {total:g}", "by_duration giver tilsammen {total:g}"),
    "rule.by_duration.expected": ("{persons:g}, the persons in the state", "{persons:g}, personerne i tilstanden"),
    "rule.population": (
        "the population is empty or not a whole number: {families:g} families",
        "befolkningen er tom eller ikke et helt tal: {families:g} familier",
    ),
    "rule.half_life": (
        "value is {half_life:g}: a half-life must be above 0",
        "value er {half_life:g}: en halveringstid skal være over 0",
    ),
    "rule.half_life.expected": (
        "a short time, such as 0.2 weeks, for an effect that ends with the service",
        "en kort tid, såsom 0.2 weeks, for en virkning, der slutter med indsatsen",
    ),
    "rule.effective_n": (
        "reported shares need effective_n, the effective number of observations behind them",
        "rapporterede andele kræver effective_n, det effektive antal iagttagelser bag dem",
    ),
    "rule.both": (
        "low and high go together: give both or neither",
        "low og high hører sammen: skriv begge eller ingen af dem",
    ),
    "rule.order": (
        "expected low <= value <= high, found {low} <= {value} <= {high}",
        "der skal gælde low <= value <= high, fundet: {low} <= {value} <= {high}",
    ),
    "rule.origin": (
        "a number needs either source: (where it was read) or assumption: (why this number)",
        "et tal kræver enten source: (hvor det er læst) eller assumption: (hvorfor dette tal)",
    ),
    "rule.second_hand": (
        "second_hand is said of a source: name where the number was read, or leave it out",
        "second_hand siges om en kilde: nævn, hvor tallet er læst, eller udelad den",
    ),
    "rule.grade": (
        "a source needs its grade: A register or tariff, B published average, C derived",
        "en kilde kræver sin grade: A register eller takst, B offentliggjort gennemsnit, C udledt",
    ),
    "rule.no_grade": (
        "an assumption is grade D by definition; leave grade out",
        "en antagelse er pr. definition grade D; udelad grade",
    ),
    "rule.interval": (
        "an assumption or a derived number (grade C) needs low and high, the 5th and 95th percentile",
        "en antagelse eller et udledt tal (grade C) kræver low og high, 5- og 95-percentilen",
    ),
    "rule.no_interval": ("low and high are equal: {why}", "low og high er ens: {why}"),
    "rule.no_interval.expected": ("two that differ", "to, der er forskellige"),
    "rule.sensible": (
        "{name} is {number:g} {unit}: outside any sensible range",
        "{name} er {number:g} {unit}: uden for ethvert rimeligt område",
    ),
    "rule.sensible.expected": ("at most {most:g} {unit}", "højst {most:g} {unit}"),
    "rule.near_zero": (
        "{name} is {number:g} {unit}: too near 0 to be a number",
        "{name} er {number:g} {unit}: for tæt på 0 til at være et tal",
    ),
    "rule.near_zero.expected": ("0, or at least {value:g} {unit}", "0, eller mindst {value:g} {unit}"),
    "rule.transform": ("transform is that of a column", "transform hører til en kolonne"),
    "rule.transform.expected": ("the name of a column too", "også kolonnens navn"),
    "rule.column": (
        "a number with a column has neither low and high nor draws_with: the file holds its draws",
        "et tal med en kolonne har hverken low og high eller draws_with: filen har dets simuleringer",
    ),
    "rule.wrong_unit": ("wrong unit '{unit}'", "forkert enhed '{unit}'"),
    "rule.wrong_unit.expected": ("a {dimension} ({units})", "{dimension} ({units})"),
    "rule.lowest": (
        "{name} is {number}: a {dimension} here cannot be below {lowest:g}",
        "{name} er {number}: {dimension} kan her ikke være under {lowest:g}",
    ),
    "rule.highest": (
        "{name} is {number} {unit}: a {dimension} cannot exceed {highest:g}",
        "{name} er {number} {unit}: {dimension} kan ikke overstige {highest:g}",
    ),
    "rule.low_at_zero": (
        "low is the 5th percentile of a positive quantity: write a small number above 0",
        "low er 5-percentilen af en positiv størrelse: skriv et lille tal over 0",
    ),
    "rule.high_at_one": (
        "high must stay below 1 (100 percent): it is the 95th percentile of an uncertain share",
        "high skal være under 1 (100 percent): det er 95-percentilen af en usikker andel",
    ),
    "rule.span": (
        "expected a span of time such as '12 months' or '1 year', found '{text}'",
        "skriv et tidsrum såsom '12 months' eller '1 year', fundet: '{text}'",
    ),
    "rule.span_number": (
        "expected a span of time such as '12 months', found '{text}'",
        "skriv et tidsrum såsom '12 months', fundet: '{text}'",
    ),
    "rule.span_negative": (
        "a span of time cannot be negative: '{text}'",
        "et tidsrum kan ikke være negativt: '{text}'",
    ),
    "rule.limit_unit": ("wrong unit '{unit}'", "forkert enhed '{unit}'"),
    "rule.limit_unit.expected": ("an amount of money or a duration ({units})", "et beløb eller en varighed ({units})"),
    "rule.limit": (
        "value is {quantity}: a case costs and lasts nothing or more",
        "value er {quantity}: en sag koster og varer ingenting eller mere",
    ),
    "rule.limits": ("limits of money and of time stand together", "grænser for penge og for tid står sammen"),
    "rule.limits.expected": ("one of them in all steps", "en af dem i alle trin"),
    "rule.time_of_one": ("time is that of one person", "tid er én persons"),
    "rule.time_of_one.expected": ("pooled: person", "pooled: person"),
    "rule.years_rise": ("{later} stands after {earlier}", "{later} står efter {earlier}"),
    "rule.years_rise.expected": ("rising years", "stigende år"),
    "rule.limits_by_year": (
        "some years have limits of money and some of time",
        "nogle år har grænser for penge og nogle for tid",
    ),
    "rule.limits_by_year.expected": ("one of them in all years", "en af dem i alle år"),
    "rule.no_spread": (
        "a spread of costs moves no limit of time",
        "en spredning af udgifter flytter ingen grænse for tid",
    ),
    "rule.no_spread.expected": ("no spread", "ingen spread"),
    "rule.refunds_itself": ("the municipality cannot refund itself", "kommunen kan ikke refundere sig selv"),
    "rule.refunds_itself.expected": ("another payer", "en anden betaler"),
    "dimension.share": ("share", "andel"),
    "dimension.rate": ("rate", "rate"),
    "dimension.duration": ("duration", "varighed"),
    "dimension.money": ("money", "beløb"),
    "dimension.money_rate": ("money rate", "beløb pr. tid"),
    "dimension.hourly_money": ("hourly money", "timebeløb"),
    "dimension.working_time": ("working time", "arbejdstid"),
    "dimension.count": ("count", "antal"),
    "dimension.ratio": ("ratio", "faktor"),
    "dimension.number": ("number", "tal"),
}
