"""Tasks in the admin: listed, asked for, looked at, changed, finished."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from cms.notices.naming import find_edit_address, name_person
from cms.tasks import services
from cms.tasks.admin.forms import SayForm, TaskForm, find_about, name_about
from cms.tasks.mentions.finding import list_colleagues
from cms.tasks.models import SEE_ALL, Task, TaskState
from cms.tasks.telling import may_see

_PER_PAGE = 30


class _TaskPage(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "tasks"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse("tasks:index"), "label": _("Tasks")}
        return [*super().get_breadcrumbs_items(), listing, {"url": "", "label": self.get_page_title()}]


class TasksView(_TaskPage):
    """Mine, asked by me, overdue, finished; everybody's for those with the right to it."""

    template_name = "tasks/index.html"
    page_title = gettext_lazy("Tasks")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return super().get_breadcrumbs_items()[:-1]

    @cached_property
    def header_buttons(self) -> list[Any]:
        return [HeaderButton(_("New task"), url=reverse("tasks:add"), icon_name="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filters = self._list_filters()
        chosen = self.request.GET.get("show", "mine")
        chosen = chosen if chosen in filters else "mine"
        rows = filters[chosen][1].select_related("about_type")
        order = ("-finished_at", "-pk") if chosen == "finished" else (F("due_at").asc(nulls_last=True), "pk")
        return {
            **super().get_context_data(**kwargs),
            "filters": [(name, label, name == chosen) for name, (label, _rows) in filters.items()],
            "page": Paginator(rows.order_by(*order), _PER_PAGE).get_page(self.request.GET.get("p")),
            "query": f"{urlencode({'show': chosen})}&",
            "now": timezone.now(),
            "chosen": chosen,
        }

    def _list_filters(self) -> dict[str, tuple[str, QuerySet]]:
        user: Any = self.request.user
        visible = Task.objects.visible_to(user)
        filters: dict[str, tuple[str, QuerySet]] = {
            "mine": (_("Mine"), Task.objects.of(user).open()),
            "asked": (_("Asked by me"), Task.objects.filter(asked_by=user).open()),
            "overdue": (_("Overdue"), visible.overdue(at=timezone.now())),
            "finished": (_("Finished"), visible.exclude(state=TaskState.OPEN)),
        }
        if user.has_perm(SEE_ALL):
            filters["all"] = (_("Everybody's"), visible.open())
        return filters


class AddView(_TaskPage):
    """A new task, about what the button that led here stood on."""

    template_name = "tasks/form.html"
    page_title = gettext_lazy("New task")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.about = find_about(request.GET.get("about", ""), request.user)
        self.form = TaskForm(request.POST or None, user=request.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        task = services.ask(**self.form.cleaned_data, by=request.user, at=timezone.now(), about=self.about)
        said = _("%(name)s is told of it.") % {"name": task.owner_name}
        messages.success(
            request, said, buttons=[messages.button(reverse("tasks:task", args=[task.pk]), _("Look at it"))]
        )
        address = find_edit_address(self.about, request.user) if self.about is not None else ""
        return redirect(address or reverse("tasks:index") + "?show=asked")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "form": self.form, "about": self.about}


class TaskView(_TaskPage):
    """One task with what became of it; what is said about it; and, while it is open, its form."""

    template_name = "tasks/task.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.task = get_task(request, kwargs["pk"])
        self.form = TaskForm(request.POST or None, user=request.user, task=self.task)

    def get_page_title(self) -> str:
        return self.task.title

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        try:
            services.change(self.task.pk, **self.form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("The task is changed."))
        except services.TaskRefused as error:
            messages.error(request, str(error))
        return redirect("tasks:task", self.task.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = self.task.find_about()
        return {
            **super().get_context_data(**kwargs),
            "task": self.task,
            "form": self.form,
            "say_form": SayForm(),
            "about_address": find_edit_address(about, self.request.user) if about is not None else "",
            "is_about_gone": bool(self.task.about_title) and about is None,
            "events": self.task.events.all(),
            "comments": self.task.comments.all(),
            "is_late": self.task.is_open and self.task.due_at is not None and self.task.due_at < timezone.now(),
        }


class ActView(View):
    """Finish, drop, open again: by POST, back to where the button stood."""

    act: Any = None
    said: Any = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        task = get_task(request, pk)
        try:
            getattr(services, self.act)(task.pk, by=request.user, at=timezone.now())
        except services.TaskRefused as error:
            messages.error(request, str(error))
        else:
            said = self.said % {"title": task.title}
            if self.act == "reopen":
                messages.success(request, said)
            else:
                messages.success(request, said, buttons=[_link_to(task)])
        return go_back(request, reverse("tasks:task", args=[pk]))


class SayView(View):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        task = get_task(request, pk)
        form = SayForm(request.POST)
        if form.is_valid():
            services.say(task.pk, form.cleaned_data["text"], by=request.user, at=timezone.now())
        else:
            messages.error(request, _("Write something first, of up to 4000 characters."))
        return redirect(reverse("tasks:task", args=[pk]) + "#comments")


class PeopleView(View):
    """Whom one can mention in a comment on a task: those who may see it."""

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        task = get_task(request, pk)
        people = [user for user in list_colleagues() if may_see(task, user)]
        return JsonResponse({"people": [{"name": name_person(one), "login": one.get_username()} for one in people]})


def get_task(request: HttpRequest, pk: int) -> Task:
    """The task, if whoever asks may see it."""
    task = Task.objects.select_related("owner", "group", "asked_by", "about_type").filter(pk=pk).first()
    if task is None or not may_see(task, request.user):
        raise Http404
    return task


def go_back(request: HttpRequest, default: str) -> HttpResponse:
    address = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return redirect(address if is_safe else default)


def _link_to(task: Task) -> Any:
    """Where it can be opened again, too."""
    return messages.button(reverse("tasks:task", args=[task.pk]), _("Look at it"))


def make_add_address(thing: Any) -> str:
    """Where a task about `thing` is begun."""
    return f"{reverse('tasks:add')}?{urlencode({'about': name_about(thing)})}"
