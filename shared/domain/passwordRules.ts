/**
 * What a password must be, after NIST SP 800-63B (5.1.1.2): long enough and none that everybody tries first. No kinds of
 * characters are asked for, none expires, any may be pasted: such rules make passwords that are written on the screen.
 */
export const PASSWORD_LENGTH = 8;
/** Longer than anybody types; what is longer is a mistake, or meant to keep the program busy. */
export const PASSWORD_LENGTH_MOST = 256;

export const PASSWORD_PROBLEMS = ['short', 'long', 'common', 'name', 'same'] as const;
/** `same`: the one that is to be replaced. */
export type PasswordProblem = (typeof PASSWORD_PROBLEMS)[number];

/** As it is compared and hashed: a character written in two ways is one (RFC 8265, OpaqueString). */
export function passwordForm(password: string): string {
  return password.toWellFormed().normalize('NFC');
}

/** What is wrong with a new password; null: nothing. `names`: the sign-in name, the shown name and the like. */
export function passwordProblem(password: string, names: readonly string[]): PasswordProblem | null {
  const form = passwordForm(password);
  const length = [...form].length;
  if (length < PASSWORD_LENGTH) return 'short';
  if (length > PASSWORD_LENGTH_MOST) return 'long';
  const plain = form.toLowerCase();
  if (names.some((name) => holdsName(plain, name))) return 'name';
  return isCommon(plain) ? 'common' : null;
}

/** Of Chinese names two characters are telling; of names in letters fewer than three stand in any text. */
function holdsName(plain: string, name: string): boolean {
  const form = passwordForm(name).toLowerCase().replaceAll(/\s/g, '');
  const least = /\p{Script=Han}/u.test(form) ? 2 : 3;
  return [...form].length >= least && plain.includes(form);
}

/** What stands at the head of every published list of leaked passwords, with the habits of this country. */
const WORDS = new Set(
  `password passw0rd p@ssword p@ssw0rd pass admin administrator root guest user test demo login welcome letmein
   changeme secret master default system server computer internet windows office qwerty qwertyuiop asdf asdfgh asdfghjkl
   zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc qwer abc abcd abcdef aaa aa a q qq xx zz iloveyou loveyou sunshine
   princess football baseball superman batman monkey dragon shadow michael jordan charlie woaini woaini1314 woaiwo
   woaizhongguo zhongguo china beijing shanghai xuesheng laoshi xueji xuejidesk xuexin chsi jiaowu jiaowuchu jwc
   daxue xuexiao school college university`.split(/\s+/),
);
const WHOLE = new Set(
  `1q2w3e4r 1q2w3e4r5t q1w2e3r4 q1w2e3r4t5 1qaz2wsx 1qaz2wsx3edc zaq12wsx a1b2c3d4 asdf1234 qwer1234 1234qwer 123qweasd
   123qwe123 qwe123qwe 123abc123 abc123abc 5201314a a5201314 52013145 5201314520 1314520520 woaini520 ilove520
   1357924680 2468013579 147258369 159753456 147852369 963852741 741852963 789456123 31415926 314159265 3141592653`.split(
    /\s+/,
  ),
);
const ROWS = [
  '1234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'qazwsxedcrfvtgbyhnujm',
];

function isCommon(plain: string): boolean {
  if (WHOLE.has(plain) || isRepeated(plain) || isStair(plain)) return true;
  if (ROWS.some((row) => (row + row).includes(plain) || reversed(row + row).includes(plain))) return true;
  // A well-known word with a number, a year or a mark before or behind it.
  const word = plain.replace(/^[\d\W_]+/u, '').replace(/[\d\W_]+$/u, '');
  return WORDS.has(word);
}

/** One, two, three or four characters again and again. */
function isRepeated(text: string): boolean {
  const characters = [...text];
  return [1, 2, 3, 4].some((step) =>
    characters.every((character, at) => character === characters[at % step]),
  );
}

/** Each character the next, or the one before, of the one before it: 12345678, hgfedcba. */
function isStair(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0)!);
  return [1, -1].some((step) => codes.every((code, at) => at === 0 || code - codes[at - 1]! === step));
}

function reversed(text: string): string {
  return [...text].reverse().join('');
}
