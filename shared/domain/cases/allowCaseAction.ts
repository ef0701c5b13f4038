import { isDay } from '../isDay.ts';
import { CaseRefusal, namedGaps } from './caseRefusal.ts';
import { type CaseReviewer, isReviewLevel, requireReviewer } from './caseReviewers.ts';
import { askedMaterials, type CaseRules, correctionsOf } from './caseRules.ts';
import type { CaseAction, CaseMoving, CaseOpening, CaseState } from './caseState.ts';
import { termEnd } from './caseTerm.ts';
import { type CaseMove, isClosedState, moveOf, type Said, stateOf } from './caseType.ts';
import { type CorrectionFacts, judgeCorrection } from './correctionRules.ts';
import { missingItems, missingMaterials } from './missingItems.ts';
import { requireAnswers } from './requireAnswers.ts';

/** What is true of the world when something is done. */
export interface CaseFacts extends CorrectionFacts {
  college: string | null;
  reviewers: readonly CaseReviewer[];
}

/**
 * Refuses what the rules of a case do not allow now: an impossible move, a proof or an answer that is missing, a person
 * without the right, what the province's rules stand against. Throws CaseRefusal, and then nothing has changed.
 */
export function allowCaseAction(
  rules: CaseRules,
  before: CaseState,
  action: Exclude<CaseAction, CaseOpening>,
  facts: CaseFacts,
): void {
  const isOfClosed = (OF_CLOSED as readonly string[]).includes(action.do);
  if (isClosedState(rules.type, before.state) && !isOfClosed) {
    throw new CaseRefusal('closed', namedState(rules, before));
  }
  switch (action.do) {
    case 'fill':
      requireAnswers(rules, action.form);
      requireChange(
        Object.entries(action.form).some(([id, text]) => (before.form[id] ?? '') !== text.trim()),
      );
      return;
    case 'attach':
      allowAttaching(rules, before, action.evidence);
      return;
    case 'redact':
      if (!before.evidence.some(({ id }) => id === action.of)) throw new CaseRefusal('evidence-unknown');
      allowAttaching(rules, before, action.evidence);
      return;
    case 'remove':
      if (!before.evidence.some(({ id }) => id === action.evidence))
        throw new CaseRefusal('evidence-unknown');
      requireText(action.reason, 'reason-missing');
      return;
    case 'waive':
      requireMaterial(rules, before, action.material);
      requireChange((before.waived[action.material] ?? '') !== action.reason.trim());
      return;
    case 'comment':
      requireChange(action.text.trim() !== '');
      return;
    case 'put-out':
      return;
    case 'purge': {
      const until = keptUntil(rules, before);
      if (until === null || facts.today <= until)
        throw new CaseRefusal('purge-early', { until: until ?? '' });
      return;
    }
    case 'assign':
      requireChange(action.person !== before.assignee);
      return;
    case 'extend':
      if (!isDay(action.due) || action.due < facts.today)
        throw new CaseRefusal('due-past', { due: action.due });
      requireText(action.reason, 'reason-missing');
      requireChange(action.due !== before.due);
      return;
    case 'move':
      allowMove(rules, before, action, facts);
  }
}

/** What may be done to a case that is closed. */
const OF_CLOSED = ['comment', 'put-out', 'purge', 'move'] as const;

/** The last day on which a case's files have to be kept; null: it is open, or keeps them as long as itself. */
export function keptUntil({ type }: CaseRules, { state, entered }: CaseState): string | null {
  const { keepsEvidence } = type;
  return keepsEvidence === null || !isClosedState(type, state) ? null : termEnd(keepsEvidence, entered);
}

/** Moves that lead out of the case's state, whether or not everything that they need is there. */
export function movesFrom({ type }: CaseRules, state: string): CaseMove[] {
  return type.moves.filter(({ from }) => from.includes(state));
}

function allowAttaching(
  rules: CaseRules,
  before: CaseState,
  { material, hash, name }: { material: string | null; hash: string; name: string },
): void {
  if (material !== null) requireMaterial(rules, before, material);
  const isThere = before.evidence.some((one) => one.hash === hash && one.material === material);
  if (isThere) throw new CaseRefusal('evidence-twice', { name });
}

function requireMaterial(rules: CaseRules, { form }: CaseState, material: string): void {
  const isAsked = askedMaterials(rules, form).some(({ id }) => id === material);
  if (!isAsked) throw new CaseRefusal('material-unknown', { material });
}

function namedState({ type }: CaseRules, { state }: CaseState): Record<string, string> {
  return namedGaps('state', [stateOf(type, state).name]);
}

function requireText(text: string, refusal: 'note-missing' | 'reference-missing' | 'reason-missing'): void {
  if (text.trim() === '') throw new CaseRefusal(refusal);
}

function requireChange(changes: boolean): void {
  if (!changes) throw new CaseRefusal('nothing');
}

function allowMove(rules: CaseRules, before: CaseState, action: CaseMoving, facts: CaseFacts): void {
  const move = moveOf(rules.type, action.move);
  if (!move) throw new CaseRefusal('unknown-move', { move: action.move });
  if (!move.from.includes(before.state)) {
    throw new CaseRefusal('no-move', { ...namedGaps('move', [move.name]), ...namedState(rules, before) });
  }
  requireWhatIsNeeded(rules, before, move, action);
  if (rules.profile !== null) askTheRules(rules, before, move, action, facts);
  if (isReviewLevel(move.by)) {
    requireReviewer(move.by, action.person, { ...facts, decisions: before.decisions });
  }
}

function requireWhatIsNeeded(
  rules: CaseRules,
  before: CaseState,
  { needs }: CaseMove,
  action: CaseMoving,
): void {
  const items = needs.includes('form') ? missingItems(rules, before.form) : [];
  if (items.length > 0) throw new CaseRefusal('form-missing', namedGaps('items', items.map(nameOf)));
  const materials = needs.includes('materials') ? missingMaterials(rules, before) : [];
  if (materials.length > 0) {
    throw new CaseRefusal('materials-missing', namedGaps('materials', materials.map(nameOf)));
  }
  if (needs.includes('note')) requireText(action.note, 'note-missing');
  if (needs.includes('reference')) requireText(action.reference, 'reference-missing');
}

function askTheRules(
  rules: CaseRules,
  { form }: CaseState,
  { needs, decidedBy }: CaseMove,
  { exception }: CaseMoving,
  facts: CaseFacts,
): void {
  const fields = correctionsOf(rules, form).map(({ field }) => field);
  const { by, obstacles, window: taken } = judgeCorrection(rules.profile!, fields, facts);
  if (decidedBy !== null && decidedBy !== by) throw new CaseRefusal('decided-elsewhere', { by });
  const isExcepted = exception.trim() !== '';
  // The day is an expectation: of somebody who studies on beyond it, a person says by what they know.
  const [obstacle] = obstacles.filter(({ code }) => code !== 'graduated' || !isExcepted);
  if (needs.includes('rules') && obstacle) {
    const { code, ...gaps } = obstacle;
    throw new CaseRefusal(`rule-${code}`, gaps);
  }
  if (needs.includes('window') && taken && !taken.isOpen && !isExcepted) {
    throw new CaseRefusal('window', { from: taken.from, to: taken.to });
  }
}

function nameOf({ name }: { name: Said }): Said {
  return name;
}
