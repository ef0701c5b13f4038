import type { WholeCase } from '../../shared/contract/cases.ts';
import { allowCaseAction, type CaseFacts, movesFrom } from '../../shared/domain/cases/allowCaseAction.ts';
import { CaseRefusal } from '../../shared/domain/cases/caseRefusal.ts';
import { askedMaterials, type CaseForm, type CaseRules } from '../../shared/domain/cases/caseRules.ts';
import type { CaseAction } from '../../shared/domain/cases/caseState.ts';
import {
  type CaseMove,
  type FieldCorrection,
  moveOf,
  type Said,
} from '../../shared/domain/cases/caseType.ts';
import { missingItems } from '../../shared/domain/cases/missingItems.ts';
import { maskField } from '../../shared/domain/mask.ts';
import { maskNumbersIn } from '../../shared/domain/sheetCorrection.ts';
import { caseFacts } from '../changes/mutations/caseValues.ts';
import type { ReadDb } from '../db/database.ts';
import {
  caseById,
  caseRules,
  entriesOfCase,
  type StoredCase,
  type StoredCaseEntry,
} from '../db/tables/caseTable.ts';
import { caseItem } from './caseRows.ts';

/** Everything about a case; null: there is none. `at`: now, epoch ms. */
export function wholeCase(db: ReadDb, id: string, at: number, isUnmasked: boolean): WholeCase | null {
  const stored = caseById(db, id);
  if (!stored) return null;
  const rules = caseRules(db, stored.rules)!;
  const facts = caseFacts(db, stored.studentN, at);
  const item = caseItem(db, id, facts.today)!;
  return {
    item,
    type: rules.type,
    profile: rules.profile,
    form: isUnmasked ? { ...stored.form } : maskedForm(rules, stored.form),
    missingItems: missingItems(rules, stored.form).map((one) => one.id),
    materials: materialsOf(rules, stored),
    evidence: [...stored.evidence],
    decisions: [...stored.decisions],
    steps: movesFrom(rules, stored.state).map((move) => stepOf(rules, stored, move, facts)),
    history: entriesOfCase(db, id).map((entry) => historyOf(rules, entry)),
  };
}

function maskedForm({ type }: CaseRules, form: CaseForm): Record<string, string> {
  const kinds = new Map(type.form.map((item) => [item.id, item.kind]));
  return Object.fromEntries(
    Object.entries(form).map(([id, text]) => [
      id,
      kinds.get(id) === 'corrections' ? maskedCorrections(text) : maskNumbersIn(text),
    ]),
  );
}

function maskedCorrections(text: string): string {
  const corrections = JSON.parse(text) as FieldCorrection[];
  return JSON.stringify(
    corrections.map(({ field, from, to }) => ({
      field,
      from: maskField(field, from),
      to: maskField(field, to),
    })),
  );
}

function materialsOf(rules: CaseRules, { form, evidence, waived }: StoredCase): WholeCase['materials'] {
  const there = new Set(evidence.map(({ material }) => material));
  return askedMaterials(rules, form).map(({ name, ...asked }) => ({
    ...asked,
    ...name,
    standing: there.has(asked.id)
      ? ('there' as const)
      : waived[asked.id] !== undefined
        ? ('waived' as const)
        : asked.isNeeded
          ? ('missing' as const)
          : ('not-needed' as const),
    reason: waived[asked.id] ?? null,
  }));
}

/** What a person fills in when taking a step: with it nothing is refused for what only they can say. */
const FILLED = { note: '-', reference: '-' } as const;

function stepOf(
  rules: CaseRules,
  stored: StoredCase,
  { id, name, by, to, needs, effect }: CaseMove,
  facts: CaseFacts,
): WholeCase['steps'][number] {
  const refusalWith = (exception: string) =>
    refusalOf(rules, stored, { do: 'move', move: id, person: null, ...FILLED, exception }, facts);
  const refusal = refusalWith('');
  return {
    ...{ move: id, ...name, by, to, needs, effect },
    ...{ refusal, isExceptable: refusal !== null && refusalWith('-') === null },
  };
}

function refusalOf(
  rules: CaseRules,
  stored: StoredCase,
  action: Extract<CaseAction, { do: 'move' }>,
  facts: CaseFacts,
): WholeCase['steps'][number]['refusal'] {
  try {
    allowCaseAction(rules, stored, action, facts);
    return null;
  } catch (error) {
    if (!(error instanceof CaseRefusal)) throw error;
    // Who decides is said with the step.
    return error.refusal === 'person-missing' ? null : { case: error.refusal, params: error.params };
  }
}

function historyOf(
  rules: CaseRules,
  { id, at, actor, action, batch, isTakenBack }: StoredCaseEntry,
): WholeCase['history'][number] {
  const { subject, person, text } = saidBy(rules, action);
  return { id, at, actor, did: action.do, subject, person, text: maskNumbersIn(text), batch, isTakenBack };
}

function saidBy(
  rules: CaseRules,
  action: CaseAction,
): { subject: Said | null; person: string | null; text: string } {
  const nothing = { subject: null, person: null, text: '' };
  const materialName = (material: string) =>
    rules.type.materials.find(({ id }) => id === material)?.name ??
    rules.profile?.materials.find(({ id }) => id === material)?.name ??
    null;
  switch (action.do) {
    case 'open':
      return { ...nothing, person: action.assignee, text: action.note };
    case 'fill':
      return { ...nothing, subject: namesOfItems(rules, Object.keys(action.form)) };
    case 'attach':
    case 'redact': {
      const { material, name } = action.evidence;
      return { ...nothing, subject: material === null ? null : materialName(material), text: name };
    }
    case 'remove':
      return { ...nothing, text: action.reason };
    case 'waive':
      return { ...nothing, subject: materialName(action.material), text: action.reason };
    case 'comment':
      return { ...nothing, text: action.text };
    case 'assign':
      return { ...nothing, person: action.person };
    case 'purge':
      return { ...nothing, text: String(action.hashes.length) };
    case 'put-out': {
      const { name, sheet } = action;
      return { ...nothing, subject: { zh: name, en: name }, text: sheet };
    }
    case 'extend':
      return { ...nothing, subject: { zh: action.due, en: action.due }, text: action.reason };
    case 'move': {
      const { person, note, reference, exception } = action;
      const text = [reference, note, exception].filter((part) => part.trim() !== '').join('; ');
      return { subject: moveOf(rules.type, action.move)?.name ?? null, person, text };
    }
  }
}

function namesOfItems({ type }: CaseRules, ids: readonly string[]): Said {
  const names = type.form.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  return { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') };
}
