import type { CaseType } from './caseType.ts';

/**
 * What is wrong with a case type that has the right shape: names that nothing has, states that nobody reaches or can
 * leave, closed states that are left by something else than a reopening. Empty: it may be used.
 */
export function caseTypeProblems(type: CaseType): string[] {
  const problems: string[] = [];
  const states = new Map(type.states.map((state) => [state.id, state]));
  const items = new Map(type.form.map((item) => [item.id, item]));
  for (const [what, ids] of [
    ['state', type.states],
    ['move', type.moves],
    ['form', type.form],
    ['material', type.materials],
  ] as const) {
    for (const twice of repeated(ids.map(({ id }) => id))) problems.push(`${what} ${twice} stands twice`);
  }
  const start = states.get(type.start);
  if (!start) problems.push(`start ${type.start} is no state`);
  else if (start.acts === null) problems.push(`start ${type.start} is closed`);
  for (const move of type.moves) {
    for (const state of [...move.from, move.to]) {
      if (!states.has(state)) problems.push(`move ${move.id}: ${state} is no state`);
    }
    const isOut = move.from.some((from) => states.get(from)?.acts === null);
    if (isOut !== (move.effect === 'reopen')) {
      problems.push(`move ${move.id}: only a reopening leaves a closed state, and it leaves no other`);
    }
    if (isOut && !move.needs.includes('note')) problems.push(`move ${move.id}: reopening needs a note`);
  }
  for (const { id, states: due } of type.outputs) {
    for (const one of due) if (!states.has(one)) problems.push(`output ${id}: ${one} is no state`);
  }
  for (const { id, kind, choices, fields, when } of type.form) {
    if ((kind === 'choice') !== choices.length > 0) problems.push(`form ${id}: choices belong to a choice`);
    if ((kind === 'corrections') !== fields.length > 0)
      problems.push(`form ${id}: fields belong to corrections`);
    if (when) problems.push(...unknownAnswer(`form ${id}`, when, items));
  }
  for (const { id, when } of type.materials) {
    if (when) problems.push(...unknownAnswer(`material ${id}`, when, items));
  }
  const corrects = type.moves.some(({ effect }) => effect === 'correct');
  const hasCorrections = type.form.filter(({ kind }) => kind === 'corrections').length;
  if (hasCorrections > 1) problems.push('more than one form item holds corrections');
  if (corrects && hasCorrections === 0) problems.push('a move corrects, and no form item says what');
  return [...problems, ...unreached(type), ...deadEnds(type)];
}

function repeated(ids: string[]): string[] {
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
}

function unknownAnswer(
  what: string,
  when: { item: string; is: string[] },
  items: Map<string, CaseType['form'][number]>,
): string[] {
  const item = items.get(when.item);
  if (!item) return [`${what}: ${when.item} is no form item`];
  if (item.kind !== 'choice') return [`${what}: ${when.item} is no choice`];
  const known = new Set(item.choices.map(({ id }) => id));
  return when.is.filter((one) => !known.has(one)).map((one) => `${what}: ${when.item} has no choice ${one}`);
}

function unreached(type: CaseType): string[] {
  const reached = new Set([type.start]);
  for (let size = -1; size !== reached.size; ) {
    size = reached.size;
    for (const { from, to } of type.moves) if (from.some((state) => reached.has(state))) reached.add(to);
  }
  return type.states.filter(({ id }) => !reached.has(id)).map(({ id }) => `state ${id} is never reached`);
}

/** From every open state some closed one can be come to: no case may stay open for ever. */
function deadEnds(type: CaseType): string[] {
  const ends = new Set(type.states.filter(({ acts }) => acts === null).map(({ id }) => id));
  if (ends.size === 0) return ['no state is closed'];
  for (let size = -1; size !== ends.size; ) {
    size = ends.size;
    for (const { from, to } of type.moves) if (ends.has(to)) for (const state of from) ends.add(state);
  }
  return type.states.filter(({ id }) => !ends.has(id)).map(({ id }) => `state ${id} leads to no end`);
}
