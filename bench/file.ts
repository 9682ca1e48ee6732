import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** What a file's figures were measured with: figures of two machines, or of two versions, are not put side by side. */
export interface Surroundings {
  readonly family: string;
  readonly machine: { readonly cpu: string; readonly cores: number };
  readonly versions: Readonly<Record<string, string>>;
}

/** Figures that are measured together, and replaced together: of one backend, and what else `key` says. */
export interface Session {
  readonly key: string;
  /** When, and after which command. */
  readonly date: string;
  readonly command: string;
}

/**
 * A file of sessions. A session takes the place of the one with its key, others stay; all go where the surroundings have
 * changed. Written after every session, so that an end before its time loses one.
 */
export class SessionFile {
  private readonly sessions: Session[];

  constructor(
    private readonly path: string,
    private readonly surroundings: Surroundings,
  ) {
    const old = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Written) : null;
    this.sessions = old && isSame(old, surroundings) ? [...old.sessions] : [];
  }

  put<S extends Session>(session: S): void {
    const at = this.sessions.findIndex(({ key }) => key === session.key);
    if (at < 0) this.sessions.push(session);
    else this.sessions[at] = session;
    writeFileSync(
      this.path,
      `${JSON.stringify({ ...this.surroundings, sessions: this.sessions }, null, 1)}\n`,
    );
  }
}

interface Written extends Surroundings {
  readonly sessions: readonly Session[];
}

function isSame(a: Surroundings, b: Surroundings): boolean {
  const told = ({ family, machine, versions }: Surroundings) =>
    JSON.stringify([family, machine.cpu, machine.cores, versions]);
  return told(a) === told(b);
}
