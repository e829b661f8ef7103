import * as v from 'valibot';

const text = (form: string, meaning: string) => v.pipe(v.string(form), v.description(meaning));
const texts = (form: string, meaning: string) =>
  v.pipe(v.array(v.string(form), `a list: ${form}`), v.description(meaning));
const NAMES = 'names in quotation marks';
const STATUS_FORM = 'a status from 400 to 599';
const SECONDS_FORM = 'a whole number of seconds, 0 or more';

const ERROR_ENTRIES = {
  status: v.pipe(
    v.number(STATUS_FORM),
    v.integer(STATUS_FORM),
    v.minValue(400, STATUS_FORM),
    v.maxValue(599, STATUS_FORM),
    v.description('The status that this address answers with.'),
  ),
  path: v.pipe(
    v.string('a path, such as /orders/private'),
    v.startsWith('/', 'a path that begins with a slash, such as /orders/private'),
    v.description("Where, on the API's own origin."),
  ),
};

export const API_ENTRIES = {
  url: text('an absolute URL, such as https://api.example.com/orders', 'What a page asks for: one route of the API.'),
  via: v.optional(
    texts('NAME=URL', 'Addresses of the layers, from the browser inwards, as NAME=URL. Default: where the URL leads.'),
  ),
  owner: v.optional(text('the name of a layer in via', 'The layer that owns CORS: one of those in via.')),
  origins: v.pipe(
    v.array(v.string('an origin'), 'a list of origins, such as ["https://app.example.com"]'),
    v.minLength(1, 'a list with at least one origin, or ["*"] for an API that everybody may read'),
    v.description('Origins whose pages are let in, each exactly as browsers send it; ["*"]: everybody’s.'),
  ),
  denied: v.optional(texts('an origin', 'Origins that are not let in. Default: one that nobody can own, and null.')),
  methods: v.optional(texts(NAMES, 'Methods that these pages use. Default: GET.')),
  headers: v.optional(texts(NAMES, 'Request headers that these pages set.')),
  exposed: v.optional(texts(NAMES, 'Response headers that these pages read.')),
  credentials: v.optional(
    v.pipe(
      v.boolean('true or false, without quotes'),
      v.description('These pages ask with credentials. False: no answer allows them. Default: false.'),
    ),
  ),
  maxAge: v.optional(
    v.pipe(
      v.number(SECONDS_FORM),
      v.integer(SECONDS_FORM),
      v.minValue(0, SECONDS_FORM),
      v.description('Access-Control-Max-Age of the preflight response, in seconds. Default: not looked at.'),
    ),
  ),
  errors: v.optional(
    v.pipe(
      v.array(
        v.strictObject(ERROR_ENTRIES, 'an object with "status" and "path", and nothing else'),
        'a list of { "status", "path" }',
      ),
      v.description('Errors that these pages must be able to read.'),
    ),
  ),
};

export const POLICY_ENTRIES = {
  $schema: v.optional(v.pipe(v.string('the address of a schema'), v.description('For editors; corscope ignores it.'))),
  apis: v.pipe(
    v.array(v.strictObject(API_ENTRIES), 'a list of APIs'),
    v.minLength(1, 'a list with at least one API'),
    v.description('One entry for each route that has a policy of its own.'),
  ),
};

/** What `corscope audit` reads: who may read what of which API, and which layer says so. */
export const PolicyFileSchema = v.pipe(
  v.strictObject(POLICY_ENTRIES),
  v.title('corscope policy'),
  v.description('Who may read what of an API, kept beside its code: corscope audit holds it against a deployment.'),
);

/** One API as it stands in the file. */
export type WrittenPolicy = v.InferInput<typeof PolicyFileSchema>['apis'][number];

export interface WrittenError {
  readonly status: number;
  readonly path: string;
}
