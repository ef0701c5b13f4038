import { z } from 'zod';
import { CHARACTER_BLOCKS } from '../domain/characterBlock.ts';
import { access } from './access.ts';

/** What can be told of one character. */
export const characterFacts = z.object({
  character: z.string(),
  /** `U+4DAE` */
  codePoint: z.string(),
  block: z.enum(CHARACTER_BLOCKS),
  /** With tones; empty where none is known. */
  readings: z.array(z.string()),
  /** What it is made of, one level down; empty where that is not known. */
  parts: z.array(z.string()),
  /** Its bytes in GB 18030-2022, as hexadecimal digits; null: it has none. */
  gb18030: z.string().nullable(),
  /** In GBK, the set of older systems: yes, only as a private-use stand-in (`standIn`), being one itself, or not at all. */
  gbk: z.enum(['yes', 'stand-in', 'made-up', 'no']),
  /** The private-use code point that older software has for it, or null. */
  standIn: z.string().nullable(),
  /** Of a private-use character of an older table: the real one. */
  real: z.string().nullable(),
  /** Characters that are taken for it. */
  lookAlikes: z.array(z.string()),
  /** Whether sheets can print it: with their own font, with one of this computer, or not. */
  print: z.enum(['yes', 'this-computer', 'no']),
});
export type CharacterFacts = z.output<typeof characterFacts>;

export const characters = {
  /**
   * By a code point (`U+4DAE`, `4DAE`), by a reading (`yan`), by parts (`龙天`), or by a reading and parts (`yan 天`).
   * One character by itself comes first, then those that it is a part of.
   */
  search: access({ needs: 'signed-in', scope: 'none' })
    .input(z.object({ text: z.string().max(100), limit: z.number().int().min(1).max(200).default(60) }))
    .output(
      z.object({
        by: z.enum(['nothing', 'code-point', 'reading', 'parts']),
        total: z.number(),
        items: z.array(characterFacts),
        /** Parts that occur in nothing. */
        unknownParts: z.array(z.string()),
      }),
    ),
  /** Each character of a text, once, in its order. */
  inspect: access({ needs: 'signed-in', scope: 'none' })
    .input(z.object({ text: z.string().max(100) }))
    .output(z.object({ items: z.array(characterFacts) })),
};
