import type { StartTrouble } from '../../../shared/contract/start.ts';
import type { ErrorCode } from '../../../shared/domain/errors.ts';
import { afterFailure, type FailedAttempts, waitLeft } from '../../../shared/domain/signInWait.ts';
import type { Clock } from '../core.ts';

/** What is wrong with what somebody typed, and nothing with the store. */
const OF_TYPING: ReadonlySet<string> = new Set<ErrorCode>(['KEY_WRONG', 'KEY_PASSPHRASE']);

/** Keys that were typed at the start page: wrong ones make wait longer and longer, as wrong passwords do. */
export class KeyAttempts {
  readonly #clock: Clock;
  #failed: FailedAttempts | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Null: the next one is looked at. */
  waiting(): StartTrouble | null {
    const seconds = this.#secondsLeft();
    return seconds > 0 ? { code: 'SIGN_IN_WAIT', params: { seconds } } : null;
  }

  /** What to tell whoever typed it; null: it was not the typing. A slip that the key itself tells of costs nothing. */
  judge({ code, params }: StartTrouble): StartTrouble | null {
    if (!OF_TYPING.has(code)) return null;
    if (code !== 'KEY_WRONG' || params.case === 'group') return { code, params };
    this.#failed = afterFailure(this.#failed, this.#clock.now());
    const seconds = this.#secondsLeft();
    return { code, params: seconds > 0 ? { ...params, seconds } : params };
  }

  forget(): void {
    this.#failed = null;
  }

  #secondsLeft(): number {
    return Math.ceil(waitLeft(this.#failed, this.#clock.now()) / 1000);
  }
}
