import { nameCode, type XmlHandler } from './xmlScanner.ts';
import { attributeIsTrue, attributeText } from './xmlText.ts';

const RELATIONSHIP = nameCode('Relationship');
const ID = nameCode('Id');
const LOWER_ID = nameCode('id');
const TYPE = nameCode('Type');
const TARGET = nameCode('Target');
const TARGET_MODE = nameCode('TargetMode');
const WORKBOOK_PR = nameCode('workbookPr');
const DATE_1904 = nameCode('date1904');
const SHEETS = nameCode('sheets');
const SHEET = nameCode('sheet');
const NAME = nameCode('name');
const STATE = nameCode('state');

export interface Relationship {
  id: string;
  /** Last word of the type, the same in the Transitional and Strict namespaces: "worksheet", "styles"… */
  type: string;
  /** Name of the part within the package, as partKey() gives it. */
  part: string;
}

export interface WorkbookSheet {
  name: string;
  hidden: boolean;
  relationship: string;
}

/** Part names are compared without regard to case and with plain slashes (OPC 6.2.2.3; some writers use backslashes). */
export function partKey(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

/** Where the relationships of a part are: "xl/workbook.xml" → "xl/_rels/workbook.xml.rels"; of the package itself: "". */
export function relationshipsPart(part: string): string {
  const slash = part.lastIndexOf('/');
  return `${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`;
}

/** `part`: the one whose relationships are read, as their targets may be relative to its folder. */
export function relationshipsHandler(part: string): { handler: XmlHandler; relationships: Relationship[] } {
  const relationships: Relationship[] = [];
  return {
    relationships,
    handler: {
      open(name, scanner) {
        if (name !== RELATIONSHIP) return;
        let id = '';
        let type = '';
        let target = '';
        let external = false;
        while (scanner.nextAttribute()) {
          if (scanner.attribute === ID) id = attributeText(scanner);
          else if (scanner.attribute === TYPE) type = attributeText(scanner);
          else if (scanner.attribute === TARGET) target = attributeText(scanner);
          else if (scanner.attribute === TARGET_MODE) external = attributeText(scanner) === 'External';
        }
        if (external) return;
        relationships.push({
          id,
          type: type.slice(type.lastIndexOf('/') + 1),
          part: resolveTarget(part, target),
        });
      },
      text() {},
      close() {},
    },
  };
}

export function workbookHandler(): { handler: XmlHandler; sheets: WorkbookSheet[]; date1904(): boolean } {
  const sheets: WorkbookSheet[] = [];
  let date1904 = false;
  let inSheets = false;
  return {
    sheets,
    date1904: () => date1904,
    handler: {
      open(tag, scanner) {
        if (tag === SHEETS) {
          inSheets = true;
        } else if (tag === WORKBOOK_PR) {
          while (scanner.nextAttribute()) {
            if (scanner.attribute === DATE_1904) date1904 = attributeIsTrue(scanner);
          }
        } else if (tag === SHEET && inSheets) {
          const sheet: WorkbookSheet = { name: '', hidden: false, relationship: '' };
          while (scanner.nextAttribute()) {
            if (scanner.attribute === NAME) sheet.name = attributeText(scanner);
            else if (scanner.attribute === STATE) sheet.hidden = attributeText(scanner) !== 'visible';
            else if (scanner.attribute === LOWER_ID) sheet.relationship = attributeText(scanner);
          }
          sheets.push(sheet);
        }
      },
      text() {},
      close(tag) {
        if (tag === SHEETS) inSheets = false;
      },
    },
  };
}

/** A target is absolute within the package ("/xl/…") or relative to the folder of the part that names it. */
function resolveTarget(part: string, target: string): string {
  const plain = decodeTarget(target.replaceAll('\\', '/'));
  if (plain.startsWith('/')) return partKey(plain);
  const segments = part.split('/').slice(0, -1);
  for (const segment of plain.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return partKey(segments.join('/'));
}

function decodeTarget(target: string): string {
  if (!target.includes('%')) return target;
  try {
    return decodeURIComponent(target);
  } catch (error) {
    if (error instanceof URIError) return target;
    throw error;
  }
}
