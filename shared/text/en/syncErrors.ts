import type { Words } from '../words.ts';
import type { syncErrors as zh } from '../zh/syncErrors.ts';

export const syncErrors: Words<typeof zh> = {
  SYNC_JOINED: {
    message: 'This computer has joined a sync hub already.',
    hint: 'Nothing was changed; for another hub see “Several computers” in the handbook.',
  },
  SYNC_LEASE: {
    message:
      'This computer has not reached its hub for more than {{days}} days; its data is locked and can’t be looked at.',
    hint: 'It unlocks by itself as soon as it reaches the hub, and what waits is still there. The Sync page says what to do and whom to ask (for commands see the handbook on computers that have not reached their hub).',
  },
  ERASE_REFUSED: {
    message: 'This computer has a sync hub; students can’t be erased here.',
    hint: 'Nothing was erased.',
    message_colleges: 'This computer sees some colleges only; students can’t be erased here.',
    hint_colleges:
      'Erase them at a computer that sees the whole school; the hub has every computer do the same.',
    message_unsynced:
      'This computer has just joined its hub and was never synced; students can’t be erased yet.',
    hint_unsynced: 'Sync it once (“Sync now” on the sync page), then erase.',
  },
  SYNC_NOT_READY: {
    message: 'This computer can’t use bundles yet.',
    hint: 'Join a hub first; see the handbook, “several computers”.',
    message_none: 'This computer has not joined a hub; bundles are of no use to it.',
    hint_none: 'Join the hub on the page “Sync”, or by xueji sync join.',
    message_asking: 'The hub has not let this computer in yet.',
    hint_asking: 'Have it approved at the hub, then synchronise over the network once.',
    message_key: 'This computer has never synchronised over the network and does not know the hub’s bundles.',
    hint_key: 'Synchronise over the network once; bundles alone will do from then on.',
  },
  CONFLICT_REFUSED: {
    message: 'This conflict can’t be settled like that.',
    hint: 'Reload and look at it again.',
    message_gone: 'The row that this conflict is about is there no more, so nothing can be written.',
    hint_gone: 'Take theirs to be done with it; import the student again first where needed.',
    message_field: 'What was typed names a field that is not disputed here; nothing was written.',
    hint_field: 'Type only the fields that are listed; change others on the student’s page.',
  },
};
