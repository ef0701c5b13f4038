import { AppError } from '../../shared/domain/errors.ts';
import { FACET_FIELDS, STUDENT_FIELDS, type StudentField } from '../../shared/domain/studentFields.ts';
import type { CliWords } from './text/zh.ts';

export type FieldFilter = Partial<Record<StudentField, string[]>>;

/** `--where FIELD=VALUE …`: the same field twice means either value; an empty value means that nothing is known. */
export function readWhere(words: CliWords, conditions: readonly string[]): FieldFilter {
  const filter: FieldFilter = {};
  for (const condition of conditions) {
    const at = condition.indexOf('=');
    if (at < 1) throw new AppError('USAGE', { detail: words.wrong.where(condition) });
    const name = condition.slice(0, at).trim();
    const field = readField(words, name);
    filter[field] = [...(filter[field] ?? []), condition.slice(at + 1)];
  }
  return filter;
}

function readField(words: CliWords, name: string): StudentField {
  const field = STUDENT_FIELDS.find((one) => one.toLowerCase() === name.toLowerCase());
  if (!field) throw new AppError('USAGE', { detail: words.wrong.field(name) });
  return field;
}

/** The same for who takes part in a campaign, which only fields with few values can say. */
export function readPopulation(words: CliWords, conditions: readonly string[]): FieldFilter {
  const filter = readWhere(words, conditions);
  for (const field of Object.keys(filter)) {
    if (!(FACET_FIELDS as readonly string[]).includes(field)) {
      throw new AppError('USAGE', { detail: words.wrong.populationField(field) });
    }
  }
  return filter;
}

/** `--check FIELD,FIELD`: the fields that a verification covers; undefined where none are named. */
export function readCovered(words: CliWords, list: string | undefined): StudentField[] | undefined {
  return list?.split(/[,，]/).map((name) => readField(words, name.trim()));
}
