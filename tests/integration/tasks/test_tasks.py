"""Tasks: asked for, handed on, finished, overdue, commented on; who sees them, and what is kept of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, CommentReply

from cms.delivery import outbox
from cms.delivery.models import OutboxEntry
from cms.delivery.worker import work_once
from cms.notices.models import Notice
from cms.notices.reminders import REMINDERS
from cms.tasks import services, telling
from cms.tasks.models import Task, TaskComment, TaskEvent
from cms.tasks.services import TaskRefused
from tests import factories
from tests.integration.admin.conftest import log_in, make_user

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def make_person(name: str, *rights: str, **values: Any) -> User:
    user = make_user(*rights)
    for field, value in {"username": name, **values}.items():
        setattr(user, field, value)
    user.save()
    return user


@pytest.fixture
def lin() -> User:
    return make_person("lin", first_name="林知远")


@pytest.fixture
def wu() -> User:
    return make_person("wu", first_name="Wu")


@pytest.fixture
def head() -> User:
    return make_person("head", "tasks.view_task")


@pytest.fixture
def group(wu: User) -> Group:
    group = Group.objects.create(name="客服专员")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    group.user_set.add(wu)
    return group


def ask(to: Any, by: User, **values: Any) -> Task:
    return services.ask(values.pop("title", "盘点"), to=to, by=by, at=timezone.now(), **values)


def list_notices(kind: str) -> list[tuple[str, str]]:
    return list(Notice.objects.filter(kind=kind).order_by("pk").values_list("user__username", "subject"))


def list_steps(task: Task) -> list[tuple[str, str, str]]:
    return list(task.events.values_list("step", "by_name", "note"))


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_asking_from_the_form(lin: User, wu: User, group: Group) -> None:
    client = log_in(lin)
    form = {"title": "核对库存", "to": f"person:{wu.pk}", "due_at": "2050-01-02 10:30", "note": "今天"}
    response = client.post(reverse("tasks:add"), form)
    assert response["Location"] == reverse("tasks:index") + "?show=asked"
    task = Task.objects.get()
    assert (task.title, task.owner, task.group, task.asked_by, task.note) == ("核对库存", wu, None, lin, "今天")
    assert (task.owner_name, task.asked_by_name) == ("Wu", "林知远")
    assert list_steps(task) == [("asked", "林知远", "Wu")]
    [(name, subject)] = list_notices(telling.ASKED)
    assert (name, subject) == ("wu", "林知远 asks you: 核对库存 (Jan. 2, 2050 10:30)")
    assert OutboxEntry.objects.get(consumer=REMINDERS).available_at == task.due_at
    assert client.post(reverse("tasks:add"), {**form, "to": f"group:{group.pk}"}).status_code == 302
    assert Task.objects.get(group=group).owner is None
    html = client.post(reverse("tasks:add"), {**form, "due_at": "2020-01-02 10:30"}).content.decode()
    assert "This time has passed. Choose a later one, or none." in html
    assert client.post(reverse("tasks:add"), {**form, "to": "person:0"}).status_code == 200
    assert Task.objects.count() == 2


def test_one_s_own_task_is_told_to_nobody(lin: User) -> None:
    ask(lin, lin)
    assert not Notice.objects.exists()


def test_a_group_s_task_is_everybody_s_of_it(lin: User, wu: User, group: Group) -> None:
    task = ask(group, lin)
    assert list_notices(telling.ASKED) == [("wu", "林知远 asks you: 盘点")]
    assert list(Task.objects.of(wu)) == [task]
    assert not Task.objects.of(lin).exists()
    group.user_set.remove(wu)
    assert not Task.objects.of(wu).exists()


def test_finishing_from_the_list(lin: User, wu: User) -> None:
    task = ask(wu, lin)
    client = log_in(wu)
    index = reverse("tasks:index")
    assert "盘点" in read(client, index)
    response = client.post(reverse("tasks:finish", args=[task.pk]), {"next": index})
    assert response["Location"] == index
    task.refresh_from_db()
    assert (task.state, task.finished_at is not None) == ("done", True)
    assert list_notices(telling.ENDED) == [("lin", "Wu has done: 盘点")]
    assert not Notice.objects.filter(kind=telling.ASKED, read_at=None).exists()
    assert "盘点" in read(client, index + "?show=finished")
    again = client.post(reverse("tasks:finish", args=[task.pk]), {"next": "https://evil.example/"}, follow=True)
    assert "It is “done” by now. Open it again to change it." in again.content.decode()
    client.post(reverse("tasks:reopen", args=[task.pk]))
    client.post(reverse("tasks:drop", args=[task.pk]))
    assert [step for step, _name, _note in list_steps(task)] == ["asked", "done", "reopened", "dropped"]
    assert list_notices(telling.ENDED)[-1] == ("lin", "Wu has done: 盘点")
    with pytest.raises(TaskRefused, match="It is “dropped” by now"):
        services.finish(task.pk, by=wu, at=timezone.now())
    services.reopen(task.pk, by=wu, at=timezone.now())
    with pytest.raises(TaskRefused, match="It is open: somebody was quicker"):
        services.reopen(task.pk, by=wu, at=timezone.now())


def test_changing_and_handing_on(lin: User, wu: User, head: User) -> None:
    task = ask(wu, lin, due_at=timezone.now() + HOUR)
    client = log_in(lin)
    address = reverse("tasks:task", args=[task.pk])
    assert "盘点" in read(client, address)
    form = {"title": "再盘点", "to": f"person:{head.pk}", "due_at": "2050-01-01 00:00", "note": ""}
    assert client.post(address, form).status_code == 302
    task.refresh_from_db()
    assert (task.title, task.owner, task.owner_name) == ("再盘点", head, "head")
    assert list_steps(task) == [
        ("asked", "林知远", "Wu"),
        ("changed", "林知远", ""),
        ("handed", "林知远", "head"),
    ]
    assert list_notices(telling.ASKED)[-1][0] == "head"
    client.post(address, form)
    assert task.events.count() == 3
    services.finish(task.pk, by=head, at=timezone.now())
    html = client.post(address, {**form, "title": "x"}, follow=True).content.decode()
    assert "by now. Open it again to change it." in html
    task.refresh_from_db()
    assert task.title == "再盘点"


def test_an_overdue_task_keeps_its_date_when_it_is_changed(lin: User, wu: User) -> None:
    due = timezone.now() - HOUR
    task = ask(wu, lin, due_at=due)
    from django.utils.timezone import localtime

    shown = localtime(due).strftime("%Y-%m-%d %H:%M")
    form = {"title": "x", "to": f"person:{wu.pk}", "due_at": shown, "note": ""}
    assert log_in(wu).post(reverse("tasks:task", args=[task.pk]), form).status_code == 302
    task.refresh_from_db()
    assert (task.title, task.due_at) == ("x", due)


def test_who_sees_what(lin: User, wu: User, head: User, group: Group) -> None:
    stranger = make_person("stranger")
    theirs, of_group = ask(wu, lin, title="theirs"), ask(group, head, title="group")
    for task, user, sees in (
        (theirs, lin, True),
        (theirs, wu, True),
        (theirs, head, True),
        (theirs, stranger, False),
        (of_group, wu, True),
        (of_group, lin, False),
    ):
        client = log_in(user)
        assert (client.get(reverse("tasks:task", args=[task.pk])).status_code == 200) is sees
        assert Task.objects.visible_to(user).filter(pk=task.pk).exists() is sees
        assert telling.may_see(task, user) is sees
    client = log_in(stranger)
    for act in ("finish", "drop", "reopen", "say"):
        assert client.post(reverse(f"tasks:{act}", args=[theirs.pk]), {"text": "x"}).status_code == 404
    assert client.get(reverse("tasks:people", args=[theirs.pk])).status_code == 404
    theirs.refresh_from_db()
    assert theirs.is_open
    assert not TaskComment.objects.exists()
    assert "theirs" not in read(client, reverse("tasks:index") + "?show=all")
    assert "theirs" in read(log_in(head), reverse("tasks:index") + "?show=all")


def test_overdue_is_told_once_a_date(lin: User, wu: User) -> None:
    task = ask(wu, lin, due_at=timezone.now() + HOUR)

    def look() -> None:
        OutboxEntry.objects.filter(consumer=REMINDERS).delete()
        outbox.enqueue(REMINDERS, [f"{telling.OVERDUE}:{task.pk}"], available_at=timezone.now())
        work_once(outbox.get_consumer(REMINDERS), worker="w")

    look()
    assert list_notices(telling.OVERDUE) == []
    Task.objects.update(due_at=timezone.now() - HOUR)
    look()
    Notice.objects.update(read_at=timezone.now())
    look()
    assert list_notices(telling.OVERDUE) == [("wu", "Overdue: 盘点")]
    assert "Overdue since" in read(log_in(lin), reverse("tasks:index") + "?show=overdue")
    Task.objects.update(due_at=timezone.now() - HOUR / 2)
    look()
    assert len(list_notices(telling.OVERDUE)) == 2
    services.finish(task.pk, by=wu, at=timezone.now())
    Task.objects.update(due_at=timezone.now() - HOUR / 3)
    look()
    assert len(list_notices(telling.OVERDUE)) == 2


def test_comments_and_mentions(lin: User, wu: User, head: User) -> None:
    stranger = make_person("stranger")
    task = ask(wu, lin)
    client = log_in(wu)
    text = "请@林知远看一下，@head @stranger @wu"
    address = client.post(reverse("tasks:say", args=[task.pk]), {"text": text})["Location"]
    assert address.endswith("#comments")
    assert list_notices(telling.MENTIONED) == [("lin", "Wu mentioned you: 盘点"), ("head", "Wu mentioned you: 盘点")]
    assert list_notices(telling.SAID) == []
    services.say(task.pk, "done soon", by=wu, at=timezone.now())
    assert list_notices(telling.SAID) == [("lin", "Wu commented: 盘点")]
    html = client.post(reverse("tasks:say", args=[task.pk]), {"text": " "}, follow=True).content.decode()
    assert "Write something first" in html
    assert "请@林知远看一下" in html
    assert TaskComment.objects.count() == 2
    people = client.get(reverse("tasks:people", args=[task.pk])).json()["people"]
    assert {one["login"] for one in people} == {"lin", "wu", "head"}
    assert stranger.notices.count() == 0


def test_a_mention_in_a_comment_on_a_page(lin: User) -> None:
    home = factories.make_home()
    root, author, blind = make_user(is_superuser=True), make_person("author"), make_person("blind")
    root.username = "root"
    root.save()
    Comment.objects.create(page=home, user=author, text="@root @blind @author 标题不对", contentpath="title")
    assert list_notices(telling.MENTIONED) == [("root", f"author mentioned you: {home.title}")]
    comment = Comment.objects.get()
    comment.text += " @root"
    comment.save()
    assert len(list_notices(telling.MENTIONED)) == 1
    CommentReply.objects.create(comment=comment, user=author, text="@root 再看")
    assert len(list_notices(telling.MENTIONED)) == 2
    assert Notice.objects.last().address == reverse("wagtailadmin_pages:edit", args=[home.pk])
    assert blind.notices.count() == 0


def test_what_is_deleted_stays_by_name(lin: User, wu: User, group: Group) -> None:
    content = factories.make_published("tea", title="龙井")
    task = ask(wu, lin, about=content)
    of_group = ask(group, lin)
    services.say(task.pk, "ok", by=wu, at=timezone.now())
    titled = task.about_title
    content.delete()
    lin.delete()
    wu.delete()
    group.delete()
    task.refresh_from_db()
    of_group.refresh_from_db()
    assert (task.owner, task.asked_by, task.owner_name, task.asked_by_name) == (None, None, "Wu", "林知远")
    assert (of_group.group, of_group.owner_name) == (None, "客服专员")
    assert (task.about_title, task.find_about()) == (titled, None)
    assert TaskEvent.objects.filter(task=task).values_list("by_name", flat=True)[0] == "林知远"
    assert TaskComment.objects.get().by_name == "Wu"
    html = read(log_in(make_user(is_superuser=True)), reverse("tasks:task", args=[task.pk]))
    assert "(deleted since)" in html
    assert titled in html


def test_any_editor_begins_a_task_about_what_it_edits(lin: User) -> None:
    home = factories.make_home()
    content = factories.make_published("tea", title="龙井")
    admin = make_user(is_superuser=True)
    client = log_in(admin)
    for thing, edit in (
        (content, reverse("wagtailsnippets_catalog_productcontent:edit", args=[content.pk])),
        (home, reverse("wagtailadmin_pages:edit", args=[home.pk])),
    ):
        named = f"{thing._meta.label_lower}:{thing.pk}"
        address = f"{reverse('tasks:add')}?about={named.replace(':', '%3A')}"
        assert address in read(client, edit)
        assert "About:" in read(client, address)
        response = client.post(address, {"title": "补图", "to": f"person:{lin.pk}"})
        assert response["Location"] == edit
        task = Task.objects.latest("pk")
        assert task.find_about() == thing
        assert edit in read(client, reverse("tasks:task", args=[task.pk]))
        assert edit not in read(log_in(lin), reverse("tasks:task", args=[task.pk]))
    # Who may not edit it begins a task about nothing.
    assert "About:" not in read(log_in(lin), address)
    for nonsense in ("x", "catalog.productcontent:x", "no.model:1", "auth.user:1"):
        assert "About:" not in read(log_in(lin), f"{reverse('tasks:add')}?about={nonsense}")


def test_the_home_page_shows_them_and_finishes_them(lin: User, wu: User) -> None:
    factories.make_home()
    task = ask(wu, lin, due_at=timezone.now() - HOUR)
    client = log_in(wu)
    home = reverse("wagtailadmin_home")
    html = read(client, home)
    assert "My tasks" in html
    assert "today-entry--late" in html
    finish = reverse("tasks:finish", args=[task.pk])
    assert f'action="{finish}"' in html
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    strict.force_login(wu)
    token = read(strict, home).split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    response = strict.post(finish, {"next": home, "csrfmiddlewaretoken": token})
    assert (response.status_code, response["Location"]) == (302, home)
    assert "Nobody has asked you for anything." in read(client, home)


def test_the_list_takes_as_many_queries_for_many_as_for_few(lin: User, wu: User) -> None:
    client = log_in(wu)
    index = reverse("tasks:index")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(client, index)
        return sum("tasks_" in query["sql"] for query in queries)

    for _number in range(2):
        ask(wu, lin)
    count()
    few = count()
    for _number in range(20):
        ask(wu, lin)
    assert count() == few == 2
