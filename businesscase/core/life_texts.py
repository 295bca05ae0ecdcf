"""What is said of clocks, of families and of who is served.

A part of `fault_texts`: key -> (English, Danish).
"""

from __future__ import annotations

LIFE_TEXTS: dict[str, tuple[str, str]] = {
    "clocks.ages_end": (
        "the ages end at {until:g}, before they begin",
        "aldrene slutter ved {until:g}, før de begynder",
    ),
    "a.state": ("state", "tilstand"),
    "clocks.no_mean": ("a mean time of nothing has no distribution", "en middeltid på ingenting har ingen fordeling"),
    "clocks.a_time": ("a time above 0, or no elapsed", "en tid over 0, eller ingen elapsed"),
    "clocks.two_states": ("two states: from -> to", "to tilstande: fra -> til"),
    "clocks.no_move": ("'{move}' is not a transition", "'{move}' er ikke en overgang"),
    "clocks.to_itself": ("a transition from '{ends}' to itself", "en overgang fra '{ends}' til den selv"),
    "clocks.different": ("two different states", "to forskellige tilstande"),
    "law.mean_duration": ("mean duration", "middelvarighed (mean_duration)"),
    "law.scale": ("scale", "skala (scale)"),
    "law.shape": ("shape", "form (shape)"),
    "clocks.above_zero": ("{name} must be above zero", "{name} skal være over nul"),
    "clocks.certain": (
        "a probability of one has no rate: nobody can be left to leave",
        "en sandsynlighed på én har ingen rate: ingen kan blive tilbage til at forlade tilstanden senere",
    ),
    "clocks.below_one": ("below 1", "under 1"),
    "clocks.never": (
        "a probability of zero has no scale: nobody would ever leave",
        "en sandsynlighed på nul har ingen skala: ingen ville nogensinde forlade tilstanden",
    ),
    "clocks.or_no_move": ("above 0, or no transition", "over 0, eller ingen overgang"),
    "clocks.too_steep": (
        "a shape with which all leave at one moment",
        "en form (shape), med hvilken alle forlader tilstanden i samme øjeblik",
    ),
    "clocks.steepest": ("at most {limit:g}", "højst {limit:g}"),
    "clocks.closes": ("it closes before it opens", "den lukker, før den åbner"),
    "a.clock": ("clock", "forløb"),
    "a.state_of": ("state of {clock}", "tilstand i {clock}"),
    "clocks.of_self": (
        "of: self, but the clock {clock} does not run for the same members",
        "of: self, men forløbet {clock} gælder ikke de samme medlemmer",
    ),
    "clocks.clock_of": ("a clock of {members}", "et forløb for {members}"),
    "clocks.of_parents": (
        "of: {of} can only stand in a clock of children (parents come before children)",
        "of: {of} kan kun stå i et forløb for børn (forældre kommer før børn)",
    ),
    "clocks.not_own": (
        "remembered: true, but {clock} is not a clock of the member itself that ends at an age",
        "remembered: true, men {clock} er ikke et forløb for medlemmet selv, der slutter ved en alder",
    ),
    "clocks.own_ending": (
        "of: self and a clock with ages: {until: ...}",
        "of: self og et forløb med ages: {until: ...}",
    ),
    "clocks.still_runs": (
        "remembered: true, but {clock} still runs when this clock begins",
        "remembered: true, men {clock} er stadig i gang, når dette forløb begynder",
    ),
    "clocks.since_later": ("ages: {{since: {until:g}}} or later", "ages: {{since: {until:g}}} eller senere"),
    "clocks.of_children": (
        "of: {of}, but {clock} is a clock of children",
        "of: {of}, men {clock} er et forløb for børn",
    ),
    "clocks.of_grown": ("a clock of parents", "et forløb for forældre"),
    "clocks.circle": ("the couplings run in a circle: {names}", "koblingerne løber i ring: {names}"),
    "clocks.no_circle": (
        "couplings from one clock to the next, parents before children",
        "koblinger fra et forløb til det næste, forældre før børn",
    ),
    "clocks.second_end": (
        "a second clock that ends the member: {other} does already",
        "endnu et forløb, der afslutter medlemmet: det gør {other} allerede",
    ),
    "clocks.one_end": ("all states with ends_member in one clock", "alle tilstande med ends_member i ét forløb"),
    "clocks.end_first": (
        "the clock {name} ends the member, so it comes before the member's other clocks",
        "forløbet {name} afslutter medlemmet, så det kommer før medlemmets andre forløb",
    ),
    "clocks.no_self": ("no couplings of: self in {name}", "ingen koblinger med of: self i {name}"),
    "listed.no_covariate": ("no family has the covariate '{name}'", "ingen familie har kovariaten '{name}'"),
    "listed.that_state": (
        "families under population.listed that state it",
        "familier under population.listed, der angiver den",
    ),
    "a.segment": ("segment", "segment"),
    "listed.parents": (
        "a family of the segment {segment} has {parents} parent(s)",
        "en familie i segmentet {segment} har {parents} forælder/forældre",
    ),
    "listed.lacks": (
        "family '{family_id}' lacks the covariate '{name}'",
        "familien '{family_id}' mangler kovariaten '{name}'",
    ),
    "listed.total": (
        "the listed families do not add up to the declared number of {name}",
        "de opregnede familier giver ikke det angivne antal {name}",
    ),
    "births.certain": (
        "children are born in one fixed list, the same in every draw, so that a rate of births is certain",
        "børn fødes på én fast liste, den samme i alle simuleringer, så en fødselsrate er uden usikkerhed",
    ),
    "births.certain_expected": (
        "a source with grade A or B, without low and high",
        "en kilde med grade A eller B, uden low og high",
    ),
    "births.overlap": (
        "the ages of {name} overlap those of {other}",
        "aldrene i {name} overlapper dem i {other}",
    ),
    "births.no_rest": (
        "no state of the clock {clock} takes the rest, so that it is not said where a newborn begins",
        "ingen tilstand i forløbet {clock} får resten, så det er ikke sagt, hvor en nyfødt begynder",
    ),
    "births.rest": ("share: rest for one state", "share: rest for én tilstand"),
    "composition.children": (
        "{children} children do not fit {total} families",
        "{children} børn passer ikke til {total} familier",
    ),
    "composition.most_children": ("0 to {most} children per family", "0 til {most} børn pr. familie"),
    "composition.persons": (
        "{persons:g} persons do not fit {total} families with {parents} parents",
        "{persons:g} personer passer ikke til {total} familier med {parents} forældre",
    ),
    "composition.most_persons": (
        "{parents} to {value} persons: at most {most} children each",
        "{parents} til {value} personer: højst {most} børn i hver",
    ),
    "composition.rounds": (
        "a share of {share:.3g} of {total} families rounds to none, so that nobody could stand for it",
        "en andel på {share:.3g} af {total} familier afrundes til ingen, så ingen kan stå for den",
    ),
    "composition.larger": (
        "a larger share, more families, or no such segment",
        "en større andel, flere familier, eller intet sådant segment",
    ),
    "composition.nobody_left": (
        "nobody is left in the clock {clock} when the level is measured",
        "ingen er tilbage i forløbet {clock}, når niveauet måles",
    ),
    "composition.earlier": (
        "an earlier date, or families with members of its ages then",
        "en tidligere dato, eller familier med medlemmer i dets aldre på det tidspunkt",
    ),
    "a.price": ("price", "pris"),
    "a.profile": ("profile", "profil"),
    "a.transition_of": ("transition of {clock}", "overgang i {clock}"),
    "time.within": ("a date after {start} and up to {time}", "en dato efter {start} og til og med {time}"),
    "states.living": ("states without ends_member", "tilstande uden ends_member"),
    "above_zero": ("a number above 0", "et tal over 0"),
    "a.rule": ("financing rule", "finansieringsregel"),
    "a.paid_category": ("category paid to households", "kategori, der udbetales til husstande"),
    "a.category": ("ledger category", "kategori"),
    "a.index": ("index", "indeks"),
    "served.ends_before": (
        "nobody could be served: the service ends before the programme starts",
        "ingen kunne få indsatsen: den slutter, før den starter",
    ),
    "time.after": ("a date after {start}", "en dato efter {start}"),
    "served.ends_late": (
        "the service ends after the years that are looked at",
        "indsatsen slutter efter de år, der ses på",
    ),
    "time.up_to": ("a date up to {end}", "en dato til og med {end}"),
    "served.intake": (
        "nobody could be served who enrols after {until}, and the intake runs longer",
        "ingen, der indskrives efter {until}, kunne få indsatsen, og indskrivningen varer længere",
    ),
    "served.most": (
        "at most the {years:.2f} years from the start until then",
        "højst de {years:.2f} år fra starten til da",
    ),
    "served.horizon": (
        "the horizon is shorter than the programme, which serves families for up to {longest:.1f} years",
        "horisonten er kortere end indsatsen, som varer op til {longest:.1f} år for en familie",
    ),
    "served.at_least": ("at least {longest:.1f} years", "mindst {longest:.1f} år"),
    "a.department": ("department", "forvaltning"),
    "a.saved_category": ("category that the municipality saves", "kategori, som kommunen sparer på"),
    "a.price_index": ("price index", "prisindeks"),
    "service.clock_of": ("a clock of {role}, or of everyone", "et forløb for {role}, eller for everyone"),
    "service.ends_member": (
        "the state '{state}' ends the member, who cannot stay in it",
        "tilstanden '{state}' afslutter medlemmet, som ikke kan blive i den",
    ),
    "service.twice": ("the state '{state}' stands twice", "tilstanden '{state}' står to gange"),
}
