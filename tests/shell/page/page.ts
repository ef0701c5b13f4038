import { ConnectionLost } from '../../../renderer/rpc/ConnectionLost.ts';
import { core, orpc } from '../../../renderer/rpc/core.ts';
import { cspNonce } from '../../../renderer/rpc/cspNonce.ts';
import { downloadUrl } from '../../../renderer/rpc/downloadUrl.ts';
import { photoUrl } from '../../../renderer/rpc/photoUrl.ts';
import { queryClient } from '../../../renderer/rpc/queryClient.ts';
import { uploadFile } from '../../../renderer/rpc/uploadFile.ts';

/** A page with nothing but the window's way to the core, for tests to call. */
const members = { core, orpc, queryClient, photoUrl, downloadUrl, uploadFile, cspNonce, ConnectionLost };

declare global {
  var desk: typeof members;
}
globalThis.desk = members;
document.title = '张三的学籍';
