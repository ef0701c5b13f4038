import { basename } from 'node:path';
import { CASE_QUEUES, type CaseQueue } from '../../../shared/contract/cases.ts';
import { REPORT_KINDS } from '../../../shared/contract/reports.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import type { GroupBy } from '../../../shared/domain/groupFields.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { campaignOrCurrent } from '../findCampaign.ts';
import { withStore } from '../openStore.ts';
import { readWhere } from '../readWhere.ts';
import { resultOf } from '../resultOf.ts';
import { outFile, saveDownload } from '../saveDownload.ts';
import { caseIds } from './caseOutputs.ts';
import { logChased } from './chase.ts';
import { type GuideOptions, reportGuide } from './reportGuide.ts';

export interface ReportOptions extends GuideOptions {
  where: string[];
  by: GroupBy;
  unmasked: boolean;
  /** Of reports of cases. */
  case: string[];
  letter?: string;
  /** Of slips: visits at the counter, by their event. */
  visit: string[];
  /** A file for each class or college, in one zip: of which format. */
  split?: 'pdf' | 'xlsx';
  /** Of which case forms are made where no case is named; without `queue`, of those that are open. */
  queue?: CaseQueue;
  type?: string;
  /** Of notices: logs a contact on paper about everybody who is on them. */
  log: boolean;
}

export async function report(
  context: CommandContext,
  kindName: string,
  options: ReportOptions,
): Promise<CommandAnswer> {
  const { words, signal } = context;
  if (kindName === 'guide') return reportGuide(context, options);
  const kind = REPORT_KINDS.find((one) => one === kindName);
  if (!kind) {
    const detail = words.wrong.choice('KIND', kindName, [...REPORT_KINDS, 'guide'].join(' '));
    throw new AppError('USAGE', { detail });
  }
  if (options.log && kind !== 'chase-notice')
    throw new AppError('USAGE', { detail: words.report.logNotices });
  const fields = readWhere(words, options.where);
  const { split } = options;
  const { path, format } = outFile(context, options.out, split ? ['zip'] : ['pdf', 'xlsx']);
  const made = await withStore(context, async (core) => {
    // What is printed by the command line is of a campaign wherever there is one: a sheet that comes back tells which.
    const campaign = kind === 'case-form' ? null : await campaignOrCurrent(core, options.campaign);
    const { by, unmasked } = options;
    const made = format === 'zip' ? { format: split!, split: true } : { format };
    const cases = await caseIds(core, options.case);
    const letter = options.letter ?? null;
    const caseQuery = caseQueryOf(options);
    const visits = options.visit;
    const request = {
      kind,
      campaign,
      filter: { fields },
      by,
      unmasked,
      cases,
      caseQuery,
      letter,
      visits,
      ...made,
    };
    const result = await resultOf(context, core.client.reports.create(request, { signal }));
    await saveDownload(core, result.download, path);
    const paper = { whom: 'student', way: 'paper' } as const;
    return { ...result, logged: options.log ? await logChased(core, campaign, result.chased, paper) : null };
  });
  const { sheets, pages, cannotPrint, noted, logged } = made;
  const lines = [words.reportMade(sheets, basename(path))];
  if (noted !== null) lines.push(words.cases.noted(noted.cases, noted.again, noted.batch));
  if (cannotPrint.length > 0) {
    const characters = [...new Set(cannotPrint.map(({ char, codePoint }) => `${char} ${codePoint}`))];
    lines.push(words.cannotPrint(characters.join(', ')));
  }
  if (logged) lines.push(words.chase.logged(logged.count, logged.batch));
  const json = {
    ...{ kind, out: path, format, sheets, pages, cannotPrint },
    ...(noted === null ? {} : { noted }),
    ...(logged === null ? {} : { logged }),
  };
  return { exitCode: 0, json, lines };
}

function caseQueryOf({ queue, type }: ReportOptions) {
  return {
    queues: queue === undefined ? CASE_QUEUES.filter((one) => one !== 'closed') : [queue],
    types: type === undefined ? [] : [type],
  };
}
