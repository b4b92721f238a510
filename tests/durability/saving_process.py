"""Somebody who saves one answer many times from a process of their own: `python -m tests.durability.saving_process`
with the database's address, the review, a name and a number of texts. Prints what was acknowledged."""

import json
import sys

from app.db import Database
from app.models.actors import Actor, ActorKind
from app.models.reviews import Review
from app.services.self_evaluation import save_answer
from app.services.texts import Clash
from tests.durability.editors import PLACE


def main() -> None:
    url, review_id, name, texts = sys.argv[1:]
    database = Database(url)
    by = Actor(ActorKind.PERSON, None, name)
    base, told = 0, []
    for number in range(int(texts)):
        text = f"{name} writes their text number {number + 1}"
        while True:
            with database.writing() as session:
                review = session.get_one(Review, int(review_id))
                result = save_answer(session, review, *PLACE, text, base=base, by=by)
            base = result.version
            told.append([text, None if isinstance(result, Clash) else result.version])
            if not isinstance(result, Clash):
                break
    database.close()
    print(json.dumps(told))  # noqa: T201  What the parent reads.


if __name__ == "__main__":
    main()
