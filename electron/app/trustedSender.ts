import { isAppUrl } from './appUrl.ts';

/** What is known of the frame that a message came from; null when the frame is gone. */
export type SenderFrame = { readonly url: string; readonly parent: unknown } | null | undefined;

/** Whether a message may be heeded: it comes from a main frame that shows the program's own page. */
export function trustedSender(frame: SenderFrame): frame is NonNullable<SenderFrame> {
  return frame !== null && frame !== undefined && frame.parent === null && isAppUrl(frame.url);
}
