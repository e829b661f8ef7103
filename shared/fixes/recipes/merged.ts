import { FAULT_HEADERS, FAULTS, type Fault } from './fault.ts';
import { isUnanswered } from './policy-headers.ts';

/**
 * As few faults as are about the same headers, so that no two patches say the same: lines that two layers write are taken
 * out by a patch of their own, beside one for all the rest. The smallest that is enough; one that answers preflights, where
 * one of these does.
 */
export function merged(faults: readonly Fault[]): readonly Fault[] {
  const rest = faults.filter(fault => fault !== 'origin-doubled');
  const doubled = faults.filter(fault => fault === 'origin-doubled');
  if (rest.length < 2) return [...doubled, ...rest];
  const headers = rest.flatMap(fault => FAULT_HEADERS[fault]);
  const isEnough = (fault: Fault) => headers.every(name => FAULT_HEADERS[fault].includes(name));
  const unanswered = rest.find(isUnanswered);
  return [...doubled, unanswered ?? smallestFirst.find(isEnough) ?? 'headers-absent'];
}

const smallestFirst = FAULTS.toSorted((a, b) => FAULT_HEADERS[a].length - FAULT_HEADERS[b].length);
