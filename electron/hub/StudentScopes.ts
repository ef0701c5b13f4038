import type { PartialStudentValues, Source } from '../../shared/domain/studentFields.ts';
import { wordKey } from '../../shared/domain/wordKey.ts';
import { splitId } from '../changes/change.ts';
import { chooseView } from '../changes/chooseView.ts';
import type { Fields } from '../sync/protocol/syncedMutation.ts';
import type { HubRows } from './HubRows.ts';
import { collegeScope, type HubTx, OFFICE } from './hubPorts.ts';
import { readByKeys, writeRows } from './rowSets.ts';
import { together } from './together.ts';

interface Place {
  word: string;
  scope: string;
}

const NOWHERE: Place = { word: '', scope: OFFICE };

/** Which college students belong to, as the school’s view has it: what sources say, by precedence, and what words mean. */
export class StudentScopes {
  readonly #tx: HubTx;
  readonly #rows: HubRows;
  readonly #places = new Map<string, Place | null>();
  readonly #dirty = new Set<string>();
  #meanings: Map<string, string> | null = null;
  #before: (() => void)[] = [];

  constructor(tx: HubTx, rows: HubRows) {
    this.#tx = tx;
    this.#rows = rows;
  }

  async load(students: readonly string[]): Promise<void> {
    await together(this.#loadPlaces(students), this.#loadMeanings());
  }

  async #loadPlaces(students: readonly string[]): Promise<void> {
    const missing = students.filter((student) => !this.#places.has(student));
    for (const student of missing) this.#places.set(student, null);
    const keys = missing.map((student) => ({ student }));
    const found = await readByKeys(this.#tx, 'student_scope', ['student'], keys);
    for (const { student, word, scope } of found) this.#places.set(student, { word, scope });
  }

  async #loadMeanings(): Promise<void> {
    this.#meanings ??= await this.#readMeanings();
  }

  /** '' of one whose college nobody has said. */
  of(student: string): string {
    return this.#places.get(student)?.scope ?? OFFICE;
  }

  /** Looks anew at the records, which were read; true when the college is another one now. */
  refresh(student: string): boolean {
    const records = this.#rows
      .ofStudent(student)
      .filter((row) => row.entity === 'record' && row.fields !== null);
    const before = this.of(student);
    const place = this.#placeBy(records);
    const old = this.#places.get(student) ?? null;
    this.#before.push(() => this.#places.set(student, old));
    this.#places.set(student, place);
    this.#dirty.add(student);
    return before !== place.scope;
  }

  /** Where a student would be with this record (null: without it); of whom nothing would be left: where they are. */
  saidWith(student: string, id: string, fields: Fields | null): string {
    const others = this.#rows
      .ofStudent(student)
      .filter((row) => row.entity === 'record' && row.fields !== null && row.id !== id);
    const records = fields === null ? others : [...others, { id, fields }];
    return records.length === 0 ? this.of(student) : this.#placeBy(records).scope;
  }

  #placeBy(records: readonly { id: string; fields: Fields | null }[]): Place {
    const said = records.map(({ id, fields }) => ({
      source: splitId(id)[1] as Source,
      values: fields as PartialStudentValues,
    }));
    const written = chooseView(said).values.collegeName ?? '';
    return { word: written === '' ? '' : wordKey(written), scope: this.ofCollege(written) };
  }

  /** The college that is meant by a name. */
  ofCollege(written: string): string {
    return written === '' ? OFFICE : collegeScope(this.#meanings!.get(wordKey(written)) ?? written);
  }

  /** What a word means has changed: the students of whom it is said, to be looked at anew. */
  async meant(written: string, meant: string | null): Promise<string[]> {
    this.#meanings ??= await this.#readMeanings();
    const old = this.#meanings.get(written) ?? null;
    this.#before.push(() => this.#mean(written, old));
    this.#mean(written, meant);
    const found = await this.#tx
      .selectFrom('student_scope')
      .select('student')
      .where('word', '=', written)
      .orderBy('student')
      .execute();
    // Whoever came in this very push is not in the table yet.
    const here = [...this.#places].flatMap(([student, place]) => (place?.word === written ? [student] : []));
    return [...new Set([...found.map(({ student }) => student), ...here])].sort();
  }

  /** From here on what is found anew can be taken back. */
  mark(): void {
    this.#before = [];
  }

  backToMark(): void {
    for (const undo of this.#before.reverse()) undo();
    this.#before = [];
  }

  async write(): Promise<void> {
    const changed = [...this.#dirty];
    this.#dirty.clear();
    const rows = changed.map((student) => ({ student, ...(this.#places.get(student) ?? NOWHERE) }));
    await writeRows(this.#tx, 'student_scope', rows, { key: ['student'], update: ['word', 'scope'] });
  }

  #mean(written: string, meant: string | null): void {
    if (meant === null) this.#meanings!.delete(written);
    else this.#meanings!.set(written, meant);
  }

  async #readMeanings(): Promise<Map<string, string>> {
    const words = await this.#tx
      .selectFrom('row')
      .select(['row_id', 'fields'])
      .where('entity', '=', 'word')
      .where('row_id', '>=', 'collegeName/')
      .where('row_id', '<', 'collegeName0')
      .execute();
    const meanings = new Map<string, string>();
    for (const { row_id: id, fields } of words) {
      const { meant } = (JSON.parse(fields) ?? {}) as { meant?: string };
      if (meant !== undefined) meanings.set(splitId(id)[1], meant);
    }
    return meanings;
  }
}
