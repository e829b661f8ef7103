import type { AuditCheck } from '../audit-check.ts';
import { allowed } from './allowed.ts';
import { denied } from './denied.ts';
import { errors } from './errors.ts';
import { exposed } from './exposed.ts';
import { maxAge } from './max-age.ts';
import { noCredentials } from './no-credentials.ts';
import { owner } from './owner.ts';
import { vary } from './vary.ts';

/** In the order in which they are told. */
export const AUDIT_CHECKS: readonly AuditCheck[] = [
  allowed,
  denied,
  noCredentials,
  exposed,
  maxAge,
  vary,
  errors,
  owner,
];
