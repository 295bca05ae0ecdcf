"""`init`: a scenario to start from, as it is, from fifteen answers, or from a workbook that holds them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from businesscase.cli.shared import STANDARD_INPUT, Language, errors, notice, standard_input

if TYPE_CHECKING:
    from businesscase.report.texts.texts import Texts
    from businesscase.scenario.explain.answers import Answers
    from businesscase.scenario.explain.questions import Question


def init(
    folder: Annotated[
        Path | None, typer.Argument(help="Where to write it; not with --workbook.", metavar="DIR", show_default=False)
    ] = None,
    guide: Annotated[
        bool, typer.Option("--guide", help="Ask the fifteen numbers that matter; answers may come from standard input.")
    ] = False,
    workbook: Annotated[
        Path | None, typer.Option(help="Write a workbook that asks the fifteen numbers.", metavar="FILE.xlsx")
    ] = None,
    filled: Annotated[
        Path | None, typer.Option("--from", help="Take the numbers of such a workbook.", metavar="FILE.xlsx")
    ] = None,
    language: Annotated[
        Language | None, typer.Option(help="Language of questions, faults and what is written; en, the workbook da.")
    ] = None,
) -> None:
    """Write a commented scenario and its schema: the starter, or one of your own fifteen numbers."""
    with errors(language):
        from businesscase.core.errors import UsageError
        from businesscase.core.words import Words
        from businesscase.scenario.explain.starter import check_free, write_starter

        if sum((guide, workbook is not None, filled is not None)) > 1 or (workbook is not None and folder is not None):
            raise UsageError(Words("guide.two_ways"))
        if workbook is not None:
            _write_workbook(workbook, language or Language.DA)
            return
        if folder is None:
            raise UsageError(Words("guide.no_folder"))
        spoken, text = language or Language.EN, None
        if guide or filled is not None:
            check_free(folder)  # before anybody answers fifteen questions
            text = _guided(spoken) if filled is None else _from_workbook(filled, spoken)
        for path in write_starter(folder, text, spoken):
            typer.echo(path)
        if text is not None:
            from businesscase.report.texts.texts import Texts
            from businesscase.scenario.explain.starter import STARTER_NAME

            notice(Texts(spoken)("guide.next", file=folder / STARTER_NAME))
            _warn_of_much(folder / STARTER_NAME, Texts(spoken))


def ask(read: Callable[[], str], tell: Callable[[str], None], language: str) -> Answers:
    """Ask every question until it is answered; each answer is checked at once.

    Args:
        read: a line with its end, "" where there are no more.
        tell: shows a text.
        language: of questions and faults.

    Raises:
        UsageError: if there are no more lines.
    """
    from businesscase.report.texts.texts import Texts
    from businesscase.scenario.explain.answers import Refused, start_answers
    from businesscase.scenario.explain.questions import BY_KEY, NAMED, ORDER

    texts = Texts(language)
    tell(texts("guide.welcome") + "\n")
    default = start_answers("", language).name
    while True:
        tell(f"{texts.named(NAMED)} [{default}] ")
        try:
            answers = start_answers(_line(read), language)
            break
        except Refused as refused:
            tell(refused.fault.said(language) + "\n")
    for key in ORDER:
        if key in BY_KEY:
            ask_one(answers, BY_KEY[key], read, tell, texts)
        else:
            ask_kind(answers, read, tell, texts)
    return answers


def ask_kind(answers: Answers, read: Callable[[], str], tell: Callable[[str], None], texts: Texts) -> None:
    """Ask whether the answer before it is a goal or was measured.

    Raises:
        UsageError: if there are no more lines.
    """
    from businesscase.scenario.explain.answers import Refused, is_measured
    from businesscase.scenario.explain.questions import GOAL, KIND, KIND_WORDS

    words = [texts.named(word) for word in KIND_WORDS.values()]
    while True:
        tell(f"      {texts.named(KIND)} ({', '.join(words)}) [{texts.named(KIND_WORDS[GOAL])}] ")
        try:
            answers.measured = is_measured(_line(read))
            break
        except Refused as refused:
            tell(refused.fault.said(texts.language) + "\n")


def ask_one(
    answers: Answers, question: Question, read: Callable[[], str], tell: Callable[[str], None], texts: Texts
) -> None:
    """Ask one question until its answer can stand.

    Raises:
        UsageError: if there are no more lines.
    """
    from businesscase.scenario.explain.answers import Refused, answer, shown
    from businesscase.scenario.explain.questions import QUESTIONS

    taken = shown(float(f"{question.default(answers.values):.4g}"))
    place = f"{QUESTIONS.index(question) + 1}/{len(QUESTIONS)}"
    while True:
        tell(f"{place} {texts.named(question.asks)} ({texts.named(question.unit)}) [{taken}] ")
        try:
            answer(answers, question, _line(read))
            break
        except Refused as refused:
            tell(refused.fault.said(texts.language) + "\n")


def _line(read: Callable[[], str]) -> str:
    from businesscase.core.errors import UsageError
    from businesscase.core.words import Words

    line = read()
    if not line:
        raise UsageError(Words("guide.ended"))
    return line.strip()


def _guided(language: Language) -> str:
    """The scenario of somebody who is asked; where nobody can be, of the lines on standard input."""
    from businesscase.core.errors import ScenarioError
    from businesscase.scenario.explain.answers import from_lines
    from businesscase.scenario.read.reading import decoded

    if sys.stdin is not None and sys.stdin.isatty():
        return _asked(sys.stdin.readline, _tell, language)
    content, _ = standard_input()
    answers, faults = from_lines(decoded(content, STANDARD_INPUT).splitlines(), language, STANDARD_INPUT)
    if answers is None:
        raise ScenarioError(faults, of="the answers")
    return _tried(answers, language)


def _asked(read: Callable[[], str], tell: Callable[[str], None], language: Language) -> str:
    """The scenario of answers that hold together: what does not is asked again."""
    from businesscase.core.errors import ScenarioError
    from businesscase.report.texts.texts import Texts
    from businesscase.scenario.explain.questions import BY_KEY

    answers = ask(read, tell, language)
    while True:
        try:
            return _tried(answers, language)
        except ScenarioError as error:
            keys = [fault.key for fault in error.faults if fault.key in BY_KEY]
            if not keys:
                raise
            tell(error.said(language) + "\n")
            for key in keys:
                ask_one(answers, BY_KEY[key], read, tell, Texts(language))


def _from_workbook(path: Path, language: Language) -> str:
    from businesscase.workbook.inputs import read_input_book

    return _tried(read_input_book(path, language), language)


def _tried(answers: Answers, language: Language) -> str:
    """The scenario of the answers, once its goal has been found to be within reach.

    Raises:
        ScenarioError: if it is not, or the numbers do not hold together.
    """
    from businesscase.core.errors import Fault, ScenarioError
    from businesscase.core.words import Figure, Words
    from businesscase.engines.goals.within import reach_of_goal
    from businesscase.model.reach import reach_of
    from businesscase.scenario.explain.answers import shown
    from businesscase.scenario.explain.guided import LEVEL, WORK, guided_text
    from businesscase.scenario.load.resolve import read_scenario

    text = guided_text(answers, language)
    scenario = read_scenario(text.encode(), "the answers")
    reach = reach_of(scenario, LEVEL) if answers.measured else reach_of_goal(scenario, WORK)
    if reach.possible and not reach.passed:
        return text
    message = Words("guide.out_of_reach")
    if reach.possible:
        message = Words("guide.passed", share=Figure(f"{reach.without:.0%}"))
    found, expected = shown(answers.values["in_work"]), Words("guide.within_reach")
    raise ScenarioError([Fault(message, "in_work", found=found, expected=expected)], of="the answers")


def _warn_of_much(file: Path, texts: Texts) -> None:
    """Say so where more placements are avoided than the starter's interval has it, from studies with a comparison."""
    from businesscase.scenario.explain.starter import starter_text
    from businesscase.scenario.load.resolve import load_scenario, read_scenario

    own, starter = (
        each.effects.ratios["placement_entry"].ratio
        for each in (load_scenario(file), read_scenario(starter_text().encode(), "starter"))
    )
    if starter.low is not None and own.value < starter.low:
        notice(texts("guide.much", share=texts.percent(1.0 - own.value), found=texts.percent(1.0 - starter.low)))


def _write_workbook(path: Path, language: Language) -> None:
    from businesscase.output import check_book, write_book
    from businesscase.report.texts.texts import Texts
    from businesscase.workbook.inputs import input_book

    check_book(path)
    write_book(path, input_book(Texts(language)))
    typer.echo(path)


def _tell(words: str) -> None:
    typer.echo(words, err=True, nl=False)
