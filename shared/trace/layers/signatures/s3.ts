import { every, host, line, page } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

export const s3 = {
  product: 's3',
  name: 'Amazon S3',
  role: 'storage',
  sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors-troubleshooting.html'],
  passing: [
    sign(
      'documented',
      every(line('X-Amz-Request-Id'), line('X-Amz-Id-2')),
      '{} are the numbers that S3 gave the request',
    ),
    sign('known', line('Server', /^AmazonS3$/)),
    sign('documented', host(/(?:^|\.)s3(?:[.-][\w-]+)*\.amazonaws\.com$/i), '{} is an S3 name'),
  ],
  making: [
    proof(
      'documented',
      page(/CORSResponse: (?:This CORS request is not allowed|CORS is not enabled for this bucket)/),
      'its error says {}',
    ),
    sign(
      'documented',
      every(line('X-Amz-Request-Id'), page(/<Error>\s*<Code>\w+<\/Code>\s*<Message>[^<]*/)),
      '{} have the form of its errors, which stores that speak its protocol have, too',
    ),
  ],
  examples: [
    {
      desc: 'a bucket whose CORS rules do not allow the origin',
      did: 'made',
      answer: `
        403 Forbidden
        X-Amz-Request-Id: 0A1B2C3D4E5F6071
        X-Amz-Id-2: QxZ=
        Server: AmazonS3

        <?xml version="1.0" encoding="UTF-8"?>
        <Error><Code>AccessForbidden</Code><Message>CORSResponse: This CORS request is not allowed.</Message>`,
    },
    {
      desc: 'an object',
      did: 'passed',
      answer: `
        200 OK
        X-Amz-Request-Id: 0A1B2C3D4E5F6071
        X-Amz-Id-2: QxZ=`,
    },
    {
      desc: 'near miss: an app’s own XML',
      did: 'nothing',
      answer: `
        403 Forbidden

        <Error><Code>Denied</Code><Message>no</Message></Error>`,
    },
  ],
} satisfies Signature;
