"""Settings, URLs and views of a project in one file; the recipe's text follows in settings.py."""

from django.http import Http404, HttpResponse
from django.urls import re_path

SECRET_KEY = "for tests alone"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "project"
INSTALLED_APPS = []
MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "project.demand_token"]

OWN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Methods": "BREW",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Expose-Headers": "X-Own",
    "Access-Control-Max-Age": "86400",
}


def demand_token(get_response):
    def handle(request):
        if request.path.endswith("/private"):
            return HttpResponse("who are you?", status=401)
        return get_response(request)

    return handle


def answer(request):
    headers = {"X-Upstream": "yes", **(OWN if request.path.endswith("/own") else {})}
    if request.method == "OPTIONS":
        return HttpResponse("no", status=405, headers=headers)
    if request.path.endswith("/missing"):
        raise Http404
    if request.path.endswith("/broken"):
        raise RuntimeError("out of order")
    return HttpResponse("a thing", headers={"Vary": "Accept-Encoding", "X-Request-Id": "7", **headers})


urlpatterns = [re_path(r"", answer)]
