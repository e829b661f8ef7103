import { every, host, line, page, without } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

export const awsLambdaUrl = {
  product: 'aws-lambda-url',
  name: 'AWS Lambda function URL',
  role: 'platform',
  sources: ['https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html'],
  passing: [
    sign('documented', host(/\.lambda-url\.[\w-]+\.on\.aws$/i), '{} is a function’s URL'),
    sign(
      'known',
      every(line('X-Amzn-RequestId'), line('X-Amzn-Trace-Id'), without('X-Amz-Apigw-Id')),
      '{} are on the responses of a function URL',
    ),
  ],
  making: [
    proof(
      'known',
      every(host(/\.lambda-url\.[\w-]+\.on\.aws$/i), page(/^\{"Message":"[^"]*"\}$/)),
      '{}: its own errors have this form',
    ),
  ],
  examples: [
    {
      desc: 'its IAM check refuses',
      did: 'made',
      answer: `
        > GET /
        > Host: x7k2p.lambda-url.eu-central-1.on.aws
        403 Forbidden
        X-Amzn-RequestId: 0a1b2c3d
        X-Amzn-ErrorType: AccessDeniedException

        {"Message":"Forbidden"}`,
    },
    {
      desc: 'a function’s response that it passed on',
      did: 'passed',
      answer: `
        200 OK
        X-Amzn-RequestId: 0a1b2c3d
        X-Amzn-Trace-Id: root=1-0a1b2c3d;sampled=0`,
    },
    {
      desc: 'near miss: API Gateway has these lines, too',
      did: 'nothing',
      answer: `
        200 OK
        X-Amzn-RequestId: 0a1b2c3d
        X-Amz-Apigw-Id: QxZ=
        X-Amzn-Trace-Id: Root=1-0a1b2c3d`,
    },
  ],
} satisfies Signature;
