import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { RuleKind } from '../../../shared/contract/caseRules.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import type { Core } from '../../core/core.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { alignTable } from '../print/alignTable.ts';
import { outFile, saveDownload } from '../saveDownload.ts';

export interface CaseRuleOptions {
  profile: boolean;
  out?: string;
  take?: string;
  restore?: string;
  note: string;
}

/** What cases go by, and whose wording it is. 1 where the office's can't be read by this version. */
export async function listCaseRules(context: CommandContext): Promise<CommandAnswer> {
  const { types, profiles, profile } = await withStore(context, (core) => core.client.caseRules.list());
  const { text, words } = context;
  const row = (one: (typeof types)[number] | (typeof profiles)[number]) => [
    one.rule.id,
    text.cases.said(one.rule.name),
    words.cases.whose[one.from],
    one.isUnreadable ? words.cases.unreadable : '',
  ];
  const all = [...types, ...profiles];
  return {
    exitCode: all.some(({ isUnreadable }) => isUnreadable) ? 1 : 0,
    json: { types, profiles, profile },
    lines: [
      ...alignTable(words.cases.rulesHead.type, types.map(row)),
      '',
      ...alignTable(words.cases.rulesHead.profile, profiles.map(row)),
    ],
  };
}

/** One rule: its versions, written to a file, taken from one, or an earlier one again. */
export async function caseRule(
  context: CommandContext,
  id: string,
  { profile, out, take, restore, note }: CaseRuleOptions,
): Promise<CommandAnswer> {
  const kind: RuleKind = profile ? 'profile' : 'type';
  // `null` is what a file may hold, and then no rule.
  const rule = take === undefined ? undefined : readRule(context, take);
  const file = out === undefined ? null : outFile(context, out, ['json']);
  const number = restore === undefined ? undefined : numberOf(context, restore);
  const { versions, current } = await withStore(context, async (core) => {
    if (rule !== undefined) await saveAs(core, context, { kind, id, rule, note });
    if (number !== undefined) await core.client.caseRules.restore({ kind, id, number, note });
    if (file !== null) {
      const { download } = await core.client.caseRules.export({ kind, id });
      await saveDownload(core, download, file.path);
    }
    const listed = await core.client.caseRules.list();
    const all = kind === 'type' ? listed.types : listed.profiles;
    const found = all.find((one) => one.rule.id === id);
    const answer = await core.client.caseRules.versions({ kind, id });
    if (!found && answer.versions.length === 0)
      throw new AppError('NOT_FOUND', { what: 'case-rule', name: id });
    return { ...answer, current: found ?? null };
  });
  const { text, words } = context;
  const rows = versions.map((one) => [
    String(one.number),
    new Date(one.at).toISOString(),
    one.actor,
    one.isShipped ? words.cases.whose.program : words.cases.whose.office,
    String(one.cases),
    one.note,
  ]);
  return {
    exitCode: 0,
    json: { kind, current, versions },
    lines: [
      current === null
        ? words.cases.outOfUse(id)
        : `${id}  ${text.cases.said(current.rule.name)}  ${words.cases.whose[current.from]}`,
      ...(rows.length > 0 ? alignTable(words.cases.versionsHead, rows) : []),
    ],
  };
}

async function saveAs(
  core: Core,
  { words }: CommandContext,
  { kind, id, rule, note }: { kind: RuleKind; id: string; rule: unknown; note: string },
): Promise<void> {
  const own = typeof rule === 'object' && rule !== null && 'id' in rule ? rule.id : undefined;
  if (own !== id) throw new AppError('USAGE', { detail: words.cases.otherRule(id, String(own ?? '')) });
  await core.client.caseRules.save({ kind, rule, note });
}

function numberOf({ words }: CommandContext, text: string): number | null {
  if (text === 'program') return null;
  if (!/^\d{1,6}$/.test(text)) throw new AppError('USAGE', { detail: words.cases.wrongVersion(text) });
  return Number(text);
}

function readRule({ words }: CommandContext, file: string): unknown {
  const name = basename(file);
  let text: string;
  try {
    text = readFileSync(resolve(file), 'utf8');
  } catch (cause) {
    throw new AppError('FILE_NOT_FOUND', { file: name }, { cause });
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (cause) {
    throw new AppError('USAGE', { detail: words.cases.notJson(name) }, { cause });
  }
}
