import type { RefusalCode } from '../protocol/messages.ts';

/** A hub’s no to one question. Carries nothing of what was asked. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, options?: ErrorOptions) {
    super(code, options);
    this.name = 'Refusal';
    this.code = code;
  }
}
