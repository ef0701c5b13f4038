/**
 * What screens, exports and printed sheets show of personal data unless a person with permission asks for it
 * whole. A mask of a number keeps its length, hides its middle, and never equals what it hides.
 */

/** Length of what may be shown at the front and at the back, by length of the whole. */
function shownEnds(length: number): [front: number, back: number] {
  if (length >= 15) return [3, 4];
  if (length >= 10) return [2, 2];
  if (length >= 6) return [1, 2];
  if (length >= 4) return [1, 1];
  return [0, 0];
}

/** `110***********002X`; shorter documents show less. */
export function maskIdNumber(number: string): string {
  const characters = Array.from(number);
  const [front, back] = shownEnds(characters.length);
  return keepEnds(characters, front, back);
}

/** `138****5678`; other lengths show their last few digits. */
export function maskPhone(phone: string): string {
  const characters = Array.from(phone);
  const length = characters.length;
  if (length >= 11) return keepEnds(characters, 3, Math.min(4, length - 7));
  return keepEnds(characters, 0, length >= 6 ? 2 : 0);
}

/** `张*`, `欧**`: the first character; what stands in lists that many read. */
export function maskName(name: string): string {
  const characters = Array.from(name);
  return characters.length < 2 ? '*' : characters[0] + '*'.repeat(characters.length - 1);
}

/** `z***@qq.com`: the first letter and the domain. Without an @ nothing but the first letter. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const local = at < 0 ? email : email.slice(0, at);
  const characters = Array.from(local);
  const shown = characters.length > 1 ? (characters[0] as string) : '';
  return `${shown}***${at < 0 ? '' : email.slice(at)}`;
}

function keepEnds(characters: string[], front: number, back: number): string {
  const hidden = characters.length - front - back;
  return (
    characters.slice(0, front).join('') +
    '*'.repeat(hidden) +
    characters.slice(characters.length - back).join('')
  );
}

/** A student's value as it is shown by default. Fields that need no mask come back as they are. */
export function maskField(field: string, value: string | null): string | null {
  if (value === null) return null;
  switch (field) {
    case 'idNumber':
      return maskIdNumber(value);
    case 'phone':
    case 'counsellorPhone':
    case 'counsellorQq':
      return maskPhone(value);
    case 'email':
    case 'counsellorEmail':
      return maskEmail(value);
    case 'correction':
      return maskUnknown(value);
    default:
      return value;
  }
}

/** A resident number or the number of a mobile phone, standing by itself within a text. */
const LOOKS_PERSONAL = /(?<![0-9A-Za-z])(?:(\d{17}[\dXx])|(1[3-9]\d{9}))(?![0-9A-Za-z])/gu;

/** A cell of which nobody has said yet what it holds: what looks like an identity or phone number is masked in it. */
export function maskUnknown(text: string): string {
  return text.replace(LOOKS_PERSONAL, (found, idNumber?: string) =>
    idNumber === undefined ? maskPhone(found) : maskIdNumber(found),
  );
}
