import { expressible, leftAway } from '../expressible.ts';
import type { Policy } from '../policy.ts';
import type { RecipeWriter } from '../recipe.ts';
import { originList } from '../settings.ts';
import { textOf } from '../text.ts';

const NO_VARY = 'S3 sends Vary only if the request has an Origin: add it at the CDN before the bucket.';

export const s3: RecipeWriter = {
  id: 's3',
  title: 'Amazon S3',
  kind: 'cloud',
  alsoCalled: ['amazons3', 'aws-s3', 'bucket'],
  file: 'CORS configuration of the bucket',
  language: 'json',
  docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html',
  ranHere: false,
  shortfalls: [
    { row: 'vary-no-origin', reason: NO_VARY },
    { row: 'vary-denied', reason: NO_VARY },
    { row: 'path-prefix', reason: 'The rules hold for the whole bucket.' },
  ],
  complete: policy => textOf([rules(policy)]),
  // A rule is replaced as a whole, and the language knows no comments.
  patch: policy => textOf([rules(policy)]),
  notes: policy => [
    'A request without Origin, such as that of an `<img>`, is answered without CORS headers and without Vary; a browser or CDN that caches it serves it to the page that needs them: give the element `crossorigin`, and forward Origin.',
    'Behind CloudFront, forward `Origin`, `Access-Control-Request-Method` and `Access-Control-Request-Headers` (the managed origin request policy `CORS-S3Origin` does) and put Origin into the cache key.',
    'The first rule that fits origin, method and headers is taken; where none fits, the preflight is answered with 403 and XML.',
    'There is no setting for credentials: what the rule allows is all there is, and access is decided by the signature in the request.',
    'An upload in parts needs `etag` among the exposed headers.',
    'A 403 for a key that does not exist may be a missing `s3:ListBucket`, and not a fault of these rules.',
    ...leftAway(methodsOf(policy).left, 'S3 knows GET, PUT, POST, DELETE and HEAD alone'),
  ],
};

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];

function methodsOf({ methods }: Policy) {
  return expressible(methods, method => METHODS.includes(method));
}

function rules(policy: Policy): string {
  const { kept } = methodsOf(policy);
  const rule = {
    AllowedOrigins: originList(policy),
    AllowedMethods: kept.length > 0 ? kept : ['GET'],
    AllowedHeaders: policy.requestHeaders,
    ExposeHeaders: policy.exposedHeaders,
    MaxAgeSeconds: policy.maxAge,
  };
  return JSON.stringify([rule], null, 2);
}
