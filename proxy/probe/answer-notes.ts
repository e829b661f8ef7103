import { parseLines, parseResponseHead, type ResponseHead } from '../../shared/http/head.ts';
import type { HeaderLine } from '../../shared/http/header-line.ts';
import { ERROR_START_BYTES, keepsErrorStart } from '../../shared/trace/error-start.ts';
import type { SyntaxProblem } from '../../shared/trace/exchange.ts';
import type { DialFailure } from '../tap/dial.ts';
import { type BodyFraming, frameResponse, RAW } from '../tap/framing.ts';
import { inspectHead } from '../tap/inspect-head.ts';
import type { MessageEvents } from '../tap/message-reader.ts';
import { canBeginResponse, parseStatus } from '../tap/start-line.ts';

/** What is seen of one answer while its bytes come; `over` is told once nothing more of it is wanted. */
export class AnswerNotes implements MessageEvents {
  returned: ResponseHead | null = null;
  /** Milliseconds of the process's clock. */
  returnedAt: number | null = null;
  readonly interim: ResponseHead[] = [];
  responseTrailers: readonly HeaderLine[] = [];
  bodyBytes = 0;
  /** The first bytes of an error's body, as latin-1 text. */
  errorStart = '';
  readonly problems: SyntaxProblem[] = [];
  private keepsStart = false;
  private readonly method: string;
  private readonly bodyLimit: number;
  private readonly over: (failure: DialFailure | null) => void;

  constructor(method: string, bodyLimit: number, over: (failure: DialFailure | null) => void) {
    this.method = method;
    this.bodyLimit = bodyLimit;
    this.over = over;
  }

  canBegin(byte: number): boolean {
    return canBeginResponse(byte);
  }

  head(bytes: Buffer): BodyFraming | 'interim' {
    const text = bytes.toString('latin1');
    const inspection = inspectHead(text);
    const status = parseStatus(inspection.startLine);
    this.note(inspection.problems);
    if (status === null) {
      this.note(['invalid-start-line']);
      this.over({ reason: 'protocol', detail: `the response begins with "${inspection.startLine.slice(0, 60)}"` });
      return RAW;
    }
    if (status >= 100 && status < 200 && status !== 101) {
      this.interim.push(parseResponseHead(text));
      return 'interim';
    }
    this.returned = parseResponseHead(text);
    this.returnedAt = performance.now();
    this.keepsStart = keepsErrorStart(this.returned);
    const { framing, problem } = frameResponse(inspection, status, this.method);
    if (problem !== null) this.note([problem]);
    return framing;
  }

  body(): void {
    // nobody waits for the bytes as they stand
  }

  payload(chunk: Buffer, from: number, to: number): void {
    this.bodyBytes += to - from;
    const wanted = this.keepsStart ? ERROR_START_BYTES - this.errorStart.length : 0;
    if (wanted > 0) this.errorStart += chunk.toString('latin1', from, Math.min(to, from + wanted));
    if (this.bodyBytes >= this.bodyLimit) this.over(null);
  }

  end(trailers: string): void {
    this.responseTrailers = parseLines(trailers);
    this.over(null);
  }

  notHttp(): void {
    this.note(['invalid-start-line']);
    this.over({ reason: 'protocol', detail: 'the response is no HTTP/1.x' });
  }

  tooLarge(): void {
    this.over({ reason: 'too-large', detail: 'the head of the response' });
  }

  brokenChunk(): void {
    this.note(['invalid-chunk']);
  }

  private note(problems: readonly SyntaxProblem[]): void {
    this.problems.push(...problems.filter(problem => !this.problems.includes(problem)));
  }
}
