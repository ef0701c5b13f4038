import { AppError } from '../../../../shared/domain/errors.ts';
import { cellFormat } from './cellFormat.ts';
import { nameCode, type XmlHandler } from './xmlScanner.ts';
import { attributeNumber, attributeText } from './xmlText.ts';

const NUM_FMT = nameCode('numFmt');
const CELL_XFS = nameCode('cellXfs');
const XF = nameCode('xf');
const NUM_FMT_ID = nameCode('numFmtId');
const FORMAT_CODE = nameCode('formatCode');
/** Excel allows 65,490 cell formats. */
const MAX_CELL_FORMATS = 1_000_000;

/** Collects, for each cell format (the `s` of a cell), what it makes of a number. */
export function stylesHandler(): { handler: XmlHandler; cellFormats(): Uint8Array } {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let inCellFormats = false;
  return {
    handler: {
      open(name, scanner) {
        if (name === CELL_XFS) {
          inCellFormats = true;
        } else if (name === NUM_FMT) {
          let id = -1;
          let code = '';
          while (scanner.nextAttribute()) {
            if (scanner.attribute === NUM_FMT_ID) id = attributeNumber(scanner);
            else if (scanner.attribute === FORMAT_CODE) code = attributeText(scanner);
          }
          if (id >= 0 && codes.size < MAX_CELL_FORMATS) codes.set(id, code);
        } else if (name === XF && inCellFormats) {
          let id = 0;
          while (scanner.nextAttribute()) {
            if (scanner.attribute === NUM_FMT_ID) id = attributeNumber(scanner);
          }
          if (formats.length >= MAX_CELL_FORMATS) throw new AppError('FILE_UNSAFE', { what: 'cell-formats' });
          formats.push(id);
        }
      },
      text() {},
      close(name) {
        if (name === CELL_XFS) inCellFormats = false;
      },
    },
    cellFormats() {
      return Uint8Array.from(formats, (id) => cellFormat(id, codes.get(id) ?? null));
    },
  };
}
