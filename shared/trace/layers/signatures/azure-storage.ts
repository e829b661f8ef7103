import { every, host, line } from '../predicates.ts';
import { type Signature, sign } from '../signature.ts';

export const azureStorage = {
  product: 'azure-storage',
  name: 'Azure Storage',
  role: 'storage',
  sources: ['https://learn.microsoft.com/en-us/rest/api/storageservices/get-blob'],
  passing: [
    sign(
      'documented',
      every(line('X-MS-Request-Id'), line('X-MS-Version', /^\d{4}-\d{2}-\d{2}$/)),
      '{} are on its responses',
    ),
    sign('known', line('Server', /^Windows-Azure-(?:Blob|File|Queue|Table)\//)),
    sign('documented', host(/\.(?:blob|file|queue|table|web)\.core\.windows\.net$/i), '{} is its name'),
  ],
  making: [sign('documented', line('X-MS-Error-Code'), '{} is its error code')],
  examples: [
    {
      desc: 'no CORS rule allows the preflight',
      did: 'made',
      answer: `
        403 CORS not enabled or no matching rule found for this request.
        Server: Windows-Azure-Blob/1.0 Microsoft-HTTPAPI/2.0
        X-MS-Request-Id: 0a1b2c3d
        X-MS-Error-Code: CorsPreflightFailure`,
    },
    {
      desc: 'a blob',
      did: 'passed',
      answer: `
        200 OK
        X-MS-Request-Id: 0a1b2c3d
        X-MS-Version: 2021-08-06`,
    },
    {
      desc: 'near miss: other Microsoft services number requests so, too',
      did: 'nothing',
      answer: `
        200 OK
        X-MS-Request-Id: 0a1b2c3d`,
    },
  ],
} satisfies Signature;
