import type { Fields } from '../../../electron/sync/protocol/syncedMutation.ts';
import type { CaseRules } from '../../../shared/domain/cases/caseRules.ts';
import { type CaseAction, replayCase } from '../../../shared/domain/cases/caseState.ts';
import { fail } from './Broken.ts';
import type { Entry, History } from './History.ts';
import { HOSTILE } from './hostileMutations.ts';

/**
 * I4, I17: a case has come as far as its history says, step by step: its version counts the steps that stand, each once,
 * and its state is where these steps lead.
 */
export function checkCases({ rows, entries }: History): void {
  const spoilt = spoiltCases(entries);
  const steps = new Map<string, Fields[]>();
  for (const [key, { fields }] of rows) {
    if (!key.startsWith('caseEntry\n') || fields === null || fields.voidedBy !== undefined) continue;
    const of = String(fields.case);
    steps.set(of, [...(steps.get(of) ?? []), fields]);
  }
  for (const [key, { fields }] of rows) {
    if (!key.startsWith('case\n') || fields === null) continue;
    const id = key.slice('case\n'.length);
    if (spoilt.has(id)) continue;
    const own = (steps.get(id) ?? []).sort((one, other) => Number(one.version) - Number(other.version));
    const body = rows.get(`caseRules\n${fields.rules}`)?.fields?.body;
    if (own.length !== fields.version) fail('I4 case', id, { version: fields.version, steps: own.length });
    const state = replayCase(
      JSON.parse(String(body)) as CaseRules,
      own.map(({ action, day }) => ({ action: JSON.parse(String(action)) as CaseAction, day: String(day) })),
    );
    if (state.state !== fields.state || state.version !== fields.version)
      fail('I17', id, { is: fields.state, comesTo: state.state });
  }
}

/** Of what it may change a device that keeps to no rules may take parts away: the hub knows no rules of cases. */
function spoiltCases(entries: readonly Entry[]): Set<string> {
  const caseOf = new Map<string, string>();
  const spoilt = new Set<string>();
  for (const { kind, entity, key, row_id: id, device, patch } of entries) {
    if (kind !== 'up') continue;
    if (entity === 'case') caseOf.set(key, id);
    if (entity === 'caseEntry' && typeof patch.case === 'string') caseOf.set(key, patch.case);
    if (device === HOSTILE && caseOf.has(key)) spoilt.add(caseOf.get(key)!);
  }
  return spoilt;
}
