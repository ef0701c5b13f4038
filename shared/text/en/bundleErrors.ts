import type { Words } from '../words.ts';
import type { bundleErrors as zh } from '../zh/bundleErrors.ts';

export const bundleErrors: Words<typeof zh> = {
  BUNDLE_REFUSED: {
    message: 'This bundle can’t be imported.',
    hint: 'Nothing was changed. Have it exported again.',
    message_none: 'There is no bundle in this folder.',
    hint_none: 'Bundles end in .xjs; check whether it is the right folder or stick.',
    message_unknown: '{{theFile}} is no bundle.',
    hint_unknown: 'Bundles end in .xjs and are written by “export a bundle”; nothing was imported.',
    message_newer: '{{theFile}} was made by a newer version of the program.',
    hint_newer: 'Install the same version on this computer first; nothing was changed.',
    'message_schema-newer': 'Bundle {{number}} was made by a newer version of the program.',
    'hint_schema-newer':
      'Install the same version on this computer first, then import it; nothing was changed.',
    'message_schema-older': 'Bundle {{number}} was made for an older version of the program.',
    'hint_schema-older':
      'Upgrade the computer that made it, or have the hub export a new one; nothing was changed.',
    message_unfinished: '{{theFile}} is not whole: copying or exporting was broken off.',
    hint_unfinished: 'Copy the whole file again, or else have it exported again. Nothing was changed.',
    message_damaged: '{{theFile}} is damaged: it is not what was written.',
    hint_damaged: 'Copy it again or use another stick, or else have it exported again. Nothing was changed.',
    'message_unknown-sender': '{{theFile}} was made by a computer that is not known here ({{sender}}).',
    'hint_unknown-sender':
      'Only bundles of this school’s hub and of admitted computers are taken; nothing was changed.',
    message_unsigned: 'The signature of {{theFile}} is wrong; it may have been changed.',
    hint_unsigned: 'Do not use the file, and tell whoever looks after the hub. Nothing was changed.',
    message_part: 'File {{part}} of bundle {{number}} is missing.',
    hint_part: 'A bundle may be of several files: put them together and import them all at once.',
    message_mixed: '{{theFile}} is not of the same bundle as the other files.',
    hint_mixed: 'Import all files of one bundle at a time, each of them once.',
    'message_other-hub': '{{theFile}} is of another hub.',
    'hint_other-hub': 'This computer follows another one; nothing was changed.',
    'message_other-device': '{{theFile}} was made for another computer ({{device}}).',
    'hint_other-device': 'Import it there; have the hub export one for this computer.',
    'message_other-key': '{{theFile}} was sealed to a key that this computer no longer has.',
    'hint_other-key': 'This computer was admitted anew. Have the bundle exported again.',
    message_direction:
      '{{theFile}} goes the other way: what the hub made is imported on a computer, what a computer made on the hub.',
    hint_direction: 'Import it on the other side; nothing was changed.',
    message_epoch: 'This bundle was made before the hub was restored from a backup.',
    hint_epoch:
      'Synchronise with the hub once, or import a new bundle of it, and export again. Nothing was changed.',
    message_order: 'This is bundle {{number}}; import bundle {{after}} first.',
    hint_order: 'Import them in their order. If the one before is lost, have it exported again.',
    message_overlap:
      'This computer already has the first half of bundle {{number}} and can’t go on in the middle of it.',
    hint_overlap: 'Synchronise over the network, or have the hub export a new one. Nothing was changed.',
    message_rewound:
      'The hub was restored from a backup; bundle {{number}} does not go on where this computer is.',
    hint_rewound:
      'Export one here and import it on the hub, then have the hub export one for this computer. Nothing was changed.',
    message_files: 'Photos or files are missing from bundle {{number}}; what comes behind was not imported.',
    hint_files: 'Export it again on that computer and import that; nothing is imported twice.',
    message_erased:
      'When the hub wrote bundle {{number}} it knew of other erased students than this computer does.',
    hint_erased:
      'Write a bundle here, take it at the hub, and have the hub write a new one; syncing over the network once does it, too. Nobody who was erased is brought back.',
    message_cloned: 'Two computers have one identity: a disk was copied, or an old backup restored.',
    hint_cloned: 'Nothing is lost. Let one of them join the hub anew.',
    message_revoked: 'The hub does not take this computer any more ({{device}}).',
    hint_revoked: 'Tell whoever looks after the hub; to go on, join it anew.',
    'message_two-hubs': 'The computer that made bundle {{number}} has synced with another copy of this hub.',
    'hint_two-hubs':
      'An administrator decides first which of the two hubs stays; import it then. Nothing was changed.',
  },
};
