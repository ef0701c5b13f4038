import { open } from 'node:fs/promises';
import { contentDisposition } from './contentDisposition.ts';
import type { HostFiles } from './hostFiles.ts';
import { plainResponse, refusal } from './plainResponse.ts';

const DOWNLOAD_ID = /^[\w-]{1,128}$/;

/** A file made by a report or an export, streamed from the disk. Only a PDF is ever shown in place. */
export async function downloadResponse(
  files: Pick<HostFiles, 'readDownload'>,
  download: string,
  inline: boolean,
): Promise<Response> {
  const found = DOWNLOAD_ID.test(download) ? await files.readDownload(download) : null;
  if (!found) return refusal(404, 'NOT_FOUND');
  const shown = inline && found.mime === 'application/pdf';
  const file = await open(found.path, 'r');
  const { size } = await file.stat();
  return plainResponse(200, bytesOf(file), {
    'content-type': found.mime,
    'content-length': String(size),
    'content-disposition': contentDisposition(shown ? 'inline' : 'attachment', found.name),
  });
}

const CHUNK_BYTES = 256 * 1024;

/** Read as it is asked for; the file is closed at its end, on an error, and when nobody wants the rest. */
function bytesOf(file: Awaited<ReturnType<typeof open>>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const chunk = new Uint8Array(CHUNK_BYTES);
          const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, null);
          if (bytesRead > 0) return controller.enqueue(chunk.subarray(0, bytesRead));
          await file.close();
          controller.close();
        } catch (error) {
          await file.close();
          throw error;
        }
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 1 },
  );
}
