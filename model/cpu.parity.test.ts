import { describeParity } from './testing/parity';

describeParity('cpu', 1e-4);
