"""How many events a second are taken in and counted, beside the bare rows of the same through the database's driver.

    python -m tests.benchmarks.behaviour [--events 20000] [--batch 50]

Works on a database of its own, made and removed: SQLite, or PostgreSQL where DATABASE_URL names a server. "taken" is
all that a request does behind HTTP: reading, checking, hashing, looking for duplicates, storing, in one transaction a
batch. "by GraphQL" adds HTTP, the document, its cost and the rate limit, in one process. "counted" is the worker.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

_ACTIONS = ("view", "view", "view", "click", "impression", "add_to_cart", "search", "purchase")


def make_events(count: int, *, clients: int, products: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """Events as a storefront sends them, of a day."""
    from django.utils import timezone

    chance = random.Random(seed)
    now = timezone.now()
    for _ in range(count):
        action = chance.choice(_ACTIONS)
        thing = {"object_id": f"product-{int(chance.paretovariate(1.1)) % products}", "object_id_field": "product"}
        yield {
            "event_id": str(uuid.UUID(int=chance.getrandbits(128))),
            "action_name": action,
            "client_id": f"client-{chance.randrange(clients):08}",
            "timestamp": (now - timedelta(seconds=chance.randrange(3_000))).isoformat(),
            "event_attributes": {
                "object": {} if action == "search" else thing,
                "position": {"ordinal": chance.randint(1, 24)},
            },
            **({"message": "bluetooth headphones"} if action == "search" else {}),
        }


def split(events: list[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(events), size):
        yield events[start : start + size]


def measure(name: str, count: int, run: Callable[[], Any]) -> float:
    started = time.perf_counter()
    run()
    rate = count / (time.perf_counter() - started)
    print(f"{name:<44}{rate:>10,.0f} events/s")  # noqa: T201
    return rate


def store_bare(batches: list[list[Any]]) -> None:
    """The same rows, made beforehand, by the driver alone: the reference."""
    from django.db import connection, transaction

    from search.behaviour.ingesting import COLUMNS
    from search.behaviour.models import Event

    columns, places = ", ".join(COLUMNS), ", ".join(["%s"] * len(COLUMNS))
    sql = f"INSERT INTO {Event._meta.db_table} ({columns}) VALUES ({places})"  # noqa: S608
    for rows in batches:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(sql, rows)


def take_all(batches: list[list[Any]]) -> None:
    from django.db import transaction
    from django.utils import timezone

    from search.behaviour.ingesting import Sender, take_events

    sender = Sender(has_consent=True, locale="en", user_agent="Mozilla/5.0")
    for batch in batches:
        with transaction.atomic():
            taken = take_events(batch, sender, at=timezone.now())
        assert not taken.problems, taken.problems[0]


def ask_all(batches: list[list[Any]]) -> None:
    """By HTTP requests that never leave the process, each from an address of its own."""
    import orjson
    from django.test import Client

    client = Client()
    query = "mutation ($input: TrackInput!) { track(input: $input) { accepted userErrors { code } } }"
    for number, batch in enumerate(batches):
        body = orjson.dumps({"query": query, "variables": {"input": {"hasConsent": True, "events": batch}}})
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        response = client.post("/graphql", body, content_type="application/json", REMOTE_ADDR=address)
        assert b'"userErrors":[]' in response.content, response.content[:500]


def run(events: int, batch: int) -> None:
    from django.db import connection
    from django.utils import timezone

    from search.behaviour.adding import adapt
    from search.behaviour.ingesting import make_row
    from search.behaviour.models import Event
    from search.behaviour.reading import Defaults, read_event
    from search.behaviour.working import count_all

    print(f"{connection.vendor}, batches of {batch}")  # noqa: T201
    made = list(make_events(events, clients=events // 20, products=2_000))
    now = timezone.now()
    reads = [read_event(one, defaults=Defaults(), now=now) for one in made]
    rows = [[adapt(one) for one in make_row(each, member=None, locale="en", at=now)] for each in reads]
    reference = measure("bare rows by the driver (reference)", events, lambda: store_bare(list(split(rows, batch))))
    Event.objects.all().delete()
    taken = measure("taken", events, lambda: take_all(list(split(made, batch))))
    counted = measure("counted", events, lambda: count_all(at=timezone.now()))
    measure("taken again (all duplicates)", events, lambda: take_all(list(split(made, batch))))
    Event.objects.all().delete()
    asked = measure("taken by GraphQL", events, lambda: ask_all(list(split(made, batch))))
    assert Event.objects.count() == events
    for name, rate in (("taken", taken), ("by GraphQL", asked), ("counted", counted)):
        print(f"{name}: {rate / reference:.0%} of the reference")  # noqa: T201


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--batch", type=int, default=50)
    given = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.development"
    with tempfile.TemporaryDirectory(prefix="vitrine-behaviour-") as folder:
        os.environ["VITRINE_DATA"] = folder
        import django

        django.setup()
        from django.db import connection
        from django.test.utils import setup_test_environment

        setup_test_environment()
        created = connection.creation
        # A file as in real life: SQLite in memory would be quicker than any shop's.
        connection.settings_dict["TEST"]["NAME"] = f"{folder}/events.sqlite3" if connection.vendor == "sqlite" else None
        old = created.create_test_db(verbosity=0, autoclobber=True)
        try:
            run(given.events, given.batch)
        finally:
            created.destroy_test_db(old, verbosity=0)


if __name__ == "__main__":
    main()
