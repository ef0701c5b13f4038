import { EventEmitter } from 'node:events';

/**
 * One end of a message channel, wherever it is held: in this process, in the page, in a child process. What is sent
 * to an end waits there until whoever holds it listens.
 */
export class PortEnd {
  peer: PortEnd | null = null;
  private waiting: unknown[] = [];
  private receive: ((data: unknown) => void) | null = null;
  private onClose: (() => void) | null = null;
  private closed = false;

  /** Sends to the other end, as a structured clone. */
  post(data: unknown): void {
    const { peer } = this;
    if (this.closed || !peer) return;
    const copy: unknown = structuredClone(data);
    setImmediate(() => peer.take(copy));
  }

  hold(receive: (data: unknown) => void, onClose: () => void): void {
    this.receive = receive;
    this.onClose = onClose;
    for (const data of this.waiting.splice(0)) receive(data);
    if (this.closed) onClose();
  }

  /** Before it is handed to another holder. */
  letGo(): void {
    this.receive = null;
    this.onClose = null;
  }

  /** Both ends are closed; the other holder is told, after what was sent before. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    const { peer } = this;
    setImmediate(() => peer?.closedByPeer());
  }

  private take(data: unknown): void {
    if (this.closed) return;
    if (this.receive) this.receive(data);
    else this.waiting.push(data);
  }

  private closedByPeer(): void {
    if (this.closed) return;
    this.closed = true;
    this.onClose?.();
  }
}

/** Like Electron's MessagePortMain: silent until started, dead once it was transferred. */
export class PortDouble extends EventEmitter {
  private end: PortEnd | null;

  constructor(end: PortEnd) {
    super();
    this.end = end;
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new TypeError('the double does not send ports through ports');
    this.end?.post(message);
  }

  start(): void {
    this.end?.hold(
      (data) => this.emit('message', { data, ports: [] }),
      () => this.emit('close'),
    );
  }

  close(): void {
    this.end?.close();
  }

  /** Gives the end to another holder, as a transfer does. */
  transfer(): PortEnd {
    const { end } = this;
    if (!end) throw new TypeError('this port was transferred before');
    this.end = null;
    end.letGo();
    return end;
  }
}

export class ChannelDouble {
  readonly port1: PortDouble;
  readonly port2: PortDouble;

  constructor() {
    const one = new PortEnd();
    const two = new PortEnd();
    one.peer = two;
    two.peer = one;
    this.port1 = new PortDouble(one);
    this.port2 = new PortDouble(two);
  }
}

export function transferred(ports: readonly unknown[]): PortEnd[] {
  return ports.map((port) => {
    if (!(port instanceof PortDouble)) throw new TypeError('only ports can be transferred');
    return port.transfer();
  });
}
