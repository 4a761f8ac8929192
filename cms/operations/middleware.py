from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from cms.operations import health

LIVE = "/health/live"
READY = "/health/ready"


class HealthMiddleware:
    """Answers the two health addresses before anything else looks at the request.

    Whoever asks (a container engine, a load balancer) names the machine and not the shop's host, speaks no TLS and
    has no session, so neither may be asked for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == LIVE:
            return _never_kept(HttpResponse("alive\n", content_type="text/plain; charset=utf-8"))
        if request.path_info == READY:
            return _never_kept(_answer_ready())
        return self.get_response(request)


def _answer_ready() -> HttpResponse:
    faults = health.find_faults()
    probes = {name: faults.get(name, "ok") for name in health.list_probes()}
    return JsonResponse({"ready": not faults, "probes": probes}, status=503 if faults else 200)


def _never_kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["Content-Length"] = len(response.content)
    return response
