import { join } from 'node:path';

export interface FontFile {
  file: string;
  /** Which font of a collection (.ttc) is meant. */
  postscriptName?: string;
}

/**
 * Fonts of the operating system that hold the ideographs which the bundled font lacks (Ext B and later), best
 * match first. Found at run time, embedded as a subset of the few characters used, never shipped.
 */
export function fallbackFontFiles(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): FontFile[] {
  if (platform === 'win32') {
    const fonts = join(env.SystemRoot ?? 'C:\\Windows', 'Fonts');
    return [
      { file: join(fonts, 'simsunb.ttf') },
      { file: join(fonts, 'SimsunExtG.ttf') },
      { file: join(fonts, 'simsun.ttc'), postscriptName: 'SimSun' },
    ];
  }
  return [
    {
      file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
      postscriptName: 'NotoSansCJKsc-Regular',
    },
    { file: '/usr/share/fonts/truetype/hanazono/HanaMinA.ttf' },
    { file: '/usr/share/fonts/truetype/hanazono/HanaMinB.ttf' },
  ];
}
