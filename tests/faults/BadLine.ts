import { connect, createServer, type Server, type Socket } from 'node:net';

/** What becomes of what is sent: nothing, the connection is cut after so many bytes, a byte is turned over there, or nobody is let through. */
export type LineFault = { kind: 'none' | 'refuse' } | { kind: 'cut' | 'turn'; after: number };

/** A line between desks and their hub that can be made bad: bytes of TLS go through it, whatever they mean. */
export class BadLine {
  fault: LineFault = { kind: 'none' };
  /** Connections that a fault ended, and bytes that it turned over. */
  hits = 0;
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #port = 0;

  private constructor(to: number) {
    this.#server = createServer((desk) => this.#through(desk, to));
  }

  static async to(port: number): Promise<BadLine> {
    const line = new BadLine(port);
    await new Promise<void>((resolve) => line.#server.listen(0, '127.0.0.1', resolve));
    line.#port = (line.#server.address() as { port: number }).port;
    return line;
  }

  get port(): number {
    return this.#port;
  }

  /** Ends what is open, so that the next question meets what the line is now. */
  hangUp(): void {
    for (const socket of this.#open) socket.destroy();
  }

  async close(): Promise<void> {
    this.hangUp();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #through(desk: Socket, to: number): void {
    const { fault } = this;
    if (fault.kind === 'refuse') {
      this.hits++;
      desk.destroy();
      return;
    }
    const hub = connect(to, '127.0.0.1');
    let sent = 0;
    const pass = (from: Socket, into: Socket) => {
      this.#open.add(from);
      from.on('data', (bytes: Buffer) => {
        const at = sent;
        sent += bytes.length;
        const isMet = 'after' in fault && at <= fault.after && sent > fault.after;
        if (!isMet) return void into.write(bytes);
        this.hits++;
        const place = fault.after - at;
        if (fault.kind === 'turn') {
          bytes[place]! ^= 0xff;
          return void into.write(bytes);
        }
        into.write(bytes.subarray(0, place), () => into.destroy());
        from.destroy();
      });
      from.on('error', () => into.destroy());
      from.on('close', () => {
        this.#open.delete(from);
        into.end();
      });
    };
    pass(desk, hub);
    pass(hub, desk);
  }
}
