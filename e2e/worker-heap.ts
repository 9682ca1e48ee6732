import type { CDPSession, Page } from '@playwright/test';

/** Asks the compute thread's own JavaScript engine, past the page. */
export class WorkerHeap {
  #last = 0;

  private constructor(
    private readonly cdp: CDPSession,
    private readonly sessionId: string,
  ) {}

  static async of(page: Page): Promise<WorkerHeap> {
    const cdp = await page.context().newCDPSession(page);
    const attached = new Promise<string>((resolve) => {
      cdp.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
        if (targetInfo.type === 'worker') resolve(sessionId);
      });
    });
    await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false });
    return new WorkerHeap(cdp, await attached);
  }

  /** Bytes of JavaScript that the thread still reaches. */
  async bytes(): Promise<number> {
    await this.ask('HeapProfiler.collectGarbage');
    const { usedSize } = await this.ask<{ usedSize: number }>('Runtime.getHeapUsage');
    return usedSize;
  }

  private async ask<T>(method: string): Promise<T> {
    const id = ++this.#last;
    const answer = new Promise<T>((resolve) => {
      const listen = ({ sessionId, message }: { sessionId: string; message: string }) => {
        const told = JSON.parse(message);
        if (sessionId !== this.sessionId || told.id !== id) return;
        this.cdp.off('Target.receivedMessageFromTarget', listen);
        resolve(told.result);
      };
      this.cdp.on('Target.receivedMessageFromTarget', listen);
    });
    const message = JSON.stringify({ id, method });
    await this.cdp.send('Target.sendMessageToTarget', { sessionId: this.sessionId, message });
    return answer;
  }
}
