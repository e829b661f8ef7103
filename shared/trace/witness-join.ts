import { type Draft, type Drafts, firstExchange } from './draft.ts';
import type { Witness } from './witness.ts';
import { fits, isSurelySent, keyOfExchange, keyOfWitness } from './witness-fit.ts';

/** More requests of one method and URL than are under way at once: what is older stays as it was joined. */
const LIMIT = 32;

/**
 * Gives each journey the browser's account of it. Accounts and exchanges come in any order, and what is joined depends on
 * what they say alone: whenever one comes, those of its method and URL are joined anew, first to first. An account that
 * fits no journey is a journey of its own.
 */
export interface WitnessJoin {
  /** Exchanges of the draft are new, or have changed. */
  see(draft: Draft): void;
  /** Adds an account, or replaces the earlier one with the same id. */
  tell(witness: Witness): void;
  forgetWitness(id: string): void;
  /** Nothing is left of the draft but its account, which goes with it: without its exchanges it would tell another story. */
  forgetDraft(draft: Draft): void;
}

interface Group {
  witnesses: Witness[];
  drafts: Draft[];
}

export function createWitnessJoin(drafts: Drafts): WitnessJoin {
  const groups = new Map<string, Group>();
  const keys = new Map<Draft, string>();
  const owners = new Map<string, Draft>();

  function groupOf(key: string): Group {
    const group = groups.get(key) ?? { witnesses: [], drafts: [] };
    groups.set(key, group);
    return group;
  }

  function give(witness: Witness, to: Draft | null): void {
    const before = owners.get(witness.id);
    const lone = before !== undefined && firstExchange(before) === null ? before : null;
    const owner = to ?? lone ?? drafts.open();
    owners.set(witness.id, owner);
    if (before !== undefined && before !== owner) takeFrom(before, witness.id);
    if (owner.witness === witness) return;
    owner.witness = witness;
    drafts.show(owner);
  }

  function takeFrom(draft: Draft, witnessId: string): void {
    if (draft.witness?.id !== witnessId) return;
    draft.witness = null;
    drafts.show(draft);
  }

  function join(group: Group): void {
    const free = new Set(group.drafts.sort(byStart));
    for (const witness of group.witnesses.sort(byCertainty)) {
      const draft = [...free].find(one => fits(witness, one)) ?? null;
      if (draft !== null) free.delete(draft);
      give(witness, draft);
    }
  }

  function leave(
    key: string,
    { draft, witnessId }: { draft?: Draft | undefined; witnessId?: string | undefined },
  ): void {
    const group = groups.get(key);
    if (group === undefined) return;
    group.drafts = group.drafts.filter(one => one !== draft);
    group.witnesses = group.witnesses.filter(({ id }) => id !== witnessId);
    if (group.drafts.length === 0 && group.witnesses.length === 0) groups.delete(key);
  }

  function trim(key: string, { drafts: seen, witnesses }: Group): void {
    const draft = seen.length > LIMIT ? seen[0] : undefined;
    if (draft !== undefined) leave(key, { draft, witnessId: draft.witness?.id });
    const witnessId = witnesses.length > LIMIT ? witnesses[0]?.id : undefined;
    if (witnessId !== undefined) leave(key, { draft: owners.get(witnessId), witnessId });
  }

  return {
    see(draft) {
      const first = firstExchange(draft);
      if (first === null || first.kind === 'tunnel') return;
      const key = keys.get(draft) ?? keyOfExchange(first);
      const group = groupOf(key);
      if (!keys.has(draft)) {
        keys.set(draft, key);
        group.drafts.push(draft);
        trim(key, group);
      }
      if (group.witnesses.length > 0 && group.drafts.includes(draft)) join(group);
    },
    tell(witness) {
      const key = keyOfWitness(witness);
      const group = groupOf(key);
      const place = group.witnesses.findIndex(({ id }) => id === witness.id);
      const settled = place === -1 ? owners.get(witness.id) : undefined;
      if (settled !== undefined) return give(witness, settled);
      group.witnesses.splice(place === -1 ? group.witnesses.length : place, 1, witness);
      join(group);
      trim(key, group);
    },
    forgetWitness(id) {
      const owner = owners.get(id);
      if (owner === undefined) return;
      if (owner.witness?.id === id) leave(keyOfWitness(owner.witness), { witnessId: id });
      owners.delete(id);
      takeFrom(owner, id);
    },
    forgetDraft(draft) {
      const key = keys.get(draft) ?? '';
      const witnessId = draft.witness?.id;
      keys.delete(draft);
      leave(key, { draft, witnessId });
      if (witnessId !== undefined) owners.delete(witnessId);
      draft.witness = null;
    },
  };
}

function byStart(a: Draft, b: Draft): number {
  return startOf(a) - startOf(b);
}

function startOf(draft: Draft): number {
  return firstExchange(draft)?.startedAt ?? 0;
}

function byCertainty(a: Witness, b: Witness): number {
  return Number(isSurelySent(b)) - Number(isSurelySent(a)) || a.startedAt - b.startedAt;
}
