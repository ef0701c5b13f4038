import type { SyncWords } from './syncZh.ts';

export const syncEn: SyncWords = {
  about:
    'this computer and its hub: join, sync now, how it stands, and bundles (a stick) where there is no network',
  join: 'ask a hub to be let in; fingerprint and code are given by the hub; once it is approved, xueji sync now begins',
  address: 'where the hub is, such as 10.0.0.5 or 10.0.0.5:17443',
  fingerprint: 'the 12 digits on the hub’s screen; where the address shows others nothing is sent',
  code: 'the hub’s code for one use',
  name: 'what this computer is called at the hub; its host name unless said',
  now: 'sync with the hub until there is nothing to send or to fetch',
  share:
    'not over the network but by bundles in this folder (a network drive) that the hub reaches, too; to be run on a schedule',
  status: 'how this computer and its hub stand: what waits, conflicts, what was refused; without a network',
  export:
    'write what waits into a bundle (.xjs), to be carried to the hub on a stick and taken there by xueji hub import',
  exportFile: 'the bundle, its name ends in .xjs; nothing is overwritten',
  import: 'take bundles that the hub has written for this computer (xueji hub export)',
  importFiles: 'bundles, or folders with bundles; of one in several files all of them',
  asked: (name) => `The hub was asked; this computer is “${name}” there and waits to be let in.`,
  own: (digits) =>
    `Fingerprint of this computer: ${digits} (tell it to the hub’s administrator, who compares it)`,
  thenApprove: 'Once the administrator has let it in: xueji sync now.',
  phases: {
    none: 'This computer has no hub.',
    asking:
      'The hub has not let this computer in yet; have its fingerprint compared and approved, then run xueji sync now.',
  },
  trust:
    'the hub has another address by now, or another key (the old one may be known): compares its fingerprint, as read at the hub, and takes it for the hub’s',
  trustAddress: 'where the hub is now; where it was if not given',
  trusted: (digits) => `The hub’s new key is known now: ${digits}. What was not sent yet is sent as before.`,
  rejoin:
    'when the hub knows this computer no more (its data are of a backup or an image, or it was revoked): ask again by a new code; what was not sent is kept',
  list: 'list what waits and what was refused one by one, with the number to tell the hub’s administrator',
  waitingTitle: (count: number) => `${count} waiting:`,
  refusedTitle: (count: number) => `${count} refused:`,
  nothingSent: 'Nothing waits, and nothing was refused.',
  more: (count: number) => `… and ${count} more`,
  work: ({ trace, did, actor, at, rows }) =>
    `  ${[trace, did, `${rows} rows`, actor, at].filter(Boolean).join('  ')}  `,
  diagnose:
    'saves how this computer and its sync stand as a zip for whoever helps: counts, states and logs, nothing of anybody',
  diagnoseFile: 'the zip to be written',
  diagnosed: (file: string) =>
    `The diagnosis is in ${file}; nothing of anybody is in it, so that it may be sent to whoever helps.`,
  unlock: 'unlock by the printed recovery key where the hub can’t be reached any more (see hub lease)',
  keyFile: 'file with the recovery key, - for standard input; otherwise XUEJI_RECOVERY_KEY',
  unlocked: 'Unlocked; the days are counted from now.',
  lease: (isEnded, days, at) =>
    isEnded
      ? `Locked: the hub was not reached for more than ${days} days. Reaching it unlocks.`
      : `May be away from the hub for ${days} days: it has to be reached before ${at}.`,
  joined: (address, name) => `Joined the hub at ${address}, as “${name}”.`,
  fingerprints: (hub, own) => `Fingerprint of the hub: ${hub}; of this computer: ${own}`,
  never: 'Nothing has come from the hub yet.',
  lastOk: (at) => `Last heard of the hub: ${at}`,
  moved: ({ sent, came, rows }) =>
    sent + came === 0
      ? 'In sync: nothing to send, nothing new.'
      : `In sync: ${sent} sent, ${came} came${came === 0 ? '' : ` (${rows} changes)`}.`,
  waiting: (count, since) =>
    `${count} wait to be sent${since === null ? '' : `, the oldest since ${since}`}.`,
  attention: (refused, conflicts) =>
    `${refused} were refused and not looked at yet, ${conflicts} conflicts are open: see Sync in the window; xueji sync list shows what was refused.`,
  exported: (number, mutations, files) =>
    `Bundle ${number} is written, with ${mutations} that waited, and was read again: ${files}. Take it to the hub.`,
  known: ({ number, at }) => `Bundle ${number} (made ${at}): all of it is here already.`,
  taken: ({ number, at }, deeds, files) =>
    `Bundle ${number} (made ${at}): took what became of ${deeds} deeds, and ${files} photos and files.`,
  takenWhole: ({ number, at }, files) =>
    `Bundle ${number} (made ${at}): everything is as it is at the hub now, ${files} photos and files.`,
  shared: (taken, deeds, written) =>
    `shared folder: ${taken} bundles taken (${deeds} deeds), ${written === null ? 'nothing new to write' : `one written (${written} that wait)`}.`,
  notTaken: (names, why) => `${names}: not taken. ${why}`,
};
