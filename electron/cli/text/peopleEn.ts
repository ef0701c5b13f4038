import type { peopleZh } from './peopleZh.ts';

export const peopleEn: typeof peopleZh = {
  signIn: {
    help: `Signing in (only where people were added to the data):
  --user <NAME> --password-file <F>   before the command; or XUEJI_USER and XUEJI_PASSWORD in the environment
  XUEJI_TASK_KEY                      the key of an unattended task`,
    noPassword: 'With --user (or XUEJI_USER) goes a password, by --password-file or XUEJI_PASSWORD.',
  },
  users: {
    about:
      'people: who may sign in, do what, for which colleges; from the first administrator on, windows and commands ask who it is',
    list: 'list people and task keys',
    add: 'add a person; the first must be an administrator',
    edit: 'change a person’s name, sign-in name, role or colleges',
    disable: 'disable: no more sign-in, and open windows are signed out at once',
    enable: 'enable again',
    remove: 'take out somebody who was added by mistake and never signed in',
    password: 'change the own password; with a sign-in name, set that person’s as an administrator',
    resetAdmin: 'an administrator’s password is forgotten: sets a new one by the printed recovery key',
    adminReset: (name: string): string =>
      `The password of the administrator ${name} was reset; sign in with the new one.`,
    lockAfter: 'how long a window may be unused before it locks',
    task: 'keys of unattended tasks',
    taskAdd: 'make a task key; it is shown this once',
    taskRevoke: 'revoke a task key',
    signInName: 'the sign-in name',
    newSignInName: 'the new sign-in name',
    passwordOf: 'whose password (sign-in name); the own one if left out',
    name: 'the name',
    role: 'the role: admin, clerk, department, reader, counter',
    college: 'only of this college; may be repeated; left out: the whole school',
    wholeSchool: 'of the whole school',
    eitherScope: 'Only one of --college and --whole-school.',
    newPasswordFile: 'the new password is the first line of this file; at least 8 characters',
    keepPassword: 'the person need not change it at the first sign-in',
    minutes: 'minutes; 0: never',
    taskName: 'what it is for, such as “nightly import”',
    taskRole: 'what it may do: importer, exporter, keeper (backups)',
    head: ['Sign-in name', 'Name', 'Role', 'Scope', 'State', 'Last sign-in'],
    isTask: '(task)',
    wholeSchoolShort: 'whole school',
    nobody: 'Nobody was added yet: windows and commands ask for no sign-in.',
    states: { active: 'active', disabled: 'disabled' },
    removed: (name) => `${name} was removed.`,
    passwordChanged: 'The password was changed.',
    locksAfter: (minutes) =>
      minutes === 0
        ? 'Windows do not lock by themselves.'
        : `Windows lock after ${minutes} minutes without use.`,
    taskKey: (name) => `The key of “${name}” (shown this once; put it into XUEJI_TASK_KEY):`,
    taskRevoked: (name) => `The task key “${name}” was revoked.`,
  },
  audit: {
    about: 'the audit: who did what when; it only grows, entry bound to entry, and can be verified',
    list: 'list entries, newest first',
    person: 'who (sign-in name or name)',
    action: 'what was done, such as sign-in, print, export, look; may be repeated',
    since: 'from this day on, YYYY-MM-DD',
    until: 'up to this day, YYYY-MM-DD',
    student: 'about which student (student or exam number)',
    before: 'go on before this entry',
    headAbout: 'show the end of the audit: written down, it tells later whether anything was cut off',
    headHint:
      'Write it down or print it and keep it apart from the data; compare with xueji audit verify --anchor.',
    inBackup: (text) => `The end of the audit (write it down): ${text}`,
    verify: 'verify that the audit is whole: nothing changed, removed or moved',
    anchor: 'an end that was written down; may be repeated',
    export: 'save entries to a file',
    out: 'the .csv file to write',
    head: ['No.', 'Time', 'Who', 'What', 'Students', 'Outcome', 'Details'],
    none: 'No entries match.',
    more: (before) => `There are older ones: go on with --before ${before}.`,
    whole: (count) => `The audit is whole: ${count} entries, each bound to the one before.`,
    exported: (count, path) => `Saved ${count} entries to ${path}`,
  },
};
