import type { LabCase } from '../lab-case.ts';
import { PAGE_ORIGIN } from '../lab-hosts.ts';
import { SCENARIOS } from './scenarios.ts';

const SHOP: readonly (readonly [action: string, label: string])[] = [
  ['products', 'Products'],
  ['login', 'Sign in'],
  ['me', 'Who am I'],
  ['cart', 'Add to cart'],
  ['order', 'Send order'],
  ['account', 'Refresh token, read account'],
  ['photo', 'Upload photo'],
  ['stock', 'Watch stock (events)'],
  ['chat', 'Chat (WebSocket)'],
];

/** The lab's page. The cases' calls stand in it as data, for `lab.js` to run. */
export function pageHtml(cases: readonly LabCase[]): string {
  const data = Object.fromEntries(
    cases.map(({ id, page = PAGE_ORIGIN, calls, wants = {} }) => [id, { page, calls, wants }]),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>corscope lab</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/lab.css">
<script type="application/json" id="cases">${scriptData(data)}</script>
<script type="module" src="/lab.js"></script>
<script type="module" src="/shop.js"></script>
</head>
<body>
<main>
<h1>corscope lab</h1>
<p>A shop whose page calls an API on another origin, through a CDN, a gateway and a reverse proxy, and is broken on
purpose. Run a case, see how little the page and the console are told, then look at corscope’s dashboard: it shows every
layer’s response, why the browser blocked the call, and a mend to switch on.</p>
<section aria-labelledby="shop">
<h2 id="shop">The shop, while nothing is broken</h2>
<p>${SHOP.map(([action, label]) => `<button type="button" data-shop="${action}">${label}</button>`).join('\n')}</p>
<output data-shop-result></output>
</section>
${SCENARIOS.map(([id, title]) =>
  group(
    title,
    cases.filter(({ scenario }) => scenario === id),
  ),
).join('\n')}
</main>
</body>
</html>
`;
}

function group(title: string, cases: readonly LabCase[]): string {
  return cases.length === 0 ? '' : `<h2>${escaped(title)}</h2>\n${cases.map(caseCard).join('\n')}`;
}

function caseCard({ id, title, story, calls }: LabCase): string {
  return `<section aria-labelledby="${id}">
<h3 id="${id}">${escaped(title)}</h3>
<p>${escaped(story)}</p>
${calls.map(({ url, init, from }) => `<p><code>${escaped(`${init.method} ${shown(url)}`)}</code>${from === undefined ? '' : ` from ${escaped(from)}`}</p>`).join('\n')}
<button type="button" data-case="${id}" aria-describedby="${id}">Run</button>
<output data-result="${id}"></output>
</section>`;
}

function shown(url: string): string {
  return url.replace(/\?.*$/s, '');
}

/** Text that is safe in an element and in a double-quoted attribute. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** JSON that cannot end the script element it stands in. */
function scriptData(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
