import { type DifferenceKind, differenceKind } from './differenceKind.ts';
import type { IsMadeOf } from './splitCharacter.ts';
import type { FileSource, PartialStudentValues } from './studentFields.ts';

export type RecordCause =
  /** 学信网's export does not name the student: there may be no 学籍 there to be found. */
  | { code: 'not-in-chsi' }
  /** 学信网 writes it in another way than another source, and accounts are opened with what the document says. */
  | { code: 'differs'; field: 'name' | 'idNumber' | 'idType'; kind: DifferenceKind; source: FileSource }
  /** 学信网 holds a number of a soldier's or officer's document, with which accounts fail to match. */
  | { code: 'military' }
  /** What we hold agrees: it is the account that has another name or number. */
  | { code: 'account' };

const COMPARED = ['name', 'idNumber', 'idType'] as const;

/**
 * Why a student may not find their 学籍 on 学信网, likeliest first: an account shows a 学籍 only where name and document
 * number are equal to the 学籍's (domain notes §3, questions 1; §10 no. 4), and dots, spaces, look-alikes, X or x and 15
 * or 18 digits make them differ (§7, §8). Never empty.
 */
export function recordCauses(
  records: Partial<Record<FileSource, PartialStudentValues>>,
  isMadeOf?: IsMadeOf,
): RecordCause[] {
  const { chsi } = records;
  if (chsi === undefined) return [{ code: 'not-in-chsi' }];
  const causes: RecordCause[] = [];
  for (const field of COMPARED) {
    for (const source of ['sis', 'admission'] as const) {
      const kind = differenceKind(chsi[field], records[source]?.[field], field, isMadeOf);
      if (kind === null) continue;
      causes.push({ code: 'differs', field, kind, source });
      break;
    }
  }
  if (chsi.idType === 'military') causes.push({ code: 'military' });
  return causes.length > 0 ? causes : [{ code: 'account' }];
}
