import { every, host, line, page } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

export const googleCloudStorage = {
  product: 'google-cloud-storage',
  name: 'Google Cloud Storage',
  role: 'storage',
  sources: ['https://docs.cloud.google.com/storage/docs/xml-api/reference-headers'],
  passing: [
    sign('documented', line('X-Goog-Generation'), '{} is the object’s generation'),
    sign('documented', line('X-GUploader-UploadID'), '{} is the request id of it'),
    sign('documented', host(/(?:^|\.)storage\.googleapis\.com$/i), '{} is its name'),
  ],
  making: [
    proof(
      'documented',
      every(line('X-GUploader-UploadID'), page(/<Error>\s*<Code>\w+<\/Code>\s*<Message>[^<]*/)),
      '{} have the form of its errors',
    ),
  ],
  examples: [
    {
      desc: 'no such object',
      did: 'made',
      answer: `
        404 Not Found
        X-GUploader-UploadID: AHxI1nN

        <?xml version='1.0' encoding='UTF-8'?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>`,
    },
    {
      desc: 'an object',
      did: 'passed',
      answer: `
        200 OK
        X-GUploader-UploadID: AHxI1nN
        X-Goog-Generation: 1769853600000000`,
    },
    {
      desc: 'near miss: another upload’s number',
      did: 'nothing',
      answer: `
        200 OK
        X-Upload-Id: AHxI1nN`,
    },
  ],
} satisfies Signature;
