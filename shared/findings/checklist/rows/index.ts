import type { RowGroup } from '../row.ts';
import { facts } from './facts.ts';
import { layers } from './layers.ts';
import { mistakes } from './mistakes.ts';
import { policy } from './policy.ts';
import { s1 } from './s1.ts';
import { s2 } from './s2.ts';
import { s3 } from './s3.ts';
import { s4 } from './s4.ts';
import { s5 } from './s5.ts';
import { s6 } from './s6.ts';
import { s7 } from './s7.ts';

/** The checklist, in the order in which it is walked. */
export const CHECKLIST: readonly RowGroup[] = [facts, s1, s2, s3, s4, s5, s6, s7, layers, mistakes, policy];
