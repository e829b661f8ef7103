import type { LabCase } from './lab-case.ts';

/** The lab's page. The cases' calls stand in it as data, for `lab.js` to run. */
export function pageHtml(cases: readonly LabCase[]): string {
  const calls = Object.fromEntries(cases.map(({ id, call }) => [id, call]));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>corscope lab</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/lab.css">
<script type="application/json" id="calls">${scriptData(calls)}</script>
<script type="module" src="/lab.js"></script>
</head>
<body>
<main>
<h1>corscope lab</h1>
<p>A page that calls an API on another origin, and is broken on purpose. Run a case, see how little the page and the
console are told, then look at corscope’s dashboard: it shows every layer’s answer, why the browser blocked the call,
and a mend to switch on.</p>
${cases.map(caseCard).join('\n')}
</main>
</body>
</html>
`;
}

function caseCard({ id, title, story, call }: LabCase): string {
  return `<section aria-labelledby="${id}">
<h2 id="${id}">${escaped(title)}</h2>
<p>${escaped(story)}</p>
<p><code>${escaped(`${call.init.method} ${call.url}`)}</code></p>
<button type="button" data-case="${id}" aria-describedby="${id}">Run</button>
<output data-result="${id}"></output>
</section>`;
}

/** Text that is safe in an element and in a double-quoted attribute. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** JSON that cannot end the script element it stands in. */
function scriptData(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
