import type { CaseType } from './caseType.ts';

/** What can be wrong with rules that have the right shape; each has a sentence (errors, CASE_RULES_REFUSED). */
export interface CaseRulesProblem {
  problem:
    | 'twice'
    | 'start-unknown'
    | 'start-closed'
    | 'state-unknown'
    | 'output-state'
    | 'leaves-closed'
    | 'reopening-note'
    | 'choices'
    | 'fields'
    | 'when-unknown'
    | 'when-no-choice'
    | 'when-choice'
    | 'corrections-twice'
    | 'corrects-nothing'
    | 'unreached'
    | 'no-end'
    | 'none-closed';
  /** Gaps of the sentence: ids, as they stand in the data. */
  params: Record<string, string>;
}

type Found = CaseRulesProblem;
const found = (problem: Found['problem'], params: Found['params'] = {}): Found => ({ problem, params });

/**
 * What is wrong with a case type that has the right shape: names that nothing has, states that nobody reaches or can
 * leave, closed states that are left by something else than a reopening. Empty: it may be used.
 */
export function caseTypeProblems(type: CaseType): CaseRulesProblem[] {
  return [
    ...[type.states, type.moves, type.form, type.materials].flatMap((ids) => repeatedIds(ids)),
    ...wrongStart(type),
    ...type.moves.flatMap((move) => wrongMove(type, move)),
    ...wrongOutputs(type),
    ...wrongForm(type),
    ...unreached(type),
    ...deadEnds(type),
  ];
}

/** Things that one list names twice. */
export function repeatedIds(list: readonly { id: string }[]): CaseRulesProblem[] {
  const ids = list.map(({ id }) => id);
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))].map((id) => found('twice', { id }));
}

function wrongStart({ start, states }: CaseType): Found[] {
  const state = states.find(({ id }) => id === start);
  if (!state) return [found('start-unknown', { state: start })];
  return state.acts === null ? [found('start-closed', { state: start })] : [];
}

function wrongMove(
  { states }: CaseType,
  { id: move, from, to, effect, needs }: CaseType['moves'][number],
): Found[] {
  const unknown = [...from, to].filter((state) => !states.some(({ id }) => id === state));
  const isOut = from.some((state) => states.some(({ id, acts }) => id === state && acts === null));
  return [
    ...unknown.map((state) => found('state-unknown', { move, state })),
    ...(isOut !== (effect === 'reopen') ? [found('leaves-closed', { move })] : []),
    ...(isOut && !needs.includes('note') ? [found('reopening-note', { move })] : []),
  ];
}

function wrongOutputs({ outputs, states }: CaseType): Found[] {
  return outputs.flatMap(({ id: output, states: due }) =>
    due
      .filter((state) => !states.some(({ id }) => id === state))
      .map((state) => found('output-state', { output, state })),
  );
}

function wrongForm({ form, materials, moves }: CaseType): Found[] {
  const items = new Map(form.map((item) => [item.id, item]));
  const problems: Found[] = [];
  for (const { id: item, kind, choices, fields, when } of form) {
    if ((kind === 'choice') !== choices.length > 0) problems.push(found('choices', { item }));
    if ((kind === 'corrections') !== fields.length > 0) problems.push(found('fields', { item }));
    if (when) problems.push(...unknownAnswer(item, when, items));
  }
  for (const { id, when } of materials) if (when) problems.push(...unknownAnswer(id, when, items));
  const hasCorrections = form.filter(({ kind }) => kind === 'corrections').length;
  if (hasCorrections > 1) problems.push(found('corrections-twice'));
  const corrects = moves.find(({ effect }) => effect === 'correct');
  if (corrects && hasCorrections === 0) problems.push(found('corrects-nothing', { move: corrects.id }));
  return problems;
}

function unknownAnswer(
  of: string,
  when: { item: string; is: string[] },
  items: Map<string, CaseType['form'][number]>,
): Found[] {
  const item = items.get(when.item);
  if (!item) return [found('when-unknown', { of, item: when.item })];
  if (item.kind !== 'choice') return [found('when-no-choice', { of, item: when.item })];
  const known = new Set(item.choices.map(({ id }) => id));
  return when.is
    .filter((one) => !known.has(one))
    .map((choice) => found('when-choice', { of, item: when.item, choice }));
}

function unreached(type: CaseType): Found[] {
  const reached = new Set([type.start]);
  for (let size = -1; size !== reached.size; ) {
    size = reached.size;
    for (const { from, to } of type.moves) if (from.some((state) => reached.has(state))) reached.add(to);
  }
  return type.states
    .filter(({ id }) => !reached.has(id))
    .map(({ id: state }) => found('unreached', { state }));
}

/** From every open state some closed one can be come to: no case may stay open for ever. */
function deadEnds(type: CaseType): Found[] {
  const ends = new Set(type.states.filter(({ acts }) => acts === null).map(({ id }) => id));
  if (ends.size === 0) return [found('none-closed')];
  for (let size = -1; size !== ends.size; ) {
    size = ends.size;
    for (const { from, to } of type.moves) if (ends.has(to)) for (const state of from) ends.add(state);
  }
  return type.states.filter(({ id }) => !ends.has(id)).map(({ id: state }) => found('no-end', { state }));
}
