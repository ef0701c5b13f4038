import type { WholeCase } from '../../../shared/contract/cases.ts';
import { type CaseType, choiceNamed } from '../../../shared/domain/cases/caseType.ts';
import type { Text } from '../../../shared/text/createText.ts';
import type { CommandContext } from '../commandContext.ts';
import { formatTime } from './formatTime.ts';
import { printable } from './printable.ts';

/** A case for people: what it is about, what is asked for, what may be done, what was done. */
export function printCase({ text, words }: CommandContext, whole: WholeCase): string[] {
  const said = words.cases;
  const { language } = text;
  const { item } = whole;
  const { name, studentNo, className } = item.student;
  return [
    `${item.number}  ${item.type[language]}`,
    `${[name, studentNo, className].filter(Boolean).join('  ')}`,
    said.standing(
      item.state[language],
      item.queue === 'closed' ? null : text.cases.level(item.queue),
      item.due,
    ),
    ...whole.type.form
      .filter((one) => whole.form[one.id] !== undefined)
      .map((one) => `  ${text.cases.said(one.name)}: ${answerOf(one, whole.form[one.id]!, text)}`),
    ...(whole.materials.length > 0 ? [said.materials] : []),
    ...whole.materials.map(
      (one) =>
        `  [${said.standingOf[one.standing]}] ${one[language]}  (${one.id})${one.reason ? `: ${one.reason}` : ''}`,
    ),
    ...(whole.steps.length > 0 ? [said.steps] : []),
    ...whole.steps.map((one) => `  ${one.move}  ${one[language]}${refused(one.refusal, text)}`),
    said.history,
    ...whole.history.map(
      ({ at, actor, did, subject, person, text: note, isTakenBack }) =>
        `  ${formatTime(at)}  ${actor}  ${said.did(did)}${[subject?.[language], person, note]
          .filter(Boolean)
          .map((part) => ` ${part}`)
          .join('')}${isTakenBack ? ` ${said.takenBack}` : ''}`,
    ),
  ].map(printable);
}

function refused(refusal: WholeCase['steps'][number]['refusal'], text: Text): string {
  if (refusal === null) return '';
  const { message } = text.sayError({
    code: 'CASE_REFUSED',
    params: { case: refusal.case, ...refusal.params },
  });
  return `  (${message})`;
}

function answerOf(item: CaseType['form'][number], answer: string, text: Text): string {
  if (item.kind === 'choice') {
    const name = choiceNamed(item, answer);
    return name ? text.cases.said(name) : answer;
  }
  if (item.kind !== 'corrections') return answer;
  const corrections = JSON.parse(answer) as { field: string; from: string | null; to: string }[];
  return corrections.map(({ field, from, to }) => `${text.label(field)} ${from ?? '—'} → ${to}`).join('; ');
}
