from fastapi import FastAPI, HTTPException, Request
from starlette.responses import PlainTextResponse

app = FastAPI()

OWN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Methods": "BREW",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Expose-Headers": "X-Own",
    "Access-Control-Max-Age": "86400",
}


@app.middleware("http")
async def demand_token(request: Request, call_next):
    if request.url.path.endswith("/private"):
        return PlainTextResponse("who are you?", 401, {"WWW-Authenticate": "Bearer"})
    return await call_next(request)


@app.api_route("/{path:path}", methods=["GET", "OPTIONS"])
async def answer(path: str, request: Request):
    headers = {"X-Upstream": "yes", **(OWN if path.endswith("own") else {})}
    if request.method == "OPTIONS":
        return PlainTextResponse("no", 405, headers)
    if path.endswith("missing"):
        raise HTTPException(404)
    if path.endswith("broken"):
        raise RuntimeError("out of order")
    return PlainTextResponse("a thing", 200, {"Vary": "Accept-Encoding", "X-Request-Id": "7", **headers})
