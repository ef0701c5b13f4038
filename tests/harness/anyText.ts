import fc from 'fast-check';

/** Any text at all: every UTF-16 code unit, unpaired surrogates too, as damaged files have them. */
export const anyText = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) });
