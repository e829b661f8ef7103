/** The lab page's script. `window.runCase(id)` is for machines: it settles as `{ outcome, error }`. */
export const PAGE_SCRIPT = `const calls = JSON.parse(document.getElementById('calls').textContent);
const PATIENCE_MS = 10000;

async function runCase(id) {
  const { url, init } = calls[id];
  show(id, 'running', 'Running …');
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
    const text = await response.text();
    show(id, 'allowed', 'fetch resolved: status ' + response.status + ', and the page could read ' + text);
    return { outcome: 'allowed', error: null };
  } catch (error) {
    show(id, 'blocked', 'fetch rejected: ' + error + '. That is all a page is ever told. The console says a little more, ' +
      'and corscope’s dashboard says why, and which layer it was.');
    return { outcome: 'blocked', error: String(error) };
  }
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
if (Object.hasOwn(calls, wanted)) runCase(wanted);
`;
