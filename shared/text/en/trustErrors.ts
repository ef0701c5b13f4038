import type { Words } from '../words.ts';
import type { trustErrors as zh } from '../zh/trustErrors.ts';

export const trustErrors: Words<typeof zh> = {
  NOT_SIGNED_IN: {
    message: 'Nobody is signed in, or the sign-in has ended.',
    hint: 'Sign in and try again; on the command line with --user and --password-file.',
  },
  NOT_ALLOWED: {
    message: 'Your role may not do this.',
    hint: 'Where it is needed, ask an administrator to change your role or your colleges.',
  },
  UNMASK_REFUSED: {
    message: 'Your role may not see whole numbers.',
    hint: 'Where one is needed, ask an administrator or a clerk.',
    message_ask: 'Whole numbers are not open now.',
    hint_ask: 'Ask for them with a reason first; they close again by themselves after a while.',
  },
};
