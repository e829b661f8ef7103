import { type Definition, definitionsFor } from '../definitions.ts';
import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { CORS_HEADERS, isAbout, isUnanswered, policyHeaders } from '../policy-headers.ts';
import { apacheString, apacheValue, apacheWord } from '../quote/apache.ts';
import type { RecipeWriter } from '../recipe.ts';
import { apiHost, listenAddress } from '../site.ts';
import { indented, textOf } from '../text.ts';

export const apache: RecipeWriter = {
  id: 'apache',
  title: 'Apache httpd',
  kind: 'server',
  alsoCalled: ['apache2', 'httpd'],
  file: '/etc/apache2/sites-available/api.conf',
  language: 'apache',
  docs: 'https://httpd.apache.org/docs/2.4/mod/mod_headers.html',
  ranHere: true,
  shortfalls: [],
  complete(policy) {
    const lines = [...replaced(policy), ...headersOf(policy).map(({ line }) => line), ...ANSWER];
    const site = [
      `ServerName ${apiHost(policy)}`,
      '',
      ...conditionsFor(policy, lines),
      ...lines,
      '',
      ...passOn(policy),
    ];
    return textOf(
      ['# a2enmod headers setenvif rewrite proxy proxy_http'],
      [`<VirtualHost ${listenAddress(policy, '*:')}>`, ...indented(site, 2), '</VirtualHost>'],
    );
  },
  patch(policy, fault) {
    const lines = patchLines(policy, fault);
    return textOf([
      `# in the <VirtualHost>, for the lines of the same names`,
      ...conditionsFor(policy, lines),
      ...lines,
    ]);
  },
  notes: () => [
    'There are two tables of headers: `Header unset` takes the upstream’s line out of the one, `Header always set` writes into the other, which errors have as well. `Header set` beside `Header always set` sends the header twice, and `Header always unset` leaves the upstream’s line where it is.',
    'Without `always` a response that httpd makes itself (401, 403, 404, 503, a redirect) has none of the headers.',
    'The rewrite rule answers a preflight before `Require` is asked. Without it put `Require` into `<LimitExcept OPTIONS>`: a preflight never carries credentials.',
    'The rule stands in the `<VirtualHost>`, before any other: rules in a `<Directory>` or `.htaccess` come too late, after access control.',
    'What a condition reads of the request, httpd adds to Vary by itself.',
  ],
};

const ANSWER = ['RewriteEngine On', 'RewriteCond %{ENV:CORS_PREFLIGHT} =1', 'RewriteRule ^ - [R=204,L]'];

function patchLines(policy: Policy, fault: Fault): string[] {
  if (fault === 'origin-doubled') return replaced(policy);
  const lines = headersOf(policy).filter(({ name }) => isAbout(fault, name));
  return [...lines.map(({ line }) => line), ...(isUnanswered(fault) ? ANSWER : [])];
}

/** Takes the upstream's own lines out. */
function replaced(policy: Policy): string[] {
  return CORS_HEADERS.map(name => `Header unset ${name}${onPath(policy)}`);
}

function headersOf(policy: Policy) {
  const origin = policy.origins === 'any' ? '"*"' : '"expr=%{HTTP:Origin}"';
  return [
    always('set', 'Access-Control-Allow-Origin', `${origin} env=CORS_ALLOWED`),
    ...policyHeaders(policy).map(({ name, value, on }) =>
      always('set', name, `${apacheValue(value)} env=${on === 'preflights' ? 'CORS_TOLD' : 'CORS_ALLOWED'}`),
    ),
    ...(policy.origins === 'any' ? [] : [always('merge', 'Vary', `"Origin"${onPath(policy)}`)]),
  ];
}

function always(action: 'set' | 'merge', name: string, rest: string) {
  return { name, line: `Header always ${action} ${name} ${rest}` };
}

function onPath({ pathPrefix }: Policy): string {
  return pathPrefix === '/' ? '' : ' env=CORS_PATH';
}

/** Those that these lines read. */
function conditionsFor(policy: Policy, lines: readonly string[]): string[] {
  const { origins, pathPrefix } = policy;
  const path = pathPrefix === '/' ? [] : ["-n reqenv('CORS_PATH')"];
  const named = origins === 'any' ? [] : [`%{HTTP:Origin} in { ${origins.map(apacheWord).join(', ')} }`];
  return definitionsFor(lines, [
    condition('CORS_PATH', [`%{REQUEST_URI} =~ m#^${pathPrefix.replaceAll('.', '[.]')}#`]),
    condition('CORS_ALLOWED', [...path, ...named]),
    condition('CORS_PREFLIGHT', [
      ...path,
      "%{REQUEST_METHOD} == 'OPTIONS'",
      '-n %{HTTP:Access-Control-Request-Method}',
    ]),
    condition('CORS_TOLD', ["-n reqenv('CORS_ALLOWED')", "-n reqenv('CORS_PREFLIGHT')"]),
  ]);
}

function condition(name: string, parts: readonly string[]): Definition {
  const expression = parts.length === 0 ? 'true' : parts.join(' && ');
  return { name, lines: [`SetEnvIfExpr ${apacheString(expression)} ${name}=1`] };
}

function passOn({ upstream }: Policy): string[] {
  return ['ProxyPreserveHost On', `ProxyPass "/" "http://${upstream}/"`, `ProxyPassReverse "/" "http://${upstream}/"`];
}
