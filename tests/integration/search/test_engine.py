"""The embedded engine's folder: rebuilds, killed ones, several processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import orjson
import pytest

from cms.settings.environment import CHECKOUT
from search.engines.base import EngineUnavailable, IndexDocument
from search.engines.embedded import EmbeddedEngine
from tests.integration.search.conftest import Shop, make_document


class EmbeddedShop(Shop):
    def __init__(self, path: Path) -> None:
        super().__init__(EmbeddedEngine(path))
        self.path = path


@pytest.fixture
def shop(tmp_path: Path) -> EmbeddedShop:
    """This engine alone; its folder is looked into."""
    return EmbeddedShop(tmp_path / "index")


def run_python(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Another process with the project on its path."""
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    command = [sys.executable, "-c", textwrap.dedent(code), *arguments]
    return subprocess.Popen(command, env=environment, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)


def list_generations(path: Path) -> list[str]:
    return sorted(folder.name for folder in path.glob("generation-*"))


def no_changes(keys: object) -> list[IndexDocument]:
    raise AssertionError(f"nothing changed, but {keys} were asked for")


def test_a_rebuild_serves_only_once_it_is_finished(shop: EmbeddedShop) -> None:
    shop.fill({"old": "Tea"})
    with shop.engine.rebuild() as new:
        new.add([make_document("new", "Tea", number=2)])
        assert shop.find("tea") == ["old"]
        built = new.finish(no_changes)
    assert (built.documents, built.replayed, built.name) == (1, 0, "generation-000002")
    assert shop.find("tea") == ["new"]
    assert list_generations(shop.path) == ["generation-000002"]


def test_a_failed_rebuild_leaves_the_old_one_and_nothing_else(shop: EmbeddedShop) -> None:
    shop.fill({"old": "Tea"})
    with pytest.raises(RuntimeError, match="broken"), shop.engine.rebuild() as new:
        new.add([make_document("new", "Tea", number=2)])
        raise RuntimeError("broken")
    assert shop.find("tea") == ["old"]
    assert list_generations(shop.path) == ["generation-000001"]
    assert not (shop.path / "changed").exists()


def test_a_killed_rebuild_leaves_the_old_one_and_is_cleaned_up_by_the_next(shop: EmbeddedShop) -> None:
    shop.fill({"old": "Tea"})
    process = run_python(
        """
        import sys, time
        from pathlib import Path
        from search.engines.embedded import EmbeddedEngine
        from tests.integration.search.conftest import make_document
        with EmbeddedEngine(Path(sys.argv[1])).rebuild() as new:
            new.add([make_document("half", "Tea", number=2)])
            print("half", flush=True)
            time.sleep(60)
        """,
        str(shop.path),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "half\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()

    assert list_generations(shop.path) == ["generation-000001", "generation-000002"]
    assert shop.find("tea") == ["old"]
    assert (shop.path / "changed").exists()
    shop.add(make_document("later", "Tea", number=3))
    assert not (shop.path / "changed").exists()
    assert shop.find("tea") == ["later", "old"]
    with shop.engine.rebuild() as new:
        new.add([make_document("new", "Tea", number=4)])
        new.finish(no_changes)
    assert shop.find("tea") == ["new"]
    assert list_generations(shop.path) == ["generation-000002"]


def test_writers_of_two_processes_wait_for_each_other(shop: EmbeddedShop) -> None:
    code = """
        import sys
        from pathlib import Path
        from search.engines.embedded import EmbeddedEngine
        from tests.integration.search.conftest import make_document
        engine, name, number = EmbeddedEngine(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
        for n in range(15):
            engine.apply([make_document(f"{name}-{n}", "Tea", number=number + n)], replaces=[f"{name}-{n}"])
        """
    processes = [run_python(code, str(shop.path), name, number) for name, number in (("a", "0"), ("b", "100"))]
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    assert sorted(shop.find("tea", first=100)) == sorted(f"{name}-{n}" for name in "ab" for n in range(15))


def test_a_writer_waits_only_so_long(shop: EmbeddedShop) -> None:
    impatient = EmbeddedEngine(shop.path, writer_wait_seconds=0.1)
    shop.fill({"tea": "Tea"})
    with shop.engine._folder.lock("writer", wait_seconds=0):
        with pytest.raises(EngineUnavailable, match="has been writing the search index"):
            impatient.apply([make_document("other", "Tea", number=2)], replaces=["other"])
        assert shop.find("tea") == ["tea"]


def test_readers_see_what_another_engine_committed_or_rebuilt(shop: EmbeddedShop) -> None:
    other = EmbeddedEngine(shop.path)
    shop.fill({"one": "Tea"})
    assert shop.find("tea") == ["one"]
    assert shop.engine.read()._searcher is shop.engine.read()._searcher
    other.apply([make_document("two", "Tea", number=2)], replaces=["two"])
    assert shop.find("tea") == ["two", "one"]
    with other.rebuild() as new:
        new.add([make_document("three", "Tea", number=3)])
        new.finish(no_changes)
    assert shop.find("tea") == ["three"]


def test_an_old_reader_keeps_its_view(shop: EmbeddedShop) -> None:
    shop.fill({"one": "Tea"})
    before = shop.engine.read()
    shop.engine.apply([], replaces=["one"])
    assert (before.documents, shop.engine.read().documents) == (1, 0)


def test_many_threads_may_ask_while_one_writes(shop: EmbeddedShop) -> None:
    shop.fill({"tea": "Tea"})
    failures: list[BaseException] = []
    stop = threading.Event()

    def ask() -> None:
        try:
            while not stop.is_set():
                assert shop.find("tea")[-1] == "tea"
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(10):
        shop.add(make_document(f"more-{n}", "Tea", number=100 + n))
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_rebuild_keeps_the_words_of_the_shop(shop: EmbeddedShop) -> None:
    with shop.engine.rebuild(vocabulary=frozenset({"螺蛳粉"})) as new:
        new.add([make_document("noodles", "柳州螺蛳粉", number=1)])
        new.finish(no_changes)
    reader = shop.engine.read()
    assert reader.vocabulary == frozenset({"螺蛳粉"})
    assert ("螺蛳粉", 1) in reader.token_counts
    shop.add(make_document("more", "螺蛳粉袋装", number=2))
    assert sorted(shop.find("螺蛳粉")) == ["more", "noodles"]


def test_an_index_of_another_version_says_what_to_do(shop: EmbeddedShop) -> None:
    shop.fill({"tea": "Tea"})
    state = shop.path / "generation-000001" / "state.json"
    state.write_bytes(orjson.dumps({**orjson.loads(state.read_bytes()), "schema": 0}))
    with pytest.raises(EngineUnavailable, match=r"written by another version .* Run manage.py search_rebuild"):
        shop.find("tea")
    with shop.engine.rebuild() as new:
        new.add([make_document("new", "Tea", number=1)])
        new.finish(no_changes)
    assert shop.find("tea") == ["new"]


def test_a_damaged_index_says_what_to_do_and_is_replaced(shop: EmbeddedShop) -> None:
    shop.fill({"tea": "Tea"})
    (shop.path / "generation-000001" / "tantivy" / "meta.json").write_text("{")
    with pytest.raises(EngineUnavailable, match=r"cannot be opened: .* Run manage.py search_rebuild"):
        shop.find("tea")
    with shop.engine.rebuild() as new:
        new.add([make_document("new", "Tea", number=1)])
        new.finish(no_changes)
    assert shop.find("tea") == ["new"]


def test_it_describes_itself(shop: EmbeddedShop) -> None:
    shop.fill({"one": "Tea"})
    assert shop.engine.describe() == {
        "engine": "embedded",
        "folder": str(shop.path),
        "generation": "generation-000001",
        "documents": 1,
        "frequencies_version": 1,
    }
