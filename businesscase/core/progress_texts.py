"""What a run says while it works, and of quantities that it keeps: key -> (English, Danish).

A part of `fault_texts`.
"""

from __future__ import annotations

PROGRESS_TEXTS: dict[str, tuple[str, str]] = {
    # what is being done
    "stage.levels": ("solving for the reported levels", "løser de rapporterede niveauer"),
    "stage.kernels": (
        "compiling the kernels (once on this machine, about a minute)",
        "oversætter beregningskernerne (én gang på denne maskine, omkring et minut)",
    ),
    "stage.and": ("{first}, and {then}", "{first}, og {then}"),
    "stage.goals": ("solving for the goals", "løser målene"),
    "stage.choosing": ("choosing the engine", "vælger motor"),
    "stage.engine": ("engine {engine}: {reason}", "motor {engine}: {reason}"),
    "stage.lives": ("simulating life courses", "simulerer livsforløb"),
    "stage.forward": ("solving the forward equations", "løser ligningerne frem i tid"),
    "stage.measuring": ("measuring", "gør op"),
    "stage.chunks": ("chunks of draws", "portioner af simuleringer"),
    "stage.of": ("{name}: {stage}", "{name}: {stage}"),
    "stage.case": ("{name} ({place} of {count})", "{name} ({place} af {count})"),
    "stage.teams": ("simulating teams", "simulerer team"),
    "stage.rollout": ("simulating the roll-out", "simulerer udrulningen"),
    "stage.map": ("drawing the map", "tegner kortet"),
    "stage.turning": (
        "looking along one input at a time (inputs: {count})",
        "leder langs én forudsætning ad gangen (forudsætninger: {count})",
    ),
    "stage.exact": (
        "the {count} widest bars again, with all draws",
        "de {count} bredeste søjler igen, med alle simuleringer",
    ),
    "stage.bars": (
        "moving one input at a time (inputs: {count})",
        "flytter én forudsætning ad gangen (forudsætninger: {count})",
    ),
    "stage.design": (
        "a design of {points} points in {topics} topics",
        "et design af {points} punkter i {topics} emner",
    ),
    "stage.deciding": ("deciding with what is known", "beslutter ud fra det, der vides"),
    "stage.groups": (
        "what each of {count} groups of inputs is worth",
        "hvad hver af {count} grupper af forudsætninger er værd",
    ),
    "stage.cohorts": ("living cohorts of a study", "gennemlever en undersøgelses årgange"),
    "stage.studies": ("comparing studies", "sammenligner undersøgelser"),
    "stage.families": ("looking at each family by itself", "ser på hver familie for sig"),
    "stage.fitting": (
        "moving the draws towards what was measured (power {power}, move {moves})",
        "flytter simuleringerne mod det målte (potens {power}, flytning {moves})",
    ),
    "stage.declared": ("as declared", "som angivet"),
    # what was done
    "done.written": ("Written: {files}", "Skrevet: {files}"),
    "done.interrupted": ("Interrupted.", "Afbrudt."),
    "done.valued": (
        "The quantities of {folder} were valued; nothing was simulated.",
        "Mængderne i {folder} er prissat; intet er simuleret.",
    ),
    "done.kept": (
        "The quantities of {read} of {draws} draws were kept; the rest is new.",
        "Mængderne fra {read} af {draws} simuleringer var gemt; resten er nye.",
    ),
    "done.anew": ("Simulated anew: {why}.", "Simuleret på ny: {why}."),
    "stream.unreadable": ("cannot read standard input: {why}", "standard input kan ikke læses: {why}"),
    "stream.closed": ("it is closed", "den er lukket"),
    "stream.unwritable": ("cannot write on standard output: {why}", "der kan ikke skrives på standard output: {why}"),
    "stream.nobody": (
        "it is closed (> /dev/null is for what nobody is to read)",
        "den er lukket (> /dev/null er til det, ingen skal læse)",
    ),
    # before it is done
    "sizing.asked": ("{draws} draws of {families} families", "{draws} simuleringer af {families} familier"),
    "sizing.long": (
        "{asked} take about {time}, {memory} of memory and {aside} in the temporary folder (estimated; fewer draws "
        "take less)",
        "{asked} tager omkring {time}, {memory} hukommelse og {aside} i den midlertidige mappe (anslået; færre "
        "simuleringer tager mindre)",
    ),
    "sizing.of.draws": ("draws", "simuleringer"),
    "sizing.of.families": ("families", "familier"),
    "sizing.of.replications": ("replications", "gentagelser"),
    "sizing.beyond": ("more than a million GB", "mere end en million GB"),
    "sizing.minutes": ("{number} minutes", "{number} minutter"),
    "sizing.hours": ("{number} hours", "{number} timer"),
    "sizing.days": ("{number} days", "{number} dage"),
    "kernels.unwritable": ("{folder} cannot be written", "der kan ikke skrives i {folder}"),
    "kernels.no_home": ("this user has no home", "brugeren har ingen hjemmemappe"),
    "kernels.elsewhere": (
        "{why}: compiled kernels are kept in {folder}",
        "{why}: oversatte beregningskerner gemmes i {folder}",
    ),
    "kernels.not_kept": (
        "{why}: compiled kernels are not kept, and compiled anew each time ({variable} names a folder)",
        "{why}: oversatte beregningskerner gemmes ikke og oversættes igen hver gang ({variable} nævner en mappe)",
    ),
    "kernels.failed": ("compiled kernels are not kept: {why}", "oversatte beregningskerner gemmes ikke: {why}"),
    # quantities that are kept
    "kept.another_run": ("{file} is of another run: {differs}", "{file} er fra en anden kørsel: {differs}"),
    "kept.unreadable": ("{file} cannot be read: {why}", "{file} kan ikke læses: {why}"),
    "kept.damaged": ("{file} is damaged", "{file} er beskadiget"),
    "kept.none": ("there is no {name} in {folder}", "der er ingen {name} i {folder}"),
    "kept.whys": ("{whys}", "{whys}"),
    "kept.more": ("and {count} more", "og {count} flere"),
    "kept.differs": ("{name} {kept} instead of {wanted}", "{name} {kept} i stedet for {wanted}"),
    "kept.and": ("{one}, {other}", "{one}, {other}"),
    "kept.changed": (
        "what the courses of life hang on has changed",
        "det, som livsforløbene afhænger af, er ændret",
    ),
    "kept.name.code": ("code", "kode"),
    "kept.name.engine": ("engine", "motor"),
    "kept.name.draws": ("draws", "simuleringer"),
    "kept.name.replications": ("replications", "gentagelser"),
    "kept.name.seed": ("seed", "startværdi (seed)"),
    "kept.as_needed": ("as few as needed", "så få som nødvendigt"),
    "kept.sobol": ("Sobol points", "Sobol-punkter"),
    "kept.random": ("random", "tilfældige"),
    "kept.missing": ("draws {first} to {last} are missing", "simulering {first} til {last} mangler"),
    "kept.shape": (
        "it holds {kind} of shape {shape}, expected {expected}",
        "den rummer {kind} af formen {shape}, ventet {expected}",
    ),
    "kept.draws": (
        "it holds {found} draws, expected {expected}",
        "den rummer {found} simuleringer, ventet {expected}",
    ),
}
