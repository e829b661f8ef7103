import { every, host, line, page } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

const REST = line('X-Amz-Apigw-Id');
const HTTP = line('Apigw-Requestid');

/** Its own errors never reach the integration; unless gateway responses have them, they lack CORS headers. */
export const awsApiGateway = {
  product: 'aws-api-gateway',
  name: 'AWS API Gateway',
  role: 'gateway',
  sources: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html'],
  passing: [
    sign('known', REST, '{} is the request id of a REST API'),
    sign('known', HTTP, '{} is the request id of an HTTP API'),
    sign('documented', host(/\.execute-api\.[\w-]+\.amazonaws\.com$/i), '{} is an API Gateway name'),
  ],
  making: [
    proof(
      'documented',
      page(/^\{"message":"Missing Authentication Token"\}/),
      'its error is {}: no such method and path',
    ),
    proof('documented', page(/^\{"message":"Endpoint request timed out"\}/), 'its error is {}'),
    proof('known', every(REST, line('X-Amzn-ErrorType')), '{}: API Gateway names the kind of its own errors so'),
    proof(
      'known',
      every(
        HTTP,
        page(
          /^\{"message":"(?:Not Found|Forbidden|Unauthorized|Service Unavailable|Internal Server Error|Too Many Requests)"\}/,
        ),
      ),
      '{}: the words of an HTTP API’s own error',
    ),
  ],
  examples: [
    {
      desc: 'OPTIONS without a method for it',
      did: 'made',
      answer: `
        403 Forbidden
        X-Amzn-RequestId: 0a1b2c3d
        X-Amzn-ErrorType: MissingAuthenticationTokenException
        X-Amz-Apigw-Id: QxZ=

        {"message":"Missing Authentication Token"}`,
    },
    {
      desc: 'an HTTP API without that route',
      did: 'made',
      answer: `
        404 Not Found
        Apigw-Requestid: QxZ=

        {"message":"Not Found"}`,
    },
    {
      desc: 'an integration’s response that it passed on',
      did: 'passed',
      answer: `
        404 Not Found
        X-Amzn-RequestId: 0a1b2c3d
        X-Amz-Apigw-Id: QxZ=

        {"message":"no such order"}`,
    },
    {
      desc: 'near miss: anybody’s message',
      did: 'nothing',
      answer: `
        404 Not Found

        {"message":"Not Found"}`,
    },
  ],
} satisfies Signature;
