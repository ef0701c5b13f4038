import { chooseView } from '../../../electron/changes/chooseView.ts';
import type { PartialStudentValues, Source } from '../../../shared/domain/studentFields.ts';
import { wordKey } from '../../../shared/domain/wordKey.ts';
import { fail } from './Broken.ts';
import type { History } from './History.ts';

const OF_STUDENT = new Set(['photo', 'review', 'record']);
const SAYS_STUDENT = new Set(['event', 'chaseContact', 'case']);
const OFFICE = new Set(['mapping', 'mailReturn', 'final']);
const SCHOOL = new Set(['setting', 'word', 'caseRules', 'campaign', 'deadline', 'milestone', 'classContact']);

/** Which college a name means, and which one a student belongs to as the school’s own view has it; '' of nobody knows which. */
export interface Places {
  meant(name: unknown): string;
  of(student: string): string;
}

export function placesIn(history: History): Places {
  const meanings = new Map<string, string>();
  const records = new Map<string, { source: Source; values: PartialStudentValues }[]>();
  for (const [key, { fields }] of history.rows) {
    if (fields === null) continue;
    if (key.startsWith('word\ncollegeName/') && typeof fields.meant === 'string')
      meanings.set(key.slice('word\ncollegeName/'.length), fields.meant);
    if (!key.startsWith('record\n')) continue;
    const [student, source] = key.slice('record\n'.length).split('/') as [string, Source];
    const own = records.get(student) ?? [];
    own.push({ source, values: fields as PartialStudentValues });
    records.set(student, own);
  }
  const meant = (name: unknown): string =>
    typeof name === 'string' && name !== '' ? (meanings.get(wordKey(name)) ?? name) : '';
  const places = new Map<string, string>();
  const placeOf = (student: string): string => {
    let place = places.get(student);
    if (place === undefined) {
      place = meant(chooseView(records.get(student) ?? []).values.collegeName);
      places.set(student, place);
    }
    return place;
  };
  return { meant, of: placeOf };
}

/**
 * I10: every row is where it belongs: with its student’s college, as the school’s own view has it; of the office; of all.
 * Where sheets and what people made belong is told when they come (checkMade).
 */
export function checkScopes(history: History): void {
  const { of: placeOf } = placesIn(history);
  // What is gone stays where it was, and what was said of it goes on with its student.
  const standing = (key: string) => {
    const about = history.rows.get(key);
    return about?.fields ? about.scope : null;
  };
  for (const [key, { fields, scope }] of history.rows) {
    if (fields === null) continue;
    const [entity, id] = key.split('\n') as [string, string];
    let place: string | null | undefined = null;
    if (OF_STUDENT.has(entity)) place = placeOf(id.split('/')[0]!);
    else if (SAYS_STUDENT.has(entity)) place = placeOf(String(fields.student));
    else if (entity === 'sheetQuestion' && typeof fields.student === 'string')
      place = placeOf(fields.student);
    else if (entity === 'decision' && !id.includes(':')) place = placeOf(id.split('/')[0]!);
    else if (entity === 'alias') place = placeOf(lastOf(history, id));
    else if (entity === 'caseEntry') place = standing(`case\n${fields.case}`);
    else if (entity === 'counterVisit') place = history.rows.get(`event\n${id}`)?.scope;
    else if (entity === 'conflict') place = standing(`${fields.entity}\n${fields.row}`);
    else if (entity === 'person') place = placeOfPerson(fields.colleges);
    else if (OFFICE.has(entity)) place = '';
    else if (SCHOOL.has(entity)) place = '*';
    if (place !== null && place !== undefined && place !== scope)
      fail('I10 where it belongs', key.replace('\n', ' '), { scope, place });
  }
}

/** Who somebody is in the end, by way of those who are another as well. */
function lastOf(history: History, student: string): string {
  const seen = new Set<string>();
  for (let one = student; ; ) {
    const into = history.rows.get(`alias\n${one}`)?.fields?.into;
    if (typeof into !== 'string' || seen.has(one)) return one;
    seen.add(one);
    one = into;
  }
}

/** Of whoever works for a college, that one’s, the first of several; of others the office’s. */
function placeOfPerson(colleges: unknown): string {
  const own = typeof colleges === 'string' ? (JSON.parse(colleges) as string[]) : [];
  return own[0] ?? '';
}
