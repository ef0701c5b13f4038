import { basename } from 'node:path';
import type {
  ComparedScope,
  ComparisonSummary,
  MissingPerson,
  WorkItem,
} from '../../../shared/contract/reconcile.ts';
import { countsOf } from '../../../shared/domain/comparisonCounts.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import type { FileSource } from '../../../shared/domain/studentFields.ts';
import type { Core } from '../../core/core.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { printComparison } from '../print/printComparison.ts';
import { readWhere } from '../readWhere.ts';
import { resultOf } from '../resultOf.ts';
import { outFile, saveDownload } from '../saveDownload.ts';

export interface ReconcileOptions {
  a: FileSource;
  b: FileSource;
  c?: FileSource;
  where: string[];
  unmasked: boolean;
  out?: string;
}

const PAGE = 500;

/**
 * Compares sources over the whole school, or those whom `--where` names. Exit code 1 when anybody is missing of whom it
 * is not known why, or a difference waits for a person.
 */
export async function reconcile(context: CommandContext, options: ReconcileOptions): Promise<CommandAnswer> {
  const { signal, words } = context;
  const sources = [options.a, options.b, ...(options.c === undefined ? [] : [options.c])];
  if (new Set(sources).size < sources.length) {
    throw new AppError('USAGE', { detail: words.wrong.sameSource(sources.join(' ')) });
  }
  const compared = { sources, scope: readWhere(words, options.where) };
  const out = options.out === undefined ? null : outFile(context, options.out, ['xlsx']);
  return withStore(context, async (core) => {
    const { client } = core;
    const summary = await resultOf(context, client.reconcile.compare(compared, { signal }));
    const lines = printComparison(context, summary);
    if (out) {
      const request = { ...compared, unmasked: options.unmasked };
      const { download } = await resultOf(context, client.reconcile.export(request, { signal }));
      await saveDownload(core, download, out.path);
      lines.push(words.writtenTo(basename(out.path)));
    }
    const counts = countsOf(sources, summary.regions);
    const missed = counts.students - counts.inAll - counts.explained;
    const needsPerson = missed > 0 || summary.states.open + summary.states.returned > 0;
    return {
      exitCode: needsPerson ? 1 : 0,
      json: { ...(await wholeComparison(core, summary, compared.scope)), out: out?.path ?? null },
      lines,
    };
  });
}

/** Counts and lists, masked. */
async function wholeComparison(core: Core, summary: ComparisonSummary, scope: ComparedScope) {
  const { sources, version: _, ...rest } = summary;
  const { reconcile } = core.client;
  const missing = new Map<string, MissingPerson>();
  for (const from of sources) {
    const lists = await all((page) => reconcile.missing({ sources, scope, from, ...page }));
    for (const person of lists) missing.set(person.student, person);
  }
  return {
    sources,
    scope,
    counts: countsOf(sources, summary.regions),
    ...rest,
    only: Object.fromEntries(
      sources.map((source) => [source, [...missing.values()].filter((one) => one.sources.join() === source)]),
    ),
    /** Of three sources: known to two of them. */
    inSome: [...missing.values()].filter((one) => one.sources.length > 1),
    differs: await all<WorkItem>((page) => reconcile.work({ sources, scope, ...page })),
    probablePairs: await all((page) => reconcile.pairs({ sources, scope, ...page })),
  };
}

async function all<Item>(
  read: (page: { offset: number; limit: number }) => Promise<{ total: number; items: Item[] }>,
): Promise<Item[]> {
  const items: Item[] = [];
  for (;;) {
    const page = await read({ offset: items.length, limit: PAGE });
    for (const item of page.items) items.push(item);
    if (page.items.length < PAGE) return items;
  }
}
