import { describeParity } from './testing/parity';

describeParity('webgpu', 1e-3);
