import { describeParity } from './testing/parity';

describeParity('wasm', 1e-4);
