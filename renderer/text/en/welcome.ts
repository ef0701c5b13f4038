import type { Twin } from '../twin.ts';
import type { welcome as zh } from '../zh/welcome.ts';

export const welcome: Twin<typeof zh> = {
  title: 'Welcome to Xueji Desk',
  intro:
    'Get every student to verify record and photo before the deadline: see who has, who has not, and why.',
  school: {
    title: 'Set up your school',
    text: 'The school code is printed on every sheet and identifies students; it cannot be changed later.',
    code: 'School code',
    codeHint: '5 digits, e.g. 10000',
    codeWrong: 'The school code has 5 digits',
    name: 'School name',
    nameHint: 'As it stands on CHSI',
    nameMissing: 'Please give the name of the school',
    submit: 'Start, and import a roster next',
  },
  passphrase: {
    title: 'Passphrase (optional)',
    protects:
      'The data are always encrypted. Without a passphrase, whoever signs in to this account of this computer can open them. With one, a lost computer or disk opens for nobody without it; it is asked for each time. It can be set later, too, in the settings.',
    next: 'Passphrase',
    again: 'Again',
    differs: 'The two are not the same.',
    lost: 'When it is forgotten only the recovery key opens the data, nothing else does. A sheet with the key is saved with it: print it for the safe, then delete the file.',
  },
  demo: {
    title: 'Look around with demo data',
    text: 'Loads an invented university: {{students}} invented students with photos, records from three sources and an open campaign.',
    note: 'The demo data go into this data folder. For real work, use another, empty one.',
    submit: 'Load the demo data',
    task: 'Loading the demo data',
  },
  next: {
    title: 'What happens next',
    roster: 'Import the roster of CHSI or of your student system: any spreadsheet will do',
    campaign: 'Set up a campaign: who takes part, the deadline, what is to be verified',
    chase: 'Import results and photos, and see who is not done',
    print: 'Print check sheets to be signed, and statistics to hand in',
  },
};
