import { every, host, line, page } from '../predicates.ts';
import { proof, type Signature, sign } from '../signature.ts';

export const azureApiManagement = {
  product: 'azure-api-management',
  name: 'Azure API Management',
  role: 'gateway',
  sources: ['https://learn.microsoft.com/en-us/azure/api-management/cors-policy'],
  passing: [
    sign('known', line('Ocp-Apim-Trace-Location'), '{} is its trace'),
    sign('known', line('Ocp-Apim-Apiid'), '{} is its name for the API'),
    sign('known', host(/\.azure-api\.net$/i), '{} is an API Management name'),
  ],
  making: [
    proof('known', page(/"message": ?"Access denied due to (?:missing|invalid) subscription key/), 'its error says {}'),
    proof(
      'known',
      every(
        host(/\.azure-api\.net$/i),
        page(
          /\{ ?"statusCode": ?\d{3}, ?"message": ?"(?:Resource not found|Operation not found|Internal server error)"/,
        ),
      ),
      '{}: its own errors have this form',
    ),
  ],
  examples: [
    {
      desc: 'no subscription key, which a preflight never has',
      did: 'made',
      answer: `
        401 Access Denied

        { "statusCode": 401, "message": "Access denied due to missing subscription key. Make sure to include it." }`,
    },
    {
      desc: 'a backend’s response that it passed on',
      did: 'passed',
      answer: `
        > GET /orders
        > Host: lab.azure-api.net
        404 Not Found

        {"error":"app"}`,
    },
    {
      desc: 'near miss: an app’s own error in this form',
      did: 'nothing',
      answer: `
        404 Not Found

        { "statusCode": 404, "message": "Resource not found" }`,
    },
  ],
} satisfies Signature;
