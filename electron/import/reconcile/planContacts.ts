import { classForm, classKey, type SchoolClass, splitClasses } from '../../../shared/domain/className.ts';
import type { Finding } from '../../../shared/domain/findings.ts';
import { isEmail } from '../../../shared/domain/isEmail.ts';
import { isPhone } from '../../../shared/domain/isPhone.ts';
import { KEY_FIELDS } from '../../../shared/domain/studentFields.ts';
import type { ParsedRow } from '../createRowReader.ts';
import { makeFinding } from '../validate/makeFinding.ts';
import { type FindByKey, matchStudent } from './matchStudent.ts';
import { noteMatch } from './noteMatch.ts';
import { isShortBy } from './offerLeadingZeros.ts';
import type { ContactOfClass, ContactOfStudent } from './plannedContact.ts';
import { type PlannedRow, rowSeenFrom } from './plannedRow.ts';
import { plannedRowOf } from './plannedRowOf.ts';
import { PlannedRows } from './plannedRows.ts';
import { TwinRows } from './TwinRows.ts';

export interface ContactStore {
  find: FindByKey;
  /** The classes of the school. */
  classes(): SchoolClass[];
  ofClass(key: string): ContactOfClass | null;
  /** What contact lists said of a student before. */
  ofStudent(studentN: number): ContactOfStudent | null;
}

/** Classes without a contact that are named one by one. */
const NAMED_ONE_BY_ONE = 100;
const PARTS = ['counsellor', 'phone', 'email', 'qq'] as const;

/** Plans the rows of a contact list: a row with a student's number is about the student, any other about a class. */
export class ContactPlanner {
  readonly rows = new PlannedRows();
  readonly #store: ContactStore;
  readonly #classes: SchoolClass[];
  readonly #byName: ReadonlyMap<string, SchoolClass[]>;
  readonly #byForm: ReadonlyMap<string, SchoolClass[]>;
  /** By name without the zeros in front. */
  readonly #byDigits: ReadonlyMap<string, SchoolClass[]>;
  readonly #twins = new TwinRows(this.rows, 'phone', ({ contact }) => JSON.stringify(contact!.contact));
  /** By class: the row that says who looks after it. */
  readonly #said = new Map<string, number>();
  #ignoredQq = false;

  constructor(store: ContactStore) {
    this.#store = store;
    this.#classes = store.classes();
    this.#byName = Map.groupBy(this.#classes, ({ className }) => className);
    this.#byForm = Map.groupBy(this.#classes, ({ className }) => classForm(className));
    this.#byDigits = Map.groupBy(this.#classes, ({ className }) => withoutZeros(className));
  }

  add(parsed: ParsedRow): PlannedRow {
    const planned = plannedRowOf(parsed);
    this.rows.push(planned);
    if (parsed.kind !== 'data' || !parsed.identified) return planned;
    if (KEY_FIELDS.some((key) => (parsed.values[key] ?? null) !== null)) this.#planStudent(planned, parsed);
    else this.#planClasses(planned, parsed);
    return planned;
  }

  #planStudent(planned: PlannedRow, { values, extra }: ParsedRow): void {
    const { row } = planned;
    const match = matchStudent(row, values, this.#store.find);
    if (match.kind === 'unknown') {
      const value = values.name ?? null;
      planned.findings.push(makeFinding('STUDENT_UNKNOWN', { case: 'contact', row, field: 'name', value }));
      return;
    }
    const student = noteMatch(planned, match);
    if (student === null) return;
    if ((extra.counsellorQq ?? null) !== null) this.#ignoredQq = true;
    const phone = this.#sound(planned, 'phone', values.phone);
    const email = this.#sound(planned, 'email', values.email);
    const counsellor = values.counsellor ?? null;
    const contact: ContactOfStudent = {
      ...(phone === null ? {} : { phone }),
      ...(email === null ? {} : { email }),
      ...(counsellor === null ? {} : { counsellor }),
    };
    if (Object.keys(contact).length === 0) {
      planned.findings.push(makeFinding('REQUIRED_MISSING', { case: 'contact', row }));
      return;
    }
    const before = this.#store.ofStudent(student.n);
    planned.contact = { of: 'student', before, contact };
    if (this.#twins.settle(student.n, planned, this.rows.length - 1)) return;
    const fields = Object.keys(contact) as (keyof ContactOfStudent)[];
    const isSame = fields.every((field) => before?.[field] === contact[field]);
    planned.outcome = isSame ? 'unchanged' : before === null ? 'created' : 'updated';
  }

  #planClasses(planned: PlannedRow, { values, extra }: ParsedRow): void {
    const { row } = planned;
    const text = values.className ?? null;
    const contact: ContactOfClass = {
      counsellor: values.counsellor ?? values.name ?? null,
      phone: this.#sound(planned, 'phone', extra.counsellorPhone ?? values.phone),
      email: this.#sound(planned, 'email', extra.counsellorEmail ?? values.email),
      qq: extra.counsellorQq ?? null,
    };
    if (text === null || PARTS.every((part) => contact[part] === null)) {
      planned.findings.push(
        makeFinding('REQUIRED_MISSING', { case: text === null ? 'class' : 'contact', row }),
      );
      return;
    }
    const found =
      this.#whole(text) ?? splitClasses(text).map((part) => ({ part, classes: this.#find(part) }));
    const classes: SchoolClass[] = [];
    for (const { part, classes: candidates } of found) {
      const about = { row, field: 'className', value: part };
      const narrowed = narrow(candidates, values.collegeName ?? null);
      const [only, second] = narrowed;
      if (only === undefined) planned.findings.push(makeFinding('CLASS_UNKNOWN', about));
      else if (second !== undefined) {
        const colleges = narrowed.map(({ collegeName }) => collegeName ?? '').join('、');
        planned.findings.push(
          makeFinding('CLASS_UNKNOWN', { ...about, case: 'several', params: { colleges } }),
        );
      } else {
        if (only.className !== part) {
          planned.findings.push(makeFinding('CLASS_SPELLING', { ...about, suggestion: only.className }));
        }
        classes.push(only);
      }
    }
    if (classes.length === 0) {
      if (planned.findings.some(({ params }) => params?.case === 'several')) planned.outcome = 'ambiguous';
      return;
    }
    const known = classes.map((one) => ({ ...one, before: this.#store.ofClass(classKey(one)) }));
    // What a list leaves empty it does not speak of.
    const isSame = known.every(({ before }) =>
      PARTS.every((part) => contact[part] === null || before?.[part] === contact[part]),
    );
    planned.contact = { of: 'classes', classes: known, contact };
    planned.outcome = isSame
      ? 'unchanged'
      : known.some(({ before }) => before === null)
        ? 'created'
        : 'updated';
    this.#settleClasses(planned, classes);
  }

  /** Two rows for one class: alike they count once; different ones are for a person, and neither is taken. */
  #settleClasses(planned: PlannedRow, classes: readonly SchoolClass[]): void {
    for (const one of classes) {
      const key = classKey(one);
      const at = this.rows.length - 1;
      const otherAt = this.#said.get(key);
      if (otherAt === undefined) {
        this.#said.set(key, at);
        continue;
      }
      const other = this.rows.at(otherAt);
      const isSame = JSON.stringify(other.contact!.contact) === JSON.stringify(planned.contact!.contact);
      const { className } = one;
      this.rows.change(at, (row) => tellTwin(row, other, className, isSame));
      if (!isSame) this.rows.change(otherAt, (row) => tellTwin(row, planned, className, false));
    }
  }

  /** A name that holds a comma may be one class. */
  #whole(text: string): { part: string; classes: SchoolClass[] }[] | null {
    const classes = this.#find(text);
    return classes.length > 0 ? [{ part: text, classes }] : null;
  }

  /**
   * As it is written, else by its form, else by the beginning to which 学信网 cuts names (domain notes §1.3), else with
   * the zeros in front that a spreadsheet has left out (domain notes §9).
   */
  #find(name: string): SchoolClass[] {
    return (
      this.#byName.get(name) ??
      this.#byForm.get(classForm(name)) ??
      this.#byName.get(name.slice(0, CUT_LENGTH)) ??
      (this.#byDigits.get(withoutZeros(name)) ?? []).filter(({ className }) =>
        isShortBy(name, className.length),
      )
    );
  }

  #sound(planned: PlannedRow, field: 'phone' | 'email', text: string | null | undefined): string | null {
    if (text === null || text === undefined) return null;
    if (field === 'phone' ? isPhone(text) : isEmail(text)) return text;
    planned.findings.push(makeFinding('UNKNOWN_CODE', { case: field, row: planned.row, field, value: text }));
    return null;
  }

  /** The classes of which nobody says who looks after them. */
  end(): { missing: number; findings: Finding[] } {
    const taken = new Set(
      [...this.#said].filter(([, at]) => this.rows.at(at).outcome !== 'rejected').map(([key]) => key),
    );
    const without = this.#classes.filter((one) => {
      const key = classKey(one);
      return !taken.has(key) && this.#store.ofClass(key) === null;
    });
    const findings = without.slice(0, NAMED_ONE_BY_ONE).map(({ collegeName, className }) =>
      makeFinding('CLASS_WITHOUT_CONTACT', {
        field: 'className',
        value: className,
        params: { college: collegeName ?? '' },
      }),
    );
    if (this.#ignoredQq) findings.push(makeFinding('COLUMN_UNMAPPED', { column: 'QQ' }));
    return { missing: without.length, findings };
  }
}

const CUT_LENGTH = 8;
const withoutZeros = (name: string) => name.replace(/^0+/, '');

function tellTwin(row: PlannedRow, twin: PlannedRow, className: string | null, isSame: boolean): void {
  row.outcome = isSame ? 'unchanged' : 'rejected';
  if (row.findings.some(({ code }) => code === 'DUPLICATE_IN_FILE')) return;
  row.findings.push(
    makeFinding('DUPLICATE_IN_FILE', {
      case: isSame ? 'same-class' : 'class',
      row: row.row,
      field: 'className',
      value: className,
      params: { other: rowSeenFrom(row, twin) },
    }),
  );
}

function narrow(candidates: readonly SchoolClass[], college: string | null): readonly SchoolClass[] {
  if (candidates.length < 2 || college === null) return candidates;
  const ofCollege = candidates.filter((one) => one.collegeName === college);
  return ofCollege.length > 0 ? ofCollege : candidates;
}
