import type { Fault } from '../fault.ts';
import type { Policy } from '../policy.ts';
import { yamlString, yamlStrings } from '../quote/yaml.ts';
import type { RecipeWriter } from '../recipe.ts';
import { allLines, linesFor, originList, type Setting, setting } from '../settings.ts';
import { indented, textOf } from '../text.ts';

export const awsHttpApi: RecipeWriter = {
  id: 'aws-http-api',
  title: 'Amazon API Gateway, HTTP API',
  kind: 'cloud',
  alsoCalled: ['api-gateway', 'apigateway', 'http-api', 'apigw-http'],
  file: 'template.yaml',
  language: 'yaml',
  docs: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html',
  ranHere: false,
  shortfalls: [
    { row: 'path-prefix', reason: 'The policy holds for the whole API: other paths belong in an API of their own.' },
    { row: 'vary-denied', reason: 'Its documentation does not mention Vary: check one of your responses.' },
    { row: 'vary-no-origin', reason: 'Its documentation does not mention Vary: check one of your responses.' },
  ],
  complete: policy =>
    textOf([
      '# for CloudFormation',
      'AWSTemplateFormatVersion: "2010-09-09"',
      'Resources:',
      '  Api:',
      '    Type: AWS::ApiGatewayV2::Api',
      '    Properties:',
      '      Name: api',
      '      ProtocolType: HTTP',
      '      CorsConfiguration:',
      ...indented(allLines(settingsOf(policy)), 4),
      ...indented(rest(policy)),
    ]),
  patch: (policy, fault) => textOf(patchLines(policy, fault)),
  notes: () => [
    'With a CORS configuration the gateway answers OPTIONS itself and throws away the CORS headers of what is behind it: there is nothing to set in the function.',
    'A `$default` route with an authorizer catches OPTIONS as long as there is no CORS configuration; with one, or with an `OPTIONS /{proxy+}` route without authorizer, it does not.',
    'It adds headers where the request has `Origin`, and for OPTIONS `Access-Control-Request-Method` too: try it with both.',
    'The headers are documented for integration responses only: check a 401 of your authorizer and a 429 before you rely on them there.',
    'An origin such as `https://*` stands for every https page: name whole origins.',
    'A function URL of Lambda is different: it adds its headers to those of the function, so they are sent twice.',
  ],
};

function settingsOf(policy: Policy): Setting[] {
  const { credentials, methods, requestHeaders, exposedHeaders, maxAge } = policy;
  return [
    setting('Access-Control-Allow-Origin', `AllowOrigins: ${yamlStrings(originList(policy))}`),
    setting('Access-Control-Allow-Credentials', `AllowCredentials: ${credentials}`),
    setting('Access-Control-Allow-Methods', `AllowMethods: ${yamlStrings(methods)}`),
    setting('Access-Control-Allow-Headers', `AllowHeaders: ${yamlStrings(requestHeaders)}`),
    setting('Access-Control-Max-Age', `MaxAge: ${maxAge}`),
    setting('Access-Control-Expose-Headers', `ExposeHeaders: ${yamlStrings(exposedHeaders)}`),
  ];
}

function patchLines(policy: Policy, fault: Fault): string[] {
  const place = '# in Properties of AWS::ApiGatewayV2::Api';
  if (fault === 'vary-missing')
    return ['# The gateway has no setting for Vary: what is behind it has to send it', 'Vary: Origin'];
  return [place, 'CorsConfiguration:', ...indented(linesFor(settingsOf(policy), fault))];
}

function rest({ pathPrefix, upstream }: Policy): string[] {
  return [
    'Integration:',
    '  Type: AWS::ApiGatewayV2::Integration',
    '  Properties:',
    '    ApiId: { Ref: Api }',
    '    IntegrationType: HTTP_PROXY',
    '    IntegrationMethod: ANY',
    `    IntegrationUri: ${yamlString(`http://${upstream}${pathPrefix}{proxy}`)}`,
    '    PayloadFormatVersion: "1.0"',
    'Route:',
    '  Type: AWS::ApiGatewayV2::Route',
    '  Properties:',
    '    ApiId: { Ref: Api }',
    `    RouteKey: ${yamlString(`ANY ${pathPrefix}{proxy+}`)}`,
    '    Target: { "Fn::Join": ["/", ["integrations", { Ref: Integration }]] }',
    'Stage:',
    '  Type: AWS::ApiGatewayV2::Stage',
    '  Properties:',
    '    ApiId: { Ref: Api }',
    '    StageName: "$default"',
    '    AutoDeploy: true',
  ];
}
