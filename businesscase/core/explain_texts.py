"""What `explain` says of where a value acts: key -> (English, Danish). A part of `fault_texts`.

Names that a scenario gives (clocks, states, prices, claims) stand as it gives them.
"""

from __future__ import annotations

EXPLAIN_TEXTS: dict[str, tuple[str, str]] = {
    "where.or": ("{one} or {other}", "{one} eller {other}"),
    "where.and": ("{one} and {other}", "{one} og {other}"),
    "where.comma": ("{one}, {other}", "{one}, {other}"),
    "where.members.parents": ("parents", "forældrene"),
    "where.members.children": ("children", "børnene"),
    "where.members.everyone": ("everyone", "alle"),
    "where.of.self": ("self", "samme person"),
    "where.of.any_parent": ("any_parent", "mindst én forælder"),
    "where.of.all_parents": ("all_parents", "alle forældre"),
    "where.of.each_parent": ("each_parent", "hver forælder"),
    "where.payer.municipality": ("municipality", "kommunen"),
    "where.payer.region": ("region", "regionen"),
    "where.payer.central_government": ("central_government", "staten"),
    "where.payer.other_municipality": ("other_municipality", "andre kommuner"),
    "where.payer.foundation": ("foundation", "fonden"),
    "where.payer.household": ("household", "husholdningen"),
    "where.kind.hazard_ratio": ("hazard ratio", "faktor på raten (hazard_ratio)"),
    "where.kind.time_ratio": ("time ratio", "faktor på tiden (time_ratio)"),
    "where.measure.entries": ("entries", "antallet af nye forløb"),
    "where.measure.share": ("share", "andelen"),
    "where.measure.count": ("count", "antallet"),
    "where.measure.time": ("time", "tiden"),
    "where.measure.families": ("families", "antallet af familier"),
    "where.pooled.person": ("person", "person"),
    "where.pooled.household": ("household", "husstand"),
    # clocks
    "where.start": (
        "where the {members} start in the clock {clock}: in the state {state}",
        "hvor {members} begynder i forløbet {clock}: i tilstanden {state}",
    ),
    "where.hazard": (
        "the hazard of the {members} in the clock {clock} moving from {source} to {target}",
        "raten, hvormed {members} i forløbet {clock} går fra {source} til {target}",
    ),
    "where.while": ("while the clock {clock} ({of}) is in {states}", "mens forløbet {clock} ({of}) er i {states}"),
    "where.coupling": (
        "multiplied by the coupling {name} while {clock} ({of}) is in {states}",
        "ganget med koblingen {name}, mens {clock} ({of}) er i {states}",
    ),
    "where.solved_level": (
        "its hazard under the programme is solved for from effects.levels.{level}.targets.{target}",
        "dens rate med indsatsen løses ud fra effects.levels.{level}.targets.{target}",
    ),
    "where.solved_goal": (
        "its hazard under the programme is solved for from goals.{name}",
        "dens rate med indsatsen løses ud fra goals.{name}",
    ),
    "where.changed_ratio": (
        "changed under the programme by effects.ratios.{name} ({kind})",
        "ændret med indsatsen af effects.ratios.{name} ({kind})",
    ),
    # prices
    "where.time_priced": (
        "time spent in {state} is priced by prices.{name}, paid by {payers}",
        "tid i {state} har prisen prices.{name}, betalt af {payers}",
    ),
    "where.entry_priced": (
        "each entry to {state} is priced by prices.{name}, paid by {payers}",
        "hvert nyt forløb i {state} har prisen prices.{name}, betalt af {payers}",
    ),
    "where.time_in": ("time spent in {states} of the clock {clock}: {who}", "tid i {states} i forløbet {clock}: {who}"),
    "where.entry_in": (
        "each entry in {states} of the clock {clock}: {who}",
        "hvert nyt forløb i {states} i forløbet {clock}: {who}",
    ),
    "where.paid_by": ("paid by {payers} (financing.{name})", "betalt af {payers} (financing.{name})"),
    "where.booked": ("booked as {category}", "bogført som {category}"),
    "where.booked_income": (
        "booked as {category}, income of the household",
        "bogført som {category}, indkomst for husholdningen",
    ),
    "where.less_partner": (
        "less where the other parent is in {states} ({segments})",
        "mindre, hvor den anden forælder er i {states} ({segments})",
    ),
    "where.less_means": ("less the more the parents have of {prices}", "mindre, jo mere forældrene har af {prices}"),
    "where.reduces": (
        "income of the household that reduces prices.{name}",
        "indkomst i husholdningen, som nedsætter prices.{name}",
    ),
    "where.reduces_partner": (
        "income that reduces prices.{name} of a partner of those in {state}",
        "indkomst, som nedsætter prices.{name} for partneren til dem i {state}",
    ),
    "where.brought": (
        "brought from the prices of {years} to {year} by indices.{index}",
        "bragt fra {years}-priser til {year} af indices.{index}",
    ),
    "where.refunded": (
        "refunded above limits by yearly_refusion.{name}",
        "refunderet over grænser af yearly_refusion.{name}",
    ),
    "where.contributed": (
        "contributed to from {step} of benefit time on by {payer} (contributions.{name})",
        "med bidrag fra {step} på ydelse og frem, betalt af {payer} (contributions.{name})",
    ),
    "where.taken_off": (
        "a share of it is taken off contributions.{name}",
        "en andel af den trækkes fra contributions.{name}",
    ),
    "where.base": (
        "base of levies.{name}, from {payer} to {receiver}",
        "grundlag for levies.{name}, fra {payer} til {receiver}",
    ),
    "where.yearly": (
        "refunded by {payer} to the municipality of what a case costs in a calendar year: {prices}",
        "refunderet af {payer} til kommunen af det, en sag koster i et kalenderår: {prices}",
    ),
    "where.from_start": ("from the start", "fra begyndelsen"),
    "where.from_year": ("from 1 January {year}", "fra 1. januar {year}"),
    "where.since_until": (
        "{since} to the end of {year}, costs added by {pooled}",
        "{since} til udgangen af {year}, udgifter lagt sammen pr. {pooled}",
    ),
    "where.since_on": (
        "{since} on, costs added by {pooled}",
        "{since} og frem, udgifter lagt sammen pr. {pooled}",
    ),
    "where.in_segments": ("{who} in the segments {segments}", "{who} i segmenterne {segments}"),
    "where.with_only": ("{who}, with the programme only", "{who}, kun med indsatsen"),
    "where.without_only": ("{who}, without the programme only", "{who}, kun uden indsatsen"),
    "where.staircase": (
        "the state and the municipality by the refusion staircase",
        "staten og kommunen efter refusionstrappen",
    ),
    "where.nobody": ("nobody in the public sector", "ingen i det offentlige"),
    "where.share": ("{payer} {share}", "{payer} {share}"),
    "where.share_from": ("{share} from {date}", "{share} fra {date}"),
    "where.frozen": (
        "the number in force on {date} is used throughout (rules)",
        "tallet, der gælder {date}, bruges hele vejen (rules)",
    ),
    "where.dated": (
        "each number is used from its date on (rules: as_legislated)",
        "hvert tal bruges fra sin dato og frem (rules: as_legislated)",
    ),
    "where.financing": ("who pays prices.{name} ({category})", "hvem der betaler prices.{name} ({category})"),
    "where.levy": (
        "a share of {base} that passes from {payer} to {receiver}; left out before tax",
        "en andel af {base}, som går fra {payer} til {receiver}; udeladt før skat",
    ),
    "where.contribution": (
        "paid by {payer} to {receiver} wherever prices.{name} is",
        "betalt af {payer} til {receiver}, hvor prices.{name} betales",
    ),
    "where.contribution_from": (
        "from {step} of benefit time on, booked as {category}",
        "fra {step} på ydelse og frem, bogført som {category}",
    ),
    "where.indexed": (
        "brings the amounts of {category} to the prices of {year}",
        "bringer beløbene i {category} til {year}-priser",
    ),
    "where.discounted": (
        "discounted figures only, the net present value among them, as in the claims {claims}",
        "kun diskonterede tal, nutidsværdien iblandt, som i påstandene {claims}",
    ),
    "where.discounted_none": (
        "discounted figures only, the net present value among them; no claim is discounted",
        "kun diskonterede tal, nutidsværdien iblandt; ingen påstand er diskonteret",
    ),
    # families
    "where.frailty": ("the clock {clock}: {moves}", "forløbet {clock}: {moves}"),
    "where.segment": ("how many of the families are {segment}", "hvor mange af familierne der er {segment}"),
    "where.segment_priced": (
        "how many of the families are {segment}; priced apart by {prices}",
        "hvor mange af familierne der er {segment}; med egen pris i {prices}",
    ),
    "where.families": ("the families, in both strategies", "familierne, både med og uden indsatsen"),
    # uncertainty
    "where.correlated": (
        "correlated with {others} (correlations.{name})",
        "korreleret med {others} (correlations.{name})",
    ),
    "where.draws_with": ("its draw is that of {other}", "det simuleres sammen med {other}"),
    "where.drawn_with": ("{other} shares its draw", "{other} simuleres sammen med det"),
    "where.variant": ("changed by the variant '{name}'", "ændret af varianten '{name}'"),
    "where.reducible": (
        "what a budget can be cut by of the saving in {category}",
        "hvor meget et budget kan sættes ned med af besparelsen i {category}",
    ),
    "where.reducible_of": (
        "what a budget of the department {department} can be cut by of the saving in {category}",
        "hvor meget budgettet i forvaltningen {department} kan sættes ned med af besparelsen i {category}",
    ),
    "where.claims": ("counted in the claims {claims}", "tæller med i påstandene {claims}"),
    "where.column": ("the column {column} of {file}", "kolonnen {column} i {file}"),
    "where.column_of": (
        "the column {column} of {file}, {transform} of each cell",
        "kolonnen {column} i {file}, {transform} af hver celle",
    ),
    # the programme
    "where.served": (
        "when each family is served, and so when every effect of the programme begins and fades",
        "hvornår hver familie får indsatsen, og dermed hvornår hver virkning begynder og klinger af",
    ),
    "where.costs.gross": ("the whole cost", "hele udgiften"),
    "where.costs.net_of_grants": ("cost net of grants", "udgift fratrukket tilskud"),
    "where.costs.net_of_grants_and_displaced": (
        "cost net of grants and ordinary casework saved",
        "udgift fratrukket tilskud og sparet sagsbehandling",
    ),
    "where.costs.steady_state": ("cost in routine operation", "udgift i almindelig drift"),
    "where.in_costs": ("counted in: {costs}", "tæller med i: {costs}"),
    "where.spent": ("spent evenly over {years}; {counted}", "brugt jævnt over {years}; {counted}"),
    "where.grant": (
        "paid by {payer}, booked evenly over {years}; {counted}",
        "betalt af {payer}, bogført jævnt over {years}; {counted}",
    ),
    "where.payroll": (
        "of the cost less grants, no extra cost; {counted}",
        "af udgiften fratrukket tilskud ikke en merudgift; {counted}",
    ),
    "where.displaced": (
        "saved for each family while it is served; {counted}",
        "sparet for hver familie, mens den får indsatsen; {counted}",
    ),
    "where.steady": (
        "for each family, over the time it is served; {counted}",
        "for hver familie, i den tid den får indsatsen; {counted}",
    ),
    "where.success": (
        "what a success costs, and how many are needed; no other figure",
        "hvad en succes koster, og hvor mange der skal til; intet andet tal",
    ),
    # its effects
    "where.attribution": (
        "the share of the gap to effects.levels.{level} that is credited in the clock {clock}",
        "den del af afstanden til effects.levels.{level}, som tilskrives indsatsen i forløbet {clock}",
    ),
    "where.profile": (
        "how effects.{group}.{name} grows and fades (clock {clock})",
        "hvordan effects.{group}.{name} vokser og klinger af (forløbet {clock})",
    ),
    "where.profile_goal": (
        "how the effect of goals.{name} grows and fades (clock {clocks})",
        "hvordan virkningen af goals.{name} vokser og klinger af (forløbet {clocks})",
    ),
    "where.profile_left_out": (
        "how not_modelled.{name} grows and fades",
        "hvordan not_modelled.{name} vokser og klinger af",
    ),
    "where.level": (
        "the hazards {moves} of {clock}, by the share in {states} on {date}",
        "raterne {moves} i {clock}, efter andelen i {states} den {date}",
    ),
    "where.credited": (
        "credited as far as effects.attribution says",
        "tilskrevet indsatsen, så vidt effects.attribution siger",
    ),
    "where.ratio": ("multiplies {moves} of {clock} as a {kind}", "ganger {moves} i {clock} som {kind}"),
    "where.goal": (
        "the hazards {moves} of {clock}, all by one ratio",
        "raterne {moves} i {clock}, alle med samme faktor",
    ),
    "where.goal_counted": ("{states} of {clock}", "{states} i {clock}"),
    "where.goal_solved": (
        "solved for by the {measure} in {counted} by {date}",
        "løst efter {measure} i {counted} til og med {date}",
    ),
    "where.goal_met": (
        "how much of the way from what would be without the programme to the goal is gone",
        "hvor meget af vejen fra det, der ville være uden indsatsen, til målet der nås",
    ),
    "where.left_out": (
        "saved by {payer} per family, as effects.profiles.{profile} grows and fades",
        "sparet af {payer} pr. familie, som effects.profiles.{profile} vokser og klinger af",
    ),
    "where.left_out_of": (
        "saved by {payer}, department {department} per family, as effects.profiles.{profile} grows and fades",
        "sparet af {payer}, forvaltningen {department} pr. familie, som effects.profiles.{profile} vokser og aftager",
    ),
    "where.team_unused": (
        "nothing in a run, where programme.served.by is schedule; businesscase capacity and rollout use it",
        "intet i en kørsel, hvor programme.served.by er schedule; businesscase capacity og rollout bruger det",
    ),
    "where.team": (
        "when each family is served, and what the team costs (businesscase capacity, rollout)",
        "hvornår hver familie får indsatsen, og hvad teamet koster (businesscase capacity, rollout)",
    ),
    "where.observed_fit": (
        "how sure what was measured is: it is compared with the model's prediction, and fits the inputs "
        "(businesscase fit)",
        "hvor sikkert det målte er: det sammenlignes med modellens forudsigelse, og forudsætningerne tilpasses efter "
        "det (businesscase fit)",
    ),
    "where.observed": (
        "how sure what was measured is: it is compared with the model's prediction, and fits nothing",
        "hvor sikkert det målte er: det sammenlignes med modellens forudsigelse, og intet tilpasses efter det",
    ),
}
