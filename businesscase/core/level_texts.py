"""What is said of the programme's effects: levels and ratios.

A part of `fault_texts`: key -> (English, Danish).
"""

from __future__ import annotations

LEVEL_TEXTS: dict[str, tuple[str, str]] = {
    "levels.unreached": (
        "effects.levels.{name}: the reported level cannot be reached on clock '{clock}' in {left:,} of "
        "{draws:,} draws ({share:.1%}); in draw {draw}: {wanted}. Hazard ratios from 1/1000 to 1000 were "
        "tried. {hazards}{outcome}: check the base hazards, the start, the intake, and which transitions "
        "the level acts on",
        "effects.levels.{name}: det rapporterede niveau kan ikke nås i forløbet '{clock}' i {left:,} af "
        "{draws:,} simuleringer ({share:.1%}); i simulering {draw}: {wanted}. Faktorer fra 1/1000 til "
        "1000 blev prøvet. {hazards}{outcome}: se på basisraterne, starten, indskrivningen, og hvilke "
        "overgange niveauet virker på",
    ),
    "levels.nearest": (
        "{label} {reported:.1%} (nearest reached {reached:.1%})",
        "{label} {reported:.1%} (nærmeste, der nås: {reached:.1%})",
    ),
    "levels.certain": (
        "Nothing of clocks.{clock} is uncertain, so nothing can be drawn again",
        "Intet i clocks.{clock} er usikkert, så intet kan trækkes igen",
    ),
    "levels.mean": (
        "{name} ({those:.3g} in those draws, {all:.3g} in all)",
        "{name} ({those:.3g} i de simuleringer, {all:.3g} i alle)",
    ),
    "levels.contradicts": ("It contradicts {means}", "Det modsiger {means}"),
    "levels.in_vain": (". Drawn again in vain, attempts: {tried}", ". Trukket igen forgæves, forsøg: {tried}"),
    "levels.filed": (
        ". What comes from the file of draws cannot be drawn again",
        ". Det, der kommer fra filen med simuleringer, kan ikke trækkes igen",
    ),
    "levels.shares_drawn": (
        "{at}: in draw {draw} the reported shares sum to {total:.3f}; narrow them",
        "{at}: i simulering {draw} giver de rapporterede andele tilsammen {total:.3f}; gør dem snævrere",
    ),
    "levels.too_fast": (
        "effects.levels.{name}: hazards on clock '{clock}' are too fast for the forward equations: "
        "halving a step of {days:.0f} days still moves a stock by more than {error}",
        "effects.levels.{name}: raterne i forløbet '{clock}' er for hurtige til at regnes frem: et halvt "
        "så langt skridt som {days:.0f} dage flytter stadig en bestand med mere end {error}",
    ),
    "levels.uncredited": (
        "effects.levels.{name}: no hazard ratios credit the programme with {share:.1%} of the gap to "
        "what was reported, though some reach all of it, in {draws} draws",
        "effects.levels.{name}: ingen faktorer tilskriver indsatsen {share:.1%} af afstanden til det "
        "rapporterede, skønt nogle når det hele, i {draws} simuleringer",
    ),
    "levels.none_left": (
        "clock '{clock}': no member is left at the measurement date",
        "forløbet '{clock}': intet medlem er tilbage på måledatoen",
    ),
    "levels.measured": (
        "the level is measured outside the years that are looked at",
        "niveauet er målt uden for de år, der ses på",
    ),
    "levels.hindered": (
        "a level cannot be solved for in {clock}: its transition '{move}' has {hindrance}",
        "et niveau kan ikke løses i {clock}: overgangen '{move}' har {hindrance}",
    ),
    "levels.unhindered": (
        "a clock without couplings and covariates, or an effect of kind hazard_ratio",
        "et forløb uden couplings og covariates, eller en virkning af arten hazard_ratio",
    ),
    "levels.twice": (
        "the state '{state}' is counted twice, here and in '{states}'",
        "tilstanden '{state}' tælles to gange, her og i '{states}'",
    ),
    "levels.apart": ("targets without common states", "targets uden fælles tilstande"),
    "levels.ends_member": (
        "the state '{state}' ends the member: a level is the share of the living",
        "tilstanden '{state}' afslutter medlemmet: et niveau er en andel af de levende",
    ),
    "levels.everyone": (
        "a level cannot be solved for in {clock}: it is a clock of everyone",
        "et niveau kan ikke løses i {clock}: det er et forløb for alle",
    ),
    "levels.one_role": ("a clock of parents, or one of children", "et forløb for forældre, eller et for børn"),
    "levels.by_age": (
        "a level cannot be solved for in {clock}: its transition '{aged}' counts from the age, and "
        "the ages of generated parents are drawn",
        "et niveau kan ikke løses i {clock}: overgangen '{aged}' tæller fra alderen, og aldrene "
        "for forældre, der er dannet af andele, simuleres",
    ),
    "levels.listed": (
        "families under population.listed, or a clock without time: age",
        "familier under population.listed, eller et forløb uden time: age",
    ),
    "levels.second": (
        "a second level in the clock {clock}: '{first}' is there already",
        "endnu et niveau i forløbet {clock}: '{first}' er der allerede",
    ),
    "levels.together": ("put the targets under one level", "saml delene (targets) under ét niveau"),
    "levels.solved": (
        "the transition '{move}' is already solved for in '{acted_on}'",
        "overgangen '{move}' løses allerede i '{acted_on}'",
    ),
    "levels.one_target": (
        "each transition under one target of one level",
        "hver overgang under én del (target) af ét niveau",
    ),
    "effects.one_each": ("each transition in one effect", "hver overgang i én virkning"),
    "effects.no_times": (
        "a time_ratio needs an exponential or Weibull law; '{others}' has another",
        "en time_ratio kræver en eksponentiel lov eller en Weibull-lov; '{others}' har en anden",
    ),
    "effects.no_time": (
        "a time ratio of 0 would end every stay at once",
        "en tidsfaktor på 0 ville afslutte ethvert ophold med det samme",
    ),
    "levels.nobody": (
        "a level of nobody: no hazard is so small that none would have entered",
        "et niveau på ingen: ingen rate er så lille, at ingen ville være kommet ind",
    ),
    "levels.seen_in_none": (
        "a share above 0; one that was seen in nobody is below one in effective_n",
        "en andel over 0; set hos ingen er den under én ud af effective_n",
    ),
    "levels.everybody": (
        "a level of everybody leaves nobody who could enter",
        "et niveau på alle efterlader ingen, der kunne komme ind",
    ),
    "levels.below_one": ("a share below 1", "en andel under 1"),
    "levels.empty_stock": (
        "a change of a stock that is empty at the start",
        "en ændring af en bestand, der er tom ved starten",
    ),
    "levels.to_nobody": ("a change to nobody", "en ændring til ingen"),
    "levels.somebody": (
        "a share, or states in which somebody starts",
        "en andel, eller tilstande, som nogen starter i",
    ),
    "levels.change": (
        "a change of {begun:g} to {stock:g} of the members",
        "en ændring fra {begun:g} til {stock:g} af medlemmerne",
    ),
    "levels.change_below": ("a change below {value:.4g}", "en ændring under {value:.4g}"),
    "levels.all_taken": (
        "the stocks of the level sum to {total:g}, and leave nobody who could enter",
        "niveauets bestande giver tilsammen {total:g}, og efterlader ingen, der kunne komme ind",
    ),
    "levels.some_left": ("targets that leave some out", "targets, der efterlader nogen"),
    "levels.of_nobody": (
        "shares of nobody: effective_n must be above 0",
        "andele af ingen: effective_n skal være over 0",
    ),
}
