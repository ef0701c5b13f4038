import type { Twin } from '../twin.ts';
import type { mapFile as zh } from '../zh/mapFile.ts';

export const mapFile: Twin<typeof zh> = {
  read: 'Read a map file',
  readHelp: 'Maps the columns as a file says that was saved here or made for --map, this once',
  save: 'Save as a map file',
  saveHelp: 'Keeps this mapping as a file, to be read here again or given to --map',
  took_one: '{{count}} column mapped as “{{file}}” says',
  took_other: '{{count}} columns mapped as “{{file}}” says',
  otherKind: '“{{file}}” is for {{kind}}: please check the columns.',
};
