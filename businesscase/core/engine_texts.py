"""What is said of engines: why one was chosen, and what one cannot represent: key -> (English, Danish).

A part of `fault_texts`.
"""

from __future__ import annotations

ENGINE_TEXTS: dict[str, tuple[str, str]] = {
    # why an engine
    "engine.asked": ("asked for", "som ønsket"),
    "engine.ends": (
        "a family's own situation ends its service: {names}",
        "en families egen situation afslutter dens indsats: {names}",
    ),
    "engine.solved": (
        "expectations can be solved, without simulation noise",
        "forventede værdier kan løses, uden simulationsstøj",
    ),
    "engine.sampled": (
        "expectations are solved, and life courses sampled for {sampled}",
        "forventede værdier løses, og livsforløb simuleres for {sampled}",
    ),
    "engine.lives": (
        "{reason}; {replications} replications, since two leave {headline} of the headline's variance to chance",
        "{reason}; {replications} gentagelser, da to lader {headline} af hovedpåstandens varians være tilfældig",
    ),
    "engine.lives_claim": (
        "{reason}; {replications} replications, since two leave {headline} of the headline's variance to chance, "
        "and {claim} of another claim's",
        "{reason}; {replications} gentagelser, da to lader {headline} af hovedpåstandens varians være tilfældig, og "
        "{claim} af en anden påstands",
    ),
    "engine.work": (
        "the expectation would take {needed:.0e} compartment-steps per draw",
        "de forventede værdier ville kræve {needed:.0e} skridt i grupper pr. simulering",
    ),
    # one that is asked for and cannot
    "engine.not_linear": (
        "engine {wanted} cannot represent this: {refunds}: a refund of yearly cases is not linear in person-time",
        "motoren {wanted} kan ikke gengive dette: {refunds}: en refusion af årlige sager er ikke lineær i persontid",
    ),
    "engine.nothing": (
        "engine {wanted} has nothing to sample: no yearly refusion is declared",
        "motoren {wanted} har intet at simulere: ingen yearly_refusion er angivet",
    ),
    "engine.cannot": (
        "engine expected cannot represent this: {reasons}",
        "motoren expected kan ikke gengive dette: {reasons}",
    ),
    "engine.tolerance": (
        "clock '{clock}': the approximations of engine expected could move {bound} of a year's person-time, above the "
        "tolerance of {tolerance}; most by '{name}'",
        "forløbet '{clock}': tilnærmelserne i motoren expected kunne flytte {bound} af et års persontid, over "
        "tolerancen på {tolerance}; mest ved '{name}'",
    ),
    "engine.finer": (
        "clock '{clock}': '{name}' must be finer, and would take {needed:.0e} compartment-steps per draw",
        "forløbet '{clock}': '{name}' skal være finere og ville kræve {needed:.0e} skridt i grupper pr. simulering",
    ),
    "engine.too_fast": (
        "clock '{clock}': a hazard of {fastest:.0f} per year, {years} years in, is too fast for steps of "
        "{days:.0f} days",
        "forløbet '{clock}': en rate på {fastest:.0f} om året, {years} år inde, er for hurtig til skridt på "
        "{days:.0f} dage",
    ),
    "engine.lost": (
        "clock '{clock}': probabilities are not conserved ({lost:.1e})",
        "forløbet '{clock}': sandsynlighederne bevares ikke ({lost:.1e})",
    ),
    "engine.another": ("{reason}; engine {can} can", "{reason}; motoren {can} kan"),
    "engine.one_after_other": (
        "{names}: the engine montecarlo lives a family's clocks one after the other and cannot let them end its "
        "service; the engine discrete_event can",
        "{names}: motoren montecarlo lever en families forløb ét efter ét og kan ikke lade dem afslutte dens indsats; "
        "motoren discrete_event kan",
    ),
    # what the engine expected cannot represent
    "expected.ends": (
        "'{name}': a family's own situation ends its service",
        "'{name}': en families egen situation afslutter dens indsats",
    ),
    "expected.team": (
        "'programme.served.by': a team serves each family from when to when it can, draw by draw",
        "'programme.served.by': et team hjælper hver familie, når og så længe det kan, simulering for simulering",
    ),
    "expected.covariates": (
        "{count} covariates act on hazards; one can be followed",
        "{count} kendetegn virker på raterne; ét kan følges",
    ),
    "expected.clock": ("clock '{clock}': {reason}", "forløbet '{clock}': {reason}"),
    "expected.ends_and_reads": (
        "it ends a member and reads another clock",
        "det afslutter et medlem og aflæser et andet forløb",
    ),
    "expected.ends_between": (
        "it ends a member and runs only between ages",
        "det afslutter et medlem og løber kun mellem to aldre",
    ),
    "expected.ends_others": (
        "its hazards follow age, and it ends the members of clock '{clock}', which ends at an age or is read",
        "dets rater følger alderen, og det afslutter medlemmerne i forløbet '{clock}', som slutter ved en alder eller "
        "aflæses",
    ),
    "expected.connected": (
        "it reads clocks that depend on each other",
        "det aflæser forløb, der afhænger af hinanden",
    ),
    "expected.ends_own": (
        "it reads clock '{clock}', which ends its own member",
        "det aflæser forløbet '{clock}', som afslutter det samme medlem",
    ),
    "expected.read_begins": (
        "it reads clock '{clock}', which begins at an age",
        "det aflæser forløbet '{clock}', som begynder ved en alder",
    ),
    "expected.reads_parents": (
        "it reads clock '{clock}', which reads the parents",
        "det aflæser forløbet '{clock}', som aflæser forældrene",
    ),
    "expected.read_ages": (
        "it reads clock '{clock}', whose hazards follow age",
        "det aflæser forløbet '{clock}', hvis rater følger alderen",
    ),
    "expected.partner": (
        "its price follows the partner's state, and {reason}",
        "dets pris følger partnerens tilstand, og {reason}",
    ),
    "expected.ages_drawn": (
        "it begins at an age, and ages are drawn",
        "det begynder ved en alder, og aldrene simuleres",
    ),
    "expected.begins_counted": (
        "state '{state}' begins with benefit time while self-supporting",
        "tilstanden '{state}' begynder med tid på ydelse, mens den er selvforsørgelse",
    ),
    "expected.remembers_many": ("it remembers more than one clock", "det husker mere end ét forløb"),
    "expected.not_lived": (
        "it remembers clock '{clock}', which not all of its members have lived",
        "det husker forløbet '{clock}', som ikke alle dets medlemmer har gennemlevet",
    ),
    "expected.chain": (
        "it remembers clock '{clock}', which remembers one itself",
        "det husker forløbet '{clock}', som selv husker et",
    ),
    "expected.follows_age": ("its hazards follow age", "dets rater følger alderen"),
    "expected.begins": ("it begins at an age", "det begynder ved en alder"),
    # numbers that hazards cannot be made of
    "sound.clock_of": ("clock {clock} of the {role}", "forløbet {clock} for {role}"),
    "sound.role.parent": ("parent", "forældre"),
    "sound.role.child": ("child", "børn"),
    "sound.clock": ("clock {clock}, '{move}'", "forløbet {clock}, '{move}'"),
    "sound.share": (
        "{clock}: a share at the start that is no probability",
        "{clock}: en andel ved start, der ingen sandsynlighed er",
    ),
    "sound.shares": (
        "{clock}: shares at the start that do not sum to one",
        "{clock}: andele ved start, der ikke giver én tilsammen",
    ),
    "sound.rate": (
        "{clock}: the rate or shape of its law that is no number from 0 up",
        "{clock}: lovens rate eller form er ikke et tal fra 0 og op",
    ),
    "sound.scale": (
        "{clock}: a scale that is no number above 0",
        "{clock}: en skala, der ikke er et tal over 0",
    ),
    "sound.slope": ("{clock}: a slope that is no number", "{clock}: en hældning, der ikke er et tal"),
    "sound.band": (
        "{clock}: the rate of a band that is no number from 0 up",
        "{clock}: raten i et bånd er ikke et tal fra 0 og op",
    ),
    "sound.effect": (
        "{clock}: the ratio of its effect that is no number from 0 up",
        "{clock}: virkningens faktor er ikke et tal fra 0 og op",
    ),
    "sound.coupling": (
        "{clock}: the ratio of a coupling that is no number from 0 up",
        "{clock}: en koblings faktor er ikke et tal fra 0 og op",
    ),
    "sound.in_draw": ("{what}: {number}, in draw {draw}", "{what}: {number}, i simulering {draw}"),
    "sound.mass": (
        "clock {clock}: in draw {draw} its states hold {spent} person-years, and the members were there for {there}",
        "forløbet {clock}: i simulering {draw} rummer tilstandene {spent} personår, og medlemmerne var der i {there}",
    ),
    # what no engine can live
    "life.too_often": (
        "draw {draw}: a clock moved more than 500 times; check its hazards",
        "simulering {draw}: et forløb skiftede tilstand mere end 500 gange; se på dets rater",
    ),
    "life.clock_too_often": (
        "clock {clock}: it moved more than {moves} times; check its hazards",
        "forløbet {clock}: det skiftede tilstand mere end {moves} gange; se på dets rater",
    ),
}
