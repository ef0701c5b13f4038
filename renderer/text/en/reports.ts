import type { Twin } from '../twin.ts';
import type { reports as zh } from '../zh/reports.ts';

export const reports: Twin<typeof zh> = {
  result: 'The report made',
  kindLabel: 'Report',
  kind: {
    'record-check-sheet': 'Record check sheets',
    statistics: 'Verification statistics',
  },
  kindHelp: {
    'record-check-sheet': 'One per class, with room for corrections and signatures',
    statistics: 'Expected, verified, disputed, without photo, rate',
  },
  campaign: 'For',
  everybody: 'No campaign (all students)',
  alsoFiltered: 'Filter',
  dropFilters: 'Remove',
  all: 'All',
  by: 'By',
  byWhat: { college: 'College', major: 'Major', class: 'Class', counsellor: 'Counsellor' },
  format: 'Format',
  formats: { pdf: 'PDF (to print)', xlsx: 'Excel' },
  unmasked: 'Identity numbers in full',
  unmaskedNote:
    'Masked in the middle by default. Printing them in full is recorded; do so only where filing demands it.',
  estimate: '{{sheets}} sheets, {{students}} students',
  make: { pdf: 'Make and preview', xlsx: 'Make and download' },
  making: {
    'record-check-sheet': 'Making record check sheets',
    statistics: 'Making verification statistics',
  },
  problem: {
    campaign: 'Statistics are of a campaign: choose one',
    nobody: 'There are no students in this selection',
    running: 'Being made: wait, or cancel',
    tooLong: 'More than {{pages}} pages: download it and print from a PDF reader',
    notOpen: 'It can be printed once the preview is open',
  },
  empty: {
    title: 'Choose a report and of whom, then press “Make”',
    text: 'Every sheet carries a number, a QR code, the time of its data and the words “for use inside the school only”. How many there will be is said beforehand.',
  },
  madePages_one: '{{sheets}} sheets, {{pages}} page',
  madePages_other: '{{sheets}} sheets, {{pages}} pages',
  madeSheets_one: '{{sheets}} sheet',
  madeSheets_other: '{{sheets}} sheets',
  outdated: 'The preview is of what was chosen before',
  print: 'Print',
  printHelp: {
    web: 'Opens the browser’s own PDF viewer in a new tab, to print from there',
    desktop: 'Prints the pages as previewed',
  },
  download: 'Download',
  saved: 'It was made and saved among the downloads. It can be downloaded again.',
  preview: 'Preview',
  pages: {
    previous: 'Previous page',
    next: 'Next page',
    first: 'This is the first page',
    last: 'This is the last page',
    go: 'Page',
    of: 'of {{pages}}',
    page: 'Page {{page}} of {{pages}}',
    list: 'All pages',
  },
  zoom: { in: 'Zoom in', out: 'Zoom out', fit: 'Fit the width' },
  cannotPrint: {
    title_one: '{{count}} character cannot be printed',
    title_other: '{{count}} characters cannot be printed',
    help: 'No font on this computer has a shape for them. They are printed as boxes with their code: write them in by hand, or install a font with the extension blocks and make the report again:',
  },
};
