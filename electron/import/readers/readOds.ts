import { AppError } from '../../../shared/domain/errors.ts';
import type { ByteSource } from '../../archive/byteSource.ts';
import { OdsContent, stylesPartHandler } from './ods/odsContent.ts';
import { OdsStyles } from './ods/odsStyles.ts';
import { OdsTable } from './ods/odsTable.ts';
import { openPackage, scanXml } from './package/openPackage.ts';
import type { OpenedSpreadsheet } from './reader.ts';
import { utf8Pieces } from './xlsx/utf8Pieces.ts';
import { openXmlTables } from './xmlTables/openXmlTables.ts';
import { sourcePieces } from './xmlTables/sourcePieces.ts';

/** Opens an OpenDocument spreadsheet or template (.ods, .ots). Owns `source` once it has returned. */
export async function readOds(source: ByteSource, signal?: AbortSignal): Promise<OpenedSpreadsheet> {
  const opened = await openPackage(source, signal);
  try {
    const content = opened.part('content.xml');
    if (!content) throw new AppError('FILE_DAMAGED', { what: 'workbook' });
    const styles = opened.part('styles.xml');
    const heard = new OdsStyles();
    if (styles) await scanXml(opened.smallPart(styles), stylesPartHandler(heard));
    return await openXmlTables(
      {
        format: 'ods',
        encoding: null,
        pieces: () => utf8Pieces(opened.zip.chunks(content)),
        around: () => new OdsContent(heard),
        table: (around, onHiddenColumns) => new OdsTable((around as OdsContent).styles, onHiddenColumns),
        async close() {
          opened.close();
          await source.close();
        },
      },
      signal,
    );
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** Opens an OpenDocument spreadsheet in one XML file (.fods). Owns `source` once it has returned. */
export function readFods(source: ByteSource, signal?: AbortSignal): Promise<OpenedSpreadsheet> {
  return openXmlTables(
    {
      format: 'fods',
      encoding: null,
      pieces: () => utf8Pieces(sourcePieces(source)),
      around: () => new OdsContent(),
      table: (around, onHiddenColumns) => new OdsTable((around as OdsContent).styles, onHiddenColumns),
      close: () => source.close(),
    },
    signal,
  );
}
