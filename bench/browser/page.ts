import { wrap } from 'comlink';
import type { SessionRequest } from '../session';
import type { Session } from './session.worker';

const session = wrap<Session>(new Worker('/session.worker.js', { type: 'module' }));

Object.assign(globalThis, { runSession: (request: SessionRequest) => session.run(request) });
