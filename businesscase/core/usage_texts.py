"""What is said of a command line that cannot be carried out, and of its help.

A part of `fault_texts`: key -> (English, Danish).
"""

from __future__ import annotations

USAGE_TEXTS: dict[str, tuple[str, str]] = {
    "usage.error": ("Error: {what}", "Fejl: {what}"),
    "usage.try": ("Try '{command} --help' for help.", "Se '{command} --help --language da'."),
    "usage.no_option": ("No such option: {name}", "Der er ingen sådan mulighed: {name}"),
    "usage.no_command": ("No such command '{name}'", "Der er ingen sådan kommando: '{name}'"),
    "usage.near": ("{what}; did you mean: {name}?", "{what}; mente du: {name}?"),
    "usage.missing": ("Missing argument '{name}': {about}", "Der mangler '{name}': {about}"),
    "usage.no_command_named": ("Missing command", "Der mangler en kommando"),
    "usage.no_value": ("Option '{name}' requires a value", "Muligheden '{name}' kræver en værdi"),
    "usage.takes_none": ("Option '{name}' takes no value", "Muligheden '{name}' tager ingen værdi"),
    "usage.more": (
        "More was given than the command takes: {names}",
        "Der er angivet mere, end kommandoen tager: {names}",
    ),
    "usage.invalid": (
        "Invalid value for '{name}'; expected {expected}",
        "Ugyldig værdi for '{name}'; ventet: {expected}",
    ),
    "usage.whole": (
        "'{found}' for '{name}' may be read in two ways; expected a whole number without points and commas",
        "'{found}' for '{name}' kan læses på to måder; ventet: et helt tal uden punktum og komma",
    ),
    "usage.comma": (
        "'{found}' for '{name}' has a decimal comma; write {point}",
        "'{found}' for '{name}' har decimalkomma; skriv {point}",
    ),
    "usage.refused": ("Invalid value for '{name}': {why}", "Ugyldig værdi for '{name}': {why}"),
    "usage.odd": (
        "{number} is odd; expected an even number of at least 2",
        "{number} er ulige; ventet: et lige tal på mindst 2",
    ),
    "usage.number": ("a number", "et tal"),
    "usage.between": ("a number from {least} to {most}", "et tal fra {least} til {most}"),
    "usage.number_at_least": ("a number of at least {least}", "et tal på mindst {least}"),
    # why the system refuses a file: by the name of its code
    "system.ENOENT": ("No such file or directory", "filen eller mappen findes ikke"),
    "system.EACCES": ("Permission denied", "der er ikke adgang"),
    "system.EPERM": ("Operation not permitted", "det er ikke tilladt"),
    "system.EISDIR": ("Is a directory", "det er en mappe"),
    "system.ENOTDIR": ("Not a directory", "en del af stien er ikke en mappe"),
    "system.ENOSPC": ("No space left on device", "der er ikke mere plads på disken"),
    "system.EDQUOT": ("Disk quota exceeded", "den tildelte diskplads er brugt"),
    "system.EROFS": ("Read-only file system", "drevet kan kun læses"),
    "system.EEXIST": ("File exists", "filen findes i forvejen"),
    "system.ENAMETOOLONG": ("File name too long", "filnavnet er for langt"),
    "system.EPIPE": ("Broken pipe", "modtageren læser ikke mere"),
    "system.ELOOP": ("Too many levels of symbolic links", "for mange symbolske links efter hinanden"),
    "system.EMFILE": ("Too many open files", "der er for mange åbne filer"),
    "system.ENFILE": ("Too many open files in system", "der er for mange åbne filer på maskinen"),
    "system.EIO": ("Input/output error", "disken eller forbindelsen til den svigter"),
    "system.EBADF": ("Bad file descriptor", "den er lukket"),
    "files.is_folder": ("it is a folder", "det er en mappe"),
    "files.not_to_be_written": (
        "it is not to be written (its permissions)",
        "der må ikke skrives i den (dens rettigheder)",
    ),
    # the frame of help, as typer writes it
    "help.Usage:": ("Usage:", "Brug:"),
    "help.[OPTIONS]": ("[OPTIONS]", "[MULIGHEDER]"),
    "help.COMMAND [ARGS]...": ("COMMAND [ARGS]...", "KOMMANDO [ARGUMENTER]..."),
    "help.Arguments:": ("Arguments:", "Argumenter:"),
    "help.Options:": ("Options:", "Muligheder:"),
    "help.Commands:": ("Commands:", "Kommandoer:"),
    "help.[required]": ("[required]", "[kræves]"),
    "help.[default:": ("[default:", "[ellers:"),
    "help.Show this message and exit.": ("Show this message and exit.", "Vis denne hjælp, og slut."),
    "usage.pandas": (
        "to_frame needs pandas: install businesscase[notebook]",
        "to_frame kræver pandas: installer businesscase[notebook]",
    ),
    "usage.sheet_name": (
        "'{name}' cannot be the name of a sheet: expected 1 to 31 characters, none of []:*?/\\",
        "'{name}' kan ikke være navn på et ark; ventet: 1 til 31 tegn, ingen af []:*?/\\",
    ),
    "usage.sheet_full": (
        "the sheet '{name}' would need row {row}, column {column}: more than it holds",
        "arket '{name}' skulle bruge række {row}, kolonne {column}: mere end det rummer",
    ),
}
