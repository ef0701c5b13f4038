import type { ProgressEvent } from '../../shared/contract/progress.ts';
import type { Text } from '../../shared/text/createText.ts';
import type { Clock, Ids, Log } from '../core/core.ts';
import type { KeyMeans } from '../security/unlockStore.ts';
import type { CliWords } from './text/zh.ts';

/** What a command is given to work with. */
export interface CommandContext {
  /** Absolute. */
  dataDir: string;
  clock: Clock;
  ids: Ids;
  log: Log;
  text: Text;
  words: CliWords;
  /** Who the command is for, as was said by options and environment. */
  signIn: { user?: string; passwordFile?: string; password?: string; taskKey?: string };
  /** What opens the store here: a passphrase that was given, this account's key file, a key store of the system. */
  means: KeyMeans;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  progress(event: Omit<ProgressEvent, 'type'>): void;
}

/** What a command gives back. `json` is for programs, `lines` are for people; neither is printed by the command. */
export interface CommandAnswer {
  /** 0 done; 1 done, but something needs a person; more where part of the work failed. */
  exitCode: number;
  json: object;
  lines: string[];
  /** Said on stderr in any case: what did not happen. */
  notes?: string[];
}
