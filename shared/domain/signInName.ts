/** The longest sign-in name, in characters. */
export const SIGN_IN_NAME_LENGTH = 32;

/** A sign-in name as it is kept and compared: width and case do not matter. */
export function signInForm(name: string): string {
  return name.toWellFormed().normalize('NFKC').trim().toLowerCase();
}

/** Letters, digits, Chinese characters and `. _ - @`: what can be typed after `--user` without quotes. */
export function isSignInName(form: string): boolean {
  const length = [...form].length;
  return length >= 1 && length <= SIGN_IN_NAME_LENGTH && /^[\p{L}\p{N}._@-]+$/u.test(form);
}
