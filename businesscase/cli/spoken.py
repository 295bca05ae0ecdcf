"""Commands whose help and usage errors are in the language that the command line asks for.

What is wrong with a command line is composed here, not by typer: in both languages, and alike in every version of it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from enum import Enum
from itertools import pairwise
from types import NoneType
from typing import IO, Any, TypeVar, cast, get_args, get_type_hints

import typer
from typer.core import TyperCommand, TyperGroup

from businesscase.cli.streams import SPEAKING, CommandLine, complain
from businesscase.core.by_text import CLI, by_text
from businesscase.core.errors import nearest
from businesscase.core.usage_texts import USAGE_TEXTS
from businesscase.core.words import LANGUAGES, Figure, Words, said

USAGE_ERROR = cast("type[Exception]", typer.BadParameter.__bases__[0])  # of typer or of click, by its version
Run = TypeVar("Run", bound=Callable[..., Any])
_FRAME = "help."  # begins the keys of what typer writes around help


class Said(typer.BadParameter):
    """A usage error in the words of the package."""

    def __init__(self, words: str, context: Any) -> None:
        super().__init__(words, ctx=context)
        self.words = words

    def format_message(self) -> str:
        """What is wrong, in the language that speaks."""
        return str(said(self.words, SPEAKING[-1]))

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002  # who catches it has one place to say it
        """Say usage, where help is, and what is wrong."""
        lines: list[str] = []
        if self.ctx is not None:
            usage, command = framed(self.ctx.get_usage(), SPEAKING[-1]), self.ctx.command_path
            lines = [usage, Words("usage.try", command=command).said(SPEAKING[-1]), ""]
        complain("\n".join([*lines, Words("usage.error", what=self.words).said(SPEAKING[-1])]))


class SpokenCommand(TyperCommand):
    """A command that says help and usage errors in the language asked for."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Read the command line.

        Raises:
            Said: if it cannot be.
        """
        _check_numbers(self, args)
        try:
            return super().make_context(info_name, args, parent, **extra)
        except USAGE_ERROR as error:
            raise _said(error, self) from None

    def get_help(self, ctx: Any) -> str:
        """Its help, with typer's own words in the language too."""
        return framed(super().get_help(ctx), SPEAKING[-1])


class SpokenGroup(TyperGroup):
    """All commands; the language is known before any of them is looked for."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Read the command line as far as the command's name.

        Raises:
            Said: if it cannot be.
        """
        SPEAKING[0] = language_of(args)
        translate(self, SPEAKING[-1])
        try:
            return super().make_context(info_name, args, parent, **extra)
        except USAGE_ERROR as error:
            raise _said(error, self) from None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is named.

        Raises:
            Said: if there is none, with the nearest.
        """
        if args and args[0] not in self.commands:
            unknown, close = Words("usage.no_command", name=args[0]), nearest(args[0], self.commands)
            raise Said(Words("usage.near", what=unknown, name=close) if close else unknown, ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command.

        Raises:
            Said: if none is named.
        """
        try:
            return super().invoke(ctx)
        except USAGE_ERROR as error:
            raise _said(error, self) from None

    def get_help(self, ctx: Any) -> str:
        """Help on all commands."""
        return framed(super().get_help(ctx), SPEAKING[-1])


class SpokenCommandLine(CommandLine):
    """The command line, whose commands are `SpokenCommand`."""

    def command(self, name: str | None = None, **options: Any) -> Callable[[Run], Run]:
        """Register a command, as `typer.Typer.command`."""
        return super().command(name, cls=SpokenCommand, **options)


def language_of(arguments: Sequence[str]) -> str:
    """The language that a command line asks for, English where it asks for none that there is."""
    found = [value for name, value in pairwise(arguments) if name == "--language"]
    found += [each.partition("=")[2] for each in arguments if each.startswith("--language=")]
    return found[-1] if found and found[-1] in LANGUAGES else LANGUAGES[0]


def translate(group: Any, language: str) -> None:
    """Put the help of all commands and their options into a language."""
    words = by_text(CLI, language)
    for one in (group, *group.commands.values(), *(param for each in _commands(group) for param in each.params)):
        for name in ("help", "metavar"):
            said_in_english = getattr(one, name, None)
            if said_in_english and said_in_english in words:
                setattr(one, name, words[said_in_english])


def framed(text: str, language: str) -> str:
    """Help or usage with typer's own words in a language."""
    for key, (english, _) in USAGE_TEXTS.items():
        if key.startswith(_FRAME):
            wrapped = r"\s+".join(map(re.escape, english.split()))  # over the end of a line too
            text = re.sub(rf"(?<!\S){wrapped}", Words(key).said(language), text)
    return text


def _commands(group: Any) -> tuple[Any, ...]:
    return (group, *group.commands.values())


def _said(error: Exception, command: Any) -> Exception:
    """An error of typer in the package's words; one that is not known as it is."""
    context, message = getattr(error, "ctx", None), getattr(error, "message", "")
    if isinstance(error, Said) or type(error).__name__ == "NoArgsIsHelpError":
        return error
    option, param = getattr(error, "option_name", None), getattr(error, "param", None)
    kind = type(error).__name__
    if kind == "NoSuchOption":
        names = [name for each in command.params for name in each.opts if name.startswith("-")]
        unknown, close = Words("usage.no_option", name=option), nearest(str(option), names)
        return Said(Words("usage.near", what=unknown, name=close) if close else unknown, context)
    if kind == "MissingParameter" and param is not None:
        return Said(Words("usage.missing", name=param.metavar or param.name, about=param.help), context)
    if kind == "BadOptionUsage":
        return Said(Words("usage.no_value" if "requires" in message else "usage.takes_none", name=option), context)
    if param is not None:
        name, expected = (param.opts or [param.name])[0], _expected(command, param.name)
        if isinstance(message, Words):
            return Said(Words("usage.refused", name=name, why=message), context)
        return Said(Words("usage.invalid", name=name, expected=expected), context) if expected else error
    if message.startswith("Missing command"):
        return Said(Words("usage.no_command_named"), context)
    extra = re.fullmatch(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", message)
    return Said(Words("usage.more", names=extra[1]), context) if extra else error


def _check_numbers(command: Any, args: Sequence[str]) -> None:
    """See that no point or comma in a number is read as another than was meant: 10.000 is no ten.

    Raises:
        Said: if one may be.
    """
    named = {name: param.name for param in command.params for name in param.opts if name.startswith("--")}
    given = [each.partition("=")[::2] for each in args if each.startswith("--") and "=" in each]
    for name, value in [*pairwise(args), *given]:
        kind = _declared(command, named[name])[0] if name in named else None
        if kind is int and re.fullmatch(r"[+-]?\d+([.,]\d+)+", value):
            raise Said(Words("usage.whole", name=name, found=value), None)
        if kind is float and re.fullmatch(r"[+-]?\d+,\d+", value):
            raise Said(Words("usage.comma", name=name, found=value, point=value.replace(",", ".")), None)


def _declared(command: Any, name: str) -> tuple[Any, Any]:
    """Type of an option, None where it has no one type, and the option, by what its command declares."""
    hint = get_type_hints(inspect.unwrap(command.callback), include_extras=True).get(name)
    if hint is None:
        return None, None
    declared, option = get_args(hint)[:2]
    (kind, *_) = (each for each in (get_args(declared) or (declared,)) if each is not NoneType)
    return kind, option


def _expected(command: Any, name: str) -> str | None:
    """What an option takes, by what its command declares."""
    kind, option = _declared(command, name)
    if kind is None:
        return None
    least, most = getattr(option, "min", None), getattr(option, "max", None)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Words("one_of", names=", ".join(str(each.value) for each in kind))
    if kind is int:
        even = getattr(option, "callback", None) is not None  # what `int` options have one for
        whole = Words("an_even_number" if even else "whole_number", least=0 if least is None else least)
        return whole if most is None else Words("and_at_most", what=whole, most=most)
    if kind is float and least is not None and most is not None:
        return Words("usage.between", least=Figure(f"{least:g}"), most=Figure(f"{most:g}"))
    if kind is float:
        return Words("usage.number") if least is None else Words("usage.number_at_least", least=Figure(f"{least:g}"))
    return None
