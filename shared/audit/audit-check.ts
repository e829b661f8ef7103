import type { Ladder } from '../probe/ladder.ts';
import type { LineRef } from '../trace/exchange.ts';
import type { ApiPolicy } from './api-policy.ts';

/** `not-seen`: nothing that may be sent could tell. */
export type AuditResult = 'pass' | 'drift' | 'not-seen';

/** One sentence of the policy, held against what the deployment answered. */
export interface AuditSentence {
  readonly result: AuditResult;
  /** What the policy says, and what was seen: whole sentences with this API's own values. */
  readonly expected: string;
  readonly seen: string;
  readonly evidence: readonly LineRef[];
}

/** What came of the requests of one API. */
export interface Audited {
  readonly policy: ApiPolicy;
  readonly ladder: Ladder;
}

/** One kind of sentence that a policy can hold. Everything about it stands in one file. */
export interface AuditCheck {
  /** The file's name. */
  readonly id: string;
  /** Row ids of the checklist. */
  readonly rows: readonly string[];
  /** None where the policy says nothing of the kind. */
  find(audited: Audited): readonly AuditSentence[];
}
