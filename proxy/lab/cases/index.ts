import type { LabCase } from '../lab-case.ts';
import { allowOriginTwice } from './allow-origin-twice.ts';
import { gatewayAnswers405 } from './gateway-answers-405.ts';
import { noCorsHeaders } from './no-cors-headers.ts';

/** Every case of the lab, in the order of the scenarios. */
export const LAB_CASES: readonly LabCase[] = [noCorsHeaders, gatewayAnswers405, allowOriginTwice];
