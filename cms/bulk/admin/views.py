"""The page of bulk work, and the page of each job."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.bulk.admin.describing import FILTERS, count_rows, describe_progress, describe_rows
from cms.bulk.admin.downloading import find_subject, list_parts
from cms.bulk.admin.forms import PicturesForm, UploadForm
from cms.bulk.admin.rights import may_act, may_see, may_work
from cms.bulk.jobs import services
from cms.bulk.models import BulkJob, JobState
from cms.bulk.subjects.registry import get_subject, list_subjects

_PER_PAGE = 50


class BulkView(WagtailAdminTemplateMixin, TemplateView):
    """Everything that can be downloaded and uploaded, and what was."""

    template_name = "bulk/index.html"
    page_title = gettext_lazy("Bulk import and export")
    header_icon = "upload"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_work(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        subjects = list_subjects(self.request.user)
        jobs = BulkJob.objects.filter(subject__in=[one.name for one in subjects]).select_related("user")
        page = Paginator(jobs, 20).get_page(self.request.GET.get("p"))
        labels = {one.name: one.label for one in subjects}
        return {
            **super().get_context_data(**kwargs),
            "subjects": subjects,
            "page": page,
            "jobs": [(job, labels[job.subject]) for job in page],
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class UploadView(WagtailAdminTemplateMixin, TemplateView):
    """Download, template and upload of one subject; keeps the filters of the list it was reached from."""

    header_icon = "upload"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.subject = find_subject(request, kwargs["name"])
        sent = (request.POST or None, request.FILES or None)
        self.form: Any = (
            UploadForm(*sent, subject=self.subject, user=request.user)
            if self.subject.takes_tables
            else PicturesForm(*sent)
        )

    def get_template_names(self) -> list[str]:
        return ["bulk/upload.html" if self.subject.takes_tables else "bulk/upload_pictures.html"]

    def get_page_title(self) -> str:
        return str(self.subject.label)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        name, content = self.form.pack()
        job = services.upload(self.subject, name, content, publishes=self.form.publishes, user=request.user)
        return redirect("bulk:job", job.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.copy()
        for name in ("format", "part"):
            query.pop(name, None)
        filters = urlencode([(name, value) for name, values in query.lists() for value in values if value])
        return {
            **super().get_context_data(**kwargs),
            "subject": self.subject,
            "form": self.form,
            "query": filters,
            "columns": self.subject.list_columns(),
            "parts": list_parts(self.subject.count(self.subject.choose(self.request))),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("bulk:index"), "label": _("Bulk import and export")},
            {"url": "", "label": self.subject.label},
        ]


class JobView(WagtailAdminTemplateMixin, TemplateView):
    """The difference row by row, and what can be done with the job now."""

    template_name = "bulk/job.html"
    header_icon = "upload"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_see(request.user, self.job):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def job(self) -> BulkJob:
        return get_object_or_404(BulkJob.objects.select_related("user"), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return self.job.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        job, subject = self.job, get_subject(self.job.subject)
        figures = count_rows(job)
        chosen = self.request.GET.get("show", "all")
        chosen = chosen if chosen in FILTERS else "all"
        rows = job.rows.filter(state__in=FILTERS[chosen][1])
        page = Paginator(rows, _PER_PAGE).get_page(self.request.GET.get("p"))
        filters = [(name, label, figures.count(*states)) for name, (label, states) in FILTERS.items()]
        done, total, progress = describe_progress(job, figures)
        return {
            **super().get_context_data(**kwargs),
            "job": job,
            "subject": subject,
            "figures": figures,
            "rows": describe_rows(page, subject.list_columns()),
            "page": page,
            "filters": [one for one in filters if one[2] or one[0] == "all"],
            "chosen": chosen,
            "done": done,
            "all": total,
            "progress": progress,
            "may_act": may_act(self.request.user, job),
            "states": {state.name.lower(): job.state == state for state in JobState},
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("bulk:index"), "label": _("Bulk import and export")},
            {"url": "", "label": self.job.name},
        ]


class ProgressView(View):
    """How far a job is, for the page that waits for it."""

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        job = get_object_or_404(BulkJob, pk=pk)
        if not may_see(request.user, job):
            raise PermissionDenied
        done, total, text = describe_progress(job, count_rows(job))
        return JsonResponse({"running": job.is_running, "state": job.state, "done": done, "total": total, "text": text})


class ActView(View):
    """POST only: one step of a job."""

    http_method_names = ["post"]
    action = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        job = get_object_or_404(BulkJob, pk=pk)
        if not may_act(request.user, job):
            raise PermissionDenied
        try:
            self.act(job, request.user)
        except services.JobRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("bulk:job", pk)

    def act(self, job: BulkJob, user: Any) -> None:
        match self.action:
            case "confirm":
                services.confirm(job.pk, user=user)
            case "stop":
                services.stop(job.pk)
            case "go_on":
                services.go_on(job.pk, user=user)
            case "undo":
                services.undo(job.pk, user=user)
            case "dismiss":
                services.dismiss(job.pk)
