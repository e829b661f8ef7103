import { type Response, Router } from 'express';
import * as v from 'valibot';
import type { ProbeAsk } from '../../shared/probe/ask.ts';
import { askOfJourney, overJourney } from '../../shared/probe/ask-of-journey.ts';
import { isAskProblems, readAsk } from '../../shared/probe/read-ask.ts';
import { planReport } from '../../shared/probe/report.ts';
import type { ProbeNetwork, ProbeOptions } from '../probe/probe-options.ts';
import { ProbeError } from '../probe/probe-problem.ts';
import type { EventLog } from '../record/event-log.ts';
import { sendError } from './api-error.ts';
import { issueText } from './issues-text.ts';
import { jsonBody } from './json-body.ts';
import { keptProbe } from './kept-probe.ts';
import type { SessionView } from './session-view.ts';

const ViaSchema = v.union([
  v.string(),
  v.pipe(
    v.strictObject({ name: v.string(), url: v.string() }),
    v.transform(({ name, url }) => `${name}=${url}`),
  ),
]);
const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));

/** The command's options under the names of their plurals; `journey` is one of the session's. */
const ProbeSchema = v.strictObject({
  url: v.optional(v.string()),
  journey: v.optional(v.string()),
  origins: v.optional(v.array(v.string())),
  methods: v.optional(v.array(v.string())),
  headers: v.optional(v.array(v.string())),
  credentials: v.optional(v.boolean()),
  via: v.optional(v.array(ViaSchema)),
  allowUnsafe: v.optional(v.boolean()),
  sameUrl: v.optional(v.boolean()),
  dryRun: v.optional(v.boolean()),
  maxRequests: v.optional(count(100_000)),
  timeout: v.optional(count(600)),
});

type ProbeBody = v.InferOutput<typeof ProbeSchema>;

export interface ProbeParts {
  readonly view: SessionView;
  readonly log: EventLog;
  /** How this corscope itself reaches upstreams. */
  readonly dial: Omit<ProbeNetwork, 'timeoutMs'>;
}

/** Who accepts this is told of each request as it ends, a line of JSON each; the last line is the report. */
const LINES = 'application/x-ndjson';

/** Asks an API and its layers; the session keeps what they answered. */
export function probeRoutes({ view, log, dial }: ProbeParts): Router {
  const router = Router();
  router.post('/probe', jsonBody, async (request, response) => {
    const { ask, body, problems } = readBody(request.body, view);
    if (ask === null || problems.length > 0) return sendError(response, 400, 'bad-probe', problems.join('; '));
    const { planFor } = await import('../probe/run-probe.ts');
    try {
      const { maxRequests, timeout } = body;
      const plan = planFor(ask, maxRequests === undefined ? {} : { maxRequests });
      if (body.dryRun === true) return void response.json(planReport({ ask }, plan));
      const network = { ...dial, ...(timeout === undefined ? {} : { timeoutMs: timeout * 1000 }) };
      const tell = request.headers.accept === LINES ? toldBy(response) : undefined;
      const options = { network, signal: untilGone(response), ...(tell === undefined ? {} : { onRequest: tell }) };
      const report = await keptProbe(ask, plan, log, options);
      if (tell === undefined) response.json(report);
      else response.end(`${JSON.stringify(report)}\n`);
    } catch (error) {
      if (!(error instanceof ProbeError)) throw error;
      sendError(response, 400, error.problem.reason, error.message);
    }
  });
  return router;
}

/** Whoever asked has gone: nothing more is sent. */
function untilGone(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}

function toldBy(response: Response): NonNullable<ProbeOptions['onRequest']> {
  response.type(LINES);
  return ({ number, rung, question }, of, exchange) => {
    if (exchange === null) return;
    const status = exchange.delivered?.status ?? null;
    response.write(`${JSON.stringify({ event: 'answer', number, of, rung, question, status })}\n`);
  };
}

interface Read {
  readonly ask: ProbeAsk | null;
  readonly body: ProbeBody;
  readonly problems: readonly string[];
}

/** All that is wrong, at once: what has the right type is read even where something else has not. */
function readBody(sent: unknown, view: SessionView): Read {
  const whole = v.safeParse(ProbeSchema, sent);
  if (whole.success) return readAsked(whole.output, view, []);
  const problems = whole.issues.map(issueText);
  const broken = new Set(whole.issues.map(issue => issue.path?.[0]?.key));
  if (typeof sent !== 'object' || sent === null) return { ask: null, body: {}, problems };
  const rest = v.safeParse(ProbeSchema, Object.fromEntries(Object.entries(sent).filter(([key]) => !broken.has(key))));
  const isAddressed = !broken.has('url') && !broken.has('journey');
  return rest.success && isAddressed ? readAsked(rest.output, view, problems) : { ask: null, body: {}, problems };
}

function readAsked(body: ProbeBody, view: SessionView, before: readonly string[]): Read {
  const { journey: id, url } = body;
  const journey = id === undefined ? null : view.now().journey(id);
  const problems = [...before];
  if (id !== undefined && journey === null) problems.push(`journey: no journey ${id} in this session`);
  if (url === undefined && id === undefined) problems.push('send a "url", or the id of a "journey"');
  if (url === undefined && journey === null) return { ask: null, body, problems };
  const read = readAsk(journey === null ? { ...body, url: url ?? '' } : overJourney(body, askOfJourney(journey)));
  if (!isAskProblems(read)) return { ask: read, body, problems };
  problems.push(...read.map(({ option, value, expected }) => `${option}: "${value}" is not ${expected}`));
  return { ask: null, body, problems };
}
