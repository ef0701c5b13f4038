import { AppError, ERROR_CODES } from '../../../shared/domain/errors.ts';
import type { StoreCheck } from '../../core/checkStore.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { openKey, requireStore } from '../openStore.ts';
import { formatTime } from '../print/formatTime.ts';
import { sayClock } from '../sayClock.ts';
import { sayFailed } from './backups.ts';

export async function check(context: CommandContext): Promise<CommandAnswer> {
  await requireStore(context);
  const { checkStore } = await import('../../core/checkStore.ts');
  const { dataDir, signal, text, words } = context;
  const key = await openKey(context);
  const checks = await checkStore(dataDir, key, { signal, onProgress: context.progress });
  const lines = checks.map((one) => sayCheck(context, one));
  const isReadable = checks.every(({ name, problems }) => name === 'photos' || problems.length === 0);
  const notes = [...(isReadable ? await sayClock(context, key) : []), ...(await failedBackup(context))];
  if (checks.every(({ problems }) => problems.length === 0)) {
    return { exitCode: 0, json: { ok: true, checks }, lines, notes };
  }
  const error = new AppError('STORE_DAMAGED', isReadable ? { what: 'photo' } : {});
  const said = text.sayError(error);
  return {
    exitCode: ERROR_CODES[error.code],
    json: { error: { code: error.code, ...said }, ok: false, checks },
    lines: [...lines, `${words.damaged}${words.colon}${said.message} ${said.hint}`],
    notes,
  };
}

/** A backup that failed is told here too, with the last good one. */
async function failedBackup(context: CommandContext): Promise<string[]> {
  const { readPlanFile } = await import('../../core/backup/backupPlanFile.ts');
  const { lastGood, failed } = readPlanFile(context.dataDir, () => context.ids.next());
  if (failed === null) return [];
  const { backup } = context.words;
  return [
    ...sayFailed(context, failed),
    lastGood === null ? backup.neverGood : backup.lastGood(formatTime(lastGood.at)),
  ];
}

function sayCheck({ words }: CommandContext, { name, checked, problems }: StoreCheck): string {
  const verdict =
    problems.length === 0
      ? words.checkGood(checked)
      : `${words.checkBad(problems.length)}\n  ${problems.join('\n  ')}`;
  return `${words.checks[name]}${words.colon}${verdict}`;
}
