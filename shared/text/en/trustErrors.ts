import type { Words } from '../words.ts';
import type { trustErrors as zh } from '../zh/trustErrors.ts';

export const trustErrors: Words<typeof zh> = {
  NOT_SIGNED_IN: {
    message: 'Nobody is signed in, or the sign-in has ended.',
    hint: 'Sign in and try again; on the command line with --user and --password-file.',
    message_locked: 'The window is locked.',
    hint_locked: 'Enter your password to unlock it.',
    'message_must-change': 'Set a password of your own first.',
    'hint_must-change': 'Change it and go on; on the command line with xueji users password.',
  },
  SIGN_IN_WRONG: {
    message: 'Sign-in name or password is wrong.',
    hint: 'Check capitals and the input method and try again; an administrator can set a forgotten password anew.',
    message_wait: 'Sign-in name or password is wrong, several times in a row.',
    hint_wait: 'Try again in {{seconds}} seconds; an administrator can set a forgotten password anew.',
  },
  SIGN_IN_WAIT: {
    message: 'There were too many wrong attempts; this one was not looked at.',
    hint: 'Try again in {{seconds}} seconds; trying meanwhile makes the wait no longer.',
  },
  TASK_KEY_WRONG: {
    message: 'The task key is wrong.',
    hint: 'Check XUEJI_TASK_KEY; an administrator can make another with xueji users task add.',
    message_disabled: 'This task key was revoked.',
    hint_disabled: 'An administrator can make another with xueji users task add.',
  },
  PASSWORD_REFUSED: {
    message: 'This password can’t be used.',
    hint: 'Choose another.',
    message_short: 'The password is too short: it needs at least 8 characters.',
    hint_short: 'A sentence that is easy to remember is fine, with spaces and in any language.',
    message_long: 'The password is too long: 256 characters at most.',
    hint_long: 'Make it shorter.',
    message_common: 'This password is so common that others will soon guess it.',
    hint_common:
      'Choose a sentence that only you would think of; capitals, digits or marks are not asked for.',
    message_name: 'The password holds the sign-in name or the name; others will soon guess it.',
    hint_name: 'Choose one without them.',
    message_same: 'The new password is the one you have.',
    hint_same: 'Choose a new one.',
  },
  PERSON_REFUSED: {
    message: 'This change of people can’t be saved.',
    hint: 'Correct it and try again.',
    'message_name-taken': 'Somebody has this sign-in name already.',
    'hint_name-taken': 'Choose another.',
    'message_name-bad': 'This sign-in name can’t be used.',
    'hint_name-bad': 'At most 32 characters: letters, digits and . _ - @, no spaces.',
    'message_last-admin':
      'This is the last administrator who can sign in: they can’t be disabled, removed or given another role.',
    'hint_last-admin': 'Make somebody else an administrator first.',
    'message_first-admin': 'The first person must be an administrator of the whole school.',
    'hint_first-admin': 'Set the role to administrator and the scope to the whole school.',
    'message_was-here': 'This person has signed in and can’t be removed: the audit names them.',
    'hint_was-here': 'Disable them instead.',
    message_disabled: 'This account is disabled.',
    hint_disabled: 'An administrator can enable it again.',
    'message_no-people': 'Nobody was added yet, so no task needs a key.',
    'hint_no-people': 'Add the first administrator first.',
  },
  AUDIT_ANCHOR: {
    message: '“{{text}}” is no end of the audit.',
    hint: 'One looks like 120:9f86d081…; each backup prints it, and so does xueji audit head.',
  },
  NOT_ALLOWED: {
    message: 'Your role may not do this.',
    hint: 'Where it is needed, ask an administrator to change your role or your colleges.',
    message_desk: 'This computer holds some colleges only, and this is of the whole school.',
    hint_desk: 'Do it on a computer that holds the whole school; nothing was changed here.',
  },
  UNMASK_REFUSED: {
    message: 'Your role may not see whole numbers.',
    hint: 'Where one is needed, ask an administrator or a clerk.',
    message_ask: 'Whole numbers are not open now.',
    hint_ask: 'Ask for them with a reason first; they close again by themselves after a while.',
  },
};
