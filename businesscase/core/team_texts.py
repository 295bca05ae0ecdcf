"""What is said of a team and its roll-out: key -> (English, Danish). A part of `fault_texts`."""

from __future__ import annotations

TEAM_TEXTS: dict[str, tuple[str, str]] = {
    "a.profession": ("profession", "profession"),
    "team.none": (
        "the service is left to a team, and none is declared",
        "indsatsen er overladt til et team, og intet er angivet",
    ),
    "team.no_routine": (
        "the cost of routine is left to a team, and none is declared",
        "udgiften i almindelig drift er overladt til et team, og intet er angivet",
    ),
    "team.no_use": (
        "a team of which no place is taken costs nobody a sum per family",
        "et team, hvor ingen plads er i brug, har ingen udgift pr. familie",
    ),
    "team.no_member": ("the pair '{name}' has no member", "makkerparret '{name}' har ingen medlemmer"),
    "team.members": ("professions of its members, such as two", "medlemmernes professioner, for eksempel to"),
    "team.unused": (
        "no pair has a member of the profession '{name}'",
        "intet makkerpar har et medlem med professionen '{name}'",
    ),
    "team.use_it": ("use it, or leave it out", "brug den, eller udelad den"),
    "team.no_caseload": (
        "a pair that holds no family serves none",
        "et makkerpar, der ikke kan have nogen familie, hjælper ingen",
    ),
    "team.a_caseload": ("a caseload above 0 families", "et sagstal over 0 familier"),
    "team.unpaid_profession": (
        "no department pays the profession '{name}'",
        "ingen forvaltning betaler professionen '{name}'",
    ),
    "team.unpaid_overhead": ("no department pays the overhead '{name}'", "ingen forvaltning betaler udgiften '{name}'"),
    "team.department": ("department: one of: {names}", "department: en af: {names}"),
    "team.a_department": ("department: the name of one", "department: navnet på en forvaltning"),
    "team.too_late": (
        "the team begins when nobody is served any more",
        "teamet begynder, når ingen længere får indsatsen",
    ),
    "team.before_the_end": (
        "less than {years:.2f} years from programme start",
        "mindre end {years:.2f} år fra indsatsens start",
    ),
    "team.families_first": (
        "families come from programme start on, before the team exists",
        "familierne kommer fra indsatsens start, før teamet findes",
    ),
    "team.begin_together": (
        "begins: 0 weeks, or recruitment: that begins with the team",
        "begins: 0 weeks, eller recruitment:, der begynder med teamet",
    ),
    "team.visits_first": ("families are visited before the team exists", "familier besøges, før teamet findes"),
    "team.from_its_beginning": ("at least {begins}, when the team begins", "mindst {begins}, hvor teamet begynder"),
    "team.longer_than_all": (
        "a family is served for longer than the programme lasts",
        "en familie får indsatsen i længere tid, end indsatsen varer",
    ),
    "team.years_at_most": ("at most {years:.2f} years", "højst {years:.2f} år"),
    "team.no_feedback": (
        "nothing feeds back: no situation of a family ends its service",
        "intet virker tilbage: ingen situation i en familie afslutter dens forløb",
    ),
    "team.intensity_later": (
        "with feedback nobody knows, when a family begins, what time the team will have for it",
        "med feedback ved ingen, når en familie begynder, hvor megen tid teamet får til den",
    ),
    "team.without_intensity": (
        "waiting and relation only, or no feedback",
        "kun waiting og relation eller ingen feedback",
    ),
    "team.an_ending": (
        "programme.served.ends_when, or no feedback",
        "programme.served.ends_when eller ingen feedback",
    ),
    "team.first_phase": (
        "the first phase of a case begins with its first day",
        "den første fase af et forløb begynder med dets første dag",
    ),
    "team.phases": ("phases follow one another", "faser følger efter hinanden"),
    "team.later": ("more than {before}", "mere end {before}"),
    "team.no_place": ("a family that is served takes some place", "en familie i forløb optager en plads"),
    "team.above_0": ("above 0", "over 0"),
    "rule.caseload": (
        "wrong unit '{unit}': a caseload counts families; expected families",
        "forkert enhed '{unit}': et sagstal tæller familier; skriv families",
    ),
    "rule.overhead_amount": ("expected exactly one of per_year, once", "skriv præcis én af per_year, once"),
    "rule.overhead_each": ("expected one of each: post, for_every", "skriv én af each: post, for_every"),
    "rollout.no_team": (
        "a roll-out needs the team that is rolled out, and none is declared",
        "en udrulning kræver det team, der rulles ud, og intet er angivet",
    ),
    "rollout.outside": ("the year {year} lies outside the roll-out", "året {year} ligger uden for udrulningen"),
    "rollout.years": ("1 to {lasts}", "1 til {lasts}"),
    "rollout.no_families": ("nobody: {number} families", "ingen: {number} familier"),
    "rollout.no_pairs": ("nobody: {number} pairs", "ingen: {number} makkerpar"),
    "rollout.some_pairs": (
        "pairs that begin, or below 0 pairs that end, or leave the year out",
        "makkerpar, der begynder, eller under 0 makkerpar, der slutter; eller udelad året",
    ),
    "rollout.too_few": (
        "more pairs end in year {year} than there are",
        "der slutter flere makkerpar i år {year}, end der er",
    ),
    "rollout.at_most_pairs": ("not below -{number}", "ikke under -{number}"),
    "rollout.families_last": (
        "families come when no pair takes any more",
        "familierne kommer, når intet makkerpar tager imod flere",
    ),
    "rollout.while_pairs": ("while pairs are left", "mens der er makkerpar tilbage"),
    "rollout.at_least": ("at least 1, or leave the year out", "mindst 1, eller udelad året"),
    "rollout.families_first": ("families come before the team exists", "familierne kommer, før teamet findes"),
    "rollout.from_year": (
        "from year {year} on, in which the first pair begins",
        "fra år {year}, hvor det første makkerpar begynder",
    ),
    "rollout.too_long": (
        "the roll-out lasts beyond the years that are looked at",
        "udrulningen varer længere end de år, der ses på",
    ),
    "rollout.horizon": ("at most {years}", "højst {years}"),
    "team.ask.none": (
        "the scenario declares no team; expected a section team: (docs/how_to/capacity.md)",
        "scenariet angiver intet team; ventet et afsnit team: (docs/how_to/capacity.md)",
    ),
    "team.ask.routine": (
        "programme.steady_state.use: the cost of routine is the simulated team's, and the team has not been simulated; "
        "expected the scenario as delivery.routine.with_routine_cost returns it (run, capacity and every analysis do)",
        "programme.steady_state.use: udgiften i drift er det simulerede teams, og teamet er ikke simuleret; ventet "
        "scenariet, som delivery.routine.with_routine_cost giver det (run, capacity og alle analyser gør det)",
    ),
    "team.ask.no_rollout": (
        "the scenario declares no roll-out; expected a section rollout: (docs/how_to/capacity.md)",
        "scenariet angiver ingen udrulning; ventet et afsnit rollout: (docs/how_to/capacity.md)",
    ),
    "team.ask.ceiling": (
        "a ceiling of {ceiling:g} mio. DKK a year pays for no pair; expected a higher one",
        "et loft på {ceiling:g} mio. kr. om året betaler intet makkerpar; ventet et højere",
    ),
    "team.ask.sizes": (
        "pairs: found '{text}', expected sizes from 1 to {most}, such as 3-8, or 2,4,6",
        "pairs: fundet '{text}', ventet størrelser fra 1 til {most}, som 3-8 eller 2,4,6",
    ),
    "team.ask.wait": (
        "wait: found '{text}', expected a span of time such as '3 months'",
        "wait: fundet '{text}', ventet et tidsrum som '3 months'",
    ),
}
