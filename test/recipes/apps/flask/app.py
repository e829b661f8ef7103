from flask import Flask, Response, abort, request

app = Flask(__name__)

OWN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Methods": "BREW",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Expose-Headers": "X-Own",
    "Access-Control-Max-Age": "86400",
}


@app.before_request
def demand_token():
    if request.path.endswith("/private"):
        abort(401)


@app.route("/<path:path>", methods=["GET", "OPTIONS"], provide_automatic_options=False)
def answer(path):
    headers = {"X-Upstream": "yes", **(OWN if path.endswith("own") else {})}
    if request.method == "OPTIONS":
        return Response("no", 405, headers)
    if path.endswith("missing"):
        abort(404)
    if path.endswith("broken"):
        raise RuntimeError("out of order")
    return Response("a thing", 200, {"Vary": "Accept-Encoding", "X-Request-Id": "7", **headers})
