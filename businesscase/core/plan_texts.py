"""What is said of plans: key -> (English, Danish). A part of `fault_texts`."""

from __future__ import annotations

PLAN_TEXTS: dict[str, tuple[str, str]] = {
    "a.plan": ("plan", "plan"),
    "a.variant": ("variant", "variant"),
    "a.trait": ("characteristic of a family", "egenskab ved en familie"),
    "rule.notice": (
        "notice: is of a project that stops; service of a family ends without any",
        "notice: gælder et projekt, der stopper; en families indsats slutter uden",
    ),
    "plans.too_many": (
        "places for {places} families, and there are {families}",
        "pladser til {places} familier, og der er {families}",
    ),
    "plans.at_most": ("at most {families}", "højst {families}"),
    "plans.twice": ("the characteristic '{name}' stands twice", "egenskaben '{name}' står to gange"),
    "plans.none": (
        "the scenario declares no plans; expected a section plans: (docs/how_to/plans.md)",
        "scenariet angiver ingen planer; forventet et afsnit plans: (docs/how_to/plans.md)",
    ),
    "plans.other_time": (
        "the variant '{name}' of the plan '{plan}' changes the time: start, horizon or price year",
        "varianten '{name}' i planen '{plan}' ændrer tiden: start, horisont eller prisår",
    ),
    "plans.other_families": (
        "the variant '{name}' of the plan '{plan}' serves other families",
        "varianten '{name}' i planen '{plan}' hjælper andre familier",
    ),
    "plans.same": (
        "a variant with the same families, start, horizon and price year",
        "en variant med samme familier, start, horisont og prisår",
    ),
    "plans.team": (
        "plans follow the declared schedule, and this scenario is served by its team; expected "
        "programme.served.by: schedule",
        "planer følger de angivne forløb, og dette scenarie betjenes af sit team; forventet "
        "programme.served.by: schedule",
    ),
    "plans.endings": (
        "a plan that serves some families first needs a service that follows its schedule, and this one may end early "
        "(programme.served.ends_when)",
        "en plan, der giver nogle familier plads først, kræver en indsats, der følger sin plan, og denne kan slutte "
        "før tid (programme.served.ends_when)",
    ),
    "map.many": ("a map has two sides, and {count} were asked for", "et kort har to sider, og der er bedt om {count}"),
    "map.twice": ("'{name}' cannot be mapped against itself", "'{name}' kan ikke sættes mod sig selv"),
    "map.stop": (
        "{stop} is mapped against the cost per family only; leave the other --map out",
        "{stop} kan kun sættes mod udgiften pr. familie; udelad den anden --map",
    ),
    "map.cost": (
        "{cost} goes up the map already; name an input that goes across",
        "{cost} er allerede kortets lodrette side; nævn et input til den vandrette",
    ),
    "map.together": (
        "these share one draw, so they move together and span no map: {names}",
        "disse deler én simulering, så de bevæger sig sammen og udspænder intet kort: {names}",
    ),
}
