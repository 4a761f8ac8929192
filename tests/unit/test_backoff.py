"""A child that keeps crashing is started again later each time; one that ran well starts over."""

from cms.operations.processes import Child


def plan(child: Child, *, ran_for: float) -> float:
    child.started_at = 1000.0
    return child.plan_restart(now=1000.0 + ran_for)


def test_waits_double_up_to_half_a_minute() -> None:
    child = Child("web", print)
    assert [plan(child, ran_for=1) for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]


def test_a_child_that_ran_well_is_started_soon() -> None:
    child = Child("web", print)
    waits = [plan(child, ran_for=1), plan(child, ran_for=1), plan(child, ran_for=61), plan(child, ran_for=1)]
    assert waits == [1, 2, 1, 2]
