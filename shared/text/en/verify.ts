import type { Words } from '../words.ts';
import type { verify as zh } from '../zh/verify.ts';

export const verify: Words<typeof zh> = {
  verdict: {
    genuine: 'Genuine, content unchanged',
    altered: 'The content was changed',
    retyped: 'Not the original: the number is real, the content was made anew',
    resaved: 'Saved by another program: whether the content is unchanged can’t be told',
    'false-code': 'The code is false, or was not read whole',
    'unknown-key': 'Signed by a key that this computer does not know: neither true nor false',
    unsigned: 'Known by its number only: there is no signature to verify',
    unknown: 'This number is not known here',
  },
  next: {
    genuine: 'It can be accepted.',
    altered: 'Don’t register it. Ask for the original, or print the sheet again.',
    retyped: 'Don’t register it. Use the sheet that this program prints, or its Excel twin.',
    resaved: 'Scan the QR code on the paper, or ask for the original file.',
    'false-code': 'Scan the QR code again; if it stays so, don’t register the sheet.',
    'unknown-key':
      'Another computer may have printed it. Verify it there, or add that computer’s signing key here.',
    unsigned: 'The number was given; check what the paper says line by line, or scan its QR code.',
    unknown:
      'Check that the number was copied rightly; another data folder or computer may have printed the sheet.',
  },
  difference: {
    heading: 'The heading was changed: “{{said}}”',
    cell: 'Row {{row}}, “{{column}}”, was changed; it now says “{{said}}”',
    'row-added': 'Row {{row}} was added later',
    'row-missing': 'Number {{row}} of the printed list is missing',
    content: 'The content does not agree with the code',
  },
  since: {
    changed: '{{name}}: “{{column}}” is now “{{now}}”',
    left: '{{name}} no longer belongs to this sheet',
    joined: '{{name}} came in after printing',
    counts: 'The figures have changed',
  },
  changedOnly: '{{name}}: “{{column}}” is another one now',
  emptied: '(empty)',
  sinceTitle:
    'Since it was printed, {{count}} things changed in the data: it is out of date, print it again.',
  replaced: 'It was printed again later: {{number}}.',
  none: 'No code or sheet number of this program was found',
  noneNext:
    'Scan the QR code in the upper right corner of the sheet, or choose a PDF or Excel file of this program.',
  more: '{{count}} more',
};
