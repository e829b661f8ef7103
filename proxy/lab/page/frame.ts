/** A page of another origin that makes one call for the page around it: `postMessage({ url, init }, …, [port])`. */
export const FRAME_HTML = `<!doctype html>
<meta charset="utf-8">
<title>a page of another origin</title>
<script src="/frame.js" defer></script>
`;

/** No module: from the opaque origin of a sandboxed frame, loading one would itself need CORS. */
export const FRAME_SCRIPT = `const PARENTS = /^https?:\\/\\/(www\\.)?app\\.lab\\.test$/;
addEventListener('message', ({ origin, data, ports: [reply] }) => {
  if (!PARENTS.test(origin)) return;
  fetch(data.url, data.init).then(
    response => response.text().then(() => reply.postMessage({ outcome: 'allowed', error: null, works: response.ok })),
    error => reply.postMessage({ outcome: 'blocked', error: String(error), works: false }),
  );
});
`;
