import { expressible, leftAway } from '../expressible.ts';
import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { isAbout, policyHeaders } from '../policy-headers.ts';
import { awsLiteral } from '../quote/aws.ts';
import { jsString, jsStrings } from '../quote/javascript.ts';
import { yamlString } from '../quote/yaml.ts';
import type { RecipeWriter } from '../recipe.ts';
import { linesFor, listed, originList, type Setting, setting } from '../settings.ts';
import { indented, textOf } from '../text.ts';

const OWN_ERRORS =
  'A gateway response has one fixed value: on errors of the gateway itself the first origin alone is named.';

/**
 * Fixed values: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping.html; a header from
 * a template: …/apigateway-override-request-response-parameters.html; gateway responses: …/supported-gateway-response-types.html
 */
export const awsRestApi: RecipeWriter = {
  id: 'aws-rest-api',
  title: 'Amazon API Gateway, REST API',
  kind: 'cloud',
  alsoCalled: ['aws-api-gateway', 'apigw', 'apigw-rest', 'rest-api'],
  file: 'openapi.yaml',
  language: 'yaml',
  docs: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html',
  ranHere: false,
  shortfalls: [
    { row: 'get-allowed', reason: 'It passes on what is behind it: the headers of a response have to be set there.' },
    { row: 'vary-allowed', reason: 'It passes on what is behind it: Vary has to be set there.' },
    { row: 'one-owner', reason: 'It passes on what is behind it, which is the owner.' },
    { row: 'unauthorized', reason: OWN_ERRORS },
    { row: 'bad-gateway', reason: OWN_ERRORS },
    { row: 'plain-options', reason: 'The OPTIONS method answers every OPTIONS.' },
  ],
  complete: policy =>
    textOf([
      '# imported into the API, then deployed to its stage',
      'openapi: "3.0.1"',
      'info: { title: "api", version: "1" }',
      'paths:',
      `  ${yamlString(`${policy.pathPrefix}{proxy+}`)}:`,
      '    options:',
      ...indented(optionsMethod(policy), 3),
      '    x-amazon-apigateway-any-method:',
      ...indented(anyMethod(policy), 3),
      ...gatewayResponses(policy),
    ]),
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: policy => [
    'It takes three things, each by itself not enough: the OPTIONS method of every resource, the headers of the function or integration on every branch, errors included, and the two gateway responses.',
    'The button "Enable CORS" of the console makes the OPTIONS method alone; a proxy integration answers for itself.',
    'Nothing changes before the API is deployed to its stage again.',
    'Status 403 with `Missing Authentication Token` on OPTIONS means that the resource has no such method, or that the stage is missing from the path.',
    'The OPTIONS method needs authorization `NONE` and no API key: a preflight carries neither.',
    '`method.request.header.Origin` in a gateway response would name any page that asks: a fixed value names one that you chose.',
    'Responses of AWS WAF come before these, and have only the headers that its rule adds.',
    ...leftAway(namesOf(policy).left, 'API Gateway knows no way to write a quote in a fixed value'),
  ],
};

function quotable(text: string): boolean {
  return !text.includes("'");
}

function namesOf({ methods, requestHeaders, exposedHeaders }: Policy) {
  return expressible([...methods, ...requestHeaders, ...exposedHeaders], quotable);
}

function fixed(place: string, name: string, value: string): string {
  return `${place}.header.${name}: ${yamlString(awsLiteral(value))}`;
}

/** What the preflight's answer has whatever the origin. */
function settingsOf({ origins, methods, requestHeaders, maxAge, credentials }: Policy): Setting[] {
  const place = 'method.response';
  const names = requestHeaders.filter(quotable);
  const all: (readonly [string, string, boolean])[] = [
    ['Access-Control-Allow-Origin', '*', origins === 'any'],
    ['Access-Control-Allow-Credentials', 'true', credentials],
    ['Access-Control-Allow-Methods', listed(methods.filter(quotable)), true],
    ['Access-Control-Allow-Headers', listed(names), names.length > 0],
    ['Access-Control-Max-Age', String(maxAge), true],
    ['Vary', 'Origin', origins !== 'any'],
  ];
  return all.filter(([, , wanted]) => wanted).map(([name, value]) => setting(name, fixed(place, name, value)));
}

/** HTTP/2 brings the name in lower case. */
function template(policy: Policy): string[] {
  if (policy.origins === 'any') return [];
  const known = policy.origins.map(awsLiteral).join(', ');
  return [
    'responseTemplates:',
    '  application/json: |',
    ...indented(
      [
        `#set($known = [${known}])`,
        '#set($origin = $input.params().header.get("Origin"))',
        '#if(!$origin)#set($origin = $input.params().header.get("origin"))#end',
        '#if($known.contains($origin))',
        '#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)',
        '#end',
      ],
      2,
    ),
  ];
}

function optionsMethod(policy: Policy): string[] {
  const settings = settingsOf(policy);
  const declared = new Set(['Access-Control-Allow-Origin', ...settings.map(({ header }) => header)]);
  return [
    'security: []',
    'responses:',
    '  "204":',
    '    description: "Preflight"',
    '    headers:',
    ...[...declared].map(name => `      ${name}: { schema: { type: string } }`),
    'x-amazon-apigateway-integration:',
    '  type: mock',
    `  requestTemplates: { application/json: '{"statusCode": 204}' }`,
    '  responses:',
    '    default:',
    '      statusCode: "204"',
    '      responseParameters:',
    ...indented(
      settings.flatMap(({ lines }) => lines),
      4,
    ),
    ...indented(template(policy), 3),
  ];
}

function anyMethod({ pathPrefix, upstream }: Policy): string[] {
  return [
    'parameters: [{ name: proxy, in: path, required: true, schema: { type: string } }]',
    'x-amazon-apigateway-integration:',
    '  type: http_proxy',
    '  httpMethod: ANY',
    `  uri: ${yamlString(`http://${upstream}${pathPrefix}{proxy}`)}`,
    '  requestParameters: { integration.request.path.proxy: method.request.path.proxy }',
  ];
}

function gatewayResponses(policy: Policy): string[] {
  const place = 'gatewayresponse';
  const [first = '*'] = originList(policy);
  const lines = [
    fixed(place, 'Access-Control-Allow-Origin', first),
    ...(policy.credentials ? [fixed(place, 'Access-Control-Allow-Credentials', 'true')] : []),
    ...(policy.origins === 'any' ? [] : [fixed(place, 'Vary', 'Origin')]),
  ];
  const one = (type: string) => [`${type}:`, '  responseParameters:', ...indented(lines, 2)];
  return ['x-amazon-apigateway-gateway-responses:', ...indented([...one('DEFAULT_4XX'), ...one('DEFAULT_5XX')])];
}

function patchLines(policy: Policy, fault: Fault): string[] {
  switch (fault) {
    case 'errors-without-headers':
      return ['# at the top of the API, then deploy it', ...gatewayResponses(policy)];
    case 'headers-absent':
      return [
        '# under the path, then deploy the API',
        'options:',
        ...indented(optionsMethod(policy)),
        ...inTheFunction(policy),
      ];
    case 'preflight-refused':
      return ['# under the path, then deploy the API', 'options:', ...indented(optionsMethod(policy))];
    case 'origin-doubled':
    case 'header-not-exposed':
    case 'vary-missing':
    case 'answer-incomplete':
      return inTheFunction(policy);
    default: {
      const place =
        '# under the integration of the OPTIONS method, responses.default, and in what is behind it; then deploy';
      return [
        place,
        'responseParameters:',
        ...indented(linesFor(settingsOf(policy), fault)),
        ...originTemplate(policy, fault),
      ];
    }
  }
}

function originTemplate(policy: Policy, fault: Fault): string[] {
  return isAbout(fault, 'Access-Control-Allow-Origin') ? template(policy) : [];
}

/** Of a proxy integration the answer is passed on as it is. */
function inTheFunction(policy: Policy): string[] {
  const named = policy.origins !== 'any';
  const origin = named ? 'origin' : jsString('*');
  const entry = (name: string, value: string) => `${jsString(name)}: ${value},`;
  const fixed = policyHeaders(policy).filter(({ on }) => on === 'every-answer');
  const allowed = [
    entry('Access-Control-Allow-Origin', origin),
    ...fixed.map(({ name, value }) => entry(name, jsString(value))),
  ];
  return [
    '// in the function behind it, once, for every response that it gives, errors included: return { statusCode, headers, body }',
    ...(named
      ? [
          `const ORIGINS = ${jsStrings(originList(policy))};`,
          'const origin = event.headers?.origin ?? event.headers?.Origin;',
          'const headers = {',
          "  Vary: 'Origin',",
          '  ...(ORIGINS.includes(origin) && {',
          ...indented(allowed, 2),
          '  }),',
          '};',
        ]
      : ['const headers = {', ...indented(allowed), '};']),
  ];
}
