import { expressible, leftAway } from '../expressible.ts';
import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { jsString, jsStrings } from '../quote/javascript.ts';
import { yamlString, yamlStrings } from '../quote/yaml.ts';
import type { RecipeWriter } from '../recipe.ts';
import { allLines, isAboutAll, linesFor, listed, neverEmpty, originList, type Setting, setting } from '../settings.ts';
import { upstreamParts } from '../site.ts';
import { indented, textOf } from '../text.ts';

const DEVELOPER_GUIDE = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide';
const NO_VARY = 'A response headers policy is not documented to add Vary: check one of your responses.';

/**
 * Functions leave answers with 400 and above alone (…/edge-function-restrictions-all.html), so the headers come from a
 * response headers policy, and a function does no more than answer preflights.
 */
export const cloudfront: RecipeWriter = {
  id: 'cloudfront',
  title: 'Amazon CloudFront',
  kind: 'cloud',
  alsoCalled: ['aws-cloudfront', 'cdn'],
  file: 'template.yaml',
  language: 'yaml',
  docs: `${DEVELOPER_GUIDE}/understanding-response-headers-policies.html`,
  ranHere: false,
  shortfalls: [
    { row: 'vary-denied', reason: NO_VARY },
    { row: 'vary-no-origin', reason: NO_VARY },
    {
      row: 'one-owner-denied',
      reason:
        '`OriginOverride` is documented for headers that the policy adds: where it adds none, those of the origin may pass.',
    },
  ],
  complete: policy =>
    textOf([
      '# for CloudFormation',
      'AWSTemplateFormatVersion: "2010-09-09"',
      'Resources:',
      '  Cors:',
      '    Type: AWS::CloudFront::ResponseHeadersPolicy',
      '    Properties:',
      '      ResponseHeadersPolicyConfig:',
      '        Name: cors',
      '        CorsConfig:',
      ...indented(corsConfig(policy), 5),
      ...indented(preflightFunction(policy)),
      '  Distribution:',
      '    Type: AWS::CloudFront::Distribution',
      '    Properties:',
      '      DistributionConfig:',
      '        Enabled: true',
      ...indented(behaviours(policy), 4),
    ]),
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: policy => [
    'The behavior has to allow OPTIONS, and with it all seven methods: by default it allows GET and HEAD, and answers a preflight with 403 itself.',
    'The policy adds headers to responses, it makes none: without the function the preflight goes on to the origin, and its status counts.',
    'Custom error pages come by way of another behavior: it needs the policy as well.',
    'Where the origin owns CORS instead, forward Origin and the two `Access-Control-Request-*`, put Origin into the cache key, and omit the policy.',
    'The policy is applied after the cache: responses that are already cached get it too, and keep only what the origin itself set.',
    'With credentials no list may have `*` in it.',
    ...leftAway(methodsOf(policy).left, 'the policy knows GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS alone'),
  ],
};

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];

function methodsOf({ methods }: Policy) {
  return expressible(methods, method => METHODS.includes(method));
}

function items(header: string, names: readonly string[]): Setting {
  const property = header.replaceAll('-', '');
  return setting(header, `${property}: { Items: ${yamlStrings(names)} }`);
}

function settingsOf(policy: Policy): Setting[] {
  const { credentials, requestHeaders, exposedHeaders, maxAge } = policy;
  // Two of the lists must not be empty, though the function is what answers preflights.
  const { kept } = methodsOf(policy);
  return [
    setting('Access-Control-Allow-Origin', `AccessControlAllowOrigins: { Items: ${yamlStrings(originList(policy))} }`),
    setting('Access-Control-Allow-Credentials', `AccessControlAllowCredentials: ${credentials}`),
    items('Access-Control-Allow-Methods', kept.length > 0 ? kept : ['GET']),
    items('Access-Control-Allow-Headers', neverEmpty(requestHeaders)),
    setting('Access-Control-Max-Age', `AccessControlMaxAgeSec: ${maxAge}`),
    ...(exposedHeaders.length > 0 ? [items('Access-Control-Expose-Headers', exposedHeaders)] : []),
  ];
}

function corsConfig(policy: Policy): string[] {
  return [...allLines(settingsOf(policy)), 'OriginOverride: true'];
}

function preflightFunction(policy: Policy): string[] {
  return [
    'Preflight:',
    '  Type: AWS::CloudFront::Function',
    '  Properties:',
    '    Name: cors-preflight',
    '    AutoPublish: true',
    '    FunctionConfig: { Comment: "Answers preflights", Runtime: cloudfront-js-2.0 }',
    '    FunctionCode: |',
    ...indented(functionCode(policy), 3),
  ];
}

/** Event and answer: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html */
function functionCode(policy: Policy): string[] {
  const any = policy.origins === 'any';
  return [
    ...(any ? [] : [`const ORIGINS = ${jsStrings(originList(policy))};`]),
    'function handler(event) {',
    '  const request = event.request;',
    "  if (request.method !== 'OPTIONS' || !request.headers['access-control-request-method']) return request;",
    "  const origin = request.headers.origin ? request.headers.origin.value : '';",
    `  const headers = {${any ? '' : " vary: { value: 'Origin' } "}};`,
    `  if (${any ? 'origin' : 'ORIGINS.includes(origin)'}) {`,
    ...indented(preflightHeaders(policy), 2),
    '  }',
    "  return { statusCode: 204, statusDescription: 'No Content', headers: headers };",
    '}',
  ];
}

function preflightHeaders({ origins, credentials, methods, requestHeaders, maxAge }: Policy): string[] {
  const entry = (name: string, value: string) => `headers[${jsString(name)}] = { value: ${value} };`;
  return [
    entry('access-control-allow-origin', origins === 'any' ? jsString('*') : 'origin'),
    ...(credentials ? [entry('access-control-allow-credentials', jsString('true'))] : []),
    entry('access-control-allow-methods', jsString(listed(methods))),
    ...(requestHeaders.length > 0 ? [entry('access-control-allow-headers', jsString(listed(requestHeaders)))] : []),
    entry('access-control-max-age', jsString(String(maxAge))),
  ];
}

function behaviours(policy: Policy): string[] {
  const { host, port } = upstreamParts(policy);
  const origins = [
    'Origins:',
    '  - Id: api',
    `    DomainName: ${yamlString(host)}`,
    `    CustomOriginConfig: { OriginProtocolPolicy: http-only, HTTPPort: ${port} }`,
  ];
  if (policy.pathPrefix === '/') return [...origins, 'DefaultCacheBehavior:', ...indented([...PASS_ON, ...WITH_CORS])];
  return [
    ...origins,
    'DefaultCacheBehavior:',
    ...indented(PASS_ON),
    'CacheBehaviors:',
    `  - PathPattern: ${yamlString(`${policy.pathPrefix}*`)}`,
    ...indented([...PASS_ON, ...WITH_CORS], 2),
  ];
}

/** The managed policies CachingDisabled and AllViewerExceptHostHeader. */
const PASS_ON = [
  'TargetOriginId: api',
  'ViewerProtocolPolicy: redirect-to-https',
  'CachePolicyId: 4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  'OriginRequestPolicyId: b689b0a8-53d0-40ab-baf2-68738e2966ac',
  `AllowedMethods: [${METHODS.join(', ')}]`,
];

const WITH_CORS = [
  'ResponseHeadersPolicyId: { Ref: Cors }',
  'FunctionAssociations:',
  '  - EventType: viewer-request',
  '    FunctionARN: { "Fn::GetAtt": [Preflight, FunctionMetadata.FunctionARN] }',
];

function patchLines(policy: Policy, fault: Fault): string[] {
  const inConfig = '# in ResponseHeadersPolicyConfig.CorsConfig';
  if (isAboutAll(fault)) {
    return [
      ...[inConfig, ...corsConfig(policy)],
      ...['# among Resources', ...preflightFunction(policy)],
      ...['# in the cache behavior', `AllowedMethods: [${METHODS.join(', ')}]`, ...WITH_CORS],
    ];
  }
  if (fault === 'origin-doubled') return [inConfig, 'OriginOverride: true'];
  if (fault === 'vary-missing')
    return ['# The policy has no setting for Vary: the origin has to send it', 'Vary: Origin'];
  return [inConfig, ...linesFor(settingsOf(policy), fault)];
}
