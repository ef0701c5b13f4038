import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Privileges } from 'electron';
import { sendResponse, toRequest } from '../../../electron/web/nodeRequest.ts';
import { Addresses } from './addresses.ts';

type Handler = (request: Request) => Response | Promise<Response>;

/** Like Electron's Protocol; a loopback server lets Chromium reach what is handled. */
export class ProtocolDouble {
  readonly schemes: { scheme: string; privileges?: Privileges }[] = [];
  readonly addresses: Addresses;
  private readonly handlers = new Map<string, Handler>();
  private readonly server: Server;
  private readonly isReady: () => boolean;

  private constructor(server: Server, port: number, isReady: () => boolean) {
    this.server = server;
    this.addresses = new Addresses(port);
    this.isReady = isReady;
  }

  static async start(isReady: () => boolean): Promise<ProtocolDouble> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const protocol = new ProtocolDouble(server, (server.address() as AddressInfo).port, isReady);
    server.on('request', (incoming, outgoing) => {
      const scheme = incoming.headers.host?.startsWith('photo.') ? 'photo' : 'app';
      const answer = async () => {
        const response = await protocol.request(toRequest(incoming, outgoing, `${scheme}://xueji`));
        await sendResponse(outgoing, await protocol.forBrowser(response), incoming.method !== 'HEAD');
      };
      answer().catch(() => outgoing.destroy());
    });
    return protocol;
  }

  registerSchemesAsPrivileged(schemes: { scheme: string; privileges?: Privileges }[]): void {
    if (this.isReady())
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    this.schemes.push(...schemes);
  }

  handle(scheme: string, handler: Handler): void {
    if (!this.isReady()) throw new Error('protocol.handle before app is ready');
    if (this.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    this.handlers.set(scheme, handler);
  }

  /** A request as it comes to the handler, without a browser that tidies it first. */
  async request(request: Request): Promise<Response> {
    const handler = this.handlers.get(new URL(request.url).protocol.slice(0, -1));
    if (!handler) throw new Error('net::ERR_UNKNOWN_URL_SCHEME');
    return handler(request);
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async forBrowser(response: Response): Promise<Response> {
    const headers = new Headers(response.headers);
    const policy = headers.get('content-security-policy');
    if (policy) headers.set('content-security-policy', this.addresses.policyToBrowser(policy));
    if (!/javascript|html|css/.test(headers.get('content-type') ?? '')) {
      return new Response(response.body, { status: response.status, headers });
    }
    headers.delete('content-length');
    const text = this.addresses.toBrowser(await response.text());
    return new Response(text, { status: response.status, headers });
  }
}
