/**
 * The lab page's script. `window.runCase(id)` is for machines: it settles as `{ outcome, error, works }`, what became of
 * the case's last call: whether the page could read the answer, and whether it then had what it wanted.
 */
export const PAGE_SCRIPT = `const cases = JSON.parse(document.getElementById('cases').textContent);
const PATIENCE_MS = 10000;
const FRAME_STAYS_MS = 2000;
let run = Date.now();

async function runCase(id) {
  const { page, calls, wants } = cases[id];
  if (page !== location.origin) {
    location.href = page + '/?case=' + id;
    return { outcome: 'blocked', error: 'goes on at ' + page, works: false };
  }
  run += 1;
  show(id, 'running', 'Running …');
  let result = null;
  for (const call of calls) result = await make({ ...call, url: call.url.replace('{run}', run) }, wants);
  show(id, result.works ? 'allowed' : 'blocked', sentence(result));
  return { outcome: result.outcome, error: result.error, works: result.works };
}

async function make({ url, init, from }, wants) {
  if (from) return inFrame(from, { url, init });
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
    const text = await response.text();
    const works = (!wants.success || response.ok) && (!wants.header || response.headers.get(wants.header) !== null);
    return { outcome: 'allowed', error: null, works, status: response.status, text, missing: wants.header };
  } catch (error) {
    return { outcome: 'blocked', error: String(error), works: false };
  }
}

function inFrame(origin, call) {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  if (origin === 'null') frame.sandbox = 'allow-scripts';
  frame.src = (origin === 'null' ? location.origin : origin) + '/frame.html';
  const { port1, port2 } = new MessageChannel();
  return new Promise(resolve => {
    port1.onmessage = ({ data }) => {
      // a frame that is gone at once takes with it what the browser has yet to tell of its call
      setTimeout(() => frame.remove(), FRAME_STAYS_MS);
      resolve(data);
    };
    frame.onload = () => frame.contentWindow.postMessage(call, '*', [port2]);
    document.body.append(frame);
  });
}

function sentence({ outcome, error, works, status, text, missing }) {
  if (outcome === 'blocked') {
    return 'fetch rejected: ' + error + '. That is all a page is ever told. The console says a little more, ' +
      'and corscope’s dashboard says why, and which layer it was.';
  }
  if (status === undefined) return 'fetch resolved, in a frame of another origin.';
  const read = 'fetch resolved: status ' + status + ', and the page could read ' + text;
  if (works) return read;
  return read + (missing ? ' But headers.get("' + missing + '") is null.' : ' That is not what it wanted.') +
    ' corscope’s dashboard says why.';
}

function show(id, state, text) {
  const output = document.querySelector('[data-result="' + id + '"]');
  output.dataset.state = state;
  output.textContent = text;
}

for (const button of document.querySelectorAll('[data-case]')) {
  button.addEventListener('click', () => runCase(button.dataset.case));
}
window.runCase = runCase;

const wanted = new URLSearchParams(location.search).get('case');
if (Object.hasOwn(cases, wanted)) {
  document.getElementById(wanted).scrollIntoView();
  runCase(wanted);
}
`;
