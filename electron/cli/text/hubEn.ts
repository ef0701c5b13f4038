import type { HubWords } from './hubZh.ts';

export const hubEn: HubWords = {
  about:
    'The sync hub, which all PCs of a school sync with; its data lie in a folder (--data) or in PostgreSQL (--pg)',
  pg: 'address of a PostgreSQL database, such as postgresql://xueji@10.0.0.5:5432/xueji; the password in PGPASSWORD',
  status:
    'how the hub stands: its log, its backup, how far behind devices are, open conflicts and refused work',
  backup: 'writes all of the hub into one file and reads it back before it counts; the hub may be running',
  backupFile: 'the backup file',
  archived: 'the database archives its WAL: looks how far, and counts that as backed up (with --pg only)',
  restore: 'puts a backup back; what was there stays in the folder backups (in PostgreSQL it is replaced)',
  backupWhat: 'write a backup file, or --archived',
  states: { enrolling: 'waits for approval', active: 'active', revoked: 'revoked' },
  everyone: 'whole school',
  process: (
    since: string,
    pushes: { count: number; p50: number; p99: number },
    waits: { p99: number; most: number },
  ) =>
    `${pushes.count} pushes taken since ${since}: half within ${pushes.p50} ms, 99 % within ${pushes.p99} ms; waits to write 99 % within ${waits.p99} ms, at most ${waits.most} ms`,
  head: (seq, hub) => `hub ${hub}, log up to ${seq}`,
  noBackup:
    'There is no backup. If the hub breaks, only the PCs can fill it again: run xueji hub backup FILE now.',
  backedUpTo: (at, age, left) => `last backup: ${at} (${age} ago), ${left} entries since`,
  days: (days) => `${days} days`,
  hours: (hours) => `${hours} hours`,
  counts: (conflicts, quarantined, purges) =>
    `${conflicts} open conflicts, ${quarantined} refused${quarantined === 0 ? '' : ' (one by one: xueji hub trace)'}, ${purges} devices that have not confirmed a purge`,
  oldest: (name, at) => `oldest waiting to be uploaded: ${name}, since ${at}`,
  fencePassed:
    'The hub signs in to the database as a superuser (or as a role that bypasses row-level security): the database itself keeps nothing from anybody, only the hub’s program does. Make an ordinary role that owns the database and sign in as it (handbook, 命令行).',
  rewound: (at, { had, upTo }) =>
    `found to be put back on ${at}: the log ended at ${had}, and went up to ${upTo} at least before; what computers still have is sent again, what was on computers that are gone is lost`,
  horizon: (seq) => `compacted up to ${seq}; devices that are behind begin anew`,
  columns: ['device', 'state', 'scope', 'behind', 'last seen', 'to upload'],
  never: 'never',
  actColumns: ['time', 'who', 'done at the hub', ''],
  acts: {
    code: 'made a code',
    'let-in': 'let a device in',
    grant: 'changed a grant',
    revoke: 'revoked a device',
    lease: 'changed the lease',
    folder: 'changed the shared folder',
    'roll-key': 'made a new key',
    'new-key': 'made a new key, the old one is void',
    'keep-only': 'kept this one of two hubs',
    key: 'changed what opens the hub',
  },
  noFolder: 'used no more',
  noLease: 'no limit',
  noDevices: 'no device has joined yet',
  madeBackup: (seq, file) => `backed the hub up to ${file} (log up to ${seq}) and read it back.`,
  withFiles: (kept, lost) =>
    `photos and files: ${kept}, each compared${lost === 0 ? '' : `; ${lost} were not found and are asked of the devices again`}.`,
  archivedTo: (seq) => `the archive holds the log up to ${seq}; it counts as backed up.`,
  archiveWaits: (seq) =>
    `the log up to ${seq} is not archived yet; run this again when the database has archived it.`,
  restored: (at, seq) =>
    `put back the backup of ${at}, log up to ${seq}. Devices send what came later when they sync next.`,
  serve: 'serve the hub until Ctrl-C; computers sync by this port',
  listen:
    'a port, or ADDRESS:PORT to serve at this address of the computer alone; otherwise 17443 at all of them',
  serving: (port) => `The hub is running on port ${port}; Ctrl-C stops it.`,
  firewall:
    'If Windows asks about its firewall, tick “Private networks” and choose “Allow access”: otherwise no other computer gets through.',
  moved:
    'These data of a hub come from another place. If the one there is still running, stop one of the two now.',
  enrol:
    'enrol a computer: shows a code for one use and this hub’s fingerprint; --list lists, --approve lets in',
  enrolList: 'list the computers, those that wait first',
  approve: 'let this computer in (the beginning of its id, or its name); with --fingerprint and a scope',
  seen: 'the 12 digits on that computer’s screen',
  needsFingerprint: 'compare first: write the 12 digits on that computer’s screen behind --fingerprint',
  grant: 'change of which colleges a computer may have data; when it is less, that computer removes the rest',
  revoke: 'revoke a computer: it syncs no more at once; this is not taken back',
  device: 'which computer: the beginning of its id, or its name',
  college: 'it may have data of this college; may be repeated',
  wholeSchool: 'it may have data of the whole school',
  lease: 'tell or set after how many days without the hub a computer locks its data; 0: never',
  leaseDays: 'days, 0 to 3650',
  leaseIs: (days) =>
    days === 0
      ? 'Computers may be away from the hub for ever.'
      : `A computer that has not reached the hub for more than ${days} days locks its data until it does.`,
  rollKey:
    'a new key of the hub, signed by the old one: computers that are enrolled take it by themselves; no help against an old key that leaked: see new-key',
  newKey:
    'a new key of the hub that has nothing to do with the old one: when the hub’s computer was stolen and its key may be known; at each computer a person has to compare the new fingerprint (xueji sync trust)',
  code: (code, until) => `Code: ${code} (good until ${until}, once; it is shown this once)`,
  fingerprint: (digits) => `Fingerprint of this hub: ${digits} (that computer must show the very same)`,
  thenApprove:
    'Once that computer has asked: xueji hub enrol --list, compare its fingerprint, let it in by --approve.',
  keepOnly: 'where two hubs were found: only this one stays (the other was stopped, for good)',
  kept: (devices) =>
    devices === 0
      ? 'Noted: only this one stays. No computer has met another hub.'
      : `Noted: only this one stays. ${devices} computers that have met the other begin anew here, and send again what was not backed up.`,
  renewed: (digits) => [
    `The hub has another key now, and the old one is void. New fingerprint: ${digits}. A hub that runs uses it within a minute.`,
    'Each computer stops until somebody has compared the new fingerprint: typed on its Sync page, or by xueji sync trust --fingerprint DIGITS. What was not sent yet is still there.',
    'Bundles that were made for the old key are not taken any more: export them again.',
  ],
  rolled: (digits) =>
    `The hub has a new key, its fingerprint: ${digits}. A hub that is running takes it within a minute.`,
  export:
    'write a bundle (.xjs) for one computer, to be carried there on a stick and taken by xueji sync import; also beside a hub that runs',
  exportFile: 'the bundle, its name ends in .xjs; nothing is overwritten',
  exportWhole: 'all that it may have, whatever it has already',
  import:
    'take bundles that computers have written (xueji sync export), by the rules of the network; also beside a hub that runs',
  importFiles: 'bundles, or folders with bundles; of one in several files all of them',
  exported: (name, number, files) =>
    `bundle ${number} for “${name}” is written, and was read again: ${files}`,
  exportedWhole: (name, number, files) =>
    `bundle ${number} for “${name}” is written, with all that it may have, and was read again: ${files}`,
  trace:
    'what became at the hub of one thing that was done at a computer; without a number: what was refused and is kept here',
  traceWhich: 'its number, such as B:1042, from the Sync page of that computer or xueji sync list',
  noTrace: (typed) => `“${typed}” is not such a number; it is letters and a number, such as B:1042.`,
  traceOfNobody: (letters) =>
    `No computer’s numbers have “${letters}” in them. Check it; where the hub was put back to an old backup the letters may be others now.`,
  neverCame: ({ trace, name, last }) =>
    `${trace} has never been here: the last that came from “${name}” is ${last}. It probably still waits on that computer; sync there.`,
  keepsNothing: 'No refused work is kept here.',
  keeps: (total) =>
    `${total} refused and kept here, newest first; what was typed is shown in the hub’s window:`,
  traced: ({ trace, device, did, at, rows, state, why, seq }) =>
    [
      `${trace}  ${device}  ${at}  ${did}  ${rows} rows  `,
      {
        waits: 'waits for the rest of what belongs to it',
        applied: 'registered',
        same: 'was so already',
        conflict: 'in part disputed or refused',
        rejected: 'refused',
      }[state],
      seq === null ? '' : ` (entry ${seq})`,
      why === null ? '' : `: ${why}`,
    ].join(''),
  share:
    'pass bundles by a folder that all computers reach (a network drive): takes what computers have put there, and puts there what is new for each; they run xueji sync now --share',
  shareFolder: 'the folder; computers write in its in, the hub in its out, nobody tidies it up',
  serveShare: 'also pass bundles by this folder, every minute; see hub share',
  shared: (taken, written) => `shared folder: ${taken} bundles taken, ${written} written.`,
  imported: (name, number, at) => `bundle ${number} of “${name}” (made ${at}):`,
  importedCounts: ({ mutations, applied, same, conflict, rejected, waiting, files }) =>
    `${mutations} deeds: ${applied} taken, ${same} the same already, ${conflict} in conflict, ${rejected} refused, ${waiting} wait for what belongs to them; ${files} photos and files.`,
  importedKnown: 'the hub has all that is in it.',
  importedNothing: 'nothing waited there; it only says how far that computer is.',
  needsWhole:
    'that computer can’t go on from where it is: the next bundle for it holds everything; run xueji hub export.',
  askDigits: 'ask for the 12 digits on its screen',
  deviceColumns: ['Id', 'Computer', 'State', 'Scope', 'Asked', 'Fingerprint'],
};
