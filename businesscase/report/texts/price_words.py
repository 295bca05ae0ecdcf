"""Words of the price catalogue, by key: (English, Danish)."""

from __future__ import annotations

PRICE_WORDS: dict[str, tuple[str, str]] = {
    "prices.title": (
        "Price catalogue: {entries} prices, rates and shares, {amounts} dated amounts",
        "Priskatalog: {entries} priser, satser og andele, {amounts} daterede beløb",
    ),
    "prices.latest": (
        "The latest amount of each, and from when. All amounts, intervals, sources and addresses: --find WORD.",
        "Det seneste beløb for hver, og fra hvornår. Alle beløb, intervaller, kilder og adresser: --find ORD.",
    ),
    "prices.legend": (
        "A register or tariff, B published average, C derived, D assumption. Not verified: D; {second_hand} an "
        "official figure read on another page than the authority's; {one_provider} the tariff of one provider.",
        "A register eller takst, B offentliggjort gennemsnit, C udledt, D antagelse. Ikke efterprøvet: D; "
        "{second_hand} officielt tal læst et andet sted end hos myndigheden; {one_provider} én leverandørs takst.",
    ),
    "prices.per": ("per {counted}", "pr. {counted}"),
    "prices.ended": ("ended {day}", "ophørt {day}"),
    "prices.interval": ("{low} to {high}", "{low} til {high}"),
    "prices.price_year": ("in {year} prices", "i {year}-priser"),
    "prices.as_spent": ("in prices of the year it is spent", "i priser for det år, det bruges"),
    "prices.assumed": ("Assumed: {why}", "Antaget: {why}"),
    "prices.indexed": ("Indexed by {index}", "Fremskrives med {index}"),
    "prices.index.benefits": ("satsregulering", "satsregulering"),
    "prices.index.services": ("KL's index", "KL's pris- og lønskøn"),
    "prices.paid_by": ("Paid by: {payer}", "Betales af: {payer}"),
    # topics
    "prices.topic.activation": ("Activation", "Aktivering"),
    "prices.topic.benefits": ("Benefits", "Ydelser"),
    "prices.topic.financing_shares": ("Shares of payers", "Betalernes andele"),
    "prices.topic.health": ("Health", "Sundhed"),
    "prices.topic.indices": ("Indices and discount rates", "Indeks og diskonteringsrenter"),
    "prices.topic.outcome_values": ("Values of outcomes", "Værdier af resultater"),
    "prices.topic.refusion": ("Central refusion", "Central refusion"),
    "prices.topic.schools_and_youth": ("Schools and youth", "Skole og unge"),
    "prices.topic.social_measures": ("Social measures", "Sociale indsatser"),
    "prices.topic.staff": ("Staff and casework", "Personale og sagsbehandling"),
    "prices.topic.tax": ("Tax and equalisation", "Skat og udligning"),
    "prices.topic.wages": ("Wages", "Løn"),
    # who pays
    "prices.payer.staircase": (
        "the municipality, with state refusion by accumulated weeks",
        "kommunen, med statsrefusion efter antal uger",
    ),
    "prices.payer.cofinancing": (
        "the state, with municipal co-financing by accumulated weeks",
        "staten, med kommunal medfinansiering efter antal uger",
    ),
    "prices.payer.foertidspension": (
        "municipality and state by accumulated weeks; granted before July 2014: municipality 65 %",
        "kommune og stat efter antal uger; tilkendt før juli 2014: kommunen 65 %",
    ),
    "prices.payer.municipality": ("the municipality", "kommunen"),
    "prices.payer.municipality_less_central_refusion": (
        "the municipality, less central refusion of expensive cases",
        "kommunen, fratrukket central refusion i dyre sager",
    ),
    "prices.payer.state_half": (
        "the municipality, half refunded by the state",
        "kommunen, halvdelen refunderet af staten",
    ),
    "prices.payer.state": ("the state", "staten"),
    "prices.payer.region": ("the region", "regionen"),
    "prices.payer.employer": ("the employer", "arbejdsgiveren"),
    "prices.payer.foundation": ("a foundation", "en fond"),
    "prices.payer.foundation_and_municipality": ("a foundation and the municipality", "en fond og kommunen"),
}
