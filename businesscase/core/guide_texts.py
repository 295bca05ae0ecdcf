"""What is said of answers to the guide: key -> (English, Danish). A part of `fault_texts`."""

from __future__ import annotations

GUIDE_TEXTS: dict[str, tuple[str, str]] = {
    "the answers": ("the answers", "svarene"),
    "guide.name": ("this cannot be a name", "det kan ikke være et navn"),
    "guide.a_name": (
        "a line of text, at most {most} characters",
        "en linje tekst, højst {most} tegn",
    ),
    "guide.no_number": ("this is not a number", "det er ikke et tal"),
    "guide.thousands": (
        "a point or a comma before three digits: thousands, or decimals? Write 12000 or 12.5",
        "et punktum eller komma før tre cifre: tusinder eller decimaler? Skriv 12000 eller 12,5",
    ),
    "guide.outside": ("this number cannot stand here", "tallet kan ikke stå her"),
    "guide.between": ("a number from {least} to {most}", "et tal fra {least} til {most}"),
    "guide.between_open": ("a number from {least} to below {most}", "et tal fra {least} til under {most}"),
    "guide.not_whole": ("this must be a whole number", "det skal være et helt tal"),
    "guide.no_share": ("this is not asked in per cent", "der spørges ikke i procent"),
    "guide.expected_placements": (
        "more than happen: without the programme {expected} are expected, by the catalogue's rates for these children",
        "flere end der sker: uden indsatsen ventes {expected} efter katalogets hyppigheder for disse børn",
    ),
    "guide.interval_of_nothing": (
        "low and high are given, and the number itself is not",
        "lavt og højt er udfyldt, men tallet selv er ikke",
    ),
    "guide.number_too": ("the number too, or nothing at all", "også tallet, eller slet intet"),
    "guide.one_end": ("one of low and high is missing", "enten lavt eller højt mangler"),
    "guide.both_ends": ("both, or neither", "begge eller ingen af dem"),
    "guide.certain": ("this number has no interval", "tallet har intet interval"),
    "guide.number_alone": ("the number alone", "tallet alene"),
    "guide.some_of": (
        "so many of so many: the first is not below the second",
        "så mange af så mange: det første er ikke lavere end det andet",
    ),
    "guide.fewer_of_more": ("10 of 42, for instance", "fx 10 af 42"),
    "guide.no_kind": ("this is neither a goal nor measured", "det er hverken mål eller målt"),
    "guide.kinds": ("goal or measured", "mål eller målt"),
    "guide.order": ("the number must lie between low and high", "tallet skal ligge mellem lavt og højt"),
    "guide.rising": ("low, number, high, each larger", "lavt, tal, højt, hvert større"),
    "guide.ends": ("low or high is outside what the number can be", "lavt eller højt er uden for det mulige"),
    "guide.not_drawn": (
        "no distribution has this number as its mean, and these as its 5th and 95th percentile",
        "ingen fordeling har tallet som gennemsnit og disse som 5- og 95-percentil",
    ),
    "guide.nearer": ("a number nearer the middle", "et tal nærmere midten"),
    "guide.too_many": (
        "there are only {count} answers: the name, fifteen numbers, and goal or measured",
        "der er kun {count} svar: navnet, femten tal og mål eller målt",
    ),
    "guide.cell_no_number": ("this cell holds no number", "cellen indeholder ikke et tal"),
    "guide.lost_row": ("the row of '{name}' is gone", "rækken for '{name}' mangler"),
    "guide.row_twice": ("the row of '{name}' stands twice", "rækken for '{name}' står to gange"),
    "guide.as_written": ("the sheet as it was written, with its last column", "arket som skrevet, med sidste kolonne"),
    "guide.no_inputs": (
        "this workbook has no sheet of the fifteen numbers",
        "arbejdsbogen har intet ark med de femten tal",
    ),
    "guide.written_by": (
        "a workbook that `businesscase init --workbook` wrote",
        "en arbejdsbog, som `businesscase init --workbook` har skrevet",
    ),
    "guide.two_ways": (
        "--guide, --workbook and --from are three ways: expected one of them",
        "--guide, --workbook og --from er tre veje: vælg én",
    ),
    "guide.no_folder": ("where is it to be written? Expected a folder", "hvor skal det skrives? Angiv en mappe"),
    "guide.passed": (
        "the goal is met without the programme: by then {share} of the parents are in work anyway, as the model has it",
        "målet er nået uden indsatsen: til den tid er {share} af forældrene efter modellen i job alligevel",
    ),
    "guide.out_of_reach": (
        "so many in work cannot be reached in these years, or are so without the programme",
        "så mange i job kan ikke nås på de år, eller er der også uden indsatsen",
    ),
    "guide.within_reach": (
        "a number between what happens anyway (about a tenth of the parents) and what the years allow",
        "et tal mellem det, der sker alligevel (omkring hver tiende forælder), og det, årene rækker til",
    ),
    "guide.ended": (
        "the answers ended before they were complete; nothing was written",
        "svarene sluttede; intet skrevet",
    ),
}
