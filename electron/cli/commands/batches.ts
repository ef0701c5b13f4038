import { basename } from 'node:path';
import type { BatchStudent } from '../../../shared/contract/batches.ts';
import type { BatchPart } from '../../../shared/domain/batchParts.ts';
import type { Core } from '../../core/core.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { printBatches } from '../print/printBatches.ts';
import { printBatchesDiff } from '../print/printBatchesDiff.ts';
import { resultOf } from '../resultOf.ts';
import { outFile, saveDownload } from '../saveDownload.ts';

export async function batches(context: CommandContext): Promise<CommandAnswer> {
  const list = await withStore(context, (core) => core.client.imports.batches());
  return { exitCode: 0, json: { batches: list }, lines: printBatches(context.words, list) };
}

export interface BatchesDiffOptions {
  /** The earlier one; absent: the one before of the same source. */
  with?: string;
  unmasked: boolean;
  out?: string;
}

const PAGE = 500;

/** What a roster says otherwise than an earlier one of its source. Exit code 1 when somebody is gone from it. */
export async function batchesDiff(
  context: CommandContext,
  batch: string | null,
  options: BatchesDiffOptions,
): Promise<CommandAnswer> {
  const { signal, words } = context;
  const { unmasked } = options;
  const out = options.out === undefined ? null : outFile(context, options.out, ['xlsx']);
  return withStore(context, async (core) => {
    const { client } = core;
    const pair = { batch, with: options.with ?? null };
    const { now, before, ...rest } = await resultOf(context, client.batches.compare(pair, { signal }));
    const lists = {
      added: await all(core, pair, 'added', unmasked),
      gone: await all(core, pair, 'gone', unmasked),
      changed: await all(core, pair, 'changed', unmasked),
    };
    const lines = printBatchesDiff(context, { now, before, ...rest }, lists);
    if (out) {
      const { download } = await resultOf(context, client.batches.export({ ...pair, unmasked }, { signal }));
      await saveDownload(core, download, out.path);
      lines.push(words.writtenTo(basename(out.path)));
    }
    return {
      exitCode: rest.counts.gone > 0 ? 1 : 0,
      json: { batch: now, before, ...rest, ...lists, out: out?.path ?? null },
      lines,
    };
  });
}

async function all(
  core: Core,
  pair: { batch: string | null; with: string | null },
  part: BatchPart,
  unmasked: boolean,
): Promise<BatchStudent[]> {
  const items: BatchStudent[] = [];
  for (;;) {
    const page = await core.client.batches.rows({
      ...pair,
      part,
      unmasked,
      offset: items.length,
      limit: PAGE,
    });
    items.push(...page.items);
    if (page.items.length < PAGE) return items;
  }
}
