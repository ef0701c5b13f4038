import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font, type GlyphRun } from 'fontkit';
import { type FontFile, fallbackFontFiles } from './fallbackFontFiles.ts';

export type FontWeight = 'regular' | 'bold';

export interface ReportFont {
  /** Unique name under which a document registers it. */
  name: string;
  font: Font;
}

/** One character of a text, set: which font draws it and how far it advances, in em. */
export interface SetCharacter {
  char: string;
  /** null: no font at hand holds it, and a box is drawn in its place. */
  font: ReportFont | null;
  advance: number;
}

export interface ReportFonts {
  /** Sets a text. Characters that have no appearance (controls, selectors, joiners) are left out. */
  setText(text: string, weight: FontWeight): SetCharacter[];
  /** What most is set in. */
  readonly primary: Readonly<Record<FontWeight, ReportFont>>;
  /** Fallback fonts that are there but could not be opened or forbid embedding, with the reason. */
  readonly unusable: readonly { file: string; reason: string }[];
}

const require = createRequire(import.meta.url);
const PACKAGE = '@expo-google-fonts/noto-sans-sc';

/** Where the bundled fonts (Noto Sans SC, OFL) lie. */
export function bundledFontFiles(): Record<FontWeight, FontFile> {
  return {
    regular: { file: require.resolve(`${PACKAGE}/400Regular/NotoSansSC_400Regular.ttf`) },
    bold: { file: require.resolve(`${PACKAGE}/700Bold/NotoSansSC_700Bold.ttf`) },
  };
}

const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/u;
const PRIVATE_USE = /\p{Co}/u;

/**
 * pdfkit lays a text out through the font's own shaper. A form needs one glyph a character and nothing of
 * kerning, ligatures or contextual forms, so the shaper is replaced by just that: faster, and the widths are
 * those that fitText reckoned with.
 */
function withoutShaping(font: Font): Font {
  font.layout = (text) => {
    const glyphs = Array.from(text, (char) => font.glyphForCodePoint(char.codePointAt(0) ?? 0));
    const positions = glyphs.map(({ advanceWidth }) => ({
      xAdvance: advanceWidth,
      yAdvance: 0,
      xOffset: 0,
      yOffset: 0,
    }));
    const advanceWidth = glyphs.reduce((sum, glyph) => sum + glyph.advanceWidth, 0);
    return { glyphs, positions, advanceWidth } as GlyphRun;
  };
  return font;
}

function openFont({ file, postscriptName }: FontFile): Font {
  const opened = create(readFileSync(file), postscriptName);
  if (!('layout' in opened)) throw new Error('a font collection without the font asked for');
  return withoutShaping(opened);
}

/**
 * Opens the fonts that sheets are set in. The result may be kept and used for any number of documents, one
 * after the other or interleaved: a document subsets for itself. Fallback fonts are read when first needed.
 * @throws where a bundled font is missing or damaged: a fault of the installation.
 */
export function openReportFonts(
  options: { bundled?: Record<FontWeight, FontFile>; fallback?: readonly FontFile[] } = {},
): ReportFonts {
  const bundled = options.bundled ?? bundledFontFiles();
  const fallbackFiles = options.fallback ?? fallbackFontFiles();
  const primary: Record<FontWeight, ReportFont> = {
    regular: { name: 'primary-regular', font: openFont(bundled.regular) },
    bold: { name: 'primary-bold', font: openFont(bundled.bold) },
  };
  const unusable: { file: string; reason: string }[] = [];
  const known: Record<FontWeight, Map<string, SetCharacter | null>> = {
    regular: new Map(),
    bold: new Map(),
  };
  let fallbacks: ReportFont[] | null = null;

  const openFallbacks = (): ReportFont[] => {
    const opened: ReportFont[] = [];
    for (const [index, fontFile] of fallbackFiles.entries()) {
      if (!existsSync(fontFile.file)) continue;
      try {
        const font = openFont(fontFile);
        if (font['OS/2'].fsType.noEmbedding) throw new Error('its licence forbids embedding');
        opened.push({ name: `fallback-${index}`, font });
      } catch (error) {
        unusable.push({
          file: fontFile.file,
          reason: error instanceof Error ? error.message : String(error),
        });
      }
    }
    return opened;
  };

  const setCharacter = (char: string, weight: FontWeight): SetCharacter | null => {
    if (INVISIBLE.test(char)) return null;
    const codePoint = char.codePointAt(0) ?? 0;
    // A private-use code point means another character in every font: to draw any of them would be to guess.
    const drawable = !PRIVATE_USE.test(char);
    const holds = ({ font }: ReportFont) => font.hasGlyphForCodePoint(codePoint);
    let font: ReportFont | null = null;
    if (drawable && holds(primary[weight])) font = primary[weight];
    else if (drawable) {
      fallbacks ??= openFallbacks();
      font = fallbacks.find(holds) ?? null;
    }
    if (font === null) return { char, font, advance: 1 };
    const glyph = font.font.glyphForCodePoint(codePoint);
    return { char, font, advance: glyph.advanceWidth / font.font.unitsPerEm };
  };

  return {
    primary,
    unusable,
    setText(text, weight) {
      const cache = known[weight];
      const set: SetCharacter[] = [];
      for (const char of text) {
        let character = cache.get(char);
        if (character === undefined) {
          character = setCharacter(char, weight);
          cache.set(char, character);
        }
        if (character !== null) set.push(character);
      }
      return set;
    },
  };
}
