/**
 * The Content-Disposition of RFC 6266: an ASCII name for old clients, and the true one encoded by RFC 5987. What
 * could end the header or leave the folder in either is replaced.
 */
export function contentDisposition(kind: 'inline' | 'attachment', fileName: string): string {
  const name = fileName.replaceAll(/[\p{Cc}/\\:*?"<>|]/gu, '_').trim() || 'download';
  const ascii = name.replaceAll(/[^\x20-\x7e]/g, '_').replaceAll(/[%']/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
