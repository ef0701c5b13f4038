import { resolve } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import { readVerdict, VERDICT_WORDS } from '../../../shared/domain/verdictWords.ts';
import { isTaughtField, TAUGHT_FIELDS, type TaughtField } from '../../../shared/domain/wordMeanings.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { alignTable } from '../print/alignTable.ts';
import { resultOf } from '../resultOf.ts';
import { outFile, saveDownload } from '../saveDownload.ts';

/** What words mean, as the dictionary has it. */
export async function listWords(
  context: CommandContext,
  { field, search }: { field?: string; search: string },
): Promise<CommandAnswer> {
  const { text, words } = context;
  const asked = field === undefined ? null : wordField(context, field);
  const { items } = await withStore(context, (core) => core.client.words.list({ field: asked, search }));
  const { field: of, written, meant, students } = words.words.columns;
  const lines =
    items.length === 0
      ? [words.words.none]
      : alignTable(
          [of, written, meant, students],
          items.map((item) => [text.label(item.field), item.written, item.meant, String(item.students)]),
        );
  return { exitCode: 0, json: { words: items }, lines };
}

/** Words among the students in the store that are in two forms; with `take`, learns every suggestion. 1 while some are open. */
export async function suggestWords(
  context: CommandContext,
  { take }: { take: boolean },
): Promise<CommandAnswer> {
  const { text, words } = context;
  return withStore(context, async (core) => {
    let { questions } = await core.client.words.questions();
    let saved: { batch: string | null; changed: number } = { batch: null, changed: 0 };
    const offered = questions.flatMap(({ field, written, suggestion }) =>
      suggestion === null ? [] : [{ field, written, meant: suggestion }],
    );
    if (take && offered.length > 0) {
      saved = await resultOf(
        context,
        core.client.words.save({ words: offered, how: 'typed' }, { signal: context.signal }),
      );
      ({ questions } = await core.client.words.questions());
    }
    const { field: of, written, suggestion, students } = words.words.columns;
    const lines = take ? [words.words.saved(saved.changed)] : [];
    if (questions.length === 0) lines.push(words.words.noQuestions);
    else {
      lines.push(
        ...alignTable(
          [of, written, suggestion, students],
          questions.map((each) => [
            text.label(each.field),
            each.written,
            each.suggestion ?? (each.candidates.join(' / ') || '?'),
            String(each.inStore),
          ]),
        ),
      );
    }
    return { exitCode: questions.length > 0 ? 1 : 0, json: { ...saved, questions }, lines };
  });
}

/** One word gets a meaning; null: the dictionary forgets it. */
export async function setWord(
  context: CommandContext,
  field: string,
  written: string,
  meant: string | null,
): Promise<CommandAnswer> {
  const { words } = context;
  const word = { field: wordField(context, field), written: written.trim(), meant: meant?.trim() ?? null };
  if (word.written === '' || word.meant === '')
    throw new AppError('USAGE', {
      detail: words.wrong.missingArgument(word.written === '' ? 'WRITTEN' : 'MEANT'),
    });
  if (word.field === 'verdict' && word.meant !== null && readVerdict(word.meant) === null)
    throw new AppError('USAGE', { detail: words.wrong.choice('MEANT', word.meant, VERDICT_WORDS.join(' ')) });
  const saved = await withStore(context, (core) =>
    resultOf(context, core.client.words.save({ words: [word] }, { signal: context.signal })),
  );
  return { exitCode: 0, json: saved, lines: [words.words.saved(saved.changed)] };
}

export async function exportWords(context: CommandContext, { out }: { out: string }): Promise<CommandAnswer> {
  const { words } = context;
  const file = outFile(context, out, ['csv', 'xlsx']);
  const count = await withStore(context, async (core) => {
    const made = await core.client.words.export({ format: file.format });
    await saveDownload(core, made.download, file.path);
    return made.words;
  });
  return {
    exitCode: 0,
    json: { words: count, out: file.path },
    lines: [words.words.exported(count, file.path)],
  };
}

/** A word list from a file; rows that say nothing that can be taken are told, and the others are taken. */
export async function importWords(context: CommandContext, path: string): Promise<CommandAnswer> {
  const { words } = context;
  const result = await withStore(context, async (core) => {
    const { file } = await core.offerPath(resolve(path));
    return resultOf(context, core.client.words.import({ file }, { signal: context.signal }));
  });
  const lines = [
    words.words.saved(result.changed),
    ...result.rejected.map(({ row, fault, value }) =>
      words.words.rejected(row, words.words.faults[fault], value),
    ),
  ];
  return { exitCode: result.rejected.length > 0 ? 1 : 0, json: result, lines };
}

/** By its name, or as people call it. */
function wordField({ text, words }: CommandContext, name: string): TaughtField {
  if (isTaughtField(name)) return name;
  const field = TAUGHT_FIELDS.find((each) => text.label(each) === name);
  if (!field)
    throw new AppError('USAGE', { detail: words.wrong.choice('FIELD', name, TAUGHT_FIELDS.join(' ')) });
  return field;
}
