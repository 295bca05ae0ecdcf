"""What the expected engine cannot represent, by name."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from businesscase.core.errors import NumericalError
from businesscase.core.timeline import YOUNGEST
from businesscase.core.words import Words
from businesscase.engines.expected.pairs import is_split
from businesscase.model.arrays import AGE, SELF_SUPPORT, Arrays
from businesscase.model.compiled import CompiledModel


def check_representable(model: CompiledModel, sampled: Collection[int] = ()) -> None:
    """Raise unless the expected engine can represent the model.

    Raises:
        NumericalError: names every clock and reason, and the engine that can.
    """
    reasons = refusals(model, sampled)
    if reasons:
        can = "discrete_event" if model.feeds_back else "montecarlo"
        cannot = Words("engine.cannot", reasons=tuple(reasons))
        raise NumericalError(Words("engine.another", reason=cannot, can=can))


def refusals(model: CompiledModel, sampled: Collection[int] = ()) -> list[str]:
    """Reasons why this model needs another engine, each naming its clock; empty if it can be represented.

    Types that are sampled need not be.
    """
    arrays, found = model.arrays, list[str]()
    found += [Words("expected.ends", name=ending.name) for ending in model.schedule.endings]
    if model.schedule.given is not None:
        found.append(Words("expected.team"))
    used = [x for x in range(arrays.covariates.shape[1]) if np.any(arrays.log_covariate[:, :, x])]
    if len(used) > 1:
        found.append(Words("expected.covariates", count=len(used)))
    for kind in range(arrays.type_shared.shape[0]):
        if kind not in sampled:
            clock = model.structure.types[kind].clock
            found += [Words("expected.clock", clock=clock, reason=reason) for reason in _of_type(model, kind)]
    return list(dict.fromkeys(found))


def _of_type(model: CompiledModel, kind: int) -> list[str]:
    arrays, types = model.arrays, model.structure.types
    first, after = int(arrays.type_states[kind]), int(arrays.type_states[kind + 1])
    groups = _groups(arrays, kind)
    sources = [model.structure.groups[group].kind for group in groups]
    found: list[str] = []
    if any(arrays.state_ends[first:after]):
        if groups:
            found.append(Words("expected.ends_and_reads"))
        if arrays.type_ages[kind, 0] > 0.0 or np.isfinite(arrays.type_ages[kind, 1]):
            found.append(Words("expected.ends_between"))
        if _follows_age(arrays, kind) and _ages(arrays, kind) > 1:
            found += [
                Words("expected.ends_others", clock=types[other].clock)
                for other in range(len(types))
                if types[other].role == types[kind].role and other != kind and _bounded_or_read(model, other)
            ]
    found += _of_remembered(model, kind, groups)
    lasting = [group for group in groups if not model.structure.groups[group].remembered]
    if len(lasting) > 1 and _connected(model, [model.structure.groups[group].kind for group in lasting]):
        found.append(Words("expected.connected"))
    for group, source in zip(groups, sources, strict=True):
        name = types[source].clock
        ends = any(arrays.state_ends[arrays.type_states[source] : arrays.type_states[source + 1]])
        if ends and types[source].role == types[kind].role:
            found.append(Words("expected.ends_own", clock=name))
        begins = np.flatnonzero(arrays.clock_type == source)
        late = arrays.type_ages[source, 0] > arrays.clock_age[begins]
        if np.any(late & (arrays.clock_age_drawn[begins] == 0)):
            found.append(Words("expected.read_begins", clock=name))
        remembered = model.structure.groups[group].remembered
        if not remembered and any(not model.structure.groups[one].of_self for one in _groups(arrays, source)):
            found.append(Words("expected.reads_parents", clock=name))
        if _follows_age(arrays, source) and _ages(arrays, source) > 1:
            found.append(Words("expected.read_ages", clock=name))
    if is_split(arrays, kind):
        found += [Words("expected.partner", reason=reason) for reason in _of_pairs(model, kind)]
    drawn = np.any(arrays.clock_age_drawn[arrays.clock_type == kind] == 1)
    if drawn and arrays.type_ages[kind, 0] > YOUNGEST:
        found.append(Words("expected.ages_drawn"))
    counted = any(arrays.state_bands[g] > 1 for g in range(first, after))
    for g in range(first, after):
        if counted and arrays.state_counts[g] == SELF_SUPPORT and np.any(arrays.start_benefit[:, g] > 0.0):
            found.append(Words("expected.begins_counted", state=types[kind].states[g - first]))
    return found


def _of_remembered(model: CompiledModel, kind: int, groups: list[int]) -> list[str]:
    """Why what a clock remembers could not be followed; how it goes with the rest that is read, no one knows."""
    arrays, types, found = model.arrays, model.structure.types, list[str]()
    remembered = [model.structure.groups[group].kind for group in groups if model.structure.groups[group].remembered]
    if len(remembered) > 1:
        found.append(Words("expected.remembers_many"))
    begins = arrays.clock_age[arrays.clock_type == kind]
    for source in remembered:
        since, until = arrays.type_ages[kind, 0], arrays.type_ages[source, 1]
        if np.any((begins >= until) & (begins < since)):
            found.append(Words("expected.not_lived", clock=types[source].clock))
        if any(remembers(model, source)):
            found.append(Words("expected.chain", clock=types[source].clock))
    return found


def remembers(model: CompiledModel, kind: int) -> list[bool]:
    """Of the source groups of a type, which are remembered."""
    return [model.structure.groups[group].remembered for group in _groups(model.arrays, kind)]


def remembering(model: CompiledModel) -> frozenset[int]:
    """Types that remember a clock that has ended."""
    return frozenset(kind for kind in range(len(model.structure.types)) if any(remembers(model, kind)))


def _of_pairs(model: CompiledModel, kind: int) -> list[str]:
    """Why two parents would not obey the same law. No parent reads another's clock, so given frailty they are alone."""
    arrays, types, found = model.arrays, model.structure.types, list[str]()
    own = [
        other
        for other in range(len(types))
        if other == kind or (types[other].role == types[kind].role and _ends(arrays, other))
    ]
    if any(_follows_age(arrays, other) and _ages(arrays, other) > 1 for other in own):
        found.append(Words("expected.follows_age"))
    clocks = arrays.clock_type == kind
    late = arrays.type_ages[kind, 0] > arrays.clock_age[clocks]
    if np.any(late & (arrays.clock_age_drawn[clocks] == 0)):
        found.append(Words("expected.begins"))
    return found


def _ends(arrays: Arrays, kind: int) -> bool:
    return bool(np.any(arrays.state_ends[arrays.type_states[kind] : arrays.type_states[kind + 1]]))


def _groups(arrays: Arrays, kind: int) -> list[int]:
    """Source groups that a type's transitions read."""
    found = set[int]()
    for g in range(arrays.type_states[kind], arrays.type_states[kind + 1]):
        for k in range(arrays.state_transitions[g], arrays.state_transitions[g + 1]):
            found |= {
                int(group) for group in arrays.coupling_group[arrays.coupling_first[k] : arrays.coupling_first[k + 1]]
            }
    return sorted(found - {-1})


def _connected(model: CompiledModel, sources: list[int]) -> bool:
    """Whether clocks that are read together depend on each other, given frailty: by what they read or a death."""
    roots = [_roots(model, source) for source in sources]
    shared = any(roots[i] & roots[j] for i in range(len(roots)) for j in range(i))
    roles = [model.structure.types[source].role for source in sources]
    ending = {
        role
        for kind, role in enumerate(t.role for t in model.structure.types)
        if any(model.arrays.state_ends[model.arrays.type_states[kind] : model.arrays.type_states[kind + 1]])
    }
    return shared or any(roles.count(role) > 1 for role in ending)


def _roots(model: CompiledModel, kind: int) -> set[int]:
    found = {kind}
    for group in _groups(model.arrays, kind):
        found |= _roots(model, model.structure.groups[group].kind)
    return found


def _follows_age(arrays: Arrays, kind: int) -> bool:
    states = slice(arrays.type_states[kind], arrays.type_states[kind + 1] + 1)
    own = arrays.state_transitions[states]
    return bool(np.any(arrays.time_scale[own[0] : own[-1]] == AGE))


def _ages(arrays: Arrays, kind: int) -> int:
    return len(np.unique(arrays.clock_age[arrays.clock_type == kind]))


def _bounded_or_read(model: CompiledModel, kind: int) -> bool:
    arrays = model.arrays
    read = any(model.structure.groups[group].kind == kind for other in range(len(model.structure.types))
               for group in _groups(arrays, other))  # fmt: skip
    return read or bool(np.isfinite(arrays.type_ages[kind, 1])) or bool(arrays.type_ages[kind, 0] > 0.0)
