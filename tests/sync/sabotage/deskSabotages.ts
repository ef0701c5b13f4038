import type { Sabotage } from './sabotaged.ts';

const CLIENT = 'electron/sync/client/SyncClient.ts';
const DELTA = 'electron/sync/client/applyDelta.ts';
const IMAGE = 'electron/sync/client/applyImage.ts';
const LOST = 'electron/sync/client/askWhetherLost.ts';
const OVERLAY = 'electron/sync/client/Overlay.ts';
const SETTLE = 'electron/sync/client/settleOwn.ts';
const NEXT = 'electron/sync/client/nextPush.ts';
const BODIES = 'electron/sync/client/OutgoingBodies.ts';
const RENUMBER = 'electron/sync/client/renumber.ts';
const RULES = 'electron/sync/rules/entityRules.ts';
const OUTBOX = ['tests/db/outbox.test.ts'];
const GOING_ON = ['tests/sync/goingOn.test.ts'];

/** What may go wrong in a desk that takes, keeps, shows and sends. */
export const DESK_SABOTAGES: readonly Sabotage[] = [
  {
    name: 'settled-by-the-push-answer',
    file: CLIENT,
    find: '    this.#sentTo = mutations.at(-1)!.mid;\n',
    replace:
      "    this.#sentTo = mutations.at(-1)!.mid;\n    this.#db.write(\"UPDATE outbox SET state = 'applied' WHERE state = 'pending' AND mid <= ?\").run(answer.lastMid);\n",
    by: 'worlds',
  },
  {
    name: 'late-answer-taken',
    file: CLIENT,
    find: "does not count any more.\n    if (!this.#isStill(asked)) return { kind: 'more' };",
    replace: 'does not count any more.',
    by: 'worlds',
  },
  {
    name: 'late-image-taken',
    file: CLIENT,
    find: "acked: this.#acked(), token });\n    if (!this.#isStill(asked)) return { kind: 'more' };",
    replace: 'acked: this.#acked(), token });',
    by: GOING_ON,
  },
  {
    name: 'numbers-of-an-earlier-name-told',
    file: CLIENT,
    find: 'WHERE mid > 0 AND (ack_seq IS NULL OR ack_seq > ?)',
    replace: 'WHERE (ack_seq IS NULL OR ack_seq > ?)',
    by: 'worlds',
  },
  {
    name: 'position-of-another-grant-taken',
    file: CLIENT,
    find: 'return device === asked.device && token === asked.token && grantVersion === asked.grantVersion;',
    replace: 'return device === asked.device && token === asked.token;',
    by: 'worlds',
    equivalent:
      'the version of the grant changes only together with the position (an image) or the name (renumber), which are compared',
  },
  {
    name: 'answers-known-before-their-backup',
    file: CLIENT,
    find: '.get(durable)!;',
    replace: '.get(Number.MAX_SAFE_INTEGER + 0 * durable)!;',
    by: 'worlds',
  },
  {
    name: 'name-kept-at-a-hub-that-forgot-it',
    file: IMAGE,
    find: '    if (isOther && image.lastMid === 0) renumber(db, { device, at, lost: true, schemas });\n',
    replace: '',
    by: GOING_ON,
  },
  {
    name: 'sent-away-and-not-told-of-the-loss',
    file: LOST,
    find: "answer.why === 'epoch' || answer.why === 'rewound'",
    replace: "answer.why === 'epoch'",
    by: GOING_ON,
  },
  {
    name: 'sent-away-and-not-told-of-an-earlier-loss',
    file: LOST,
    find: "answer.why === 'epoch' || answer.why === 'rewound'",
    replace: "answer.why === 'rewound'",
    by: GOING_ON,
  },
  {
    name: 'position-before-the-rows',
    file: DELTA,
    find: '  db.transaction(() => {\n    const overlay = new Overlay(db, schemas);\n    for (const deed of delta.deeds)',
    replace:
      "  setState(db, 'token', delta.token);\n  setState(db, 'cursor', String(delta.seq));\n  db.transaction(() => {\n    const overlay = new Overlay(db, schemas);\n    for (const deed of delta.deeds)",
    by: 'worlds',
  },
  {
    name: 'position-not-kept',
    file: DELTA,
    find: "    setState(db, 'cursor', String(delta.seq));\n",
    replace: '',
    by: 'worlds',
  },
  {
    name: 'version-not-compared',
    file: DELTA,
    find: 'if (known && ver <= known.ver) return false;',
    replace: 'if (known && ver < known.ver) return false;',
    by: 'worlds',
    equivalent:
      'a desk whose position did not move is told nothing twice; if it were, it would begin anew and come to the same',
  },
  {
    name: 'missed-entry-swallowed',
    file: DELTA,
    find: 'if (known && ver !== known.ver + 1) throw new MissedEntry(',
    replace: 'if (known && ver === -1) throw new MissedEntry(',
    by: ['tests/sync/missedEntry.test.ts'],
  },
  {
    name: 'row-that-left-stays',
    file: DELTA,
    find: '      row.base = null;\n',
    replace: '',
    by: 'worlds',
  },
  {
    name: 'version-of-what-left-kept',
    file: DELTA,
    find: '      versions.forget(change.entity, change.id);\n',
    replace: '',
    by: 'worlds',
  },
  {
    name: 'rows-of-own-work-not-looked-at',
    file: DELTA,
    find: '      rowOf(entity, id);\n      if (refused',
    replace: '      if (refused',
    by: 'worlds',
  },
  {
    name: 'settlement-in-the-authors-batch',
    file: DELTA,
    find: "{ name: 'sync.settle', args: '{}', batch: null }",
    replace: "{ name: 'sync.settle', args: '{}', batch }",
    by: 'worlds',
  },
  {
    name: 'written-in-the-order-it-came',
    file: DELTA,
    find: 'inOrder(shown));',
    replace: 'shown);',
    by: GOING_ON,
  },
  {
    name: 'image-leaves-what-is-not-in-it',
    file: 'electron/sync/client/ImageTaking.ts',
    find: '      this.#takeAway();\n',
    replace: '',
    by: 'worlds',
  },
  {
    name: 'lost-work-not-sent-again',
    file: IMAGE,
    find: 'WHERE mid > 0 AND ack_seq > ?',
    replace: 'WHERE mid < 0 AND ack_seq > ?',
    by: 'worlds',
  },
  {
    name: 'image-tells-no-answers',
    file: IMAGE,
    find: '  for (const ack of image.acks) settleOwn(db, ack.mid, ack);\n',
    replace: '',
    by: 'worlds',
  },
  {
    name: 'grant-of-the-image-not-kept',
    file: IMAGE,
    find: "    setState(db, 'grantVersion', String(image.grantVersion));\n",
    replace: '',
    by: 'worlds',
  },
  {
    name: 'image-beside-own-work',
    file: 'electron/sync/client/ImageTaking.ts',
    find: '      to: this.#overlay.settle(entity, id, base),',
    replace: '      to: base,',
    by: 'worlds',
  },
  {
    name: 'own-work-over-everything',
    file: OVERLAY,
    find: 'return judgeChange(ENTITY_RULES[change.entity as Entity].merge, row, change, view).next;',
    replace:
      'return judgeChange(ENTITY_RULES[change.entity as Entity].merge, row, { ...change, base: row }, view).next;',
    by: 'worlds',
  },
  {
    name: 'base-not-kept',
    file: OVERLAY,
    find: '      .run(entity, id, base === null ? null : JSON.stringify(base));\n',
    replace: "      .run(entity, id.concat('?'), base === null ? null : JSON.stringify(base));\n",
    by: 'worlds',
  },
  {
    name: 'base-is-what-is-shown',
    file: OVERLAY,
    find: 'return first ? parsed(first.before) : this.visible(entity, id);',
    replace: 'return this.visible(entity, id);',
    by: 'worlds',
  },
  {
    name: 'pending-in-any-order',
    file: OVERLAY,
    find: "WHERE p.entity = ? AND p.entity_id = ? AND o.state = 'pending' ORDER BY p.mid`,",
    replace: "WHERE p.entity = ? AND p.entity_id = ? AND o.state = 'pending' ORDER BY p.mid DESC`,",
    by: 'worlds',
  },
  {
    name: 'work-of-a-twin-taken-for-own',
    file: SETTLE,
    find: 'if (!isSettled && !isOwnWork(db, mid, sha256)) {',
    replace: "if (!isSettled && !isOwnWork(db, mid, sha256) && sha256 === '-') {",
    by: OUTBOX,
  },
  {
    name: 'forgotten-before-the-backup',
    file: SETTLE,
    find: "const durableSeq = Math.max(said, Number(stateOf(db, 'durableSeq') ?? 0));",
    replace: 'const durableSeq = Math.max(said, 1_000_000);',
    by: 'worlds',
  },
  {
    name: 'backup-does-not-know-itself',
    file: SETTLE,
    find: "const durableSeq = Math.max(said, Number(stateOf(db, 'durableSeq') ?? 0));",
    replace: 'const durableSeq = said;',
    by: OUTBOX,
  },
  {
    name: 'parts-marked-across-a-gap',
    file: NEXT,
    find: 'if (batch !== of || mid !== (run.at(-1) ?? mid - 1) + 1) close();',
    replace: 'if (batch !== of) close();',
    by: OUTBOX,
  },
  {
    name: 'no-batch-is-one-commit',
    file: NEXT,
    find: 'const isOne = of !== null && run.length > 1;',
    replace: 'const isOne = false;',
    by: 'worlds',
  },
  {
    name: 'sent-again-from-the-beginning-only',
    file: NEXT,
    find: "WHERE o.state = 'pending' AND o.mid > ? ORDER BY o.mid LIMIT ?`,",
    replace: "WHERE o.state = 'pending' AND o.mid > ? + 1 ORDER BY o.mid LIMIT ?`,",
    by: 'worlds',
  },
  {
    name: 'said-otherwise-in-the-end',
    file: BODIES,
    find: 'for (const [field, value] of Object.entries(leftBy(parseEffect(kind, patch)))) set[field] = value;',
    replace:
      'for (const [field, value] of Object.entries(leftBy(parseEffect(kind, patch)))) set[field] ??= value;',
    by: OUTBOX,
  },
  {
    name: 'last-entry-not-sent',
    file: BODIES,
    find: 'c.seq < o.first_seq + o.entries',
    replace: 'c.seq < o.first_seq + o.entries - 1',
    by: 'worlds',
  },
  {
    name: 'seen-of-the-field-alone',
    file: RULES,
    find: 'for (const one of group) fields.add(one);',
    replace: 'if (group.length > 0) fields.add(field);',
    by: 'worlds',
  },
  {
    name: 'renumbered-without-the-rows',
    file: RENUMBER,
    find: "['outbox', 'pending_row', 'handed_over']",
    replace: "['outbox', 'handed_over']",
    by: 'worlds',
  },
  {
    name: 'renumbered-from-two',
    file: RENUMBER,
    find: 'move.run(at + 1 - kept, far + at)',
    replace: 'move.run(at + 2 - kept, far + at)',
    by: 'worlds',
  },
  {
    name: 'hash-of-the-old-number',
    file: RENUMBER,
    find: "  db.write('UPDATE outbox SET sha256 = NULL, was = NULL').run();\n",
    replace: '',
    by: OUTBOX,
  },
  {
    name: 'commit-of-the-old-name',
    file: RENUMBER,
    find: "    db.write('UPDATE outbox SET part = NULL WHERE mid > 0 AND mutation IS NOT NULL').run();\n",
    replace: '',
    by: OUTBOX,
  },
  {
    name: 'lost-with-the-old-name',
    file: RENUMBER,
    find: 'if (lost) sendAgain(db, { device, at, schemas });',
    replace: '',
    by: OUTBOX,
  },
];
