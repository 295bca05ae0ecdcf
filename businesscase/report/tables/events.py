"""Every event of a team's lives, one a row."""

from __future__ import annotations

import csv
import io

from businesscase.delivery.records import Records
from businesscase.delivery.staff import Standing


def events_csv(records: Records) -> bytes:
    """Events as CSV: draw, years since programme start, who, what, and the pair; of families, then of posts."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["draw", "years", "who", "event", "pair"])
    plan = records.plan
    for draw in range(plan.draws):
        for moment, family, event, pair in records.events(draw):
            rows.writerow([draw, f"{moment:.6f}", family, event, pair])
        for post, stints in zip(plan.posts, records.posts[draw], strict=True):
            for one in stints:
                who, standing = f"{post.name} ({post.profession})", Standing(one.standing).name.lower()
                rows.writerow([draw, f"{one.begins:.6f}", who, standing, plan.pairs[post.pair]])
    return text.getvalue().encode()
