# ruff: noqa: E501  (one fault on one line)
"""One broken file per fault: the invented municipality with a small edit, and the words and the line its message must have."""

from pathlib import Path

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.scenario import load_scenario
from tests.breaking import Broken, only_english

VALID = (Path(__file__).parents[1] / "invented_municipality.yaml").read_text(encoding="utf-8")


# fmt: off
FAMILIES = "{value: 20, unit: families, source: invented, grade: A}"
RATE = "{value: 0.04, low: 0.02, high: 0.06, unit: per year, source: invented, grade: C}"
WAGE = "{value: 300000, low: 260000, high: 340000,"
HALF = "common: {value: 0.5, low: 0.2, high: 0.8, unit: share, assumption: invented}"
LEVEL = VALID[VALID.index("    end_of_project:") : VALID.index("  ratios:\n")]
TARGET = LEVEL[LEVEL.index("        supported_job:\n") :]
FIRST = LEVEL.removesuffix(TARGET)
LATER = FIRST[: FIRST.index("        job:\n")].replace("end_of_project", "later").replace("2022-12-31", "2023-12-31")
LIFE = """
  life:
    label: {en: life, da: liv}
    members: parents
    states:
      alive: {label: {en: alive, da: i live}}
      dead: {label: {en: dead, da: død}, ends_member: true}
    start: {alive: {share: rest}}
    transitions:
      alive -> dead: {exponential: {rate: {value: 0.01, unit: per year, source: invented, grade: A}}}
"""
GRANTED = '  grant: [{function: "6.45.53", art: "7.9", assumption: invented}]\n'
STAIRS = VALID[VALID.index("  staircase:\n    label") : VALID.index("  mostly_municipal:\n")]
KEY = "clocks.public_benefit.transitions.on_benefit -> job.weibull.probability"

ENDING = "  costs:\n    team"
ENDS = "    ends_when:\n      at_work: {{of: {}, clock: {}, states: [{}], lasting: {}}}\n" + ENDING

STEP = "{{above: {{value: {}, unit: {}, source: invented, grade: A}}, share: {{value: {}, unit: share, source: invented, grade: A}}}}"
RULE = """
yearly_refusion:
  expensive:
    label: {{en: refund, da: refusion}}
    category: refund
    of: [{of}]
    payer: {payer}
{more}    since:
      2020: {{pooled: {pooled}, refunded: {{low: {low}, high: {high}}}}}
{later}
prices:
"""
LOW, HIGH = STEP.format(800000, "DKK, price_year: 2024", 0.25), STEP.format(1600000, "DKK, price_year: 2024", 0.5)
DAYS = STEP.format(120, "days", 0.5)
PLAIN = {"of": "placement", "payer": "central_government", "pooled": "household", "low": LOW, "high": HIGH, "more": "", "later": ""}


def yearly(name: str, words: tuple[str, ...], at: str, **changes: str) -> Broken:
    """The invented municipality with a rule of yearly refusion that has one fault."""
    return Broken(f"yearly refusion: {name}", "\nprices:\n", RULE.format(**{**PLAIN, **changes}), words, at)


YEARLY_FIELDS = [
    yearly("a share above one", ("a share cannot exceed 1", "found:    1.5"), "1.5, unit: share", high=STEP.format(1600000, "DKK, price_year: 2024", 1.5)),
    yearly("limits of time and money", ("limits of money and of time stand together",), "2020: {pooled", high=DAYS),
    yearly("a limit in families", ("wrong unit 'families'", "money or a duration"), "value: 8, unit: families", low=STEP.format(8, "families", 0.25)),
    yearly("a negative limit", ("a case costs and lasts nothing or more", "found:    -1"), "value: -1, unit", low=STEP.format(-1, "DKK, price_year: 2024", 0.25)),
    yearly("time of a household", ("time is that of one person", "pooled: person"), "2020: {pooled", low=STEP.format(0, "days", 0.5), high=DAYS),
    yearly("pooled by nobody", ("'family' cannot stand here", "person or household"), "pooled: family", pooled="family"),
    yearly("years that do not rise", ("2019 stands after 2020", "rising years"), "  expensive:", later=f"      2019: {{pooled: person, refunded: {{low: {LOW}}}}}"),
    yearly("years of time and years of money", ("some years have limits of money and some of time",), "  expensive:", later=f"      2021: {{pooled: person, refunded: {{low: {DAYS}}}}}"),
    yearly("a spread of time", ("a spread of costs moves no limit of time",), "  expensive:", pooled="person", low=STEP.format(0, "days", 0.5), high=DAYS, more="    spread: {value: 0.4, unit: ratio, source: invented, grade: A}\n"),
    yearly("refunds itself", ("the municipality cannot refund itself",), "  expensive:", payer="municipality"),
    yearly("no steps", ("'refunded' has too few entries", "at least 1"), "later:", later="      2021: {pooled: person, refunded: {}}  # later:"),
]

YEARLY_MEANING = [
    yearly("a limit that ends", ("the limit of 'low' ends on 2023-01-01, and is used until 2030-01-01",), "2020: {pooled", low=STEP.format(800000, "DKK, price_year: 2024", 0.25).replace("above: {", "above: {until: 2023-01-01, since: {2020: {").replace("A}, share", "A}}}, share")),
    yearly("limits out of order", ("the limit of 'high' is not above that of 'low' in 2020", "found:    800000", "more than 1600000 DKK"), "2020: {pooled", low=HIGH, high=LOW),
    yearly("shares that fall", ("the share of 'high' is below that of 'low'", "found:    0.2", "rise with it"), "2020: {pooled", high=STEP.format(1600000, "DKK, price_year: 2024", 0.2)),
    yearly("two price years", ("in 2020 the limits of 'low' and 'high' stand at different price years",), "2020: {pooled", high=STEP.format(1600000, "DKK, price_year: 2023", 0.5)),
    yearly("limits that cross later", ("the limit of 'high' is not above that of 'low' in 2022",), "2020: {pooled", low=STEP.format(800000, "DKK, price_year: 2024", 0.25).replace("above: {", "above: {since: {2020: {").replace("A}, share", "A}, 2021-03-01: {value: 1600001, unit: DKK, price_year: 2024, source: invented, grade: A}}}, share")),
    yearly("unknown price", ("there is no price 'placment'", "did you mean: placement?"), "of: [placment]", of="placment"),
    yearly("price per entry", ("'placement_decision' is paid per entry", "per_time"), "of: [placement_decision]", of="placement_decision"),
    yearly("price that others pay", ("financed by 'regional', not by the municipality alone",), "of: [treatment]", of="treatment", pooled="person"),
    yearly("price of parents in a household", ("the costs of a household's children are added, and 'benefit' is that of others too", "pooled: person"), "of: [benefit]", of="benefit"),
    yearly("price twice", ("'placement' is refunded by 'expensive' already",), "of: [placement, placement]", of="placement, placement"),
    yearly("no index", ("no index brings 'refund' to 2024", "an index for refund under index_of"), "unit: DKK, price_year: 2020", low=STEP.format(800000, "DKK, price_year: 2020", 0.25), high=STEP.format(1600000, "DKK, price_year: 2020", 0.5)),
]

READING = [
    Broken("tab", "  families: {", "\tfamilies: {", ("not YAML", "spaces, not with tabs"), "\tfamilies"),
    Broken("unclosed bracket", "ages: {until: 67}", "ages: {until: 67", ("not YAML", "the { that opens here is not closed", "shows on line 32"), "    ages: {until: 67"),
    Broken("duplicate key", "    ages: {until: 67}\n", "    ages: {until: 67}\n    members: parents\n", ("'members' appears twice", "first on line 30"), "    members: parents\n    states:"),
    Broken("Danish thousands", WAGE, "{value: 300.000, low: 260000, high: 340000,", ("did you mean 300000?", "thousands", "found:    300.000"), "300.000"),
    Broken("Danish millions", WAGE, "{value: 1.300.000, low: 260000, high: 340000,", ("did you mean 1300000?",), "1.300.000"),
    Broken("decimal comma in braces", "{value: 4.5, unit: mio DKK", "{value: 4,5, unit: mio DKK", ("decimal comma: write 4.5", "found:    4,5"), "4,5"),
    Broken("decimal comma in a block", RATE, "\n            value: 0,04\n            unit: per year\n            source: invented\n            grade: A", ("decimal comma: write 0.04",), "0,04"),
    Broken("decimal comma in quotes", "{value: 0.6, low", '{value: "0,6", low', ("decimal comma: write 0.6",), '"0,6"'),
    Broken("unquoted function", 'function: "5.28.21", art: "4.0"', 'function: 5.28.21, art: "4.0"', ('must stand in quotes: "5.28.21"',), "social_measure: [{function"),
    Broken("function read as a number", 'function: "5.28.21", art: "4.0"', 'function: 5.28, art: "4.0"', ('must stand in quotes: "5.28"',), "social_measure: [{function"),
    Broken("art read as a number", 'function: "5.28.21", art: "4.0"', 'function: "5.28.21", art: 4.0', ('must stand in quotes: "4.0"',), "social_measure: [{function"),
    Broken("not a function", 'function: "5.28.21", art: "4.0"', 'function: "52821", art: "4.0"', ("'52821' is not an account code", "5.28.21"), "social_measure: [{function"),
    Broken("unquoted function of the chart", '  "6.45.53": [', "  6.45: [", ('a function code must stand in quotes: "6.45"',), "  6.45: ["),
    Broken("no function of the chart", '  "6.45.53": [', '  "6.4553": [', ("'6.4553' is not a function of the chart of accounts", "5.28.21"), '  "6.4553": ['),
    Broken("function not in the chart", 'function: "5.28.21", art: "4.0"', 'function: "5.28.22", art: "4.0"', ("there is no function '5.28.22' in this chart of accounts", "5.28.21"), "social_measure: [{function"),
    Broken("function of other years", "area: financing, since: 2007", "area: financing, since: 2022", ("'7.68.90' is not in the chart of accounts in 2020", "2022 to now"), "  tax: [{function"),
    Broken("two rows in one year", "since: 2007, until: 2020", "since: 2007, until: 2022", ("two rows of '5.28.21' hold in 2021", "do not overlap"), "area: service, since: 2021, verified: false"),
    Broken("row that ends before it begins", "since: 2007, until: 2020", "since: 2007, until: 2006", ("the row ends before it begins", "2006"), "since: 2007, until: 2006"),
    Broken("category without account", GRANTED, "", ("the municipality books 'grant'", "no account in 2020"), "account_of:"),
    Broken("category with an account from later on", '  grant: [{function: "6.45.53"', '  grant: [{since: 2022, function: "6.45.53"', ("books 'grant'", "no account in 2020"), "  grant: [{since"),
    Broken("account of an unknown category", GRANTED, GRANTED + GRANTED.replace("grant", "helth"), ("there is no ledger category 'helth'", "health"), "  helth: [{function"),
    Broken("an account for a part", 'art: "4.0", source: invented}', 'art: "4.0", source: invented, share: 0.6}', ("the shares of the bookings sum to 0.6, not to 1",), "  social_measure: [{function"),
    Broken("booking without origin", 'art: "4.0", source: invented}', 'art: "4.0"}', ("either source: or assumption:",), "social_measure: [{function"),
    Broken("refusion beside dranst 7", 'function: "7.68.90", dranst: 7,', 'function: "7.68.90", dranst: 7, refusion: booked,', ("booked gross on dranst 1",), "  tax: [{function"),
    Broken("booking of an unknown department", "- {department: children, function", "- {department: childern, function", ("there is no department 'childern'", "children"), "department: childern"),
    Broken("unknown department pays", "        work: {value: 0.7", "        werk: {value: 0.7", ("there is no department 'werk'", "work"), "        werk:"),
    Broken("departments pay too much", "        work: {value: 0.7", "        work: {value: 0.75", ("the shares of the departments sum to 1.05, not to 1",), "      departments:\n        work"),
    Broken("nobody pays a cost", "      departments: {children: {value: 1, unit: share, source: invented, grade: A}}\n", "", ("which departments pay the cost 'evaluation'?", "work, children, finance"), "    evaluation:"),
    Broken("category in no department", "    categories: [public_benefit, displaced_casework]", "    categories: [displaced_casework]", ("the municipality books 'public_benefit', and it stands in no department",), "departments:\n  work"),
    Broken("category in two departments", "    categories: [social_measure]", "    categories: [social_measure, tax]", ("'tax' stands in two departments, 'children' and 'finance'",), "    categories: [tax]"),
    Broken("unknown category of a department", "    categories: [social_measure]", "    categories: [social_measure, helth]", ("there is no ledger category 'helth'", "health"), "helth]"),
    Broken("programme cost in a department", "    categories: [tax]", "    categories: [tax, programme_cost]", ("divided by what the departments pay of the programme", "programme.costs.*.departments"), "programme_cost]"),
    Broken("reducible without beginning", "    lag: {value: 6, low: 3, high: 12, unit: months, assumption: invented}\n", "", ("exactly one of lag, not_before",), "  social_measure:\n    share"),
    Broken("reducible saving of an unknown category", "  social_measure:\n    share", "  social_mesure:\n    share", ("'social_mesure'", "social_measure"), "  social_mesure:"),
    Broken("reducible saving that is the region's", "  social_measure:\n    share", "  health:\n    share", ("no category that the municipality saves 'health'",), "  health:\n    share"),
    Broken("unknown department is cut", "    ramp: {value: 12, low: 6, high: 24, unit: months, assumption: invented}\n", "    ramp: {value: 12, low: 6, high: 24, unit: months, assumption: invented}\n    by: childrens\n", ("there is no department 'childrens'", "children"), "by: childrens"),
    Broken("reducible for another payer", "    perspective: municipality\n    costs: net_of_grants\n    savings: budget_reducible", "    perspective: region\n    costs: net_of_grants\n    savings: budget_reducible", ("only the municipality has budgets here that can be cut",), "perspective: region"),
    Broken("reducible headline", "    headline: true\n", "    headline: true\n    savings: budget_reducible\n", ("the headline counts all savings", "before_tax or after_tax"), "savings: budget_reducible"),
    Broken("nothing is reducible", VALID[VALID.index("budget_reducible:\n") : VALID.index("discounting:\n")], "", ("nothing says what that is", "budget_reducible"), "savings: budget_reducible"),
    Broken("what-if in a file", FAMILIES, "{value: 20, unit: families, what_if: true}", ("unknown key 'what_if'", "variant"), "what_if"),
    Broken("not finite", "{value: 0.4, low: 0.2", "{value: .nan, low: 0.2", ("must be finite",), ".nan"),
    Broken("a tag", "parents: 1", "parents: !one 1", ("tags such as !one",), "!one"),
    Broken("merge key", "  evaluation:", "  evaluation:\n      <<: {years: [2022]}", ("merge keys",), "<<"),
    Broken("a point in a name", "  wages:", "  wages.dk:", ("cannot contain a point",), "wages.dk"),
    Broken("key is not a name", "parents: 1", "parents: 1\n      1.5: 2", ("a key must be a name", "found:    1.5"), "1.5: 2"),
    Broken("endless alias", "ages: {until: 18}", "ages: &ages {until: *ages}", ("repeats itself without end",), "&ages"),
]

FIELDS = [
    Broken("service ends in no span of time", ENDING, ENDS.format("any_parent", "public_benefit", "job", "half a year"), ("expected a span of time",), "half a year"),
    Broken("service ends by someone unknown", ENDING, ENDS.format("each_parent", "public_benefit", "job", "6 months"), ("each_parent", "any_parent"), "each_parent"),
    Broken("unknown key", "years: [2022]", "yeers: [2022]", ("unknown key 'yeers'", "did you mean: years?", "one of: label, total, years"), "yeers"),
    Broken("unknown section", "discounting:", "discunting:", ("unknown key 'discunting'", "did you mean: discounting?"), "discunting"),
    Broken("missing key", "      years: [2022]\n", "", ("'years' is missing",), "    evaluation:"),
    Broken("empty value", "payer: foundation", "payer:", ("'payer' is empty",), "payer:\n"),
    Broken("missing source", FAMILIES, "{value: 20, unit: families}", ("source:", "assumption:"), "  families:"),
    Broken("missing grade", FAMILIES, "{value: 20, unit: families, source: invented}", ("needs its grade",), "  families:"),
    Broken("assumption without uncertainty", "{value: 0.02, low: 0.01, high: 0.03, unit: per year,", "{value: 0.02, unit: per year,", ("an assumption", "needs low and high"), "moving_away"),
    Broken("assumption with a grade", "{value: 0.02, low: 0.01, high: 0.03, unit: per year,", "{value: 0.02, low: 0.01, high: 0.03, unit: per year, grade: B,", ("grade D",), "moving_away"),
    Broken("derived without uncertainty", RATE, "{value: 0.04, unit: per year, source: invented, grade: C}", ("grade C", "needs low and high"), "0.04, unit"),
    Broken("low above value", RATE, RATE.replace("0.02", "0.05"), ("low <= value <= high",), "low: 0.05, high: 0.06"),
    Broken("unknown unit", RATE, RATE.replace("per year", "yearly"), ("unknown unit 'yearly'", "per year"), "unit: yearly"),
    Broken("wrong unit", RATE, RATE.replace("per year", "years"), ("wrong unit 'years'", "per month"), "high: 0.06, unit: years"),
    Broken("negative rate", RATE, RATE.replace("value: 0.04, low: 0.02", "value: -0.04, low: -0.08"), ("rate here cannot be below 0",), "-0.04"),
    Broken("share above one", "{value: 0.6, low: 0.5, high: 0.7", "{value: 0.6, low: 0.5, high: 1.7", ("a share cannot exceed 1",), "high: 1.7"),
    Broken("amount without price year", "unit: DKK per week, price_year: 2022", "unit: DKK per week", ("needs its price_year",), "DKK per week"),
    Broken("bare number", FAMILIES, "20", ("'families' is not a number with its origin", "found:    20", "source"), "families: 20"),
    Broken("bare share", "share: {value: 0.6, low: 0.5, high: 0.7, unit: share, assumption: invented}", "share: 0.6", ("'share' is not a number with its origin",), "share: 0.6"),
    Broken("misspelt rest", "      share: rest\n  parent_ages", "      share: rset\n  parent_ages", ("'rset' cannot stand here", "did you mean: rest?"), "share: rset"),
    Broken("unknown payer of a claim", "perspective: public_sector", "perspective: public_sectr", ("'public_sectr' cannot stand here", "central_government", "did you mean: public_sector?"), "public_sectr"),
    Broken("unknown payer of a share", "shares: {region:", "shares: {regoin:", ("'regoin' cannot stand here", "did you mean: region?"), "regoin"),
    Broken("not a date", "2022-12-31", "31-12-2022", ("a date, such as 2019-01-01", "found:    31-12-2022"), "31-12-2022"),
    Broken("no such date", "2022-12-31", "2022-13-31", ("a date, such as 2019-01-01",), "2022-13-31"),
    Broken("text for a whole number", "horizon_years: 10", "horizon_years: ten", ("a whole number", "found:    ten"), "ten"),
    Broken("number for text", "title: Neighbour to Neighbour, an invented municipality", "title: 12", ("text; put it in quotes",), "title: 12"),
    Broken("word for true", "headline: true", "headline: yes", ("true or false", "found:    yes"), "headline: yes"),
    Broken("word for a list", "states: [on_benefit]\n    per_time", "states: on_benefit\n    per_time", ("a list",), "states: on_benefit"),
    Broken("two laws", "        exponential:\n          mean_duration: {value: 6,", "        bands: {0 months: {value: 1, unit: per year, source: invented, grade: A}}\n        exponential:\n          mean_duration: {value: 6,", ("exactly one of exponential, weibull, gompertz, bands; found exponential, bands",), "      supported_job -> on_benefit"),
    Broken("two forms of a rate", f"          rate: {RATE}", f"          rate: {RATE}\n          mean_duration: {{value: 6, unit: years, source: invented, grade: A}}", ("exactly one of rate, mean_duration, probability",), f"        exponential:\n          rate: {RATE}"),
    Broken("not a span", "over: 12 months", "over: a year", ("a span of time such as '12 months'",), "over: a year"),
    Broken("bands that do not begin", "          0 months: {value: 0.4", "          1 months: {value: 0.4", ("rising lower limits",), "      job -> on_benefit"),
    Broken("low of nothing", RATE, RATE.replace("low: 0.02", "low: 0"), ("low is the 5th percentile of a positive quantity: write a small number above 0", "found:    0"), "0, high: 0.06"),
    Broken("uncertain share up to one", "{value: 0.5, low: 0.2, high: 0.8, unit: share, assumption: invented}\n  profiles", "{value: 50, low: 20, high: 100, unit: percent, assumption: invented}\n  profiles", ("high must stay below 1 (100 percent)", "found:    100"), "100, unit: percent"),
    Broken("half-life of nothing", "half_life: {value: 3, low: 1, high: 6, unit: years, assumption: invented}", "half_life: {value: 0, unit: years, source: invented, grade: A}", ("a half-life must be above 0", "0.2 weeks"), "half_life: {value: 0"),
    Broken("not said whether observed", "      observed: true\n", "", ("'observed' is missing", "false: a goal"), "    end_of_project:"),
    Broken("empty population", FAMILIES, "{value: 0, unit: families, source: invented, grade: A}", ("the population is empty",), "families: {value: 0"),
    Broken("confidence of nothing", "within_years: 10", "within_years: 10\n    confidence: 0.3", ("more than 0.5",), "confidence: 0.3"),
    Broken("two ways to discount", "discounting:\n", "discounting:\n  continuous: {value: 0.03, unit: per year, source: invented, grade: A}\n", ("exactly one of rates, continuous",), "discounting:"),
    Broken("unknown strategy of a price", "    category: health\n", "    category: health\n    strategy: program\n", ("'program' cannot stand here", "did you mean: programme?"), "strategy: program"),
    Broken("time ratio on another law", "      placed -> at_home:\n", "      placed -> at_home:\n        time_covariates: {size: {value: 1, unit: number, source: invented, grade: A}}\n", ("need an exponential or Weibull law", "expected: covariates"), "      placed -> at_home:"),
    Broken("transform without a column", "low: 0.2, high: 0.8, unit: share, assumption: invented}\n  profiles", "low: 0.2, high: 0.8, transform: exp, unit: share, assumption: invented}\n  profiles", ("transform is that of a column",), "attribution: {value: 0.5"),
    Broken("unknown transform", "low: 0.2, high: 0.8, unit: share, assumption: invented}\n  profiles", "column: x, transform: log, unit: share, assumption: invented}\n  profiles", ("'log' cannot stand here", "identity or exp"), "attribution: {value: 0.5"),
    Broken("percentiles beside a column", "low: 0.2, high: 0.8, unit: share, assumption: invented}\n  profiles", "low: 0.2, high: 0.8, column: x, unit: share, assumption: invented}\n  profiles", ("neither low and high nor draws_with",), "attribution: {value: 0.5"),
    Broken("no claims", VALID[VALID.index("claims:") : VALID.index("variants:")], "claims: {}\n\n", ("too few entries", "at least 1"), "claims:"),
]

MEANING = [
    Broken("start in an unknown state", "      treated: {share: {value: 0.3", "      traeted: {share: {value: 0.3", ("there is no state 'traeted'", "did you mean: treated?"), "traeted"),
    Broken("transition to an unknown state", "on_benefit -> pension:", "on_benefit -> pensoin:", ("there is no state 'pensoin'", "did you mean: pension?"), "pensoin"),
    Broken("not a transition", "on_benefit -> pension:", "on_benefit->pension:", ("is not a transition", "did you mean: on_benefit -> pension?"), "on_benefit->pension"),
    Broken("transition to itself", "on_benefit -> pension:", "on_benefit -> on_benefit:", ("to itself",), "on_benefit -> on_benefit"),
    Broken("mean duration zero", "{value: 18, low: 12, high: 24, unit: months, assumption: invented}", "{value: 0, unit: months, source: invented, grade: A}", ("mean duration must be above zero",), "{value: 0, unit: months, source: invented, grade: A}\n\nprogramme"),
    Broken("a certain exit", "{value: 0.03, low: 0.02, high: 0.05, unit: share", "{value: 1, unit: share", ("a probability of one has no rate",), "{value: 1, unit: share, source: invented, grade: C}\n          over"),
    Broken("ages the wrong way", "ages: {until: 67}", "ages: {since: 70, until: 67}", ("ages end at 67",), "since: 70"),
    Broken("closes before it opens", "    frailty: -1\n", "    frailty: -1\n        opens: 2024-01-01\n        closes: 2022-01-01\n", ("closes before it opens",), "closes: 2022"),
    Broken("coupling to an unknown clock", "of: any_parent\n            clock: public_benefit", "of: any_parent\n            clock: publik_benefit", ("there is no clock 'publik_benefit'", "did you mean: public_benefit?"), "publik_benefit"),
    Broken("coupling to an unknown state", "states: [job, supported_job]", "states: [job, suported_job]", ("there is no state of public_benefit 'suported_job'", "did you mean: supported_job?"), "suported_job"),
    Broken("parents coupled to children", "of: self\n            clock: public_benefit\n            states: [on_benefit]", "of: self\n            clock: placement\n            states: [placed]", ("does not run for the same members",), "clock: placement"),
    Broken("parents coupled to parents", "of: self", "of: any_parent", ("parents come before children",), "of: any_parent\n            clock: public_benefit\n            states: [on_benefit]"),
    Broken("children coupled to children", "clock: public_benefit\n            states: [job, supported_job]", "clock: placement\n            states: [placed]", ("is a clock of children",), "clock: placement\n            states: [placed]"),
    Broken("a circle", f"          rate: {RATE}\n", f"          rate: {RATE}\n        couplings:\n          ill:\n            of: self\n            clock: health\n            states: [treated]\n            ratio: {{value: 2, unit: ratio, source: invented, grade: A}}\n", ("run in a circle", "public_benefit -> health -> public_benefit"), "            clock: health\n            states: [treated]"),
    Broken("unknown profile", "profile: prompt", "profile: promt", ("there is no profile 'promt'", "did you mean: prompt?"), "promt"),
    Broken("level of an unknown clock", "      clock: public_benefit\n      measured", "      clock: benefit\n      measured", ("there is no clock 'benefit'",), "clock: benefit"),
    Broken("target in an unknown state", "          states: [job]", "          states: [jobs]", ("there is no state of public_benefit 'jobs'", "did you mean: job?"), "[jobs]"),
    Broken("target by an unknown transition", "transitions: [on_benefit -> job]", "transitions: [on_benefit->job]", ("there is no transition of public_benefit", "did you mean: on_benefit -> job?"), "[on_benefit->job]"),
    Broken("ratio on an unknown transition", "transitions: [at_home -> placed]", "transitions: [at_home -> place]", ("did you mean: at_home -> placed?",), "at_home -> place]"),
    Broken("state in two targets", "          states: [supported_job]", "          states: [job]", ("counted twice",), "states: [job]\n          transitions: [on_benefit -> supported_job]"),
    Broken("transition in two targets", "transitions: [on_benefit -> supported_job]", "transitions: [on_benefit -> job]", ("already solved for",), ["states: [supported_job]", "          transitions: [on_benefit -> job]"][1] + "\n          share: {value: 0.15"),
    Broken("measured before the start", "2022-12-31", "2019-12-31", ("outside the years",), "2019-12-31"),
    Broken("level where couplings act", "      clock: public_benefit\n      measured: 2022-12-31", "      clock: health\n      measured: 2022-12-31", ("cannot be solved for in health", "couplings"), "clock: health\n      measured"),
    Broken("second level in a clock", LEVEL, FIRST + LATER + TARGET, ("a second level in the clock public_benefit: 'end_of_project'", "put the targets under one level"), "public_benefit\n      measured: 2023"),
    Broken("level of everyone", "    members: parents\n    ages: {until: 67}", "    members: everyone\n    ages: {until: 67}", ("a clock of everyone", "a clock of parents, or one of children"), "public_benefit\n      measured"),
    Broken("target in a state that ends the member", "job: {label: {en: ordinary job, da: job}, counts: self_support}", "job: {label: {en: ordinary job, da: job}, counts: self_support, ends_member: true}", ("the state 'job' ends the member",), "states: [job]\n          transitions"),
    Broken("level where drawn ages count", f"          rate: {RATE}\n", f"          rate: {RATE}\n        time: age\n", ("on_benefit -> pension' counts from the age", "population.listed"), "public_benefit\n      measured"),
    Broken("two clocks that end a member", "\n  placement:\n    label: {en: placement of a child", LIFE + LIFE.replace("life", "survival") + "\n  placement:\n    label: {en: placement of a child", ("a second clock that ends the member: life",), ["ends_member: true", "true}\n    start: {alive: {share: rest}}\n    transitions:\n      alive -> dead: {exponential: {rate: {value: 0.01, unit: per year, source: invented, grade: A}}}\n\n  placement"][1]),
    Broken("death that depends on other clocks", "treated: {label: {en: in treatment, da: i behandling}}", "treated: {ends_member: true, label: {en: in treatment, da: i behandling}}", ("health ends the member, so it comes before", "no couplings of: self"), "self\n            clock: public_benefit"),
    Broken("refusion of a state without benefit", "states: [on_benefit]\n    per_time", "states: [on_benefit, pension]\n    per_time", ("'pension' does not count as benefit", "refunded for ever"), "staircase\n    to_household"),
    Broken("refusion per entry", "per_time: {value: 15000, unit: DKK per month, price", "per_entry: {value: 15000, unit: DKK, price", ("a price per entry cannot be paid by the staircase",), "staircase\n    to_household"),
    Broken("staircases that differ", "  mostly_municipal:\n", STAIRS.replace("staircase:\n    label", "stairs:\n    label").replace("156", "104") + "  mostly_municipal:\n", ("reset_within differs from that of the staircase 'staircase'", "156 weeks"), "104 weeks"),
    Broken("grants above the costs", "total: {value: 2.0, unit: mio DKK", "total: {value: 4.0, unit: mio DKK", ("the grants of 2020 exceed the costs of 2020: 2,000,000 DKK against 1,500,000 DKK", "the grants of 2021"), "[2020, 2021]\n  displaced"),
    Broken("served until before the start", "  costs:\n    team", "    until: 2019-12-31\n  costs:\n    team", ("ends before the programme starts", "after 2020-01-01"), "2019-12-31"),
    Broken("served until after the horizon", "  costs:\n    team", "    until: 2030-01-02\n  costs:\n    team", ("ends after the years that are looked at", "up to 2030-01-01"), "2030-01-02"),
    Broken("service ends by an unknown clock", ENDING, ENDS.format("any_parent", "publik_benefit", "job", "6 months"), ("there is no clock 'publik_benefit'", "did you mean: public_benefit?", "programme.served.ends_when.at_work.clock"), "publik_benefit"),
    Broken("service ends by an unknown state", ENDING, ENDS.format("any_parent", "public_benefit", "jobs", "6 months"), ("there is no state of public_benefit 'jobs'", "did you mean: job?"), "jobs]"),
    Broken("success on an unknown clock", "success: {clock: public_benefit", "success: {clock: publik_benefit", ("there is no clock 'publik_benefit'", "did you mean: public_benefit?", "programme.success.clock"), "publik_benefit"),
    Broken("success in an unknown state", "states: [supported_job, job]}\n  grants", "states: [supported_job, jobs]}\n  grants", ("there is no state of public_benefit 'jobs'", "did you mean: job?"), "supported_job, jobs]"),
    Broken("service ends by a clock of the parents, asked of children", ENDING, ENDS.format("all_children", "public_benefit", "job", "6 months"), ("of: all_children, but public_benefit is a clock of parents", "expected: a clock of children, or of everyone"), "all_children"),
    Broken("service ends by a clock of the children, asked of parents", ENDING, ENDS.format("any_parent", "placement", "at_home", "6 months"), ("of: any_parent, but placement is a clock of children", "expected: a clock of parents, or of everyone"), "any_parent, clock: placement"),
    Broken("service ends by a state that stands twice", ENDING, ENDS.format("any_parent", "public_benefit", "job, job", "6 months"), ("the state 'job' stands twice",), "job, job"),
    Broken("intake longer than the service", "  costs:\n    team", "    until: 2020-06-30\n  costs:\n    team", ("nobody could be served who enrols after 2020-06-30", "found:    12 months"), "intake:"),
    Broken("shares that can exceed one", "share: {value: 0.45, unit: share, source: invented, grade: A}", "share: {value: 0.45, low: 0.3, high: 0.9, unit: share, source: invented, grade: A}", ("shares of one level can sum to more than one: to 1.05",), "      targets:"),
    Broken("price of an unknown clock", "    clock: health\n", "    clock: helth\n", ("there is no clock 'helth'", "did you mean: health?"), "helth"),
    Broken("price of an unknown state", "states: [treated]\n", "states: [treted]\n", ("there is no state of health 'treted'",), "treted"),
    Broken("price of an unknown segment", "states: [treated]\n", "states: [treated]\n    segments: [singel]\n", ("there is no segment 'singel'", "did you mean: single?"), "singel"),
    Broken("price of members without the clock", "states: [treated]\n", "states: [treated]\n    members: children\n", ("does not run for children",), "    members: children\n    per"),
    Broken("price by an unknown rule", "financing: regional", "financing: regionl", ("there is no financing rule 'regionl'", "did you mean: regional?"), "regionl"),
    Broken("levy on an unknown category", "on: [public_benefit, wage]", "on: [public_benefit, wages]", ("there is no category paid to households 'wages'",), "[public_benefit, wages]"),
    Broken("levy to the payer", "receiver: municipality", "receiver: household", ("paid to the payer itself",), "receiver: household"),
    Broken("index of an unknown category", "health: wages}", "helth: wages}", ("there is no ledger category 'helth'", "did you mean: health?"), "helth"),
    Broken("unknown index", "health: wages}", "health: wage}", ("there is no index 'wage'", "did you mean: wages?"), "health: wage}"),
    Broken("no index", ", health: wages}", "}", ("prices of 2022", "no index brings 'health' to 2024"), "unit: DKK per week"),
    Broken("index lacks a year", "      2023: {value: 0.04, unit: per year, source: invented, grade: A}\n", "", ("lacks the growth of 2023",), "value: 4.5"),
    Broken("price as spent", "unit: DKK per week, price_year: 2022", "unit: DKK per week, price_year: as_spent", ("costs and grants",), "DKK per week, price_year: as_spent"),
    Broken("segments not one", "      share: rest\n  parent_ages", "      share: {value: 0.5, unit: share, source: invented, grade: A}\n  parent_ages", ("sum to 1.1, not to 1",), "  segments:"),
    Broken("uncertain without rest", "      share: rest\n  parent_ages", "      share: {value: 0.4, unit: share, source: invented, grade: A}\n  parent_ages", ("'single' is uncertain", "share: rest"), "share: {value: 0.6"),
    Broken("two rests", "share: {value: 0.6, low: 0.5, high: 0.7, unit: share, assumption: invented}", "share: rest", ("a second share: rest",), ["da: par}\n      parents: 2", "      share: rest"][1] + "\n  parent_ages"),
    Broken("nothing left for the rest", "share: {value: 0.1, low: 0.05, high: 0.15, unit: share, source: invented, grade: C}", "share: {value: 0.1, low: 0.05, high: 0.15, unit: share, source: invented, grade: C}\n      pension:\n        share: {value: 0.95, unit: share, source: invented, grade: A}", ("sum to 1.05, and leave nothing",), "start:\n      on_benefit"),
    Broken("financing not one", "central_government: {value: 0.2,", "central_government: {value: 0.3,", ("sum to 1.1, not to 1",), "shares:\n      municipality"),
    Broken("uncertain financing", "central_government: {value: 0.2,", "central_government: {value: 0.2, low: 0.1, high: 0.3,", ("uncertain share of financing",), "central_government: {value: 0.2, low"),
    Broken("level above one", "share: {value: 0.45,", "share: {value: 0.95,", ("shares of the level sum to 1.1",), "targets:"),
    Broken("horizon shorter than the programme", "horizon_years: 10", "horizon_years: 3", ("horizon is shorter than the programme", "at least 3.5 years"), "horizon_years: 3"),
    Broken("cost after the horizon", "years: [2022]", "years: [2022, 2030]", ("2030 lies outside", "2020 to 2029"), "2030]"),
    Broken("cost year twice", "years: [2022]", "years: [2022, 2022]", ("2022 stands twice",), "[2022, 2022]"),
    Broken("claim beyond the horizon", "within_years: 10", "within_years: 11", ("reaches beyond the horizon of 10 years",), "within_years: 11"),
    Broken("no headline", "    headline: true\n", "", ("no claim is the headline",), "claims:"),
    Broken("two headlines", "    costs: gross\n", "    costs: gross\n    headline: true\n", ("a second headline", "within_five_years"), ["costs: gross", "    headline: true"][1] + "\n    within"),
    Broken("routine cost not stated", VALID[VALID.index("  steady_state:") : VALID.index("effects:\n  attribution")], "\n", ("needs the cost of a family in routine", "programme.steady_state"), "costs: steady_state"),
    Broken("correlation of an unknown key", f"- {KEY}", f"- {KEY.replace('probability', 'probabilty')}", ("there is no number", f"did you mean: {KEY}?"), "probabilty"),
    Broken("correlation of a certain number", f"- {KEY}", "- programme.costs.team.total", ("is not uncertain",), "- programme.costs.team.total"),
    Broken("correlated twice", f"- {KEY}", f"- {KEY}\n      - {KEY}", ("stands twice",), f"- {KEY}\n      - clocks.public_benefit.transitions.on_benefit -> supported_job"),
    Broken("correlation of one", HALF, "common: {value: 1, unit: share, assumption: invented}", ("must stay below 1",), "common:"),
    Broken("matrix of the wrong size", HALF, "matrix: [[1, 0.5]]\n    assumption: invented", ("does not fit 2 keys",), "matrix:"),
    Broken("matrix not symmetric", HALF, "matrix: [[1, 0.5], [0.4, 1]]\n    assumption: invented", ("not symmetric",), "matrix:"),
    Broken("matrix without unit diagonal", HALF, "matrix: [[2, 0.5], [0.5, 2]]\n    assumption: invented", ("on its diagonal",), "matrix:"),
    Broken("matrix not positive definite", HALF, "matrix: [[1, 1.5], [1.5, 1]]\n    assumption: invented", ("not positive definite",), "matrix:"),
    Broken("matrix without origin", HALF, "matrix: [[1, 0.5], [0.5, 1]]", ("source: or assumption:",), "  labour_market:"),
    Broken("draws with an unknown number", "draws_with: clocks.public_benefit.transitions.job -> on_benefit.bands.0 months", "draws_with: clocks.public_benefit.transitions.job -> on_benefit.bands.0 month", ("there is no number", "did you mean: clocks.public_benefit.transitions.job -> on_benefit.bands.0 months?"), "bands.0 month}"),
    Broken("draws with a certain number", "draws_with: clocks.public_benefit.transitions.job -> on_benefit.bands.0 months", "draws_with: population.families", ("is not uncertain",), "draws_with: population"),
    Broken("draws with itself", "draws_with: clocks.public_benefit.transitions.job -> on_benefit.bands.0 months", "draws_with: clocks.public_benefit.transitions.job -> on_benefit.bands.12 months", ("draws with itself",), "draws_with"),
    Broken("certain, but draws with", "spread: {value: 6, unit: years,", "spread: {value: 6, unit: years, draws_with: effects.attribution,", ("not uncertain",), "draws_with: effects"),
    Broken("column without a file", "low: 0.2, high: 0.8, unit: share, assumption: invented}\n  profiles", "column: caused, unit: share, assumption: invented}\n  profiles", ("no file of draws", "draws: {file: ...}"), "attribution: {value: 0.5"),
    Broken("no such file of draws", "claims:\n", "draws: {file: absent.csv}\n\nclaims:\n", ("there is no file of draws 'absent.csv'", "folder of the scenario"), "draws: {file"),
    Broken("unused profile", "profile: prompt", "profile: slow", ("no effect uses the profile 'prompt'",), "    prompt:"),
    Broken("unused financing rule", "financing: regional", "financing: municipal", ("no price uses the financing rule 'regional'",), "  regional:"),
    Broken("unused index", "indices:\n", "indices:\n  idle:\n    label: {en: idle, da: ledig}\n    growth: {2021: {value: 0, unit: per year, source: invented, grade: A}}\n", ("no ledger category uses the index 'idle'",), "  idle:"),
    Broken("unused category", "indices:\n", "categories:\n  ghost: {label: {en: ghost, da: spøgelse}}\nindices:\n", ("nothing books the ledger category 'ghost'",), "  ghost:"),
    Broken("unreached state", "      pension: {label: {en: disability", "      asleep: {label: {en: asleep, da: sover}}\n      pension: {label: {en: disability", ("nobody starts in the state 'asleep'",), "asleep:"),
    Broken("unused frailty exponent", "  frailty:\n    variance: {value: 0.4, low: 0.2, high: 0.8, unit: ratio, assumption: invented}\n", "", ("the families have no frailty",), "frailty: -1"),
    Broken("covariate that no family has", "        frailty: -1\n", "        frailty: -1\n        covariates:\n          age: {value: 1, unit: number, source: invented, grade: A}\n", ("no family has the covariate 'age'",), "          age:"),
    Broken("listed families that do not add up", "  moving_away:", "  listed:\n    one: {segment: single, parents: [30, 40], children: [2]}\n    two: {segment: singel, parents: [30]}\n  moving_away:", ("has 1 parent(s)", "there is no segment 'singel'", "number of families", "number of persons"), "one: {"),
    Broken("variant of an unknown key", "all of it caused: {effects.attribution: 1.0}", "all of it caused: {effects.atribution: 1.0}", ("unknown key 'effects.atribution'", "did you mean: effects.attribution?"), "atribution"),
    Broken("variant out of range", "all of it caused: {effects.attribution: 1.0}", "all of it caused: {effects.attribution: 1.5}", ("a share cannot exceed 1",), "attribution: 1.5"),
    Broken("variant with Danish thousands", "prices.placement.per_time: 900000", "prices.placement.per_time: 900.000", ("did you mean 900000?",), "900.000"),
    Broken("variant with a part of a number", "all of it caused: {effects.attribution: 1.0}", "all of it caused: {effects.attribution.value: 1.0}", ("part of a number", "did you mean: effects.attribution?"), "attribution.value"),
]


# fmt: on


def load_text(tmp_path: Path, text: str) -> ScenarioError:
    file = tmp_path / "broken.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file)
    return caught.value


@pytest.mark.parametrize(
    "broken", READING + FIELDS + MEANING + YEARLY_FIELDS + YEARLY_MEANING, ids=lambda broken: broken.name
)
def test_fault_is_named_at_its_line(broken: Broken, tmp_path: Path) -> None:
    error = load_text(tmp_path, broken.text(VALID))
    for word in broken.words:
        assert word in str(error)
    lines = {fault.line for fault in error.faults if any(word in str(fault) for word in broken.words)}
    assert broken.line(VALID) in lines, str(error)
    assert all(fault.file.endswith("broken.yaml") for fault in error.faults)
    assert "pydantic" not in str(error).lower()
    assert "Input should" not in str(error)
    assert not only_english(error.faults)


@pytest.mark.slow
@pytest.mark.parametrize("broken", READING + FIELDS + YEARLY_FIELDS, ids=lambda broken: broken.name)
def test_one_fault_gives_one_message(broken: Broken, tmp_path: Path) -> None:
    assert len(load_text(tmp_path, broken.text(VALID)).faults) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty"),
        ("# nothing\n", "the file is empty"),
        ("- a\n- b\n", "not a scenario"),
        ("hello", "not a scenario"),
    ],
)
def test_not_a_scenario(text: str, words: str, tmp_path: Path) -> None:
    assert words in str(load_text(tmp_path, text))


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="there is no such file"):
        load_scenario(tmp_path / "absent.yaml")


def test_a_directory_and_bytes(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="cannot be read"):
        load_scenario(tmp_path)
    (tmp_path / "latin.yaml").write_bytes("title: forsørgelse".encode("latin-1"))
    with pytest.raises(ScenarioError, match="UTF-8"):
        load_scenario(tmp_path / "latin.yaml")


def test_all_faults_of_a_stage_at_once(tmp_path: Path) -> None:
    text = VALID
    for broken in FIELDS[:1] + FIELDS[4:5] + FIELDS[18:19]:
        assert broken.old in text
        text = text.replace(broken.old, broken.new, 1)
    faults = load_text(tmp_path, text).faults
    assert len(faults) == 3
    assert [fault.line for fault in faults] == sorted(fault.line or 0 for fault in faults)


def test_all_faults_of_what_ends_a_service_at_once(tmp_path: Path) -> None:
    text = VALID.replace("\nprogramme:", f"{LIFE}\nprogramme:", 1)
    for index, (of, clock, states) in enumerate(
        [("any_child", "life", "alive"), ("any_parent", "life", "dead"), ("any_parent", "lief", "alive"),
         ("all_parents", "public_benefit", "jib, job")]
    ):  # fmt: skip
        entry = f"      ending{index}: {{of: {of}, clock: {clock}, states: [{states}], lasting: 1 year}}\n"
        text = text.replace(ENDING, ("" if index else "    ends_when:\n") + entry + ENDING, 1)
    error = load_text(tmp_path, text)
    for words in ("life is a clock of parents", "'dead' ends the member", "no clock 'lief'", "'jib'"):
        assert words in str(error)
    assert len(error.faults) == 4


def test_service_may_end_before_the_last_family_is_through(tmp_path: Path) -> None:
    file = tmp_path / "until.yaml"
    text = VALID.replace("  costs:\n    team", "    until: 2022-12-31\n  costs:\n    team")
    file.write_text(
        text.replace("horizon_years: 10", "horizon_years: 3")
        .replace("within_years: 10", "within_years: 3")
        .replace("within_years: 5", "within_years: 3"),
        encoding="utf-8",
    )
    assert load_scenario(file).time.horizon_years == 3
